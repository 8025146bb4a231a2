"""Acts of the programme: seated."""

from samples.render.exercises import Act

ACTS: dict[str, dict[str, Act]] = {}
