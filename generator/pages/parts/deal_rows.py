"""Deals as rows: the same line on the page of the supplier, of the customer, and in the table of all deals."""

from dataclasses import dataclass
from decimal import Decimal

from generator.figures.conversion import to_usd
from generator.knowledge_base import KnowledgeBase
from generator.pages.parts.links import Link, record_link
from generator.pages.parts.sources import SourceChip, chips
from generator.pages.parts.words import newest_source, span_text, usd_text
from generator.quantities import quantity_text
from generator.records import Supplier
from generator.records.supplier import Deal
from generator.times import date_text, period_text


@dataclass(frozen=True)
class DealRow:
    """One deal in a line."""

    supplier: Link
    customer: Link | None
    customer_name: str
    product: str
    date: str
    sortable_date: str
    bound: str
    value: str
    has_value: bool
    usd: str
    rate: str
    sortable_value: str
    capacity: str
    basis: str
    period: str
    is_circular: bool
    is_withdrawn: bool
    note: str
    source: SourceChip


def deal_row(supplier: Supplier, deal: Deal, kb: KnowledgeBase) -> DealRow:
    """The line of a deal."""
    settings = kb.settings
    customer = kb.companies[deal.customer] if deal.customer else None
    usd, rate, sortable = _in_usd(supplier, deal, kb)
    return DealRow(
        record_link(supplier, kb),
        record_link(customer, kb) if customer else None,
        deal.customer_name or "",
        deal.product,
        date_text(deal.announced) if deal.announced else "",
        deal.announced.first.isoformat() if deal.announced else "",
        settings.label("bound", deal.bound) if deal.bound else "",
        value_text(deal),
        value_text(deal) != "not known",
        usd,
        rate,
        sortable,
        quantity_text(deal.capacity) if deal.capacity else "",
        settings.label("basis", deal.basis).lower(),
        period_text(deal.period) if deal.period else "",
        deal.circular,
        deal.withdrawn,
        deal.note or "",
        chips(supplier, settings)[deal.source],
    )


def value_text(deal: Deal) -> str:
    """What the deal is worth, without its bound."""
    low, high = deal.value or deal.low, deal.value or deal.high
    return span_text(low, high) if low and high else "not known"


def _in_usd(supplier: Supplier, deal: Deal, kb: KnowledgeBase) -> tuple[str, str, str]:
    """The value in US dollars with the rate, when the deal is in another currency; and the amount to sort by."""
    low, high = deal.value or deal.low, deal.value or deal.high
    when = deal.announced or newest_source(supplier)
    if low is None or high is None or when is None:
        return "", "", ""
    first, last = to_usd(low, when.last, kb), to_usd(high, when.last, kb)
    if first is None or last is None:
        return "", "", ""
    text = usd_text(first.amount, last.amount) if last.rate else ""
    return text, last.explanation, str(last.amount.quantize(Decimal(1)))
