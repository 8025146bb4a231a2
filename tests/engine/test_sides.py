"""The side of a movement is told where both limbs are known apart."""

from posecheck.engine.sides import side_of

SHARES = [0.0, 0.2, 0.4, 0.7, 1.0, 1.0, 1.0, 0.7, 0.4, 0.2, 0.0]


def worked(crossed: str, apart: str):
    """Return a movement of a second a frame, in which the limbs are taken for each other near the peak."""
    return [(float(t), share, crossed if share > 0.5 else apart) for t, share in enumerate(SHARES)]


def test_the_side_is_told_near_the_peak_as_a_rule():
    assert side_of(worked("right", "left"), "peak") == "right"


def test_limbs_that_cross_at_the_peak_are_told_on_the_way():
    assert side_of(worked("right", "left"), "way") == "left"


def test_a_side_that_is_told_as_long_as_the_other_is_none():
    assert side_of([(0.0, 1.0, "left"), (1.0, 1.0, "left"), (2.0, 1.0, "right")], "peak") is None
    assert side_of([], "way") is None
