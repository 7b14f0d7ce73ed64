"""The look that all charts share: colours, type, axes and tooltips.  An Altair chart in, a finished specification out.

Colours are the custom properties of the site, so that one picture serves light and dark.  Colour is never alone: a
stated link is filled, a reported one is pale, a disputed one is an outline, and a guided sum is an open range.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import altair as alt

from generator.charts import lettering
from generator.charts.base import Layout, Spec
from generator.figures.ai_link import Grade

# Letters are measured in the face that vl-convert carries with it, so that a picture is the same on every machine;
# charts.css then sets the reader's own.  Room for labels is left for faces that are a sixth wider.
FONT = '"Liberation Sans", Arial, sans-serif'
TEXT, MUTED, LINE, PAPER = "var(--kb-text)", "var(--kb-muted)", "var(--kb-line)", "var(--kb-paper)"
ACTUAL, GUIDED, SUPPLIER = "var(--kb-actual)", "var(--kb-guided)", "var(--kb-supplier)"
STATED, REPORTED, DISPUTED, NONE = "var(--kb-stated)", "var(--kb-reported)", "var(--kb-disputed)", "var(--kb-none)"

Panel = alt.LayerChart | alt.FacetChart

# How bars of each grade are filled and outlined, so that they differ in print without colour too.  No fill is so pale
# that it does not stand out from the ground.
GRADE_MARKS: Mapping[Grade, Mapping[str, Any]] = {
    "stated": {"fill": STATED, "fillOpacity": 1, "stroke": PAPER},
    "disputed": {"fill": DISPUTED, "fillOpacity": 0.12, "stroke": DISPUTED},
    "reported": {"fill": REPORTED, "fillOpacity": 0.75, "stroke": PAPER},
    "none": {"fill": NONE, "fillOpacity": 0.8, "stroke": PAPER},
}
GRADE_WORDS: Mapping[Grade, str] = {
    "stated": "AI link stated",
    "disputed": "AI link disputed",
    "reported": "AI link reported",
    "none": "no AI link",
}

# The room for the labels of an amount axis: fixed, so that panels below each other line up.
MARGIN: Mapping[Layout, int] = {"wide": 58, "narrow": 54}
WIDTH: Mapping[Layout, int] = {"wide": 692, "narrow": 292}
SMALL, NORMAL = 11.5, 12.5
# How much wider than the face of the drawing a reader's own may be.
WIDER = 7 / 6
# Behind a word that crosses a line: its own shape in the colour of the ground.
HALO: Mapping[str, Any] = {"stroke": PAPER, "strokeWidth": 4, "strokeJoin": "round"}


def themed(chart: Any, layout: Layout, parameters: Iterable[str] = ()) -> Spec:
    """The specification of a chart in the common look; `parameters` are the names whose values come with the data."""
    spec: Spec = chart.properties(padding={"left": 2, "top": 6, "right": 6, "bottom": 4}).to_dict()
    # A chart and its kind are built once and told apart by their data: no generated name may depend on what ran before.
    spec["config"] = _config(layout)
    spec["params"] = [*spec.get("params", ()), *({"name": name, "value": 0} for name in parameters)]
    return spec


def _config(layout: Layout) -> Spec:
    return {
        "font": FONT,
        "background": "transparent",
        "view": {"stroke": None},
        "concat": {"spacing": 18},
        "facet": {"spacing": 22},
        "text": {"color": TEXT, "fontSize": NORMAL},
        "axis": {
            "labelColor": MUTED, "titleColor": MUTED, "gridColor": LINE, "domainColor": MUTED, "tickColor": MUTED,
            "labelFontSize": SMALL, "titleFontSize": SMALL, "titleFontWeight": "normal",
        },
        "axisY": {
            "domain": False, "ticks": False, "labelPadding": 6, "minExtent": MARGIN[layout],
            "maxExtent": MARGIN[layout],
        },
        "axisX": {"grid": False},
        "header": {"labelColor": TEXT, "labelFontSize": NORMAL, "labelFontWeight": "bold"},
        "legend": {"labelColor": TEXT, "labelFontSize": SMALL, "titleColor": MUTED},
        "title": {"color": TEXT, "subtitleColor": MUTED, "fontSize": NORMAL, "subtitleFontSize": SMALL},
    }  # fmt: skip


def room(text: str, size: float = SMALL) -> float:
    """The pixels that a label needs in any reader's face."""
    return lettering.width(text, size) * WIDER


def rows(name: str) -> alt.NamedData:
    """The data set of that name, which comes with the chart."""
    return alt.NamedData(name=name)


def time(field: str, layout: Layout, labelled: bool = True, grid: bool = True) -> alt.X:
    """A place on the time axis from `first` to `last`; a year is written where it begins."""
    axis = alt.Axis(
        title=None,
        tickCount=alt.TimeIntervalStep(interval="year", step=1),
        format="%Y" if layout == "wide" else "’%y",
        labelAlign="left", labelOffset=3, labelPadding=3, labels=labelled, labelOverlap=True,
        ticks=labelled, tickSize=14 if labelled else 0, domain=labelled, grid=grid,
    )  # fmt: skip
    # Not `domain`: Vega-Lite takes parameters in the domain of a time scale for dates that are written out.
    ends = alt.Scale(type="utc", domainMin=alt.ExprRef("first"), domainMax=alt.ExprRef("last"), nice=False, padding=0)
    return alt.X(field=field, type="temporal", axis=axis, scale=ends)


def amount(field: str, sign: str = "", unit: str = "", ticks: int = 4, limit: str = "most") -> alt.Y:
    """An amount from zero to the parameter `limit`; the unit stands at the topmost label only."""
    number = f"(datum.value < 1e6 ? format(datum.value, '{sign},~f') : format(datum.value / 1e6, '{sign},~f') + ' m')"
    label = f"{number} + (datum.index == 1 ? '{unit}' : '')"
    axis = alt.Axis(title=None, tickCount=ticks, labelExpr=label, grid=True)
    return alt.Y(
        field=field, type="quantitative", axis=axis,
        scale=alt.Scale(domain=[0, alt.ExprRef(limit)], nice=False),
    )  # fmt: skip


def tooltip(columns: Mapping[str, str]) -> list[alt.Tooltip]:
    """What a reader sees on pointing at a mark: fields under fixed headings, as text that is already written out."""
    return [alt.Tooltip(field=field, type="nominal", title=heading) for field, heading in columns.items()]
