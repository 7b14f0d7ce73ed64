"""Two cuts of one company within 14 days are related, or one of them says why they are two."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

from generator.knowledge_base import KnowledgeBase
from generator.problems import Problem, quote
from generator.records import Cut

_NEAR = timedelta(days=14)


def check(kb: KnowledgeBase, today: date) -> Iterator[Problem]:
    """Finds pairs of cuts that may be one cut recorded twice; the later one is named."""
    for cuts in kb.cuts_of.values():
        for cut, other in combinations(sorted(cuts, key=lambda cut: (cut.announced.first, cut.id), reverse=True), 2):
            if _near(cut, other) and not _told_apart(cut, other):
                fact = f"{quote(other.id)} of the same company was announced within 14 days of this cut."
                advice = f"If they are two, add related: [{other.id}], or say why in 'unrelated'; if not, keep one."
                yield Problem(cut.place("announced"), fact, advice)


def _near(cut: Cut, other: Cut) -> bool:
    """Certainly within 14 days; of two cuts known by the month only, the same month counts."""
    if cut.announced.is_day and other.announced.is_day:
        return cut.announced.first - other.announced.first <= _NEAR
    return cut.announced == other.announced and cut.announced.last - cut.announced.first < timedelta(days=31)


def _told_apart(cut: Cut, other: Cut) -> bool:
    return bool(other.id in cut.related or cut.id in other.related or cut.unrelated or other.unrelated)
