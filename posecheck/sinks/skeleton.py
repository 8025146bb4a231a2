"""Draws the body: a thin calm skeleton, and the limb at fault in another colour and another shape."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

import numpy as np
from numpy.typing import NDArray

from posecheck.pose import EDGES, LANDMARK_INDEX
from posecheck.sinks.canvas import CALM, INK, ORANGE, Image
from posecheck.step import ActiveFault

Edge = tuple[str, str]
Chain = list[int]
Points = NDArray[np.float32]

SEEN = 0.5
"""Visibility below which a landmark is a guess and is not drawn."""

_SHIFT = 4
_FINE = 1 << _SHIFT
"""OpenCV draws in whole pixels unless told sixteenths; whole pixels make slow limbs tremble."""


class SkeletonPen:
    """Draws poses at one size of picture.

    Args:
        unit_px: Length that line widths are measured in.
        edges: Pairs of landmark names to draw strongly; empty draws the whole skeleton evenly.
        left_out: Pairs that are drawn only when at fault.
    """

    def __init__(self, unit_px: float, edges: Sequence[Edge] = (), left_out: Sequence[Edge] = ()) -> None:
        """Fix the line widths."""
        self.thin_px = max(1, round(unit_px * 0.0036))
        self.strong_px = max(2, round(unit_px * 0.006)) if edges else self.thin_px
        self.fault_px = max(4, round(unit_px * 0.013))
        strong = _without(edges, left_out)
        self._weak, self._strong = chains(_without(EDGES, [*edges, *left_out])), chains(strong)

    def draw(self, image: Image, points: Points, seen: NDArray[np.bool_], fault: ActiveFault | None) -> None:
        """Draw the skeleton, then the fault.

        Args:
            image: (H, W, 3), drawn on.
            points: (33, 2) landmarks [px].
            seen: (33,) which of them may be drawn.
            fault: What to mark, if anything.
        """
        fine, known = _fine(np.where(seen[:, None], points, 0)), seen.tolist()
        self._lines(image, [fine[run] for run in _runs(self._weak, known)], self.thin_px)
        self._lines(image, [fine[run] for run in _runs(self._strong, known)], self.strong_px)
        if fault:
            joints = [name for name in fault.landmarks if name in LANDMARK_INDEX]
            marked = _indices(fault_edges(joints))
            for start, end in points[marked[seen[marked].all(axis=1)]]:
                self._dashes(image, start, end)
            self._rings(image, [fine[i] for i in map(LANDMARK_INDEX.__getitem__, joints) if seen[i]])

    def _lines(self, image: Image, lines: list[NDArray[np.int32]], px: int) -> None:
        import cv2

        for colour, width in ((INK, px + max(1, round(0.6 * px))), (CALM, px)):
            cv2.polylines(image, lines, False, colour, width, cv2.LINE_AA, _SHIFT)

    def _dashes(self, image: Image, start: Points, end: Points) -> None:
        import cv2

        px = self.fault_px
        length = float(np.hypot(*(end - start)))
        count = max(1, round(length / (5 * px)))
        steps = (np.arange(count)[:, None] + [0.2, 0.8]) / count
        dashes = _fine(start + steps[:, :, None] * (end - start))
        cv2.polylines(image, [_fine(np.stack([start, end]))], False, INK, px + px // 2, cv2.LINE_AA, _SHIFT)
        cv2.polylines(image, list(dashes), False, ORANGE, px, cv2.LINE_AA, _SHIFT)

    def _rings(self, image: Image, centres: list[NDArray[np.int32]]) -> None:
        import cv2

        px = self.fault_px
        radius = round(1.5 * px * _FINE)
        for x, y in (centre.tolist() for centre in centres):
            cv2.circle(image, (x, y), radius + px * _FINE // 2, INK, cv2.FILLED, cv2.LINE_AA, _SHIFT)
            cv2.circle(image, (x, y), radius, ORANGE, max(2, round(0.6 * px)), cv2.LINE_AA, _SHIFT)


def fault_edges(landmarks: Sequence[str]) -> list[Edge]:
    """Return the lines that join the landmarks at fault: limbs where there are some, else in their order."""
    edges = [edge for edge in EDGES if edge[0] in landmarks and edge[1] in landmarks]
    joined = {name for edge in edges for name in edge}
    pairs = pairwise(landmarks)
    return edges + [pair for pair in pairs if not joined.issuperset(pair)]


def chains(edges: Sequence[Edge]) -> list[Chain]:
    """Return the edges as a few chains of landmarks: a joint inside of one needs only one round end."""
    left, found = [(LANDMARK_INDEX[a], LANDMARK_INDEX[b]) for a, b in edges], []
    while left:
        chain = deque(left.pop())
        while (edge := next((e for e in left if {chain[0], chain[-1]} & {*e}), None)) is not None:
            left.remove(edge)
            _extend(chain, edge)
        found.append(list(chain))
    return found


def _extend(chain: deque[int], edge: tuple[int, int]) -> None:
    """Add an edge that touches one end of a chain."""
    first, second = edge
    if chain[-1] in edge:
        chain.append(second if chain[-1] == first else first)
    else:
        chain.appendleft(second if chain[0] == first else first)


def _runs(all_chains: Sequence[Chain], known: Sequence[bool]) -> Iterator[Chain]:
    """Yield the stretches of chains along which all landmarks are known."""
    for chain in all_chains:
        for are_known, landmarks in groupby(chain, key=known.__getitem__):
            run = list(landmarks)
            if are_known and len(run) > 1:
                yield run


def _without(edges: Sequence[Edge], others: Sequence[Edge]) -> list[Edge]:
    return [edge for edge in edges if edge not in others and edge[::-1] not in others]


def _indices(edges: Sequence[Edge]) -> NDArray[np.intp]:
    return np.array([[LANDMARK_INDEX[a], LANDMARK_INDEX[b]] for a, b in edges], np.intp).reshape(-1, 2)


def _fine(points: NDArray[np.floating]) -> NDArray[np.int32]:
    fine: NDArray[np.int32] = np.rint(points * _FINE).astype(np.int32)
    return fine
