"""A contact sheet of one clip: every key pose once, so that somebody can look before a clip is believed."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from samples.render.programme_catalogue import Entry
from samples.render.programme_clip import Take

COLUMNS, MOST = 3, 9


@dataclass
class _Moment:
    t_s: float
    word: str


def _moments(take: Take) -> list[_Moment]:
    """The middle of every stay, different ones first."""
    stops, windows = take.motion.stops, take.motion.windows
    marked = [k for k, stop in enumerate(stops) if stop.mark]
    shown = [0, *marked] if len(marked) < MOST else [0, *marked[: MOST - 1]]
    if len(shown) < MOST:
        shown = sorted({*shown, *[k for k in range(len(stops)) if k not in marked][: MOST - len(shown)]})
    middles = [(windows[k].reach_s + windows[k].end_s) / 2 - 1e-3 for k in shown]
    marks = [stops[k].mark for k in shown]
    return [_Moment(t_s, mark.kind if mark else "-") for t_s, mark in zip(middles, marks, strict=True)]


def draw(entry: Entry, folder: Path) -> Path:
    """`NAME.png` in `folder`: up to nine key poses with their times."""
    import cv2

    take = Take(entry)
    moments = _moments(take)
    take.times_s = np.array([max(moment.t_s, 0.0) for moment in moments])
    pictures: list[NDArray[np.uint8]] = []
    for moment, frame in zip(moments, take.frames(), strict=True):
        label = f"{moment.t_s:.1f} s {moment.word}"
        picture = np.ascontiguousarray(frame[:, :, ::-1])
        cv2.putText(picture, label, (8, 20), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (0, 0, 0), 2)
        pictures.append(picture)
    while len(pictures) % COLUMNS:
        pictures.append(np.zeros_like(pictures[0]))
    rows = [np.hstack(pictures[k : k + COLUMNS]) for k in range(0, len(pictures), COLUMNS)]
    path = folder / f"{entry.name}.png"
    cv2.imwrite(str(path), np.vstack(rows))
    return path
