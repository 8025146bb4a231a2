"""Acts of the programme: lying face down."""

from samples.render.exercises import Act

ACTS: dict[str, dict[str, Act]] = {}
