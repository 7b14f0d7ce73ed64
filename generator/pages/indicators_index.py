"""The index of indicators: who counts or estimates what, with the newest figure."""

from dataclasses import dataclass

from generator.knowledge_base import KnowledgeBase
from generator.pages.base import Page
from generator.pages.indicator import figure_line
from generator.pages.parts.charts import indicators_charts
from generator.pages.parts.links import Link, record_link
from generator.pages.parts.search import page_entry
from generator.pages.parts.words import counted


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator in a line."""

    link: Link
    publisher: str
    figure: str
    summary: str


@dataclass(frozen=True)
class IndicatorsView:
    """What the index of indicators prints."""

    rows: tuple[IndicatorRow, ...]


def indicators_index(kb: KnowledgeBase) -> Page:
    """The index of indicators."""
    ordered = sorted(kb.indicators.values(), key=lambda record: record.name.casefold())
    rows = tuple(
        IndicatorRow(record_link(record, kb), record.publisher, figure_line(record, kb), record.summary)
        for record in ordered
    )
    count = counted(len(rows), "indicator")
    description = f"{count} from outside the ledger: monthly counts, surveys and forecasts of work and AI."
    view = IndicatorsView(rows)
    return Page(
        "indicators/index.md", "indicators.md.j2", "Indicators", description, view,
        page_entry("Index", "indicators", "surveys", "forecasts"), indicators_charts(kb), has_contents=False,
    )  # fmt: skip
