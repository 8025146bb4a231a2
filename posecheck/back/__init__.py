"""The back itself: from a person's outline to how much the back is rounded or hollow.

Between shoulder and hip no landmark lies; the outline of a person seen from the side shows the back's shape.
`back_outline` finds its edge in a person's `Silhouette`, `curve_of` measures the edge; `trunk_depth` tells a
shirt that hangs. None of them knows the pose library.
"""

from posecheck.back.curve import BackCurve, Edge, curve_of
from posecheck.back.depth import trunk_depth
from posecheck.back.outline import back_outline
from posecheck.back.silhouette import Silhouette

__all__ = ["BackCurve", "Edge", "Silhouette", "back_outline", "curve_of", "trunk_depth"]
