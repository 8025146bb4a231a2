"""The cast of the sample clips: five bodies, five outfits, three rooms, and where the camera stands."""

from samples.render.body import Shape
from samples.render.clip import Bystander
from samples.render.furniture import Room
from samples.render.look import Outfit
from samples.render.scene import View

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
