"""Rooms: their colours, their floors and what stands in them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Box = tuple[tuple[float, ...], tuple[float, float, float]]


@dataclass(frozen=True)
class Room:
    """Looks of a room; colours 0..1. `floor`: wood, carpet, tiles. `light`: towards the key light."""

    wall: tuple[float, float, float] = (0.80, 0.78, 0.72)
    floor: str = "wood"
    floor_color: tuple[float, float, float] = (0.62, 0.45, 0.30)
    mat: tuple[float, float, float] = (0.30, 0.42, 0.48)
    furniture: str = "sofa"
    light: tuple[float, float, float] = (0.5, -0.4, 0.8)
    brightness: float = 1.0


def floor_texture(room: Room, seed: int) -> Image:
    """Planks, tiles or carpet as an image (512, 512, 3) uint8."""
    rng = np.random.default_rng(seed)
    rows, columns = 512, 512
    base = np.ones((rows, columns))
    if room.floor == "wood":
        planks = rng.normal(1.0, 0.07, (16, 4)).repeat(rows // 16, axis=0).repeat(columns // 4, axis=1)
        grain = rng.normal(0, 0.05, (rows, 32)).repeat(columns // 32, axis=1)
        base = planks + grain
        base[:: rows // 16] *= 0.7
    elif room.floor == "tiles":
        base = rng.normal(1.0, 0.03, (8, 8)).repeat(rows // 8, axis=0).repeat(columns // 8, axis=1)
        base[:: rows // 8] *= 0.75
        base[:, :: columns // 8] *= 0.75
    base = base + rng.normal(0, 0.04, (rows, columns))
    result: Image = np.clip(255 * base[:, :, None] * np.array(room.floor_color), 0, 255).astype(np.uint8)
    return result


def furniture_boxes(room: Room, back: float) -> list[Box]:
    """Furniture as (x0, x1, y0, y1, z0, z1) m seen from +x, and colour; `back` is the wall's distance."""
    x = -back
    if room.furniture == "sofa":
        fabric = (0.35, 0.40, 0.38)
        return [
            ((x + 0.1, x + 0.9, 0.6, 2.4, 0.0, 0.42), fabric),
            ((x + 0.05, x + 0.3, 0.6, 2.4, 0.4, 0.85), fabric),
            ((x + 0.1, x + 0.9, 0.4, 0.6, 0.0, 0.6), fabric),
            ((x + 0.02, x + 0.04, -1.7, -0.6, 0.9, 1.6), (0.55, 0.35, 0.25)),
            ((x + 0.04, x + 0.05, -1.62, -0.68, 0.97, 1.53), (0.75, 0.80, 0.78)),
        ]
    if room.furniture == "shelf":
        shelf = [
            ((x, x + 0.35, -2.2, -0.7, z, z + 0.03), (0.45, 0.32, 0.22)) for z in (0.05, 0.45, 0.85, 1.25)
        ]
        books = [
            ((x + 0.05, x + 0.28, -2.1 + 0.11 * k, -2.02 + 0.11 * k, z, z + 0.25 + 0.03 * (k % 3)), color)
            for z in (0.08, 0.48, 0.88)
            for k, color in enumerate(
                [(0.6, 0.2, 0.2), (0.2, 0.35, 0.55), (0.75, 0.65, 0.3), (0.25, 0.45, 0.3)] * 3
            )
        ]
        return [*shelf, *books, ((x + 0.2, x + 0.6, 1.3, 1.7, 0.0, 0.35), (0.85, 0.82, 0.78))]
    if room.furniture == "chair":
        return _chair()
    return [
        ((x + 0.02, x + 0.05, 0.4, 1.9, 0.75, 2.1), (0.80, 0.90, 0.98)),
        ((x + 0.05, x + 0.07, 1.12, 1.18, 0.75, 2.1), (0.95, 0.95, 0.93)),
        ((x + 0.2, x + 0.7, -1.9, -1.3, 0.0, 0.5), (0.50, 0.38, 0.28)),
        ((x + 0.35, x + 0.55, -1.7, -1.5, 0.5, 0.95), (0.25, 0.45, 0.25)),
    ]


def _chair() -> list[Box]:
    """A chair so close behind the person that its back rises out of the person's."""
    wood = (0.42, 0.30, 0.20)
    legs: list[Box] = [((-0.78, -0.74, y, y + 0.04, 0.0, 0.44), wood) for y in (-0.32, 0.06)]
    return [
        *legs,
        ((-0.80, -0.36, -0.33, 0.11, 0.44, 0.48), wood),
        ((-0.80, -0.76, -0.33, 0.11, 0.48, 0.92), wood),
        ((-0.40, -0.36, -0.33, -0.29, 0.0, 0.78), wood),
    ]
