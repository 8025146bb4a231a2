"""A model is either whole and the right one, or the user is told in one line what to do."""

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from posecheck import models
from posecheck.errors import ModelError

SHIPPED = Path(models.__file__).parents[1] / "models"


@pytest.fixture
def broken_house(tmp_path, monkeypatch):
    """A copy of the shipped models that a test may damage."""
    copy = tmp_path / "house" / "models"
    shutil.copytree(SHIPPED, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(models, "__file__", str(tmp_path / "house" / "posecheck" / "models.py"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return copy


def one_line(error: ModelError) -> str:
    text = str(error)
    assert "\n" not in text
    assert error.remedy
    return text


@pytest.mark.parametrize("name", ["lite", "full"])
def test_shipped_bundles_are_the_ones_in_the_manifest(name):
    manifest = json.loads((SHIPPED / "manifest.json").read_text())
    found = models.find_model(name)
    assert found.name == name
    assert found.path.stat().st_size == manifest["bundles"][name]["size"]
    assert found.sha256 == manifest["bundles"][name]["sha256"]
    assert hashlib.sha256(found.path.read_bytes()).hexdigest() == found.sha256


def test_default_is_full():
    assert models.find_model().name == "full"


@pytest.mark.parametrize("name", ["lite", "full"])
def test_members_of_a_bundle_have_the_pinned_weights(name):
    manifest = json.loads((SHIPPED / "manifest.json").read_text())
    pinned = manifest["upstream"]["wheel"]["members"][manifest["bundles"][name]["detector"]]
    with zipfile.ZipFile(models.find_model(name).path) as bundle:
        assert bundle.namelist() == list(models.MEMBERS)
        assert hashlib.sha256(bundle.read(models.MEMBERS[0])).hexdigest() == pinned
        assert all(member.compress_type == zipfile.ZIP_STORED for member in bundle.infolist())


def test_a_bundle_inside_the_installed_package_is_found_first(broken_house):
    inside = broken_house.parent / "posecheck" / "_models"
    shutil.copytree(broken_house, inside)
    assert models.find_model("lite").path == inside / "pose_landmarker_lite.task"


def test_missing_bundle(broken_house):
    (broken_house / "pose_landmarker_full.task").unlink()
    with pytest.raises(ModelError) as caught:
        models.find_model("full")
    assert "The full model is missing" in one_line(caught.value)


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-1], lambda data: b"\x00" + data[1:], lambda data: b""]
)
def test_truncated_changed_or_empty_bundle_is_damaged(broken_house, damage):
    path = broken_house / "pose_landmarker_lite.task"
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(ModelError) as caught:
        models.find_model("lite")
    assert one_line(caught.value) == f"The lite model is damaged ({path}). Reinstall posecheck"


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"format": "posecheck.models/9"}'])
def test_damaged_manifest(broken_house, text):
    (broken_house / "manifest.json").write_text(text)
    with pytest.raises(ModelError, match="list of pose models"):
        models.find_model("full")


def test_no_models_at_all(broken_house):
    shutil.rmtree(broken_house)
    with pytest.raises(ModelError, match=r"The pose models are missing\. Reinstall posecheck"):
        models.find_model("full")


def test_own_bundle_given_by_path_keeps_its_name(tmp_path):
    copy = tmp_path / "renamed.task"
    shutil.copy(SHIPPED / "pose_landmarker_lite.task", copy)
    found = models.find_model(str(copy))
    assert (found.name, found.path) == ("lite", copy)


def test_other_pose_bundle_given_by_path_is_named_by_its_file(tmp_path):
    path = tmp_path / "mine.task"
    with zipfile.ZipFile(path, "w") as bundle:
        for member in models.MEMBERS:
            bundle.writestr(member, b"\x1c\0\0\0TFL3")
    found = models.find_model(str(path))
    assert (found.name, found.sha256) == ("mine.task", hashlib.sha256(path.read_bytes()).hexdigest())


