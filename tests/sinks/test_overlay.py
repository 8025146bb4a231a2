"""What is on the picture, as pixels: the number, the words, the fault, and that the body stays in sight."""

from itertools import pairwise

import numpy as np
import pytest

from posecheck.pose import EDGES, LANDMARK_INDEX, PoseFrame, StreamInfo, empty_pose
from posecheck.result import Hold
from posecheck.sinks import fonts, text
from posecheck.sinks.canvas import GREEN, ORANGE, SKY, blank
from posecheck.sinks.layout import Placement, spots
from posecheck.sinks.overlay import Overlay, fault_to_mark, unseen_words
from posecheck.sinks.skeleton import SkeletonPen, chains, fault_edges
from posecheck.step import ActiveFault, Beat, Briefing, Cue, Moment, Rhythm, Step

REPS = Briefing("bridge", "Bridge", "reps", 0.0, "Lie on your back.", ())
HOLD = Briefing("plank", "Plank", "hold", 10.0, "Forearms on the floor.", ())
STEPS = Briefing("march", "Marching", "cycles", 0.0, "Stand tall.", (), unit="step")
PACED = Briefing("tilt", "Tilt", "rounds", 5.0, "Lie on your back.", (), set_rounds=5)
SAG = ActiveFault(
    "sag", "major", "Lift your hips into line", ("left_shoulder", "left_hip", "left_ankle"), 0.0
)
LONG = Cue("line", "Lift until shoulders, hips, knees line up", "fault", 0.0)

SIZES = [(640, 360), (1280, 720), (360, 640)]

LYING = {
    "nose": (0.0, 0.30), "left_ear": (0.04, 0.35), "left_shoulder": (0.15, 0.4), "left_elbow": (0.2, 0.7),
    "left_wrist": (0.05, 0.72), "left_hip": (0.5, 0.42), "left_knee": (0.75, 0.46), "left_ankle": (1.0, 0.6),
    "left_foot_index": (0.98, 0.72),
}  # fmt: skip
STANDING = {
    "nose": (0.45, 0.05), "left_shoulder": (0.6, 0.2), "right_shoulder": (0.4, 0.2),
    "left_wrist": (0.75, 0.5), "right_wrist": (0.25, 0.5), "left_hip": (0.57, 0.5), "right_hip": (0.43, 0.5),
    "left_knee": (0.56, 0.75), "right_knee": (0.44, 0.75), "left_ankle": (0.55, 1.0),
    "right_ankle": (0.45, 1.0),
}  # fmt: skip


def body(
    figure: dict, box: tuple[float, float, float, float], size: tuple[int, int], t_s: float = 0.0
) -> PoseFrame:
    """Put a figure of the unit square into a box of the picture (left, top, width, height, as shares)."""
    xy, visibility = np.full((33, 2), np.nan), np.zeros(33)
    aspect = size[0] / size[1]
    for name, (x, y) in figure.items():
        xy[LANDMARK_INDEX[name]] = ((box[0] + x * box[2]) * aspect, box[1] + y * box[3])
        visibility[LANDMARK_INDEX[name]] = 0.9
    return PoseFrame(0, t_s, xy, np.full((33, 3), np.nan), visibility)


def grey(size: tuple[int, int]) -> np.ndarray:
    return np.full((size[1], size[0], 3), 128, np.uint8)


def paint(briefing, size, pose=None, show=None, mirror=False, **state) -> np.ndarray:
    step = Step(pose=pose or empty_pose(0, 0.0), phase="hold", **state)
    return Overlay(briefing, *size).paint(grey(size), Moment(None, step, None, show), mirror)


def extent(changed: np.ndarray) -> tuple[int, int, int, int]:
    """Return left, top, right, bottom of what is True."""
    rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
    return columns[0], rows[0], columns[-1] + 1, rows[-1] + 1


def near(image: np.ndarray, colour: tuple[int, int, int]) -> int:
    return int((np.abs(image.astype(int) - colour).max(axis=2) < 40).sum())


@pytest.mark.parametrize("size", [*SIZES, (3840, 2160)])
def test_the_count_is_about_a_fifth_of_the_height_and_in_one_corner(size):
    changed = (paint(REPS, size, reps=3) != paint(REPS, size, reps=4)).any(axis=2)
    left, top, right, bottom = extent(changed)
    assert 0.14 <= (bottom - top) / size[1] <= 0.21
    assert right < 0.5 * size[0]
    assert bottom < 0.4 * size[1]
    assert left > 0


@pytest.mark.parametrize("count", [12, 100])
def test_long_numbers_stay_on_their_panel(count):
    size = (640, 360)
    changed = (paint(HOLD, size, held_s=0) != paint(HOLD, size, hold_s=float(count))).any(axis=2)
    left, top, right, bottom = extent(changed)
    assert right - left <= 0.37 * 360
    assert bottom - top <= 0.37 * 360


