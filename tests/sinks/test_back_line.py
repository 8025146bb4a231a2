"""The back on the picture: where its line lies, what is marked of it, and when there is none."""

from dataclasses import replace

import numpy as np
import pytest

from posecheck.back import BackCurve, Edge
from posecheck.pose import LANDMARK_INDEX, PoseFrame, empty_pose
from posecheck.sinks.back_line import APPEARS_AFTER_S, along, faulty_stretches
from posecheck.sinks.canvas import ORANGE, SKY, Rect
from posecheck.sinks.layout import Placement, spots
from posecheck.sinks.overlay import UNSEEN_PATIENCE_S, Overlay
from posecheck.step import ActiveFault, Briefing, Cue, Moment, Need, Step

SIZE = (1280, 720)
JUDGING = Briefing("x", "X", "reps", 0.0, "Kneel.", ("back_deg",), back_signals=("back_deg",))
SILENT = replace(JUDGING, back_signals=())
HIP, SHOULDER = (1.1, 0.6), (0.7, 0.6)
FPS = 30


def back(confidence: float = 0.9) -> BackCurve:
    """Return an arc above the straight line from hip to shoulder [image heights]."""
    share = np.linspace(0, 1, 33)
    along = complex(*SHOULDER) - complex(*HIP)
    heights = (0.05 + 0.3 * share * (1 - share)) / abs(along)
    return BackCurve(40, 20, 20, 0.1, confidence, Edge(share, heights, complex(*HIP), along, 1j * along))


def on_all_fours(t_s: float) -> PoseFrame:
    """Return a body of which only the trunk and one knee are seen."""
    xy, visibility = np.full((33, 2), np.nan), np.zeros(33)
    places = {"left_hip": HIP, "left_shoulder": SHOULDER, "left_knee": (1.1, 0.9)}
    for name, place in places.items():
        xy[LANDMARK_INDEX[name]], visibility[LANDMARK_INDEX[name]] = place, 0.9
    return PoseFrame(0, t_s, xy, np.full((33, 3), np.nan), visibility)


def fault(*parts: str, severity: str = "major") -> ActiveFault:
    return ActiveFault("round", severity, "Flatten your back", parts, 0.0)  # type: ignore[arg-type]


def painted(
    seconds: float = 0.5, briefing: Briefing = JUDGING, mirror: bool = False, show: Cue | None = None, **state
):
    """Return the last picture of a while in one state."""
    overlay, grey = Overlay(briefing, *SIZE), np.full((SIZE[1], SIZE[0], 3), 128, np.uint8)
    for i in range(round(seconds * FPS) + 1):
        step = Step(on_all_fours(i / FPS), **{"phase": "hold", "back": back(), **state})
        image = overlay.paint(grey, Moment(None, step, None, show), mirror)
    return image


def is_near(image: np.ndarray, colour: tuple[int, int, int]) -> np.ndarray:
    return np.abs(image.astype(int) - colour).max(axis=2) < 12


def at_back(image: np.ndarray, colour: tuple[int, int, int]) -> np.ndarray:
    """Return for each point of the back's line whether the picture has the colour there."""
    x, y = np.rint(back().line * SIZE[1]).astype(int).T
    return is_near(image, colour)[y, x]


def between_joints(image: np.ndarray) -> np.ndarray:
    """Return the picture's values halfway between shoulder and hip, around the straight line."""
    return image[round(0.59 * 720) : round(0.61 * 720), round(0.9 * 720)]


def test_the_line_lies_where_the_back_is_and_is_thick():
    image = painted()
    assert at_back(image, SKY).all()
    column = is_near(image, SKY)[:, round(0.9 * 720)]
    assert 6 <= column.sum() <= 12


def test_the_straight_line_of_the_trunk_makes_room_for_the_measured_one():
    assert (between_joints(painted()) == 128).all()
    assert (between_joints(painted(back=None)) == 128).all()  # both coming and going would flicker twice
    assert (between_joints(painted(phase="setup")) > 200).any()
    assert (between_joints(painted(briefing=SILENT)) > 200).any()


def test_a_mirror_shows_the_line_on_the_other_side():
    x, y = np.rint(back().line * 720).astype(int).T
    assert is_near(painted(mirror=True), SKY)[y, SIZE[0] - x].all()


@pytest.mark.parametrize(
    ("part", "marked"),
    [("back", slice(0, 41)), ("back_lower", slice(0, 20)), ("back_upper", slice(21, 41))],
)
def test_the_part_at_fault_is_marked_in_another_colour_and_shape(part, marked):
    orange = at_back(painted(faults=(fault(part),)), ORANGE)
    assert 0.4 <= orange[marked].mean() < 1  # dashes
    assert orange.sum() == orange[marked].sum()
    calm = at_back(painted(faults=(fault(part),)), SKY)
    assert calm.sum() == (0 if part == "back" else 19)


def test_what_is_only_told_is_not_marked_and_no_part_twice():
    assert faulty_stretches([fault("back", severity="info"), fault("left_hip")]) == []
    assert faulty_stretches([fault("back_lower"), fault("back_lower")]) == [(0.0, 0.5)]
    assert faulty_stretches([fault("back_lower"), fault("back")]) == [(0.0, 1.0)]
    assert faulty_stretches([fault("back_upper", "back_lower")]) == [(0.0, 0.5), (0.5, 1.0)]


