"""What cannot be loaded is told in one line that names the remedy."""

from __future__ import annotations

import zipfile
from contextlib import closing

import cv2
import numpy as np
import pytest

from posecheck.errors import ModelError
from posecheck.estimators import network
from posecheck.estimators.mediapipe import MediaPipeEstimator
from posecheck.models import MEMBERS, find_model


@pytest.mark.parametrize(
    ("error", "library"),
    [
        (OSError("libEGL.so.1: cannot open shared object file: No such file or directory"), "libEGL.so.1"),
        (OSError("libGLESv2.so.2: cannot open shared object file"), "libGLESv2.so.2"),
        (ImportError("libGL.so.1: cannot open shared object file"), "libGL.so.1"),
        (ImportError("libgthread-2.0.so.0: cannot open shared object file"), "libgthread-2.0.so.0"),
    ],
)
def test_a_missing_system_library_is_named_with_the_packages_that_bring_it(monkeypatch, error, library):
    def load():
        raise error

    monkeypatch.setattr(network, "_load_library", load)
    with pytest.raises(ModelError) as caught:
        network.FilmNetwork(find_model("lite").path)
    assert str(caught.value) == (
        f"A system library is missing: {library}. "
        "On Debian or Ubuntu: sudo apt-get install libegl1 libgles2 libgl1 libglib2.0-0"
    )


def test_a_missing_package_is_named(monkeypatch):
    def load():
        raise ModuleNotFoundError("No module named 'mediapipe'")

    monkeypatch.setattr(network, "_load_library", load)
    with pytest.raises(ModelError, match=r"No module named 'mediapipe'\)\. Reinstall posecheck"):
        network.FilmNetwork(find_model("lite").path)


@pytest.fixture
def hollow(tmp_path):
    """A bundle that only looks like one."""
    path = tmp_path / "hollow.task"
    with zipfile.ZipFile(path, "w") as bundle:
        for member in MEMBERS:
            bundle.writestr(member, b"\x1c\0\0\0TFL3" + bytes(200))
    return path


def test_a_network_that_cannot_be_loaded_says_so_to_whoever_waits_and_whoever_asks(hollow):
    picture, threads_before = np.zeros((90, 160, 3), np.uint8), cv2.getNumThreads()
    with closing(network.StillNetwork(hollow)) as asked:
        with pytest.raises(ModelError, match="cannot be loaded"):
            asked.begin(picture)()
        with pytest.raises(ModelError, match="cannot be loaded"):
            asked.find(picture)
    with pytest.raises(ModelError, match="cannot be loaded"):
        network.StillNetwork(hollow).wait()
    assert cv2.getNumThreads() == threads_before


def test_a_bundle_that_only_looks_like_one_is_told_in_one_line(hollow):
    with pytest.raises(ModelError) as caught:
        MediaPipeEstimator(str(hollow))
    text = str(caught.value)
    assert text.startswith(f"The model {hollow} cannot be loaded (")
    assert "\n" not in text
    assert text.endswith("Use lite, full, heavy or a pose_landmarker .task file")


def test_a_bundle_that_is_gone_is_told_before_the_library_is_loaded(tmp_path, monkeypatch):
    monkeypatch.setattr(network, "_load_library", lambda: pytest.fail("loaded"))
    with pytest.raises(ModelError, match="does not exist"):
        MediaPipeEstimator(str(tmp_path / "none.task"))
