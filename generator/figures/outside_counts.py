"""Challenger's monthly AI-attributed job cuts in the United States beside this ledger's own, month by month.

They are not the same thing: Challenger counts announcements of employers in the United States and the reasons they
give; the ledger counts announcements anywhere that it has a record of.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.figures.headline import days_of, headlines
from generator.figures.totals import Total, total
from generator.knowledge_base import KnowledgeBase


@dataclass(frozen=True)
class MonthBeside:
    """One month (first day): Challenger's count, None when not recorded, and the ledger's range."""

    month: date
    challenger: Decimal | None
    ledger: Total


def months_beside(kb: KnowledgeBase, indicator: str = "challenger") -> tuple[MonthBeside, ...]:
    """The months that either of the two has, from the first that the indicator has."""
    counts = _monthly_counts(kb, indicator)
    by_month: dict[date, list[str]] = {}
    for cut in kb.cuts.values():
        if len(cut.announced.text) >= 7:
            by_month.setdefault(cut.announced.first.replace(day=1), []).append(cut.id)
    months = sorted(month for month in {*counts, *by_month} if counts and month >= min(counts))
    return tuple(
        MonthBeside(month, counts.get(month), total([kb.cuts[id] for id in by_month.get(month, ())], kb))
        for month in months
    )


def _monthly_counts(kb: KnowledgeBase, indicator: str) -> dict[date, Decimal]:
    record = kb.indicators.get(indicator)
    if record is None:
        return {}
    found = {}
    for item in headlines(record, "ai_attributed_cuts", kb):
        first, last = days_of(item.claim.period, record, kb) if item.claim.period else (date.min, date.max)
        if (last - first).days <= 31:
            found[first] = item.claim.ceiling
    return found
