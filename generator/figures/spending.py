"""Capital expenditure by company and year in US dollars: what was spent, and what is guided as a range.

A fiscal year stands where it ends.  Years whose currency has no rate are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.figures.conversion import Converted, to_usd
from generator.figures.headline import Headline, days_of, headlines
from generator.knowledge_base import KnowledgeBase
from generator.records import Company
from generator.times import Length, Period, length_of


@dataclass(frozen=True)
class SpendingYear:
    """One company's year: actual and guided amounts in US dollars, the currency as printed, and the rate used."""

    company: str
    name: str
    year: str
    begins: date
    ends: date
    basis: str
    low: Decimal
    high: Decimal
    bound: str | None
    rate: str

    @property
    def is_actual(self) -> bool:
        """Whether the money was spent, rather than guided, planned or estimated."""
        return self.basis == "actual"


def spending_years(kb: KnowledgeBase, metric: str = "capex") -> tuple[SpendingYear, ...]:
    """Each company's years, oldest first; only whole years, whose sums can stand side by side."""
    found = [row for company in kb.companies.values() for row in _years_of(company, metric, kb)]
    return tuple(sorted(found, key=lambda row: (row.ends, row.company)))


def years_of(company: Company, kb: KnowledgeBase, metric: str = "capex") -> tuple[SpendingYear, ...]:
    """The years of one company, oldest first."""
    return tuple(sorted(_years_of(company, metric, kb), key=lambda row: row.ends))


def _years_of(company: Company, metric: str, kb: KnowledgeBase) -> Iterator[SpendingYear]:
    for found in headlines(company, metric, kb):
        if not found.claim.period or not found.ends or _length(found.claim.period, company, kb) != "year":
            continue
        if (low := _usd(found, kb, upper=False)) and (high := _usd(found, kb, upper=True)):
            begins, _ = days_of(found.claim.period, company, kb)
            yield SpendingYear(company.id, company.name, found.when, begins, found.ends, found.claim.basis, low.amount,
                               high.amount, found.claim.bound, low.explanation)  # fmt: skip


def _length(period: Period, company: Company, kb: KnowledgeBase) -> Length:
    return length_of(*days_of(period, company, kb))


def _usd(found: Headline, kb: KnowledgeBase, upper: bool) -> Converted | None:
    return to_usd(found.claim.span[1 if upper else 0], found.ends, kb) if found.ends else None
