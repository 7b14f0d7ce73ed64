"""The flagship: capital expenditure by company and fiscal year, above roles cut by month and AI link, on one time axis.

A fiscal year stands where it ends.  What was spent is a filled point; what is guided is an open range and is never
joined to it by a solid line.  Each cut is one segment of its month's bar, in the strip of its grade.  That the two
stand above each other says nothing about cause.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise

import altair as alt

from generator.charts import strips, theme, words
from generator.charts.base import Chart, ChartKind, Column, Layout, Row, Spec
from generator.figures.ai_link import GRADES, Grade
from generator.figures.roles_by_month import CutInMonth
from generator.figures.spending import SpendingYear
from generator.quantities import Quantity

_LEADING = 5
_HEIGHT: dict[Layout, int] = {"wide": 250, "narrow": 230}
_STRIP: dict[Layout, int] = {"wide": 76, "narrow": 70}
# The room beside the panels for the names of companies.
_NAMES: dict[Layout, int] = {"wide": 226, "narrow": 88}
_BILLION = Decimal(10) ** 9
_SUBTITLE = (
    "Top: capital expenditure in USD bn. Each fiscal year stands where it ends; open marks are guided, not spent; "
    f"the {_LEADING} largest are named, the others pale. Below: roles cut, by month of announcement and AI link; a bar "
    "is the headline figure, an “up to” at its full height."
)


def chart(spending: Sequence[SpendingYear], cuts: Sequence[CutInMonth]) -> Chart | None:
    """The chart; None unless there are both years of spending and cuts with a month."""
    if len(spending) < 2 or not cuts:
        return None
    first = date(min(cuts[0].month, spending[-1].ends).year - 1, 1, 1)
    last = max(spending[-1].ends, cuts[-1].month) + timedelta(days=45)
    shown = [year for year in spending if year.ends >= first]
    most = words.ceiling(max(year.high for year in shown) / _BILLION)
    segments = strips.segments(cuts, lambda cut: cut.grade, months=1)
    return Chart(
        name="spending-and-cuts",
        kind=KIND,
        title=_finding(spending) or f"Capital expenditure of {len(_companies(spending))} companies",
        subtitle=_SUBTITLE,
        alternative=_alternative(spending, cuts),
        source=f"From the records of {len(_companies(spending))} companies and {len(cuts)} cuts.",
        columns=COLUMNS,
        rows=(*map(_spending_row, spending), *map(_cut_row, cuts)),
        marks=_marks(shown, most, segments, (first, last)),
        parameters={
            "first": words.moment(first), "last": words.moment(last), "most": most,
            "most_roles": strips.scale_end(segments, _STRIP["narrow"]),
        },
    )  # fmt: skip


def _marks(
    shown: Sequence[SpendingYear], most: float, segments: strips.Segments, ends: tuple[date, date]
) -> Mapping[str, tuple[Row, ...]]:
    return {
        "years": tuple(_year_mark(year, _leading(shown)) for year in shown),
        "reaches": tuple(_reaches(shown)),
        "names": tuple(_names(shown, most)),
        **{name: rows for grade in GRADES for name, rows in _strip(grade, segments, ends).items()},
    }


COLUMNS = (
    Column("kind", "What"),
    Column("name", "Company"),
    Column("when", "Year or month"),
    Column("basis", "Basis or AI link"),
    Column("low", "Lowest (USD bn, or roles)", is_number=True),
    Column("high", "Highest (USD bn, or roles)", is_number=True),
    Column("headline", "Headline (roles)", is_number=True),
    Column("rate", "Exchange rate used"),
    Column("record", "Record"),
)


def _companies(spending: Iterable[SpendingYear]) -> list[str]:
    return list(dict.fromkeys(year.company for year in spending))


def _finding(spending: Sequence[SpendingYear]) -> str:
    """The change of what was spent between the last two years that the same companies have; empty without such."""
    spent = {(year.company, year.ends.year): year.high for year in spending if year.is_actual}
    for last in sorted({year for _, year in spent}, reverse=True):
        both = [company for company, year in spent if year == last and (company, last - 1) in spent]
        if len(both) < 2:
            continue
        before, after = (sum((spent[c, year] for c in both), Decimal(0)) for year in (last - 1, last))
        verb = "rose" if after > before else "fell" if after < before else "stayed"
        return (f"Capital expenditure of {len(both)} companies {verb} from {words.dollars(before)} "
                f"in fiscal {last - 1} to {words.dollars(after)} in fiscal {last}")  # fmt: skip
    return ""


def _alternative(spending: Sequence[SpendingYear], cuts: Sequence[CutInMonth]) -> str:
    guided = [year for year in spending if not year.is_actual]
    linked = [cut for cut in cuts if cut.grade != "none"]
    finding = _finding(spending) or f"Capital expenditure of {len(_companies(spending))} companies by fiscal year"
    roles = words.people(sum((cut.roles for cut in linked), Decimal(0)))
    return (
        f"{finding}; {len(guided)} more years of {len(_companies(guided))} companies are guided, not spent. "
        f"Below, on the same time axis, {len(cuts)} cuts from {words.month(cuts[0].month)} to "
        f"{words.month(cuts[-1].month)}, of which {len(linked)}, with {roles} roles, are linked to AI by somebody."
    )


def _spending_row(year: SpendingYear) -> Row:
    return {"kind": "capital expenditure", "name": year.name, "when": year.year, "basis": year.basis,
            "low": _bn(year.low), "high": _bn(year.high), "headline": None, "rate": year.rate,
            "record": f"companies/{year.company}"}  # fmt: skip


def _cut_row(cut: CutInMonth) -> Row:
    return {"kind": "roles cut", "name": cut.company, "when": f"{cut.month:%Y-%m}", "basis": cut.grade,
            "low": int(cut.lowest), "high": int(cut.highest), "headline": int(cut.roles), "rate": "",
            "record": f"cuts/{cut.cut}"}  # fmt: skip


def _bn(amount: Decimal) -> float:
    return float(round(amount / _BILLION, 4))


def _leading(spending: Iterable[SpendingYear]) -> list[str]:
    """The companies whose newest year is largest; the others are drawn pale and without a name."""
    newest = {year.company: year.high for year in spending}
    return sorted(newest, key=lambda company: (-newest[company], company))[:_LEADING]


def _year_mark(year: SpendingYear, leading: Sequence[str]) -> Row:
    shape = "spent" if year.is_actual else "guided range" if year.low < year.high else "guided"
    return {"company": year.company, "name": year.name, "ends": year.ends.isoformat(), "low": _bn(year.low),
            "high": _bn(year.high), "shape": shape, "leads": year.company in leading, "year": year.year,
            "basis": year.basis, "sum": _sum(year)}  # fmt: skip


def _sum(year: SpendingYear) -> str:
    if year.rate:
        return f"{words.dollars(year.high)}, converted"
    return words.span(Quantity(year.low, "USD"), Quantity(year.high, "USD"), year.bound)


def _reaches(spending: Sequence[SpendingYear]) -> Iterable[Row]:
    """From the last sum spent to each guided one: a dotted line of one company."""
    for company in _companies(spending):
        years = [year for year in spending if year.company == company]
        for before, after in pairwise(years):
            if not (before.is_actual and after.is_actual):
                yield {"company": f"{company} {after.ends}", "leads": company in _leading(spending),
                       "ends": before.ends.isoformat(), "middle": _middle(before)}  # fmt: skip
                yield {"company": f"{company} {after.ends}", "leads": company in _leading(spending),
                       "ends": after.ends.isoformat(), "middle": _middle(after)}  # fmt: skip


def _middle(year: SpendingYear) -> float:
    return _bn((year.low + year.high) / 2)


def _names(spending: Sequence[SpendingYear], most: float) -> Iterable[Row]:
    """A label for each leading company at the end of the axis, apart from each other in both layouts."""
    newest = {year.company: year for year in spending if year.company in _leading(spending)}
    places = [_middle(year) for year in newest.values()]
    wide, narrow = (words.apart(places, 15 * most / _HEIGHT[layout]) for layout in ("wide", "narrow"))
    for year, high, higher in zip(newest.values(), wide, narrow, strict=True):
        yield {"ends": year.ends.isoformat(), "middle": _middle(year), "wide": high, "narrow": higher,
               "name": year.name, "label": f"{year.name} {_sum(year)}"}  # fmt: skip


@cache
def spec(layout: Layout) -> Spec:
    """The specification without data: the spending panel over four strips, one a grade."""
    size = theme.WIDTH[layout] - _NAMES[layout], _STRIP[layout]
    drawn = [strips.panel(grade, layout, (grade,), size, is_last=grade == GRADES[-1]) for grade in GRADES]
    panels = alt.vconcat(_spending_panel(layout), *drawn, spacing=26)
    return theme.themed(panels, layout, ("first", "last", "most", "most_roles"))


def _strip(grade: Grade, segments: strips.Segments, ends: tuple[date, date]) -> Mapping[str, tuple[Row, ...]]:
    said = theme.GRADE_WORDS[grade]
    return strips.data(grade, segments.get(grade, ()), f"{said[0].upper()}{said[1:]}", ends)


def _spending_panel(layout: Layout) -> theme.Panel:
    width = theme.WIDTH[layout] - _NAMES[layout]
    x = theme.time("ends", layout, labelled=False)
    pale = alt.condition("datum.leads", alt.value(1), alt.value(0.4))
    base = alt.Chart(theme.rows("years")).encode(x=x, opacity=pale)
    words_of_mark = {"name": "Company", "year": "Year", "basis": "Basis", "sum": "Capital expenditure"}
    told = base.encode(tooltip=theme.tooltip(words_of_mark))
    y, spent = theme.amount("high", sign="$", unit=" bn"), "datum.shape == 'spent'"
    reach = alt.Chart(theme.rows("reaches")).encode(x=x, y=alt.Y("middle:Q"), detail="company:N", opacity=pale)
    names = alt.Chart(theme.rows("names")).encode(y=alt.Y(f"{layout}:Q"), x=alt.value(width + 14))
    panel = alt.layer(
        reach.mark_line(color=theme.GUIDED, strokeWidth=1, strokeDash=[2, 3]),
        base.transform_filter(spent).mark_line(color=theme.ACTUAL, strokeWidth=1.8).encode(y=y, detail="company:N"),
        told.transform_filter("datum.shape == 'guided range'").mark_bar(
            size=9, fill=theme.PAPER, fillOpacity=1, stroke=theme.GUIDED, strokeWidth=1.6, cornerRadius=1
        ).encode(y=theme.amount("low", sign="$", unit=" bn"), y2="high:Q"),
        told.transform_filter("datum.shape == 'guided'").mark_point(
            shape="diamond", size=64, fill=theme.PAPER, stroke=theme.GUIDED, strokeWidth=1.6
        ).encode(y=y),
        told.transform_filter(spent).mark_circle(color=theme.ACTUAL, size=44, opacity=1).encode(y=y),
        names.mark_rule(color=theme.LINE).encode(x=x, x2=alt.value(width + 11), y="middle:Q", y2=f"{layout}:Q"),
        names.mark_text(
            align="left", limit=_NAMES[layout], fontSize=theme.NORMAL if layout == "wide" else theme.SMALL
        ).encode(text="label:N" if layout == "wide" else "name:N"),
    )
    return panel.properties(width=width, height=_HEIGHT[layout])


KIND = ChartKind(
    "spending-and-cuts",
    spec,
    "That the two stand above each other says nothing about cause. Sums in other currencies are converted at the "
    "yearly average rate in the table. The AI link of a cut follows by rule from who says what about it.",
)
