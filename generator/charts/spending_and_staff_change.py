"""Change of capital expenditure across, roles cut as a share of headcount up: one mark a company, labelled directly.

A mark is a cross, as wide as the range of the change and as high as the range from strict to loose.  The chart joins
nothing by a line and fits none: two things side by side are not cause and effect.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

import altair as alt

from generator.charts import theme, words
from generator.charts.base import LAYOUTS, Chart, ChartKind, Column, Layout, Row, Spec
from generator.figures.payroll_and_processors import CompanyYear, Spent
from generator.quantities import plain

_HEIGHT: Mapping[Layout, int] = {"wide": 330, "narrow": 320}
# In pixels: a letter and a line of a name, how far above its dot a name begins, and the half of a dot.
_LETTER, _LINE, _ABOVE, _DOT = 7.2, 15.0, 5.0, 8.0
_BESIDE: Mapping[str, Any] = {
    "align": alt.ExprRef("datum.side"), "baseline": "bottom",
    "dx": alt.ExprRef("datum.side == 'right' ? -8 : 8"),
}  # fmt: skip
COLUMNS = (
    Column("company", "Company"),
    Column("year", "Year"),
    Column("basis", "Basis of the spending"),
    Column("change_low", "Change of capital expenditure, %, lowest", is_number=True),
    Column("change_high", "Change of capital expenditure, %, highest", is_number=True),
    Column("roles_strict", "Roles cut with a link to AI, strict", is_number=True),
    Column("roles_loose", "Roles cut with a link to AI, loose", is_number=True),
    Column("share_strict", "Share of headcount, %, strict", is_number=True),
    Column("share_loose", "Share of headcount, %, loose", is_number=True),
    Column("headcount", "Headcount of"),
)


def chart(years: Sequence[CompanyYear]) -> Chart | None:
    """The chart; None with fewer than three companies."""
    marks = [mark for year in years if (mark := _mark(year))]
    if len(marks) < 3:
        return None
    finding = _finding(years)
    ends = _ends(marks)
    return Chart(
        name="spending-and-staff-change",
        kind=KIND,
        title=words.title(*finding),
        subtitle="Across: capital expenditure against the year before, %. Up: roles cut with a link to AI, % of "
        "headcount, from the strict to the loose count. Newest year with such a cut, else the newest. Dot: spent. "
        "Ring: guided or planned. Side by side, not cause and effect.",
        alternative=f"{finding[0]}. {'; '.join(_spoken(mark) for mark in marks)}.",
        source=f"From the records of {len(marks)} companies with two years of capital expenditure and a headcount.",
        columns=COLUMNS,
        rows=tuple(_row(year) for year in years if _mark(year)),
        marks={"companies": tuple(marks), **{f"names_{layout}": _names(marks, ends, layout) for layout in LAYOUTS}},
        parameters=ends,
    )


def _ends(marks: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """The ends of both axes."""
    return {
        "most_change": words.ceiling(max(Decimal(str(mark["change_high"])) for mark in marks) * Decimal("1.05")),
        "least_change": min(0.0, *(float(mark["change_low"]) * 1.1 for mark in marks)),
        "most_share": words.ceiling(max(Decimal(str(mark["share_loose"])) for mark in marks) * Decimal("1.02")) or 1.0,
    }


def _names(marks: Sequence[Mapping[str, Any]], ends: Mapping[str, float], layout: Layout) -> tuple[Row, ...]:
    """Where the name of each mark is written: beside it, and higher where another mark or name stands in the way."""
    wide, high = theme.WIDTH[layout], _HEIGHT[layout]
    across = wide / (ends["most_change"] - ends["least_change"])
    dots = [((mark["change"] - ends["least_change"]) * across, mark["share"] / ends["most_share"] * high)
            for mark in marks]  # fmt: skip
    taken = [(at - _DOT, at + _DOT, up - _DOT) for at, up in dots]
    rows: list[Row] = []
    # From the right, since most names run to the right: so none is written over the line of one that moved up.
    for mark, (at, up) in sorted(zip(marks, dots, strict=True), key=lambda pair: -pair[1][0]):
        length = len(mark["label"]) * _LETTER
        begins = {"left": at + _DOT, "right": at - _DOT - length}
        inside = {side: begin for side, begin in begins.items() if 0 <= begin <= wide - length} or begins
        lines = {side: _free_line(begin, begin + length, up + _ABOVE, taken) for side, begin in inside.items()}
        # To the left of its dot only where that spares more than a line.
        side = min(lines, key=lambda side: lines[side] + (_LINE if side == "right" and len(lines) > 1 else 0))
        taken.append((begins[side], begins[side] + length, lines[side]))
        rows.append({"change": mark["change"], "share": mark["share"], "label": mark["label"], "side": side,
                     "place": lines[side] / high * ends["most_share"]})  # fmt: skip
    return tuple(rows)


def _free_line(begin: float, end: float, lowest: float, taken: Sequence[tuple[float, float, float]]) -> float:
    """The lowest line from here up on which nothing stands in the way of a name from `begin` to `end`."""
    in_the_way = [other for first, last, other in taken if begin < last and end > first]
    line = lowest
    while any(abs(line - other) < _LINE for other in in_the_way):
        line += _LINE / 3
    return line


def _finding(years: Sequence[CompanyYear]) -> tuple[str, str]:
    """How many of the companies raise spending and cut roles at once, in full and in short."""
    changes = [(year, year.spent.change) for year in years if year.spent and year.spent.change]
    raised = [year for year, change in changes if change.low > 0]
    both = sum(bool(year.roles.loose) for year in raised)
    counted = f"All {len(raised)}" if len(raised) == len(changes) else f"{len(raised)} of {len(changes)}"
    full = f"{counted} companies spend more than the year before, or expect to"
    return (f"{full}; {both} of them also announced cuts with a link to AI in that year",
            f"{counted} companies spend more, or expect to; {both} also cut with a link to AI")  # fmt: skip


def _percent(amount: Decimal) -> float:
    return float(round(amount, 1))


def _row(year: CompanyYear) -> Row:
    mark = _mark(year) or {}
    return {
        **{key: mark[key] for key in ("company", "year", "change_low", "change_high", "share_loose")},
        "share_strict": mark["share_strict"], "roles_strict": int(year.roles.strict),
        "roles_loose": int(year.roles.loose), "basis": mark["basis"], "headcount": year.base.when if year.base else "",
    }  # fmt: skip


def _mark(year: CompanyYear) -> dict[str, Any] | None:
    spent, share = year.spent, year.share
    if spent is None or spent.change is None or share is None:
        return None
    low, high = _percent(spent.change.low), _percent(spent.change.high)
    strict, loose = _percent(share.low), _percent(share.high)
    return {
        "company": year.company.name, "year": year.when, "basis": spent.point.basis,
        "change_low": low, "change_high": high, "share_strict": strict, "share_loose": loose,
        "change": (low + high) / 2, "share": (strict + loose) / 2, "actual": spent.point.is_actual,
        "label": f"{year.company.name} {year.ends.year}", "change_text": _change_text(spent, low, high),
        "share_text": f"{_span(strict, loose)}%", "roles": _roles_text(year),
    }  # fmt: skip


def _change_text(spent: Spent, low: float, high: float) -> str:
    return f"{_span(low, high)}%" + ("" if spent.point.is_actual else f" ({spent.point.basis})")


def _span(low: float, high: float) -> str:
    first, last = (plain(Decimal(str(end))) for end in (low, high))
    return first if first == last else f"{first} to {last}"


def _roles_text(year: CompanyYear) -> str:
    strict, loose = words.people(year.roles.strict), words.people(year.roles.loose)
    return strict if strict == loose else f"{strict}–{loose}"


def _spoken(mark: Mapping[str, Any]) -> str:
    return f"{mark['label']}: capital expenditure {mark['change_text']}, roles cut {mark['share_text']} of headcount"


@cache
def spec(layout: Layout) -> Spec:
    """The specification without data."""
    told = theme.tooltip({"company": "Company", "year": "Year", "change_text": "Change of capital expenditure",
                          "roles": "Roles cut", "share_text": "Share of headcount"})  # fmt: skip
    marks = alt.Chart(theme.rows("companies")).encode(tooltip=told)
    across = alt.X("change:Q", axis=_axis(layout, "Capital expenditure against the year before"), scale=alt.Scale(
        domain=[alt.ExprRef("least_change"), alt.ExprRef("most_change")], nice=False))  # fmt: skip
    up = alt.Y("share:Q", axis=alt.Axis(title=None, tickCount=4, labelExpr="datum.label + '%'"), scale=alt.Scale(
        domain=[0, alt.ExprRef("most_share")], nice=False))  # fmt: skip
    dots = marks.encode(x=across, y=up)
    names = alt.Chart(theme.rows(f"names_{layout}")).encode(x=across, y=alt.Y("place:Q"))
    named = names.encode(text="label:N")
    panel = alt.layer(
        names.mark_rule(stroke=theme.MUTED, strokeWidth=0.8).encode(y2="share:Q"),
        marks.mark_rule(stroke=theme.GUIDED, strokeWidth=3, opacity=0.85).encode(
            x=alt.X("change_low:Q"), x2="change_high:Q", y=up
        ),
        marks.mark_rule(stroke=theme.STATED, strokeWidth=3, opacity=0.85).encode(
            x=across, y=alt.Y("share_strict:Q"), y2="share_loose:Q"
        ),
        named.mark_text(stroke=theme.PAPER, strokeWidth=4, strokeJoin="round", **_BESIDE),
        named.mark_text(**_BESIDE),
        dots.transform_filter("datum.actual").mark_circle(color=theme.TEXT, size=60, opacity=1),
        dots.transform_filter("!datum.actual").mark_point(
            stroke=theme.TEXT, fill=theme.PAPER, size=60, strokeWidth=1.6, opacity=1
        ),
    ).properties(width=theme.WIDTH[layout], height=_HEIGHT[layout])  # fmt: skip
    return theme.themed(panel, layout, ("least_change", "most_change", "most_share"))


def _axis(layout: Layout, title: str) -> alt.Axis:
    signed = "(datum.value > 0 ? '+' : '') + datum.label + '%'"
    return alt.Axis(title=title, tickCount=5 if layout == "wide" else 3, labelExpr=signed, labelOverlap=True,
                    labelSeparation=8, grid=True, domain=True)  # fmt: skip


KIND = ChartKind(
    "spending-and-staff-change",
    spec,
    "Changes are against the year before in the company's own currency, so that exchange rates move nothing. No line "
    "is fitted: two things side by side are not cause and effect.",
)
