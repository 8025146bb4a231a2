"""Renders the sample clips: a synthetic clothed person before a virtual camera, and the truth."""
