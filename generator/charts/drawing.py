"""Draws charts: a `Chart` in, its Vega-Lite specification, its static SVG and PNG out.  Reads and writes no file.

A drawing is found again by the content of its specification and the version of vl-convert; the place where drawings
are kept is handed in.  What vl-convert draws is then cleaned for the page: one line, no width of its own, no
description of its parts (the picture as a whole has one), no `style`, and ids that are unique on the page.
"""

import json
import multiprocessing
import re
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from os import cpu_count
from typing import Protocol
from xml.etree import ElementTree

import vl_convert

from generator.charts import lettering
from generator.charts.base import LAYOUTS, Cell, Chart, Layout, Spec
from generator.charts.palette import Palette, resolved
from generator.charts.png import png
from generator.charts.theme import WIDTH

# A worker needs about a second to start; a picture takes a thirtieth of one.
_ENOUGH_FOR_WORKERS = 120
_SVG = "{http://www.w3.org/2000/svg}"
_NUMBER = re.compile(r"-?\d+\.\d{2,}")
_DROPPED = ("class", "role", "pointer-events", "font-family", "width", "height", "version")
# The sizes of title and subtitle in a specification that stands alone.
_TITLE, _SUBTITLE = 17, 12


class Cache(Protocol):
    """Where drawings are kept between builds; anything wrong with one is a miss."""

    def get(self, key: str) -> bytes | None:
        """The bytes kept under the key, or None."""
        ...

    def put(self, key: str, data: bytes) -> None:
        """Keeps the bytes under the key."""
        ...


