"""Truths about cameras: newest frame first, dropped frames counted, unplugging survived, clear refusals."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from posecheck.errors import SourceError
from posecheck.sources import capture as capture_module
from posecheck.sources.camera import CameraSource, list_cameras
from posecheck.sources.capture import Address
from tests.media import every, make_video, numbered_image

PATIENCE_S = 10.0


class FakeCapture:
    """A camera that gives `n` pictures, each when the test permits it, and then none."""

    def __init__(self, n: int, permits: threading.Semaphore | None = None, opened: bool = True) -> None:
        self.left, self.permits, self.opened = n, permits, opened
        self.read_all = threading.Event()
        self.released = False

    def isOpened(self) -> bool:  # noqa: N802
        return self.opened

    def read(self) -> tuple[bool, np.ndarray | None]:
        if self.left == 0:
            self.read_all.set()
            return False, None
        if self.permits is not None:
            assert self.permits.acquire(timeout=PATIENCE_S)
        self.left -= 1
        return True, numbered_image(self.left)

    def release(self) -> None:
        self.released = True


def opening(*captures: FakeCapture | Exception) -> Callable[[Address], FakeCapture]:
    """Return a function that opens the given captures one after another, the last one again and again."""
    queue = list(captures)

    def open_capture(_: Address) -> FakeCapture:
        nxt = queue.pop(0) if len(queue) > 1 else queue[0]
        if isinstance(nxt, Exception):
            raise nxt
        return nxt

    return open_capture


def grey(image: np.ndarray) -> int:
    return int(image[24, 32, 0])


def test_a_slow_reader_gets_the_newest_frame_and_the_rest_are_counted() -> None:
    permits = threading.Semaphore(2)
    camera = FakeCapture(21, permits)  # the first picture is spent on opening
    source = CameraSource(0, opening(camera), reconnect_s=0)
    frames = iter(source)
    first = next(frames)
    permits.release(19)
    assert camera.read_all.wait(PATIENCE_S)
    rest = list(frames)
    assert [f.index for f in rest] == [19]
    assert grey(rest[0].image) == grey(numbered_image(0))
    assert rest[0].t_s > first.t_s == 0.0
    assert "18 of 20 frames were dropped" in source.warnings[-1]
    assert "--model lite" in source.warnings[-1]


def read_in_step(source: CameraSource, permits: threading.Semaphore) -> list[int]:
    """Let the camera take its next picture only when the last has been read; return the frame numbers."""
    seen = []
    permits.release()
    for frame in source:
        seen.append(frame.index)
        permits.release()
    return seen


def test_a_reader_in_step_loses_nothing() -> None:
    permits = threading.Semaphore(1)
    source = CameraSource(0, opening(FakeCapture(11, permits)), reconnect_s=0)
    assert read_in_step(source, permits) == list(range(10))
    assert source.warnings == ["The camera went away and did not come back; the session ended there"]


def test_unplugged_and_back() -> None:
    permits = threading.Semaphore(1)
    first, closed, second = FakeCapture(4, permits), FakeCapture(0, opened=False), FakeCapture(4, permits)
    gone = FakeCapture(0, opened=False)
    source = CameraSource(
        0, opening(first, cv2.error("x"), closed, second, gone), reconnect_s=1, retry_s=0.001
    )
    threading.Timer(0.05, permits.release).start()  # for the picture that proves the camera is back
    assert read_in_step(source, permits) == list(range(6))
    assert first.released
    assert closed.released
    assert second.released
    assert source.warnings[0].startswith("The camera was gone for 0.")
    assert source.warnings[1].startswith("The camera went away and did not come back")


class Slow(FakeCapture):
    """A camera whose first reads give nothing."""

    def __init__(self, n: int, nothing: int) -> None:
        super().__init__(n)
        self.nothing = nothing

    def read(self) -> tuple[bool, np.ndarray | None]:
        if self.nothing:
            self.nothing -= 1
            return False, None
        return super().read()


def test_a_camera_may_need_a_moment_before_its_first_picture_also_when_it_comes_back() -> None:
    source = CameraSource(0, opening(Slow(2, 2), Slow(2, 2), FakeCapture(0)), reconnect_s=0.2, retry_s=0.001)
    list(source)
    assert source.warnings[0].startswith("The camera was gone for 0.")


def test_time_goes_on_while_the_camera_is_gone() -> None:
    source = CameraSource(
        0, opening(FakeCapture(2), FakeCapture(2), FakeCapture(0)), reconnect_s=0.3, retry_s=0.1
    )
    times = {f.index: f.t_s for f in source}
    assert times[1] - times.get(0, 0.0) >= 0.1


def test_unplugged_for_ever_ends_with_a_warning() -> None:
    source = CameraSource("rtsp://cam", opening(FakeCapture(5), cv2.error("x")), reconnect_s=0.05, retry_s=0)
    assert list(source)[-1].index == 3
    assert "did not come back" in source.warnings[0]


def test_an_error_in_the_thread_reaches_the_reader() -> None:
    class Broken(FakeCapture):
        def read(self) -> tuple[bool, np.ndarray | None]:
            if self.left == 1:
                raise ZeroDivisionError
            return super().read()

    with pytest.raises(ZeroDivisionError):
        list(CameraSource(0, opening(Broken(3))))


def test_close_returns_although_the_device_blocks() -> None:
    permits = threading.Semaphore(2)
    source = CameraSource(0, opening(FakeCapture(5, permits)))
    next(iter(source))
    source.close()
    assert source._thread.is_alive()
    assert source._thread.daemon
    source.close()
    permits.release()
    source._thread.join(PATIENCE_S)
    assert not source._thread.is_alive()


def test_closing_before_reading_lets_go_of_the_camera() -> None:
    camera = FakeCapture(3)
    CameraSource(0, opening(camera)).close()
    assert camera.released


def test_closing_completes_the_warnings() -> None:
    camera = FakeCapture(10)
    source = CameraSource(0, opening(camera), reconnect_s=0)
    frames = iter(source)
    next(frames)
    assert camera.read_all.wait(PATIENCE_S)
    source._thread.join(PATIENCE_S)
    source.close()
    assert "did not come back" in source.warnings[0]


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return make_video(tmp_path / "clip.mkv", every(30, 60), codec="ffv1", pix_fmt="bgra")


def test_a_file_plays_in_real_time_with_its_own_stamps(clip: Path) -> None:
    source = CameraSource(clip)
    start_s = time.perf_counter()
    frames = list(source)
    assert time.perf_counter() - start_s >= 29 / 60
    assert frames[-1].index == 29
    assert all(f.t_s == pytest.approx(f.index / 60, abs=6e-4) for f in frames)
    assert all(np.array_equal(f.image, numbered_image(f.index)) for f in frames)
    dropped = 30 - len(frames)
    assert bool(source.warnings) == bool(dropped)


def test_a_file_played_for_a_slow_reader_drops_frames(clip: Path) -> None:
    source = CameraSource(str(clip))
    seen = []
    for frame in source:
        seen.append(frame.index)
        time.sleep(0.1)
    assert seen == sorted(set(seen))
    assert seen[-1] == 29
    assert len(seen) < 10
    assert source.warnings[-1].startswith(f"{30 - len(seen)} of 30 frames were dropped")


def test_a_file_can_be_left_early(clip: Path) -> None:
    source = CameraSource(clip)
    next(iter(source))
    source.close()
    assert not source._thread.is_alive()


@pytest.fixture
def devices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with two cameras, of which the first has a second node that gives no pictures."""
    for number, name, index in ((0, "Integrated Camera", 0), (1, "Integrated Camera", 1), (2, "Desk", 0)):
        node = tmp_path / "names" / f"video{number}"
        node.mkdir(parents=True)
        (node / "name").write_text(name + "\n")
        (node / "index").write_text(f"{index}\n")
        (tmp_path / f"video{number}").touch()
    monkeypatch.setattr(capture_module, "_DEVICES", tmp_path)
    monkeypatch.setattr(capture_module, "_NAMES", tmp_path / "names")
    monkeypatch.setattr(capture_module.sys, "platform", "linux")
    return tmp_path


