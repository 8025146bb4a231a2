"""The clips: who, where, what."""

from samples.render.body import Shape
from samples.render.clip import Bystander, Clip
from samples.render.exercises import bird_dog, bridges, forearm_base, hands_base, planks
from samples.render.furniture import Room
from samples.render.look import Outfit
from samples.render.scene import View
from samples.render.visits import bridges_with_a_break, walk_in_bird_dog

ANA = Shape(gender=1.0, age=0.70, muscle=0.5, weight=0.40, height=0.50)
BEN = Shape(gender=0.0, age=0.70, muscle=0.6, weight=0.50, height=0.55)
CARLA = Shape(gender=1.0, age=0.88, muscle=0.45, weight=0.62, height=0.40)
DAVID = Shape(gender=0.0, age=0.90, muscle=0.5, weight=0.60, height=0.50)
ELIF = Shape(gender=1.0, age=0.75, muscle=0.6, weight=0.45, height=0.65)

RED = Outfit()
TEAL = Outfit(
    skin=(0.87, 0.69, 0.58),
    hair=(0.35, 0.24, 0.15),
    shirt=(0.15, 0.50, 0.50),
    trousers=(0.25, 0.25, 0.27),
    stripes=True,
)
YELLOW = Outfit(
    skin=(0.48, 0.33, 0.25),
    hair=(0.07, 0.06, 0.05),
    shirt=(0.82, 0.66, 0.20),
    trousers=(0.15, 0.22, 0.20),
    shoes=(0.75, 0.30, 0.25),
)
GREY = Outfit(
    skin=(0.84, 0.66, 0.56),
    hair=(0.62, 0.60, 0.58),
    shirt=(0.62, 0.64, 0.68),
    trousers=(0.20, 0.18, 0.26),
    shoes=(0.20, 0.22, 0.55),
    trousers_to=0.55,
)
PURPLE = Outfit(
    skin=(0.70, 0.52, 0.40),
    hair=(0.10, 0.07, 0.06),
    shirt=(0.45, 0.25, 0.52),
    trousers=(0.36, 0.38, 0.42),
    shoes=(0.88, 0.85, 0.30),
    hair_m=0.024,
)

LIVING = Room()
STUDY = Room(
    wall=(0.70, 0.76, 0.78),
    floor="carpet",
    floor_color=(0.52, 0.50, 0.46),
    mat=(0.50, 0.25, 0.32),
    furniture="shelf",
)
PRACTICE = Room(
    wall=(0.88, 0.87, 0.84),
    floor="tiles",
    floor_color=(0.66, 0.66, 0.64),
    mat=(0.20, 0.45, 0.35),
    furniture="window",
)
FROM_LEFT, FROM_RIGHT = View(side=1), View(side=-1)

FROM_HEAD_45, FROM_FEET_30 = View(side=1, yaw_deg=45.0), View(side=-1, yaw_deg=30.0)
FAR_BACK = View(side=1, width_m=3.4, aim=(0.0, 0.0, 0.62))
FRIEND = Bystander(DAVID, TEAL)
# A sag is told from -0.14 and stops the clock of a hold at -0.20.
OK, SAG, PIKE = 0.012, -0.17, 0.195
KNEE_SAG = -0.19

