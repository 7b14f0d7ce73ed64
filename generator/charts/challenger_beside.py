"""Challenger's monthly count of cuts that employers in the United States put down to AI, beside this ledger's range.

The two do not count the same thing, and the chart says so.  A month without a count by Challenger has no dot.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import altair as alt

from generator.charts import theme, words
from generator.charts.base import Chart, ChartKind, Column, Layout, Row, Spec
from generator.figures.outside_counts import MonthBeside

_HEIGHT: Mapping[Layout, int] = {"wide": 240, "narrow": 220}
# The highest range is named to its left, where time is past; the last count to its right, where nothing stands yet.
_ABOVE: Mapping[str, Any] = {
    "align": alt.ExprRef("datum.side"), "baseline": "bottom", "lineBreak": "\n", "lineHeight": 14,
    "dx": alt.ExprRef("datum.side == 'left' ? 7 : 8"), "dy": alt.ExprRef("datum.side == 'left' ? -4 : -7"),
}  # fmt: skip
_ROOM_AHEAD = timedelta(days=175)
COLUMNS = (
    Column("month", "Month"),
    Column("challenger", "Challenger: cuts attributed to AI", is_number=True),
    Column("strict", "Ledger: strict", is_number=True),
    Column("loose", "Ledger: loose", is_number=True),
    Column("cuts", "Ledger: cuts with an AI link", is_number=True),
)


def chart(months: Sequence[MonthBeside]) -> Chart | None:
    """The chart; None with fewer than two months that have both counts."""
    both = [month for month in months if month.challenger is not None and month.ledger.loose_cuts]
    if len(both) < 2:
        return None
    highest = max(max(month.challenger or Decimal(0), month.ledger.loose) for month in months)
    finding = _finding(both[-1])
    return Chart(
        name="challenger-beside",
        kind=KIND,
        title=finding,
        subtitle="Cuts put down to AI, by month. Dots: Challenger, US employers who name AI as the reason. Bars: this "
        "ledger, any country, from the strict to the loose count. They do not count the same thing.",
        alternative=f"{finding}. {len(both)} months from {words.month(both[0].month)} have both counts.",
        source="From the record of Challenger, Gray & Christmas and the cuts of this ledger.",
        columns=COLUMNS,
        rows=tuple(_row(month) for month in months),
        marks={
            "months": tuple(_mark(month) for month in months),
            "names": tuple(_names(months, both[-1])),
        },
        parameters={
            "first": words.moment(months[0].month - timedelta(days=20)),
            "last": words.moment(max(months[-1].month + timedelta(days=50), both[-1].month + _ROOM_AHEAD)),
            "most": words.ceiling(highest * Decimal("1.12")),
        },
    )


def _range(month: MonthBeside) -> str:
    strict, loose = words.people(month.ledger.strict), words.people(month.ledger.loose)
    return strict if strict == loose else f"{strict}–{loose}"


def _finding(month: MonthBeside) -> str:
    return (f"For {words.month(month.month)} Challenger counts {words.people(month.challenger or Decimal(0))} cuts "
            f"put down to AI, this ledger {_range(month)}")  # fmt: skip


def _row(month: MonthBeside) -> Row:
    return {"month": f"{month.month:%Y-%m}", "challenger": None if month.challenger is None else int(month.challenger),
            "strict": int(month.ledger.strict), "loose": int(month.ledger.loose),
            "cuts": month.ledger.loose_cuts}  # fmt: skip


def _mark(month: MonthBeside) -> Row:
    counted = None if month.challenger is None else int(month.challenger)
    return {
        "begins": (month.month + timedelta(days=4)).isoformat(), "ends": (month.month + timedelta(days=26)).isoformat(),
        "middle": (month.month + timedelta(days=15)).isoformat(), "strict": int(month.ledger.strict),
        "loose": int(month.ledger.loose), "counted": counted, "month": words.month(month.month),
        "count": "not recorded" if month.challenger is None else words.people(month.challenger),
        "range": _range(month), "cuts": str(month.ledger.loose_cuts),
    }  # fmt: skip


def _names(months: Sequence[MonthBeside], counted: MonthBeside) -> Sequence[Row]:
    """The last month that both count, of which the title speaks, and the highest range, written out at their marks."""
    ranged = max(months, key=lambda m: m.ledger.loose)
    return [
        {"middle": (counted.month + timedelta(days=15)).isoformat(), "high": int(counted.challenger or 0),
         "side": "left", "label": f"Challenger\n{words.people(counted.challenger or Decimal(0))}"},
        {"middle": (ranged.month + timedelta(days=15)).isoformat(), "high": int(ranged.ledger.loose),
         "side": "right", "label": f"Ledger {_range(ranged)}"},
    ]  # fmt: skip


@cache
def spec(layout: Layout) -> Spec:
    """The specification without data."""
    told = theme.tooltip({"month": "Month", "count": "Challenger", "range": "Ledger", "cuts": "Cuts in the ledger"})
    names = alt.Chart(theme.rows("names")).encode(x=theme.time("middle", layout), y=alt.Y("high:Q"), text="label:N")
    months = alt.Chart(theme.rows("months")).encode(tooltip=told)
    middle = theme.time("middle", layout)
    dots = months.transform_filter("datum.counted != null").encode(x=middle, y=alt.Y("counted:Q"))
    panel = alt.layer(
        months.transform_filter("datum.loose > 0").mark_bar(
            fill=theme.STATED, fillOpacity=0.22, stroke=theme.STATED, strokeWidth=1
        ).encode(x=theme.time("begins", layout), x2="ends:T", y=theme.amount("strict"), y2="loose:Q"),
        dots.mark_line(color=theme.NONE, strokeWidth=1, strokeDash=[2, 3]),
        dots.mark_circle(color=theme.TEXT, size=46, opacity=1),
        names.mark_text(stroke=theme.PAPER, strokeWidth=4, strokeJoin="round", **_ABOVE),
        names.mark_text(**_ABOVE),
    ).properties(width=theme.WIDTH[layout], height=_HEIGHT[layout])  # fmt: skip
    return theme.themed(panel, layout, ("first", "last", "most"))


KIND = ChartKind(
    "challenger-beside",
    spec,
    "Challenger counts announcements of employers in the United States and the reasons that they give; this ledger "
    "counts the cuts in its records, in any country. Strict: the company states the link, lowest claim. Loose: "
    "disputed and reported links too, highest claim.",
)
