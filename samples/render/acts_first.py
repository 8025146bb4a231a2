"""Acts of the programme: the exercises that the sample clips show too."""

from samples.render.exercises import Act, bird_dog, bridges, forearm_base, hands_base, planks
from samples.render.exercises_back import cat_cows

OK = 0.012


def _bird_dogs() -> dict[str, Act]:
    return {
        "good": bird_dog("LRL"),
        "leg_high": bird_dog("RL", leg_deg=24.0, faults=("leg_high",)),
        "knee_bent": bird_dog("LR", leg_deg=-2.0, knee_deg=132.0, faults=("knee_bent",)),
        "arm_low": bird_dog("RL", arm_deg=-36.0, faults=("arm_low",)),
        "flat_back_sag": bird_dog("LR", sag_deg=25.0, faults=("flat_back_sag",)),
        "partial": bird_dog("L", shallow="RL"),
    }


def _bridges() -> dict[str, Act]:
    return {
        "good": bridges(3, hold_s=1.8),
        "low_hips": bridges(2, hip_off=-0.19, faults=("low_hips",)),
        "over_lift": bridges(2, hip_off=0.13, arch=20.0, faults=("over_lift",)),
        "feet_far": bridges(2, knee_top_deg=132.0, faults=("feet_far", "shin")),
        "partial": bridges(1, shallow=2, hold_s=1.8),
    }


ACTS: dict[str, dict[str, Act]] = {
    "bird_dog": _bird_dogs(),
    "bridge": _bridges(),
    "cat_cow": {
        "good": cat_cows(2),
        "head_only": cat_cows(1, head_only=2),
        "partial": cat_cows(1, small=2),
    },
    "plank_forearm": {
        "good": planks(forearm_base, [[(OK, 8.0, ())]]),
        "hip_sag": planks(forearm_base, [[(OK, 3.0, ()), (-0.18, 5.0, ("hip_sag",))]]),
        "hip_pike": planks(forearm_base, [[(OK, 3.0, ()), (0.23, 5.0, ("hip_pike",))]]),
    },
    "plank_knees": {
        "good": planks(forearm_base, [[(OK, 8.0, ())]], knees=True),
        "hip_sag": planks(forearm_base, [[(OK, 3.0, ()), (-0.19, 5.0, ("hip_sag",))]], knees=True),
    },
    "plank_high": {
        "good": planks(hands_base, [[(OK, 8.0, ())]], first="L"),
        "hip_sag": planks(hands_base, [[(OK, 3.0, ()), (-0.18, 5.0, ("hip_sag",))]]),
    },
}
