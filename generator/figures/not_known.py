"""What is not known or badly sourced, as a list that a contributor can pick from."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator.figures.ai_link import ai_link
from generator.figures.headline import headline, live_claims
from generator.figures.totals import LINKED
from generator.knowledge_base import KnowledgeBase
from generator.records import Record
from generator.records.company import Purchase
from generator.records.supplier import Deal

Gap = Literal[
    "unknown figure", "rests on one aggregator", "cut without a number", "company without a headcount",
    "deal without a value", "source without a date",
]  # fmt: skip
GAPS: tuple[Gap, ...] = (
    "unknown figure", "cut without a number", "rests on one aggregator", "company without a headcount",
    "deal without a value", "source without a date",
)  # fmt: skip


@dataclass(frozen=True)
class Missing:
    """One gap: its kind, the record, and a sentence that says what is missing."""

    gap: Gap
    record: Record
    sentence: str


def not_known(kb: KnowledgeBase) -> tuple[Missing, ...]:
    """All gaps, by kind in the order of `GAPS`, then by record."""
    found = [missing for record in kb.records() for missing in _missing(record, kb)]
    return tuple(sorted(found, key=lambda item: (GAPS.index(item.gap), item.record.key)))


def _missing(record: Record, kb: KnowledgeBase) -> Iterator[Missing]:
    yield from _unknown_figures(record, kb)
    yield from _weak_headlines(record, kb)
    if record.kind_name == "cuts" and not live_claims(record, "roles", kb):
        linked = ai_link(kb.cuts[record.id]).grade in LINKED
        yield Missing("cut without a number", record, "No source gives the number of roles for the whole cut"
                      + (", and the cut is linked to AI." if linked else "."))  # fmt: skip
    if record.kind_name == "companies" and not live_claims(record, "headcount", kb):
        yield Missing("company without a headcount", record, "No headcount of the whole company is recorded.")
    for deal in getattr(record, "deals", ()):
        if deal.value is None and deal.low is None and not deal.withdrawn:
            sentence = f"What {_buyer(record, deal, kb)} pays for {deal.product} is not known."
            yield Missing("deal without a value", record, sentence)
    for source in record.sources.values():
        if source.published is None:
            yield Missing("source without a date", record, f"{source.publisher}: {source.title}")


def _buyer(record: Record, deal: Deal | Purchase, kb: KnowledgeBase) -> str:
    if isinstance(deal, Purchase):
        return kb.companies[record.id].name
    return kb.companies[deal.customer].name if deal.customer else deal.customer_name or ""


def _unknown_figures(record: Record, kb: KnowledgeBase) -> Iterator[Missing]:
    for metric, claims in record.claims.items():
        for claim in claims:
            if not claim.is_known:
                yield Missing("unknown figure", record, f"{kb.settings.metrics[metric].label}: {claim.unknown}")


def _weak_headlines(record: Record, kb: KnowledgeBase) -> Iterator[Missing]:
    for metric in record.claims:
        found = headline(record, metric, kb)
        if found and found.sources == 1 and found.source.type == "aggregator":
            label = kb.settings.metrics[metric].label
            yield Missing("rests on one aggregator", record, f"{label} rests on {found.source.publisher} alone.")
