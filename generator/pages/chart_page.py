"""The page of one chart: the chart on its own, how to read it, its sources, and all forms in which to take it away.

A title that does not name the record whose chart it is gets the name before it, since here nothing else says it.
"""

import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.charts.base import Chart
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.pages.base import Page, SearchEntry
from generator.pages.parts.cite import Citation, citation
from generator.pages.parts.links import Link, Outside, outside
from generator.pages.parts.words import in_short
from generator.records.source import Source
from generator.sentences import lowered
from generator.settings import SiteSettings
from generator.times import date_text


@dataclass(frozen=True)
class ChartSource:
    """A source of the figures: who published it when, and where to read it."""

    published: str
    title: Outside


@dataclass(frozen=True)
class Download:
    """A file to take away: its form, what is in it, and its address."""

    form: str
    what: str
    to: str


@dataclass(frozen=True)
class Embed:
    """What an `iframe` on another site needs: the whole address where it is known, and a title written for HTML.

    `see` leads to the same page from within the site.
    """

    see: str
    address: str
    is_whole: bool
    title: str


@dataclass(frozen=True)
class ChartView:
    """What the page of a chart prints around the chart."""

    stands_on: Link
    alternative: str
    method: str
    sources: tuple[ChartSource, ...]
    downloads: tuple[Download, ...]
    embed: Embed
    citation: Citation


def chart_pages(pages: Iterable[Page], kb: KnowledgeBase, history: History) -> Iterator[Page]:
    """A page for each chart of these pages."""
    records = {f"{record.key}/" for record in kb.records()}
    for page in pages:
        for chart in page.charts:
            yield _chart_page(chart, page, page.address in records, kb, history)


def _chart_page(chart: Chart, page: Page, is_record: bool, kb: KnowledgeBase, history: History) -> Page:
    address = page.chart_address(chart)
    is_named = not is_record or page.title in chart.title
    title = chart.title if is_named else f"{page.title}: {lowered(chart.title)}"
    view = ChartView(
        Link(page.title, page.address),
        chart.alternative,
        chart.kind.method,
        tuple(map(_source, chart.sources)),
        _downloads(address.removesuffix("/")),
        _embed(title, address, kb.settings.site),
        citation(title, address, kb, history),
    )
    return Page(
        f"{address}index.md",
        "chart_page.md.j2",
        title,
        in_short(f"{title}.", "The chart with its data, sources and method."),
        view,
        SearchEntry(),  # a search finds the record, on whose page the chart stands
        (replace(chart, title=title),),
        charts_of=page.address,
        is_searched=False,
        has_contents=False,
    )


def _source(source: Source) -> ChartSource:
    when = date_text(source.published) if source.published else "undated"
    return ChartSource(f"{source.publisher}, {when}", outside(source.title, source.url))


def _downloads(files: str) -> tuple[Download, ...]:
    return (
        Download("PNG", "A picture for slides and print", f"{files}.png"),
        Download("SVG", "A drawing for light ground", f"{files}.svg"),
        Download("SVG, dark", "A drawing for dark ground", f"{files}-dark.svg"),
        Download("CSV", "The data table", f"{files}.csv"),
        Download("Vega-Lite", "The specification with its data, for Vega-Lite", f"{files}.vl.json"),
    )


def _embed(title: str, address: str, site: SiteSettings) -> Embed:
    see = f"{address}embed/"
    whole = site.whole(see)
    return Embed(see, html.escape(whole or see), bool(whole), html.escape(title))
