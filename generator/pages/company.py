"""The page of a company: what it spends, how many people it employs, which cuts it made, and who supplies it."""

from collections import Counter
from dataclasses import dataclass

from generator.exports.social_cards import Card, CardFigure
from generator.figures.ai_link import ai_link
from generator.figures.headline import Headline
from generator.figures.newest import expected_next, newest
from generator.figures.totals import LINKED, total
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.pages.base import Page, SearchEntry
from generator.pages.countries import country_name
from generator.pages.parts.charts import company_charts
from generator.pages.parts.cut_rows import CutRow, cut_row
from generator.pages.parts.deal_rows import DealRow, deal_row, deals_of
from generator.pages.parts.frame import Fact, Frame, frame, website_facts
from generator.pages.parts.grade import GRADE_MEANINGS
from generator.pages.parts.links import Link, record_link
from generator.pages.parts.paper import Paper, on_paper
from generator.pages.parts.search import search_entry
from generator.pages.parts.social_card import card_figures, record_card
from generator.pages.parts.spread import KeyFigure, key_figures, other_figures
from generator.pages.parts.structured_data import record_data
from generator.pages.parts.words import counted, figure_text, in_short, total_text
from generator.records import Company

_LEAD = ("capex", "headcount")


@dataclass(frozen=True)
class CutsOfGrade:
    """How many cuts have a grade of link to AI."""

    count: str
    grade: str
    meaning: str


@dataclass(frozen=True)
class LinkedCuts:
    """The roles that a company cut with a link to AI, from strict to loose, and who links them."""

    figure: str
    grades: tuple[CutsOfGrade, ...]
    note: str


@dataclass(frozen=True)
class CompanyView:
    """What the page of a company prints."""

    frame: Frame
    industry: str
    country: str
    facts: tuple[Fact, ...]
    linked_cuts: LinkedCuts | None
    lead: tuple[KeyFigure, ...]
    figures: tuple[KeyFigure, ...]
    cut_total: str
    cut_total_note: str
    cuts: tuple[CutRow, ...]
    deals: tuple[DealRow, ...]
    as_supplier: Link | None


def company_page(company: Company, kb: KnowledgeBase, history: History) -> Page:
    """The page of one company."""
    industry, charts = kb.settings.label("industry", company.industry), company_charts(company, kb)
    return Page(
        f"{company.key}/index.md",
        "company.md.j2",
        company.name,
        _description(company, kb),
        _view(company, kb, history, on_paper(company, kb, charts)),
        _search(company, industry, kb),
        charts,
        card=_card(company, kb, history),
        structured=record_data(company, _description(company, kb), kb, history),
    )


def _card(company: Company, kb: KnowledgeBase, history: History) -> Card:
    """What it spends, and the roles that it cut with a link to AI; its headcount where one of the two is missing."""
    summed = total(kb.cuts_of.get(company.id, ()), kb)
    cuts = [CardFigure("Roles cut with a link to AI", "", "", total_text(summed), _total_note(company, kb), "stated")]
    figures = (
        *card_figures(company, ("capex",), "actual", kb),
        *(cuts if summed.loose_cuts else ()),
        *card_figures(company, ("headcount",), "text", kb),
    )
    return record_card(company, kb, history, kb.settings.label("industry", company.industry), figures)


def _view(company: Company, kb: KnowledgeBase, history: History, paper: Paper) -> CompanyView:
    cuts = kb.cuts_of.get(company.id, ())
    industry = kb.settings.words("industry")[company.industry]
    supplier = kb.supplier_of.get(company.id)
    summed = total(cuts, kb)
    return CompanyView(
        frame(company, kb, history, paper),
        industry.label,
        country_name(company.country),
        (
            Fact("Industry", industry.label, meaning=industry.definition),
            Fact("Head office", country_name(company.country)),
            *website_facts(company),
        ),
        _linked_cuts(company, kb),
        key_figures(company, kb, _LEAD),
        other_figures(company, kb, _LEAD),
        total_text(summed) if summed.loose_cuts else "",
        _total_note(company, kb),
        tuple(cut_row(cut, kb) for cut in cuts),
        tuple(deal_row(teller, deal, kb, paper.rows) for teller, deal in deals_of(company, kb)),
        record_link(supplier, kb) if supplier else None,
    )


def _linked_cuts(company: Company, kb: KnowledgeBase) -> LinkedCuts | None:
    cuts = kb.cuts_of.get(company.id, ())
    summed, grades = total(cuts, kb), Counter(ai_link(cut).grade for cut in cuts)
    if not summed.loose_cuts and not summed.uncounted:
        return None
    return LinkedCuts(
        total_text(summed) if summed.loose_cuts else "not known",
        tuple(
            CutsOfGrade(counted(grades[grade], "cut"), grade, meaning)
            for grade, meaning in GRADE_MEANINGS.items()
            if grade in LINKED and grades[grade]
        ),
        _total_note(company, kb),
    )


def _total_note(company: Company, kb: KnowledgeBase) -> str:
    """How many cuts the total rests on, and what it leaves out."""
    cuts = kb.cuts_of.get(company.id, ())
    summed, recorded = total(cuts, kb), counted(len(cuts), "recorded cut")
    if not summed.loose_cuts:
        return f"{counted(summed.uncounted, 'cut')} linked to AI without a number, of {recorded}"
    note = f"{counted(summed.loose_cuts, 'cut')} linked to AI with a number, of {recorded}"
    return note + (f"; {summed.uncounted} more without a number" if summed.uncounted else "")


def figure_line(company: Company, kb: KnowledgeBase) -> str:
    """The company in a few words: its latest capital expenditure, else its headcount."""
    for metric, words in (("capex", "capital expenditure"), ("headcount", "employees")):
        if found := newest(company, metric, kb):
            when = f", {found.when}" if found.when else ""
            return f"{figure_text(found.claim, kb.settings)} {words}{when}"
    return ""


def guided(company: Company, kb: KnowledgeBase) -> str:
    """The next year that the company gives guidance for, in words."""
    found = guided_figure(company, kb)
    return f"{figure_text(found.claim, kb.settings)} ({found.when})" if found else ""


def guided_figure(company: Company, kb: KnowledgeBase) -> Headline | None:
    """What the company expects to spend in the next year that it gives guidance for."""
    spent, found = newest(company, "capex", kb), expected_next(company, "capex", kb)
    if spent and spent.claim.basis != "actual":
        found = spent
    return found


def _description(company: Company, kb: KnowledgeBase) -> str:
    cuts = kb.cuts_of.get(company.id, ())
    line = figure_line(company, kb)
    return in_short(
        f"{company.name}: {f'{line}; ' if line else ''}{counted(len(cuts), 'recorded cut')}.",
        f"{counted(company.claim_count, 'claim')} from {counted(len(company.sources), 'source')}, side by side.",
    )


def _search(company: Company, industry: str, kb: KnowledgeBase) -> SearchEntry:
    listing = (company.listing,) if company.listing else ()
    return search_entry(
        company,
        kb,
        figure_line(company, kb),
        filters={"industry": (industry,)},
        words=(company.name, *company.aliases, *listing),
    )
