"""Pages become Markdown: a `Page` in, its files by path out. The one place where text is made safe for a page.

Whatever a template prints passes `_printed`, so that no template can forget it.  Text of records is encoded for HTML
and Markdown alike: every sign that either could take for markup becomes a character reference, and a reader sees the
text as it was typed.  The front matter goes through a YAML dumper, escaped, because the theme prints it as it is.
"""

import html
import posixpath
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Undefined
from markupsafe import Markup

from generator.charts.base import LAYOUTS, Cell, Chart
from generator.charts.csv import csv_text
from generator.charts.drawing import Drawings, specification, specification_text
from generator.pages.base import Page

_TEMPLATES = Path(__file__).parent / "templates"
# A second line of defence: records refuse these characters already.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
# Signs that mean nothing in HTML or Markdown where they stand, kept so that a generated page can be read and compared.
_HARMLESS = r"""
    (?<=[A-Za-z0-9])[,'_-](?=[A-Za-z0-9])   # 8,000  don't  AI-driven  ai_link
  | (?<=[A-Za-z0-9%)])[,;:](?=\ )           # one, two; namely: three
  | (?<![0-9])\. | (?<=[0-9])\.(?=[A-Za-z0-9])   # the end of a sentence, 10.5, ../cuts/, but not "1. "
  | (?<=[A-Za-z])\?(?=\ |$)
  | / | (?<=[0-9])%
  | \$(?=[0-9])                             # $72 billion
  | (?<=\ )\((?=[A-Za-z0-9]) | (?<=[A-Za-z%])\)
"""
_SIGN = re.compile(rf"(?P<harmless>{_HARMLESS})|[!-/:-@\[-`{{-~]", re.VERBOSE)


def clean(text: str) -> str:
    """The text in one line, without characters that cannot be shown."""
    return " ".join(_CONTROLS.sub("\ufffd", text).split())


@lru_cache(maxsize=10_000)  # labels, dates and publishers come again and again
def encoded(text: str) -> Markup:
    """The text so that HTML and Markdown both show it exactly: signs become character references."""
    safe = _SIGN.sub(lambda sign: sign[0] if sign["harmless"] else f"&#{ord(sign[0])};", clean(text))
    return Markup(safe)  # noqa: S704  # this is the escaper


def _printed(value: object) -> Markup:
    if isinstance(value, Markup):
        return value
    if isinstance(value, Undefined):
        str(value)  # raises, and names what is missing
    if not isinstance(value, str):
        raise TypeError(f"A template prints finished texts, and this is none: {value!r}")
    return encoded(value)


@cache
def environment() -> Environment:
    """The templates, in which everything printed passes the escaper."""
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printed,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )


def front_matter(page: Page) -> str:
    """What the theme prints into the head of a page as it is, and so must be escaped already."""
    fields: dict[str, object] = {
        "title": html.escape(clean(page.title)), "description": html.escape(clean(page.description)),
    }  # fmt: skip
    if not page.has_contents:
        fields["hide"] = ["toc"]
    return f"---\n{yaml.dump(fields, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10**6)}---\n"


@dataclass(frozen=True)
class _Named:
    """A name with its values, or its one value."""

    name: Markup
    values: tuple[str, ...] = ()
    value: str = ""


@dataclass(frozen=True)
class _Search:
    """What the page tells the search, as its template prints it."""

    kind: str
    filters: tuple[_Named, ...]
    sorts: tuple[_Named, ...]
    figure: str
    words: tuple[str, ...]
    also: tuple[str, ...]


@dataclass(frozen=True)
class _TableCell:
    """A cell of a chart's data table."""

    text: str
    is_number: bool


@dataclass(frozen=True)
class _Figure:
    """A chart as its template prints it; addresses are those of its files, from the top of the site."""

    name: str
    title: str
    subtitle: str
    source: str
    wide: Markup
    narrow: Markup
    wide_spec: str
    narrow_spec: str
    csv: str
    headings: tuple[_TableCell, ...]
    rows: tuple[tuple[_TableCell, ...], ...]


