"""The house's arrows: who may import whom, where the vendor lives, and what the engine must not know."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from posecheck.exercises.library import Library

PACKAGE = Path(__file__).resolve().parents[1] / "posecheck"
FILES = sorted(PACKAGE.rglob("*.py"))
CORE = {"errors", "result", "pose", "back", "step"}
KNOWS = {
    "errors": set(),
    "result": {"errors"},
    "pose": {"errors", "result"},
    "back": {"pose"},
    "step": {"errors", "result", "pose", "back"},
    "models": {"errors"},
    "light": set(),
    "exercises": CORE,
    "engine": CORE | {"exercises"},
    "coach": CORE | {"exercises", "engine"},
    "sources": CORE | {"light"},
    "estimators": CORE | {"models", "light"},
    "sinks": CORE | {"coach"},
    "tracking": CORE | {"models", "sources", "estimators"},
    "outputs": CORE | {"sinks"},
    "session": CORE | {"coach"},
    "judging": CORE | {"exercises", "engine", "session"},
    "retelling": CORE | {"exercises", "session", "judging", "outputs"},
    "catalogue": CORE | {"exercises", "engine"},
    "logbook": CORE | {"exercises"},
    "tuning": CORE | {"exercises", "engine"},
    "doctor": CORE | {"models", "sources", "sinks"},
}
"""Room to the rooms it may import, itself aside."""
ABOVE_ALL = {"api": {"cli"}, "cli": set(), "__init__": {"cli"}, "__main__": set()}
"""Rooms at the top, with what even they may not import."""
HEAVY = ("mediapipe", "cv2", "av", "matplotlib", "PIL", "pygame")
VENDORS = {
    "mediapipe": {"estimators"},
    "cv2": {"back", "estimators", "sources", "sinks", "tracking"},
    "av": {"sources", "sinks", "doctor"},
    "pygame": {"sinks"},
}
"""Package to the rooms that may import it."""
OUTSIDE_WORLD = {
    "time",
    "datetime",
    "pathlib",
    "os",
    "io",
    "sys",
    "random",
    "socket",
    "threading",
    "subprocess",
    "shutil",
}


def room(path: Path) -> str:
    """Return the room a file belongs to: its folder below the package, or its own name."""
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else path.stem


def imports(path: Path) -> Iterator[str]:
    """Yield the dotted name of every import of a file, those inside functions included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms_imported(path: Path) -> set[str]:
    """Return the rooms of the house that a file imports."""
    own = {name.split(".")[1] for name in imports(path) if name.startswith("posecheck.")}
    return own & {room(file) for file in FILES}


def identify(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("path", FILES, ids=identify)
def test_arrows_run_one_way(path):
    here = room(path)
    if here in ABOVE_ALL:
        assert not rooms_imported(path) & ABOVE_ALL[here]
    else:
        assert here in KNOWS, f"a new room: say in KNOWS what {here} may import"
        assert rooms_imported(path) <= KNOWS[here] | {here}


@pytest.mark.parametrize("path", FILES, ids=identify)
def test_vendors_stay_in_their_rooms(path):
    packages = {name.split(".")[0] for name in imports(path)}
    strangers = {
        vendor for vendor, rooms in VENDORS.items() if vendor in packages and room(path) not in rooms
    }
    assert strangers == set()


@pytest.mark.parametrize(
    "path", [f for f in FILES if room(f) in ("engine", "coach", "exercises")], ids=identify
)
def test_nothing_that_judges_knows_a_clock(path):
    packages = {name.split(".")[0] for name in imports(path)}
    assert not packages & {"time", "datetime"}


@pytest.mark.parametrize("path", [f for f in FILES if room(f) == "engine"], ids=identify)
def test_the_engine_knows_no_clock_and_no_file(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not {name.split(".")[0] for name in imports(path)} & OUTSIDE_WORLD
    assert not calls & {"open", "print", "input"}


@pytest.mark.parametrize("path", FILES, ids=identify)
def test_no_code_names_an_exercise(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    words = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    }
    assert not words & set(Library().ids)


@pytest.mark.parametrize(
    "code",
    [
        "import posecheck",
        "from posecheck.cli import app; app(['--help'], standalone_mode=False)",
        "from posecheck.cli import app; app(['exercises', 'list'], standalone_mode=False)",
    ],
    ids=["import", "help", "list"],
)
def test_nothing_heavy_is_loaded_before_it_is_needed(code):
    ask = f"{code}\nimport sys; print(); print(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "posecheck" in loaded
    assert loaded & set(HEAVY) == set()
