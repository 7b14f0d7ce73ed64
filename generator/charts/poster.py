"""A chart as a picture that stands alone: its title, subtitle, picture, source and where it comes from, in one SVG.

Comes in: the words of a chart, its drawing as it stands in a page, and a palette.  Goes out: an SVG without custom
properties, scripts, styles or links, with a ground of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from generator.charts import lettering, theme
from generator.charts.base import LAYOUTS, Chart, Layout
from generator.charts.drawing import Drawings
from generator.charts.palette import Palette, resolved

_EDGE = 20
_SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class _Style:
    """How lines of text are set: their size, the step from one to the next, the room above them, and their colour."""

    size: float
    step: float
    above: float
    colour: str
    bold: bool = False


_TITLE = _Style(19, 24, 8, theme.TEXT, bold=True)
_SUBTITLE = _Style(13, 18, 6, theme.MUTED)
_SOURCE = _Style(11.5, 16, 6, theme.MUTED)
# How much wider than high a thumbnail is.
_SHAPE = 1.5
_ABOVE_PICTURE, _ABOVE_FOOT, _BELOW = 16, 14, 16
# An embedded chart: the room for its words at the least width of each layout, how wide its picture grows (embed.css
# says so), and all that stands around them.
_FRAME: Mapping[Layout, tuple[float, float]] = {"wide": (530, 768), "narrow": (290, 384)}
_AROUND = 90


def poster(chart: Chart, drawing: str, credit: str, palette: Palette) -> str:
    """The picture with its words above and below; `credit` says where it comes from."""
    picture, (width, height) = _parsed(drawing)
    root = _root(chart.alternative)
    below = _set(root, 4, width, ((chart.title, _TITLE), (chart.subtitle, _SUBTITLE))) + _ABOVE_PICTURE
    _put(root, picture, below)
    line = below + height + _ABOVE_FOOT
    rule = {"x": _text(_EDGE), "y": _text(line), "width": _text(width), "height": "1", "fill": theme.LINE}
    ElementTree.SubElement(root, f"{_SVG}rect", rule)
    end = _set(root, line, width, ((chart.source, _SOURCE), (credit, _SOURCE))) + _BELOW
    return _finished(root, width + 2 * _EDGE, end, palette)


def thumbnail(drawing: str, palette: Palette) -> str:
    """The picture alone, as a list of charts shows it beside the words: all alike in shape, a tall one cut off."""
    picture, (width, height) = _parsed(drawing)
    across = width + 2 * _EDGE
    down = across / _SHAPE
    root = _root("")
    _put(root, picture, max(_EDGE / 2, (down - height) / 2))
    return _finished(root, across, down, palette)


def embed_height(chart: Chart, drawings: Drawings) -> int:
    """How high a frame on another site must be, in pixels, so that the chart fits whether it is wide or narrow."""
    return max(_embed_height(chart, drawings.svg(chart, layout), *_FRAME[layout]) for layout in LAYOUTS)


def _embed_height(chart: Chart, drawing: str, room: float, widest: float) -> int:
    _, (width, height) = _parsed(drawing)
    set_texts = ((chart.title, _TITLE), (chart.subtitle, _SUBTITLE), (chart.source, _SOURCE))
    texts = sum(len(lettering.lines(text, style.size, room, style.bold)) * style.step for text, style in set_texts)
    return round(texts + height * widest / (width or 1) + _AROUND)


def _parsed(drawing: str) -> tuple[ElementTree.Element, tuple[float, float]]:
    root = ElementTree.fromstring(drawing)  # noqa: S314  drawn by vl-convert from our own specification
    _, _, width, height = map(float, root.get("viewBox", "0 0 0 0").split())
    return root, (width, height)


def _root(alternative: str) -> ElementTree.Element:
    ElementTree.register_namespace("", _SVG[1:-1])
    root = ElementTree.Element(f"{_SVG}svg", {"font-family": theme.FONT})
    if alternative:
        root.attrib.update({"role": "img", "aria-label": alternative})
    return root


def _put(root: ElementTree.Element, picture: ElementTree.Element, top: float) -> None:
    group = ElementTree.SubElement(root, f"{_SVG}g", {"transform": f"translate({_EDGE},{_text(top)})"})
    group.extend(list(picture))


def _set(root: ElementTree.Element, top: float, width: float, texts: Sequence[tuple[str, _Style]]) -> float:
    """Sets the texts below each other from there on; returns where the last one ends."""
    for text, style in texts:
        top += style.above
        for line in lettering.lines(text, style.size, width, style.bold):
            top += style.step
            place = {"x": _text(_EDGE), "y": _text(top - style.step / 4), "font-size": _text(style.size)}
            weight = {"font-weight": "bold"} if style.bold else {}
            set_line = ElementTree.SubElement(root, f"{_SVG}text", {**place, **weight, "fill": style.colour})
            set_line.text = line
    return top


def _finished(root: ElementTree.Element, width: float, height: float, palette: Palette) -> str:
    """With its size and ground, and with colours in the place of custom properties; texts stay as they are."""
    across, down = str(round(width)), str(round(height))
    root.attrib.update({"viewBox": f"0 0 {across} {down}", "width": across, "height": down})
    root.insert(0, ElementTree.Element(f"{_SVG}rect", {"width": across, "height": down, "fill": theme.PAPER}))
    for element in root.iter():
        for name in ("fill", "stroke"):
            if name in element.attrib:
                element.set(name, resolved(element.attrib[name], palette))
    return ElementTree.tostring(root, encoding="unicode")


def _text(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
