"""Conversion to US dollars by the average rate of the calendar year in which a period ends; no rate, no conversion."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.knowledge_base import KnowledgeBase
from generator.quantities import Quantity, plain
from generator.records import Record
from generator.records.terms import Terms
from generator.settings import Rate


@dataclass(frozen=True)
class Converted:
    """An amount in US dollars (full dollars) and the rate that was used; None for amounts already in dollars."""

    amount: Decimal
    rate: Rate | None

    @property
    def explanation(self) -> str:
        """Which rate was used, for the page."""
        if self.rate is None:
            return ""
        return f"{self.rate.currency} {plain(self.rate.per_usd)} for $1, average of {self.rate.year}"


def to_usd(quantity: Quantity, day: date, kb: KnowledgeBase) -> Converted | None:
    """The sum of money in US dollars at the average rate of that day's year; None when there is no such rate."""
    if quantity.unit == "USD":
        return Converted(quantity.amount, None)
    rate = kb.settings.rates.get((quantity.unit, day.year))
    return Converted(quantity.amount / rate.per_usd, rate) if rate else None


def in_usd(record: Record, deal: Terms, kb: KnowledgeBase) -> tuple[Converted, Converted] | None:
    """The least and the most that a deal of this record is worth, at the rate of the year in which it became public.

    Where its day is not known, that is the year of its source; without either, only dollars need no rate.
    """
    low, high = deal.value or deal.low, deal.value or deal.high
    if low is None or high is None:
        return None
    when = deal.announced or record.sources[deal.source].published
    first, last = (_converted(end, when.last if when else None, kb) for end in (low, high))
    return (first, last) if first and last else None


def _converted(quantity: Quantity, day: date | None, kb: KnowledgeBase) -> Converted | None:
    if quantity.unit == "USD":
        return Converted(quantity.amount, None)
    return to_usd(quantity, day, kb) if day else None
