"""Conversion to US dollars by the average rate of the calendar year in which a period ends; no rate, no conversion."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.knowledge_base import KnowledgeBase
from generator.quantities import Quantity, plain
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
