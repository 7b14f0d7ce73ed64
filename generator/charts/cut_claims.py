"""What sources claim about one figure of a cut: every claim with its source, by the day it was said.

Shape says the bound (a triangle points to where the true figure may lie), a bar is a range, a filled mark is the
headline, a pale one no longer stands.  The state is also written out beside the figure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

import altair as alt

from generator.charts import theme, words
from generator.charts.base import Chart, ChartKind, Column, Layout, Row, Spec
from generator.figures.headline import Standing, said_on, standings
from generator.knowledge_base import KnowledgeBase
from generator.quantities import Quantity, as_number
from generator.records import Record
from generator.sentences import in_words, lowered

_STANDS = ("headline", "live", "disputed")
_SHAPES = {"up-to": "triangle-left", "less-than": "triangle-left", "nearly": "triangle-left",
           "at-least": "triangle-right", "more-than": "triangle-right"}  # fmt: skip
# Where the names of sources end and where the figures begin: beside the marks when wide, above them when narrow.
_NAMES: dict[Layout, int] = {"wide": 262, "narrow": 0}
_FIGURES: dict[Layout, int] = {"wide": 190, "narrow": 14}
_STEP: dict[Layout, int] = {"wide": 27, "narrow": 42}
_LETTER = 7.4
# Longer than this, what stands above a mark on a phone takes two lines: the figure, then its source.
_LONGEST, _LINE = 46, 15
COLUMNS = (
    Column("source", "Source"),
    Column("said", "Said"),
    Column("claim", "Claim"),
    Column("low", "Lowest", is_number=True),
    Column("high", "Highest", is_number=True),
    Column("unit", "Unit"),
    Column("state", "State"),
    Column("about", "About"),
)


@dataclass(frozen=True)
class _Said:
    """A claim with a figure, and the day it was made as far as that is known."""

    standing: Standing
    day: date


def chart(record: Record, kb: KnowledgeBase) -> Chart | None:
    """The chart of roles, or of the metric with most claims; None where no two claims can be compared."""
    metric = _metric(record, kb)
    if metric is None:
        return None
    said = _said(record, metric, kb)
    sources = tuple(dict.fromkeys(item.standing.source for item in said))
    label = kb.settings.metrics[metric].label
    amounts = [item.standing.claim.ceiling for item in said]
    power, unit = words.scale(amounts, said[0].standing.claim.span[1].unit)
    most = words.ceiling(max(amounts).scaleb(-power))
    return Chart(
        name="claims",
        kind=TALL if any(len(_line(item)) > _LONGEST for item in said) else KIND,
        title=_finding(label, said),
        subtitle=f"{label}{f', {unit}' if unit else ''}. {_key(said)}",
        alternative=f"{_finding(label, said)}. {_listed(said)}",
        source=words.source_line(sources),
        columns=COLUMNS,
        rows=tuple(_row(item, power, unit) for item in said),
        marks={"claims": tuple(_mark(index, item, power, most) for index, item in enumerate(said))},
        parameters={"most": most, "unit": "%" if unit == "%" else ""},
        sources=sources,
    )


def _metric(record: Record, kb: KnowledgeBase) -> str | None:
    counts = {metric: len(_comparable(record, metric, kb)) for metric in record.claims}
    if counts.get("roles", 0) >= 2:
        return "roles"
    return max((metric for metric, count in counts.items() if count >= 2), key=lambda m: counts[m], default=None)


def _comparable(record: Record, metric: str, kb: KnowledgeBase) -> list[Standing]:
    """Claims with a figure on the whole, in the unit of the first."""
    known = [item for item in standings(record, metric, kb) if item.claim.is_known and not _is_part(item)]
    return [item for item in known if item.claim.span[1].unit == known[0].claim.span[1].unit]


def _is_part(standing: Standing) -> bool:
    return standing.state in ("part", "part of")


def _said(record: Record, metric: str, kb: KnowledgeBase) -> list[_Said]:
    """All claims with a figure in one unit, parts too, oldest first; those without any date last."""
    unit = _comparable(record, metric, kb)[0].claim.span[1].unit
    known = [item for item in standings(record, metric, kb) if item.claim.is_known]
    said = [_Said(item, said_on(record, item.claim)) for item in known if item.claim.span[1].unit == unit]
    return sorted(said, key=lambda item: date.max if item.day == date.min else item.day)


def _finding(label: str, said: Sequence[_Said]) -> str:
    standing = [item.standing for item in said if item.standing.state in _STANDS]
    what = lowered(label)
    if not standing:
        return f"No claim on {what} stands"
    low = min((item.claim.span[0] for item in standing), key=lambda end: end.amount)
    high = max((item.claim.span[1] for item in standing), key=lambda end: end.amount)
    sources = len({id(item.source) for item in standing})
    if low == high:
        bounds = {item.claim.bound for item in standing}
        bound = words.bound_word(bounds.pop()) if len(bounds) == 1 else ""
        agreed = f"{sources} sources put" if sources > 1 else "One source puts"
        return f"{agreed} {what} at {bound}{words.short(low)}"
    return f"Sources put {what} at {words.span(low, high)}"


def _key(said: Sequence[_Said]) -> str:
    """What the marks of this very chart mean."""
    states = {item.standing.state for item in said}
    parts = (
        ("headline" in states, "Filled: the headline."),
        (bool(states & {"live", "disputed"}), "Open: other claims, disputed ones too."),
        (not states <= set(_STANDS), "Pale: superseded, withdrawn or about a part."),
        (any(item.standing.claim.bound in _SHAPES for item in said), "A triangle points to where the figure may lie."),
    )
    return " ".join(sentence for holds, sentence in parts if holds)


def _listed(said: Sequence[_Said]) -> str:
    parts = [f"{item.standing.source.publisher} {_figure(item)} ({item.standing.state})" for item in said[:8]]
    more = [f"{len(said) - 8} more"] if len(said) > 8 else []
    return f"In order of date: {in_words([*parts, *more])}."


def _figure(item: _Said) -> str:
    return words.span(*item.standing.claim.span, item.standing.claim.bound)


def _day(item: _Said) -> str:
    return "undated" if item.day == date.min else words.day(item.day)


def _row(item: _Said, power: int, unit: str) -> Row:
    claim = item.standing.claim
    low, high = claim.span
    return {"source": item.standing.source.publisher, "said": "" if item.day == date.min else item.day.isoformat(),
            "claim": _figure(item), "low": _number(low, power), "high": _number(high, power), "unit": unit,
            "state": item.standing.state, "about": claim.scope or ""}  # fmt: skip


def _number(quantity: Quantity, power: int = 0) -> float | int:
    return as_number(quantity.amount.scaleb(-power))


def _figure_and_state(item: _Said, with_scope: bool = True) -> str:
    """The figure, and in brackets what is to be said of it."""
    state = item.standing.state
    if state in ("headline", "live"):
        return _figure(item)
    return f"{_figure(item)} ({_state_words(item.standing, with_scope)})"


def _line(item: _Said) -> str:
    return f"{_figure_and_state(item)}: {item.standing.source.publisher}, {_day(item)}"


def _beside(item: _Said, share: float) -> str:
    """The figure beside a mark at this share of the axis: with what it is a part of where there is room."""
    whole = theme.WIDTH["wide"] + theme.MARGIN["wide"]
    axis = whole - _NAMES["wide"] - _FIGURES["wide"]
    room = whole - _NAMES["wide"] - axis * share - 12
    figure = _figure_and_state(item)
    return figure if len(figure) * _LETTER <= room else _figure_and_state(item, with_scope=False)


def _mark(index: int, item: _Said, power: int, most: float) -> Row:
    claim, state = item.standing.claim, item.standing.state
    low, high = claim.span
    look = "headline" if state == "headline" else "stands" if state in _STANDS else "pale"
    return {
        "place": index, "low": _number(low, power), "high": _number(high, power), "look": look,
        "shape": _SHAPES.get(claim.bound or "", "circle"), "range": low != high,
        "source": f"{_day(item)}, {item.standing.source.publisher}", "figure": _figure_and_state(item),
        "beside": _beside(item, _number(high, power) / most if most else 0.0), "line": _line(item),
        "lines": f"{_figure_and_state(item)}\n{item.standing.source.publisher}, {_day(item)}",
        "publisher": item.standing.source.publisher, "said": _day(item), "state": state,
        "title": item.standing.source.title,
    }  # fmt: skip


def _state_words(standing: Standing, with_scope: bool) -> str:
    if _is_part(standing):
        scope = standing.claim.scope if with_scope else ""
        return f"part: {scope}" if scope else "part of another"
    return standing.state


@cache
def spec(is_tall: bool, layout: Layout) -> Spec:
    """The specification without data: one row a claim."""
    place = alt.Y("place:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0.1))
    told = theme.tooltip({"publisher": "Source", "title": "Title", "said": "Said", "figure": "Claim", "state": "State"})
    base = alt.Chart(theme.rows("claims")).encode(y=place)
    more = _LINE if is_tall and layout == "narrow" else 0
    drop = 10 if layout == "narrow" else 0
    layers = [
        base.mark_bar(height=7, yOffset=drop, cornerRadius=2, strokeWidth=1.6)
        .transform_filter("datum.range")
        .encode(x=_amount("low", layout), x2="high:Q", fill=_fill(), stroke=_stroke(), tooltip=told),
        base.mark_point(size=72, yOffset=drop, strokeWidth=1.8, opacity=1)
        .transform_filter("!datum.range")
        .encode(
            x=_amount("high", layout),
            shape=alt.Shape("shape:N", scale=None, legend=None),
            fill=_fill(),
            stroke=_stroke(),
            tooltip=told,
        ),
        *_labels(base, layout, is_tall),
    ]
    width = theme.WIDTH[layout] + theme.MARGIN[layout]
    return theme.themed(alt.layer(*layers).properties(width=width, height=alt.Step(_STEP[layout] + more)),
                        layout, ("most", "unit"))  # fmt: skip


def _by_look(headline: str, stands: str, pale: str) -> alt.Scale:
    return alt.Scale(domain=["headline", "stands", "pale"], range=[headline, stands, pale])


def _stroke() -> alt.Stroke:
    return alt.Stroke("look:N", legend=None, scale=_by_look(theme.TEXT, theme.TEXT, theme.NONE))


def _fill() -> alt.Fill:
    return alt.Fill("look:N", legend=None, scale=_by_look(theme.TEXT, theme.PAPER, theme.PAPER))


def _amount(field: str, layout: Layout) -> alt.X:
    axis = alt.Axis(
        title=None, tickCount=4 if layout == "wide" else 3, labelExpr="format(datum.value, ',~f') + unit", grid=True,
        domain=False, ticks=False, labelFlush=True, labelOverlap=True, labelSeparation=12,
    )  # fmt: skip
    room = theme.WIDTH[layout] + theme.MARGIN[layout]
    ends = alt.Scale(domain=[0, alt.ExprRef("most")], nice=False,
                     rangeMin=_NAMES[layout], rangeMax=room - _FIGURES[layout])  # fmt: skip
    return alt.X(field=field, type="quantitative", axis=axis, scale=ends)


def _labels(base: alt.Chart, layout: Layout, is_tall: bool) -> list[alt.Chart]:
    colour = alt.Color("look:N", legend=None, scale=_by_look(theme.TEXT, theme.TEXT, theme.MUTED))
    if layout == "narrow":
        over = base.mark_text(align="left", dy=-8 - (_LINE if is_tall else 0), limit=345, lineBreak="\n",
                              lineHeight=_LINE)  # fmt: skip
        return [over.encode(x=alt.value(0), text="lines:N" if is_tall else "line:N", color=colour)]
    figures = base.mark_text(align="left", dx=10)
    sources = base.mark_text(align="left", limit=_NAMES["wide"] - 28)
    return [
        sources.encode(x=alt.value(0), text="source:N", color=colour),
        figures.encode(x=alt.X("high:Q"), text="beside:N", color=colour),
    ]


_METHOD = (
    "Every claim on this figure stands in the order in which it was made; none is averaged or left out. The headline "
    "is chosen by rule from those that nobody withdrew or replaced: what happened before what was planned, filings "
    "before the press, then the newest."
)
KIND = ChartKind("cut-claims", partial(spec, False), _METHOD)
TALL = ChartKind("cut-claims-tall", partial(spec, True), _METHOD)
