"""What dated share prices say about a rise that somebody claims: the last price of a span divided by the first."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.figures.headline import days_of, headlines, live_claims
from generator.knowledge_base import KnowledgeBase
from generator.records import Supplier
from generator.records.claim import Claim


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


def price_change(supplier: Supplier, kb: KnowledgeBase, span: tuple[date, date] | None = None) -> PriceChange | None:
    """The change between the dated prices nearest to the ends of a span (without one, the first and the last price).

    None with fewer than two prices, when the same price is nearest to both ends, or after a price of 0.
    """
    prices = dated_prices(supplier, kb)
    if not prices:
        return None
    first, last = (_nearest(prices, day) for day in span or (prices[0].day, prices[-1].day))
    if not first.amount or first.day >= last.day:
        return None
    return PriceChange(first, last, last.amount / first.amount)


def claimed_changes(supplier: Supplier, kb: KnowledgeBase) -> tuple[tuple[Claim, PriceChange | None], ...]:
    """Each claim of a rise of the share price, and what the dated prices nearest to its period say."""
    return tuple(
        (claim, price_change(supplier, kb, days_of(claim.period, supplier, kb)) if claim.period else None)
        for claim in live_claims(supplier, "share_price_change", kb)
    )


def _nearest(prices: tuple[DatedPrice, ...], day: date) -> DatedPrice:
    return min(prices, key=lambda price: abs((price.day - day).days))
