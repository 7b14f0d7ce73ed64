"""Payroll and processors: what each company spends, year by year, beside the roles it cuts and the people it has."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from generator.figures.headline import Headline
from generator.figures.payroll_and_processors import Change, CompanyYear, Spent, company_years
from generator.knowledge_base import KnowledgeBase
from generator.pages.base import Page
from generator.pages.parts.charts import payroll_charts
from generator.pages.parts.links import Link, record_link
from generator.pages.parts.said import source_link
from generator.pages.parts.search import page_entry
from generator.pages.parts.words import counted, figure_text, range_text, total_text, usd_text
from generator.quantities import plain
from generator.records import Company


@dataclass(frozen=True)
class Staff:
    """A headcount: the figure, its day and its source."""

    figure: str
    when: str
    source: Link


@dataclass(frozen=True)
class YearRow:
    """One year of a company, both sides of the ledger."""

    when: str
    spent: str
    basis: str
    is_actual: bool
    usd: str
    rate: str
    spent_by: str
    spent_change: str
    roles: str
    share: str
    cuts: tuple[Link, ...]
    staff: Staff | None
    staff_change: str


@dataclass(frozen=True)
class CompanyBlock:
    """A company and its years, oldest first."""

    link: Link
    rows: tuple[YearRow, ...]


@dataclass(frozen=True)
class PayrollView:
    """What the page prints."""

    count: str
    companies: tuple[CompanyBlock, ...]
    left_out: str


def payroll_page(kb: KnowledgeBase) -> Page:
    """The page of both sides, the largest spender first."""
    years = company_years(kb)
    blocks = [
        (max(_size(year) for year in rows), _block(rows[0].company, rows, kb))
        for rows in (list(found) for _, found in groupby(years, key=lambda year: year.company.id))
    ]
    blocks.sort(key=lambda pair: (-pair[0], pair[1].link.text.casefold()))
    view = PayrollView(counted(len(blocks), "company"), tuple(block for _, block in blocks), _left_out(kb, len(blocks)))
    description = (
        f"Capital expenditure, roles cut and headcount of {view.count}, year by year, side by side; "
        "no figure here says that one is the reason for the other."
    )
    return Page("payroll-and-processors/index.md", "payroll_and_processors.md.j2", "Payroll and processors",
                description, view, page_entry("Index", "spending and cuts"), payroll_charts(kb))  # fmt: skip


def _size(year: CompanyYear) -> Decimal:
    return year.spent.usd[1] if year.spent and year.spent.usd else Decimal(0)


def _left_out(kb: KnowledgeBase, shown: int) -> str:
    others = [company for company in kb.companies.values() if not company.metric("capex") and company.id in kb.cuts_of]
    if not others or not shown:
        return ""
    if len(others) == 1:
        return "Another company with recorded cuts has"
    return f"Another {counted(len(others), 'company')} with recorded cuts have"


def _block(company: Company, years: Sequence[CompanyYear], kb: KnowledgeBase) -> CompanyBlock:
    return CompanyBlock(record_link(company, kb), tuple(_row(year, kb) for year in years))


def _row(year: CompanyYear, kb: KnowledgeBase) -> YearRow:
    spent = year.spent
    return YearRow(
        year.when[:1].upper() + year.when[1:],
        _spent_text(spent, kb) if spent else "",
        kb.settings.label("basis", spent.point.basis).lower() if spent else "",
        spent is not None and spent.point.is_actual,
        usd_text(*spent.usd) if spent and spent.usd and spent.point.unit != "USD" else "",
        spent.rate if spent else "",
        spent.point.publisher if spent else "",
        change_text(spent.change) if spent and spent.change else "",
        _roles_text(year),
        _share_text(year),
        tuple(record_link(cut, kb) for cut in year.cuts),
        _staff(year.company, year.after, kb),
        _staff_change(year),
    )


def _spent_text(spent: Spent, kb: KnowledgeBase) -> str:
    bound = kb.settings.label("bound", spent.point.bound) if spent.point.bound else ""
    return f"{bound} {range_text(spent.point.low, spent.point.high, spent.point.unit)}".lstrip()


def _roles_text(year: CompanyYear) -> str:
    """Strict to loose; without a counted cut what there is instead."""
    if year.roles.loose_cuts:
        return total_text(year.roles)
    if year.roles.uncounted:
        return "not known"
    return "none with a link to AI" if year.cuts else "no cut recorded"


def _share_text(year: CompanyYear) -> str:
    if not year.roles.loose_cuts or year.share is None or year.base is None:
        return ""
    low, high = (f"{plain(round(end, 1))}" for end in (year.share.low, year.share.high))
    figure = f"{high}%" if low == high else f"{low} to {high}%"
    return f"{figure} of the headcount of {year.base.when}"


def _staff(company: Company, found: Headline | None, kb: KnowledgeBase) -> Staff | None:
    if found is None:
        return None
    return Staff(figure_text(found.claim, kb.settings), found.when, source_link(company, found.claim, kb))


def _staff_change(year: CompanyYear) -> str:
    change = year.staff_change
    return f"{change_text(change)} since {year.before.when}" if change and year.before else ""


def change_text(change: Change) -> str:
    """`+84%`, `−13%`, `+73% to +101%`: whole percents, and tenths below ten."""
    low, high = (_signed(end) for end in (change.low, change.high))
    return low if low == high else f"{low} to {high}"


def _signed(percent: Decimal) -> str:
    digits = plain(round(abs(percent), 0 if abs(percent) >= 10 else 1))
    return digits + "%" if digits == "0" else f"{'+' if percent > 0 else '−'}{digits}%"
