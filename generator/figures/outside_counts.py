"""Challenger's monthly AI-attributed job cuts in the United States beside this ledger's own, month by month.

They are not the same thing: Challenger counts announcements of employers in the United States and the reasons they
give; the ledger counts announcements anywhere that it has a record of.  Coverage therefore takes only the cuts of
companies with their head office in the country of the indicator, and even so a share of it is no measure of quality:
such a company also cuts abroad, and a company from abroad also cuts in that country.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.figures.headline import days_of, headlines
from generator.figures.totals import Total, total
from generator.knowledge_base import KnowledgeBase
from generator.records import Cut
from generator.records.claim import Claim

CHALLENGER = "challenger"


@dataclass(frozen=True)
class MonthBeside:
    """One month (first day): Challenger's count, None when not recorded, and the ledger's range."""

    month: date
    challenger: Decimal | None
    ledger: Total


def months_beside(kb: KnowledgeBase, indicator: str = CHALLENGER) -> tuple[MonthBeside, ...]:
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


@dataclass(frozen=True)
class Coverage:
    """How much of an outside count the ledger's own cuts would explain, in one month or over several.

    `counted` is the outside count; `ledger` the cuts of companies of that country, in the same months.
    """

    month: date | None
    counted: Decimal
    bound: str | None
    ledger: Total

    @property
    def share(self) -> tuple[Decimal, Decimal]:
        """The ledger's range as a percentage of the outside count; above 100 where the ledger has more."""
        return self.ledger.strict / self.counted * 100, self.ledger.loose / self.counted * 100


def coverage(kb: KnowledgeBase, indicator: str = CHALLENGER) -> tuple[Coverage, ...]:
    """Each month that has an outside count, oldest first; empty without the indicator."""
    return tuple(
        Coverage(month, claim.ceiling, claim.bound, total(_cuts_at_home(kb, indicator, {month}), kb))
        for month, claim in sorted(_monthly_claims(kb, indicator).items())
        if claim.ceiling
    )


def coverage_of_all(kb: KnowledgeBase, indicator: str = CHALLENGER) -> Coverage | None:
    """All months that have an outside count, together; None without any."""
    counts = _monthly_counts(kb, indicator)
    counted = sum(counts.values(), Decimal(0))
    if not counted:
        return None
    return Coverage(None, counted, None, total(_cuts_at_home(kb, indicator, set(counts)), kb))


def _cuts_at_home(kb: KnowledgeBase, indicator: str, months: Collection[date]) -> list[Cut]:
    """The cuts announced in these months by companies of the country that the indicator covers."""
    country = kb.indicators[indicator].country
    return [
        cut for cut in kb.cuts.values()
        if len(cut.announced.text) >= 7
        and cut.announced.first.replace(day=1) in months
        and country in (None, kb.companies[cut.company].country)
    ]  # fmt: skip


def _monthly_claims(kb: KnowledgeBase, indicator: str) -> dict[date, Claim]:
    record = kb.indicators.get(indicator)
    if record is None:
        return {}
    found = {}
    for item in headlines(record, "ai_attributed_cuts", kb):
        first, last = days_of(item.claim.period, record, kb) if item.claim.period else (date.min, date.max)
        if (last - first).days <= 31:
            found[first] = item.claim
    return found


def _monthly_counts(kb: KnowledgeBase, indicator: str) -> dict[date, Decimal]:
    return {month: claim.ceiling for month, claim in _monthly_claims(kb, indicator).items()}
