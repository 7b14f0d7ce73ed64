"""Order backlogs along the stack: the layers in their order, a line for each supplier with its dot, on a log axis.

Every supplier has a line of its own, so that its name can stand at no other dot.  Dots of one layer can be compared; a
sum over layers would count one order several times, so none is drawn.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from math import log10
from typing import Any

import altair as alt

from generator.charts import lettering, theme, words
from generator.charts.base import LAYOUTS, Chart, ChartKind, Column, Layout, Row, Spec
from generator.figures.layers import Layer, Seller
from generator.knowledge_base import KnowledgeBase
from generator.quantities import BILLION, Quantity, rounded

# In pixels: the height of a line, and how far from the middle of its dot a name begins.
_LINE, _DOT = 21, 9.0
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
    lines = _lines(dots)
    if len(dots) < 3 or len(lines) < len(dots) + 2:
        return None
    largest = max(dots, key=lambda dot: dot.high)
    finding = f"{largest.name} has the largest order backlog, {words.dollars(largest.high)}"
    ends = (float(min(dot.low for dot in dots) / BILLION) * 0.6, float(largest.high / BILLION) * 1.8)
    return Chart(
        name="layer-backlogs",
        kind=KIND,
        title=finding,
        subtitle="Order backlog of each supplier at its latest date, in US dollars. Log scale: equal distances are "
        "equal multiples. Claims that differ span a line.",
        alternative=f"{finding}. It stands in the layer {largest.layer}; "
        f"{len(dots)} suppliers in {len(lines) - len(dots)} layers have a backlog.",
        source=f"From the records of {len(dots)} suppliers.",
        columns=COLUMNS,
        rows=tuple(_row(dot) for dot in dots),
        marks={
            "suppliers": tuple(_mark(dot, lines.index(dot), ends) for dot in dots),
            "layers": tuple(_headings(lines)),
        },
        parameters={"least": ends[0], "most": ends[1]},
    )


def _dot(layer: Layer, seller: Seller, kb: KnowledgeBase) -> _Dot | None:
    backlog = seller.backlog
    if backlog is None or not backlog.low or not backlog.high:
        return None
    label = kb.settings.words("layer")[layer.word].label
    return _Dot(label, seller.supplier.name, backlog.low, backlog.high, words.month(backlog.ends), backlog.rate)


def _bn(amount: Decimal) -> float:
    return float(rounded(amount / BILLION))


def _row(dot: _Dot) -> Row:
    return {"layer": dot.layer, "supplier": dot.name, "low": _bn(dot.low), "high": _bn(dot.high), "on": dot.on,
            "rate": dot.rate}  # fmt: skip


def _lines(dots: Sequence[_Dot]) -> Sequence[_Dot | str]:
    """What stands on each line: a layer, then its suppliers as they come, then the next layer."""
    lines: list[_Dot | str] = []
    for dot in dots:
        lines += [dot] if dot.layer in lines else [dot.layer, dot]
    return lines


def _headings(lines: Sequence[_Dot | str]) -> Sequence[Row]:
    return [{"line": index, "layer": line} for index, line in enumerate(lines) if isinstance(line, str)]


def _mark(dot: _Dot, line: int, ends: tuple[float, float]) -> Row:
    named = {f"{side}_{layout}": text for layout in LAYOUTS for side, text in _named(dot, layout, ends).items()}
    return {"line": line, "layer": dot.layer, "supplier": dot.name, "low": _bn(dot.low), "high": _bn(dot.high),
            "on": dot.on, "sum": _sum(dot), **named}  # fmt: skip


def _sum(dot: _Dot) -> str:
    low, high = (Quantity(rounded(amount), "USD") for amount in (dot.low, dot.high))
    return words.span(low, high)


def _named(dot: _Dot, layout: Layout, ends: tuple[float, float]) -> Mapping[str, str]:
    """What stands before and after a dot: name and sum on one side, or one on each where neither side holds both."""
    left, right = (_across(amount, layout, ends) for amount in (dot.low, dot.high))
    before, after = left - _DOT, theme.WIDTH[layout] - right - _DOT
    both = f"{dot.name} {_sum(dot)}"
    if theme.room(both) <= max(before, after):
        return {"before": "", "after": both} if theme.room(both) <= after else {"before": both, "after": ""}
    name = lettering.shortened(dot.name, theme.SMALL, max(before, after) / theme.WIDER)
    return {"before": name, "after": _sum(dot)} if before > after else {"before": _sum(dot), "after": name}


def _across(amount: Decimal, layout: Layout, ends: tuple[float, float]) -> float:
    return log10(_bn(amount) / ends[0]) / log10(ends[1] / ends[0]) * theme.WIDTH[layout]


@cache
def spec(layout: Layout) -> Spec:
    """The specification without data."""
    told = theme.tooltip({"supplier": "Supplier", "layer": "Layer", "sum": "Order backlog", "on": "On"})
    unit = "(datum.value < 1000 ? datum.value + ' bn' : datum.value / 1000 + ' tn')"
    axis = alt.Axis(title=None, values=[0.1, 1, 10, 100, 1000, 10000], labelExpr=f"'$' + {unit}", grid=True,
                    domain=False)  # fmt: skip
    ends = alt.Scale(type="log", domainMin=alt.ExprRef("least"), domainMax=alt.ExprRef("most"), nice=False)
    across, up = alt.X("high:Q", axis=axis, scale=ends), alt.Y("line:O", axis=None)
    dots = alt.Chart(theme.rows("suppliers")).encode(x=across, y=up, tooltip=told)
    layers = alt.Chart(theme.rows("layers")).encode(y=up)
    headings, at_top = layers.encode(x=alt.value(0), text="layer:N"), -_LINE / 2
    before = dots.encode(x=alt.X("low:Q"), text=f"before_{layout}:N")
    after = dots.encode(text=f"after_{layout}:N")
    set_as: Mapping[str, Any] = {"fontSize": theme.SMALL, "limit": theme.WIDTH[layout]}
    at_left, at_right = {**set_as, "align": "right", "dx": -_DOT}, {**set_as, "align": "left", "dx": _DOT}
    panel = alt.layer(
        layers.mark_rule(stroke=theme.LINE, yOffset=at_top),
        headings.mark_text(align="left", fontWeight="bold", fontSize=theme.SMALL, **theme.HALO),
        headings.mark_text(align="left", fontWeight="bold", fontSize=theme.SMALL),
        dots.encode(x2="low:Q").mark_rule(color=theme.SUPPLIER, strokeWidth=2.5),
        dots.encode(x=alt.X("low:Q")).mark_circle(color=theme.SUPPLIER, size=56, opacity=1),
        dots.mark_circle(color=theme.SUPPLIER, size=56, opacity=1),
        before.mark_text(**theme.HALO, **at_left),
        before.mark_text(**at_left),
        after.mark_text(**theme.HALO, **at_right),
        after.mark_text(**at_right),
    ).properties(width=theme.WIDTH[layout], height=alt.Step(_LINE))
    return theme.themed(panel, layout, ("least", "most"))


KIND = ChartKind(
    "layer-backlogs",
    spec,
    "Backlogs in other currencies are converted at the yearly average rate in the table. Dots of one layer can be "
    "compared; a sum over layers would count one order several times, so none is drawn.",
)
