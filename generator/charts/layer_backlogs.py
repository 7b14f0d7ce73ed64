"""Order backlogs along the stack: a strip for each layer in its order, a dot for each supplier, on a log axis.

Dots of one strip can be compared; a sum over strips would count one order several times, so none is drawn.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from math import log10
from typing import Any

import altair as alt

from generator.charts import theme, words
from generator.charts.base import LAYOUTS, Chart, ChartKind, Column, Layout, Row, Spec
from generator.figures.layers import Layer, Seller
from generator.knowledge_base import KnowledgeBase
from generator.quantities import rounded

_STEP: Mapping[Layout, int] = {"wide": 48, "narrow": 48}
_BILLION = Decimal(10) ** 9
# In pixels: a letter of a name and of a heading, the room between names, and the half of a dot.
_LETTER, _HEADING_LETTER, _GAP, _DOT = 6.8, 7.6, 12.0, 5.0
# Where a name may stand at its dot: begun at it, ended at it or held in its middle, below its strip or above it.
_SIDES: Mapping[str, float] = {"left": 0.0, "center": 0.5, "right": 1.0}
COLUMNS = (
    Column("layer", "Layer"),
    Column("supplier", "Supplier"),
    Column("low", "Order backlog, USD bn, lowest", is_number=True),
    Column("high", "Order backlog, USD bn, highest", is_number=True),
    Column("on", "On"),
    Column("rate", "Exchange rate used"),
)


@dataclass(frozen=True)
class _Dot:
    """A supplier with a backlog in US dollars."""

    layer: str
    name: str
    low: Decimal
    high: Decimal
    on: str
    rate: str


@dataclass(frozen=True)
class _Place:
    """A place for a name at its dot: its ends in pixels, and how little it is liked."""

    side: str
    is_above: bool
    begins: float
    ends: float
    cost: tuple[int, bool, int]


def chart(found: Sequence[Layer], kb: KnowledgeBase) -> Chart | None:
    """The chart; None with fewer than three suppliers or two layers."""
    dots = [dot for layer in found for seller in layer.sellers if (dot := _dot(layer, seller, kb))]
    names = list(dict.fromkeys(dot.layer for dot in dots))
    if len(dots) < 3 or len(names) < 2:
        return None
    largest = max(dots, key=lambda dot: dot.high)
    finding = f"{largest.name} has the largest order backlog, {words.dollars(largest.high)}"
    ends = (float(min(dot.low for dot in dots) / _BILLION) * 0.6, float(largest.high / _BILLION) * 1.8)
    return Chart(
        name="layer-backlogs",
        kind=KIND,
        title=finding,
        subtitle="Order backlog of each supplier at its latest date, in US dollars. Log scale.",
        alternative=f"{finding}. It stands in the layer {largest.layer}; "
        f"{len(dots)} suppliers in {len(names)} layers have a backlog.",
        source=f"From the records of {len(dots)} suppliers.",
        columns=COLUMNS,
        rows=tuple(_row(dot) for dot in dots),
        marks={"suppliers": tuple(_marks(dots, names, ends)), "layers": tuple(_headings(names))},
        parameters={"least": ends[0], "most": ends[1], "layers": len(names)},
    )


def _dot(layer: Layer, seller: Seller, kb: KnowledgeBase) -> _Dot | None:
    backlog = seller.backlog
    if backlog is None or not backlog.low or not backlog.high:
        return None
    label = kb.settings.words("layer")[layer.word].label
    return _Dot(label, seller.supplier.name, backlog.low, backlog.high, words.month(backlog.ends), backlog.rate)


def _bn(amount: Decimal) -> float:
    return float(rounded(amount / _BILLION))


def _row(dot: _Dot) -> Row:
    return {"layer": dot.layer, "supplier": dot.name, "low": _bn(dot.low), "high": _bn(dot.high), "on": dot.on,
            "rate": dot.rate}  # fmt: skip


def _marks(dots: Sequence[_Dot], names: Sequence[str], ends: tuple[float, float]) -> Sequence[Row]:
    places = {layout: _placed(dots, theme.WIDTH[layout], ends) for layout in LAYOUTS}
    return [
        {
            "strip": names.index(dot.layer), "layer": dot.layer, "supplier": dot.name, "high": _bn(dot.high),
            "low": _bn(dot.low), "on": dot.on, "sum": words.dollars(dot.high),
            **{f"{field}_{layout}": cell for layout in LAYOUTS for field, cell in places[layout][index].items()},
        }
        for index, dot in enumerate(dots)
    ]  # fmt: skip


def _placed(dots: Sequence[_Dot], width: int, ends: tuple[float, float]) -> Sequence[Row]:
    """Where each dot is named, the largest first; without a label where no place is free."""
    across = [log10(_bn(dot.high) / ends[0]) / log10(ends[1] / ends[0]) * width for dot in dots]
    taken: dict[tuple[str, bool], list[tuple[float, float]]] = {}
    for dot in dots:
        taken[dot.layer, False] = []
        taken[dot.layer, True] = [(0.0, len(dot.layer) * _HEADING_LETTER)]
    found: dict[int, Row] = {}
    for index in sorted(range(len(dots)), key=lambda index: -dots[index].high):
        layer = dots[index].layer
        beside = [at for at, dot in zip(across, dots, strict=True) if dot.layer == layer and dot is not dots[index]]
        free = [place for place in _places(across[index], _label(dots[index]), beside, width)
                if all(place.ends + _GAP < first or place.begins - _GAP > last
                       for first, last in taken[layer, place.is_above])]  # fmt: skip
        best = min(free, key=lambda place: place.cost, default=None)
        if best:
            taken[layer, best.is_above].append((best.begins, best.ends))
        found[index] = {"label": _label(dots[index]) if best else "", "side": best.side if best else "left",
                        "above": bool(best and best.is_above)}  # fmt: skip
    return [found[index] for index in range(len(dots))]


def _places(at: float, label: str, beside: Sequence[float], width: int) -> Iterator[_Place]:
    """The places for a name inside the picture: rather not at other dots, then below, then begun at its dot."""
    length = min(len(label) * _LETTER, width)
    for is_above in (False, True):
        for order, (side, share) in enumerate(_SIDES.items()):
            begins = at - length * share + _DOT * (2 * share - 1)
            if -1 <= begins <= width + _DOT - length:
                foreign = sum(begins - _DOT < other < begins + length + _DOT for other in beside)
                yield _Place(side, is_above, begins, begins + length, (foreign, is_above, order))


def _label(dot: _Dot) -> str:
    return f"{dot.name} {words.dollars(dot.high)}"


def _headings(names: Sequence[str]) -> Sequence[Row]:
    return [{"strip": index, "layer": name} for index, name in enumerate(names)]


@cache
def spec(layout: Layout) -> Spec:
    """The specification without data."""
    told = theme.tooltip({"supplier": "Supplier", "layer": "Layer", "sum": "Order backlog", "on": "On"})
    axis = alt.Axis(title=None, values=[1, 10, 100, 1000], labelExpr="'$' + format(datum.value, ',') + ' bn'",
                    grid=True, domain=False)  # fmt: skip
    across = alt.X("high:Q", axis=axis, scale=alt.Scale(
        type="log", domainMin=alt.ExprRef("least"), domainMax=alt.ExprRef("most"), nice=False))  # fmt: skip
    up = alt.Y("strip:O", axis=None)
    dots = alt.Chart(theme.rows("suppliers")).encode(x=across, y=up, tooltip=told)
    headings = alt.Chart(theme.rows("layers")).encode(x=alt.value(0), y=up, text="layer:N")
    named = alt.Chart(theme.rows("suppliers")).encode(x=across, y=up, text=f"label_{layout}:N")
    above, side = f"datum.above_{layout}", f"datum.side_{layout}"
    at: Mapping[str, Any] = {
        "align": alt.ExprRef(side), "baseline": alt.ExprRef(f"{above} ? 'bottom' : 'top'"),
        "dy": alt.ExprRef(f"{above} ? -7 : 8"), "limit": theme.WIDTH[layout],
        "dx": alt.ExprRef(f"{side} == 'left' ? {-_DOT} : {side} == 'right' ? {_DOT} : 0"),
    }  # fmt: skip
    panel = alt.layer(
        alt.Chart(theme.rows("layers")).mark_rule(stroke=theme.LINE).encode(y=up),
        headings.mark_text(align="left", baseline="bottom", dy=-7, fontWeight="bold", fontSize=theme.SMALL,
                           stroke=theme.PAPER, strokeWidth=3, strokeJoin="round"),
        headings.mark_text(align="left", baseline="bottom", dy=-7, fontWeight="bold", fontSize=theme.SMALL),
        dots.mark_circle(color=theme.SUPPLIER, size=64, opacity=0.85),
        named.mark_text(stroke=theme.PAPER, strokeWidth=4, strokeJoin="round", fontSize=theme.SMALL, **at),
        named.mark_text(fontSize=theme.SMALL, **at),
    ).properties(width=theme.WIDTH[layout], height=alt.Step(_STEP[layout]))  # fmt: skip
    return theme.themed(panel, layout, ("least", "most", "layers"))


KIND = ChartKind(
    "layer-backlogs",
    spec,
    "Backlogs in other currencies are converted at the yearly average rate in the table. Dots of one strip can be "
    "compared; a sum over strips would count one order several times, so none is drawn.",
)
