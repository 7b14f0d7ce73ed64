"""The index of companies: what each spends, how many it employs, and what it cut."""

from dataclasses import dataclass
from decimal import Decimal

from generator.figures.headline import Headline
from generator.figures.newest import newest
from generator.figures.spending import years_of
from generator.figures.totals import total
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.pages.base import Page
from generator.pages.company import guided, guided_figure
from generator.pages.countries import country_name
from generator.pages.parts.explore import Explored, explored
from generator.pages.parts.facets import Added, added, dollar_band, grades_of, people_band
from generator.pages.parts.links import Link, record_link
from generator.pages.parts.search import page_entry
from generator.pages.parts.words import counted, figure_text, sortable_usd, total_text
from generator.records import Company


@dataclass(frozen=True)
class CompanyRow:
    """One company in a line."""

    link: Link
    industry: str
    country: str
    spent: str
    spent_when: str
    sortable_spent: str
    guided: str
    sortable_guided: str
    headcount: str
    headcount_when: str
    sortable_headcount: str
    cuts: str
    roles: str
    sortable_roles: str
    grades: str
    spends: str
    size: str
    added: Added


@dataclass(frozen=True)
class CompaniesView:
    """What the index of companies prints."""

    count: str
    rows: tuple[CompanyRow, ...]
    explored: Explored


def companies_index(kb: KnowledgeBase, history: History) -> Page:
    """The index of companies, the largest spender first."""
    ordered = sorted(kb.companies.values(), key=lambda company: (-(_spent(company, kb) or 0), company.name.casefold()))
    count = counted(len(ordered), "company")
    description = f"{count} with capital expenditure, guidance, headcount and workforce cuts, each figure sourced."
    table = explored("Companies", "company", len(ordered), history, summed=total(kb.cuts.values(), kb))
    view = CompaniesView(count, tuple(_row(company, kb) for company in ordered), table)
    return Page(
        "companies/index.md", "companies.md.j2", "Companies", description, view,
        page_entry("Index", "companies", "who spends most on AI", "capex"), has_contents=False,
    )  # fmt: skip


def _spent(company: Company, kb: KnowledgeBase) -> Decimal | None:
    """The latest actual year in US dollars, to put the largest first; a quarter is not ranked among years."""
    actual = [year.high for year in years_of(company, kb) if year.is_actual]
    return actual[-1] if actual else None


def _row(company: Company, kb: KnowledgeBase) -> CompanyRow:
    spent, staff = newest(company, "capex", kb), newest(company, "headcount", kb)
    is_actual, year = spent is not None and spent.claim.basis == "actual", _spent(company, kb)
    cuts = kb.cuts_of.get(company.id, ())
    summed = total(cuts, kb)
    return CompanyRow(
        record_link(company, kb),
        kb.settings.label("industry", company.industry),
        country_name(company.country),
        _figure(spent, kb) if is_actual else "",
        spent.when if spent and is_actual else "",
        f"{year:.0f}" if year is not None else "",
        guided(company, kb),
        sortable_usd(guided_figure(company, kb), kb),
        _figure(staff, kb),
        staff.when if staff else "",
        str(staff.claim.ceiling) if staff else "",
        f"{len(cuts)}" if cuts else "",
        total_text(summed) if summed.loose_cuts else "",
        str(summed.loose) if summed.loose_cuts else "",
        grades_of(cuts),
        dollar_band(year),
        people_band(staff.claim.ceiling if staff else None),
        added(cuts, kb),
    )


def _figure(found: Headline | None, kb: KnowledgeBase) -> str:
    return figure_text(found.claim, kb.settings) if found else ""
