"""Acts of the programme: several exercises in a row."""

from samples.render.exercises import Act

ACTS: dict[str, dict[str, Act]] = {}
