"""Who is filmed in the programme's clips, and in which room: the sets share neither."""

import colorsys
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from samples.render.body import Shape
from samples.render.furniture import Room
from samples.render.look import Color, Outfit
from samples.render.programme_sets import SEEDS

Range = tuple[float, float]


@dataclass(frozen=True)
class Cast:
    """A person in clothes in a room; `pace` stretches every movement's time."""

    shape: Shape
    outfit: Outfit
    room: Room
    pace: float = 1.0


_TUNE = (
    Cast(
        Shape(gender=1.0, age=0.72, muscle=0.5, weight=0.42, height=0.48),
        Outfit(shirt=(0.24, 0.42, 0.70), trousers=(0.20, 0.20, 0.24)),
        Room(),
    ),
    Cast(
        Shape(gender=0.0, age=0.75, muscle=0.6, weight=0.52, height=0.58),
        Outfit(
            skin=(0.52, 0.37, 0.29),
            hair=(0.06, 0.05, 0.05),
            shirt=(0.78, 0.30, 0.22),
            trousers=(0.30, 0.32, 0.36),
        ),
        Room((0.72, 0.78, 0.74), "carpet", (0.48, 0.46, 0.48), (0.55, 0.30, 0.28), "shelf", (0.3, 0.5, 0.8)),
        1.1,
    ),
    Cast(
        Shape(gender=1.0, age=0.90, muscle=0.45, weight=0.66, height=0.40),
        Outfit(
            skin=(0.86, 0.68, 0.57),
            hair=(0.60, 0.58, 0.55),
            shirt=(0.30, 0.52, 0.34),
            trousers_to=0.55,
            stripes=True,
        ),
        Room((0.84, 0.80, 0.76), "tiles", (0.62, 0.60, 0.58), (0.24, 0.36, 0.52), "window"),
        0.92,
    ),
    Cast(
        Shape(gender=0.1, age=0.68, muscle=0.45, weight=0.30, height=0.66),
        Outfit(
            skin=(0.70, 0.52, 0.40),
            hair=(0.30, 0.20, 0.12),
            shirt=(0.80, 0.78, 0.72),
            trousers=(0.16, 0.24, 0.20),
        ),
        Room((0.74, 0.72, 0.80), "wood", (0.50, 0.36, 0.24), (0.40, 0.46, 0.30), "sofa", (0.4, -0.3, 0.8)),
    ),
)
_TUNE_2 = (
    Cast(
        Shape(gender=0.0, age=0.86, muscle=0.5, weight=0.58, height=0.50, proportions=0.6),
        Outfit(
            skin=(0.84, 0.66, 0.56),
            hair=(0.64, 0.62, 0.60),
            shirt=(0.34, 0.30, 0.48),
            trousers=(0.24, 0.22, 0.20),
        ),
        Room((0.88, 0.86, 0.82), "tiles", (0.70, 0.70, 0.68), (0.22, 0.40, 0.52), "window", (0.6, -0.2, 0.7)),
        1.06,
    ),
    Cast(
        Shape(gender=1.0, age=0.66, muscle=0.55, weight=0.36, height=0.62, proportions=0.4),
        Outfit(skin=(0.42, 0.29, 0.22), hair=(0.05, 0.04, 0.04), shirt=(0.90, 0.72, 0.30)),
        Room((0.62, 0.66, 0.74), "wood", (0.45, 0.32, 0.22), (0.62, 0.58, 0.30), "sofa", brightness=0.88),
        0.95,
    ),
    Cast(
        Shape(gender=0.15, age=0.72, muscle=0.75, weight=0.55, height=0.60),
        Outfit(
            skin=(0.62, 0.46, 0.36),
            shirt=(0.56, 0.64, 0.72),
            trousers=(0.30, 0.18, 0.28),
            sleeves_to=0.20,
            stripes=True,
        ),
        Room((0.80, 0.70, 0.62), "carpet", (0.36, 0.40, 0.46), (0.28, 0.52, 0.40), "shelf", (0.2, -0.6, 0.7)),
    ),
    Cast(
        Shape(gender=0.9, age=0.80, muscle=0.45, weight=0.60, height=0.34),
        Outfit(
            skin=(0.78, 0.60, 0.48),
            hair=(0.40, 0.20, 0.10),
            shirt=(0.58, 0.20, 0.38),
            trousers=(0.40, 0.42, 0.46),
            shoes=(0.30, 0.30, 0.34),
        ),
        Room((0.70, 0.76, 0.70), "wood", (0.66, 0.52, 0.38), (0.50, 0.34, 0.44), "window", (0.4, 0.3, 0.8)),
        1.14,
    ),
)
_TUNE_3 = (
    Cast(
        Shape(gender=0.05, age=0.70, muscle=0.55, weight=0.68, height=0.54),
        Outfit(
            skin=(0.74, 0.57, 0.46),
            hair=(0.20, 0.13, 0.08),
            shirt=(0.22, 0.50, 0.54),
            trousers=(0.42, 0.38, 0.30),
            trousers_to=0.5,
        ),
        Room((0.78, 0.82, 0.86), "wood", (0.56, 0.44, 0.34), (0.50, 0.26, 0.30), "sofa", (0.5, 0.2, 0.8)),
        1.05,
    ),
    Cast(
        Shape(gender=0.95, age=0.94, muscle=0.40, weight=0.50, height=0.44, proportions=0.55),
        Outfit(
            skin=(0.88, 0.72, 0.62),
            hair=(0.82, 0.80, 0.78),
            shirt=(0.62, 0.46, 0.66),
            trousers=(0.24, 0.26, 0.38),
            sleeves_to=0.65,
        ),
        Room((0.82, 0.76, 0.66), "carpet", (0.58, 0.52, 0.44), (0.28, 0.40, 0.36), "shelf", brightness=0.94),
        1.12,
    ),
    Cast(
        Shape(gender=0.25, age=0.69, muscle=0.40, weight=0.38, height=0.72, proportions=0.45),
        Outfit(
            skin=(0.36, 0.25, 0.19),
            hair=(0.04, 0.03, 0.03),
            shirt=(0.86, 0.42, 0.16),
            trousers=(0.14, 0.14, 0.16),
        ),
        Room(
            (0.86, 0.84, 0.80), "tiles", (0.54, 0.56, 0.60), (0.66, 0.62, 0.36), "window", (-0.3, -0.5, 0.8)
        ),
        0.9,
    ),
    Cast(
        Shape(gender=1.0, age=0.76, muscle=0.60, weight=0.45, height=0.56, proportions=0.65),
        Outfit(
            skin=(0.66, 0.49, 0.38),
            hair=(0.28, 0.12, 0.06),
            shirt=(0.20, 0.24, 0.30),
            trousers=(0.52, 0.28, 0.36),
            shoes=(0.70, 0.30, 0.26),
            stripes=True,
        ),
        Room((0.66, 0.68, 0.64), "wood", (0.70, 0.58, 0.42), (0.34, 0.34, 0.52), "shelf", (0.1, -0.5, 0.9)),
    ),
)
_TUNE_4 = (
    Cast(
        Shape(gender=1.0, age=0.68, muscle=0.45, weight=0.55, height=0.52, proportions=0.4),
        Outfit(
            skin=(0.58, 0.42, 0.33),
            hair=(0.10, 0.07, 0.06),
            shirt=(0.44, 0.62, 0.40),
            trousers=(0.26, 0.22, 0.30),
            stripes=True,
        ),
        Room((0.84, 0.78, 0.80), "tiles", (0.60, 0.56, 0.52), (0.26, 0.46, 0.46), "shelf", (0.4, -0.5, 0.8)),
        0.94,
    ),
    Cast(
        Shape(gender=0.0, age=0.92, muscle=0.40, weight=0.46, height=0.60, proportions=0.5),
        Outfit(
            skin=(0.82, 0.65, 0.55),
            hair=(0.72, 0.70, 0.68),
            shirt=(0.28, 0.36, 0.58),
            trousers=(0.36, 0.34, 0.30),
            sleeves_to=0.55,
        ),
        Room((0.70, 0.74, 0.78), "carpet", (0.50, 0.44, 0.42), (0.58, 0.44, 0.28), "window", (0.2, 0.3, 0.9)),
        1.1,
    ),
    Cast(
        Shape(gender=0.85, age=0.67, muscle=0.60, weight=0.34, height=0.70, proportions=0.6),
        Outfit(
            skin=(0.46, 0.33, 0.26),
            hair=(0.14, 0.08, 0.06),
            shirt=(0.74, 0.36, 0.52),
            trousers=(0.18, 0.28, 0.34),
            trousers_to=0.6,
        ),
        Room((0.90, 0.88, 0.84), "wood", (0.60, 0.46, 0.32), (0.34, 0.30, 0.46), "sofa", (-0.4, -0.4, 0.8)),
        1.02,
    ),
    Cast(
        Shape(gender=0.1, age=0.78, muscle=0.65, weight=0.60, height=0.46),
        Outfit(
            skin=(0.70, 0.54, 0.44),
            hair=(0.34, 0.26, 0.18),
            shirt=(0.66, 0.60, 0.34),
            trousers=(0.22, 0.20, 0.24),
            shoes=(0.26, 0.34, 0.50),
        ),
        Room((0.64, 0.70, 0.66), "wood", (0.48, 0.38, 0.30), (0.60, 0.34, 0.30), "window", brightness=0.9),
        0.9,
    ),
)
PEOPLE = 6
LIGHTEST_SKIN, DARKEST_SKIN = (0.88, 0.70, 0.60), (0.34, 0.23, 0.18)
BLACK, BROWN, GREY = (0.04, 0.03, 0.03), (0.45, 0.26, 0.14), (0.74, 0.72, 0.70)


