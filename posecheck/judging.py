"""Who judges: one exercise by its name, "auto" for whichever is done, "any" for any movement that repeats."""

from __future__ import annotations

from posecheck.exercises.library import Library
from posecheck.session import Judge

AUTO = "auto"
"""Name for whichever exercise of the programme is done."""
ANY = "any"
"""Name for any movement that repeats: it is counted, nothing else."""


def judge_for(exercise: str, library: Library) -> Judge:
    """Return who judges an exercise.

    Args:
        exercise: Id of an exercise, "auto" or "any".
        library: The definitions.

    Raises:
        UsageError: There is no exercise of that id, or no camera can see it.
        DefinitionError: A definition has problems.
    """
    if exercise == ANY:
        from posecheck.engine.any_judge import AnyJudge

        return AnyJudge()
    if exercise == AUTO:
        from posecheck.engine.auto import AutoJudge

        known = {known.id: known for known in library.all()}
        return AutoJudge(known, {id_: library.sha256(id_) for id_ in known})
    from posecheck.engine.assessor import Assessor

    return Assessor(library.judged(exercise), library.sha256(exercise))
