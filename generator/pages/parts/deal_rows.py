"""Deals as rows: the same line on the page of the supplier, of the customer, and in the table of all deals.

A deal stands in the record of the side that tells it; one that the buyer tells says so.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.figures.conversion import in_usd
from generator.knowledge_base import KnowledgeBase
from generator.pages.parts.links import Link, record_link
from generator.pages.parts.sources import SourceChip, chip
from generator.pages.parts.words import span_text, usd_text
from generator.quantities import quantity_text
from generator.records import Company, Record, Supplier
from generator.records.company import Purchase
from generator.records.supplier import Deal
from generator.records.terms import Terms
from generator.times import date_text, period_text

Teller = Company | Supplier


@dataclass(frozen=True)
class DealRow:
    """One deal in a line."""

    supplier: Link | None
    supplier_name: str
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
    by_buyer: bool
    note: str
    source: SourceChip
    is_off_paper: bool


def deal_row(record: Teller, deal: Deal | Purchase, kb: KnowledgeBase, off_paper: Collection[int] = ()) -> DealRow:
    """The line of a deal in the record of a supplier, or of a buyer; paper leaves out the deals of these identities."""
    settings = kb.settings
    (supplier, supplier_name), (customer, customer_name) = _sides(record, deal, kb)
    usd, rate, sortable = _in_usd(record, deal, kb)
    return DealRow(
        supplier,
        supplier_name,
        customer,
        customer_name,
        deal.product,
        date_text(deal.announced) if deal.announced else "",
        deal.announced.text if deal.announced else "",
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
        isinstance(deal, Purchase),
        deal.note or "",
        chip(record, deal.source, settings),
        id(deal) in off_paper,
    )


def deals_of(record: Record, kb: KnowledgeBase) -> Iterator[tuple[Teller, Deal | Purchase]]:
    """The deals on the page of a record, each with the record that tells it: a buyer's own come first."""
    if isinstance(record, Company | Supplier):
        yield from ((record, deal) for deal in record.deals)
    if isinstance(record, Company):
        yield from kb.deals_of.get(record.id, ())


def _sides(
    record: Teller, deal: Deal | Purchase, kb: KnowledgeBase
) -> tuple[tuple[Link | None, str], tuple[Link | None, str]]:
    """The supplier and the customer, each with a link where it has a record, else in words."""
    own = (record_link(record, kb), "")
    if isinstance(deal, Purchase):
        supplier = kb.suppliers[deal.supplier] if deal.supplier else None
        return (record_link(supplier, kb) if supplier else None, deal.supplier_name or ""), own
    customer = kb.companies[deal.customer] if deal.customer else None
    return own, (record_link(customer, kb) if customer else None, deal.customer_name or "")


def value_text(deal: Terms) -> str:
    """What the deal is worth, without its bound."""
    low, high = deal.value or deal.low, deal.value or deal.high
    return span_text(low, high) if low and high else "not known"


def _in_usd(record: Teller, deal: Terms, kb: KnowledgeBase) -> tuple[str, str, str]:
    """The value in US dollars with the rate, when the deal is in another currency; and the amount to sort by."""
    ends = in_usd(record, deal, kb)
    if ends is None:
        return "", "", ""
    first, last = ends
    text = usd_text(first.amount, last.amount) if last.rate else ""
    return text, last.explanation, str(last.amount.quantize(Decimal(1)))
