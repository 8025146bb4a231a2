"""The programme's clips: every exercise, good, faulty, partial and from askew, in several sets.

An acts module exports `ACTS`: exercise id -> variant -> act, and may export `PROPS`: exercise id -> maker of
things. Variants: "good", "partial", else the id of a fault, the most important first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from zlib import crc32

from samples.render import (
    acts_cardio,
    acts_first,
    acts_idle,
    acts_kneeling,
    acts_mixed,
    acts_prone,
    acts_seated,
    acts_standing,
    acts_supine,
    acts_turned,
)
from samples.render.exercises import Act
from samples.render.programme_cast import CASTS, Cast
from samples.render.programme_sets import SEEDS
from samples.render.props import Maker

MODULES: tuple[ModuleType, ...] = (
    acts_supine,
    acts_turned,
    acts_prone,
    acts_kneeling,
    acts_first,
    acts_seated,
    acts_standing,
    acts_cardio,
)
MOST_FAULTS = 4
OFF_VIEW_DEG = 30.0
QUICK = ("walking", "jogging", "cycling_stationary")
NO_MAT = (
    "standing_forward_bend",
    "standing_back_extension",
    "wall_angels",
    "chair_hamstring_stretch",
    "seated_row_band",
    "walking",
    "jogging",
    "cycling_stationary",
    "swim_dryland",
)


@dataclass(frozen=True)
class Sight:
    """Where the exercise reference wants the camera: `yaw_deg` from side-on towards the face or the feet."""

    need: str = "side"
    yaw_deg: float = 0.0
    height_m: float = 0.45
    side: int = 0


LOW, MIDDLE = Sight(), Sight(height_m=0.9)
FRONT = Sight("front", 90.0, 0.9)
SIGHTS = {
    "trunk_rotation_supine": Sight("foot_end_oblique", 52.0, 1.25),
    "flexion_rotation_stretch": Sight("front", 0.0, 0.7, side=1),
    "dead_bug": Sight(height_m=0.65),
    "cat_cow": Sight(height_m=0.6),
    "bird_dog": Sight(height_m=0.6),
    "hip_flexor_stretch": MIDDLE,
    "pilates_swimming": Sight(yaw_deg=25.0, height_m=1.0),
    "seated_forward_bend": Sight(height_m=0.65),
    "chair_hamstring_stretch": MIDDLE,
    "seated_spinal_twist": Sight("front", 90.0, 0.7),
    "russian_twist": Sight("front", 90.0, 0.7),
    "seated_row_band": MIDDLE,
    "standing_forward_bend": MIDDLE,
    "standing_back_extension": MIDDLE,
    "wall_angels": FRONT,
    "walking": MIDDLE,
    "jogging": MIDDLE,
    "cycling_stationary": MIDDLE,
    "swim_dryland": Sight(yaw_deg=17.0, height_m=0.9),
    "walking_sway": FRONT,
    "wall_angels_wall_contact_side": MIDDLE,
}


@dataclass(frozen=True)
class Entry:
    """One clip. `exercise` None: nobody exercises, or several exercises follow one another."""

    part: str
    name: str
    exercise: str | None
    variant: str
    act: Act
    cast: Cast
    side: int
    sight: Sight
    off_view_deg: float
    seed: int
    fps: int
    mat: bool
    props: Maker | None = None
    several: bool = False


def _seed(*words: str) -> int:
    return crc32("/".join(words).encode()) % 100_000


def _shots(variants: dict[str, Act]) -> Iterator[tuple[str, str, int, float]]:
    """Name's end, variant, side of the camera, and how far it stands off the recommended view [deg]."""
    faults = [name for name in variants if name not in ("good", "partial")][:MOST_FAULTS]
    yield "good", "good", 1, 0.0
    yield "good_other_side", "good", -1, 0.0
    for k, fault in enumerate(faults):
        yield fault, fault, 1 if k % 2 else -1, 0.0
    if "partial" in variants:
        yield "partial", "partial", 1, 0.0
    yield "good_30", "good", -1, OFF_VIEW_DEG


def _of_exercise(part: str, module: ModuleType, exercise: str) -> Iterator[Entry]:
    variants: dict[str, Act] = module.ACTS[exercise]
    casts = CASTS[part]
    first = _seed(SEEDS[part], exercise)
    for k, (end, variant, side, off_deg) in enumerate(_shots(variants)):
        seed = _seed(SEEDS[part], exercise, end)
        sight = SIGHTS.get(f"{exercise}_{variant}", SIGHTS.get(exercise, LOW))
        yield Entry(
            part=part,
            name=f"{exercise}_{end}",
            exercise=exercise,
            variant=variant,
            act=variants[variant],
            cast=casts[(first + k) % len(casts)],
            side=sight.side or side,
            sight=sight,
            off_view_deg=off_deg,
            seed=seed,
            fps=30 if exercise in QUICK else 15,
            mat=exercise not in NO_MAT,
            props=getattr(module, "PROPS", {}).get(exercise),
        )


def _without_exercise(part: str, acts: dict[str, dict[str, Act]], several: bool) -> Iterator[Entry]:
    """Clips of nobody exercising, or of one exercise after another: seen from the side."""
    for word, variants in acts.items():
        for k, (variant, act) in enumerate(variants.items()):
            seed = _seed(SEEDS[part], word, variant)
            casts = CASTS[part]
            yield Entry(
                part=part,
                name=f"{word}_{variant}",
                exercise=None,
                variant=variant,
                act=act,
                cast=casts[(len(word) + k) % len(casts)],
                side=1 if (k + (part != "tune_2")) % 2 else -1,
                sight=Sight(height_m=0.75),
                off_view_deg=0.0,
                seed=seed,
                fps=15,
                mat=True,
                several=several,
            )


@cache
def entries(part: str) -> tuple[Entry, ...]:
    """All clips of the set, one of `SEEDS`."""
    found = [
        entry
        for module in MODULES
        for exercise in module.ACTS
        for entry in _of_exercise(part, module, exercise)
    ]
    found += _without_exercise(part, acts_mixed.ACTS, several=True)
    found += _without_exercise(part, acts_idle.ACTS, several=False)
    return tuple(found)