def _drawn(seed: str) -> tuple[Cast, ...]:
    """People, clothes and rooms by chance: each body measure is spread evenly over the people of the set."""
    rng = np.random.default_rng(crc32(seed.encode()))
    spread = [(rng.permutation(PEOPLE) + rng.random(PEOPLE)) / PEOPLE for _ in range(7)]
    return tuple(_person(rng, *(float(values[k]) for values in spread)) for k in range(PEOPLE))


def _person(
    rng: np.random.Generator,
    gender: float,
    age: float,
    muscle: float,
    weight: float,
    height: float,
    skin: float,
    pace: float,
) -> Cast:
    shape = Shape(
        gender=gender,
        age=0.66 + 0.28 * age,
        muscle=0.40 + 0.35 * muscle,
        weight=0.30 + 0.38 * weight,
        height=0.34 + 0.38 * height,
        proportions=round(rng.uniform(0.4, 0.65), 2),
    )
    outfit = Outfit(
        skin=_between(LIGHTEST_SKIN, DARKEST_SKIN, skin),
        hair=GREY if age > 0.7 else _between(BLACK, BROWN, rng.random()),
        shirt=_colour(rng, (0.1, 0.7), (0.25, 0.85)),
        trousers=_colour(rng, (0.05, 0.4), (0.16, 0.5)),
        shoes=_colour(rng, (0.0, 0.5), (0.25, 0.9)),
        trousers_to=float(rng.choice([0.5, 0.6, 0.95, 0.95, 0.95])),
        sleeves_to=float(rng.choice([0.2, 0.4, 0.4, 0.6])),
        stripes=bool(rng.random() < 0.3),
    )
    return Cast(shape, outfit, _room(rng), 0.88 + 0.26 * pace)