def files_of(page: Page, drawings: Drawings) -> dict[str, bytes]:
    """The Markdown of a page, and for each of its charts the specifications and the rows as CSV."""
    files = {page.path: render(page, drawings).encode()}
    for chart in page.charts:
        for layout in LAYOUTS:
            files[_chart_file(page, chart, f"-{layout}.json")] = specification_text(
                specification(chart, layout)
            ).encode()
        files[_chart_file(page, chart, ".csv")] = csv_text(chart).encode()
    return files


def render(page: Page, drawings: Drawings) -> str:
    """The Markdown of a page, with its front matter."""
    def here(to: str) -> str:
        return relative(to, address_of(page.path))

    def figure(chart: Chart) -> Markup:
        template = environment().get_template("chart.html.j2")
        return Markup(template.render(chart=_figure(page, chart, drawings), here=here).strip())  # noqa: S704  # escaped

    body = environment().get_template(page.template).render(
        title=page.title, view=page.view, search=_search(page), charts=page.charts, here=here, figure=figure
    )
    return f"{front_matter(page)}\n{_tidy(body)}"


def address_of(path: str) -> str:
    """The address of a page from the top of the site: `cuts/acme-2026-01/`; empty for the home page."""
    bare = path.removesuffix(".md")
    if bare == "index" or bare.endswith("/index"):
        return bare.removesuffix("index")
    return f"{bare}/"


def relative(to: str, page: str) -> str:
    """The address of a page or file of the site as seen from the address of a page."""
    path, mark, anchor = to.partition("#")
    found = posixpath.relpath(f"/{path}", f"/{page}")  # without the slash it asks for the current folder, each time
    if path.endswith("/") or not path:
        found += "/"
    return found + mark + anchor


def _tidy(body: str) -> str:
    """Without the empty lines that conditions of templates leave behind, beyond one at a time."""
    return re.sub(r"\n{3,}", "\n\n", body).strip() + "\n"


def _search(page: Page) -> _Search:
    entry = page.search
    return _Search(
        next(iter(entry.filters.get("kind", ())), ""),
        tuple(_Named(_own(name), values=values) for name, values in entry.filters.items()),
        tuple(_Named(_own(name), value=value) for name, value in entry.sorts.items()),
        entry.figure,
        entry.words,
        entry.also,
    )


def _own(name: str) -> Markup:
    """A name that the program gave, not a record: the search reads it from an attribute, and does not decode it."""
    if not name.isidentifier():
        raise ValueError(f"{name!r} is not a name for the search.")
    return Markup(name)  # noqa: S704  # letters, digits and _ only


def _chart_file(page: Page, chart: Chart, ending: str) -> str:
    return f"charts/{address_of(page.path)}{chart.name}{ending}"


def _figure(page: Page, chart: Chart, drawings: Drawings) -> _Figure:
    wide, narrow = (Markup(drawings.svg(chart, layout)) for layout in LAYOUTS)  # noqa: S704  # drawn by vl-convert
    return _Figure(
        chart.name,
        chart.title,
        chart.subtitle,
        chart.source,
        wide,
        narrow,
        _chart_file(page, chart, "-wide.json"),
        _chart_file(page, chart, "-narrow.json"),
        _chart_file(page, chart, ".csv"),
        tuple(_TableCell(column.heading, column.is_number) for column in chart.columns),
        tuple(
            tuple(_TableCell(_cell_text(row.get(column.key)), column.is_number) for column in chart.columns)
            for row in chart.rows
        ),
    )


def _cell_text(cell: Cell) -> str:
    """A cell for readers: numbers with separators, nothing for what is not known."""
    if cell is None:
        return ""
    return f"{cell:,}" if isinstance(cell, int | float) else cell
