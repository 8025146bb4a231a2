"""Acts of the programme: kneeling."""

from samples.render.exercises import Act

ACTS: dict[str, dict[str, Act]] = {}
