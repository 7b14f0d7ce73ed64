"""What a company spends on plant and equipment, how many people work for it, and its cuts, on one time axis.

A bar is as wide as its fiscal year.  What is guided is an open range, and earlier guidance stays as thin marks inside
its year, the oldest at the left.  Panels without anything to show are left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, partial

import altair as alt

from generator.charts import theme, words
from generator.charts.base import LAYOUTS, Cell, Chart, ChartKind, Column, Layout, Row, Spec
from generator.figures.ai_link import GRADES
from generator.figures.roles_by_month import CutInMonth, cuts_by_month
from generator.figures.series import Point, earlier_guidance, series_of, yearly
from generator.figures.year_between import adjoin
from generator.knowledge_base import KnowledgeBase
from generator.quantities import Quantity, as_number, plain
from generator.records import Company
from generator.sentences import in_words

_HEIGHTS: Mapping[str, Mapping[Layout, int]] = {
    "spending": {"wide": 170, "narrow": 150},
    "headcount": {"wide": 80, "narrow": 76},
    "cuts": {"wide": 80, "narrow": 76},
}
_METHOD = (
    "The figure of a year is chosen by rule from all claims on the whole company: what happened before what was "
    "guided, filings before the press, then the newest. A cut stands in the month of its announcement and is coloured "
    "by its AI link."
)
_LETTER = 7.2
# Figures above the years: smaller where a year is narrow.
_FIGURE_SIZE: Mapping[Layout, float] = {"wide": theme.NORMAL, "narrow": 10.5}
COLUMNS = (
    Column("what", "What"),
    Column("when", "When"),
    Column("low", "Lowest", is_number=True),
    Column("high", "Highest", is_number=True),
    Column("unit", "Unit"),
    Column("basis", "Basis or AI link"),
    Column("source", "Source or record"),
)


@dataclass(frozen=True)
class _Rows:
    """What is known of a company over time; `power` and `unit` are those in which spending is written."""

    name: str
    years: tuple[Point, ...]
    earlier: tuple[Point, ...]
    staff: tuple[Point, ...]
    cuts: tuple[CutInMonth, ...]
    power: int
    unit: str

    @property
    def panels(self) -> tuple[str, ...]:
        """The panels with something to show."""
        several = len(self.years) > 1 or bool(self.years and self.earlier)
        shown = {"spending": several, "headcount": len(self.staff) > 1, "cuts": bool(self.cuts)}
        return tuple(panel for panel, is_shown in shown.items() if is_shown)

    @property
    def days(self) -> tuple[date, date]:
        """The ends of the time axis."""
        by_panel = {"spending": self.years, "headcount": self.staff}
        shown = [point for panel, points in by_panel.items() if panel in self.panels for point in points]
        begins = [*(point.begins for point in shown), *(cut.month for cut in self.cuts)]
        ends = [*(point.ends for point in shown), *(cut.month + timedelta(days=31) for cut in self.cuts)]
        return min(begins) - timedelta(days=45), max(ends) + timedelta(days=45)


def chart(company: Company, kb: KnowledgeBase) -> Chart | None:
    """The chart; None unless two figures of spending or of headcount can be compared."""
    found = _rows(company, kb)
    if not {"spending", "headcount"} & set(found.panels):
        return None
    sources = tuple(dict.fromkeys(point.source for point in (*found.years, *found.earlier, *found.staff)))
    first, last = found.days
    highest = max((point.high for point in (*found.years, *found.earlier)), default=Decimal(1))
    return Chart(
        name="spending",
        kind=_kind(found.panels),
        title=words.title(_finding(found), _in_short(found)),
        subtitle=_subtitle(found),
        alternative=_alternative(found),
        source=words.source_line(sources),
        columns=COLUMNS,
        rows=(*_spending_rows(found), *_cut_rows(found)),
        marks=_marks(found),
        parameters={
            "first": words.moment(first),
            "last": words.moment(last),
            "most": words.ceiling(highest.scaleb(-found.power) * Decimal("1.08")),
            "most_staff": words.ceiling(max((p.high for p in found.staff), default=Decimal(1)) * Decimal("1.15")),
            "most_roles": words.ceiling(max((cut.roles for cut in found.cuts), default=Decimal(1)) * Decimal("1.3")),
        },
        sources=sources,
    )


def _rows(company: Company, kb: KnowledgeBase) -> _Rows:
    spending = yearly(company, "capex", kb)
    years = spending.points if spending else ()
    unit = spending.unit if spending else ""
    earlier = tuple(point for point in earlier_guidance(company, "capex", kb) if point.unit == unit)
    staff = [item for item in series_of(company, "headcount", kb) if item.length == "date"]
    power, unit_words = words.scale([point.high for point in (*years, *earlier)], unit) if years else (0, "")
    cuts = cuts_by_month(kb.cuts_of.get(company.id, ()), kb)
    return _Rows(company.name, years, earlier, staff[0].points if staff else (), cuts, power, unit_words)


def _finding(found: _Rows) -> str:
    told = _told(found)
    if len(told) < 2:
        expects = f"{found.name} expects {_figure(told[0])} of capital expenditure for {told[0].when}" if told else ""
        return expects or f"Capital expenditure of {found.name}"
    first, last = told
    if first in found.staff:
        return f"{found.name} had {_figure(first)} staff ({first.when}) and later {_figure(last)} ({last.when})"
    then = f"{_figure(last)} in" if last.is_actual else f"expects {_figure(last)} for"
    return f"{found.name} spent {_figure(first)} in {first.when} and {then} {last.when}"


def _in_short(found: _Rows) -> str:
    """The same with short times, for a title."""
    told = _told(found)
    if len(told) < 2:
        expects = f"{found.name} expects capex of {_figure(told[0])} ({words.short_time(told[0].when)})" if told else ""
        return expects or _finding(found)
    first, last = told
    does = ("staff", "") if first in found.staff else ("spent", "" if last.is_actual else "expected")
    figures = (f"{_figure(point)}{f' {word}'.rstrip()} ({words.short_time(point.when)})"
               for point, word in zip(told, does, strict=True))  # fmt: skip
    return f"{found.name}: {', '.join(figures)}"


def _told(found: _Rows) -> Sequence[Point]:
    """What the title tells of: what was spent and what is expected next, or a first and a last figure."""
    spent = [point for point in found.years if point.is_actual]
    ahead = [point for point in found.years if not point.is_actual and (not spent or point.ends > spent[-1].ends)]
    is_drawn = "spending" in found.panels
    if spent and ahead and is_drawn:
        return spent[-1], ahead[-1]
    if len(spent) > 1:
        return spent[0], spent[-1]
    if is_drawn and ahead:
        return (ahead[-1],)
    return (found.staff[0], found.staff[-1]) if len(found.staff) > 1 else ()


def _subtitle(found: _Rows) -> str:
    spending = f"Capital expenditure, {found.unit}, by fiscal year; open ranges are guided or planned, not spent, "
    parts = {
        "spending": f"{spending}thin marks are what was said earlier." if found.earlier else f"{spending[:-2]}.",
        "headcount": "Headcount.",
        "cuts": "Roles cut, by month of announcement.",
    }
    return " ".join([*(parts[panel] for panel in found.panels), *_gap(found)])


def _gap(found: _Rows) -> Iterable[str]:
    """That the two years of the title are no neighbours."""
    told = _told(found)
    if len(told) == 2 and not told[1].is_actual and not adjoin(told[0].ends, told[1].begins):
        yield f"No full-year result is recorded between {told[0].when} and {told[1].when}."


def _alternative(found: _Rows) -> str:
    parts = [_finding(found)]
    if "headcount" in found.panels:
        first, last = found.staff[0], found.staff[-1]
        parts.append(f"headcount was {_figure(first)} ({first.when}) and later {_figure(last)} ({last.when})")
    if found.cuts:
        named = [f"{words.people(cut.roles)} in {words.month(cut.month)}" for cut in found.cuts]
        parts.append(f"cuts: {in_words(named)}")
    return f"{'; '.join(parts)}."


def _figure(point: Point) -> str:
    return words.span(Quantity(point.low, point.unit), Quantity(point.high, point.unit), point.bound)


def _spending_rows(found: _Rows) -> Iterable[Row]:
    groups = (("capital expenditure", found.years, found.power, found.unit),
              ("capital expenditure, said earlier", found.earlier, found.power, found.unit),
              ("headcount", found.staff, 0, ""))  # fmt: skip
    for what, points, power, unit in groups:
        for point in points:
            low, high = (as_number(end.scaleb(-power)) for end in (point.low, point.high))
            yield {"what": what, "when": point.when, "low": low, "high": high, "unit": unit, "basis": point.basis,
                   "source": point.publisher}  # fmt: skip


def _cut_rows(found: _Rows) -> Iterable[Row]:
    for cut in found.cuts:
        yield {"what": "roles cut", "when": f"{cut.month:%Y-%m}", "low": int(cut.lowest), "high": int(cut.highest),
               "unit": "", "basis": cut.grade, "source": f"cuts/{cut.cut}"}  # fmt: skip


def _marks(found: _Rows) -> Mapping[str, tuple[Row, ...]]:
    unit = f", {found.unit}" if found.unit else ""
    marks: dict[str, tuple[Row, ...]] = {
        "years": tuple(_year_marks(found)),
        "earlier": tuple(_earlier_marks(found)),
        "headcount": tuple(_staff_marks(found)),
        "cuts": tuple(_cut_marks(found)),
        "heading_spending": ({"heading": f"Capital expenditure{unit}"},),
        "heading_headcount": ({"heading": "Headcount"},),
        "heading_cuts": ({"heading": "Roles cut"},),
    }
    needed = {"spending": ("years", "earlier"), "headcount": ("headcount",), "cuts": ("cuts",)}
    return {name: marks[name] for panel in found.panels for name in (f"heading_{panel}", *needed[panel])}


def _year_marks(found: _Rows) -> Iterable[Row]:
    gap = timedelta(days=24)
    for point in found.years:
        low, high = as_number(point.low.scaleb(-found.power)), as_number(point.high.scaleb(-found.power))
        said = [point.high, *(other.high for other in found.earlier if other.ends == point.ends)]
        yield {
            "begins": (point.begins + gap).isoformat(), "ends": (point.ends - gap).isoformat(),
            "middle": (point.begins + (point.ends - point.begins) / 2).isoformat(),
            "low": 0 if point.is_actual else low, "high": high, "shape": "spent" if point.is_actual else "guided",
            "top": as_number(max(said).scaleb(-found.power)), **_year_labels(found, point),
            "when": point.when, "figure": _figure(point), "basis": point.basis, "source": point.publisher,
        }  # fmt: skip


def _year_labels(found: _Rows, point: Point) -> dict[str, str]:
    """The figure above a year with its bound, as a sign where the word is too wide; nothing where both are."""
    low, high = (plain(end.scaleb(-found.power)) for end in (point.low, point.high))
    figure = high if low == high else f"{low}–{high}"
    first, last = found.days
    labels: dict[str, str] = {}
    for layout in LAYOUTS:
        letter = _LETTER * _FIGURE_SIZE[layout] / theme.SMALL
        # Beside the last year is nothing, and it is the one to be read.
        more = 10 if point is found.years[-1] else -3
        room = (theme.WIDTH[layout] * 365 / (last - first).days + more) / letter
        bounds = words.bound_word(point.bound), words.bound_sign(point.bound)
        labels[layout] = next((f"{bound}{figure}" for bound in bounds if len(f"{bound}{figure}") <= room), "")
    return labels


def _earlier_marks(found: _Rows) -> Iterable[Row]:
    """Earlier guidance side by side inside its year, in the order in which it was said."""
    for year in found.years:
        of_year = [point for point in found.earlier if (point.begins, point.ends) == (year.begins, year.ends)]
        for index, point in enumerate(of_year, start=1):
            when = point.begins + (point.ends - point.begins) * index / (len(of_year) + 1)
            low, high = (as_number(end.scaleb(-found.power)) for end in (point.low, point.high))
            yield {"when": point.when, "at": when.isoformat(), "low": low, "high": high, "figure": _figure(point),
                   "basis": point.basis, "source": point.publisher}  # fmt: skip


def _staff_marks(found: _Rows) -> Iterable[Row]:
    labels = _labels(found, [(point.ends, point.high) for point in found.staff], ends_first=True)
    for point, label in zip(found.staff, labels, strict=True):
        yield {"at": point.ends.isoformat(), "high": as_number(point.high), "when": point.when,
               "figure": _figure(point), "source": point.publisher, **label,
               "side": "left" if point is found.staff[0] else "right" if point is found.staff[-1] else "center",
               "below": _is_under_line(found.staff, point)}  # fmt: skip


def _is_under_line(staff: Sequence[Point], point: Point) -> bool:
    """Whether the line runs up and inwards from this end of it, where its figure would stand; not near the ground."""
    if len(staff) < 2 or point.high * 3 < max(other.high for other in staff):
        return False
    beside = {staff[0].ends: staff[1], staff[-1].ends: staff[-2]}.get(point.ends)
    return beside is not None and beside.high > point.high


def _cut_marks(found: _Rows) -> Iterable[Row]:
    labels = _labels(found, [(cut.month, cut.roles) for cut in found.cuts])
    for cut, label in zip(found.cuts, labels, strict=True):
        yield {"begins": cut.month.isoformat(), "ends": (cut.month + timedelta(days=28)).isoformat(),
               "at": (cut.month + timedelta(days=14)).isoformat(), "low": 0, "high": int(cut.roles),
               "grade": cut.grade, "link": theme.GRADE_WORDS[cut.grade], "month": words.month(cut.month),
               "spread": f"{words.people(cut.lowest)} to {words.people(cut.highest)}",
               "roles": words.people(cut.roles), **label}  # fmt: skip


def _labels(found: _Rows, marks: Sequence[tuple[date, Decimal]], ends_first: bool = False) -> Iterable[dict[str, Cell]]:
    """For each mark its label in either layout, empty where there is no room beside a larger one."""
    first, last = found.days
    sizes = [float(amount) for _, amount in marks]
    if ends_first and sizes:
        sizes[0] = sizes[-1] = float("inf")
    room: dict[str, set[int]] = {}
    for layout in LAYOUTS:
        places = [theme.WIDTH[layout] * (when - first).days / (last - first).days for when, _ in marks]
        longest = max((len(plain(amount)) for _, amount in marks), default=0) * _LETTER
        # Labels at the ends are drawn inwards, half their width nearer to the next.
        room[layout] = words.with_room(places, sizes, longest * (1.5 if ends_first else 1) + 6)
    return [{layout: plain(amount) if index in room[layout] else "" for layout in LAYOUTS}
            for index, (_, amount) in enumerate(marks)]  # fmt: skip


@cache
def _kind(panels: tuple[str, ...]) -> ChartKind:
    """The kind of chart with just these panels."""
    return ChartKind(f"company-{'-'.join(panels)}", partial(spec, panels), _METHOD)


@cache
def spec(panels: tuple[str, ...], layout: Layout) -> Spec:
    """The specification without data."""
    drawn = [_PANELS[panel](layout, panel == panels[-1]) for panel in panels]
    return theme.themed(alt.vconcat(*drawn, spacing=30), layout, ("first", "last", "most", "most_staff", "most_roles"))


def _panel(panel: str, layout: Layout, *layers: alt.Chart) -> theme.Panel:
    heading = alt.Chart(theme.rows(f"heading_{panel}")).encode(x=alt.value(0), y=alt.value(0), text="heading:N")
    named = heading.mark_text(align="left", baseline="bottom", dy=-8, fontWeight="bold")
    return alt.layer(*layers, named).properties(width=theme.WIDTH[layout], height=_HEIGHTS[panel][layout])


def _spending(layout: Layout, is_last: bool) -> theme.Panel:
    told = theme.tooltip({"when": "Year", "figure": "Capital expenditure", "basis": "Basis", "source": "Source"})
    x, y = theme.time("begins", layout, labelled=is_last), theme.amount("low")
    every = alt.Chart(theme.rows("years"))
    years = every.encode(x=x, x2="ends:T", y=y, y2="high:Q", tooltip=told)
    earlier = alt.Chart(theme.rows("earlier")).encode(x=alt.X("at:T"), y="low:Q", tooltip=told)
    single = earlier.transform_filter("datum.low == datum.high")
    return _panel(
        "spending", layout,
        years.transform_filter("datum.shape == 'spent'").mark_bar(color=theme.ACTUAL),
        years.transform_filter("datum.shape == 'guided'").mark_bar(
            fill=theme.GUIDED, fillOpacity=0.12, stroke=theme.GUIDED, strokeWidth=1.4
        ),
        # On a bar they would be blue on blue: paper around them keeps them apart from it.
        earlier.mark_rule(color=theme.PAPER, strokeWidth=6).encode(y2="high:Q"),
        earlier.mark_rule(color=theme.GUIDED, strokeWidth=2.4).encode(y2="high:Q"),
        single.mark_tick(color=theme.PAPER, size=13, thickness=6),
        single.mark_tick(color=theme.GUIDED, size=9, thickness=2.4),
        every.mark_text(baseline="bottom", dy=-5, fontSize=_FIGURE_SIZE[layout]).encode(
            x=alt.X("middle:T"), y=alt.Y("top:Q"), text=f"{layout}:N"
        ),
    )  # fmt: skip


def _headcount(layout: Layout, is_last: bool) -> theme.Panel:
    told = theme.tooltip({"when": "Date", "figure": "Headcount", "source": "Source"})
    y = theme.amount("high", ticks=2, limit="most_staff")
    staff = alt.Chart(theme.rows("headcount")).encode(x=theme.time("at", layout, labelled=is_last), y=y, tooltip=told)
    return _panel(
        "headcount", layout,
        staff.mark_line(color=theme.TEXT, strokeWidth=1.6),
        staff.mark_circle(color=theme.TEXT, size=36, opacity=1),
        staff.mark_text(
            align=alt.ExprRef("datum.side"), baseline=alt.ExprRef("datum.below ? 'top' : 'bottom'"),
            dy=alt.ExprRef("datum.below ? 6 : -6"), fontSize=theme.SMALL,
        ).encode(text=f"{layout}:N"),
    )  # fmt: skip


def _cuts(layout: Layout, is_last: bool) -> theme.Panel:
    told = theme.tooltip({"month": "Announced", "roles": "Roles", "spread": "Spread of claims", "link": "AI link"})
    base = alt.Chart(theme.rows("cuts")).encode(y=theme.amount("low", ticks=2, limit="most_roles"))
    bars = base.encode(x=theme.time("begins", layout, labelled=is_last), x2="ends:T", y2="high:Q", tooltip=told)
    labels = base.encode(x=alt.X("at:T"), y=alt.Y("high:Q"), text=f"{layout}:N")
    return _panel(
        "cuts", layout,
        *(bars.transform_filter(f"datum.grade == '{grade}'").mark_bar(**theme.GRADE_MARKS[grade]) for grade in GRADES),
        labels.mark_text(baseline="bottom", dy=-4, fontSize=theme.SMALL),
    )  # fmt: skip


_PANELS = {"spending": _spending, "headcount": _headcount, "cuts": _cuts}
