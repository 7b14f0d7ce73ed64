"""What a table of the ledger is before it becomes a file: columns with their meaning, and rows.

The meaning of a column that a contributor types is taken from the record model, so that it is written down once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel

from generator.figures.headline import days_of
from generator.knowledge_base import KnowledgeBase
from generator.quantities import Quantity
from generator.records import Record
from generator.records.fields import Word
from generator.times import PartialDate, Period

Type = Literal["string", "integer", "number", "boolean", "date"]
Cell = str | int | Decimal | bool | date | None
Row = Mapping[str, Cell]


@dataclass(frozen=True)
class Column:
    """A column: its name, its type, what it means, the table whose key it holds, and the words it is limited to."""

    name: str
    type: Type
    meaning: str
    refers_to: str = ""
    vocabulary: str = ""
    is_required: bool = False


@dataclass(frozen=True)
class Table:
    """A table: each row is one thing, named by the column `id`."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def key(meaning: str) -> Column:
    """The column that names the row."""
    return Column("id", "string", meaning, is_required=True)


def typed(model: type[BaseModel], *names: str, of: Type = "string") -> tuple[Column, ...]:
    """The columns for fields of a record, in the words of the model."""
    return tuple(_typed(model, name, of) for name in names)


def _typed(model: type[BaseModel], name: str, of: Type) -> Column:
    field = model.model_fields[name]
    word = next((mark for mark in _marks(field.annotation, field.metadata) if isinstance(mark, Word)), None)
    closed = word.vocabulary if word and not word.free else ""
    return Column(name, of, field.description or "", "", closed, field.is_required())


def _marks(annotation: object, metadata: list[object]) -> list[object]:
    """What a field's type is marked with, itself or inside `| None`."""
    inner = (mark for part in getattr(annotation, "__args__", ()) for mark in getattr(part, "__metadata__", ()))
    return [*metadata, *inner]


def dated(model: type[BaseModel], name: str) -> tuple[Column, ...]:
    """A date or period as typed, and the first and last day it can mean."""
    (own,) = typed(model, name)
    return own, *days(name)


def days(name: str) -> tuple[Column, Column]:
    """The first and last day of a date or period."""
    return (
        Column(f"{name}_first", "date", f"The first day that {name} can mean."),
        Column(f"{name}_last", "date", f"The last day that {name} can mean."),
    )


def dated_cells(name: str, when: PartialDate | None) -> Row:
    """The cells of `dated` for a date."""
    if when is None:
        return {}
    return {name: when.text, f"{name}_first": when.first, f"{name}_last": when.last}


def period_cells(period: Period | None, record: Record, kb: KnowledgeBase) -> Row:
    """The cells of `dated` for a period; a fiscal one by the year of the company."""
    if period is None:
        return {}
    first, last = days_of(period, record, kb)
    return {"period": period.text, "period_first": first, "period_last": last}


def number(quantity: Quantity | None) -> Cell:
    """The amount in full units, whole where it is whole."""
    return None if quantity is None else amount(quantity.amount)


def amount(value: Decimal) -> int | Decimal:
    """The same number, written without an exponent."""
    return int(value) if value == value.to_integral_value() else value


def texts(model: BaseModel, *names: str) -> Row:
    """Cells that hold what was typed, as it was typed."""
    return {name: getattr(model, name) for name in names}


def joined(items: tuple[str, ...]) -> str | None:
    """Several names in one cell."""
    return "; ".join(items) or None
