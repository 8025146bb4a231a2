"""Acts of the programme: knee rolls on the back, and opening the chest on the side."""

from collections.abc import Callable, Sequence

from samples.render.acts_timing import END_S, LEAD_S, Tempo, there_and_back
from samples.render.exercises import Act, Rng, around
from samples.render.limbs import mirrored, turned
from samples.render.motion import Mark, Motion, Stop
from samples.render.on_side import Opening, Roll, knees_rolled, on_left_side
from samples.render.props import Maker, Prop, box
from samples.render.skeleton import Pose, Skeleton

STRETCH = Tempo(2.3, 4.5, 2.3, 1.0)
TURN_BACK = Tempo(1.5, 0.1, 1.4, 1.0)
WORD = {"L": "left", "R": "right"}
ROLLED = Roll(58.0, 58.0, 34.0, 0.0)
OPEN = Opening(42.0, 4.0, 92.0, 118.0)


def knee_rolls(sides: str, roll: Roll = ROLLED, faults: tuple[str, ...] = (), small: str = "") -> Act:
    """On the back, the knees to one side and then the other."""

    def act(skeleton: Skeleton, rng: Rng) -> list[Stop]:
        rest = knees_rolled(skeleton, Roll())
        stops = [Stop(rest, 0, LEAD_S)]
        for side in sides:
            off = around(rng, 0.0, 3.0)
            varied = Roll(roll.left_deg + off, roll.right_deg + off, roll.pelvis_deg, roll.shoulders_deg)
            goal = _to(side, knees_rolled(skeleton, varied))
            stops += there_and_back(rng, rest, goal, Mark("rep", WORD[side], faults), STRETCH)
        for side in small:
            goal = _to(side, knees_rolled(skeleton, Roll(25.0, 25.0, 9.0)))
            stops += there_and_back(rng, rest, goal, Mark("shallow", WORD[side]), TURN_BACK)
        return [*stops, Stop(rest, 0, END_S)]

    return act


def _to(side: str, pose: Pose) -> Pose:
    return pose if side == "L" else mirrored(pose)


def _lain_on(side: str) -> Callable[[Pose], Pose]:
    """On the right side the head lies the other way, so that the belly still faces the camera."""
    return (lambda pose: pose) if side == "L" else (lambda pose: turned(mirrored(pose), 180.0))


def openings(
    side: str, count: int, opening: Opening = OPEN, faults: tuple[str, ...] = (), small: int = 0
) -> Act:
    """On one side, the top shoulder opens back and comes forward again. Side: the lower shoulder."""

    def act(skeleton: Skeleton, rng: Rng) -> list[Stop]:
        lay = _lain_on(side)
        rest = lay(on_left_side(skeleton, Opening()))
        stops = [Stop(rest, 0, LEAD_S)]
        for _ in range(count):
            varied = Opening(
                around(rng, opening.shoulders_deg, 3.0),
                opening.pelvis_deg,
                opening.top_hip_deg,
                opening.arm_deg,
            )
            goal = lay(on_left_side(skeleton, varied))
            stops += there_and_back(rng, rest, goal, Mark("rep", WORD[side], faults), STRETCH)
        low = lay(on_left_side(skeleton, Opening(19.0, 1.0, 92.0, 60.0)))
        for _ in range(small):
            stops += there_and_back(rng, rest, low, Mark("shallow", WORD[side]), TURN_BACK)
        return [*stops, Stop(rest, 0, END_S)]

    return act


def _pillow(skeleton: Skeleton, motion: Motion) -> Sequence[Prop]:
    """Below the head."""
    points = skeleton.keypoints(motion.solved[0])
    ears = [points[f"{side}_ear"] for side in WORD.values()]
    x, y = (float((ears[0][k] + ears[1][k]) / 2) for k in (0, 1))
    top = max(min(float(ear[2]) for ear in ears) - 0.03, 0.03)
    return [box(((x - 0.20, x + 0.16), (y - 0.15, y + 0.17), (0.004, top)), (0.86, 0.84, 0.80))]


PROPS: dict[str, Maker] = {"flexion_rotation_stretch": _pillow}
ACTS: dict[str, dict[str, Act]] = {
    "trunk_rotation_supine": {
        "good": knee_rolls("LR"),
        "shoulder_lift": knee_rolls("RL", Roll(66.0, 66.0, 56.0, 32.0), ("shoulder_lift",)),
        "knees_apart": knee_rolls("LR", Roll(66.0, 8.0, 26.0, 0.0), ("knees_apart",)),
        "partial": knee_rolls("L", small="RL"),
    },
    "flexion_rotation_stretch": {
        "good": openings("L", 2),
        "knee_slips": openings("R", 1, Opening(40.0, 6.0, 146.0, 115.0), ("knee_slips",)),
        "hips_roll": openings("L", 1, Opening(62.0, 44.0, 92.0, 125.0), ("hips_roll",)),
        "partial": openings("R", 1, small=2),
    },
}
