"""What dated share prices say about a rise that somebody claims: the last price of a span divided by the first."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.figures.headline import headlines
from generator.knowledge_base import KnowledgeBase
from generator.records import Supplier


@dataclass(frozen=True)
class DatedPrice:
    """A share price on a day (or at the end of a month), in its currency, and the name of its source."""

    day: date
    when: str
    amount: Decimal
    currency: str
    source: str


@dataclass(frozen=True)
class PriceChange:
    """The first and the last dated price of a supplier, and how many times the first the last one is."""

    first: DatedPrice
    last: DatedPrice
    times: Decimal


def dated_prices(supplier: Supplier, kb: KnowledgeBase) -> tuple[DatedPrice, ...]:
    """The share prices of a supplier, oldest first, one for each date, in the currency of the newest."""
    prices = [
        DatedPrice(found.ends, found.when, found.claim.ceiling, found.claim.span[1].unit, found.claim.source)
        for found in headlines(supplier, "share_price", kb)
        if found.ends
    ]
    return tuple(price for price in prices if price.currency == prices[-1].currency)


def price_change(supplier: Supplier, kb: KnowledgeBase) -> PriceChange | None:
    """The change from the first dated price to the last one; None with fewer than two."""
    prices = dated_prices(supplier, kb)
    if len(prices) < 2:
        return None
    return PriceChange(prices[0], prices[-1], prices[-1].amount / prices[0].amount)
