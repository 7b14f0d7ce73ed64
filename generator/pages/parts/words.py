"""Figures, times and counts in the words of a page."""

import re
from datetime import date
from decimal import Decimal

from generator.figures.conversion import to_usd
from generator.figures.headline import Headline
from generator.figures.totals import Total
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.quantities import Quantity, plain, quantity_text, rounded
from generator.records import Record
from generator.records.claim import Claim
from generator.sentences import in_words, lowered
from generator.settings import SINGULAR, Settings
from generator.times import PartialDate, date_text, parse_date

_IRREGULAR = {"company": "companies", "country": "countries", "person": "people"}


def counted(number: int, noun: str) -> str:
    """`1 source`, `5 sources`, `2 companies`."""
    return f"{number:,} {noun if number == 1 else plural(noun)}"


def plural(noun: str) -> str:
    """`source` → `sources`, `company` → `companies`."""
    return _IRREGULAR.get(noun, f"{noun}s")


def inventory(kb: KnowledgeBase) -> str:
    """How much the ledger holds: `2 companies, 3 cuts, 1 supplier and 1 indicator, with 20 claims from 9 sources`."""
    claims = sum(record.claim_count for record in kb.records())
    sources = sum(len(record.sources) for record in kb.records())
    kinds = in_words(counted(len(kb.of_kind(kind)), one) for kind, one in SINGULAR.items())
    return f"{kinds}, with {counted(claims, 'claim')} from {counted(sources, 'source')}"


def span_text(low: Quantity, high: Quantity) -> str:
    """`1,200`, `1,400 to 1,600`, or `$115 to 135 billion`, where both ends share the unit."""
    first, last = quantity_text(low), quantity_text(high)
    if first == last:
        return first
    lead, trail = _shared(first, last)
    return f"{first.removesuffix(trail)} to {last.removeprefix(lead)}"


_AROUND = re.compile(r"(?P<lead>[^\d-]*)-?[\d.,]+(?P<trail>.*)")


def _shared(first: str, last: str) -> tuple[str, str]:
    """What stands before and after the number of both texts; nothing where the units differ or one is negative."""
    one, other = _AROUND.fullmatch(first), _AROUND.fullmatch(last)
    if not one or not other or "-" in (first[:1], last[:1]) or one.groups() != other.groups():
        return "", ""
    return one["lead"], one["trail"]


def amount_text(claim: Claim) -> str:
    """The figure of a claim without its bound."""
    return span_text(*claim.span) if claim.is_known else "not known"


def figure_text(claim: Claim, settings: Settings) -> str:
    """The figure with the source's own word before it: `about 8,000`."""
    bound = settings.label("bound", claim.bound) if claim.bound else ""
    return f"{bound} {amount_text(claim)}".lstrip()


def range_text(low: Decimal, high: Decimal, unit: str = "") -> str:
    """Two amounts of a unit as a range."""
    return span_text(Quantity(low, unit), Quantity(high, unit))


def spread_text(found: Headline) -> str:
    """The lowest and the highest live claim of a headline."""
    return range_text(found.lowest, found.highest, found.claim.span[0].unit)


def total_text(total: Total) -> str:
    """Strict to loose: `12,000 to 45,000`."""
    return range_text(total.strict, total.loose)


def usd_text(low: Decimal, high: Decimal) -> str:
    """A sum in US dollars that we computed, to three digits."""
    return range_text(rounded(low), rounded(high), "USD")


def sortable_usd(found: Headline | None, kb: KnowledgeBase) -> str:
    """A sum of money as whole US dollars to sort by, at its highest; empty when it cannot be converted."""
    dollars = to_usd(found.claim.span[1], found.ends, kb) if found and found.ends and found.claim.is_known else None
    return f"{dollars.amount.quantize(Decimal(1)):f}" if dollars else ""


def times_text(times: Decimal) -> str:
    """A multiple that we computed: `5.1 times`, below two `1.04 times`, and next to nothing `under 1.01 times`."""
    if 1 < times < Decimal("1.005"):
        return "under 1.01 times"
    return f"{plain(rounded(times, 2 if times >= 2 else 3))} times"


def day_text(day: date) -> str:
    """A whole date in words."""
    return date_text(parse_date(day.isoformat()))


def data_text(history: History, short: bool = True) -> str:
    """Which state of the data this is: `24 November 2026, commit 0123456789ab`; empty where git does not know."""
    commit = (history.commit or "")[: 12 if short else None]
    return ", ".join(filter(None, (day_text(history.day) if history.day else "", commit and f"commit {commit}")))


def newest_source(record: Record) -> PartialDate | None:
    """When the newest dated source of a record was published."""
    dates = [source.published for source in record.sources.values() if source.published]
    return max(dates, key=lambda published: published.last, default=None)


def sentence(text: str) -> str:
    """The text with a capital letter and an end."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!", "”")) else ".")


# Search engines and previews of links show about as much.
_LONGEST_DESCRIPTION = 160


def in_short(first: str, *others: str) -> str:
    """The first sentence, and those of the others that still fit into a description."""
    text = first
    for other in filter(None, others):
        if len(f"{text} {other}") <= _LONGEST_DESCRIPTION:
            text = f"{text} {other}"
    return text


def spoken(speaker: str, settings: Settings) -> str:
    """A speaker inside a sentence: `the company`, `people familiar with the plan`."""
    known = settings.words("speaker").get(speaker)
    return lowered(known.label) if known else speaker