def test_held_seconds_are_whole_and_stay_to_be_read_after_the_hold():
    size = (640, 360)
    overlay = Overlay(HOLD, *size)
    states = [
        {"hold_s": 7.9},
        {"hold_s": 0.0, "events": (Hold(None, 0.0, 8.0, 8.0, 90),)},
        {"hold_s": 0.0},
    ]
    frames = [
        overlay.paint(grey(size), Moment(None, Step(empty_pose(i, i / 30), "hold", **state)))
        for i, state in enumerate(states)
    ]
    seven = paint(HOLD, size, hold_s=7.9)
    assert (frames[0] == seven).all()
    assert (frames[1] == frames[2]).all()
    assert near(frames[2], SKY) == 0
    assert (frames[2] != paint(HOLD, size)).any()


def test_the_ring_fills_with_the_hold_and_closes_in_another_colour_and_width():
    empty, third, most = (paint(HOLD, (640, 360), hold_s=s) for s in (0.0, 3.4, 9.9))
    full = paint(HOLD, (640, 360), hold_s=10.0)
    assert near(empty, SKY) == 0
    assert near(most, SKY) > 2 * near(third, SKY) > 0
    assert near(full, GREEN) > 1.2 * near(most, SKY)


def test_no_ring_where_there_is_no_target():
    assert near(paint(REPS, (640, 360), hold_s=5.0), SKY) == 0


BODIES = [
    (LYING, (0.1, 0.5, 0.8, 0.35)),
    (LYING, (0.05, 0.6, 0.9, 0.35)),
    (LYING, (0.1, 0.1, 0.8, 0.35)),
    (LYING, (0.1, 0.42, 0.8, 0.18)),
    (STANDING, (0.42, 0.04, 0.16, 0.92)),
    (STANDING, (0.08, 0.04, 0.16, 0.92)),
    (STANDING, (0.76, 0.04, 0.16, 0.92)),
]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("figure", "box"), BODIES)
def test_panels_keep_off_the_body_wherever_there_is_room(figure, box, size, monkeypatch):
    if size[0] < size[1] and figure is STANDING:
        box = (0.3, 0.62, 0.4, 0.36) if box[0] < 0.1 else (0.3, 0.02, 0.4, 0.36)
    monkeypatch.setattr(SkeletonPen, "draw", lambda *_args: None)
    pose = body(figure, box, size)
    for show in (LONG, Cue("view", "Turn side-on to the camera", "setup", 0.0)):
        image = paint(HOLD, size, pose, show, hold_s=12.0)
        points = pose.xy[np.isfinite(pose.xy[:, 0])] * size[1]
        (left, top), (right, bottom) = points.min(axis=0).astype(int), points.max(axis=0).astype(int)
        assert (image[top:bottom, left:right] == 128).all()
        assert (image != 128).any()


def along(image: np.ndarray, pose: PoseFrame, a: str, b: str) -> np.ndarray:
    """Return the brightness along the line between two landmarks."""
    ends = pose.xy[[LANDMARK_INDEX[a], LANDMARK_INDEX[b]]] * image.shape[0]
    steps = np.linspace(0.1, 0.9, 400)[:, None]
    x, y = np.rint(ends[0] + steps * (ends[1] - ends[0])).astype(int).T
    return image[y, x].astype(float).mean(axis=1)


def test_the_limb_at_fault_differs_in_colour_and_in_shape():
    size = (1280, 720)
    pose = body(LYING, (0.1, 0.5, 0.8, 0.35), size)
    calm, wrong = paint(REPS, size, pose), paint(REPS, size, pose, faults=(SAG,))
    assert near(calm, ORANGE) == 0
    assert near(wrong, ORANGE) > 1000
    line = ("left_shoulder", "left_hip")
    assert np.ptp(along(calm, pose, *line)) < 10
    dashes = along(wrong, pose, *line) > 60
    assert np.abs(np.diff(dashes.astype(int))).sum() >= 8
    forearm = ("left_elbow", "left_wrist")
    assert np.ptp(along(wrong, pose, *forearm)) < 10
    assert (wrong != 128).any(axis=2).sum() > (calm != 128).any(axis=2).sum() + 2000


def test_a_limb_out_of_view_is_not_drawn():
    size = (640, 360)
    pose = body(LYING, (0.1, 0.5, 0.8, 0.35), size)
    hidden = PoseFrame(0, 0.0, pose.xy, pose.world, np.where(pose.visibility > 0, 0.3, 0))
    assert (paint(REPS, size, hidden, faults=(SAG,)) == paint(REPS, size)).all()


