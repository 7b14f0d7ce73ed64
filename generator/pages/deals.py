"""All deals between suppliers and their customers, newest first."""

from dataclasses import dataclass

from generator.knowledge_base import KnowledgeBase
from generator.pages.base import Page
from generator.pages.parts.charts import deals_charts
from generator.pages.parts.deal_rows import DealRow, deal_row
from generator.pages.parts.search import page_entry
from generator.pages.parts.words import counted


@dataclass(frozen=True)
class DealsView:
    """What the page of all deals prints."""

    count: str
    circular: str
    rows: tuple[DealRow, ...]


def deals_page(kb: KnowledgeBase) -> Page:
    """The table of all deals."""
    rows = [deal_row(supplier, deal, kb) for supplier in kb.suppliers.values() for deal in supplier.deals]
    rows.sort(key=lambda row: row.sortable_date, reverse=True)
    count = counted(len(rows), "deal")
    circular = sum(row.is_circular for row in rows)
    note = f"{counted(circular, 'deal')} where one side also invests in the other" if circular else ""
    description = f"{count} between suppliers of AI data centres and their customers, with values and sources."
    return Page(
        "deals/index.md", "deals.md.j2", "Deals", description, DealsView(count, note, tuple(rows)), page_entry("Index"),
        deals_charts(kb), has_contents=False,
    )  # fmt: skip
