"""Acts of the programme: cardio."""

from samples.render.exercises import Act

ACTS: dict[str, dict[str, Act]] = {}