def _room(rng: np.random.Generator) -> Room:
    return Room(
        wall=_colour(rng, (0.02, 0.16), (0.62, 0.90)),
        floor=str(rng.choice(["wood", "carpet", "tiles"])),
        floor_color=_colour(rng, (0.05, 0.45), (0.44, 0.70)),
        mat=_colour(rng, (0.25, 0.6), (0.36, 0.66)),
        furniture=str(rng.choice(["sofa", "shelf", "window"])),
        light=(float(rng.uniform(-0.4, 0.6)), float(rng.uniform(-0.6, 0.3)), 0.8),
        brightness=float(rng.uniform(0.88, 1.0)),
    )


def _colour(rng: np.random.Generator, saturation: Range, brightness: Range) -> Color:
    return colorsys.hsv_to_rgb(rng.random(), rng.uniform(*saturation), rng.uniform(*brightness))


def _between(first: Color, last: Color, part: float) -> Color:
    red, green, blue = (a + (b - a) * part for a, b in zip(first, last, strict=True))
    return red, green, blue


_LITERAL = {"tune": _TUNE, "tune_2": _TUNE_2, "tune_3": _TUNE_3, "tune_4": _TUNE_4}
CASTS = {part: _LITERAL.get(part) or _drawn(seed) for part, seed in SEEDS.items()}
