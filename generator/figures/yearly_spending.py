"""Capital expenditure of all companies together, by the calendar year in which their fiscal years end, in US dollars.

Actual years and expected ones (guidance, plans, estimates) are added apart, because the companies in them differ.  What
can be compared is what the same companies spent and expect of the year right after.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from generator.figures.spending import SpendingYear, spending_years
from generator.figures.year_between import adjoin
from generator.knowledge_base import KnowledgeBase


@dataclass(frozen=True)
class Sum:
    """The sum of some companies' years: its ends, and which companies it holds."""

    low: Decimal
    high: Decimal
    companies: frozenset[str]


@dataclass(frozen=True)
class YearOfSpending:
    """One calendar year: what was spent, and what is expected of the companies that have not reported."""

    year: int
    actual: Sum
    expected: Sum


def yearly_spending(kb: KnowledgeBase) -> tuple[YearOfSpending, ...]:
    """The years, oldest first."""
    by_year: dict[int, list[SpendingYear]] = defaultdict(list)
    for row in spending_years(kb):
        by_year[row.ends.year].append(row)
    return tuple(
        YearOfSpending(year, _sum(r for r in rows if r.is_actual), _sum(r for r in rows if not r.is_actual))
        for year, rows in sorted(by_year.items())
    )


def latest_full_year(years: Iterable[YearOfSpending]) -> YearOfSpending | None:
    """The newest year that at least half of the companies with any actual year have reported."""
    years = list(years)
    reporting = frozenset[str]().union(*(year.actual.companies for year in years))
    full = [year for year in years if 2 * len(year.actual.companies) >= len(reporting) > 0]
    return full[-1] if full else None


@dataclass(frozen=True)
class SameCompanies:
    """Some companies, what they spent in their year, and what they expect of their next one."""

    names: tuple[str, ...]
    spent: Sum
    expected: Sum


def same_companies(kb: KnowledgeBase, year: int) -> SameCompanies | None:
    """The companies with a result for a year that ended in this one and a figure for the year after it."""
    rows = spending_years(kb)
    expected: dict[str, list[SpendingYear]] = defaultdict(list)
    for row in rows:
        if not row.is_actual:
            expected[row.company].append(row)
    pairs = [
        (spent, following) for spent in rows if spent.is_actual and spent.ends.year == year
        for following in expected[spent.company] if adjoin(spent.ends, following.begins)
    ]  # fmt: skip
    if not pairs:
        return None
    names = tuple(sorted(spent.name for spent, _ in pairs))
    return SameCompanies(names, _sum(spent for spent, _ in pairs), _sum(following for _, following in pairs))


def _sum(rows: Iterable[SpendingYear]) -> Sum:
    rows = list(rows)
    return Sum(
        sum((row.low for row in rows), Decimal(0)),
        sum((row.high for row in rows), Decimal(0)),
        frozenset(row.company for row in rows),
    )
