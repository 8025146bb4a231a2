"""Makes the pictures of the exercise pages from rendered clips: where a movement starts, and where it goes.

Render the clips with `python -m samples.render.programme --only EXERCISE_good`, then run
`python scripts/exercise_pictures.py programme/tune` and `python scripts/exercise_pages.py`. Takes
ID_good.mp4 and ID_good.json of every exercise that the folder has, writes docs/images/exercises/ID.jpg.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posecheck.estimators.network import StillNetwork
from posecheck.exercises.library import Library
from posecheck.models import find_model
from posecheck.sources.video import VideoSource

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images" / "exercises"
PANEL_PX, GAP_PX = 396, 8
ASPECT = 4 / 3
MARGIN = 0.15
"""Room around the person's landmarks, which end at the joints and the face [longer side of their box]."""
QUALITY = 88

Picture = NDArray[np.uint8]
"""(h, w, 3) uint8, BGR."""
Truth = Mapping[str, Any]
Box = tuple[int, int, int, int]
"""Left, top, right, bottom [px]."""


def moments(truth: Truth) -> tuple[float, float]:
    """Return the times of the left and the right panel [s].

    At rest before the first repetition, and its peak. Where a repetition goes to both sides, these two ends;
    for a hold its middle; for beats that follow one another, what is least like the rest.
    """
    first = (truth["reps"] or truth["holds"])[0]
    rest_s = sum(truth["quiet"][0]) / 2
    if "turn_s" in first:
        return first["peak_s"], first["turn_s"]
    if "peak_s" not in first:
        return rest_s, (first["start_s"] + first["end_s"]) / 2
    if "hold_s" not in first:
        return rest_s, _furthest(truth["angles"], rest_s, _of_beats(truth["reps"]))
    return rest_s, first["peak_s"]


def _of_beats(beats: Sequence[Truth]) -> list[float]:
    """Return the far ends of two beats in full swing [s]; where sides do not tell them, half way too."""
    middle = len(beats) // 2
    ends = ("peak_s",) if beats[0]["side"] else ("peak_s", "end_s")
    return [beat[end] for beat in beats[middle : middle + 2] for end in ends]


def _furthest(angles: Mapping[str, Sequence[float]], rest_s: float, times_s: Sequence[float]) -> float:
    """Return the one of these times at which the joints are bent least like at rest [s]."""
    frames = np.searchsorted(angles["t_s"], [rest_s, *times_s])
    bends = np.array([bend for name, bend in angles.items() if name != "t_s"])
    bends_deg = bends[:, np.minimum(frames, bends.shape[1] - 1)]
    away_deg = np.abs(bends_deg[:, 1:] - bends_deg[:, :1]).sum(axis=0)
    return times_s[int(away_deg.argmax())]


def around(points: NDArray[np.float64], width: int, height: int) -> Box:
    """Return a box around the points, about 4:3, that stays in a picture of this size.

    Args:
        points: (N, 2) [px].
        width: Of the picture [px].
        height: Of the picture [px].
    """
    low, high = points.min(axis=0), points.max(axis=0)
    room = 2 * MARGIN * (high - low).max()
    wanted_w, wanted_h = high - low + room
    box_w = min(width, max(wanted_w, wanted_h * ASPECT))
    box_h = min(height, max(wanted_h, box_w / ASPECT))
    left = np.clip((low[0] + high[0] - box_w) / 2, 0, width - box_w)
    top = np.clip((low[1] + high[1] - box_h) / 2, 0, height - box_h)
    return round(left), round(top), round(left + box_w), round(top + box_h)


def _at(clip: Path, t_s: float) -> Picture:
    with closing(VideoSource(clip, start_s=t_s)) as source:
        return next(iter(source)).image


def _landmarks(network: StillNetwork, picture: Picture) -> NDArray[np.float64]:
    """Return where the person is (33, 2) [px]; (0, 2) if the network sees nobody."""
    found = network.find(np.ascontiguousarray(picture[:, :, ::-1]))
    size = np.array(picture.shape[1::-1], dtype=float)
    return found[0].fractions * size if found else np.empty((0, 2))


def side_by_side(left: Picture, right: Picture, box: Box) -> Picture:
    """Return both pictures, cut to the same box, with a white gap between them."""
    import cv2

    x0, y0, x1, y1 = box
    size = (PANEL_PX, round(PANEL_PX * (y1 - y0) / (x1 - x0)))
    panels = [
        cv2.resize(picture[y0:y1, x0:x1], size, interpolation=cv2.INTER_AREA) for picture in (left, right)
    ]
    gap = np.full((size[1], GAP_PX, 3), 255, np.uint8)
    return np.hstack([panels[0], gap, panels[1]])


def draw(clip: Path, network: StillNetwork) -> Picture:
    """Return the two panels of a clip that has its truth beside it."""
    truth = json.loads(clip.with_suffix(".json").read_text(encoding="utf-8"))
    left, right = (_at(clip, t_s) for t_s in moments(truth))
    height, width = left.shape[:2]
    points = np.vstack([_landmarks(network, picture) for picture in (left, right)])
    box = around(points, width, height) if len(points) else (0, 0, width, height)
    return side_by_side(left, right, box)


def main(folder: Path) -> None:
    """Write the picture of every exercise whose good clip is in the folder, and name the ones without."""
    import cv2

    IMAGES.mkdir(parents=True, exist_ok=True)
    network = StillNetwork(find_model("full").path)
    for exercise_id in Library().ids:
        clip = folder / f"{exercise_id}_good.mp4"
        if clip.exists() and clip.with_suffix(".json").exists():
            picture = draw(clip, network)
            cv2.imwrite(str(IMAGES / f"{exercise_id}.jpg"), picture, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
        else:
            print(f"no clip: {exercise_id}")
    network.close()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Usage: python scripts/exercise_pictures.py FOLDER")
    main(Path(sys.argv[1]))
