"""Order backlogs along the stack: a strip for each layer in its order, a dot for each supplier, on a log axis.

Dots of one strip can be compared; a sum over strips would count one order several times, so none is drawn.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from math import log10
from typing import Any

import altair as alt

from generator.charts import theme, words
from generator.charts.base import Chart, ChartKind, Column, Layout, Row, Spec
from generator.figures.layers import Layer, Seller
from generator.knowledge_base import KnowledgeBase
from generator.quantities import rounded

_STEP: Mapping[Layout, int] = {"wide": 46, "narrow": 46}
_BILLION = Decimal(10) ** 9
_LETTER = 6.4
# The half of a dot, so that a name begins or ends where its dot does.
_INWARD = alt.ExprRef("datum.side == 'left' ? -4 : datum.side == 'right' ? 4 : 0")
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


def chart(found: Sequence[Layer], kb: KnowledgeBase) -> Chart | None:
    """The chart; None with fewer than three suppliers or two layers."""
    dots = [dot for layer in found for seller in layer.sellers if (dot := _dot(layer, seller, kb))]
    names = list(dict.fromkeys(dot.layer for dot in dots))
    if len(dots) < 3 or len(names) < 2:
        return None
    largest = max(dots, key=lambda dot: dot.high)
    finding = f"The largest order backlog, {words.dollars(largest.high)}, is that of {largest.name}: {largest.layer}"
    ends = (float(min(dot.low for dot in dots) / _BILLION) * 0.6, float(largest.high / _BILLION) * 1.8)
    return Chart(
        name="layer-backlogs",
        kind=KIND,
        title=finding,
        subtitle="Order backlog of each supplier at its latest date, in US dollars. Log scale.",
        alternative=f"{finding}. {len(dots)} suppliers in {len(names)} layers have a backlog.",
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
    shown = {layout: _labelled(dots, theme.WIDTH[layout] / log10(ends[1] / ends[0])) for layout in ("wide", "narrow")}
    return [
        {
            "strip": names.index(dot.layer), "layer": dot.layer, "supplier": dot.name, "high": _bn(dot.high),
            "low": _bn(dot.low), "on": dot.on, "sum": words.dollars(dot.high),
            "label_wide": _label(dot) if index in shown["wide"] else "",
            "label_narrow": _label(dot) if index in shown["narrow"] else "",
            "side": _side(_bn(dot.high), ends),
        }
        for index, dot in enumerate(dots)
    ]  # fmt: skip


def _side(place: float, ends: tuple[float, float]) -> str:
    """Where a name is held at its dot, so that it does not run over the ends of the axis."""
    share = log10(place / ends[0]) / log10(ends[1] / ends[0])
    return "left" if share < 0.25 else "right" if share > 0.75 else "center"


def _label(dot: _Dot) -> str:
    return f"{dot.name} {words.dollars(dot.high)}"


def _labelled(dots: Sequence[_Dot], pixels_a_decade: float) -> set[int]:
    """The dots whose names find room under them, the largest of each strip first."""
    kept: set[int] = set()
    for layer in dict.fromkeys(dot.layer for dot in dots):
        inside = [index for index, dot in enumerate(dots) if dot.layer == layer]
        places = [log10(float(dots[index].high)) * pixels_a_decade for index in inside]
        widest = max(len(_label(dots[index])) for index in inside) * _LETTER + 20
        room = words.with_room(places, [float(dots[index].high) for index in inside], widest)
        kept |= {inside[index] for index in room}
    return kept


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
    under: Mapping[str, Any] = {"align": alt.ExprRef("datum.side"), "baseline": "top", "dy": 8, "dx": _INWARD}
    panel = alt.layer(
        alt.Chart(theme.rows("layers")).mark_rule(stroke=theme.LINE).encode(y=up),
        headings.mark_text(align="left", baseline="bottom", dy=-6, fontWeight="bold", fontSize=theme.SMALL,
                           stroke=theme.PAPER, strokeWidth=3, strokeJoin="round"),
        headings.mark_text(align="left", baseline="bottom", dy=-6, fontWeight="bold", fontSize=theme.SMALL),
        dots.mark_circle(color=theme.SUPPLIER, size=64, opacity=0.85),
        named.mark_text(stroke=theme.PAPER, strokeWidth=4, strokeJoin="round", fontSize=theme.SMALL, **under),
        named.mark_text(fontSize=theme.SMALL, **under),
    ).properties(width=theme.WIDTH[layout], height=alt.Step(_STEP[layout]))  # fmt: skip
    return theme.themed(panel, layout, ("least", "most", "layers"))


KIND = ChartKind("layer-backlogs", spec)
