"""The pipeline: a linked knowledge base in, every file of the site's source out. Pure: same input, same bytes."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from generator.chart_files import Look, chart_files
from generator.charts.drawing import Cache, draw_all, png_of
from generator.charts.palette import palettes
from generator.exports.data_files import data_files
from generator.exports.raw_records import raw_records
from generator.exports.sitemap import sitemap
from generator.following import following
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.pages import Page, all_pages, chart_pages, data_pages, gallery_pages
from generator.pages.parts.words import day_text
from generator.rendering import card_svg, render

Report = Callable[[str], None]


def site(
    kb: KnowledgeBase, history: History, assets: Mapping[str, bytes], cache: Cache, report: Report
) -> dict[str, bytes]:
    """Markdown pages, charts, tables, data files, raw records and assets, by their path under the docs folder."""
    data = data_files(kb, history)
    pages = [*all_pages(kb, history), *data_pages(data, kb, history)]
    alone = list(chart_pages(pages, kb, history))
    pages += [*alone, *gallery_pages(alone)]
    report(f"Drawing {len(alone):,} charts")
    drawings = draw_all([chart for page in alone for chart in page.charts], cache)
    look = _look(kb, history, assets)
    charts = chart_files(alone, drawings, look, cache)
    report(f"Rendering {len(pages):,} pages")
    files = {page.path: render(page, drawings).encode() for page in pages}
    found = {**_cards(pages, look, cache), **sitemap(_changed(pages, kb, history), kb.settings.site)}
    return {**files, **charts, **found, **following(kb, history, pages), **raw_records(kb), **data.files, **assets}


def _look(kb: KnowledgeBase, history: History, assets: Mapping[str, bytes]) -> Look:
    day = history.day
    colours = palettes(assets["assets/tokens.css"].decode())
    return Look(colours, kb.settings.site, day_text(day) if day else "")


def _cards(pages: Iterable[Page], look: Look, cache: Cache) -> dict[str, bytes]:
    """The social cards; a page can name its own only where the site knows its address."""
    cards = [page.card for page in pages if page.card and look.site.address]
    drawn = {card.path: card_svg(card, look.palettes.light) for card in cards}
    pictures = png_of(drawn.values(), cache)
    return {path: pictures[picture] for path, picture in drawn.items()}


def _changed(pages: Iterable[Page], kb: KnowledgeBase, history: History) -> dict[str, date | None]:
    """When each page last changed: that of a record with its record, all others with the data."""
    records = {f"{record.key}/": history.of(record.key) for record in kb.records()}
    changes = {page.address: records.get(page.address) for page in pages}
    return {address: change.last_changed if change else history.day for address, change in changes.items()}
