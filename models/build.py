"""Rebuild the pose bundles bit for bit from the pinned upstream packages named in manifest.json.

Why: the weights are somebody else's work under Apache-2.0. Whoever doubts the files beside this script can
make them again from what the package registries carry. A bundle is a stored zip of the person detector (as
published) and of one landmark network, to which this script adds the input scaling the pose API asks for.

    python models/build.py                 build lite, full and heavy into a new folder and compare
    python models/build.py heavy --out .   build one of them here

Needs pip, npm and numpy. Nothing of what it fetches is installed.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

HERE = Path(__file__).resolve().parent
BUNDLES = ("lite", "full", "heavy")
OUTPUTS = ("landmarks", "flag", "segmentation", "heatmap", "world")
STORED_DATE = (1980, 1, 1, 0, 0, 0)


class BuildError(Exception):
    """A package that cannot be fetched, or that is not the pinned one; one sentence for people."""


def read_manifest() -> dict[str, Any]:
    """Return the manifest beside this script."""
    manifest: dict[str, Any] = json.loads((HERE / "manifest.json").read_text(encoding="utf-8"))
    return manifest


def sha256_of(data: bytes) -> str:
    """Return the checksum in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def fetch(package: Mapping[str, Any], folder: Path) -> Path:
    """Fetch one upstream package into `folder` with the ordinary client of its registry.

    Raises:
        BuildError: The client is missing or failed.
    """
    name = package["package"]
    if package["registry"] == "npm":
        command = ["npm", "pack", "--silent", "--fetch-retries", "1", "--cache", str(folder / "npm-cache")]
        command += ["--pack-destination", str(folder), f"{name}@{package['version']}"]
    else:
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--retries",
            "1",
            "--no-deps",
            "--no-cache-dir",
        ]
        command += ["--only-binary", ":all:", "--python-version", "3.11", "--platform", package["platform"]]
        command += ["--dest", str(folder), f"{name}=={package['version']}"]
    _run(command, package["registry"])
    return folder / str(package["file"])


def _run(command: list[str], registry: str) -> None:
    try:
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    except FileNotFoundError as error:
        raise BuildError(f"{command[0]} is not installed") from error
    if done.returncode:
        sys.stderr.buffer.write(done.stderr)
        raise BuildError(f"Cannot fetch {command[-1]} from {registry}")


def read_members(archive: Path, members: Mapping[str, str]) -> dict[str, bytes]:
    """Return the named members of a wheel or npm package, each checked against its sha256.

    Raises:
        BuildError: A member is missing or is not the pinned one.
    """
    try:
        found = dict(_members_of(archive, members))
    except (OSError, KeyError, zipfile.BadZipFile, tarfile.TarError) as error:
        raise BuildError(f"{archive.name} is not the package that was expected ({error})") from error
    for name, checksum in members.items():
        if sha256_of(found[name]) != checksum:
            raise BuildError(f"{name} in {archive.name} is not the pinned version")
    return found


