"""Roles cut by month of announcement and AI link: the headline of each cut, one row a cut.

A cut whose source gives only the year has no month and is left out; the charts say how many of those linked to AI.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.figures.ai_link import Grade, ai_link
from generator.figures.headline import headline
from generator.figures.totals import LINKED, roles_range
from generator.knowledge_base import KnowledgeBase
from generator.records import Cut


@dataclass(frozen=True)
class CutInMonth:
    """One cut with a number of roles: its month (first day), its grade and mechanism, its headline and spread."""

    cut: str
    company: str
    month: date
    grade: Grade
    mechanism: str
    roles: Decimal
    lowest: Decimal
    highest: Decimal


def linked_without_month(cuts: Iterable[Cut], kb: KnowledgeBase) -> int:
    """How many cuts that somebody links to AI have a number of roles and no month."""
    undated = (cut for cut in cuts if not cut.announced.has_month)
    return sum(ai_link(cut).grade in LINKED and roles_range(cut, kb) is not None for cut in undated)


def cuts_by_month(cuts: Iterable[Cut], kb: KnowledgeBase) -> tuple[CutInMonth, ...]:
    """The cuts that have a month and a number of roles, oldest first."""
    found = []
    for cut in cuts:
        chosen, span = headline(cut, "roles", kb), roles_range(cut, kb)
        if chosen and span and cut.announced.has_month:
            link = ai_link(cut)
            found.append(CutInMonth(cut.id, kb.companies[cut.company].name, cut.announced.first.replace(day=1),
                                    link.grade, link.mechanism or "", chosen.claim.ceiling,
                                    span.lowest, span.highest))  # fmt: skip
    return tuple(sorted(found, key=lambda row: (row.month, row.cut)))
