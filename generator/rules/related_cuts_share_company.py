"""Related cuts are cuts of one company."""

from collections.abc import Iterator
from datetime import date

from generator.knowledge_base import KnowledgeBase
from generator.problems import Problem, quote


def check(kb: KnowledgeBase, today: date) -> Iterator[Problem]:
    """Finds cuts that name a cut of another company as related."""
    for cut in kb.cuts.values():
        for index, name in enumerate(cut.related):
            place, other = cut.place("related", index), kb.cuts.get(name)
            if other and other.company != cut.company:
                fact = f"{quote(name)} is a cut of {quote(other.company)}, but this is one of {quote(cut.company)}."
                yield Problem(place, fact, "Relate cuts of one company only.")