@dataclass(frozen=True)
class Drawings:
    """What vl-convert drew, by the key of the specification."""

    raw: Mapping[str, str]
    _cleaned: dict[tuple[str, str, str], str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def svg(self, chart: Chart, layout: Layout) -> str:
        """The picture of a chart for its pages; cleaned once, since it stands in several files."""
        name = key(specification(chart, layout)), chart.name, chart.alternative
        if name not in self._cleaned:
            self._cleaned[name] = _cleaned(self.raw[name[0]], chart.alternative, f"{chart.name}-{layout}-")
        return self._cleaned[name]


def specification(chart: Chart, layout: Layout) -> Spec:
    """The Vega-Lite specification of a chart: that of its kind, with the data and the values of its parameters."""
    spec = chart.kind.spec(layout)  # kept and shared: what differs goes into a new dict
    return {
        **spec,
        "datasets": {name: [dict(row) for row in rows] for name, rows in chart.marks.items()},
        "params": [_with_value(parameter, chart.parameters) for parameter in spec["params"]],
    }


def _with_value(parameter: Spec, values: Mapping[str, Cell]) -> Spec:
    return {**parameter, "value": values[parameter["name"]]} if parameter["name"] in values else parameter


def standalone(chart: Chart, palette: Palette) -> str:
    """A specification to take away: with title, colours and ground of its own, laid out to be read."""
    spec = specification(chart, "wide")
    data = spec.pop("datasets")  # texts of records are no colours, whatever they say
    own: Spec = json.loads(resolved(specification_text(spec), palette))
    title = {
        "text": lettering.lines(chart.title, _TITLE, WIDTH["wide"], bold=True),
        "subtitle": lettering.lines(chart.subtitle, _SUBTITLE, WIDTH["wide"]),
        "anchor": "start", "fontSize": _TITLE, "subtitleFontSize": _SUBTITLE, "offset": 20,
    }  # fmt: skip
    own |= {"title": title, "description": chart.alternative, "background": palette["paper"], "padding": 16}
    return json.dumps(own | {"datasets": data}, indent=1, sort_keys=True, ensure_ascii=True, allow_nan=False) + "\n"


def specification_text(spec: Spec) -> str:
    """The specification as JSON: the same for the same content, plain ASCII, no number that JSON does not know."""
    return json.dumps(spec, sort_keys=True, ensure_ascii=True, allow_nan=False, separators=(",", ":"))


def key(spec: Spec) -> str:
    """The name under which a drawing of this specification is kept."""
    return _key("svg", specification_text(spec))


def _key(form: str, text: str) -> str:
    return sha256(f"vl-convert {_version()} {form}\n{text}".encode()).hexdigest()


@lru_cache(maxsize=1)  # asking reads a file
def _version() -> str:
    return version("vl-convert-python")


def draw_all(charts: Iterable[Chart], cache: Cache) -> Drawings:
    """Draws all charts in both layouts, those that are not kept yet by several workers."""
    specs = {key(spec): spec for chart in charts for layout in LAYOUTS for spec in [specification(chart, layout)]}
    drawn = _made(_picture, {name: specification_text(spec) for name, spec in specs.items()}, cache)
    return Drawings({name: picture.decode() for name, picture in drawn.items()})


def png_of(pictures: Iterable[str], cache: Cache) -> Mapping[str, bytes]:
    """Each of these SVG pictures as PNG, twice as large, so that it is sharp on fine screens and in print."""
    names = {picture: _key("png 3", picture) for picture in pictures}
    made = _made(_png, {name: picture for picture, name in names.items()}, cache)
    return {picture: made[name] for picture, name in names.items()}


def _made(make: Callable[[str], bytes], texts: Mapping[str, str], cache: Cache) -> dict[str, bytes]:
    """What is made of each text, by its name: as kept, else made now by several workers and kept."""
    made = {name: data for name in texts if (data := cache.get(name))}
    missing = [name for name in texts if name not in made]
    new = _by_workers(make, [texts[name] for name in missing])
    for name, data in zip(missing, new, strict=True):
        cache.put(name, data)
        made[name] = data
    return made


def _by_workers(make: Callable[[str], bytes], texts: list[str]) -> Iterable[bytes]:
    if len(texts) < _ENOUGH_FOR_WORKERS:
        yield from map(make, texts)
        return
    # vl-convert hangs in a worker that was forked after it was used: workers start afresh.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(cpu_count(), mp_context=context) as pool:
        yield from pool.map(make, texts, chunksize=8)


def _png(picture: str) -> bytes:
    return png(picture, scale=2)


# A character outside the first plane, as JSON writes it: two escapes.
_PAIR = re.compile(r"(?<!\\)((?:\\\\)*)\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}")


def _picture(text: str) -> bytes:
    # Where a label is cut short, Vega may cut such a character in two, and vl-convert ends at half of one.
    drawable = _PAIR.sub(r"\1\\ufffd", text)
    return vl_convert.vegalite_to_svg(drawable, vl_version="6.4", allowed_base_urls=[]).encode()


def _cleaned(drawn: str, alternative: str, prefix: str) -> str:
    """The picture as it stands in a page."""
    ElementTree.register_namespace("", _SVG[1:-1])
    root = ElementTree.fromstring(drawn)  # noqa: S314  drawn by vl-convert from our own specification, not foreign XML
    box = root.get("viewBox", "")
    _clean(root, prefix)
    root.attrib.clear()
    root.attrib.update({"viewBox": box, "role": "img", "aria-label": alternative})
    return ElementTree.tostring(root, encoding="unicode").replace("\n", " ")


def _clean(element: ElementTree.Element, prefix: str) -> None:
    element.attrib.update({name: _shortened(value) for name, value in element.attrib.items()})
    for name in [name for name in element.attrib if name in _DROPPED or name.startswith("aria-")]:
        if element.tag != f"{_SVG}rect" or name not in ("width", "height"):
            del element.attrib[name]
    if element.get("opacity") == "1":
        del element.attrib["opacity"]
    if "id" in element.attrib:
        element.set("id", prefix + element.attrib["id"])
    for name, value in element.attrib.items():
        element.set(name, value.replace("url(#", f"url(#{prefix}"))
    for child in list(element):
        _clean(child, prefix)
        if _is_empty(child):
            element.remove(child)


def _shortened(value: str) -> str:
    """Numbers to a tenth of a pixel, which is finer than anybody sees."""
    return _NUMBER.sub(lambda found: f"{float(found.group()):.1f}".removesuffix(".0"), value)


def _is_empty(element: ElementTree.Element) -> bool:
    """Whether nothing of this element can be seen."""
    if element.get("display") == "none" or element.get("opacity") == "0":
        return True
    if element.tag == f"{_SVG}g":
        return len(element) == 0
    if element.tag == f"{_SVG}path":
        painted = element.get("fill", "none") not in ("none", "transparent") or element.get("stroke") is not None
        return not element.get("d") or not painted
    return False