def test_a_fault_of_back_and_hip_marks_both():
    image = painted(faults=(fault("back_lower", "left_hip"),))
    assert at_back(image, ORANGE).any()
    x, y = np.rint(np.array(HIP) * 720).astype(int)
    assert is_near(image, ORANGE)[y - 20 : y + 20, x - 20 : x + 20].any()


UNSHOWN = {
    "not trusted": {"back": back(0.49)},
    "not seen": {"back": None},
    "not in position": {"phase": "setup"},
    "seen from elsewhere": {"need": Need("view", "Turn side-on")},
    "not judged": {"briefing": SILENT},
}


@pytest.mark.parametrize("state", UNSHOWN.values(), ids=UNSHOWN)
def test_nothing_is_drawn_of_a_back_that_is(state):
    image = painted(faults=(fault("back"),), **state)
    assert not at_back(image, SKY).any()
    assert not at_back(image, ORANGE).any()


def test_the_line_goes_at_once_and_comes_back_after_a_moment():
    overlay, grey = Overlay(JUDGING, *SIZE), np.full((SIZE[1], SIZE[0], 3), 128, np.uint8)
    shown = {}
    for i in range(60):
        step = Step(on_all_fours(i / FPS), "hold", back=back(0.2 if i == 30 else 0.9))
        shown[i] = bool(at_back(overlay.paint(grey, Moment(None, step)), SKY).any())
    assert [i for i in range(20, 60) if not shown[i]] == list(range(30, 31 + round(APPEARS_AFTER_S * FPS)))


def has_words(seconds: float, **state) -> bool:
    """Return whether the picture has changed since the first frame of a state."""
    return bool((painted(seconds, **state) != painted(0, **state)).any())


def test_a_back_that_cannot_be_seen_is_told_after_a_second_in_position():
    assert not has_words(seconds=UNSEEN_PATIENCE_S - 0.1, back=None)
    assert has_words(seconds=UNSEEN_PATIENCE_S + 0.1, back=None)
    assert has_words(seconds=UNSEEN_PATIENCE_S + 0.1, back=back(0.49))
    assert has_words(seconds=UNSEEN_PATIENCE_S + 0.1, back=None, phase="ready")
    assert not has_words(seconds=3, back=None, phase="setup")
    assert not has_words(seconds=3, back=None, need=Need("view", "Turn side-on"))


def test_the_note_stands_below_other_words_but_not_below_a_need():
    invitation = Cue("ready", "Ready. Begin when you like.", "setup", 0.0)
    turn = Cue("view", "Turn side-on to the camera", "setup", 0.0)
    assert has_words(seconds=2, back=None, show=invitation)
    assert not has_words(seconds=2, back=None, show=turn, need=Need("view", turn.text))


def test_the_note_does_not_flicker_with_the_trust():
    overlay, grey = Overlay(JUDGING, *SIZE), np.full((SIZE[1], SIZE[0], 3), 128, np.uint8)
    pictures = []
    for i in range(150):
        seen = i < 60 and i % 10 == 0  # a glimpse of a back now and then, then none at all
        step = Step(on_all_fours(i / FPS), "hold", back=back(0.9 if seen else 0.1))
        pictures.append(overlay.paint(grey, Moment(None, step)))
    changes = [i for i in range(1, 150) if (pictures[i] != pictures[i - 1]).any()]
    assert changes == [51 + round(UNSEEN_PATIENCE_S * FPS)]


def test_nobody_in_view_is_not_a_back_out_of_sight():
    overlay = Overlay(JUDGING, *SIZE)
    grey = np.full((SIZE[1], SIZE[0], 3), 128, np.uint8)
    pictures = [
        overlay.paint(grey, Moment(None, Step(empty_pose(i, i / FPS), "hold"))) for i in range(2 * FPS)
    ]
    assert (pictures[-1] == pictures[0]).all()


def inside(rect: Rect, points: np.ndarray) -> int:
    x, y = points.T
    return int(((rect.x <= x) & (x < rect.x + rect.w) & (rect.y <= y) & (y < rect.y + rect.h)).sum())


def test_panels_keep_off_a_back_that_rises_above_the_landmarks():
    trunk = on_all_fours(0.0).xy * 720
    seen, round_back = (
        np.isfinite(trunk[:, 0]),
        np.stack([np.linspace(500, 800, 33), np.full(33, 60.0)], axis=1),
    )
    choices = spots(*SIZE, (260, 260))
    unaware = Placement(choices).choose(trunk, seen, 0.0)
    aware = Placement(choices).choose(trunk, seen, 0.0, round_back.astype(np.float32))
    assert inside(unaware.words, round_back) > 16
    assert inside(aware.words, round_back) + inside(aware.number, round_back) == 0


def test_points_along_a_line_are_on_it():
    line = np.array([[0.0, 0.0], [1.0, 1.0], [2.0, 0.0]])
    assert along(line, (0.25, 0.75), 3).tolist() == [[0.5, 0.5], [1.0, 1.0], [1.5, 0.5]]
