"""The index of cuts: one line each, newest first, by year with the total of roles linked to AI; long years beside."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from generator.figures.headline import headline
from generator.figures.totals import total
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.pages.base import Page
from generator.pages.countries import country_name
from generator.pages.parts.charts import cuts_charts
from generator.pages.parts.cut_rows import CutRow, cut_row
from generator.pages.parts.explore import Explored, explored
from generator.pages.parts.facets import Added, added, denied_by, linked_by, people_band
from generator.pages.parts.grade import GRADE_MEANINGS
from generator.pages.parts.search import page_entry
from generator.pages.parts.words import counted, total_text
from generator.pages.parts.years import Year, shortened, year_pages
from generator.records import Cut


@dataclass(frozen=True)
class IndexedCut:
    """A cut in a line, with what readers filter by beyond what the line says, and what it adds to a total."""

    row: CutRow
    linked_by: str
    denied_by: str
    industry: str
    country: str
    size: str
    added: Added
    cites: str


@dataclass(frozen=True)
class GradeMeaning:
    """A grade and what it means, for the key above the table."""

    grade: str
    meaning: str


@dataclass(frozen=True)
class CutsView:
    """What the index of cuts prints."""

    count: str
    total: str
    total_note: str
    grades: tuple[GradeMeaning, ...]
    years: tuple[Year[IndexedCut], ...]
    explored: Explored


_INDEX = "cuts/"


def cuts_pages(kb: KnowledgeBase, history: History) -> Iterator[Page]:
    """The index of cuts, and the pages of the years that are too long for it."""
    cuts = newest_first(kb)
    years = [
        _year(year, list(group), kb)
        for year, group in groupby(sorted(cuts, key=_by_year), key=lambda cut: cut.announced.text[:4])
    ]
    yield _index(cuts, years, kb, history)
    for part in year_pages(years, _INDEX):
        yield Page(
            f"{part.address}index.md", "cuts_of_year.md.j2", f"Workforce cuts, {part.year.year}",
            f"Cuts announced in {part.year.year}, {part.which}: {part.year.note}.", part, page_entry("Index"),
            has_contents=False, is_searched=False, apart=part.which,
        )  # fmt: skip


def _index(cuts: list[Cut], years: list[Year[IndexedCut]], kb: KnowledgeBase, history: History) -> Page:
    description = (
        f"{counted(len(cuts), 'workforce cut')} with the number of roles, who links them to AI and who denies it; "
        "every figure with its source."
    )
    return Page(
        f"{_INDEX}index.md", "cuts.md.j2", "Workforce cuts", description, _view(cuts, years, kb, history),
        page_entry("Index", "AI-linked cuts", "layoffs", "jobs lost to AI"), cuts_charts(kb), has_contents=False,
    )  # fmt: skip


def newest_first(kb: KnowledgeBase) -> list[Cut]:
    """All cuts, the newest announcement first."""
    return sorted(kb.cuts.values(), key=lambda cut: (-cut.announced.first.toordinal(), cut.id))


def _view(cuts: list[Cut], years: list[Year[IndexedCut]], kb: KnowledgeBase, history: History) -> CutsView:
    summed = total(cuts, kb)
    return CutsView(
        counted(len(cuts), "cut"),
        total_text(summed),
        total_note(cuts, kb),
        tuple(GradeMeaning(grade, meaning) for grade, meaning in GRADE_MEANINGS.items()),
        tuple(shortened(years, _INDEX)),
        explored("Workforce cuts", "cut", len(cuts), history, "year", summed),
    )


def _by_year(cut: Cut) -> int:
    # The sort keeps the order within a year.
    return -cut.announced.last.year


def _year(year: str, cuts: list[Cut], kb: KnowledgeBase) -> Year[IndexedCut]:
    summed = total(cuts, kb)
    rows = tuple(_indexed(cut, kb) for cut in cuts)
    return Year(year, total_note(cuts, kb), rows, total_text(summed) if summed.loose_cuts else "")


def _indexed(cut: Cut, kb: KnowledgeBase) -> IndexedCut:
    company, roles = kb.companies[cut.company], headline(cut, "roles", kb)
    return IndexedCut(
        cut_row(cut, kb),
        linked_by(cut, kb.settings),
        denied_by(cut, kb.settings),
        kb.settings.label("industry", company.industry),
        country_name(company.country),
        people_band(roles.claim.ceiling if roles else None),
        added([cut], kb),
        cut.sources[roles.claim.source].url if roles else "",
    )


def total_note(cuts: Iterable[Cut], kb: KnowledgeBase) -> str:
    """What a total rests on: how many cuts count, and how many give no number."""
    cuts = list(cuts)
    summed = total(cuts, kb)
    note = f"{counted(len(cuts), 'cut')}; {summed.loose_cuts} linked to AI with a number"
    return note + (f", {summed.uncounted} linked without one" if summed.uncounted else "")
