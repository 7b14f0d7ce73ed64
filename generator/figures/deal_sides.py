"""Two sides of a deal: what suppliers and buyers say of their deals, added up on both sides, in US dollars.

Each side is a range: from its largest deal alone to all its deals together, because some of them are two reports of one
deal.  The gap is what must still be found on one side for both to be able to mean the same sum.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.figures.conversion import in_usd
from generator.knowledge_base import KnowledgeBase
from generator.records import Company, Record, Supplier
from generator.records.terms import Terms


@dataclass(frozen=True)
class Side:
    """What one side says: how many deals, how many of them with a sum, and the range of these sums in US dollars."""

    deals: int
    valued: int
    low: Decimal
    high: Decimal
    bounds: tuple[str, ...]
    rates: tuple[str, ...]
    is_circular: bool


@dataclass(frozen=True)
class TwoSides:
    """A supplier and a buyer that both have records, and what each says of their deals; None where one says nothing."""

    supplier: Supplier
    buyer: Company
    sold: Side | None
    bought: Side | None

    @property
    def is_circular(self) -> bool:
        """Whether a source of either side says that one also invests in the other."""
        return any(side.is_circular for side in (self.sold, self.bought) if side)

    @property
    def largest(self) -> Decimal:
        """The most that either side names."""
        return max(side.high for side in (self.sold, self.bought) if side)

    @property
    def is_told_twice(self) -> bool:
        """Whether both sides name a sum."""
        return all(side and side.valued for side in (self.sold, self.bought))

    @property
    def gap(self) -> tuple[Decimal, Decimal]:
        """The least and the most that one side names and the other does not; from nothing where the ranges meet."""
        (low, high), (other_low, other_high) = (_ends(side) for side in (self.sold, self.bought))
        return max(low - other_high, other_low - high, Decimal(0)), max(high - other_low, other_high - low)


def two_sides(kb: KnowledgeBase) -> tuple[TwoSides, ...]:
    """The pairs with a deal that did not fall through, the largest sum first."""
    told = {"sold": _by_pair(_sales(kb)), "bought": _by_pair(_purchases(kb))}
    pairs = dict.fromkeys([*told["sold"], *told["bought"]])
    found = [
        TwoSides(
            kb.suppliers[supplier],
            kb.companies[buyer],
            _side(told["sold"].get((supplier, buyer), ()), kb),
            _side(told["bought"].get((supplier, buyer), ()), kb),
        )
        for supplier, buyer in pairs
    ]
    return tuple(sorted(found, key=lambda pair: (-pair.largest, pair.supplier.id, pair.buyer.id)))


Told = tuple[tuple[str, str], Record, Terms]


def _sales(kb: KnowledgeBase) -> Iterator[Told]:
    for supplier in kb.suppliers.values():
        yield from (((supplier.id, deal.customer), supplier, deal) for deal in supplier.deals if deal.customer)


def _purchases(kb: KnowledgeBase) -> Iterator[Told]:
    for company in kb.companies.values():
        yield from (((deal.supplier, company.id), company, deal) for deal in company.deals if deal.supplier)


def _by_pair(told: Iterator[Told]) -> dict[tuple[str, str], list[tuple[Record, Terms]]]:
    pairs: dict[tuple[str, str], list[tuple[Record, Terms]]] = defaultdict(list)
    for pair, record, deal in told:
        if not deal.withdrawn:
            pairs[pair].append((record, deal))
    return pairs


def _side(told: Sequence[tuple[Record, Terms]], kb: KnowledgeBase) -> Side | None:
    if not told:
        return None
    valued = [(ends, deal) for record, deal in told if (ends := in_usd(record, deal, kb))]
    return Side(
        len(told),
        len(valued),
        max((low.amount for (low, _), _ in valued), default=Decimal(0)),
        sum((high.amount for (_, high), _ in valued), Decimal(0)),
        tuple(dict.fromkeys(deal.bound for _, deal in valued if deal.bound)),
        tuple(dict.fromkeys(high.explanation for (_, high), _ in valued if high.rate)),
        any(deal.circular for _, deal in told),
    )


def _ends(side: Side | None) -> tuple[Decimal, Decimal]:
    return (side.low, side.high) if side else (Decimal(0), Decimal(0))
