"""A figure is written in the unit of its metric."""

from collections.abc import Iterator
from datetime import date

from generator.knowledge_base import KnowledgeBase
from generator.problems import Problem
from generator.quantities import misfit


def check(kb: KnowledgeBase, today: date) -> Iterator[Problem]:
    """Finds money where people are counted, percentages without '%', and figures with too many zeros."""
    for record in kb.records():
        for path, claim in record.each_claim():
            dimension = kb.settings.metrics[str(path[1])].dimension
            for form in ("value", "low", "high"):
                quantity = getattr(claim, form)
                if quantity and (found := misfit(quantity, dimension)):
                    yield Problem(record.place(*path, form), *found)
