"""A part of a record: strict, frozen, without unknown fields."""

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A group of fields inside a record."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
