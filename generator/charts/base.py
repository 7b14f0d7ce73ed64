"""What a chart is before it is drawn: its words, its rows, and the kind of picture they go into."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from generator.records.source import Source

Layout = Literal["wide", "narrow"]
LAYOUTS: tuple[Layout, ...] = ("wide", "narrow")
Cell = str | int | float | None
Row = Mapping[str, Cell]
Spec = dict[str, Any]


@dataclass(frozen=True)
class Column:
    """A column of a chart's rows: its key in the rows, and its heading (with the unit) for readers."""

    key: str
    heading: str
    is_number: bool = False


@dataclass(frozen=True)
class ChartKind:
    """A kind of picture: its name, how to read it, and the specification for a layout, without data, built once.

    `method` says in a sentence or two what is counted, what is left out, and what the picture does not say.
    """

    name: str
    spec: Callable[[Layout], Spec]
    method: str


@dataclass(frozen=True)
class Chart:
    """A chart of a page: what it shows in words, its rows, and its kind.

    `rows` are what a reader may take away as a table; `marks` is what the picture draws, as named data sets of the
    specification.  `parameters` gives the specification's own parameters their values, such as the ends of an axis.
    Text of records stands in cells only, never in a key: a specification is the same whatever records say.
    `sources` are those that the figures come from, where all of them stand in one record.
    """

    name: str
    kind: ChartKind
    title: str
    subtitle: str
    alternative: str
    source: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    marks: Mapping[str, tuple[Row, ...]]
    parameters: Mapping[str, Cell] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
