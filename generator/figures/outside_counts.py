"""Challenger's monthly AI-attributed job cuts in the United States beside this ledger's own, month by month.

They are not the same thing: Challenger counts announcements of employers in the United States and the reasons they
give; the ledger counts announcements anywhere that it has a record of.  Beside each other stand therefore only the cuts
of companies with their head office in the country of the indicator, and even so a share is no measure of quality: such
a company also cuts abroad, and a company from abroad also cuts in that country.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.figures.headline import days_of, headlines
from generator.figures.totals import Total, total
from generator.knowledge_base import KnowledgeBase
from generator.records import Cut
from generator.records.claim import Claim
from generator.times import length_of

CHALLENGER = "challenger"
Days = tuple[date, date]


@dataclass(frozen=True)
class MonthBeside:
    """One month (first day): Challenger's count, None when not recorded, and the ledger's range for that country."""

    month: date
    challenger: Decimal | None
    ledger: Total


def months_beside(kb: KnowledgeBase, indicator: str = CHALLENGER) -> tuple[MonthBeside, ...]:
    """The months that either of the two has, from the first that the indicator has."""
    counts, at_home = _monthly_counts(kb, indicator), _cuts_at_home(kb, indicator)
    months = sorted(month for month in {*counts, *at_home} if counts and month >= min(counts))
    return tuple(MonthBeside(month, counts.get(month), total(at_home.get(month, ()), kb)) for month in months)


@dataclass(frozen=True)
class SeveralMonths:
    """An outside count of several months together, none of which has a count of its own."""

    begins: date
    ends: date
    counted: Decimal
    bound: str | None


def several_months(kb: KnowledgeBase, indicator: str = CHALLENGER) -> tuple[SeveralMonths, ...]:
    """The counts that fill gaps between months with a count, the longest where they overlap; oldest first."""
    months = [month for month, _ in _counts(kb, indicator) if _is_month(month)]
    kept: list[tuple[Days, Claim]] = []
    for days, claim in sorted(_counts(kb, indicator), key=lambda found: (found[0][0] - found[0][1], found[0])):
        taken = [*months, *(other for other, _ in kept)]
        is_within = bool(months) and months[0][0] <= days[0] and days[1] <= months[-1][1]
        if is_within and all(days[1] < begins or days[0] > ends for begins, ends in taken):
            kept.append((days, claim))
    return tuple(SeveralMonths(*days, claim.ceiling, claim.bound) for days, claim in sorted(kept, key=lambda k: k[0]))


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
    at_home = _cuts_at_home(kb, indicator)
    return tuple(
        Coverage(month, claim.ceiling, claim.bound, total(at_home.get(month, ()), kb))
        for month, claim in sorted(_monthly_claims(kb, indicator).items())
        if claim.ceiling
    )


def coverage_of_all(kb: KnowledgeBase, indicator: str = CHALLENGER) -> Coverage | None:
    """All months that have an outside count, together; None without any."""
    counts, at_home = _monthly_counts(kb, indicator), _cuts_at_home(kb, indicator)
    counted = sum(counts.values(), Decimal(0))
    if not counted:
        return None
    return Coverage(None, counted, None, total([cut for month in counts for cut in at_home.get(month, ())], kb))


def _cuts_at_home(kb: KnowledgeBase, indicator: str) -> Mapping[date, Sequence[Cut]]:
    """The cuts of companies of the country that the indicator covers, by the month of their announcement."""
    found: dict[date, list[Cut]] = defaultdict(list)
    record = kb.indicators.get(indicator)
    if record is None:
        return found
    for cut in kb.cuts.values():
        if cut.announced.has_month and record.country in (None, kb.companies[cut.company].country):
            found[cut.announced.first.replace(day=1)].append(cut)
    return found


def _counts(kb: KnowledgeBase, indicator: str) -> Sequence[tuple[Days, Claim]]:
    """The counts of an indicator that name a period, by its first and last day, in order."""
    record = kb.indicators.get(indicator)
    found = headlines(record, "ai_attributed_cuts", kb) if record else ()
    dated = [(days_of(item.claim.period, record, kb), item.claim) for item in found if record and item.claim.period]
    return sorted(dated, key=lambda pair: pair[0])


def _is_month(days: Days) -> bool:
    return length_of(*days) == "month"


def _monthly_claims(kb: KnowledgeBase, indicator: str) -> dict[date, Claim]:
    return {days[0]: claim for days, claim in _counts(kb, indicator) if _is_month(days)}


def _monthly_counts(kb: KnowledgeBase, indicator: str) -> dict[date, Decimal]:
    return {month: claim.ceiling for month, claim in _monthly_claims(kb, indicator).items()}