def write_zip(path: Path, members: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as bundle:
        for name, data in members.items():
            bundle.writestr(name, data)


@pytest.mark.parametrize(
    "members",
    [
        {"hand_detector.tflite": b"\x1c\0\0\0TFL3"},
        {models.MEMBERS[0]: b"\x1c\0\0\0TFL3"},
        {models.MEMBERS[0]: b"\x1c\0\0\0TFL3", models.MEMBERS[1]: b"no network"},
    ],
)
def test_a_zip_that_is_no_pose_bundle(tmp_path, members):
    path = tmp_path / "other.task"
    write_zip(path, members)
    with pytest.raises(ModelError) as caught:
        models.find_model(str(path))
    assert f"{path} is not a pose model" in one_line(caught.value)


def test_truncated_bundle_given_by_path(tmp_path):
    path = tmp_path / "cut.task"
    path.write_bytes((SHIPPED / "pose_landmarker_lite.task").read_bytes()[:1_000_000])
    with pytest.raises(ModelError, match="is not a pose model, or is damaged"):
        models.find_model(str(path))


def test_path_that_is_missing_or_a_folder(tmp_path):
    with pytest.raises(ModelError, match=r"does not exist\. Use lite, full, heavy"):
        models.find_model("fulll")
    with pytest.raises(ModelError, match="is a folder"):
        models.find_model(str(tmp_path))


def test_heavy_is_not_there_until_it_is_fetched(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with pytest.raises(ModelError) as caught:
        models.find_model("heavy")
    assert "not on this machine yet" in one_line(caught.value)
    assert models.cache_dir() == tmp_path / "posecheck" / "models"


def stand_in_builder(house: Path, lines: str) -> None:
    (house / "build.py").write_text("import sys, pathlib\nout = pathlib.Path(sys.argv[-1])\n" + lines)


def test_fetching_heavy_keeps_what_the_build_made_and_reports_bytes(broken_house):
    path = broken_house / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["bundles"]["heavy"]["sha256"] = hashlib.sha256(b"heavy").hexdigest()
    path.write_text(json.dumps(manifest))
    stand_in_builder(broken_house, "(out / 'pose_landmarker_heavy.task').write_bytes(b'heavy')")
    told: list[tuple[int, int]] = []
    found = models.fetch_heavy(lambda done, total: told.append((done, total)))
    assert found.path == models.cache_dir() / "pose_landmarker_heavy.task"
    assert told[-1] == (76_634_702, 76_634_702)
    assert [child.name for child in models.cache_dir().iterdir()] == [found.path.name]
    stand_in_builder(broken_house, "sys.exit('it must not be built twice')")
    assert models.fetch_heavy() == found


def test_fetching_heavy_without_a_registry_is_one_line(broken_house):
    stand_in_builder(broken_house, "sys.exit('noise\\nCannot fetch mediapipe==0.10.21 from PyPI')")
    with pytest.raises(ModelError) as caught:
        models.fetch_heavy()
    line = one_line(caught.value)
    assert line.startswith(
        "Cannot get the heavy model: Cannot fetch mediapipe==0.10.21 from PyPI. It needs pip"
    )
    assert list(models.cache_dir().iterdir()) == []


def test_fetching_heavy_into_a_cache_that_cannot_be_written(broken_house, tmp_path):
    (tmp_path / "cache").write_text("a file where a folder should be")
    with pytest.raises(ModelError, match="Cannot keep the heavy model"):
        models.fetch_heavy()


def test_damaged_heavy_is_told_apart_from_a_missing_one(broken_house):
    models.cache_dir().mkdir(parents=True)
    (models.cache_dir() / "pose_landmarker_heavy.task").write_bytes(b"half")
    with pytest.raises(ModelError, match=r"The heavy model is damaged .*Fetch it again"):
        models.find_model("heavy")


def test_build_script_refuses_a_package_that_is_not_the_pinned_one(tmp_path):
    wheel = tmp_path / "mediapipe.whl"
    write_zip(wheel, dict.fromkeys(pinned_members("wheel"), b"other"))
    command = [sys.executable, str(SHIPPED / "build.py"), "lite", "--out", str(tmp_path)]
    command += [part for name in ("wheel", "npm", "flatbuffers") for part in (f"--{name}", str(wheel))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.strip().endswith("in mediapipe.whl is not the pinned version")
    assert not (tmp_path / "pose_landmarker_lite.task").exists()


def pinned_members(name: str) -> list[str]:
    manifest = json.loads((SHIPPED / "manifest.json").read_text())
    return list(manifest["upstream"][name]["members"])
