"""Strips of cuts over time: what the flagship and the chart of mechanisms share.

A strip is one row of bars, one bar a month or quarter; each cut is a segment of its bar, so that pointing at it tells
which.  All strips of a chart have one scale.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

import altair as alt

from generator.charts import theme, words
from generator.charts.base import Cell, Layout, Row
from generator.figures.ai_link import GRADES, Grade
from generator.figures.roles_by_month import CutInMonth

Segments = Mapping[str, Sequence[Mapping[str, Cell]]]
# In pixels: the line of a name above a bar.
_NAME_HEIGHT = 17


def segments(cuts: Iterable[CutInMonth], strip_of: Callable[[CutInMonth], str], months: int) -> Segments:
    """For each strip its cuts as segments of bars of so many months: by grade, then the largest at the foot."""
    found: dict[str, list[Mapping[str, Cell]]] = defaultdict(list)
    tops: dict[tuple[str, date], Decimal] = defaultdict(Decimal)
    for cut in sorted(cuts, key=lambda cut: (cut.month, GRADES.index(cut.grade), -cut.roles, cut.cut)):
        strip, begins = strip_of(cut), _start(cut.month, months)
        foot = tops[strip, begins]
        tops[strip, begins] = foot + cut.roles
        found[strip].append(_segment(cut, begins, months, foot))
    return found


def _start(month: date, months: int) -> date:
    return month.replace(month=(month.month - 1) // months * months + 1)


def _segment(cut: CutInMonth, begins: date, months: int, foot: Decimal) -> Mapping[str, Cell]:
    gap, length = timedelta(days=2 * months), timedelta(days=30 * months)
    return {
        "begins": (begins + gap).isoformat(), "ends": (begins + length - gap + timedelta(days=1)).isoformat(),
        "low": int(foot), "high": int(foot + cut.roles), "grade": cut.grade, "name": cut.company,
        "month": words.month(cut.month), "roles": words.people(cut.roles), "link": theme.GRADE_WORDS[cut.grade],
        "spread": f"{words.people(cut.lowest)} to {words.people(cut.highest)}", "size": int(cut.roles),
    }  # fmt: skip


def not_drawn(cuts: int) -> str:
    """What a strip leaves out, to go on with a subtitle: cuts that have no month."""
    if not cuts:
        return ""
    return f" Not drawn: {cuts} AI-linked cut{'s' if cuts > 1 else ''} whose source gives only the year."


def scale_end(found: Segments, height: int) -> float:
    """The end of the scale of all strips of this height: the tallest bar, and room for the name above it."""
    tallest = max((_top(row) for rows in found.values() for row in rows), default=Decimal(1))
    return float(round(tallest * height / (height - _NAME_HEIGHT)))


def _top(row: Mapping[str, Cell]) -> Decimal:
    return Decimal(str(row["high"]))


def data(
    strip: str, rows: Sequence[Mapping[str, Cell]], title: str, ends: tuple[date, date]
) -> Mapping[str, tuple[Row, ...]]:
    """The data sets of one strip: its segments, its heading, and the name above its tallest bar.

    `ends` are those of the time axis: near them a name is written inwards.
    """
    roles = sum((Decimal(str(row["size"])) for row in rows), Decimal(0))
    heading = f"{title}: {words.people(roles)} roles"
    cuts = f"{len(rows)} cut{'' if len(rows) == 1 else 's'}"
    return {
        f"strip_{strip}": tuple(rows),
        f"heading_{strip}": ({"narrow": heading, "wide": f"{heading} in {cuts}"},),
        f"largest_{strip}": tuple(_largest(rows, ends)),
    }


def _largest(rows: Sequence[Mapping[str, Cell]], ends: tuple[date, date]) -> Iterable[Row]:
    """The largest cut of the tallest bar, which is named above it."""
    if not rows:
        return
    top = max(rows, key=_top)
    largest = max((row for row in rows if row["begins"] == top["begins"]), key=lambda row: Decimal(str(row["size"])))
    begins, closes = (date.fromisoformat(str(top[end])) for end in ("begins", "ends"))
    share = (begins - ends[0]) / (ends[1] - ends[0])
    side, at = (
        ("left", begins) if share < 0.4 else ("right", closes) if share > 0.82
        else ("center", begins + (closes - begins) / 2)
    )  # fmt: skip
    yield {"at": at.isoformat(), "high": top["high"], "side": side, "label": f"{largest['roles']} {largest['name']}"}


def panel(strip: str, layout: Layout, grades: Sequence[Grade], size: tuple[int, int], is_last: bool) -> theme.Panel:
    """One strip, without data; the time axis is written below the last one."""
    x = theme.time("begins", layout, labelled=is_last)
    told = theme.tooltip(
        {"name": "Company", "month": "Announced", "roles": "Roles", "spread": "Spread of claims", "link": "AI link"}
    )
    bars = alt.Chart(theme.rows(f"strip_{strip}")).encode(
        x=x, x2="ends:T", y=theme.amount("low", ticks=2, limit="most_roles"), y2="high:Q", tooltip=told
    )
    heading = alt.Chart(theme.rows(f"heading_{strip}")).encode(x=alt.value(0), y=alt.value(0), text=f"{layout}:N")
    named = alt.Chart(theme.rows(f"largest_{strip}")).mark_text(
        align=alt.ExprRef("datum.side"),
        baseline="bottom",
        dy=-3,
        fontSize=theme.SMALL,
        limit=240 if layout == "wide" else 190,
    )
    return alt.layer(
        *(_bars_of(bars, grade, layout) for grade in grades),
        heading.mark_text(align="left", baseline="bottom", dy=-4, fontWeight="bold"),
        named.encode(x=alt.X("at:T"), y=alt.Y("high:Q"), text="label:N"),
    ).properties(width=size[0], height=size[1])


def _bars_of(bars: alt.Chart, grade: Grade, layout: Layout) -> alt.Chart:
    # The outline sets the cuts of a bar apart; a month on a phone is three pixels wide.
    drawn: alt.Chart = bars.transform_filter(f"datum.grade == '{grade}'").mark_bar(
        strokeWidth=0.8 if layout == "wide" else 0.4, **theme.GRADE_MARKS[grade]
    )
    return drawn
