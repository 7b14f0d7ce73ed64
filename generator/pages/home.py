"""The home page: a ledger spread of three ranges, the flagship chart, what is new, and where sources disagree."""

from dataclasses import dataclass
from urllib.parse import urlencode

from generator.charts.words import first_few
from generator.exports.social_cards import CardFigure
from generator.figures.ai_link import ai_link
from generator.figures.backlogs import backlog_total
from generator.figures.disagreements import widest_of_each_metric
from generator.figures.totals import LINKED, Total, total
from generator.figures.yearly_spending import YearOfSpending, latest_full_year, same_companies, yearly_spending
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.pages.base import Page
from generator.pages.cuts_index import newest_first
from generator.pages.disagreements import DisagreementRow, disagreement_row
from generator.pages.parts.changed import ChangeRow, newest_changes
from generator.pages.parts.charts import home_charts
from generator.pages.parts.cut_rows import CutRow, cut_row
from generator.pages.parts.links import Link
from generator.pages.parts.search import page_entry
from generator.pages.parts.social_card import ledger_card
from generator.pages.parts.structured_data import home_data
from generator.pages.parts.words import counted, day_text, inventory, total_text, usd_text
from generator.times import date_text

_NEWEST, _LARGEST, _CHANGED = 8, 6, 5
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
    changed: tuple[ChangeRow, ...]
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
    site, view = kb.settings.site, _view(kb, history)
    figures = [
        CardFigure(column.title, "", "", column.figure, column.unit, _COLOURS[column.side]) for column in view.columns
    ]
    return Page(
        "index.md", "home.md.j2", site.name, site.description, view, page_entry("Index"), home_charts(kb),
        has_contents=False, card=ledger_card(figures, _QUESTION, kb, history), structured=home_data(kb, history),
    )  # fmt: skip


def _view(kb: KnowledgeBase, history: History) -> HomeView:
    columns = (_payroll(kb), _processors(kb), _suppliers(kb))
    return HomeView(
        kb.settings.site.description,
        _PROMPTS,
        tuple(column for column in columns if column),
        tuple(cut_row(cut, kb) for cut in newest_first(kb)[:_NEWEST]),
        tuple(disagreement_row(item, kb) for item in widest_of_each_metric(kb)[:_LARGEST]),
        newest_changes(kb, history, _CHANGED, lines=1),
        inventory(kb),
        kb.settings.site.repository,
    )


def _payroll(kb: KnowledgeBase) -> LedgerColumn | None:
    linked = [cut for cut in kb.cuts.values() if ai_link(cut).grade in LINKED]
    if not linked:
        return None
    summed, first = total(linked, kb), min(linked, key=lambda cut: cut.announced.first)
    return LedgerColumn(
        "payroll",
        "Roles cut with a link to AI",
        total_text(summed),
        f"roles, announced since {date_text(first.announced)}",
        "From what companies state themselves, at its lowest, to what anybody links to AI, at its highest.",
        f"{counted(summed.strict_cuts, 'stated cut')} to {counted(summed.loose_cuts, 'cut')} with any link",
        Link("All cuts", "cuts/"),
        _left_out(summed),
    )


def _left_out(summed: Total) -> str:
    """The cuts that add nothing to a total, so that its numbers of cuts can be found again in other counts."""
    adds = "adds" if summed.uncounted == 1 else "add"
    has = "has" if summed.without_floor == 1 else "have"
    return " ".join(filter(None, (
        f"{counted(summed.uncounted, 'linked cut')} without a number {adds} nothing." if summed.uncounted else "",
        f"{counted(summed.without_floor, 'more stated cut')} {has} no least number, as with “up to”, and add"
        f"{'s' if summed.without_floor == 1 else ''} nothing to the lower end." if summed.without_floor else "",
    )))  # fmt: skip


def _processors(kb: KnowledgeBase) -> LedgerColumn | None:
    full = latest_full_year(yearly_spending(kb))
    if full is None:
        return None
    return LedgerColumn(
        "processors",
        "Capital expenditure",
        usd_text(full.actual.low, full.actual.high),
        f"spent in fiscal years that ended in {full.year}",
        "Property, plant and equipment of the recorded companies, for all purposes, at yearly average exchange rates.",
        counted(len(full.actual.companies), "company"),
        Link("All companies", "companies/"),
        " ".join(filter(None, (_not_reported(full, kb), _expected(full.year, kb)))),
    )


def _not_reported(full: YearOfSpending, kb: KnowledgeBase) -> str:
    """The companies that a reader may miss in the sum: their figure for the year is guided or planned."""
    names = [kb.companies[company].name for company in sorted(full.expected.companies - full.actual.companies)]
    have = "has" if len(names) == 1 else "have"
    return f"Without {first_few(names)}, which {have} only expected figures for {full.year}." if names else ""


def _expected(year: int, kb: KnowledgeBase) -> str:
    """What the same companies spent and expect to spend next; sums of other companies would show no change."""
    same = same_companies(kb, year)
    if same is None:
        return ""
    spent, expected = (usd_text(found.low, found.high) for found in (same.spent, same.expected))
    have, expect = ("has", "expects") if len(same.names) == 1 else ("have", "expect")
    return (f"{first_few(same.names)}, which {have} figures for both years, spent {spent} "
            f"and {expect} {expected} for the year after.")  # fmt: skip


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