def test_lines_at_fault_follow_limbs_and_else_the_order_given():
    assert fault_edges(("left_hip", "left_knee", "left_ankle")) == [
        ("left_hip", "left_knee"),
        ("left_knee", "left_ankle"),
    ]
    assert set(fault_edges(SAG.landmarks)) == {("left_shoulder", "left_hip"), ("left_hip", "left_ankle")}
    assert fault_edges(("nose",)) == []


def test_chains_hold_every_edge_once():
    for edges in (EDGES, EDGES[4:], EDGES[::-2], [("nose", "left_eye"), ("left_eye", "nose")]):
        pairs = sorted(sorted(pair) for chain in chains(edges) for pair in pairwise(chain))
        assert pairs == sorted(sorted(map(LANDMARK_INDEX.__getitem__, edge)) for edge in edges)
    assert len(chains(EDGES)) < len(EDGES) / 2
    assert chains([]) == []


def test_the_fault_told_is_the_fault_marked():
    head = ActiveFault("head", "minor", "Look at the floor", ("nose",), 0.0)
    info = ActiveFault("drift", "info", "x", ("nose",), 0.0)
    step = Step(empty_pose(0, 0.0), "hold", faults=(info, SAG, head))
    assert fault_to_mark(Moment(None, step)) is SAG
    assert fault_to_mark(Moment(None, step, None, Cue("head", "x", "fault", 0.0))) is head
    assert fault_to_mark(Moment(None, Step(empty_pose(0, 0.0), "hold", faults=(info,)))) is None


def test_words_stay_readable_in_a_mirror_and_the_body_is_mirrored():
    size = (640, 360)
    assert (paint(REPS, size, show=LONG, mirror=True) == paint(REPS, size, show=LONG)).all()
    picture = np.zeros((360, 640, 3), np.uint8)
    picture[:, :320] = 200
    shown = Overlay(REPS, *size).paint(picture, Moment(None, Step(empty_pose(0, 0.0), "setup")), mirror=True)
    assert shown[350, 600].tolist() == [200, 200, 200]
    assert shown[350, 40].tolist() == [0, 0, 0]


def test_the_mirrored_skeleton_lies_on_the_mirrored_body(monkeypatch):
    monkeypatch.setattr("posecheck.sinks.overlay.NumberPanel.draw", lambda *_args: None)
    size = (640, 360)
    pose = body(LYING, (0.1, 0.5, 0.5, 0.35), size)
    plain, mirrored = paint(REPS, size, pose), paint(REPS, size, pose, mirror=True)
    left, top, right, bottom = extent((plain != 128).any(axis=2))
    assert (
        np.abs(
            np.subtract(extent((mirrored != 128).any(axis=2)), (640 - right, top, 640 - left, bottom))
        ).max()
        <= 1
    )


@pytest.mark.parametrize("kind", ["safety", "fault", "setup", "count", "praise"])
def test_kinds_of_words_differ_in_shape_too(kind):
    size = (640, 360)
    grey_of = {
        other: paint(REPS, size, show=Cue("x", "Words", other, 0.0)).mean(axis=2) > 90
        for other in ("safety", "fault", "setup", "count", "praise")
    }
    for other, shape in grey_of.items():
        assert other == kind or (shape != grey_of[kind]).sum() > 20


def test_what_cannot_be_seen_is_said_once_it_has_lasted():
    assert unseen_words(()) == ""
    assert unseen_words(("feet",)) == "Can't see your feet"
    assert unseen_words(("feet", "hands", "head")) == "Can't see your feet, hands and head"
    overlay, size = Overlay(REPS, 640, 360), (640, 360)
    frames = {}
    for i in range(60):
        step = Step(empty_pose(i, i / 30), "hold", unseen=("feet",))
        frames[i] = overlay.paint(grey(size), Moment(None, step))
    assert (frames[20] == frames[0]).all()
    assert (frames[40] != frames[0]).any()


def test_a_replay_is_painted_on_a_dark_canvas():
    image = Overlay(REPS, 640, 360).paint(None, Moment(None, Step(empty_pose(0, 0.0), "setup"), None, LONG))
    assert image.shape == (360, 640, 3)
    assert image[359, 639].max() < 60
    assert image.max() > 240
    assert blank(StreamInfo("x", 640, 360)).shape == (360, 640, 3)
    assert blank(StreamInfo("x")).shape == (720, 1280, 3)


def test_the_picture_given_is_left_as_it_is_and_painting_is_deterministic():
    picture, size = grey((640, 360)), (640, 360)
    step = Step(body(LYING, (0.1, 0.5, 0.8, 0.35), size), "hold", reps=3, faults=(SAG,))
    first, second = (Overlay(REPS, *size).paint(picture, Moment(None, step, None, LONG)) for _ in range(2))
    assert (picture == 128).all()
    assert (first == second).all()


