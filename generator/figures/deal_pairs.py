"""Suppliers and their customers in pairs, with the largest deal whose value is known, in US dollars.

Values are never added up: two records of deals between the same two are often two reports of one.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.figures.conversion import in_usd
from generator.knowledge_base import KnowledgeBase
from generator.records import Supplier
from generator.records.supplier import Deal


@dataclass(frozen=True)
class DealPair:
    """A supplier and a customer that has a record: how many deals, and the largest known value (None: none known)."""

    supplier: str
    supplier_name: str
    customer: str
    customer_name: str
    deals: int
    products: tuple[str, ...]
    value: Decimal | None
    bound: str | None
    rate: str
    is_circular: bool


def deal_pairs(kb: KnowledgeBase) -> tuple[DealPair, ...]:
    """The pairs that have a deal which was not withdrawn, by supplier and customer."""
    found: dict[tuple[str, str], list[Deal]] = defaultdict(list)
    for supplier in kb.suppliers.values():
        for deal in supplier.deals:
            if deal.customer and not deal.withdrawn:
                found[supplier.id, deal.customer].append(deal)
    return tuple(_pair(kb.suppliers[supplier], customer, deals, kb) for (supplier, customer), deals in found.items())


def _pair(supplier: Supplier, customer: str, deals: Sequence[Deal], kb: KnowledgeBase) -> DealPair:
    valued = [(ends[1], deal) for deal in deals if (ends := in_usd(supplier, deal, kb))]
    value, largest = max(valued, key=lambda pair: pair[0].amount, default=(None, None))
    return DealPair(
        supplier.id,
        supplier.name,
        customer,
        kb.companies[customer].name,
        len(deals),
        tuple(dict.fromkeys(deal.product for deal in deals)),
        value.amount if value else None,
        largest.bound if largest else None,
        value.explanation if value else "",
        any(deal.circular for deal in deals),
    )
