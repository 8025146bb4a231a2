"""The clips whose back moves: cat-cows, forward bends, a bird dog that sags."""

from samples.render.cast import (
    ANA,
    BEN,
    CARLA,
    DAVID,
    ELIF,
    FROM_LEFT,
    FROM_RIGHT,
    GREY,
    LIVING,
    PRACTICE,
    PURPLE,
    RED,
    STUDY,
    TEAL,
    YELLOW,
)
from samples.render.clip import Clip
from samples.render.exercises import bird_dog
from samples.render.exercises_back import cat_cows, forward_bends

HINGE, ROLL = "standing_forward_bend_good", "standing_forward_bend_roll"
SAG = bird_dog("LRL", sag_deg=25.0, faults=("flat_back_sag",))

BACK_CLIPS = [
    Clip("cat_cow_good", "cat_cow", cat_cows(4), ANA, TEAL, PRACTICE, FROM_LEFT, 41, tells_back=True),
    Clip(
        "cat_cow_partial",
        "cat_cow",
        cat_cows(2, small=2),
        DAVID,
        RED,
        LIVING,
        FROM_RIGHT,
        42,
        tells_back=True,
    ),
    Clip(
        "cat_cow_head_only",
        "cat_cow",
        cat_cows(2, head_only=2),
        ELIF,
        YELLOW,
        STUDY,
        FROM_LEFT,
        43,
        tells_back=True,
    ),
    Clip("bird_dog_sag", "bird_dog", SAG, BEN, PURPLE, PRACTICE, FROM_RIGHT, 44, tells_back=True),
    Clip(
        HINGE, "standing_forward_bend", forward_bends(2), CARLA, GREY, STUDY, FROM_RIGHT, 45, tells_back=True
    ),
    Clip(
        ROLL,
        "standing_forward_bend",
        forward_bends(2, roll=True),
        BEN,
        RED,
        LIVING,
        FROM_LEFT,
        46,
        tells_back=True,
    ),
]
