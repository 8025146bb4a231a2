"""Acts of the programme: idle."""

from samples.render.exercises import Act

ACTS: dict[str, dict[str, Act]] = {}
