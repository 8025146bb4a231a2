"""Acts of the programme: lying on the back."""

from samples.render.exercises import Act

ACTS: dict[str, dict[str, Act]] = {}