def test_a_stream_that_changes_its_size_is_followed():
    overlay = Overlay(REPS, 640, 360)
    moment = Moment(None, Step(empty_pose(0, 0.0), "hold", reps=3))
    assert (overlay.paint(grey((360, 640)), moment) == paint(REPS, (360, 640), reps=3)).all()


@pytest.mark.parametrize("fps", [15, 60])
def test_panels_change_place_calmly_by_stream_time(fps):
    size = (1280, 720)
    low, high = (LYING, (0.1, 0.6, 0.8, 0.35)), (LYING, (0.1, 0.02, 0.8, 0.35))

    def places(figure_at) -> list[tuple[float, object]]:
        placement, found = Placement(spots(*size, (260, 260))), []
        for i in range(12 * fps):
            pose = body(*figure_at(i / fps), size)
            seen = np.isfinite(pose.xy[:, 0])
            found.append((i / fps, placement.choose(pose.xy * 720, seen, i / fps).number))
        return found

    assert len({spot for _, spot in places(lambda t_s: high if 4 <= t_s < 4.8 else low)}) == 1
    moved = places(lambda t_s: high if t_s >= 4 else low)
    changes = [t_s for (t_s, a), (_, b) in zip(moved[1:], moved, strict=False) if a != b]
    assert len(changes) == 1
    assert 5.0 <= changes[0] <= 8.0


TOFU = chr(0x10FFFE)


@pytest.mark.parametrize("character", "éžßΩЖůñčřğşøåÆ日語عहก")
def test_letters_of_other_languages_have_ink_of_their_own(character):
    if not fonts.has_glyph(character):
        assert ord(character) > 0x500, "the font that travels with posecheck has these"
        pytest.skip(f"no font on this machine has {character}")
    drawn, tofu = text.tight_ink(character, 48), text.tight_ink(TOFU, 48)
    assert drawn.max() == 255
    assert drawn.shape != tofu.shape or (drawn != tofu).any()


def test_a_character_that_no_font_has_is_a_box_and_no_crash():
    assert not fonts.has_glyph(TOFU)
    assert text.ink(f"a{TOFU}b", 40).max() == 255


def test_mixed_scripts_are_set_run_by_run_and_right_to_left_text_from_the_right():
    assert [run.text for run in text.runs("Lift žeň Ω")] == ["Lift žeň Ω"]
    assert "".join(run.text for run in text.runs("Up 日本 now")) == "Up 日本 now"
    if fonts.font_for("日") != fonts.base_font():
        assert [run.text for run in text.runs("Up 日本 now")] == ["Up ", "日本 ", "now"]
        assert [run.text for run in text.runs("اب日")] == ["日", "اب"]


def test_text_is_as_large_as_fits_and_breaks_between_words_only():
    setting = text.fit(LONG.text, 600, 160, 90, 12)
    assert " ".join(setting.lines) == LONG.text
    assert setting.width_px <= 600
    assert setting.height_px <= 160
    assert text.fit(LONG.text, 1200, 160, 90, 12).size_px > setting.size_px
    assert text.fit("Hold.", 600, 160, 90, 12).size_px == 90


def test_scripts_without_spaces_break_anywhere():
    setting = text.fit("腰をまっすぐに保ってください", 200, 200, 60, 12)
    assert len(setting.lines) > 1
    assert "".join(setting.lines) == "腰をまっすぐに保ってください"


def test_steps_have_their_cadence_below_the_number():
    size = (640, 360)
    quick = paint(STEPS, size, reps=104, rhythm=Rhythm(60.0, 104.2))
    left, top, right, bottom = extent((quick != grey(size)).any(axis=2))
    told = extent((quick != paint(STEPS, size, reps=104, rhythm=Rhythm(60.0, 96.0))).any(axis=2))
    number = extent((quick != paint(STEPS, size, reps=105, rhythm=Rhythm(60.0, 104.2))).any(axis=2))
    assert left < told[0] < told[2] < right
    assert number[3] <= told[1] < told[3] <= bottom
    assert bottom - top < 0.5 * size[1]
    resting = paint(STEPS, size, reps=104, rhythm=Rhythm(60.0, None))
    assert near(resting, SKY) > 50  # what is counted stands there all the while


def test_the_ring_of_a_paced_round_fills_with_its_beats():
    ring = [near(paint(PACED, (640, 360), beat=Beat("Hold", 1, 2, share)), SKY) for share in (0.2, 0.4, 0.8)]
    assert ring[1] / ring[0] == pytest.approx(2, rel=0.2)
    assert ring[2] / ring[0] == pytest.approx(4, rel=0.2)
    assert near(paint(PACED, (640, 360)), SKY) == 0
