"""Who supplies whom: customers across, suppliers down, a dot for each pair with a deal.

The dot's area grows with the largest deal whose value is known; an open dot has no known value.  A ring says that one
side also invests in the other.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache

import altair as alt

from generator.charts import theme, words
from generator.charts.base import Chart, ChartKind, Column, Layout, Row, Spec
from generator.figures.deal_pairs import DealPair
from generator.quantities import BILLION, Quantity, plain, rounded

_NAMES: Mapping[Layout, int] = {"wide": 200, "narrow": 102}
_SLANT: Mapping[Layout, int] = {"wide": -40, "narrow": -55}
_STEP: Mapping[Layout, int] = {"wide": 40, "narrow": 36}
_AREA: Mapping[Layout, int] = {"wide": 520, "narrow": 260}
# What the names at the left, and the last slanted one at the right, leave for the dots.
_WIDTH: Mapping[Layout, int] = {
    "wide": theme.WIDTH["wide"] + theme.MARGIN["wide"] - _NAMES["wide"] - 40,
    "narrow": theme.WIDTH["narrow"] + theme.MARGIN["narrow"] - _NAMES["narrow"] - 24,
}
_SIZE: Mapping[Layout, float] = {"wide": theme.SMALL, "narrow": 10.5}
COLUMNS = (
    Column("supplier", "Supplier"),
    Column("customer", "Customer"),
    Column("deals", "Deals", is_number=True),
    Column("value", "Largest known value, USD bn", is_number=True),
    Column("bound", "Bound"),
    Column("products", "Products"),
    Column("circular", "One side invests in the other"),
    Column("rate", "Exchange rate used"),
)


def chart(pairs: Sequence[DealPair]) -> Chart | None:
    """The matrix; None with fewer than two suppliers or two customers."""
    if len({pair.supplier for pair in pairs}) < 2 or len({pair.customer for pair in pairs}) < 2:
        return None
    (finding, largest), unknown = _finding(pairs), sum(pair.value is None for pair in pairs)
    return Chart(
        name="deals-matrix",
        kind=KIND,
        title=finding,
        subtitle=f"{largest}The number is the largest deal of a pair whose value is known, USD bn. Open dot: no value "
        "known. Ring: one side also invests in the other.",
        alternative=f"{finding}. {largest}{unknown} of {len(pairs)} pairs are without a value.",
        source=f"From the deals in the records of {len({pair.supplier for pair in pairs})} suppliers.",
        columns=COLUMNS,
        rows=tuple(_row(pair) for pair in pairs),
        marks={"pairs": tuple(_marks(pairs))},
        parameters={"most": max((_bn(pair) or 0.0 for pair in pairs), default=1.0) or 1.0},
    )


def _finding(pairs: Sequence[DealPair]) -> tuple[str, str]:
    """Who buys from most suppliers, and in a sentence of its own the largest deal of all, where a value is known."""
    (customer, count), *_ = Counter(pair.customer_name for pair in pairs).most_common(1)
    found = f"{customer} buys from {count} of {len({pair.supplier for pair in pairs})} suppliers"
    valued = [pair for pair in pairs if pair.value is not None]
    if not valued:
        return found, ""
    largest = max(valued, key=lambda pair: pair.value or Decimal(0))
    value = f"{words.bound_word(largest.bound)}{words.dollars(largest.value or Decimal(0))}"
    return found, f"The largest deal, {value}, is that of {largest.customer_name} with {largest.supplier_name}. "


def _bn(pair: DealPair) -> float | None:
    return None if pair.value is None else float(rounded(pair.value / BILLION))


def _row(pair: DealPair) -> Row:
    return {"supplier": pair.supplier_name, "customer": pair.customer_name, "deals": pair.deals, "value": _bn(pair),
            "bound": pair.bound or "", "products": "; ".join(pair.products),
            "circular": "yes" if pair.is_circular else "", "rate": pair.rate}  # fmt: skip


def _marks(pairs: Sequence[DealPair]) -> list[Row]:
    """Those with the most partners first, both across and down."""
    buys, sells = (Counter(getattr(pair, side) for pair in pairs) for side in ("customer_name", "supplier_name"))
    return [
        {
            "customer": pair.customer_name, "supplier": pair.supplier_name, "value": _bn(pair),
            "customer_rank": -buys[pair.customer_name], "supplier_rank": -sells[pair.supplier_name],
            "label": "" if pair.value is None else plain(rounded(pair.value / BILLION)),
            "known": pair.value is not None, "circular": pair.is_circular, "deals": str(pair.deals),
            "sum": "not known" if pair.value is None
            else words.span(Quantity(rounded(pair.value), "USD"), Quantity(rounded(pair.value), "USD"), pair.bound),
            "products": "; ".join(pair.products)[:160],
        }
        for pair in pairs
    ]  # fmt: skip


@cache
def spec(layout: Layout) -> Spec:
    """The specification without data."""
    told = theme.tooltip({"supplier": "Supplier", "customer": "Customer", "sum": "Largest known value",
                          "deals": "Deals", "products": "Products"})  # fmt: skip
    across = alt.Axis(title=None, orient="top", labelAngle=_SLANT[layout], labelAlign="left", grid=True, domain=False,
                      ticks=False, labelColor=theme.TEXT, labelLimit=110, labelPadding=4)  # fmt: skip
    base = alt.Chart(theme.rows("pairs")).encode(
        x=alt.X("customer:N", axis=across, sort=alt.EncodingSortField("customer_rank", op="min")),
        y=alt.Y("supplier:N", axis=_down(layout), sort=alt.EncodingSortField("supplier_rank", op="min")),
    )
    area = alt.Size("value:Q", legend=None, scale=alt.Scale(
        domain=[0, alt.ExprRef("most")], rangeMin=22, rangeMax=_AREA[layout], nice=False))  # fmt: skip
    known = base.transform_filter("datum.known")
    panel = alt.layer(
        known.mark_circle(color=theme.SUPPLIER, opacity=1).encode(size=area, tooltip=told),
        base.transform_filter("!datum.known")
        .mark_point(size=64, stroke=theme.SUPPLIER, fill=theme.PAPER, opacity=1, strokeWidth=1.5)
        .encode(tooltip=told),
        base.transform_filter("datum.circular").mark_point(
            size=_AREA[layout] * 0.7, stroke=theme.TEXT, opacity=1, strokeWidth=1
        ),
        known.mark_text(dy=20 if layout == "wide" else 17, fontSize=_SIZE[layout]).encode(text="label:N"),
    ).properties(width=_WIDTH[layout], height=alt.Step(_STEP[layout]))
    return theme.themed(panel, layout, ("most",))


def _down(layout: Layout) -> alt.Axis:
    """The names of suppliers; on a phone a long one stands in two lines."""
    lines = r"split(replace(datum.label, regexp('^(.{1,14}) (?=.{5})'), '$1\n'), '\n')"
    whole = "datum.label" if layout == "wide" else f"length(datum.label) > 14 ? {lines} : datum.label"
    return alt.Axis(title=None, grid=True, labelColor=theme.TEXT, labelLimit=_NAMES[layout] - 8, labelExpr=whole,
                    labelFontSize=_SIZE[layout], minExtent=_NAMES[layout], maxExtent=_NAMES[layout])  # fmt: skip


KIND = ChartKind(
    "deals-matrix",
    spec,
    "Only deals whose two sides both have a record here. The deals of a pair are not added up, because two of them are "
    "often two reports of one. Values in other currencies are converted at the yearly average rate in the table.",
)