def _members_of(archive: Path, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            yield from ((name, wheel.read(name)) for name in names)
        return
    with tarfile.open(archive) as package:
        for name in names:
            member = package.extractfile(name)
            yield name, member.read() if member else b""


def load_schema(source: bytes, name: str) -> ModuleType:
    """Return upstream's generated FlatBuffers module; it needs nothing but flatbuffers."""
    spec = importlib.util.spec_from_loader(name, loader=None)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    exec(compile(source, name, "exec"), module.__dict__)  # checked against the manifest's sha256 before
    return module


def describe_network(metadata: ModuleType) -> bytes:
    """Return the metadata buffer: one RGB image scaled to 0..1 in, five features out in their order."""
    import flatbuffers

    subgraph = metadata.SubGraphMetadataT()
    subgraph.inputTensorMetadata = [_image_input(metadata)]
    subgraph.outputTensorMetadata = [_feature_output(metadata, name) for name in OUTPUTS]
    model = metadata.ModelMetadataT()
    model.name, model.subgraphMetadata, model.minParserVersion = (
        "pose_landmarks_detector",
        [subgraph],
        "1.0.0",
    )
    builder = flatbuffers.Builder(0)
    builder.Finish(model.Pack(builder), b"M001")
    return bytes(builder.Output())


def _image_input(metadata: ModuleType) -> Any:
    scaling = metadata.NormalizationOptionsT()
    scaling.mean, scaling.std = [0.0], [255.0]
    unit = metadata.ProcessUnitT()
    unit.optionsType, unit.options = metadata.ProcessUnitOptions.NormalizationOptions, scaling
    image = metadata.ImagePropertiesT()
    image.colorSpace = metadata.ColorSpaceType.RGB
    tensor = _tensor(metadata, "image", metadata.ContentProperties.ImageProperties, image)
    tensor.processUnits, tensor.stats.max, tensor.stats.min = [unit], [1.0], [0.0]
    return tensor


def _feature_output(metadata: ModuleType, name: str) -> Any:
    return _tensor(
        metadata, name, metadata.ContentProperties.FeatureProperties, metadata.FeaturePropertiesT()
    )


def _tensor(metadata: ModuleType, name: str, kind: int, properties: Any) -> Any:
    tensor = metadata.TensorMetadataT()
    tensor.name, tensor.stats, tensor.content = name, metadata.StatsT(), metadata.ContentT()
    tensor.content.contentPropertiesType, tensor.content.contentProperties = kind, properties
    return tensor


def with_metadata(network: bytes, schema: ModuleType, description: bytes) -> bytes:
    """Return the TFLite network with the description added; weights and graph stay as they are."""
    import flatbuffers
    import numpy as np

    model = schema.ModelT.InitFromObj(schema.Model.GetRootAsModel(network, 0))
    buffer, field = schema.BufferT(), schema.MetadataT()
    buffer.data = np.frombuffer(description, np.uint8)
    field.name, field.buffer = "TFLITE_METADATA", len(model.buffers)
    model.buffers.append(buffer)
    model.metadata = [*(model.metadata or []), field]
    builder = flatbuffers.Builder(len(network) + 65536)
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def write_bundle(path: Path, members: dict[str, bytes]) -> None:
    """Write a stored zip that depends on nothing but its members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as bundle:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, STORED_DATE)
            info.create_system, info.external_attr = 3, 0o644 << 16
            bundle.writestr(info, data)


def build(names: Iterable[str], archives: Mapping[str, Path], out: Path) -> dict[str, Path]:
    """Build the named bundles into `out` and return their paths.

    Args:
        names: Any of lite, full, heavy.
        archives: Upstream name in the manifest (wheel, npm, flatbuffers) to its file.
        out: An existing folder.

    Raises:
        BuildError: A package is not the pinned one, or the result differs from the manifest.
    """
    manifest = read_manifest()
    members: dict[str, bytes] = {}
    for name, upstream in manifest["upstream"].items():
        members |= read_members(archives[name], upstream["members"])
    sys.path.insert(
        0, str(archives["flatbuffers"])
    )  # other versions lay the same tables out in another order
    schema, metadata = (load_schema(members[path], path) for path in manifest["schemas"])
    description = describe_network(metadata)
    return {name: _build_one(manifest["bundles"][name], members, schema, description, out) for name in names}


def _build_one(
    bundle: Mapping[str, Any], members: Mapping[str, bytes], schema: ModuleType, description: bytes, out: Path
) -> Path:
    path = out / str(bundle["file"])
    network = with_metadata(members[bundle["landmarks"]], schema, description)
    detector = members[bundle["detector"]]
    write_bundle(path, {"pose_detector.tflite": detector, "pose_landmarks_detector.tflite": network})
    found = sha256_of(path.read_bytes())
    if found != bundle["sha256"]:
        raise BuildError(f"{path} has sha256 {found}, the manifest says {bundle['sha256']}")
    return path


def _bundle(name: str) -> str:
    if name not in BUNDLES:  # `choices` would refuse an empty list
        raise argparse.ArgumentTypeError(f"no bundle is called {name}")
    return name


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", type=_bundle, metavar="lite|full|heavy", help="default: all")
    parser.add_argument("--out", type=Path, help="folder for the bundles (default: a new temporary folder)")
    for name in read_manifest()["upstream"]:
        parser.add_argument(f"--{name}", type=Path, metavar="FILE", help="local copy of that package")
    return parser.parse_args()


def main() -> int:
    """Build what the command line names and say whether it equals the manifest."""
    asked = _parse()
    out = asked.out or Path(tempfile.mkdtemp(prefix="pose-bundles-"))
    try:
        with tempfile.TemporaryDirectory() as work:
            archives = {
                name: getattr(asked, name) or fetch(upstream, Path(work))
                for name, upstream in read_manifest()["upstream"].items()
            }
            for name, path in build(asked.names or BUNDLES, archives, out).items():
                print(f"{name}: {path} equals the manifest")
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
