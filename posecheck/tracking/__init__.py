"""Turns a video file into poses with all cores; the same poses in the same order as one after the other."""

from posecheck.tracking.parts import LANDMARKS_ALONE, REAL
from posecheck.tracking.tracker import Tracking

__all__ = ["LANDMARKS_ALONE", "REAL", "Tracking"]
