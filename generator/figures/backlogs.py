"""The order backlog of all suppliers together in US dollars, each at its latest date, as a range of its live claims."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.figures.conversion import to_usd
from generator.figures.headline import headline
from generator.knowledge_base import KnowledgeBase
from generator.quantities import Quantity
from generator.records import Supplier


@dataclass(frozen=True)
class Backlog:
    """One supplier's latest backlog in US dollars, or nothing where its year has no exchange rate."""

    supplier: str
    ends: date
    low: Decimal | None
    high: Decimal | None
    rate: str


@dataclass(frozen=True)
class BacklogTotal:
    """The sum, how many suppliers are in it, between which days their dates lie, and how many cannot be converted."""

    low: Decimal
    high: Decimal
    suppliers: int
    earliest: date
    latest: date
    unconverted: int


def backlogs(kb: KnowledgeBase) -> Iterator[Backlog]:
    """The latest backlog of each supplier that has one."""
    for supplier in kb.suppliers.values():
        if found := _latest(supplier, kb):
            yield found


def backlog_total(kb: KnowledgeBase) -> BacklogTotal | None:
    """All backlogs that can be converted, added up; None without any."""
    return sum_of(list(backlogs(kb)))


def sum_of(found: Sequence[Backlog]) -> BacklogTotal | None:
    """These backlogs added up as far as they can be converted; None when none can."""
    converted = [(item, item.low, item.high) for item in found if item.low is not None and item.high is not None]
    if not converted:
        return None
    return BacklogTotal(
        sum((low for _, low, _ in converted), Decimal(0)),
        sum((high for _, _, high in converted), Decimal(0)),
        len(converted),
        min(item.ends for item, _, _ in converted),
        max(item.ends for item, _, _ in converted),
        len(found) - len(converted),
    )


def _latest(supplier: Supplier, kb: KnowledgeBase) -> Backlog | None:
    found = headline(supplier, "order_backlog", kb)
    if found is None or found.ends is None:
        return None
    unit = found.claim.span[0].unit
    low, high = (to_usd(Quantity(amount, unit), found.ends, kb) for amount in (found.lowest, found.highest))
    return Backlog(
        supplier.id, found.ends, low.amount if low else None, high.amount if high else None,
        high.explanation if high else "",
    )  # fmt: skip
