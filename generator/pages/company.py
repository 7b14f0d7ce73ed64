"""The page of a company: what it spends, how many people it employs, which cuts it made, and who supplies it."""

from dataclasses import dataclass

from generator.exports.social_cards import Card, CardFigure
from generator.figures.headline import Headline
from generator.figures.newest import expected_next, newest
from generator.figures.totals import total
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.pages.base import Page, SearchEntry
from generator.pages.countries import country_name
from generator.pages.parts.charts import company_charts
from generator.pages.parts.cut_rows import CutRow, cut_row
from generator.pages.parts.deal_rows import DealRow, deal_row
from generator.pages.parts.frame import Fact, Frame, frame, website_facts
from generator.pages.parts.links import Link, record_link
from generator.pages.parts.search import search_entry
from generator.pages.parts.social_card import card_figures, record_card
from generator.pages.parts.spread import KeyFigure, key_figures, other_figures
from generator.pages.parts.structured_data import record_data
from generator.pages.parts.words import counted, figure_text, in_short, total_text
from generator.records import Company

_LEAD = ("capex", "headcount")


@dataclass(frozen=True)
class CompanyView:
    """What the page of a company prints."""

    frame: Frame
    industry: str
    country: str
    facts: tuple[Fact, ...]
    lead: tuple[KeyFigure, ...]
    figures: tuple[KeyFigure, ...]
    cut_total: str
    cut_total_note: str
    cuts: tuple[CutRow, ...]
    deals: tuple[DealRow, ...]
    as_supplier: Link | None


def company_page(company: Company, kb: KnowledgeBase, history: History) -> Page:
    """The page of one company."""
    industry = kb.settings.label("industry", company.industry)
    return Page(
        f"{company.key}/index.md",
        "company.md.j2",
        company.name,
        _description(company, kb),
        _view(company, kb, history),
        _search(company, industry, kb),
        company_charts(company, kb),
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


def _view(company: Company, kb: KnowledgeBase, history: History) -> CompanyView:
    cuts = kb.cuts_of.get(company.id, ())
    industry = kb.settings.words("industry")[company.industry]
    supplier = kb.supplier_of.get(company.id)
    summed = total(cuts, kb)
    return CompanyView(
        frame(company, kb, history),
        industry.label,
        country_name(company.country),
        (
            Fact("Industry", industry.label, meaning=industry.definition),
            Fact("Head office", country_name(company.country)),
            *website_facts(company),
        ),
        key_figures(company, kb, _LEAD),
        other_figures(company, kb, _LEAD),
        total_text(summed) if summed.loose_cuts else "",
        _total_note(company, kb),
        tuple(cut_row(cut, kb) for cut in cuts),
        _deals(company, kb),
        record_link(supplier, kb) if supplier else None,
    )


def _deals(company: Company, kb: KnowledgeBase) -> tuple[DealRow, ...]:
    """What the company bought: by its own account, then by those of its suppliers."""
    return (
        *(deal_row(company, deal, kb) for deal in company.deals),
        *(deal_row(supplier, deal, kb) for supplier, deal in kb.deals_of.get(company.id, ())),
    )


def _total_note(company: Company, kb: KnowledgeBase) -> str:
    """How many cuts the total rests on, and what it leaves out."""
    cuts = kb.cuts_of.get(company.id, ())
    summed = total(cuts, kb)
    note = f"{counted(summed.loose_cuts, 'cut')} linked to AI with a number, of {counted(len(cuts), 'recorded cut')}"
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
    claims = sum(len(found) for found in company.claims.values())
    return in_short(
        f"{company.name}: {f'{line}; ' if line else ''}{counted(len(cuts), 'recorded cut')}.",
        f"{counted(claims, 'claim')} from {counted(len(company.sources), 'source')}, side by side.",
    )


def _search(company: Company, industry: str, kb: KnowledgeBase) -> SearchEntry:
    listing = (company.listing,) if company.listing else ()
    return search_entry(
        company,
        kb,
        figure_line(company, kb),
        filters={"industry": (industry,)},
        words=(*company.aliases, *listing),
    )
