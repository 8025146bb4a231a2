"""Writes down what was done without a camera: a swim, a walk outside, a set done by feel."""

from __future__ import annotations

from posecheck import __version__
from posecheck.errors import UsageError
from posecheck.exercises.library import Library
from posecheck.result import SessionResult

BY_HAND = "by hand"
KINDS = ("log", "timer", "cyclic")
"""What may be written down by hand; the others are counted or timed by the camera."""
MOST_MINUTES = 24 * 60
EFFORTS = range(11)
"""Effort as people give it, 0 none to 10 the most."""


def log(
    library: Library, exercise_id: str, minutes: float, effort: int | None = None, note: str = ""
) -> SessionResult:
    """Return the result of what somebody says they did.

    Args:
        library: The exercises.
        exercise_id: Which one.
        minutes: For how long.
        effort: 0..10, None where it was not said.
        note: Words of one's own.

    Raises:
        UsageError: There is no such exercise, it is one for the camera, or a number makes no sense.
    """
    exercise = library.get(exercise_id)
    if exercise.kind not in KINDS:
        raise UsageError(
            f"{exercise.name} is counted or timed by the camera, so it is not written down by hand",
            f"Try: posecheck live {exercise.id}",
        )
    if not 0 < minutes <= MOST_MINUTES:
        raise UsageError(f"{minutes:g} minutes make no session", "Give the minutes you moved, such as 20")
    if effort is not None and effort not in EFFORTS:
        raise UsageError(f"Effort goes from 0 to 10, not {effort}", "0 is none, 10 the most you can do")
    return SessionResult(
        posecheck=__version__,
        source={
            "path": BY_HAND, "duration_s": 0.0, "frames": 0, "width": 0, "height": 0, "rotation_deg": 0,
            "seen_s": 0.0,
        },
        model=None,
        exercise={
            "id": exercise.id,
            "name": exercise.name,
            "definition_sha256": library.sha256(exercise_id),
            "recognized": False,
            "confidence": None,
        },
        coverage=None,
        view={"seen": None, "facing": None, "suited": None, "off_side_deg": None},
        reps=(),
        rejected=(),
        holds=(),
        faults=(),
        symmetry=None,
        summary={"reps": 0, "holds": 0, "held_s": 0.0, "score": None, "tempo_s": None, "cues": []},
        warnings=(),
        not_measured=tuple({"what": item.what, "why": item.why} for item in exercise.not_measured),
        logged={"minutes": minutes, "effort": effort, "note": note},
    )  # fmt: skip
