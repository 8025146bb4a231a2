"""What all tables of an exercise definition share: strict keys, names, units, conditions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from posecheck.exercises.conditions import Condition, parse_condition

Unit = Literal["deg", "ratio"]
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Conditions = list[
    Annotated[Condition, BeforeValidator(lambda v: parse_condition(v) if isinstance(v, str) else v)]
]


class Part(BaseModel):
    """A table of a definition; unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)
