"""Roles cut with an AI link by quarter: whether AI does the work, or money moves to AI, and who says so.

A strip for each mechanism; within a bar, filled is stated by the company, outlined disputed, pale reported by others.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from functools import cache, partial

import altair as alt

from generator.charts import strips, theme, words
from generator.charts.base import Chart, ChartKind, Column, Layout, Row, Spec
from generator.figures.ai_link import Grade
from generator.figures.roles_by_month import CutInMonth
from generator.sentences import in_words

_LINKED: tuple[Grade, ...] = ("stated", "disputed", "reported")
_STRIPS: Mapping[str, str] = {
    "automation": "AI does the work",
    "reallocation": "Money moves to AI",
    "both": "Both",
    "unsaid": "Mechanism not said",
}
_METHOD = (
    "Link and mechanism follow by rule from who says what about a cut, and hold for the whole of it. Each cut counts "
    "once, with its headline figure; people who are only eligible for an offer are not counted."
)
_HEIGHT: Mapping[Layout, int] = {"wide": 84, "narrow": 76}
COLUMNS = (
    Column("quarter", "Quarter"),
    Column("month", "Announced"),
    Column("company", "Company"),
    Column("mechanism", "Mechanism"),
    Column("link", "AI link"),
    Column("roles", "Roles", is_number=True),
    Column("lowest", "Lowest claim", is_number=True),
    Column("highest", "Highest claim", is_number=True),
    Column("record", "Record"),
)


def chart(cuts: Sequence[CutInMonth], without_month: int = 0) -> Chart | None:
    """The chart of all cuts that somebody links to AI and that have a month; None with fewer than two."""
    linked = [cut for cut in cuts if cut.grade in _LINKED]
    if len(linked) < 2:
        return None
    segments = strips.segments(linked, _mechanism, months=3)
    shown = [strip for strip in _STRIPS if strip in segments]
    first, last = linked[0].month.replace(month=1), linked[-1].month + timedelta(days=120)
    return Chart(
        name="cuts-by-mechanism",
        kind=_kind(tuple(shown)),
        title=_finding(linked),
        subtitle="Roles cut with an AI link, by quarter of announcement. Filled: the company states the link; "
        "outlined: disputed; pale: reported by others. All are headline figures, an “up to” at its full height."
        + strips.not_drawn(without_month),
        alternative=_alternative(linked, shown),
        source=f"From the records of {len(linked)} cuts.",
        columns=COLUMNS,
        rows=tuple(_row(cut) for cut in linked),
        marks={
            name: rows
            for strip in shown
            for name, rows in strips.data(strip, segments[strip], _STRIPS[strip], (first, last)).items()
        },
        parameters={
            "first": words.moment(first),
            "last": words.moment(last),
            "most_roles": strips.scale_end(segments, _HEIGHT["narrow"]),
        },
    )


def _mechanism(cut: CutInMonth) -> str:
    return cut.mechanism or "unsaid"


def _roles(cuts: Sequence[CutInMonth], strip: str) -> Decimal:
    return sum((cut.roles for cut in cuts if _mechanism(cut) == strip), Decimal(0))


def _finding(cuts: Sequence[CutInMonth]) -> str:
    total = sum((cut.roles for cut in cuts), Decimal(0))
    largest = max(_STRIPS, key=lambda strip: _roles(cuts, strip))
    roles = words.people(_roles(cuts, largest))
    what = {
        "automation": f"AI is said to do the work of {roles}",
        "reallocation": f"{roles} are said to pay for AI",
        "both": f"{roles} are said to go for both reasons",
        "unsaid": f"{roles} come without a mechanism",
    }
    return f"Of {words.people(total)} AI-linked roles cut, {what[largest]}"


def _alternative(cuts: Sequence[CutInMonth], shown: Sequence[str]) -> str:
    named = [f"{_STRIPS[strip]}, {words.people(_roles(cuts, strip))} roles" for strip in shown]
    return (f"Roles cut with an AI link by quarter from {words.month(cuts[0].month)} to {words.month(cuts[-1].month)}, "
            f"by mechanism: {in_words(named)}.")  # fmt: skip


def _row(cut: CutInMonth) -> Row:
    return {"quarter": f"{cut.month.year}-Q{(cut.month.month + 2) // 3}", "month": f"{cut.month:%Y-%m}",
            "company": cut.company, "mechanism": _STRIPS[_mechanism(cut)], "link": theme.GRADE_WORDS[cut.grade],
            "roles": int(cut.roles), "lowest": int(cut.lowest), "highest": int(cut.highest),
            "record": f"cuts/{cut.cut}"}  # fmt: skip


@cache
def _kind(shown: tuple[str, ...]) -> ChartKind:
    """The kind of chart with just these strips."""
    return ChartKind("cuts-by-mechanism", partial(spec, shown), _METHOD)


@cache
def spec(shown: tuple[str, ...], layout: Layout) -> Spec:
    """The specification without data."""
    size = theme.WIDTH[layout], _HEIGHT[layout]
    panels = [strips.panel(strip, layout, _LINKED, size, is_last=strip == shown[-1]) for strip in shown]
    return theme.themed(alt.vconcat(*panels, spacing=28), layout, ("first", "last", "most_roles"))
