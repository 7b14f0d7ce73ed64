"""The stack of an AI data centre, from chips to utilities: who sells in each layer, what is on order there, who buys.

The backlogs of a layer can be added up; those of two layers cannot, since a chip is on order again inside its server
and once more inside the capacity that is let.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from generator.figures.backlogs import Backlog, BacklogTotal, backlogs, sum_of
from generator.knowledge_base import KnowledgeBase
from generator.records import Company, Supplier


@dataclass(frozen=True)
class Seller:
    """A supplier of a layer and its latest backlog, None when none is recorded."""

    supplier: Supplier
    backlog: Backlog | None


@dataclass(frozen=True)
class Buyer:
    """A company that buys in a layer: from how many suppliers, and by how many deals that did not fall through."""

    company: Company
    suppliers: int
    deals: int


@dataclass(frozen=True)
class Layer:
    """A layer of the stack: its word in the vocabulary, its sellers by backlog, their sum, and its buyers by deals.

    `others` counts the deals with customers that have no record.
    """

    word: str
    sellers: tuple[Seller, ...]
    backlog: BacklogTotal | None
    buyers: tuple[Buyer, ...]
    others: int


def layers(kb: KnowledgeBase) -> tuple[Layer, ...]:
    """The layers that have a supplier, in the order of the vocabulary."""
    latest = {backlog.supplier: backlog for backlog in backlogs(kb)}
    found = []
    for word in kb.settings.words("layer"):
        suppliers = [supplier for supplier in kb.suppliers.values() if supplier.layer == word]
        if suppliers:
            found.append(_layer(word, suppliers, latest, kb))
    return tuple(found)


def _layer(word: str, suppliers: Sequence[Supplier], latest: dict[str, Backlog], kb: KnowledgeBase) -> Layer:
    sellers = [Seller(supplier, latest.get(supplier.id)) for supplier in suppliers]
    sellers.sort(key=lambda seller: (-_size(seller), seller.supplier.name.casefold()))
    deals = [(supplier.id, deal.customer) for supplier in suppliers for deal in supplier.deals if not deal.withdrawn]
    return Layer(
        word,
        tuple(sellers),
        sum_of([seller.backlog for seller in sellers if seller.backlog]),
        _buyers([(supplier, customer) for supplier, customer in deals if customer], kb),
        sum(customer is None for _, customer in deals),
    )


def _size(seller: Seller) -> float:
    """Those with a backlog first, the largest of them at the top; one that no rate converts after those."""
    if seller.backlog is None:
        return -1.0
    return float(seller.backlog.high or 0)


def _buyers(deals: Sequence[tuple[str, str]], kb: KnowledgeBase) -> tuple[Buyer, ...]:
    counts = Counter(customer for _, customer in deals)
    sellers = Counter(customer for _, customer in set(deals))
    found = [Buyer(kb.companies[customer], sellers[customer], number) for customer, number in counts.items()]
    return tuple(sorted(found, key=lambda buyer: (-buyer.deals, buyer.company.name.casefold())))
