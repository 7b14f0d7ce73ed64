"""What is not known or badly sourced, by kind of gap, and how much of an outside count the ledger explains."""

from dataclasses import dataclass
from itertools import groupby

from generator.figures.not_known import Gap, Missing, not_known
from generator.figures.outside_counts import CHALLENGER, Coverage, coverage, coverage_of_all
from generator.knowledge_base import KnowledgeBase
from generator.pages.base import Page
from generator.pages.parts.frame import edit_url
from generator.pages.parts.links import Link, kind_label, record_link
from generator.pages.parts.search import page_entry
from generator.pages.parts.words import counted, sentence, total_text
from generator.quantities import plain
from generator.times import date_text, parse_date

_HEADINGS: dict[Gap, tuple[str, str]] = {
    "unknown figure": ("Figures that somebody looked for", "A source was read, and the figure is not in it."),
    "cut without a number": ("Cuts without a number of roles", "A filing, a notice or a better report would help."),
    "rests on one aggregator": ("Figures that rest on one aggregator", "The original report would be better."),
    "company without a headcount": ("Companies without a headcount", "Most annual reports give one."),
    "deal without a value": ("Deals without a value", "Often never published; a filing may have it."),
    "source without a date": ("Sources without a date", "The page did not say when it was published."),
}


@dataclass(frozen=True)
class GapRow:
    """One gap: the record, what is missing, and where to edit it."""

    link: Link
    kind: str
    missing: str
    edit: str


@dataclass(frozen=True)
class GapGroup:
    """All gaps of one kind."""

    heading: str
    hint: str
    count: str
    rows: tuple[GapRow, ...]


@dataclass(frozen=True)
class CoverageRow:
    """One month, or all of them: the outside count, the ledger's range, and the one as a share of the other."""

    month: str
    counted: str
    roles: str
    cuts: str
    share: str


@dataclass(frozen=True)
class CoverageTable:
    """How much of an outside count the cuts of the ledger explain."""

    indicator: Link
    publisher: str
    rows: tuple[CoverageRow, ...]
    all: CoverageRow


@dataclass(frozen=True)
class NotKnownView:
    """What the page of gaps prints."""

    count: str
    coverage: CoverageTable | None
    groups: tuple[GapGroup, ...]


def not_known_page(kb: KnowledgeBase) -> Page:
    """The page of gaps."""
    found = not_known(kb)
    groups = tuple(_group(gap, list(items), kb) for gap, items in groupby(found, key=lambda missing: missing.gap))
    count = counted(len(found), "gap")
    description = f"{count} in the ledger: figures nobody gives, weak sources, missing dates. Each can be filled."
    view = NotKnownView(count, _coverage(kb), groups)
    return Page("not-known/index.md", "not_known.md.j2", "What is not known", description, view,
                page_entry("Index", "gaps", "missing figures"))  # fmt: skip


def _coverage(kb: KnowledgeBase) -> CoverageTable | None:
    whole, record = coverage_of_all(kb), kb.indicators.get(CHALLENGER)
    if whole is None or record is None:
        return None
    rows = tuple(_coverage_row(month, kb) for month in coverage(kb))
    return CoverageTable(record_link(record, kb), record.publisher, rows, _coverage_row(whole, kb))


def _coverage_row(found: Coverage, kb: KnowledgeBase) -> CoverageRow:
    low, high = (f"{plain(round(end, 0))}" for end in found.share)
    bound = kb.settings.label("bound", found.bound) if found.bound else ""
    uncounted = f", {found.ledger.uncounted} more without a number" if found.ledger.uncounted else ""
    return CoverageRow(
        date_text(parse_date(f"{found.month:%Y-%m}")) if found.month else "These months together",
        f"{bound} {plain(found.counted)}".lstrip(),
        total_text(found.ledger),
        f"{counted(found.ledger.loose_cuts, 'cut')}{uncounted}",
        f"{low}%" if low == high else f"{low} to {high}%",
    )


def _group(gap: Gap, items: list[Missing], kb: KnowledgeBase) -> GapGroup:
    heading, hint = _HEADINGS[gap]
    rows = tuple(
        GapRow(
            record_link(item.record, kb), kind_label(item.record), sentence(item.sentence),
            edit_url(item.record, kb.settings.site),
        )
        for item in items
    )  # fmt: skip
    return GapGroup(heading, hint, counted(len(rows), "gap"), rows)
