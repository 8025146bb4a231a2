"""Says what a definition means: in words for people, as plain data for programs."""

from posecheck.catalogue.entries import entry, grouped, line
from posecheck.catalogue.sections import Section, describe

__all__ = ["Section", "describe", "entry", "grouped", "line"]
