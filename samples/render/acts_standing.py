"""Acts of the programme: standing."""

from samples.render.exercises import Act

ACTS: dict[str, dict[str, Act]] = {}
