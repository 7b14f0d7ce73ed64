"""The home page: a ledger spread of three ranges, the flagship chart, what is new, and where sources disagree."""

from dataclasses import dataclass
from urllib.parse import urlencode

from generator.exports.social_cards import CardFigure
from generator.figures.ai_link import ai_link
from generator.figures.backlogs import backlog_total
from generator.figures.disagreements import disagreements
from generator.figures.totals import LINKED, total
from generator.figures.yearly_spending import YearOfSpending, latest_full_year, yearly_spending
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.pages.base import Page
from generator.pages.cuts_index import newest_first
from generator.pages.disagreements import DisagreementRow, disagreement_row
from generator.pages.parts.charts import home_charts
from generator.pages.parts.cut_rows import CutRow, cut_row
from generator.pages.parts.links import Link
from generator.pages.parts.search import page_entry
from generator.pages.parts.social_card import ledger_card
from generator.pages.parts.structured_data import home_data
from generator.pages.parts.words import counted, day_text, total_text, usd_text
from generator.times import date_text

_NEWEST, _LARGEST = 8, 6
_COLOURS = {"payroll": "stated", "processors": "actual", "suppliers": "supplier"}
_QUESTION = "Who spends on AI, who cuts staff, who supplies the machines"


@dataclass(frozen=True)
class LedgerColumn:
    """One of the three columns of the opening spread."""

    side: str
    title: str
    figure: str
    unit: str
    definition: str
    rests_on: str
    index: Link
    also: str


@dataclass(frozen=True)
class Prompt:
    """A search to begin with: what it finds, and the question as the search reads it from the address."""

    text: str
    question: str


@dataclass(frozen=True)
class HomeView:
    """What the home page prints."""

    claim: str
    prompts: tuple[Prompt, ...]
    columns: tuple[LedgerColumn, ...]
    newest: tuple[CutRow, ...]
    disagreements: tuple[DisagreementRow, ...]
    inventory: str
    repository: str


_PROMPTS = (
    Prompt("everything", urlencode({"q": ""})),
    Prompt("cuts that companies link to AI", urlencode({"kind": "Cut", "ai_link": "stated", "sort": "size"})),
    Prompt("cuts that are disputed", urlencode({"kind": "Cut", "ai_link": "disputed"})),
    Prompt("suppliers, newest first", urlencode({"kind": "Supplier", "sort": "date"})),
)


def home_page(kb: KnowledgeBase, history: History) -> Page:
    """The home page."""
    site, view = kb.settings.site, _view(kb)
    figures = [
        CardFigure(column.title, "", "", column.figure, column.unit, _COLOURS[column.side])
        for column in view.columns
    ]
    return Page(
        "index.md", "home.md.j2", site.name, site.description, view, page_entry("Index"), home_charts(kb),
        has_contents=False, card=ledger_card(figures, _QUESTION, kb, history), structured=home_data(kb, history),
    )  # fmt: skip


def _view(kb: KnowledgeBase) -> HomeView:
    columns = (_payroll(kb), _processors(kb), _suppliers(kb))
    return HomeView(
        kb.settings.site.description,
        _PROMPTS,
        tuple(column for column in columns if column),
        tuple(cut_row(cut, kb) for cut in newest_first(kb)[:_NEWEST]),
        tuple(disagreement_row(item, kb) for item in disagreements(kb)[:_LARGEST]),
        _inventory(kb),
        kb.settings.site.repository,
    )


def _payroll(kb: KnowledgeBase) -> LedgerColumn | None:
    linked = [cut for cut in kb.cuts.values() if ai_link(cut).grade in LINKED]
    if not linked:
        return None
    summed, first = total(linked, kb), min(linked, key=lambda cut: cut.announced.first)
    also = f"{counted(summed.uncounted, 'linked cut')} without a number add nothing." if summed.uncounted else ""
    return LedgerColumn(
        "payroll",
        "Roles cut with a link to AI",
        total_text(summed),
        f"roles, announced since {date_text(first.announced)}",
        "From what companies state themselves, at its lowest, to what anybody links to AI, at its highest.",
        f"{counted(summed.strict_cuts, 'stated cut')} to {counted(summed.loose_cuts, 'cut')} of any link",
        Link("All cuts", "cuts/"),
        also,
    )


def _processors(kb: KnowledgeBase) -> LedgerColumn | None:
    years = yearly_spending(kb)
    full = latest_full_year(years)
    if full is None:
        return None
    following = next((year for year in years if year.year == full.year + 1), None)
    return LedgerColumn(
        "processors",
        "Capital expenditure",
        usd_text(full.actual.low, full.actual.high),
        f"spent in fiscal years that ended in {full.year}",
        "Property, plant and equipment of the recorded companies, for all purposes, at yearly average exchange rates.",
        counted(len(full.actual.companies), "company"),
        Link("All companies", "companies/"),
        _expected(following),
    )


def _expected(year: YearOfSpending | None) -> str:
    if year is None or not year.expected.companies:
        return ""
    companies = counted(len(year.expected.companies), "company")
    return f"{usd_text(year.expected.low, year.expected.high)} is expected by {companies} for {year.year}."


def _suppliers(kb: KnowledgeBase) -> LedgerColumn | None:
    summed = backlog_total(kb)
    if summed is None:
        return None
    left_out = f"{counted(summed.unconverted, 'supplier')} left out: no exchange rate." if summed.unconverted else ""
    return LedgerColumn(
        "suppliers",
        "Order backlog of suppliers",
        usd_text(summed.low, summed.high),
        f"at dates from {day_text(summed.earliest)} to {day_text(summed.latest)}",
        "Orders taken and not yet delivered, of whole companies, for all uses, at yearly average exchange rates.",
        counted(summed.suppliers, "supplier"),
        Link("All suppliers", "suppliers/"),
        left_out,
    )


def _inventory(kb: KnowledgeBase) -> str:
    claims = sum(len(claims) for record in kb.records() for claims in record.claims.values())
    sources = sum(len(record.sources) for record in kb.records())
    return (
        f"{counted(len(kb.companies), 'company')}, {counted(len(kb.cuts), 'cut')}, "
        f"{counted(len(kb.suppliers), 'supplier')} and {counted(len(kb.indicators), 'indicator')}, "
        f"with {counted(claims, 'claim')} from {counted(sources, 'source')}"
    )
