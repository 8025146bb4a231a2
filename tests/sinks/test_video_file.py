"""Truths about the annotated video: stamps, pictures, sound, what browsers need, what a killed run leaves."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from posecheck.errors import OutputError
from posecheck.pose import StreamInfo
from posecheck.sinks.video_file import VideoFileSink
from posecheck.sources.video import VideoSource
from posecheck.step import Moment
from tests.media import every, make_sound, make_video, numbered_image
from tests.sinks.moments import BRIEFING, SOURCE, errors_of, feed, moment, plain, small_disk

TIMES_S = [0.0, 0.011, 0.012, 0.2, 0.25, 0.5, 1.0, 1.001, 1.4]


def painted(item: Moment) -> np.ndarray:
    assert item.frame is not None
    return item.frame.image


def noise(n: int) -> np.ndarray:
    return np.random.default_rng(n).integers(0, 255, (240, 320, 3), dtype=np.uint8)


def numbered(times_s: list[float], size: tuple[int, int] = (64, 48)) -> list[Moment]:
    return [moment(t, i, image=numbered_image(i, *size)) for i, t in enumerate(times_s)]


def test_stamps_and_pictures_come_through(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    feed(VideoFileSink(path, painted), numbered(TIMES_S))
    frames = list(VideoSource(path))
    assert [f.t_s for f in frames] == pytest.approx(TIMES_S, abs=1e-4)
    for n, frame in enumerate(frames):
        assert np.abs(frame.image[20:28, 28:36].astype(int) - numbered_image(n)[24, 32]).max() < 12
        assert np.abs(frame.image[4, 4].astype(int) - (0, 0, 255)).max() < 12
    assert [p.name for p in tmp_path.iterdir()] == ["out.mp4"]


def test_it_is_what_browsers_play(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    feed(VideoFileSink(path, painted), numbered(TIMES_S))
    with av.open(str(path)) as file:
        stream = file.streams.video[0]
        assert (stream.codec_context.name, stream.codec_context.pix_fmt) == ("h264", "yuv420p")
        assert stream.start_time == 0
    data = path.read_bytes()
    assert 0 < data.index(b"moov") < data.index(b"mdat")


@pytest.mark.parametrize(("size", "even"), [((63, 47), (62, 46)), ((65, 48), (64, 48)), ((64, 49), (64, 48))])
def test_odd_sizes_become_even(tmp_path: Path, size: tuple[int, int], even: tuple[int, int]) -> None:
    feed(VideoFileSink(tmp_path / "o.mp4", painted), numbered(TIMES_S, size))
    info = VideoSource(tmp_path / "o.mp4").info
    assert (info.width, info.height) == even


def sound_of(path: Path) -> tuple[str, float, list[bytes]]:
    """Return codec, seconds of sound and its packets."""
    with av.open(str(path)) as file:
        stream = file.streams.audio[0]
        packets = [p for p in file.demux(stream) if p.size]
        last = packets[-1]
        seconds = float((last.pts + (last.duration or 0)) * stream.time_base)
        return stream.codec_context.codec.canonical_name, seconds, [bytes(p) for p in packets]


@pytest.mark.parametrize(("name", "codec"), [("in.mp4", "aac"), ("in.mkv", "libmp3lame")])
def test_playable_sound_is_copied_and_cut_with_the_picture(tmp_path: Path, name: str, codec: str) -> None:
    source = make_video(tmp_path / name, every(60), sound_s=3.0, sound_codec=codec)
    feed(VideoFileSink(tmp_path / "out.mp4", painted, source), numbered([i / 30 for i in range(60)]))
    name_in, _, before = sound_of(source)
    name_out, seconds, after = sound_of(tmp_path / "out.mp4")
    assert name_out == name_in
    assert seconds == pytest.approx(2.0, abs=0.06)
    assert set(after) <= set(before)


def test_other_sound_becomes_aac(tmp_path: Path) -> None:
    source = make_video(
        tmp_path / "in.webm", every(60), codec="libvpx-vp9", sound_s=2.0, sound_codec="libopus"
    )
    feed(VideoFileSink(tmp_path / "out.mp4", painted, source), numbered([i / 30 for i in range(60)]))
    codec, seconds, _ = sound_of(tmp_path / "out.mp4")
    assert codec == "aac"
    assert seconds == pytest.approx(2.0, abs=0.06)
    with av.open(str(tmp_path / "out.mp4")) as file:
        wave = np.concatenate([f.to_ndarray()[0] for f in file.decode(audio=0)])
    crossings = np.sum(np.diff(np.signbit(wave[9600:57600])))  # one second of the tone
    assert crossings == pytest.approx(880, abs=4)


@pytest.mark.parametrize("suffix", ["mp4", "webm"])
def test_sound_stays_in_step_with_a_late_picture(tmp_path: Path, suffix: str) -> None:
    codecs = {"codec": "libvpx-vp9", "sound_codec": "libopus"} if suffix == "webm" else {}
    ticks = [t + 300 for t in every(60)]  # the picture begins half a second after the sound
    source = make_video(tmp_path / f"in.{suffix}", ticks, sound_s=3.0, **codecs)
    feed(VideoFileSink(tmp_path / "out.mp4", painted, source), numbered([i / 30 for i in range(60)]))
    _, seconds, packets = sound_of(tmp_path / "out.mp4")
    assert seconds == pytest.approx(2.0, abs=0.06)
    assert len(packets) == pytest.approx(2.0 * 48000 / 1024, abs=3)


@pytest.mark.parametrize("audio", ["silent.mkv", "missing.mp4", "notes.txt", "rtsp://192.0.2.1/x", "0"])
def test_no_sound_to_keep(tmp_path: Path, audio: str) -> None:
    make_video(tmp_path / "silent.mkv")
    (tmp_path / "notes.txt").write_text("no sound here\n" * 99)
    wanted = audio if "://" in audio else tmp_path / audio
    feed(VideoFileSink(tmp_path / "out.mp4", painted, wanted), numbered(TIMES_S))
    with av.open(str(tmp_path / "out.mp4")) as file:
        assert len(file.streams) == 1
    assert len(list(VideoSource(tmp_path / "out.mp4"))) == len(TIMES_S)


def test_sound_only_source(tmp_path: Path) -> None:
    sound = make_sound(tmp_path / "a.m4a", 1.0)
    feed(VideoFileSink(tmp_path / "out.mp4", painted, sound), numbered(TIMES_S))
    assert sound_of(tmp_path / "out.mp4")[0] == "aac"


def test_no_pictures_no_file(tmp_path: Path) -> None:
    feed(VideoFileSink(tmp_path / "out.mp4", painted), plain(5))
    assert list(tmp_path.iterdir()) == []


def test_a_killed_run_leaves_pictures_that_play_under_another_name(tmp_path: Path) -> None:
    sink = VideoFileSink(tmp_path / "out.mp4", painted)
    sink.open(BRIEFING, StreamInfo("x", fps=5.0))
    for i in range(100):
        sink.write(moment(i / 5, i, image=numbered_image(i)))
    assert not (tmp_path / "out.mp4").exists()
    copy = tmp_path / "copy.mp4"
    copy.write_bytes((tmp_path / "out.part.mp4").read_bytes())
    assert len(list(VideoSource(copy))) > 20
    sink.close()
    assert len(list(VideoSource(tmp_path / "out.mp4"))) == 100


def test_a_source_that_bears_that_name_is_not_written_over(tmp_path: Path) -> None:
    source = make_video(tmp_path / "out.part.mp4")
    sink = VideoFileSink(tmp_path / "out.mp4", painted, audio_from=source)
    with pytest.raises(OutputError, match="is its own source"):
        sink.open(BRIEFING, SOURCE)
    sink.close()
    assert len(list(VideoSource(source))) == 10


@pytest.mark.parametrize(
    ("name", "words"), [("missing/o.mp4", "its folder does not exist"), ("taken.mp4", "it is a folder")]
)
def test_a_place_that_cannot_be_written(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "taken.mp4").mkdir()
    sink = VideoFileSink(tmp_path / name, painted)
    with pytest.raises(OutputError, match=words):
        feed(sink, numbered(TIMES_S))
    assert [p.name for p in tmp_path.iterdir()] == ["taken.mp4"]


@pytest.mark.parametrize("limit", [20_000, 200_000, 600_000])
def test_a_full_disk_is_told_once_and_leaves_nothing(tmp_path: Path, limit: int) -> None:
    sink = VideoFileSink(tmp_path / "o.mp4", painted)
    sink.open(BRIEFING, SOURCE)
    with small_disk(limit):
        errors = errors_of(sink, (moment(i / 30, i, image=noise(i)) for i in range(60)))
    assert [error.message for error in errors] == [f"Cannot write {tmp_path / 'o.mp4'}: the disk is full"]
    assert list(tmp_path.iterdir()) == []


def test_the_rate_of_the_source_is_noted(tmp_path: Path) -> None:
    source = StreamInfo("x", fps=23.976)
    feed(VideoFileSink(tmp_path / "o.mp4", painted), numbered([i / 23.976 for i in range(24)]), source)
    with av.open(str(tmp_path / "o.mp4")) as file:
        assert file.streams.video[0].average_rate == pytest.approx(Fraction(24000, 1001), rel=1e-3)
