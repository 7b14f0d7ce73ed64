"""Small panels below each other on one time axis, one for each series: what charts of suppliers and indicators share.

A sum of a year or a month is a bar as wide as the time it covers; a figure of a date is a point on a line.  What is
guided, planned or estimated is an open range.  A panel has its own scale from zero, named in its heading.  A time
without a figure between others is shaded, so that it does not look like zero.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, partial
from itertools import pairwise

import altair as alt

from generator.charts import lettering, theme, words
from generator.charts.base import LAYOUTS, Cell, Chart, ChartKind, Column, Layout, Row, Spec
from generator.figures.series import Point, Series
from generator.knowledge_base import KnowledgeBase
from generator.quantities import Quantity, as_number, plain
from generator.sentences import in_words
from generator.times import Length

_BY: dict[Length, str] = {"year": " by year", "half": " by half-year", "quarter": " by quarter", "month": " by month",
                          "date": "", "span": ""}  # fmt: skip
_HEIGHT: dict[Layout, int] = {"wide": 92, "narrow": 84}
# In pixels: the height of a line of letters, the room between two labels, and by how much labels are moved to find it.
_LINE, _GAP, _STEP = 13.0, 3.0, 3.0
# Half of a dot.
_DOT = 3.0
# Scales end a little above the highest figure.
_FILLED = 0.8
# Two quarters alone would be two slabs as wide as the page.
_SHORTEST = timedelta(days=548)
_MANY = 6
# Days before the first figure and after the last one.
_MARGIN = 20
_NO_FIGURE = "no figure"
Days = tuple[date, date]
COLUMNS = (
    Column("series", "Series"),
    Column("when", "When"),
    Column("begins", "From"),
    Column("ends", "To"),
    Column("low", "Lowest", is_number=True),
    Column("high", "Highest", is_number=True),
    Column("unit", "Unit"),
    Column("basis", "Basis"),
    Column("source", "Source"),
)


def kind(name: str, colour: str, method: str) -> ChartKind:
    """A kind of chart with panels whose marks have this colour."""
    return ChartKind(name, partial(spec, colour), method)


def chart(name: str, panels: ChartKind, series: Sequence[Series], subtitle: str, kb: KnowledgeBase) -> Chart | None:
    """The panels of these series; None without any."""
    if not series:
        return None
    points = [(item, point) for item in series for point in item.points]
    sources = tuple(dict.fromkeys(point.source for _, point in points))
    last = max(point.ends for _, point in points)
    first = min(last - _SHORTEST, *(point.begins for _, point in points))
    changes = [_change(item, kb) for item in series]
    marks = tuple(_marks(series, first, last, kb))
    shaded = " Shaded: times without a figure." if any(mark["shape"] == "gap" for mark in marks) else ""
    return Chart(
        name=name,
        kind=panels,
        title=words.title(changes[0], _in_short(series[0], kb)),
        subtitle=f"{'; '.join(_heading(item, kb) for item in series)}. {subtitle}{shaded}",
        alternative=f"{in_words(changes)}.",
        source=words.source_line(sources),
        columns=COLUMNS,
        rows=tuple(_row(item, point, kb) for item, point in points),
        marks={"points": marks},
        parameters={"first": words.moment(first - timedelta(days=_MARGIN)),
                    "last": words.moment(last + timedelta(days=_MARGIN))},
        sources=sources,
    )  # fmt: skip


def _told(series: Series) -> Sequence[Point]:
    """The points that a title tells of: the first and the last that have happened, or the highest and the last."""
    happened = [point for point in series.points if point.is_actual] or list(series.points)
    first = max(happened, key=lambda point: point.high) if len(happened) >= _MANY else happened[0]
    return list({id(point): point for point in (first, happened[-1])}.values())


def _change(series: Series, kb: KnowledgeBase) -> str:
    """What a series shows: from the first figure to the last one that has happened."""
    label, told = kb.settings.metrics[series.metric].label, _told(series)
    first, last = told[0], told[-1]
    if len(series.points) >= _MANY:
        peak = f", after at most {_figure(first)} ({first.when})" if len(told) > 1 else ", the highest so far"
        return f"{label} stood at {_figure(last)} ({last.when}){peak}"
    if len(told) == 1:
        ahead = [f", with {_figure(p)} guided for {p.when}" for p in series.points[-1:] if not p.is_actual]
        return f"{label} stood at {_figure(last)} ({last.when}){''.join(ahead)}"
    verb = "rose" if last.high > first.high else "fell" if last.high < first.high else "went"
    return f"{label} {verb} from {_figure(first)} ({first.when}) to {_figure(last)} ({last.when})"


def _in_short(series: Series, kb: KnowledgeBase) -> str:
    """The same with short times, for the title."""
    label, told = kb.settings.metrics[series.metric].label, _told(series)
    first, last = (f"{_figure(point)} ({words.short_time(point.when)})" for point in (told[0], told[-1]))
    if len(series.points) >= _MANY:
        return f"{label}: {last}, peak {first}" if len(told) > 1 else f"{label}: {last}, the highest so far"
    if len(told) == 1:
        ahead = (f"; {_figure(p)} guided ({words.short_time(p.when)})" for p in series.points[-1:] if not p.is_actual)
        return f"{label}: {last}{''.join(ahead)}"
    return f"{label}: {first} to {last}"


def _figure(point: Point) -> str:
    return words.span(Quantity(point.low, point.unit), Quantity(point.high, point.unit), point.bound)


def _row(series: Series, point: Point, kb: KnowledgeBase) -> Row:
    power, unit = words.scale([other.high for other in series.points], series.unit)
    return {"series": kb.settings.metrics[series.metric].label, "when": point.when, "begins": point.begins.isoformat(),
            "ends": point.ends.isoformat(), "low": as_number(point.low.scaleb(-power)),
            "high": as_number(point.high.scaleb(-power)), "unit": unit, "basis": point.basis,
            "source": point.publisher}  # fmt: skip


def _marks(series: Sequence[Series], first: date, last: date, kb: KnowledgeBase) -> Iterator[dict[str, Cell]]:
    days = (last - first).days + 2 * _MARGIN
    start = first.toordinal() - _MARGIN
    for order, item in enumerate(series):
        power, _ = words.scale([point.high for point in item.points], item.unit)
        scales = {layout: _Scale(layout, start, theme.WIDTH[layout] / days, item) for layout in LAYOUTS}
        shifts = {layout: _labelled(scales[layout], power) for layout in LAYOUTS}
        headings = {f"panel_{layout}": _with_last(item, layout, shifts[layout], power, kb) for layout in LAYOUTS}
        panel: dict[str, Cell] = {**headings, "order": order}
        for gap in _gaps(item, [other for other in series if other.length == item.length]):
            over: dict[str, Cell] = {layout: scales[layout].gap_label(gap) for layout in LAYOUTS}
            yield {**_shade(gap), **over, **panel}
        for index, point in enumerate(item.points):
            labels: dict[str, Cell] = {
                layout: _label(point, power) if index in shifts[layout] else "" for layout in LAYOUTS
            }
            moved: dict[str, Cell] = {f"shift_{layout}": shifts[layout].get(index, 0) for layout in LAYOUTS}
            yield {**_mark(point, power, item.length), **labels, **moved, **panel}


def _with_last(series: Series, layout: Layout, shifts: Mapping[int, float], power: int, kb: KnowledgeBase) -> str:
    """The heading, with the last figure that has happened where only here is room for it."""
    heading, last = _heading(series, kb), series.points.index(_told(series)[-1])
    if last in shifts:
        return heading
    suffix = f"; last: {_label(series.points[last], power)}"
    longer = (f"{heading}{suffix}", f"{heading.replace(_BY[series.length], '')}{suffix}")
    wide = theme.WIDTH[layout] / theme.WIDER
    return next((text for text in longer if lettering.width(text, theme.NORMAL, bold=True) <= wide), heading)


def _gaps(series: Series, alike: Sequence[Series]) -> Iterator[Days]:
    """The times, from the first to the last that series of this length have, for which this one has no figure."""
    if series.length in ("date", "span"):
        return
    ends = [min(other.points[0].begins for other in alike), max(map(_last_day, alike))]
    closed = [ends[0] - timedelta(days=1), *(point.ends for point in series.points)]
    opened = [*(point.begins for point in series.points), ends[1] + timedelta(days=1)]
    shortest = min((point.ends - point.begins).days for point in series.points) * 0.9
    for before, after in zip(closed, opened, strict=True):
        if (after - before).days - 1 > shortest:
            yield before + timedelta(days=1), after - timedelta(days=1)


def _last_day(series: Series) -> date:
    """Until when a figure could be known: what is guided for a later time is no reason to miss others then."""
    return _told(series)[-1].ends


def _shade(gap: Days) -> dict[str, Cell]:
    begins, ends = gap
    return {"begins": begins.isoformat(), "ends": (ends + timedelta(days=1)).isoformat(),
            "middle": (begins + (ends - begins) / 2).isoformat(), "low": None, "high": None, "shape": "gap",
            "when": f"{words.day(begins)} to {words.day(ends)}", "figure": _NO_FIGURE, "basis": "", "source": "",
            **{f"shift_{layout}": 0 for layout in LAYOUTS}}  # fmt: skip


def _heading(series: Series, kb: KnowledgeBase) -> str:
    """What a panel shows, by which times and in which unit."""
    _, unit = words.scale([point.high for point in series.points], series.unit)
    return f"{kb.settings.metrics[series.metric].label}{_BY[series.length]}{f', {unit}' if unit else ''}"


def _mark(point: Point, power: int, length: Length) -> dict[str, str | int | float | None]:
    gap = timedelta(days=max(1, (point.ends - point.begins).days // 14)) if length != "date" else timedelta()
    middle = point.begins + (point.ends - point.begins) / 2
    shape = "range" if not point.is_actual else "point" if length == "date" else "bar"
    low, high = as_number(point.low.scaleb(-power)), as_number(point.high.scaleb(-power))
    return {
        "begins": (point.begins + gap).isoformat(), "ends": (point.ends - gap + timedelta(days=1)).isoformat(),
        "middle": middle.isoformat(), "low": low if shape == "range" else 0, "high": high, "shape": shape,
        "when": point.when, "figure": _figure(point), "basis": point.basis, "source": point.publisher,
    }  # fmt: skip


def _label(point: Point, power: int) -> str:
    low, high = plain(point.low.scaleb(-power)), plain(point.high.scaleb(-power))
    return f"{words.bound_word(point.bound)}{high if low == high else f'{low}–{high}'}"


@dataclass(frozen=True)
class _Box:
    """What a label or a bar takes up, in pixels from the left and from the foot of a panel."""

    left: float
    right: float
    foot: float
    top: float

    def meets(self, other: "_Box") -> bool:
        """Whether the two stand closer than a reader can keep them apart."""
        beside = self.left - _GAP < other.right and self.right + _GAP > other.left
        return beside and self.foot < other.top and self.top > other.foot

    def stands_over(self, mark: "_Box") -> bool:
        """Whether the middle of this label is above that bar."""
        return mark.left < (self.left + self.right) / 2 < mark.right


@dataclass(frozen=True)
class _Scale:
    """Where the figures of a panel stand: in which layout, from which day on, and how many pixels a day is wide."""

    layout: Layout
    start: int
    per_day: float
    series: Series

    def mark(self, point: Point) -> _Box:
        """The bar of a point from the ground up, or its dot."""
        left, top = self._across(point.begins), self._up(point)
        if self.series.length == "date":
            return _Box(left - _DOT, left + _DOT, top - _DOT, top + _DOT)
        return _Box(left, self._across(point.ends + timedelta(days=1)), 0.0, top)

    def line(self) -> Iterator[_Box]:
        """The line that joins the dots, in small pieces."""
        for one, other in pairwise(self.series.points if self.series.length == "date" else ()):
            (x, y), (to_x, to_y) = ((self._across(point.begins), self._up(point)) for point in (one, other))
            pieces = int(max(abs(to_x - x), abs(to_y - y)) / _DOT) + 1
            for at in (piece / pieces for piece in range(1, pieces)):
                across, up = x + (to_x - x) * at, y + (to_y - y) * at
                yield _Box(across, across, up - 1, up + 1)

    def label(self, point: Point, text: str, shift: float) -> _Box:
        """The label above its mark, moved to the side by so many pixels."""
        mark, half = self.mark(point), theme.room(text) / 2
        middle = (mark.left + mark.right) / 2 + shift
        return _Box(middle - half, middle + half, mark.top, mark.top + _LINE)

    def holds(self, box: _Box) -> bool:
        """Whether a label is inside the picture."""
        return box.left >= -_GAP and box.right <= theme.WIDTH[self.layout] + 2 * _GAP

    def gap_label(self, gap: Days) -> str:
        """What is written over a gap: nothing where it is too narrow."""
        return _NO_FIGURE if theme.room(_NO_FIGURE) < self._across(gap[1]) - self._across(gap[0]) else ""

    def _across(self, day: date) -> float:
        return (day.toordinal() - self.start) * self.per_day

    def _up(self, point: Point) -> float:
        most = max(other.high for other in self.series.points)
        return float(max(point.high, Decimal(0)) / (most if most > 0 else 1)) * _HEIGHT[self.layout] * _FILLED


def _labelled(scale: _Scale, power: int) -> dict[int, float]:
    """By how much the label of each point is moved to the side; without those that find no room.

    First come the figures that the title tells, then the last one, then the larger ones.
    """
    points, told = scale.series.points, _told(scale.series)
    marks, line = [scale.mark(point) for point in points], list(scale.line())
    order = sorted(range(len(points)), key=lambda i: (points[i] not in told, i != len(points) - 1, -points[i].high, i))
    taken: dict[int, _Box] = {}
    shifts: dict[int, float] = {}
    for index in order:
        others = [mark for other, mark in enumerate(marks) if other != index]
        text = _label(points[index], power)
        for shift in _shifts(marks[index], text, points[index]):
            box = scale.label(points[index], text, shift)
            is_misread = any(box.stands_over(other) for other in others)
            if scale.holds(box) and not is_misread and not any(map(box.meets, (*taken.values(), *line, *others))):
                taken[index], shifts[index] = box, shift
                break
    return shifts


def _shifts(mark: _Box, text: str, point: Point) -> Iterator[float]:
    """How far a label may be moved and still belongs to its own mark, the smallest way first."""
    yield 0.0
    most = theme.room(text) / 2 if point.begins == point.ends else max((mark.right - mark.left) / 2, 4 * _STEP)
    for step in range(1, int(most / _STEP) + 1):
        yield from (step * _STEP, -step * _STEP)


@cache
def spec(colour: str, layout: Layout) -> Spec:
    """The specification without data: a row of panels from one data set."""
    told = theme.tooltip({"when": "When", "figure": "Figure", "basis": "Basis", "source": "Source"})
    base = alt.Chart().encode(tooltip=told)
    x, middle = theme.time("begins", layout), theme.time("middle", layout)
    axis = alt.Axis(title=None, tickCount=3, labelExpr="format(datum.value, ',~f')", grid=True)
    y = alt.Y("high:Q", axis=axis, scale=alt.Scale(zero=True, nice=True))
    figures = alt.Chart().transform_filter("datum.shape != 'gap'")
    dots = base.transform_filter("datum.shape == 'point'").encode(x=middle, y=y)
    panel = alt.layer(
        *_shades(base, layout),
        base.transform_filter("datum.shape == 'bar'").mark_bar(color=colour).encode(x=x, x2="ends:T", y=y, y2="low:Q"),
        base.transform_filter("datum.shape == 'range'").mark_bar(
            fill=theme.PAPER, stroke=colour, strokeWidth=1.4
        ).encode(x=x, x2="ends:T", y=y, y2="low:Q"),
        dots.mark_line(color=colour, strokeWidth=1.8),
        dots.mark_circle(color=colour, size=40, opacity=1),
        figures.mark_text(
            baseline=alt.ExprRef("datum.high < 0 ? 'top' : 'bottom'"), fontSize=theme.SMALL,
            dx=alt.ExprRef(f"datum.shift_{layout}"), dy=alt.ExprRef("datum.high < 0 ? 5 : -5"),
        ).encode(x=middle, y=y, text=f"{layout}:N"),
    ).properties(width=theme.WIDTH[layout], height=_HEIGHT[layout])  # fmt: skip
    heading = alt.Header(title=None, labelOrient="top", labelAnchor="start", labelAngle=0, labelPadding=4)
    rows = alt.Row(f"panel_{layout}:N", header=heading, sort=alt.EncodingSortField("order", op="min"))
    faceted = panel.facet(row=rows, data=theme.rows("points")).resolve_scale(y="independent")
    return theme.themed(faceted, layout, ("first", "last"))


def _shades(base: alt.Chart, layout: Layout) -> Iterator[alt.Chart]:
    """The ground of times without a figure, over the whole height of a panel."""
    gaps, height = base.transform_filter("datum.shape == 'gap'"), _HEIGHT[layout]
    yield gaps.mark_rect(color=theme.LINE, opacity=0.45).encode(
        x=theme.time("begins", layout), x2="ends:T", y=alt.value(0), y2=alt.value(height)
    )
    yield gaps.mark_text(color=theme.MUTED, fontSize=theme.SMALL, fontStyle="italic").encode(
        x=theme.time("middle", layout), y=alt.value(height / 2), text=f"{layout}:N"
    )
