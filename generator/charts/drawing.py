"""Draws charts: a `Chart` in, its Vega-Lite specification and its static SVG out.  Reads and writes nothing itself.

A drawing is found again by the content of its specification and the version of vl-convert; the place where drawings
are kept is handed in.  What vl-convert draws is then cleaned for the page: one line, no width of its own, no
description of its parts (the picture as a whole has one), no `style`, and ids that are unique on the page.
"""

import json
import multiprocessing
import re
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from os import cpu_count
from typing import Protocol
from xml.etree import ElementTree

import vl_convert

from generator.charts.base import LAYOUTS, Cell, Chart, Layout, Spec

# A worker needs about a second to start; a picture takes a thirtieth of one.
_ENOUGH_FOR_WORKERS = 120
_SVG = "{http://www.w3.org/2000/svg}"
_NUMBER = re.compile(r"-?\d+\.\d{2,}")
_DROPPED = ("class", "role", "pointer-events", "font-family", "width", "height", "version")
Report = Callable[[int, int], None]


class Cache(Protocol):
    """Where drawings are kept between builds; anything wrong with one is a miss."""

    def get(self, key: str) -> str | None:
        """The text kept under the key, or None."""
        ...

    def put(self, key: str, text: str) -> None:
        """Keeps the text under the key."""
        ...


class NoCache:
    """Keeps nothing: every chart is drawn anew."""

    def get(self, key: str) -> str | None:
        """Nothing is ever kept."""
        return None

    def put(self, key: str, text: str) -> None:
        """Forgets the text."""


@dataclass(frozen=True)
class Drawings:
    """What vl-convert drew, by the key of the specification."""

    raw: Mapping[str, str]

    def svg(self, chart: Chart, layout: Layout, prefix: str = "") -> str:
        """The picture of a chart for its page; `prefix` sets apart two charts of one name on a page."""
        drawn = self.raw[key(specification(chart, layout))]
        return _cleaned(drawn, chart.alternative, f"{prefix}{chart.name}-{layout}-")


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


def specification_text(spec: Spec) -> str:
    """The specification as JSON: the same for the same content, plain ASCII, no number that JSON does not know."""
    return json.dumps(spec, sort_keys=True, ensure_ascii=True, allow_nan=False, separators=(",", ":"))


def key(spec: Spec) -> str:
    """The name under which a drawing of this specification is kept."""
    return sha256(f"vl-convert {_version()}\n{specification_text(spec)}".encode()).hexdigest()


@lru_cache(maxsize=1)  # asking reads a file
def _version() -> str:
    return version("vl-convert-python")


def draw_all(charts: Iterable[Chart], cache: Cache, report: Report | None = None) -> Drawings:
    """Draws all charts in both layouts, those that are not kept yet by several workers; `report` hears (done, all)."""
    specs = {key(spec): spec for chart in charts for layout in LAYOUTS for spec in [specification(chart, layout)]}
    kept = {name: text for name in specs if (text := cache.get(name))}
    missing = [name for name in specs if name not in kept]
    texts = [specification_text(specs[name]) for name in missing]
    drawn = dict(kept)
    for done, (name, picture) in enumerate(zip(missing, _pictures(texts), strict=True), start=1):
        cache.put(name, picture)
        drawn[name] = picture
        if report:
            report(done, len(missing))
    return Drawings(drawn)


def _pictures(texts: list[str]) -> Iterable[str]:
    if len(texts) < _ENOUGH_FOR_WORKERS:
        yield from map(_picture, texts)
        return
    # vl-convert hangs in a worker that was forked after it was used: workers start afresh.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(cpu_count(), mp_context=context) as pool:
        yield from pool.map(_picture, texts, chunksize=8)


# A character outside the first plane, as JSON writes it: two escapes.
_PAIR = re.compile(r"(?<!\\)((?:\\\\)*)\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}")


def _picture(text: str) -> str:
    # Where a label is cut short, Vega may cut such a character in two, and vl-convert ends at half of one.
    drawable = _PAIR.sub(r"\1\\ufffd", text)
    return vl_convert.vegalite_to_svg(drawable, vl_version="6.4", allowed_base_urls=[])


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
