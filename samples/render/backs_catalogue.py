"""The back set: which bodies, clothes, rooms and cameras its clips have. Tuning and reporting share none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from samples.render.body import Shape
from samples.render.furniture import Room
from samples.render.look import Outfit

FAR, NEAR = "far", "near"
LOOSE_WAIST_M = 0.04


@dataclass(frozen=True)
class Recipe:
    """One clip: `move` steps through bends, or does bird dogs (`sag`); `extra`: what is there to fool."""

    name: str
    position: str
    body: str
    shape: Shape
    outfit: Outfit
    room: Room
    loose: bool
    yaw_deg: float
    height_m: float
    span: str
    side: int
    seed: int
    move: str = "levels"
    extra: str = ""


TUNE_BODIES = {
    "thin_young": Shape(gender=0.1, age=0.60, muscle=0.40, weight=0.22, height=0.50),
    "heavy": Shape(gender=0.8, age=0.78, muscle=0.40, weight=0.85, height=0.50),
    "old": Shape(gender=0.9, age=0.97, muscle=0.35, weight=0.50, height=0.40),
    "muscular_man": Shape(gender=0.0, age=0.70, muscle=0.90, weight=0.55, height=0.60),
    "tall_thin_woman": Shape(gender=1.0, age=0.70, muscle=0.45, weight=0.20, height=0.80),
    "short_heavy_woman": Shape(gender=1.0, age=0.80, muscle=0.45, weight=0.80, height=0.20),
}
REPORT_BODIES = {
    "thin_young": Shape(gender=0.8, age=0.63, muscle=0.50, weight=0.26, height=0.45, proportions=0.7),
    "heavy": Shape(gender=0.1, age=0.75, muscle=0.50, weight=0.90, height=0.60),
    "old": Shape(gender=0.1, age=0.95, muscle=0.40, weight=0.42, height=0.50),
    "muscular_man": Shape(gender=0.0, age=0.68, muscle=0.95, weight=0.48, height=0.50, proportions=0.6),
    "tall_thin_woman": Shape(gender=1.0, age=0.75, muscle=0.55, weight=0.28, height=0.88, proportions=0.4),
    "short_heavy_woman": Shape(gender=1.0, age=0.88, muscle=0.40, weight=0.74, height=0.12),
    "average_man": Shape(gender=0.0, age=0.80, muscle=0.55, weight=0.55, height=0.50),
    "average_woman": Shape(gender=1.0, age=0.72, muscle=0.50, weight=0.48, height=0.45),
}
TUNE_OUTFITS = [
    Outfit(shirt=(0.20, 0.36, 0.66), trousers=(0.22, 0.22, 0.24)),
    Outfit(skin=(0.50, 0.35, 0.27), hair=(0.06, 0.05, 0.05), shirt=(0.86, 0.84, 0.80)),
    Outfit(skin=(0.86, 0.68, 0.57), hair=(0.55, 0.40, 0.20), shirt=(0.24, 0.44, 0.28), stripes=True),
]
REPORT_OUTFITS = [
    Outfit(skin=(0.84, 0.66, 0.56), hair=(0.64, 0.62, 0.60), shirt=(0.72, 0.30, 0.24)),
    Outfit(skin=(0.42, 0.29, 0.22), hair=(0.05, 0.04, 0.04), shirt=(0.90, 0.72, 0.30)),
    Outfit(skin=(0.72, 0.54, 0.42), hair=(0.12, 0.08, 0.06), shirt=(0.14, 0.14, 0.16)),
    Outfit(hair=(0.40, 0.20, 0.10), shirt=(0.52, 0.62, 0.70), trousers=(0.30, 0.18, 0.28), stripes=True),
    Outfit(skin=(0.60, 0.44, 0.34), shirt=(0.44, 0.20, 0.40), trousers=(0.14, 0.14, 0.18)),
]
TUNE_ROOMS = [
    Room(),
    Room((0.72, 0.78, 0.74), "carpet", (0.48, 0.46, 0.48), (0.55, 0.30, 0.28), "shelf", (0.3, 0.5, 0.8)),
]
REPORT_ROOMS = [
    Room((0.88, 0.86, 0.82), "tiles", (0.70, 0.70, 0.68), (0.22, 0.40, 0.52), "window", (0.6, -0.2, 0.7)),
    Room((0.62, 0.66, 0.74), "wood", (0.45, 0.32, 0.22), (0.62, 0.58, 0.30), "sofa", brightness=0.85),
    Room((0.80, 0.70, 0.62), "carpet", (0.36, 0.40, 0.46), (0.28, 0.52, 0.40), "shelf", (0.2, -0.6, 0.7)),
]

# position, body, clothes, camera's yaw (+ towards the head), its height, how large in the picture
Row = tuple[str, str, str, float, float, str]
TUNE: tuple[Row, ...] = (
    ("quadruped", "tall_thin_woman", "cling", 0, 0.4, NEAR),
    ("quadruped", "muscular_man", "loose", 0, 0.9, NEAR),
    ("plank", "thin_young", "cling", 0, 0.4, NEAR),
    ("standing", "old", "cling", 0, 0.9, NEAR),
    ("sitting", "short_heavy_woman", "cling", 0, 0.4, NEAR),
    ("prone", "tall_thin_woman", "cling", 0, 0.4, NEAR),
    ("quadruped", "heavy", "cling", 0, 0.9, NEAR),
    ("quadruped", "old", "cling", 0, 0.4, FAR),
    ("quadruped", "thin_young", "loose", 0, 0.4, NEAR),
    ("quadruped", "short_heavy_woman", "loose", 0, 0.9, FAR),
    ("quadruped", "thin_young", "cling", 10, 0.9, NEAR),
    ("quadruped", "muscular_man", "cling", -20, 0.4, NEAR),
    ("quadruped", "tall_thin_woman", "cling", 30, 0.9, NEAR),
    ("quadruped", "old", "loose", -40, 0.9, NEAR),
    ("plank", "heavy", "loose", 0, 0.9, FAR),
    ("standing", "muscular_man", "loose", 10, 0.9, NEAR),
    ("sitting", "tall_thin_woman", "loose", -20, 0.9, NEAR),
    ("fold", "thin_young", "cling", 0, 0.4, NEAR),
)
REPORT: tuple[Row, ...] = (
    ("quadruped", "average_woman", "cling", 0, 0.4, NEAR),
    ("quadruped", "thin_young", "cling", 0, 0.9, NEAR),
    ("quadruped", "heavy", "cling", 0, 0.4, NEAR),
    ("quadruped", "old", "cling", 0, 0.9, NEAR),
    ("quadruped", "muscular_man", "cling", 0, 0.4, FAR),
    ("quadruped", "tall_thin_woman", "cling", 0, 0.9, FAR),
    ("quadruped", "average_man", "loose", 0, 0.4, NEAR),
    ("quadruped", "short_heavy_woman", "loose", 0, 0.9, NEAR),
    ("quadruped", "old", "loose", 0, 0.4, FAR),
    ("quadruped", "average_man", "cling", 10, 0.4, NEAR),
    ("quadruped", "tall_thin_woman", "loose", -10, 0.9, NEAR),
    ("quadruped", "short_heavy_woman", "cling", 20, 0.9, NEAR),
    ("quadruped", "thin_young", "loose", -20, 0.4, NEAR),
    ("quadruped", "heavy", "cling", 30, 0.4, NEAR),
    ("quadruped", "average_woman", "cling", -40, 0.9, NEAR),
    ("plank", "average_man", "cling", 0, 0.4, NEAR),
    ("plank", "short_heavy_woman", "loose", 0, 0.9, NEAR),
    ("plank", "tall_thin_woman", "cling", 20, 0.9, FAR),
    ("standing", "average_woman", "cling", 0, 0.9, NEAR),
    ("standing", "heavy", "loose", 0, 0.9, NEAR),
    ("standing", "thin_young", "cling", -20, 0.4, FAR),
    ("sitting", "average_man", "cling", 0, 0.4, NEAR),
    ("sitting", "old", "loose", 0, 0.9, NEAR),
    ("sitting", "thin_young", "cling", 20, 0.9, NEAR),
    ("fold", "average_woman", "cling", 0, 0.4, NEAR),
    ("fold", "muscular_man", "loose", 0, 0.9, NEAR),
    ("prone", "average_man", "cling", 0, 0.4, NEAR),
    ("prone", "short_heavy_woman", "cling", 0, 0.4, FAR),
    ("prone", "old", "loose", 0, 0.9, NEAR),
    ("plank", "muscular_man", "cling", 0, 0.4, FAR),
)
FOOL: tuple[tuple[str, str, str, float], ...] = (
    ("hair", "average_woman", "cling", 0),
    ("hair", "thin_young", "loose", 10),
    ("hood", "average_man", "cling", 0),
    ("hood", "old", "loose", 0),
    ("bystander", "average_man", "cling", 0),
    ("chair", "average_woman", "cling", 0),
    ("cut", "heavy", "cling", 0),
    ("cut", "muscular_man", "cling", -20),
)
TUNE_SAGS = (("tall_thin_woman", 0), ("heavy", 0), ("muscular_man", 0), ("old", 20))
REPORT_SAGS = tuple(
    (body, yaw)
    for body, yaws in (
        ("average_woman", (0, 20)),
        ("average_man", (0,)),
        ("thin_young", (0, 20)),
        ("heavy", (0, 20)),
        ("old", (0,)),
        ("muscular_man", (0,)),
        ("short_heavy_woman", (0,)),
    )
    for yaw in yaws
)


def _outfit(outfits: Sequence[Outfit], index: int, clothes: str) -> Outfit:
    outfit = outfits[index % len(outfits)]
    return replace(outfit, waist_m=LOOSE_WAIST_M) if clothes == "loose" else outfit


def _rows(
    rows: Sequence[Row],
    bodies: dict[str, Shape],
    outfits: Sequence[Outfit],
    rooms: Sequence[Room],
    seed: int,
) -> list[Recipe]:
    recipes = []
    for k, (position, body, clothes, yaw, height, span) in enumerate(rows):
        name = f"{position}_{body}_{clothes}_{yaw:+.0f}_{height:.1f}_{span}"
        outfit = _outfit(outfits, k, clothes)
        side = 1 if k % 2 == 0 else -1
        recipe = Recipe(
            name,
            position,
            body,
            bodies[body],
            outfit,
            rooms[k % len(rooms)],
            clothes == "loose",
            yaw,
            height,
            span,
            side,
            seed + k,
        )
        recipes.append(recipe)
    return recipes


def _sags(
    sags: Sequence[tuple[str, float]],
    bodies: dict[str, Shape],
    outfits: Sequence[Outfit],
    rooms: Sequence[Room],
    seed: int,
) -> list[Recipe]:
    rows: list[Row] = [("quadruped", body, "cling", yaw, 0.6, NEAR) for body, yaw in sags]
    recipes = _rows(rows, bodies, outfits, rooms, seed)
    return [
        replace(recipe, name=f"birddog_sag_{recipe.body}_{recipe.yaw_deg:+.0f}", move="sag")
        for recipe in recipes
    ]


def _fools() -> list[Recipe]:
    rows: list[Row] = [("quadruped", body, clothes, yaw, 0.6, NEAR) for _, body, clothes, yaw in FOOL]
    recipes = _rows(rows, REPORT_BODIES, REPORT_OUTFITS, REPORT_ROOMS, 900)
    return [
        replace(recipe, name=f"{extra}_{recipe.body}_{recipe.yaw_deg:+.0f}", extra=extra)
        for recipe, (extra, *_) in zip(recipes, FOOL, strict=True)
    ]


SETS: dict[str, list[Recipe]] = {
    "tune": _rows(TUNE, TUNE_BODIES, TUNE_OUTFITS, TUNE_ROOMS, 500)
    + _sags(TUNE_SAGS, TUNE_BODIES, TUNE_OUTFITS, TUNE_ROOMS, 600),
    "report": _rows(REPORT, REPORT_BODIES, REPORT_OUTFITS, REPORT_ROOMS, 700)
    + _sags(REPORT_SAGS, REPORT_BODIES, REPORT_OUTFITS, REPORT_ROOMS, 800),
    "fool": _fools(),
}
