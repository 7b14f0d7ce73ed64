"""Cuts as rows: the same line on the index, on the home page, and on the page of the company."""

from dataclasses import dataclass

from generator.figures.ai_link import ai_link
from generator.figures.headline import Headline, headline
from generator.knowledge_base import KnowledgeBase
from generator.pages.parts.grade import GRADE_MEANINGS
from generator.pages.parts.links import Link, address, record_link
from generator.pages.parts.spread import Spread, spread
from generator.pages.parts.words import amount_text, figure_text, spread_text
from generator.records import Cut
from generator.times import date_text


@dataclass(frozen=True)
class CutRow:
    """One cut in a line."""

    link: Link
    company: Link
    date: str
    sortable_date: str
    kind: str
    bound: str
    roles: str
    sortable_roles: str
    has_roles: bool
    range: str
    spread: Spread | None
    eligible: str
    share: str
    grade: str
    grade_meaning: str
    mechanism: str


def cut_row(cut: Cut, kb: KnowledgeBase) -> CutRow:
    """The line of a cut."""
    found, link, settings = headline(cut, "roles", kb), ai_link(cut), kb.settings
    return CutRow(
        Link(cut.title or f"{settings.label('cut_kind', cut.kind)}, {date_text(cut.announced)}", address(cut)),
        record_link(kb.companies[cut.company], kb),
        date_text(cut.announced),
        cut.announced.text,
        settings.label("cut_kind", cut.kind),
        settings.label("bound", found.claim.bound) if found and found.claim.bound else "",
        amount_text(found.claim) if found else "not known",
        str(found.claim.ceiling) if found else "",
        found is not None,
        spread_text(found) if found and found.lowest < found.highest and found.is_contested else "",
        spread(found, kb) if found else None,
        _figure(headline(cut, "eligible", kb), kb),
        _figure(headline(cut, "workforce_share", kb), kb),
        link.grade,
        GRADE_MEANINGS[link.grade],
        settings.label("mechanism", link.mechanism) if link.mechanism else "",
    )


def _figure(found: Headline | None, kb: KnowledgeBase) -> str:
    return figure_text(found.claim, kb.settings) if found else ""
