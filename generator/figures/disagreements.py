"""Where sources differ most: headlines whose live claims name different figures, the widest spread first."""

from dataclasses import dataclass
from decimal import Decimal

from generator.figures.headline import Headline, headlines
from generator.knowledge_base import KnowledgeBase
from generator.records import Record


@dataclass(frozen=True)
class Disagreement:
    """A record and its headline, and how many times the lowest live claim the highest one is."""

    record: Record
    headline: Headline
    times: Decimal


def disagreements(kb: KnowledgeBase) -> tuple[Disagreement, ...]:
    """All disagreements between two sources or more, the widest first."""
    found = [
        Disagreement(record, item, item.highest / item.lowest)
        for record in kb.records()
        for metric in record.claims
        for item in headlines(record, metric, kb)
        if item.sources > 1 and item.is_contested and 0 < item.lowest < item.highest
    ]
    return tuple(sorted(found, key=lambda item: (-item.times, item.record.key, item.headline.metric)))
