"""Acts of the programme: twists lying on the floor."""

from samples.render.exercises import Act

ACTS: dict[str, dict[str, Act]] = {}
