"""A cut takes effect on the day of its announcement or later."""

from collections.abc import Iterator
from datetime import date

from generator.knowledge_base import KnowledgeBase
from generator.problems import Problem, quote


def check(kb: KnowledgeBase, today: date) -> Iterator[Problem]:
    """Finds cuts that certainly took effect before they were announced."""
    for cut in kb.cuts.values():
        if cut.effective and cut.effective.last < cut.announced.first:
            fact = f"The jobs end on {quote(cut.effective)}, before the announcement ({cut.announced})."
            yield Problem(cut.place("effective"), fact, "Check both dates.")
