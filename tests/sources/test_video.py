"""Truths about reading video files: stamps, colours, counts, stretches, and one line for each bad input."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from posecheck.errors import SourceError
from posecheck.pose import Frame
from posecheck.sources import opening
from posecheck.sources.decode import Damage, decoded
from posecheck.sources.video import VideoSource
from tests.media import (
    TICKS,
    every,
    make_sound,
    make_truncated,
    make_video,
    make_without_frames,
    numbered_image,
)

VARIABLE = [0, 20, 25, 100, 130, 131, 200, 300, 400, 401, 402, 500, 980, 1000, 1001, 1300, 1310, 1400]
RED, GREEN, BLUE, WHITE = (0, 0, 255), (0, 255, 0), (255, 0, 0), (255, 255, 255)


def read(path: Path, start_s: float | None = None, end_s: float | None = None) -> list[Frame]:
    source = VideoSource(path, start_s, end_s)
    frames = list(source)
    source.close()
    return frames


def corners(image: np.ndarray) -> list[tuple[int, ...]]:
    """Return the BGR colours of the corners, clockwise from top left, rounded to 0 or 255."""
    points = [image[3, 3], image[3, -4], image[-4, -4], image[-4, 3]]
    return [tuple(int(v > 127) * 255 for v in point) for point in points]


@pytest.mark.parametrize("suffix", ["mp4", "mov", "mkv"])
def test_variable_rate_keeps_the_stamps_of_the_file(tmp_path: Path, suffix: str) -> None:
    frames = read(make_video(tmp_path / f"v.{suffix}", VARIABLE))
    assert [f.index for f in frames] == list(range(len(VARIABLE)))
    assert [f.t_s for f in frames] == pytest.approx([t / TICKS for t in VARIABLE], abs=6e-4)


def test_time_counts_from_the_first_frame(tmp_path: Path) -> None:
    frames = read(make_video(tmp_path / "late.mkv", [300, 320, 340]))
    assert [f.t_s for f in frames] == pytest.approx([0, 1 / 30, 2 / 30], abs=1e-3)


@pytest.mark.parametrize(
    ("name", "codec", "pix_fmt"),
    [
        ("a.mp4", "libx264", "yuv420p"),
        ("a.mp4", "libx265", "yuv420p"),
        ("a.mp4", "mpeg4", "yuv420p"),
        ("a.mov", "qtrle", "argb"),
        ("a.webm", "libvpx", "yuv420p"),
        ("a.webm", "libvpx-vp9", "yuva420p"),
        ("a.avi", "mjpeg", "yuvj420p"),
        ("a.gif", "gif", "rgb8"),
        ("a.mkv", "ffv1", "bgra"),
    ],
)
def test_reads_every_common_kind(tmp_path: Path, name: str, codec: str, pix_fmt: str) -> None:
    frames = read(make_video(tmp_path / name, codec=codec, pix_fmt=pix_fmt))
    assert len(frames) == 10
    assert corners(frames[9].image) == [RED, GREEN, WHITE, BLUE]
    for n, frame in enumerate(frames):
        green = int(frame.image[24, 32, 1])
        assert abs(green - int(numbered_image(n)[24, 32, 1])) < 40  # a gif of this kind has 8 levels
        assert frame.image.dtype == np.uint8
        assert frame.image.flags.c_contiguous


def test_lossless_pixels_come_through_unchanged(tmp_path: Path) -> None:
    for n, frame in enumerate(read(make_video(tmp_path / "a.mkv", codec="ffv1", pix_fmt="bgra"))):
        assert np.array_equal(frame.image, numbered_image(n))


def test_greyscale_becomes_three_equal_channels(tmp_path: Path) -> None:
    image = read(make_video(tmp_path / "g.mp4", pix_fmt="gray"))[0].image
    assert image.shape == (48, 64, 3)
    assert np.ptp(image, axis=2).max() == 0


@pytest.mark.parametrize(
    ("rotation_deg", "expected"),
    [
        (0, [RED, GREEN, WHITE, BLUE]),
        (90, [BLUE, RED, GREEN, WHITE]),
        (180, [WHITE, BLUE, RED, GREEN]),
        (270, [GREEN, WHITE, BLUE, RED]),
    ],
)
def test_rotation_metadata_makes_pictures_upright(tmp_path: Path, rotation_deg: int, expected: list) -> None:
    source = VideoSource(make_video(tmp_path / "r.mp4", rotation_deg=rotation_deg))
    frame = next(iter(source))
    assert corners(frame.image) == expected
    assert frame.image.flags.c_contiguous
    assert source.info.rotation_deg == rotation_deg
    assert (source.info.height, source.info.width) == frame.image.shape[:2]
    assert source.info.width == (48 if rotation_deg in (90, 270) else 64)


def test_mirroring_metadata_is_applied(tmp_path: Path) -> None:
    source = VideoSource(make_video(tmp_path / "m.mp4", hflip=True))
    assert corners(next(iter(source)).image) == [GREEN, RED, BLUE, WHITE]
    assert source.info.rotation_deg == 0


@pytest.mark.parametrize(
    ("aspect", "rotation_deg", "shape"),
    [
        (Fraction(4, 3), 0, (48, 85)),
        (Fraction(3, 4), 0, (64, 64)),
        (Fraction(4, 3), 90, (85, 48)),
        (Fraction(100), 0, (48, 64)),
    ],
)
def test_pixels_become_square(tmp_path: Path, aspect: Fraction, rotation_deg: int, shape: tuple) -> None:
    source = VideoSource(make_video(tmp_path / "a.mkv", pixel_aspect=aspect, rotation_deg=rotation_deg))
    assert next(iter(source)).image.shape[:2] == shape
    assert (source.info.height, source.info.width) == shape


def test_odd_sizes_are_kept(tmp_path: Path) -> None:
    source = VideoSource(make_video(tmp_path / "odd.mp4", size=(63, 47), pix_fmt="yuv444p"))
    assert [f.image.shape for f in source] == [(47, 63, 3)] * 10


def test_info_promises_by_the_header_and_ends_true(tmp_path: Path) -> None:
    source = VideoSource(make_video(tmp_path / "v.mp4", every(60, 25)))
    assert source.info.fps == pytest.approx(25, abs=0.1)
    assert source.info.duration_s == pytest.approx(2.4, abs=0.05)
    assert source.info.frames == 60
    list(source)
    assert source.info.duration_s == pytest.approx(59 / 25)
    assert (source.info.frames, source.warnings) == (60, [])


def test_pictures_stay_as_they_are_while_reading_goes_on(tmp_path: Path) -> None:
    path = make_video(tmp_path / "v.mkv", every(60), codec="ffv1", pix_fmt="bgra")
    frames = read(path)
    assert all(np.array_equal(f.image, numbered_image(f.index)) for f in frames)


class FakeStream:
    """Gives one prepared frame for each packet."""

    average_rate = guessed_rate = base_rate = Fraction(10)
    time_base = Fraction(1, 100)

    def decode(self, packet: object) -> list[object]:
        if isinstance(packet, Exception):
            raise packet
        return [packet]


class Stamp:
    """Stands for a packet and for the frame in it."""

    size = 1

    def __init__(self, pts: int | None) -> None:
        self.pts = pts


def test_stamps_rise_strictly_and_gaps_are_filled_by_the_rate() -> None:
    damage = Damage()
    source = [Stamp(t) for t in (None, 10, 10, 8, 30, None, None, 60)]
    ticks = [tick for tick, _ in decoded(FakeStream(), iter(source), damage)]  # type: ignore[arg-type]
    assert ticks == [0, 10, 30, 40, 50, 60]
    assert damage.told() == ["2 frames left out: the time stamp was not later than the one before"]


def make_damaged(folder: Path, frame: int) -> Path:
    """Write a film of 20 frames, one of which is nothing but zeros."""
    path = make_video(folder / "v.avi", every(20), codec="mjpeg", pix_fmt="yuvj420p")
    with av.open(str(path)) as container:
        spot, size = [(p.pos, p.size) for p in container.demux(video=0) if p.size][frame]
    data = bytearray(path.read_bytes())
    data[spot + 8 : spot + 8 + size] = bytes(size)
    path.write_bytes(bytes(data))
    return path


def test_a_damaged_piece_is_passed_over_and_told(tmp_path: Path) -> None:
    source = VideoSource(make_damaged(tmp_path, 7))
    frames = list(source)
    assert len(frames) == 19
    assert 7 / 30 not in [pytest.approx(f.t_s) for f in frames]
    assert source.warnings == ["1 damaged piece of the file could not be read"]


def test_a_damaged_end_is_told_where_little_is_missing(tmp_path: Path) -> None:
    source = VideoSource(make_damaged(tmp_path, -1))
    assert len(list(source)) == 19
    assert source.warnings == ["1 damaged piece of the file could not be read"]


@pytest.mark.parametrize("suffix", ["mp4", "mkv"])
def test_a_truncated_file_gives_what_is_there_and_says_so(tmp_path: Path, suffix: str) -> None:
    source = VideoSource(make_truncated(tmp_path / f"cut.{suffix}", seconds=4, keep=0.5))
    frames = list(source)
    read_s = frames[-1].t_s + 1 / 30
    assert 1 < read_s < 3
    assert source.warnings == [f"The file ends early: {read_s:.1f} of 4.0 s could be read"]


def test_behind_the_place_where_a_file_is_cut_off_there_is_nothing(tmp_path: Path) -> None:
    whole = make_video(
        tmp_path / "whole.mp4",
        every(120),
        codec="mjpeg",
        pix_fmt="yuvj420p",
        options={"movflags": "faststart"},
    )
    data = whole.read_bytes()
    read = []
    for share in np.linspace(0.4, 0.6, 41):
        (tmp_path / "cut.mp4").write_bytes(data[: int(len(data) * share)])
        source = VideoSource(tmp_path / "cut.mp4", start_s=3.0)
        read.append(len(list(source)))
        source.close()
    assert set(read) == {0}


@pytest.mark.parametrize("size", [(2, 2), (1000, 2), (4, 600)])
def test_pictures_that_show_nobody_are_one_line(tmp_path: Path, size: tuple[int, int]) -> None:
    path = make_video(tmp_path / "tiny.mkv", every(3), size=size, codec="ffv1", pix_fmt="bgr0", b_frames=0)
    with pytest.raises(SourceError, match="too small to see anybody"):
        VideoSource(path)


def test_a_long_last_frame_or_longer_sound_is_not_called_truncated(tmp_path: Path) -> None:
    paths = [
        make_video(tmp_path / "pause.gif", [0, 60, 120, 1800], codec="gif", pix_fmt="rgb8"),
        make_video(tmp_path / "sound.mp4", sound_s=3),
        make_video(tmp_path / "sound.webm", codec="libvpx-vp9", b_frames=0, sound_s=3, sound_codec="libopus"),
    ]
    for path in paths:
        source = VideoSource(path)
        list(source)
        assert source.warnings == []


def write_text(path: Path) -> Path:
    path.write_text("bird dog\n" * 200)
    return path


def write_picture(path: Path) -> Path:
    Image.new("RGB", (32, 32)).save(path)
    return path


def write_empty(path: Path) -> Path:
    path.touch()
    return path


def write_without_index(path: Path) -> Path:
    data = make_video(path.with_name("whole.mp4")).read_bytes()
    path.write_bytes(data[: len(data) // 2])
    return path


def write_remote_playlist(path: Path) -> Path:
    path.write_text("#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nhttp://127.0.0.1:9/x.ts\n")
    return path


@pytest.mark.parametrize(
    ("name", "make", "words"),
    [
        ("sound.m4a", make_sound, "sound but no video"),
        ("empty.mp4", write_empty, "is empty"),
        ("text.mp4", write_text, "not a video"),
        ("notes.txt", write_text, "not a video"),
        ("notes.nfo", write_text, "is a text file"),
        ("folder", lambda p: p.mkdir() or p, "is a folder"),
        ("missing.mp4", lambda p: p, "does not exist"),
        ("nothing.mp4", make_without_frames, "no readable pictures"),
        ("nothing.mkv", make_without_frames, "not a video"),
        ("picture.png", write_picture, "is a picture"),
        ("picture.jpg", write_picture, "is a picture"),
        ("cut.mp4", write_without_index, "not a video that can be read"),
        ("list.m3u8", write_remote_playlist, "is a playlist"),
    ],
)
def test_bad_inputs_get_one_line_at_once(tmp_path: Path, name: str, make, words: str, capfd) -> None:
    path = make(tmp_path / name)
    capfd.readouterr()
    with pytest.raises(SourceError, match=words) as caught:
        VideoSource(path)
    assert str(path) in caught.value.message
    assert caught.value.remedy
    assert "\n" not in str(caught.value)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("address", ["rtsp://192.0.2.1/cam", "http://192.0.2.1/x.mp4", "concat://a|b"])
def test_an_address_is_for_the_camera(address: str) -> None:
    with pytest.raises(SourceError, match="camera address"):
        VideoSource(address)


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_video(tmp_path / "v.mp4")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(opening.Path, "open", refuse)
    with pytest.raises(SourceError, match="no permission"):
        VideoSource(path)


def test_a_name_with_colons_is_a_file(tmp_path: Path) -> None:
    assert len(read(make_video(tmp_path / "12:30:05 ü.mp4"))) == 10


def test_close_twice_and_after_reading(tmp_path: Path) -> None:
    source = VideoSource(make_video(tmp_path / "v.mp4"))
    next(iter(source))
    source.close()
    source.close()


def same(a: Frame, b: Frame) -> bool:
    return a.index == b.index and a.t_s == b.t_s and np.array_equal(a.image, b.image)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("a.mp4", {}),
        ("closed.mp4", {"b_frames": 0}),
        ("one_key.mp4", {"gop": 1000}),
        ("all_keys.mp4", {"gop": 1}),
        ("turned.mp4", {"rotation_deg": 90}),
        ("a.mkv", {"gop": 3}),
        ("a.ts", {}),
        ("a.webm", {"codec": "libvpx-vp9"}),
        ("hidden.webm", {"codec": "libvpx"}),
        ("a.avi", {"codec": "mjpeg", "pix_fmt": "yuvj420p"}),
        ("a.gif", {"codec": "gif", "pix_fmt": "rgb8"}),
    ],
)
def test_stretches_together_equal_the_whole(tmp_path: Path, name: str, options: dict) -> None:
    ticks = every(18, 10) if name.endswith("gif") else VARIABLE
    path = make_video(tmp_path / name, ticks, **options)
    whole = read(path)
    cuts = [None, 0.2, whole[6].t_s, 0.668, 0.671, 1.9, None]
    parts = [f for start, end in pairwise(cuts) for f in read(path, start, end)]
    assert len(parts) == len(whole) == 18
    assert all(same(a, b) for a, b in zip(whole, parts, strict=True))


def test_a_stretch_is_decoded_from_the_key_frame_before_it(tmp_path: Path) -> None:
    path = make_video(tmp_path / "v.mp4", every(120), gop=10)
    source = VideoSource(path, 3.0, 3.2)
    first = next(iter(source._frames))
    assert first[0] == 90
    assert source.info.frames == 120


def test_a_stretch_beyond_the_end_is_empty_and_quiet(tmp_path: Path) -> None:
    source = VideoSource(make_video(tmp_path / "v.mp4"), 5.0, 6.0)
    assert list(source) == []
    assert source.warnings == []


def test_only_the_last_stretch_of_a_truncated_file_says_so(tmp_path: Path) -> None:
    path = make_truncated(tmp_path / "cut.mp4")
    said = []
    for start, end in ((None, 1.0), (1.0, None)):
        source = VideoSource(path, start, end)
        list(source)
        said.append(len(source.warnings))
    assert said == [0, 1]


@pytest.mark.parametrize(
    ("name", "codec", "jumps"),
    [("a.mp4", "libx264", True), ("a.webm", "libvpx-vp9", True), ("hidden.webm", "libvpx", False)],
)
def test_it_is_known_whether_a_stretch_costs_all_before_it(
    tmp_path: Path, name: str, codec: str, jumps: bool
) -> None:
    assert VideoSource(make_video(tmp_path / name, codec=codec)).jumps is jumps
