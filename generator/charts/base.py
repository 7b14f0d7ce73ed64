"""What a chart is before it is drawn: its words, its rows, and the kind of picture they go into."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Layout = Literal["wide", "narrow"]
LAYOUTS: tuple[Layout, ...] = ("wide", "narrow")
Cell = str | int | float | None
Spec = dict[str, Any]


@dataclass(frozen=True)
class Column:
    """A column of a chart's rows: its key in the rows, and its heading (with the unit) for readers."""

    key: str
    heading: str
    is_number: bool = False


@dataclass(frozen=True)
class ChartKind:
    """A kind of picture: its name, and the specification for a layout, without data, built once and kept."""

    name: str
    spec: Callable[[Layout], Spec]


@dataclass(frozen=True)
class Chart:
    """A chart of a page: what it shows in words, its rows, and its kind.

    `rows` are what a reader may take away; `marks` what the picture draws (named data sets of plain values), which may
    be the same.  `parameters` replaces values of the specification that depend on the data, such as a height, by path.
    """

    name: str
    kind: ChartKind
    title: str
    subtitle: str
    alternative: str
    source: str
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Cell], ...]
    marks: Mapping[str, tuple[Mapping[str, Cell], ...]]
    parameters: Mapping[tuple[str | int, ...], Cell] | None = None
