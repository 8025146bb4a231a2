"""The depth of a trunk is that of its mask where it is thinnest, whatever hangs down or passes before it."""

from __future__ import annotations

import math

import numpy as np
import pytest

from posecheck.back import Silhouette, trunk_depth
from tests.back.test_outline import QUADRUPED, SEEN, TORSO, flat, landmarks, mask_of


@pytest.mark.parametrize("degrees", [0, 17, 90, 180, 250])
def test_depth_is_from_back_to_belly(degrees):
    depth = trunk_depth(Silhouette(mask_of(flat, degrees), landmarks(degrees=degrees), SEEN))
    assert depth == pytest.approx(100 / TORSO, abs=0.01)


def test_an_arm_that_hangs_down_does_not_count():
    with_arm = mask_of(lambda x, y: np.minimum(y + 40, np.where(np.abs(x) < 15, 110, 30) - y))
    assert trunk_depth(Silhouette(with_arm, landmarks(), SEEN)) == pytest.approx(70 / TORSO, abs=0.01)


def test_cloth_that_hangs_makes_it_deeper():
    bare, clothed = (mask_of(lambda x, y, low=low: np.minimum(y + 28, low - y)) for low in (28, 44))
    depth, deeper = (trunk_depth(Silhouette(mask, landmarks(), SEEN)) for mask in (bare, clothed))
    assert deeper - depth == pytest.approx(16 / TORSO, abs=0.01)


def test_thighs_before_the_belly_are_not_measured():
    folded = QUADRUPED | {"knee": (20, 60)}
    assert math.isnan(trunk_depth(Silhouette(mask_of(flat), landmarks(folded), SEEN)))


def test_who_is_not_seen_from_the_side_has_none():
    assert math.isnan(trunk_depth(Silhouette(mask_of(flat), landmarks(width=0.5 * TORSO), SEEN)))
