"""Key poses of movements that never rest: steps, jumps from foot to foot, pedals, a swimmer's arms."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from samples.render.poses import BACK, DOWN, FORWARD, SIDES, UP, joint, outward
from samples.render.rotations import unit
from samples.render.seated import hip_to_ankle_m, other, placed_arm, trunk_over
from samples.render.skeleton import Limb, Pose, Skeleton, foot_tip, hand_tip, limb_lengths
from samples.render.spine import bend
from samples.render.standing import hanging_arm
from samples.render.upright import on_feet

Array = NDArray[np.float64]
CRANK_M, PEDAL_CLEAR_M, SEAT_TUBE_DEG, TOES_DOWN_DEG = 0.165, 0.40, 17.0, 14.0


def swung_leg(
    skeleton: Skeleton,
    trunk: Pose,
    side: str,
    thigh_deg: float,
    knee_deg: float,
    toes_down_deg: float | None = None,
) -> Limb:
    """A leg off the floor: thigh `thigh_deg` ahead of hanging, knee at this angle."""
    hip = joint(skeleton, trunk, f"upperleg01.{side}")
    thigh_m, shank_m = limb_lengths(skeleton.rest, f"leg.{side}")
    shank_deg = thigh_deg - (180.0 - knee_deg)
    knee = hip + thigh_m * _hanging(thigh_deg)
    down = float(np.clip(12.0 - shank_deg, -10.0, 80.0)) if toes_down_deg is None else toes_down_deg
    tip = foot_tip(down)
    return Limb(knee + shank_m * _hanging(shank_deg), FORWARD + 0.2 * UP, tip, planted=False)


def _hanging(deg: float) -> Array:
    angle = np.radians(deg)
    result: Array = np.cos(angle) * DOWN + np.sin(angle) * FORWARD
    return result


def bent_arm(skeleton: Skeleton, trunk: Pose, side: str, upper_deg: float, elbow_deg: float) -> Limb:
    """An arm swung forward by `upper_deg` from hanging with the elbow at this angle."""
    upper_m, lower_m = limb_lengths(skeleton.rest, f"arm.{side}")
    root = joint(skeleton, trunk, f"upperarm01.{side}")
    upper = unit(_hanging(upper_deg) + 0.16 * outward(side))
    lower = unit(_hanging(upper_deg + 180.0 - elbow_deg) - 0.05 * outward(side))
    tip = hand_tip(skeleton.rest, side, lower, UP if elbow_deg < 130 else FORWARD)
    return Limb(root + upper_m * upper + lower_m * lower, BACK + 0.2 * outward(side), tip, planted=False)


def march_still(skeleton: Skeleton, lean: float) -> Pose:
    """Both feet down between two steps, arms passing the body."""
    trunk = on_feet(skeleton, 0.75 * lean, bend(0.5 * lean), -0.002 * lean, 172.0, neck=-0.3 * lean)
    arms = {f"arm.{side}": hanging_arm(skeleton, trunk, side, 0.4 * lean, 0.95) for side in SIDES}
    return replace(trunk, limbs=trunk.limbs | arms)


def march_step(skeleton: Skeleton, side: str, thigh_deg: float, lean: float, sway: float) -> Pose:
    """One knee up, the opposite arm forward; the trunk sways over the standing leg."""
    away = -outward(side)[0]
    trunk = on_feet(
        skeleton,
        0.75 * lean,
        bend(0.5 * lean),
        -0.002 * lean,
        174.0,
        neck=-0.3 * lean,
        side_bend=1.5 * sway * away,
        twist=-3.0 * away,
    )
    trunk = replace(trunk, pelvis=trunk.pelvis + np.array([0.018 * away, 0.0, 0.002]))
    swing = min(26.0, 0.55 * thigh_deg)
    limbs = {
        f"leg.{side}": swung_leg(
            skeleton, trunk, side, thigh_deg, 178.0 - 1.75 * thigh_deg, 0.8 * thigh_deg - 10.0
        )
    }
    limbs[f"arm.{other(side)}"] = bent_arm(skeleton, trunk, other(side), swing, 150.0)
    limbs[f"arm.{side}"] = bent_arm(skeleton, trunk, side, -0.8 * swing, 160.0)
    return replace(trunk, limbs=trunk.limbs | limbs)


def jog_landing(skeleton: Skeleton, lifted: str, thigh_deg: float, lean: float) -> Pose:
    """On one bent leg, the other knee forward and its heel behind, elbows bent."""
    trunk = on_feet(skeleton, 0.8 * lean, bend(0.4 * lean), -0.002 * lean, 152.0, neck=-0.4 * lean)
    trunk = replace(trunk, pelvis=trunk.pelvis - np.array([0.015 * outward(lifted)[0], 0, 0]))
    limbs = {f"leg.{lifted}": swung_leg(skeleton, trunk, lifted, thigh_deg, 82.0)}
    return replace(trunk, limbs=trunk.limbs | limbs | _running_arms(skeleton, trunk, lifted, 30.0))


def jog_flight(skeleton: Skeleton, rising: str, lean: float, bounce_m: float) -> Pose:
    """Off the floor between two landings: one leg has just pushed off, the other comes down."""
    low = on_feet(skeleton, 0.8 * lean, bend(0.4 * lean), -0.002 * lean, 152.0, neck=-0.4 * lean)
    trunk = replace(low, pelvis=low.pelvis + np.array([0, 0, bounce_m]))
    limbs = {
        f"leg.{rising}": swung_leg(skeleton, trunk, rising, 4.0, 146.0),
        f"leg.{other(rising)}": swung_leg(skeleton, trunk, other(rising), 16.0, 140.0),
    }
    return replace(trunk, limbs=limbs | _running_arms(skeleton, trunk, rising, 0.0))


def _running_arms(skeleton: Skeleton, trunk: Pose, lifted: str, swing: float) -> dict[str, Limb]:
    return {
        f"arm.{other(lifted)}": bent_arm(skeleton, trunk, other(lifted), swing, 88.0),
        f"arm.{lifted}": bent_arm(skeleton, trunk, lifted, -swing, 92.0),
    }


def pedalling(
    skeleton: Skeleton, phase: float, flexion_deg: float, trunk_deg: float, rounding: float, rock_m: float
) -> Pose:
    """On a bike; phase 0 has the left pedal at the bottom. The trunk is `trunk_deg` from level."""
    far = hip_to_ankle_m(skeleton, 180.0 - flexion_deg) - CRANK_M
    slope = np.radians(SEAT_TUBE_DEG)
    hip_z = PEDAL_CLEAR_M + far * np.cos(slope)
    axle = np.array([0.0, -far * np.sin(slope), PEDAL_CLEAR_M])
    rock = rock_m * np.cos(2 * phase)
    pitch = 90.0 - trunk_deg - 0.55 * rounding
    trunk = trunk_over(
        skeleton,
        (0.0, hip_z + rock),
        pitch,
        bend(rounding),
        neck=-0.45 * (pitch + rounding),
        roll=120.0 * rock_m * np.sin(phase),
    )
    legs = {}
    for side, turn in (("L", phase), ("R", phase + np.pi)):
        at = axle + CRANK_M * (np.sin(turn) * BACK + np.cos(turn) * DOWN) + 0.09 * outward(side)
        legs[f"leg.{side}"] = Limb(at, FORWARD + UP, foot_tip(TOES_DOWN_DEG))
    return replace(trunk, limbs=legs | _on_bars(skeleton, hip_z, trunk_deg, rounding))


def _on_bars(skeleton: Skeleton, hip_z: float, trunk_deg: float, rounding: float) -> dict[str, Limb]:
    """Hands on bars that stand still, as far ahead as the arms of the unrocked rider are long."""
    pitch = 90.0 - trunk_deg - 0.55 * rounding
    quiet = trunk_over(skeleton, (0.0, hip_z), pitch, bend(rounding))
    limbs = {}
    for side in SIDES:
        shoulder = joint(skeleton, quiet, f"upperarm01.{side}")
        reach = 0.94 * sum(limb_lengths(skeleton.rest, f"arm.{side}"))
        along = unit(np.cos(np.radians(48)) * FORWARD + np.sin(np.radians(48)) * DOWN)
        at = shoulder + reach * along
        limbs[f"arm.{side}"] = placed_arm(
            skeleton, side, at, BACK + 0.8 * outward(side) + 0.4 * DOWN, FORWARD + 0.5 * DOWN, -outward(side)
        )
    return limbs


def crawl(skeleton: Skeleton, phase: float, lean: float, rounding: float) -> Pose:
    """Hinged forward; phase 0 has the left arm ahead and the right hand at the hip."""
    trunk = on_feet(skeleton, lean - 0.5 * rounding, bend(rounding), -0.09, 164.0, neck=-0.5 * lean)
    turn = 5.0 * np.sin(phase)
    trunk = replace(trunk, twist=-turn)
    arms = {
        f"arm.{side}": _stroke(skeleton, trunk, side, phase + (0.0 if side == "L" else np.pi))
        for side in SIDES
    }
    return replace(trunk, limbs=trunk.limbs | arms)


def _stroke(skeleton: Skeleton, trunk: Pose, side: str, phase: float) -> Limb:
    """An arm on its way round: ahead at 0, then down, back at half a turn, then over the water."""
    upper_m, lower_m = limb_lengths(skeleton.rest, f"arm.{side}")
    root = joint(skeleton, trunk, f"upperarm01.{side}")
    over = max(0.0, -np.sin(phase))
    under = max(0.0, np.sin(phase))
    round_way = np.cos(phase) * FORWARD + np.sin(phase) * DOWN
    upper = unit(round_way + (0.16 + 0.55 * over) * outward(side))
    drop = 0.75 * over * (DOWN + 0.4 * FORWARD) + 0.35 * under * (BACK - 0.3 * outward(side))
    lower = unit(round_way + (0.08 + 0.45 * over) * outward(side) + drop)
    tip = hand_tip(skeleton.rest, side, lower, -outward(side) + 0.3 * DOWN)
    return Limb(root + upper_m * upper + lower_m * lower, outward(side) + 0.35 * UP, tip, planted=False)
