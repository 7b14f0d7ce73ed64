"""Challenger's monthly count of cuts that employers in the United States put down to AI, beside this ledger's range.

Beside it stand the cuts of companies with their head office there.  The two still do not count the same thing, and the
chart says so.  A month without a count has no dot, and no line leads over it; a count of several months together is a
bracket above them, since none of these months has a figure.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import altair as alt

from generator.charts import theme, words
from generator.charts.base import Chart, ChartKind, Column, Layout, Row, Spec
from generator.figures.outside_counts import MonthBeside, SeveralMonths

_HEIGHT: Mapping[Layout, int] = {"wide": 240, "narrow": 220}
# A count is named right of its dot, a range left of its top, and a bracket by two lines above it.  Vega sets the first
# of several lines where one line would stand.
_BESIDE: Mapping[str, Any] = {
    "align": alt.ExprRef("datum.side"), "dx": alt.ExprRef("datum.side == 'left' ? 8 : -4"), "dy": 2,
    "fontSize": theme.SMALL, "lineBreak": "\n", "lineHeight": 14,
}  # fmt: skip
_ABOVE: Mapping[str, Any] = {"align": "center", "baseline": "bottom", "dy": -18, "fontSize": theme.SMALL,
                             "lineBreak": "\n", "lineHeight": 14}  # fmt: skip
_ROOM_AHEAD = timedelta(days=175)
COLUMNS = (
    Column("month", "Month"),
    Column("challenger", "Challenger: cuts attributed to AI", is_number=True),
    Column("strict", "Ledger: strict", is_number=True),
    Column("loose", "Ledger: loose", is_number=True),
    Column("cuts", "Ledger: cuts with an AI link", is_number=True),
)


def chart(months: Sequence[MonthBeside], several: Sequence[SeveralMonths] = ()) -> Chart | None:
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
        subtitle="Cuts put down to AI, by month, in the United States. Dots: Challenger, employers there who name AI. "
        "Bars: this ledger, companies with their head office there, from the strict to the loose count. The two do not "
        "count the same thing.",
        alternative=f"{finding}. {len(both)} months from {words.month(both[0].month)} have both counts.",
        source="From the record of Challenger, Gray & Christmas and the cuts of this ledger.",
        columns=COLUMNS,
        rows=tuple(sorted((*map(_row, months), *map(_row_of_several, several)), key=lambda row: str(row["month"]))),
        marks={
            "months": tuple(_mark(month, run) for month, run in zip(months, _runs(months), strict=True)),
            "names": tuple(_names(months, both[-1])),
            "brackets": tuple(_bracket(count) for count in several),
        },
        parameters={
            "first": words.moment(months[0].month - timedelta(days=20)),
            "last": words.moment(max(months[-1].month + timedelta(days=50), both[-1].month + _ROOM_AHEAD)),
            "most": words.ceiling(highest),
        },
    )


def _range(month: MonthBeside) -> str:
    strict, loose = words.people(month.ledger.strict), words.people(month.ledger.loose)
    return strict if strict == loose else f"{strict}–{loose}"


def _finding(month: MonthBeside) -> str:
    return (f"{words.month(month.month)}: Challenger counts {words.people(month.challenger or Decimal(0))} AI cuts, "
            f"this ledger {_range(month)}")  # fmt: skip


def _row(month: MonthBeside) -> Row:
    return {"month": f"{month.month:%Y-%m}", "challenger": None if month.challenger is None else int(month.challenger),
            "strict": int(month.ledger.strict), "loose": int(month.ledger.loose),
            "cuts": month.ledger.loose_cuts}  # fmt: skip


def _row_of_several(count: SeveralMonths) -> Row:
    return {"month": f"{count.begins:%Y-%m}/{count.ends:%Y-%m}", "challenger": int(count.counted),
            "strict": None, "loose": None, "cuts": None}  # fmt: skip


def _runs(months: Sequence[MonthBeside]) -> Iterator[int]:
    """For each month the number of its run of months with a count: a month without one ends the run."""
    run, before = 0, None
    for month in months:
        follows = before is not None and month.month - before <= timedelta(days=31)
        run += month.challenger is not None and not follows
        before = month.month if month.challenger is not None else before
        yield run


def _mark(month: MonthBeside, run: int) -> Row:
    counted = None if month.challenger is None else int(month.challenger)
    return {
        "begins": _begins(month.month), "ends": (month.month + timedelta(days=26)).isoformat(),
        "middle": _middle(month.month), "strict": int(month.ledger.strict),
        "loose": int(month.ledger.loose), "counted": counted, "run": run, "month": words.month(month.month),
        "count": "not recorded" if month.challenger is None else words.people(month.challenger),
        "range": _range(month), "cuts": str(month.ledger.loose_cuts),
    }  # fmt: skip


def _begins(month: date) -> str:
    return (month + timedelta(days=4)).isoformat()


def _middle(month: date) -> str:
    return (month + timedelta(days=15)).isoformat()


def _names(months: Sequence[MonthBeside], counted: MonthBeside) -> Iterator[Row]:
    """The last month that both count, of which the title speaks, and the highest range, written out at their marks."""
    count = words.people(counted.challenger or Decimal(0))
    yield {"middle": _middle(counted.month), "high": int(counted.challenger or 0), "side": "left",
           "label": f"Challenger\n{words.month(counted.month)}\n{count}"}  # fmt: skip
    ranged = max(months, key=lambda m: m.ledger.loose)
    yield {"middle": _begins(ranged.month), "high": int(ranged.ledger.loose), "side": "right",
           "label": f"Ledger\n{words.month(ranged.month)}\n{_range(ranged)}"}  # fmt: skip


def _bracket(count: SeveralMonths) -> Row:
    middle = count.begins + (count.ends - count.begins) / 2
    figure = f"{words.bound_word(count.bound)}{words.people(count.counted)}"
    months = f"{words.month(count.begins)} to {words.month(count.ends)}"
    number = (count.ends.year - count.begins.year) * 12 + count.ends.month - count.begins.month + 1
    return {"begins": count.begins.isoformat(), "ends": (count.ends + timedelta(days=1)).isoformat(),
            "middle": middle.isoformat(), "months": months, "count": f"{figure} together",
            "label": f"Challenger, {number} months\ntogether: {figure}"}  # fmt: skip


@cache
def spec(layout: Layout) -> Spec:
    """The specification without data."""
    told = theme.tooltip({"month": "Month", "count": "Challenger", "range": "Ledger", "cuts": "Cuts in the ledger"})
    names = alt.Chart(theme.rows("names")).encode(x=theme.time("middle", layout), y=alt.Y("high:Q"), text="label:N")
    months = alt.Chart(theme.rows("months")).encode(tooltip=told)
    middle = theme.time("middle", layout)
    dots = months.transform_filter("datum.counted != null").encode(x=middle, y=alt.Y("counted:Q"))
    told = theme.tooltip({"months": "Months", "count": "Challenger"})
    several = alt.Chart(theme.rows("brackets")).encode(tooltip=told)
    bracket = several.encode(x=theme.time("begins", layout), y=alt.value(-4))
    panel = alt.layer(
        months.transform_filter("datum.loose > 0").mark_bar(
            fill=theme.STATED, fillOpacity=0.22, stroke=theme.STATED, strokeWidth=1
        ).encode(x=theme.time("begins", layout), x2="ends:T", y=theme.amount("strict"), y2="loose:Q"),
        dots.mark_line(color=theme.NONE, strokeWidth=1).encode(detail="run:N"),
        dots.mark_circle(color=theme.TEXT, size=46, opacity=1),
        names.mark_text(**theme.HALO, **_BESIDE),
        names.mark_text(**_BESIDE),
        bracket.encode(x2="ends:T").mark_rule(color=theme.TEXT, strokeWidth=1.4),
        bracket.mark_tick(color=theme.TEXT, thickness=1.4, size=7, yOffset=3),
        bracket.encode(x=alt.X("ends:T")).mark_tick(color=theme.TEXT, thickness=1.4, size=7, yOffset=3),
        bracket.encode(x=middle, text="label:N").mark_text(**_ABOVE),
    ).properties(width=theme.WIDTH[layout], height=_HEIGHT[layout])  # fmt: skip
    return theme.themed(panel, layout, ("first", "last", "most"))


KIND = ChartKind(
    "challenger-beside",
    spec,
    "Challenger counts announcements of employers in the United States and the reasons that they give; this ledger "
    "counts the cuts in its records, here those of companies with their head office in that country, wherever they "
    "cut. A count of several months together is not spread over them. Strict: the company states the link, lowest "
    "claim. Loose: disputed and reported links too, highest claim.",
)