def test_cameras_are_listed_by_number_and_name(devices: Path) -> None:
    assert list_cameras() == ["0 (Integrated Camera)", "2 (Desk)"]


def test_no_camera_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capture_module.sys, "platform", "linux")
    monkeypatch.setattr(capture_module, "_DEVICES", tmp_path)
    assert list_cameras() == []
    with pytest.raises(SourceError, match="Camera 0 is not there") as caught:
        CameraSource(0)
    assert "plug one in" in caught.value.remedy


@pytest.mark.parametrize(
    ("address", "words", "remedy"),
    [
        ("7", "Camera 7 is not there", "0 (Integrated Camera), 2 (Desk)"),
        ("/dev/video9", "Camera 9 is not there", "2 (Desk)"),
        (0, "Camera 0 gives no picture", "Close other programs that may use it. Found: 2 (Desk)"),
        ("camera", "no camera or file called camera", "0 (Integrated Camera)"),
        ("gone.mp4", "no camera or file called gone.mp4", "2 (Desk)"),
    ],
)
def test_a_camera_that_cannot_be_used(
    devices: Path, address: str | int, words: str, remedy: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SourceError, match=words) as caught:
        CameraSource(address)
    assert remedy in caught.value.remedy
    assert "\n" not in str(caught.value)
    assert capfd.readouterr() == ("", "")


def test_a_camera_without_permission(devices: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capture_module.os, "access", lambda *_: False)
    with pytest.raises(SourceError, match="may not be used by you") as caught:
        CameraSource(0)
    assert "usermod" in caught.value.remedy


def test_an_address_that_does_not_answer_keeps_its_password_to_itself(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SourceError, match=r"No picture from rtsp://\*\*\*@127\.0\.0\.1:9/x") as caught:
        CameraSource("rtsp://me:secret@127.0.0.1:9/x")
    assert "secret" not in str(caught.value)
    assert capfd.readouterr() == ("", "")


def test_the_stream_is_described_without_the_password() -> None:
    source = CameraSource("http://me:secret@cam/live", opening(FakeCapture(3)), reconnect_s=0)
    assert source.info.path == "http://***@cam/live"
    assert (source.info.width, source.info.height, source.info.duration_s) == (64, 48, None)
    source.close()


@pytest.mark.parametrize("name", ["notes.txt", "folder", "empty.mp4"])
def test_a_path_that_is_no_video(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name == "folder":
        path.mkdir()
    else:
        path.write_text("bird dog" * (name == "notes.txt"))
    with pytest.raises(SourceError):
        CameraSource(path)
