"""The year that lies between the newest result and the figure that is expected next, where the two do not adjoin.

A reader who sees "spent in fiscal 2025" beside "expected for 2026" takes them for neighbours.  Where the company's year
after the newest one has no result, this says what is recorded of it instead: what was expected of it, or its parts.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from generator.figures.headline import Headline, days_of, headlines
from generator.figures.newest import expected_next, is_quarter, newest_year
from generator.knowledge_base import KnowledgeBase
from generator.records import Record
from generator.times import parse_period, period_text

# Fiscal years of whole weeks wander by some days.
_ADJOINING = timedelta(days=31)
_QUARTERS = 4


@dataclass(frozen=True)
class YearBetween:
    """A year without a result: its name, what was expected of it, else the figures of its quarters, oldest first."""

    when: str
    expected: Headline | None
    quarters: tuple[Headline, ...]

    @property
    def sum(self) -> tuple[Decimal, Decimal] | None:
        """The quarters together, from low to high; None unless all four are there in one unit."""
        spans = [quarter.claim.span for quarter in self.quarters]
        if len(spans) != _QUARTERS or len({low.unit for low, _ in spans}) > 1:
            return None
        return sum((low.amount for low, _ in spans), Decimal(0)), sum((high.amount for _, high in spans), Decimal(0))


def adjoin(ends: date, begins: date) -> bool:
    """Whether one time begins where another ends."""
    return abs(begins - ends) <= _ADJOINING


def year_between(record: Record, metric: str, kb: KnowledgeBase) -> YearBetween | None:
    """The year after the newest result; None where the expected figure is of that year, or either is missing."""
    last, following = newest_year(record, metric, kb), expected_next(record, metric, kb)
    if not (last and last.claim.period and last.ends and following and following.claim.period):
        return None
    year = parse_period(f"{'FY' if last.claim.period.fiscal else ''}{last.ends.year + 1}")
    begins, ends = days_of(year, record, kb)
    if not adjoin(last.ends, begins) or adjoin(last.ends, days_of(following.claim.period, record, kb)[0]):
        return None
    inside = [
        (first, found) for found in headlines(record, metric, kb) if found.claim.period
        for first, last_day in [days_of(found.claim.period, record, kb)] if begins <= first and last_day <= ends
    ]  # fmt: skip
    return YearBetween(
        period_text(year),
        next((found for first, found in inside if (first, found.ends) == (begins, ends)), None),
        tuple(found for _, found in inside if is_quarter(found, record, kb)),
    )
