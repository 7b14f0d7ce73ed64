"""Small panels below each other on one time axis, one for each series: what charts of suppliers and indicators share.

A sum of a year or a month is a bar as wide as the time it covers; a figure of a date is a point on a line.  What is
guided, planned or estimated is an open range.  A panel has its own scale from zero, named in its heading.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, partial

import altair as alt

from generator.charts import theme, words
from generator.charts.base import LAYOUTS, Chart, ChartKind, Column, Layout, Row, Spec
from generator.figures.series import Length, Point, Series
from generator.knowledge_base import KnowledgeBase
from generator.problems import in_words
from generator.quantities import Quantity, plain

_BY: dict[Length, str] = {"year": " by year", "half": " by half-year", "quarter": " by quarter", "month": " by month",
                          "date": "", "span": ""}  # fmt: skip
_HEIGHT: dict[Layout, int] = {"wide": 92, "narrow": 84}
_LETTER = 7.0
# Two quarters alone would be two slabs as wide as the page.
_SHORTEST = timedelta(days=548)
_MANY = 6
# Days before the first figure and after the last one.
_MARGIN = 20
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
    return Chart(
        name=name,
        kind=panels,
        title=changes[0],
        subtitle=f"{'; '.join(_heading(item, kb) for item in series)}. {subtitle}",
        alternative=f"{in_words(changes)}.",
        source=words.source_line(sources),
        columns=COLUMNS,
        rows=tuple(_row(item, point, kb) for item, point in points),
        marks={"points": tuple(_marks(series, first, last, kb))},
        parameters={"first": words.moment(first - timedelta(days=_MARGIN)),
                    "last": words.moment(last + timedelta(days=_MARGIN))},
        sources=sources,
    )  # fmt: skip


def _change(series: Series, kb: KnowledgeBase) -> str:
    """What a series shows: from the first figure to the last one that has happened."""
    happened = [point for point in series.points if point.is_actual] or list(series.points)
    first, last = happened[0], happened[-1]
    label = kb.settings.metrics[series.metric].label
    if len(happened) >= _MANY:
        least, most = min(happened, key=lambda p: p.high), max(happened, key=lambda p: p.high)
        return (f"{label} ran from {_figure(least)} ({least.when}) to {_figure(most)} ({most.when}) "
                f"and stood at {_figure(last)} in the last figure ({last.when})")  # fmt: skip
    if first is last:
        ahead = [f", with {_figure(p)} guided for {p.when}" for p in series.points[-1:] if not p.is_actual]
        return f"{label} stood at {_figure(last)} ({last.when}){''.join(ahead)}"
    verb = "rose" if last.high > first.high else "fell" if last.high < first.high else "went"
    return f"{label} {verb} from {_figure(first)} ({first.when}) to {_figure(last)} ({last.when})"


def _figure(point: Point) -> str:
    return words.span(Quantity(point.low, point.unit), Quantity(point.high, point.unit), point.bound)


def _row(series: Series, point: Point, kb: KnowledgeBase) -> Row:
    power, unit = words.scale([other.high for other in series.points], series.unit)
    return {"series": kb.settings.metrics[series.metric].label, "when": point.when, "begins": point.begins.isoformat(),
            "ends": point.ends.isoformat(), "low": _number(point.low.scaleb(-power)),
            "high": _number(point.high.scaleb(-power)), "unit": unit, "basis": point.basis,
            "source": point.publisher}  # fmt: skip


def _number(amount: Decimal) -> int | float:
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def _marks(series: Sequence[Series], first: date, last: date, kb: KnowledgeBase) -> list[Row]:
    marks: list[Row] = []
    for order, item in enumerate(series):
        power, _ = words.scale([point.high for point in item.points], item.unit)
        panel = _heading(item, kb)
        days = (last - first).days + 2 * _MARGIN
        rooms = {layout: _labelled(item, power, days, layout) for layout in LAYOUTS}
        for index, point in enumerate(item.points):
            label = _label(point, power)
            labels: Row = {layout: label if index in rooms[layout] else "" for layout in LAYOUTS}
            sides: Row = {f"side_{layout}": _side(point, label, first, last, layout) for layout in LAYOUTS}
            marks.append({**_mark(point, power, item.length), **labels, **sides, "panel": panel, "order": order})
    return marks


def _heading(series: Series, kb: KnowledgeBase) -> str:
    """What a panel shows, by which times and in which unit."""
    _, unit = words.scale([point.high for point in series.points], series.unit)
    return f"{kb.settings.metrics[series.metric].label}{_BY[series.length]}{f', {unit}' if unit else ''}"


def _mark(point: Point, power: int, length: Length) -> dict[str, str | int | float | None]:
    gap = timedelta(days=max(1, (point.ends - point.begins).days // 14)) if length != "date" else timedelta()
    middle = point.begins + (point.ends - point.begins) / 2
    shape = "range" if not point.is_actual else "point" if length == "date" else "bar"
    low, high = _number(point.low.scaleb(-power)), _number(point.high.scaleb(-power))
    return {
        "begins": (point.begins + gap).isoformat(), "ends": (point.ends - gap + timedelta(days=1)).isoformat(),
        "middle": middle.isoformat(), "low": low if shape == "range" else 0, "high": high, "shape": shape,
        "when": point.when, "figure": _figure(point), "basis": point.basis, "source": point.publisher,
    }  # fmt: skip


def _side(point: Point, label: str, first: date, last: date, layout: Layout) -> str:
    """Where a label is held at its mark: by its outer end where it would run over an end of the picture."""
    middle = (point.begins.toordinal() + point.ends.toordinal()) / 2
    per_day = theme.WIDTH[layout] / ((last - first).days + 2 * _MARGIN)
    half = len(label) * _LETTER / 2
    if half > (last.toordinal() + _MARGIN - middle) * per_day + _LETTER:
        return "right"
    return "left" if half > (middle - first.toordinal() + _MARGIN) * per_day else "center"


def _label(point: Point, power: int) -> str:
    low, high = plain(point.low.scaleb(-power)), plain(point.high.scaleb(-power))
    return f"{words.bound_word(point.bound)}{high if low == high else f'{low}–{high}'}"


def _labelled(series: Series, power: int, days: int, layout: Layout) -> set[int]:
    """Which points have room for a label, the last one first, then the larger ones; not beside a taller bar."""
    points = series.points
    per_day = theme.WIDTH[layout] / days
    places = [(point.ends.toordinal() + point.begins.toordinal()) / 2 * per_day for point in points]
    room = max(len(_label(point, power)) for point in points) * _LETTER + 4
    heights = [float(point.high) for point in points]
    found = words.with_room(places, [*heights[:-1], float("inf")], room)
    return {index for index in found if not _is_shaded(index, places, heights, room / 2)}


def _is_shaded(index: int, places: Sequence[float], heights: Sequence[float], reach: float) -> bool:
    return any(abs(place - places[index]) < reach and height > heights[index]
               for place, height in zip(places, heights, strict=True))  # fmt: skip


@cache
def spec(colour: str, layout: Layout) -> Spec:
    """The specification without data: a row of panels from one data set."""
    told = theme.tooltip({"when": "When", "figure": "Figure", "basis": "Basis", "source": "Source"})
    base = alt.Chart().encode(tooltip=told)
    x, middle = theme.time("begins", layout), theme.time("middle", layout)
    axis = alt.Axis(title=None, tickCount=3, labelExpr="format(datum.value, ',~f')", grid=True)
    y = alt.Y("high:Q", axis=axis, scale=alt.Scale(zero=True, nice=True))
    inwards = f"datum.side_{layout} == 'right' ? 6 : datum.side_{layout} == 'left' ? -6 : 0"
    dots = base.transform_filter("datum.shape == 'point'").encode(x=middle, y=y)
    panel = alt.layer(
        base.transform_filter("datum.shape == 'bar'").mark_bar(color=colour).encode(x=x, x2="ends:T", y=y, y2="low:Q"),
        base.transform_filter("datum.shape == 'range'").mark_bar(
            fill=theme.PAPER, stroke=colour, strokeWidth=1.4
        ).encode(x=x, x2="ends:T", y=y, y2="low:Q"),
        dots.mark_line(color=colour, strokeWidth=1.8),
        dots.mark_circle(color=colour, size=40, opacity=1),
        alt.Chart().mark_text(baseline=alt.ExprRef("datum.high < 0 ? 'top' : 'bottom'"), fontSize=theme.SMALL,
                              align=alt.ExprRef(f"datum.side_{layout}"), dx=alt.ExprRef(inwards),
                              dy=alt.ExprRef("datum.high < 0 ? 5 : -5")).encode(x=middle, y=y, text=f"{layout}:N"),
    ).properties(width=theme.WIDTH[layout], height=_HEIGHT[layout])  # fmt: skip
    heading = alt.Header(title=None, labelOrient="top", labelAnchor="start", labelAngle=0, labelPadding=4)
    rows = alt.Row("panel:N", header=heading, sort=alt.EncodingSortField("order", op="min"))
    faceted = panel.facet(row=rows, data=theme.rows("points")).resolve_scale(y="independent")
    return theme.themed(faceted, layout, ("first", "last"))