CLIPS = [
    Clip("bird_dog_good", "bird_dog", bird_dog("LRLR"), ANA, RED, LIVING, FROM_LEFT, 11),
    Clip("bridge_good", "bridge", bridges(3), BEN, TEAL, STUDY, FROM_LEFT, 21),
    Clip(
        "plank_forearm_good",
        "plank_forearm",
        planks(forearm_base, [[(OK, 20.0, ())]]),
        ELIF,
        PURPLE,
        PRACTICE,
        FROM_RIGHT,
        31,
    ),
    Clip(
        "bird_dog_leg_high",
        "bird_dog",
        bird_dog("LRL", leg_deg=24.0, faults=("leg_high",)),
        BEN,
        YELLOW,
        STUDY,
        FROM_RIGHT,
        12,
    ),
    Clip(
        "bird_dog_knee_bent",
        "bird_dog",
        bird_dog("RLR", leg_deg=-2.0, knee_deg=134.0, faults=("knee_bent",)),
        CARLA,
        GREY,
        PRACTICE,
        FROM_LEFT,
        13,
    ),
    Clip(
        "bird_dog_arm_low",
        "bird_dog",
        bird_dog("LRL", arm_deg=-34.0, faults=("arm_low",)),
        DAVID,
        TEAL,
        LIVING,
        FROM_RIGHT,
        14,
    ),
    Clip("bird_dog_partial", "bird_dog", bird_dog("LR", shallow="LR"), ELIF, PURPLE, STUDY, FROM_LEFT, 15),
    Clip("bird_dog_walk_in", "bird_dog", walk_in_bird_dog("LR"), BEN, RED, PRACTICE, FROM_LEFT, 16),
    Clip(
        "bird_dog_two_people",
        "bird_dog",
        bird_dog("RLR"),
        ANA,
        YELLOW,
        PRACTICE,
        FAR_BACK,
        17,
        bystander=FRIEND,
    ),
    Clip(
        "bird_dog_portrait", "bird_dog", bird_dog("LRL"), CARLA, PURPLE, LIVING, FROM_RIGHT, 18, portrait=True
    ),
    Clip(
        "bird_dog_vfr", "bird_dog", bird_dog("LRLR"), DAVID, GREY, STUDY, FROM_LEFT, 19, jittered_times=True
    ),
    Clip("bird_dog_oblique", "bird_dog", bird_dog("LR"), ELIF, TEAL, LIVING, FROM_HEAD_45, 20),
    Clip(
        "bridge_low_hips",
        "bridge",
        bridges(3, hip_off=-0.165, faults=("low_hips",)),
        ANA,
        PURPLE,
        PRACTICE,
        FROM_RIGHT,
        22,
    ),
    Clip(
        "bridge_over_lift",
        "bridge",
        bridges(3, hip_off=0.13, arch=20.0, faults=("over_lift",)),
        ELIF,
        YELLOW,
        LIVING,
        FROM_LEFT,
        23,
    ),
    Clip(
        "bridge_feet_far",
        "bridge",
        bridges(3, knee_top_deg=132.0, faults=("feet_far", "shin")),
        DAVID,
        GREY,
        STUDY,
        FROM_RIGHT,
        24,
    ),
    Clip("bridge_partial", "bridge", bridges(2, shallow=2), CARLA, RED, PRACTICE, FROM_LEFT, 25),
    Clip("bridge_leave_return", "bridge", bridges_with_a_break(-0.045), BEN, PURPLE, LIVING, FROM_LEFT, 26),
    Clip("bridge_oblique30", "bridge", bridges(3), ANA, TEAL, STUDY, FROM_FEET_30, 27),
    Clip(
        "plank_forearm_sag",
        "plank_forearm",
        planks(forearm_base, [[(OK, 5.0, ()), (SAG, 6.0, ("hip_sag",)), (OK, 3.0, ())]]),
        BEN,
        GREY,
        LIVING,
        FROM_LEFT,
        32,
    ),
    Clip(
        "plank_forearm_pike",
        "plank_forearm",
        planks(forearm_base, [[(OK, 4.0, ()), (PIKE, 7.0, ("hip_pike",))]], first="L"),
        ANA,
        RED,
        STUDY,
        FROM_RIGHT,
        33,
    ),
    Clip(
        "plank_forearm_break",
        "plank_forearm",
        planks(forearm_base, [[(OK, 8.0, ())], [(OK, 6.0, ())]]),
        DAVID,
        YELLOW,
        PRACTICE,
        FROM_LEFT,
        34,
    ),
    Clip(
        "plank_high_good",
        "plank_high",
        planks(hands_base, [[(OK, 12.0, ())]], first="L"),
        CARLA,
        TEAL,
        LIVING,
        FROM_RIGHT,
        35,
    ),
    Clip(
        "plank_high_sag",
        "plank_high",
        planks(hands_base, [[(OK, 4.0, ()), (SAG, 7.0, ("hip_sag",))]]),
        ELIF,
        RED,
        STUDY,
        FROM_LEFT,
        36,
    ),
    Clip(
        "plank_knees_good",
        "plank_knees",
        planks(forearm_base, [[(OK, 12.0, ())]], knees=True),
        ANA,
        GREY,
        LIVING,
        FROM_LEFT,
        37,
    ),
    Clip(
        "plank_knees_sag",
        "plank_knees",
        planks(forearm_base, [[(OK, 4.0, ()), (KNEE_SAG, 7.0, ("hip_sag",))]], knees=True),
        BEN,
        YELLOW,
        PRACTICE,
        FROM_RIGHT,
        38,
    ),
]
