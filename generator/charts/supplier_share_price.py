"""Dated prices of a supplier's share on a log axis, above what is claimed about its rise and what the prices give.

On a log axis equal distances are equal multiples.  The rise from the first to the last price is computed here; the
rises that sources claim stand below it over the time that they name.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import altair as alt

from generator.charts import theme, words
from generator.charts.base import Chart, ChartKind, Column, Layout, Row, Spec
from generator.figures.headline import days_of
from generator.figures.price_change import DatedPrice, PriceChange, dated_prices, price_change
from generator.knowledge_base import KnowledgeBase
from generator.quantities import Quantity, plain, rounded
from generator.records import Supplier
from generator.records.source import Source
from generator.sentences import in_words

_HEIGHT: Mapping[Layout, int] = {"wide": 210, "narrow": 190}
# In pixels: from the middle of a point to its label.
_DOT = 8
_LABEL: Mapping[str, Any] = {
    "align": "left", "baseline": "middle", "dx": alt.ExprRef(f"datum.side == 'right' ? {_DOT} : 0"),
    "dy": alt.ExprRef("datum.side == 'right' ? 0 : datum.side == 'below' ? 15 : -13"),
}  # fmt: skip
COLUMNS = (
    Column("what", "What"),
    Column("when", "When"),
    Column("amount", "Price, or times", is_number=True),
    Column("unit", "Unit"),
    Column("source", "Source"),
)


@dataclass(frozen=True)
class _Rise:
    """A rise over a time: computed from the prices, or as a source claims it."""

    begins: date
    ends: date
    times: str
    amount: Decimal
    who: str
    source: Source | None = None


def chart(supplier: Supplier, kb: KnowledgeBase) -> Chart | None:
    """The chart; None with fewer than two dated prices."""
    prices, change = dated_prices(supplier, kb), price_change(supplier, kb)
    if change is None:
        return None
    rises = [_computed(change), *_claimed(supplier, kb)]
    first = min(price.day for price in prices)
    amounts = [price.amount for price in prices]
    return Chart(
        name="share-price",
        kind=KIND,
        title=words.title(*_findings(supplier, change, rises[1:])),
        subtitle=f"Price of one share, {prices[0].currency}, on a log axis: equal distances are equal multiples. "
        "Below: the rise that these prices give, and the rises that sources claim, over their time.",
        alternative=f"{_findings(supplier, change, rises[1:])[0]}; {len(prices)} dated prices.",
        source=f"Prices from {in_words(list(dict.fromkeys(supplier.sources[p.source].publisher for p in prices)))}.",
        columns=COLUMNS,
        rows=(*(_price_row(price, supplier) for price in prices), *map(_rise_row, rises)),
        marks={"prices": tuple(_marks(prices, supplier)), "rises": tuple(map(_rise_mark, range(len(rises)), rises))},
        parameters={
            "first": words.moment(_start(min(first, *(rise.begins for rise in rises)), prices[-1].day)),
            "last": words.moment(_end(prices[0].day, prices[-1], rises)),
            "least": float(min(amounts) * Decimal("0.85")),
            "most": float(max(amounts) * Decimal("1.3")),
        },
        sources=tuple(dict.fromkeys((*(supplier.sources[price.source] for price in prices),
                                     *(rise.source for rise in rises if rise.source)))),
    )  # fmt: skip


def _start(first: date, last: date) -> date:
    """Where the time axis begins: a little earlier, and never so late that no year is written on it."""
    early = first - timedelta(days=15)
    return early if date(early.year, 12, 31) < last else min(early, date(first.year, 1, 1) - timedelta(days=5))


def _end(first: date, last: DatedPrice, rises: Sequence[_Rise]) -> date:
    """Where the time axis ends: after all rises, and so that the last price finds room right of its point."""
    room = theme.room(plain(last.amount), theme.NORMAL) + _DOT
    days = (last.day - first).days * room / (theme.WIDTH["narrow"] - room)
    return max(max(rise.ends for rise in rises) + timedelta(days=15), last.day + timedelta(days=round(days)))


def _computed(change: PriceChange) -> _Rise:
    return _Rise(change.first.day, change.last.day, words.short(Quantity(rounded(change.times, 2), "x")),
                 rounded(change.times, 3), "computed from these prices")  # fmt: skip


def _claimed(supplier: Supplier, kb: KnowledgeBase) -> Iterable[_Rise]:
    for claim in supplier.metric("share_price_change"):
        if claim.is_known and claim.period and not claim.withdrawn:
            begins, ends = days_of(claim.period, supplier, kb)
            source = supplier.sources[claim.source]
            yield _Rise(begins, ends, words.span(*claim.span, claim.bound), claim.ceiling,
                        f"claimed by {source.publisher}", source)  # fmt: skip


def _price(price: DatedPrice) -> str:
    return words.short(Quantity(price.amount, price.currency))


def _findings(supplier: Supplier, change: PriceChange, claimed: Sequence[_Rise]) -> Sequence[str]:
    """What the prices show beside what is claimed: in full, with short times, and without the prices."""
    times = words.short(Quantity(rounded(change.times, 2), "x"))
    said = list(dict.fromkeys(rise.times for rise in claimed))
    first, last = (words.short_time(price.when) for price in (change.first, change.last))
    ends = f"{_price(change.first)} ({change.first.when}) to {_price(change.last)} ({change.last.when})"
    short = f"{_price(change.first)} ({first}) to {_price(change.last)} ({last})"
    found = [f"{supplier.name}: {times} from {ends}", f"{supplier.name}: {times} from {short}",
             f"{supplier.name}: {times} from {first} to {last}"]  # fmt: skip
    return [f"{text}; claimed: {in_words(said)}" if said else text for text in found]


def _price_row(price: DatedPrice, supplier: Supplier) -> Row:
    return {"what": "share price", "when": price.when, "amount": float(price.amount), "unit": price.currency,
            "source": supplier.sources[price.source].publisher}  # fmt: skip


def _rise_row(rise: _Rise) -> Row:
    return {"what": "rise", "when": f"{rise.begins.isoformat()} to {rise.ends.isoformat()}",
            "amount": float(rise.amount), "unit": "times", "source": rise.who}  # fmt: skip


def _marks(prices: Sequence[DatedPrice], supplier: Supplier) -> Iterable[Row]:
    """The points: the first is named below or above, where the line does not go, the last to its right."""
    rises = prices[-1].amount > prices[0].amount
    for index, price in enumerate(prices):
        place = ("below" if rises else "above") if index == 0 else "right" if index == len(prices) - 1 else ""
        yield {"at": price.day.isoformat(), "amount": float(price.amount), "when": price.when, "price": _price(price),
               "source": supplier.sources[price.source].publisher, "label": plain(price.amount) if place else "",
               "side": place}  # fmt: skip


def _rise_mark(place: int, rise: _Rise) -> Row:
    return {"place": place, "begins": rise.begins.isoformat(), "ends": rise.ends.isoformat(), "times": rise.times,
            "label": f"{rise.times}, {rise.who}", "who": rise.who, "computed": place == 0,
            "time": f"{words.month(rise.begins)} to {words.month(rise.ends)}"}  # fmt: skip


@cache
def spec(layout: Layout) -> Spec:
    """The specification without data: prices above rises."""
    drawn = alt.vconcat(_prices(layout), _rises(layout), spacing=22)
    return theme.themed(drawn, layout, ("first", "last", "least", "most"))


def _prices(layout: Layout) -> theme.Panel:
    told = theme.tooltip({"when": "Date", "price": "Price", "source": "Source"})
    number = "(datum.value < 1e6 ? format(datum.value, ',~f') : format(datum.value / 1e6, ',~f') + ' m')"
    few = f"test(/^[12357]/, format(datum.value, '~e')) ? {number} : ''"
    axis = alt.Axis(title=None, tickCount=4, labelExpr=few, grid=True, labelOverlap=True)
    ends = alt.Scale(type="log", domain=[alt.ExprRef("least"), alt.ExprRef("most")], nice=False)
    y = alt.Y("amount:Q", axis=axis, scale=ends)
    prices = alt.Chart(theme.rows("prices")).encode(x=theme.time("at", layout, labelled=False), y=y, tooltip=told)
    named = prices.transform_filter("datum.label != ''").encode(text="label:N")
    return alt.layer(
        prices.mark_line(color=theme.SUPPLIER, strokeWidth=1.8),
        prices.mark_circle(color=theme.SUPPLIER, size=44, opacity=1),
        named.mark_text(**theme.HALO, **_LABEL),
        named.mark_text(**_LABEL),
    ).properties(width=theme.WIDTH[layout], height=_HEIGHT[layout])


def _rises(layout: Layout) -> theme.Panel:
    told = theme.tooltip({"times": "Rise", "time": "Time", "who": "Whose figure"})
    place = alt.Y("place:O", axis=None)
    rises = alt.Chart(theme.rows("rises")).encode(y=place, tooltip=told)
    spans = rises.encode(x=theme.time("begins", layout), x2="ends:T")
    return alt.layer(
        spans.transform_filter("datum.computed").mark_bar(color=theme.SUPPLIER, height=6, yOffset=9),
        spans.transform_filter("!datum.computed").mark_bar(
            fill=theme.PAPER, stroke=theme.SUPPLIER, strokeDash=[3, 2], height=6, yOffset=9
        ),
        rises.mark_text(align="left", dy=-6, limit=theme.WIDTH[layout]).encode(x=alt.value(0), text="label:N"),
    ).properties(width=theme.WIDTH[layout], height=alt.Step(34))


KIND = ChartKind(
    "share-price",
    spec,
    "Prices stand as their sources give them. The computed rise is the last dated price divided by the first; a "
    "claimed rise is drawn over the time that its source names.",
)
