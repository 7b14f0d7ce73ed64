"""Pages become Markdown: a `Page` in, its text out. The one place where text is made safe for a page.

Whatever a template prints passes `_printed`, so that no template can forget it.  Text of records is encoded for HTML
and Markdown alike: every sign that either could take for markup becomes a character reference, and a reader sees the
text as it was typed.  The front matter goes through a YAML dumper, escaped, because the theme prints it as it is.
"""

import html
import json
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Undefined
from markupsafe import Markup

from generator.charts.base import LAYOUTS, Cell, Chart
from generator.charts.drawing import Drawings
from generator.charts.palette import Palette
from generator.charts.poster import embed_height
from generator.exports.social_cards import Card, layout
from generator.pages.base import Page

_TEMPLATES = Path(__file__).parent / "templates"
# The policy that each page carries is written once, for the theme's pages and for those of our own.
_PARTIALS = Path(__file__).parents[1] / "site_config" / "overrides" / "partials"
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
        loader=FileSystemLoader([_TEMPLATES, _PARTIALS]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printed,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def front_matter(page: Page) -> str:
    """What the theme prints into the head of a page as it is, and so must be escaped already."""
    fields: dict[str, object] = {
        "title": html.escape(clean(", ".join(filter(None, (page.title, page.apart))))),
        "description": html.escape(clean(page.description)),
    }
    if not page.has_contents:
        fields["hide"] = ["toc"]
    fields |= _shared(page)
    if not page.is_searched:
        fields["search"] = {"exclude": True}
    if page.feeds:
        fields["feeds"] = [
            {"title": html.escape(clean(feed.title)), "address": relative(feed.address, page.address)}
            for feed in page.feeds
        ]
    return f"---\n{yaml.dump(fields, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10**6)}---\n"


def _shared(page: Page) -> dict[str, object]:
    """What the page shows where a link to it is shared, and what it tells machines; a chart is its own picture."""
    fields: dict[str, object] = {}
    if page.card:
        fields = {"card": page.card.path, "card_says": html.escape(clean(page.card.alternative))}
    elif page.charts_of is not None:
        (chart,) = page.charts
        picture, words = chart_file(page, chart, ".png"), html.escape(clean(chart.alternative))
        fields = {"card": picture, "card_says": words, "is_chart": True}
    if page.structured:
        fields["structured"] = structured_text(page.structured)
    return fields


_IN_A_SCRIPT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}


def structured_text(document: Mapping[str, Any]) -> str:
    """JSON that can stand in a `<script>` of a page: ASCII, and without a sign that HTML reads."""
    text = json.dumps(document, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return text.translate(_IN_A_SCRIPT)


def card_svg(card: Card, palette: Palette) -> str:
    """A social card as SVG; XML reads character references as HTML does."""
    return environment().get_template("social_card.svg.j2").render(card=layout(card, palette))


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
class Shown:
    """A chart as its templates print it; addresses are those of its files, from the top of the site."""

    name: str
    title: str
    subtitle: str
    source: str
    wide: Markup
    narrow: Markup
    wide_spec: str
    narrow_spec: str
    csv: str
    page: str
    is_alone: bool
    headings: tuple[_TableCell, ...]
    rows: tuple[tuple[_TableCell, ...], ...]


def render(page: Page, drawings: Drawings) -> str:
    """The Markdown of a page, with its front matter."""

    def here(to: str) -> str:
        return relative(to, page.address)

    def part(template: str) -> Callable[[Chart], Markup]:
        return lambda chart: Markup(  # noqa: S704  # escaped
            environment().get_template(template).render(chart=shown(page, chart, drawings), here=here).strip()
        )

    template = environment().get_template(page.template)
    body = template.render(
        title=page.title,
        view=page.view,
        search=_search(page),
        charts=page.charts,
        here=here,
        figure=part("chart.html.j2"),
        data_table=part("parts/chart_table.html.j2"),
        embed_height=lambda chart: str(embed_height(chart, drawings)),
    )
    return f"{front_matter(page)}\n{_tidy(body)}"


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


def chart_file(page: Page, chart: Chart, ending: str) -> str:
    """Where a file of a chart is: beside the page of the chart."""
    return page.chart_address(chart).removesuffix("/") + ending


def shown(page: Page, chart: Chart, drawings: Drawings) -> Shown:
    """A chart with its pictures, files and rows, as it stands on a page."""
    wide, narrow = (Markup(drawings.svg(chart, layout)) for layout in LAYOUTS)  # noqa: S704  # drawn by vl-convert
    return Shown(
        chart.name,
        chart.title,
        chart.subtitle,
        chart.source,
        wide,
        narrow,
        chart_file(page, chart, "-wide.json"),
        chart_file(page, chart, "-narrow.json"),
        chart_file(page, chart, ".csv"),
        page.chart_address(chart),
        page.charts_of is not None,
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
