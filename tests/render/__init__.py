"""Tests of what renders clips."""
