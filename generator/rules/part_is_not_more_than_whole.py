"""A part is not more than its whole, and both have the same unit."""

from collections.abc import Iterator
from datetime import date

from generator.knowledge_base import KnowledgeBase, target
from generator.problems import Problem, quote
from generator.quantities import quantity_text
from generator.records.claim import Claim

# Such a whole may be larger than the figure that the source names.
_OPEN = ("about", "at-least", "more-than")


def check(kb: KnowledgeBase, today: date) -> Iterator[Problem]:
    """Finds `part_of` claims that cannot be parts."""
    for record in kb.records():
        for path, claim in record.each_claim():
            if claim.part_of:
                for whole in target(record.metric(str(path[1])), claim, claim.part_of):
                    if fact := _fact(claim, whole):
                        yield Problem(record.place(*path, "part_of"), fact, "Check both figures and 'part_of'.")


def _fact(part: Claim, whole: Claim) -> str | None:
    if not (part.is_known and whole.is_known):
        return None
    low, high = part.span[0], whole.span[1]
    named = f"{quantity_text(low)} cannot be part of {quantity_text(high)} ({quote(part.part_of)})"
    if low.unit != high.unit:
        return f"{named}: the units differ."
    return f"{named}: it is more." if part.floor > whole.ceiling and whole.bound not in _OPEN else None
