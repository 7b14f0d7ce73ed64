"""The page of a cut: how large by whose account, who says why, and whether the figures fit each other."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.charts.words import first_few
from generator.exports.social_cards import Card
from generator.figures.agreement import agreement
from generator.figures.ai_link import ai_link
from generator.figures.headline import Headline, headline, standings
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.pages.base import Page, SearchEntry
from generator.pages.parts.charts import cut_charts
from generator.pages.parts.cut_rows import CutRow, cut_row
from generator.pages.parts.frame import Frame, frame
from generator.pages.parts.grade import AttributionRow, GradeNote, attribution_rows, grade_note
from generator.pages.parts.links import Link, name, record_link
from generator.pages.parts.paper import Paper, on_paper
from generator.pages.parts.search import search_entry
from generator.pages.parts.social_card import card_figure, record_card, unknown_figure
from generator.pages.parts.spread import KeyFigure, key_figure, key_figures, other_figures
from generator.pages.parts.structured_data import record_data
from generator.pages.parts.words import counted, figure_text, in_short, sentence
from generator.records import Cut
from generator.times import date_text

# Counts of people who could go are shown beside the roles cut, so that nobody takes the one for the other.
_ELIGIBLE = ("eligible", "eligible_share")


@dataclass(frozen=True)
class CutView:
    """What the page of a cut prints."""

    frame: Frame
    company: Link
    kind: str
    kind_meaning: str
    announced: str
    effective: str
    roles: KeyFigure | None
    roles_notes: tuple[str, ...]
    roles_unknown: str
    eligible: tuple[KeyFigure, ...]
    grade: GradeNote
    figures: tuple[KeyFigure, ...]
    attributions: tuple[AttributionRow, ...]
    agreement: str
    agreement_look: str
    unrelated: str
    related: tuple[CutRow, ...]
    others: tuple[CutRow, ...]


def cut_page(cut: Cut, kb: KnowledgeBase, history: History) -> Page:
    """The page of one cut."""
    charts = cut_charts(cut, kb)
    return Page(
        f"{cut.key}/index.md",
        "cut.md.j2",
        name(cut, kb),
        _description(cut, kb),
        _view(cut, kb, history, on_paper(cut, kb, charts)),
        _search(cut, kb),
        charts,
        card=_card(cut, kb, history),
        structured=record_data(cut, _description(cut, kb), kb, history),
    )


def _card(cut: Cut, kb: KnowledgeBase, history: History) -> Card:
    link, kind = grade_note(cut, kb), kb.settings.label("cut_kind", cut.kind)
    roles = headline(cut, "roles", kb)
    figure = (
        card_figure(cut, roles, ai_link(cut).grade, kb) if roles
        else unknown_figure(kb.settings.metrics["roles"].label, _why_unknown(cut))
    )  # fmt: skip
    when = f"{kind}, {date_text(cut.announced)}"
    return record_card(cut, kb, history, when, [figure], ai_link(cut).grade, link.mechanism)


def _view(cut: Cut, kb: KnowledgeBase, history: History, paper: Paper) -> CutView:
    roles, kind = headline(cut, "roles", kb), kb.settings.words("cut_kind")[cut.kind]
    fit = agreement(cut, kb)
    mine = _together(cut, kb)
    return CutView(
        frame(cut, kb, history, paper),
        record_link(kb.companies[cut.company], kb),
        kind.label,
        kind.definition,
        date_text(cut.announced),
        date_text(cut.effective) if cut.effective else "",
        replace(key_figure(cut, roles, kb), note="") if roles else None,
        tuple(_notes(cut, roles, kb)) if roles else (),
        "" if roles else _why_unknown(cut),
        key_figures(cut, kb, _ELIGIBLE),
        grade_note(cut, kb),
        other_figures(cut, kb, ("roles", *_ELIGIBLE)),
        attribution_rows(cut, kb),
        fit.sentence,
        fit.verdict.replace(" ", "-"),
        sentence(cut.unrelated) if cut.unrelated else "",
        tuple(cut_row(other, kb) for other in mine),
        tuple(cut_row(other, kb) for other in kb.cuts_of[cut.company] if other is not cut and other not in mine),
    )


def _together(cut: Cut, kb: KnowledgeBase) -> list[Cut]:
    """The cuts of the same story: those that this one names, and those that name this one."""
    return [
        other for other in kb.cuts_of[cut.company]
        if other is not cut and (other.id in cut.related or cut.id in other.related)
    ]  # fmt: skip


def _notes(cut: Cut, roles: Headline, kb: KnowledgeBase) -> Iterator[str]:
    """What keeps the roles cut from being misread, in sight: the note of the claim, and its parts.

    A net fall in headcount is no count of layoffs, and some cuts are put down to AI only in part.
    """
    if roles.claim.note:
        yield sentence(roles.claim.note)
    parts = [standing.claim for standing in standings(cut, "roles", kb) if standing.state == "part of"]
    if named := [f"{figure_text(claim, kb.settings)} ({claim.scope})" for claim in parts if claim.scope]:
        yield f"Parts that sources count: {first_few(named)}."


def _why_unknown(cut: Cut) -> str:
    """Why there is no headline: the reason that a source gives, or that no source speaks of the whole."""
    reasons = [claim.unknown for claim in cut.metric("roles") if claim.unknown]
    if reasons:
        return sentence(reasons[0])
    parts = any(claim.scope or claim.part_of for claim in cut.metric("roles"))
    return "Sources give figures for parts only." if parts else "No source in this record gives a number."


def figure_line(cut: Cut, kb: KnowledgeBase) -> str:
    """The cut in a few words: `about 8,000 roles`."""
    if roles := headline(cut, "roles", kb):
        return f"{figure_text(roles.claim, kb.settings)} roles"
    if share := headline(cut, "workforce_share", kb):
        return f"{figure_text(share.claim, kb.settings)} of staff"
    if eligible := headline(cut, "eligible", kb):
        return f"{figure_text(eligible.claim, kb.settings)} people eligible"
    return "number of roles not known"


def _description(cut: Cut, kb: KnowledgeBase) -> str:
    company, kind = kb.companies[cut.company].name, kb.settings.label("cut_kind", cut.kind).lower()
    grade = grade_note(cut, kb)
    return in_short(
        f"{company}: {kind}, announced {date_text(cut.announced)}, {figure_line(cut, kb)}.",
        f"AI link: {grade.grade}.",
        f"{counted(cut.claim_count, 'claim')} from {counted(len(cut.sources), 'source')}, side by side.",
    )


def _search(cut: Cut, kb: KnowledgeBase) -> SearchEntry:
    company, roles = kb.companies[cut.company], headline(cut, "roles", kb)
    grade = grade_note(cut, kb)
    return search_entry(
        cut,
        kb,
        figure_line(cut, kb),
        filters={
            "year": (cut.announced.text[:4],),
            "industry": (kb.settings.label("industry", company.industry),),
            "ai_link": (grade.grade,),
            "mechanism": (grade.mechanism,) if grade.mechanism else (),
        },
        date=cut.announced.first.isoformat(),
        size=str(roles.claim.ceiling) if roles else "",
        also=(company.name, *company.aliases, *((company.listing,) if company.listing else ())),
    )
