"""Truth files and labels become the truth that is scored; cameras fall into the right column."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.accuracy_clips import REAL, REPORT, SAMPLES, TUNE, Clip, Truth, real, rendered, rendered_truth

RENDERED = {
    "exercise": "bridge",
    "yaw_deg": 30.0,
    "reps": [{"side": None, "start_s": 4, "end_s": 6, "hold_s": 1.5, "faults": ["low_hips"]}],
    "rejected": [{"side": None, "start_s": 1, "end_s": 2, "reason": "shallow"}],
    "holds": [],
    "quiet": [[0, 1]],
    "absent": [],
    "angles": {"t_s": [0.0]},
}


def rendered_clip(told: dict[str, object]) -> Clip:
    return Clip(Path("a.mp4"), "a", "bridge", REPORT, told, Truth(0))


def real_clips(folder: Path, *entries: dict[str, object]) -> list[Clip]:
    common = {"file": "x.mp4", "view": "side, facing left", "duration_s": "9"}
    (folder / "clips.json").write_text(json.dumps([common | entry for entry in entries]))
    return real(folder)


def test_a_rendered_truth_has_repetitions_partial_ones_and_one_block():
    truth = rendered_truth(RENDERED)
    assert truth.count == 1
    assert truth.events[0].faults == {"low_hips"}
    assert truth.events[0].seconds == 1.5
    assert len(truth.partial) == 1
    assert truth.blocks == (("bridge", 1, 6),)


def test_blocks_of_several_exercises_are_kept():
    blocks = [
        {"exercise": "bridge", "start_s": 1, "end_s": 9},
        {"exercise": "cobra", "start_s": 12, "end_s": 20},
    ]
    assert rendered_truth({"blocks": blocks}).blocks == (("bridge", 1, 9), ("cobra", 12, 20))
    assert rendered_truth({"exercise": None}).blocks == ()


@pytest.mark.parametrize(
    ("yaw_deg", "need", "view"),
    [
        (0, "side", "recommended"),
        (10, "side", "recommended"),
        (-30, "side", "30 degrees off"),
        (45, "side", "other"),
        (180, "side", "recommended"),
        (90, "front", "recommended"),
        (60, "front", "30 degrees off"),
        (0, "front", "other"),
        (70, "any", "recommended"),
    ],
)
def test_rendered_cameras(yaw_deg: float, need: str, view: str):
    assert rendered_clip({"yaw_deg": yaw_deg, "view": "side"}).view(need) == view


def test_a_clip_may_say_itself_how_far_it_is_off():
    assert rendered_clip({"yaw_deg": 90, "off_view_deg": 30}).view("side") == "30 degrees off"


@pytest.mark.parametrize(
    ("words", "view"),
    [
        ("side, facing left, portrait", "recommended"),
        ("oblique side, head right", "30 degrees off"),
        ("FRONT (head-on)", "other"),
    ],
)
def test_real_cameras(tmp_path: Path, words: str, view: str):
    (clip,) = real_clips(tmp_path, {"exercise": "bridge", "view": words, "truth": {"count": 1}})
    assert clip.view("side") == view


def test_real_clips_go_by_exercise_and_number(tmp_path: Path):
    entries = [{"exercise": name, "truth": {}} for name in ("bridge", None, "bridge")]
    labels = [clip.label for clip in real_clips(tmp_path, *entries)]
    assert labels == ["bridge, real 1", "none of ours, real 1", "bridge, real 2"]


@pytest.mark.parametrize(
    ("truth", "count"),
    [
        ({"reps": [[0, 1], [2, 3]]}, 2),
        ({"reps": []}, 0),
        ({"reps": None}, None),
        ({"count": 4}, 4),
        ({"holds": [[0, 5]]}, 1),
        ({"holds": [[0, 1.3]]}, None),  # too short to count
        ({"note": "words"}, None),
    ],
)
def test_real_counts(tmp_path: Path, truth: dict[str, object], count: int | None):
    (clip,) = real_clips(tmp_path, {"exercise": "bridge", "truth": truth})
    assert clip.truth.count == count


def test_a_real_clip_of_another_movement_has_nothing_to_recognise(tmp_path: Path):
    own, other = real_clips(
        tmp_path,
        {"exercise": "bridge", "truth": {"reps": [[1, 2], [3, 4]]}},
        {"exercise": "any", "truth": {"count": 3}},
    )
    assert own.truth.blocks == (("bridge", 1, 4),)
    assert other.truth.blocks == ()


def test_folders_of_rendered_clips(tmp_path: Path):
    for name in ("a", "tune/b", "report/c", "report/without_video"):
        path = tmp_path / f"{name}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(RENDERED))
        if "without" not in name:
            path.with_suffix(".mp4").touch()
    assert [(clip.label, clip.group) for clip in rendered(tmp_path)] == [("b", TUNE), ("c", REPORT)]
    assert [clip.group for clip in rendered(tmp_path / "tune")] == [SAMPLES]
    assert rendered(tmp_path)[0].group != REAL


def test_what_takes_less_than_two_seconds_need_not_be_recognised(tmp_path: Path):
    (clip,) = real_clips(tmp_path, {"exercise": "bridge", "truth": {"holds": [[0, 1.3]]}})
    assert clip.truth.blocks is None
