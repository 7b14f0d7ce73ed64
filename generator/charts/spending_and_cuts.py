"""The flagship: capital expenditure by company and fiscal year, above roles cut by month and AI link, on one time axis.

A fiscal year stands where it ends.  What was spent is a filled point; what is guided is an open range and is never
joined to it by a solid line.  Each cut is one segment of its month's bar, in the strip of its grade.  That the two
stand above each other says nothing about cause.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any

import altair as alt

from generator.charts import strips, theme, words
from generator.charts.base import LAYOUTS, Chart, ChartKind, Column, Layout, Row, Spec
from generator.figures.ai_link import GRADES, Grade
from generator.figures.roles_by_month import CutInMonth
from generator.figures.spending import SpendingYear
from generator.quantities import BILLION, Quantity

_LEADING = 5
_HEIGHT: dict[Layout, int] = {"wide": 250, "narrow": 230}
_STRIP: dict[Layout, int] = {"wide": 76, "narrow": 70}
# The room beside the panels for the names of companies.
_NAMES: dict[Layout, int] = {"wide": 226, "narrow": 106}
# In pixels: the line from the end of the axis to a name.
_LEADER = 14
_SUBTITLE = (
    "Top: capital expenditure in USD bn. Each fiscal year stands where it ends; open marks are guided, not spent; "
    f"the {_LEADING} largest are named, the others small. Below: roles cut, by month of announcement and AI link; a "
    "bar is the headline figure, an “up to” at its full height."
)


def chart(spending: Sequence[SpendingYear], cuts: Sequence[CutInMonth], without_month: int = 0) -> Chart | None:
    """The chart; None unless there are both years of spending and cuts with a month."""
    if len(spending) < 2 or not cuts:
        return None
    first = date(min(cuts[0].month, spending[-1].ends).year - 1, 1, 1)
    last = max(spending[-1].ends, cuts[-1].month) + timedelta(days=45)
    shown = [year for year in spending if year.ends >= first]
    most = words.ceiling(max(year.high for year in shown) / BILLION)
    segments = strips.segments(cuts, lambda cut: cut.grade, months=1)
    return Chart(
        name="spending-and-cuts",
        kind=KIND,
        title=words.title(*_findings(spending), f"Capital expenditure of {len(_companies(spending))} companies"),
        subtitle=f"{_compared(spending)}{_SUBTITLE}{strips.not_drawn(without_month)}",
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


def _findings(spending: Sequence[SpendingYear]) -> Sequence[str]:
    """The change of what was spent between the last two years that the same companies have, in full and in short."""
    last, both = _same_companies(spending)
    if not both:
        return []
    before, after = (
        sum((year.high for year in spending if year.is_actual and year.company in both and year.ends.year == number),
            Decimal(0))
        for number in (last - 1, last)
    )  # fmt: skip
    verb = "rose" if after > before else "fell" if after < before else "stayed"
    spent = f"{words.dollars(before)} in fiscal {last - 1}", f"{words.dollars(after)} in fiscal {last}"
    return [f"Capital expenditure of {len(both)} companies {verb} from {' to '.join(spent)}",
            f"{len(both)} companies spent {' and '.join(spent)}"]  # fmt: skip


def _same_companies(spending: Sequence[SpendingYear]) -> tuple[int, Mapping[str, str]]:
    """The last year that two companies or more report together with the one before it, and their names by id."""
    names = {year.company: year.name for year in spending}
    spent = {(year.company, year.ends.year) for year in spending if year.is_actual}
    for last in sorted({year for _, year in spent}, reverse=True):
        both = {company: names[company] for company, year in spent if year == last and (company, last - 1) in spent}
        if len(both) > 1:
            return last, both
    return 0, {}


def _compared(spending: Sequence[SpendingYear]) -> str:
    """Which companies the title compares."""
    _, both = _same_companies(spending)
    return f"Compared are {words.first_few(sorted(both.values()))}, which report both years. " if both else ""


def _alternative(spending: Sequence[SpendingYear], cuts: Sequence[CutInMonth]) -> str:
    guided = [year for year in spending if not year.is_actual]
    linked = [cut for cut in cuts if cut.grade != "none"]
    whole = f"Capital expenditure of {len(_companies(spending))} companies by fiscal year"
    finding = next(iter(_findings(spending)), whole)
    roles = words.people(sum((cut.roles for cut in linked), Decimal(0)))
    return (
        f"{finding}. Guided, not yet spent (years: {len(guided)}, companies: {len(_companies(guided))}) is drawn open. "
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
    return float(round(amount / BILLION, 4))


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
    """A label for each leading company at the end of the axis, and one for all others; apart in both layouts."""
    leading, newest = _leading(spending), {year.company: year for year in spending}
    named = [(year, year.name, f"{year.name} {_sum(year)}") for year in newest.values() if year.company in leading]
    others = [year for year in newest.values() if year.company not in leading]
    if others:
        largest, count = max(others, key=lambda year: year.high), f"{len(others)} other{'s' if len(others) > 1 else ''}"
        named.append((largest, count, f"{count}, at most {words.dollars(largest.high)}"))
    places = [_middle(year) for year, _, _ in named]
    wide, narrow = (words.apart(places, 15 * most / _HEIGHT[layout]) for layout in LAYOUTS)
    for (year, name, label), high, higher in zip(named, wide, narrow, strict=True):
        yield {"ends": year.ends.isoformat(), "middle": _middle(year), "wide": high, "narrow": higher,
               "name": name, "label": label}  # fmt: skip


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


def _either(leading: float, other: float) -> Any:
    """A size for the marks of the companies that are named, and one for those of the others."""
    return alt.condition("datum.leads", alt.value(leading), alt.value(other))


def _spending_panel(layout: Layout) -> theme.Panel:
    width = theme.WIDTH[layout] - _NAMES[layout]
    x = theme.time("ends", layout, labelled=False)
    base = alt.Chart(theme.rows("years")).encode(x=x)
    words_of_mark = {"name": "Company", "year": "Year", "basis": "Basis", "sum": "Capital expenditure"}
    told = base.encode(tooltip=theme.tooltip(words_of_mark))
    y, spent = theme.amount("high", sign="$", unit=" bn"), "datum.shape == 'spent'"
    reach = alt.Chart(theme.rows("reaches")).encode(x=x, y=alt.Y("middle:Q"), detail="company:N")
    panel = alt.layer(
        reach.mark_line(color=theme.GUIDED, strokeWidth=1, strokeDash=[2, 3]),
        base.transform_filter(spent)
        .mark_line(color=theme.ACTUAL)
        .encode(y=y, detail="company:N", strokeWidth=_either(1.8, 1)),
        told.transform_filter("datum.shape == 'guided range'")
        .mark_bar(fill=theme.PAPER, fillOpacity=1, stroke=theme.GUIDED, strokeWidth=1.6, cornerRadius=1)
        .encode(y=theme.amount("low", sign="$", unit=" bn"), y2="high:Q", size=_either(9, 5)),
        told.transform_filter("datum.shape == 'guided'")
        .mark_point(shape="diamond", fill=theme.PAPER, stroke=theme.GUIDED, strokeWidth=1.4, opacity=1)
        .encode(y=y, size=_either(64, 26)),
        told.transform_filter(spent).mark_circle(color=theme.ACTUAL, opacity=1).encode(y=y, size=_either(44, 16)),
        *_named(layout, x),
    )
    return panel.properties(width=width, height=_HEIGHT[layout])


def _named(layout: Layout, x: alt.X) -> Iterator[alt.Chart]:
    """The names beside the panel, each with a line to its mark."""
    names, width = alt.Chart(theme.rows("names")), theme.WIDTH[layout] - _NAMES[layout]
    # The picture is as wide as its room for names, and no narrower where the letters that it is drawn in are.
    yield names.mark_point(opacity=0, size=1).encode(x=alt.value(theme.WIDTH[layout]), y=alt.value(0))
    yield names.mark_rule(color=theme.LINE).encode(
        x=x, x2=alt.value(width + _LEADER - 3), y="middle:Q", y2=f"{layout}:Q"
    )
    yield names.mark_text(
        align="left", limit=_NAMES[layout] - _LEADER, fontSize=theme.NORMAL if layout == "wide" else theme.SMALL
    ).encode(y=alt.Y(f"{layout}:Q"), x=alt.value(width + _LEADER), text="label:N" if layout == "wide" else "name:N")


KIND = ChartKind(
    "spending-and-cuts",
    spec,
    "That the two stand above each other says nothing about cause. Sums in other currencies are converted at the "
    "yearly average rate in the table. The AI link of a cut follows by rule from who says what about it, and holds for "
    "the whole cut, even where only a part is put down to AI.",
)
