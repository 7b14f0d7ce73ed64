"""The index of claims: every figure of every record in a line, by the year it is about, the newest first; long years
beside it.

Its rows are many, so each holds little: the note of a claim, and who contradicts it, stand on the page of its record.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

from generator.figures.conversion import to_usd
from generator.figures.headline import Standing, days_of, said_on, standings, when_text
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.pages.base import Page
from generator.pages.parts.claims import state_word
from generator.pages.parts.explore import Explored, explored
from generator.pages.parts.links import Link, kind_label, name, record_link
from generator.pages.parts.said import said
from generator.pages.parts.search import page_entry
from generator.pages.parts.words import counted, figure_text, sentence, spoken
from generator.pages.parts.years import Year, shortened, year_pages
from generator.records import Company, Cut, Record, Supplier

_UNDATED = "Undated"
_DAYS_OF_A_MONTH = Decimal("30.44")


@dataclass(frozen=True)
class IndexedClaim:
    """A claim in a line, with what readers filter by; `place` is where it comes when figures are sorted."""

    metric: str
    scope: str
    figure: str
    unknown: str
    is_struck: bool
    place: str
    when: str
    sortable_when: str
    record: Link
    kind: str
    company: str
    source: Link
    cites: str
    source_type: str
    published: str
    speaker: str
    spoken_by: str
    basis: str
    state: str
    look: str


@dataclass(frozen=True)
class ClaimsView:
    """What the index of claims prints."""

    count: str
    years: tuple[Year[IndexedClaim], ...]
    explored: Explored


@dataclass(frozen=True)
class _Found:
    """A claim where it stands, and the days that it is about: its own, else the day it was said."""

    record: Record
    metric: str
    standing: Standing
    starts: date
    ends: date

    @property
    def about(self) -> date:
        """The last day that it is about, in its first twelve months: a plan until 2036 stands where it begins."""
        return min(self.ends, self.starts + timedelta(days=364))

    @property
    def year(self) -> str:
        return _UNDATED if self.ends == date.min else str(self.about.year)


_INDEX = "claims/"


def claims_pages(kb: KnowledgeBase, history: History) -> Iterator[Page]:
    """The index of claims, and the pages of the years that are too long for it."""
    years = _years(kb)
    number = sum(len(year.rows) for year in years)
    count = counted(number, "claim")
    view = ClaimsView(count, tuple(shortened(years, _INDEX)), explored("Claims", "claim", number, history, "year"))
    yield Page(
        f"{_INDEX}index.md", "claims.md.j2", "Claims",
        f"{count} in one table: each figure with its bound, its time, its source and how it stands.", view,
        page_entry("Index", "all claims", "all figures"), has_contents=False,
    )  # fmt: skip
    for part in year_pages(years, _INDEX):
        yield Page(
            f"{part.address}index.md", "claims_of_year.md.j2", f"Claims, {part.year.year}",
            f"Claims about {part.year.year}, {part.which} of {part.year.note}, each figure with its source.", part,
            page_entry("Index"), has_contents=False, is_searched=False, apart=part.which,
        )  # fmt: skip


def _years(kb: KnowledgeBase) -> list[Year[IndexedClaim]]:
    """The newest year first; what has no time comes last."""
    found = sorted(_all_claims(kb), key=lambda item: -item.about.toordinal())
    places = _places(found, kb)
    return [
        Year(year, counted(len(rows), "claim"), rows)
        for year, group in groupby(found, key=lambda item: item.year)
        for rows in [tuple(_indexed(item, places, kb) for item in group)]
    ]


def _all_claims(kb: KnowledgeBase) -> Iterator[_Found]:
    """In the order of the records and the metrics."""
    for record in kb.records():
        for metric in (metric for metric in kb.settings.metrics if metric in record.claims):
            for standing in standings(record, metric, kb):
                yield _Found(record, metric, standing, *_days(record, standing, kb))


def _days(record: Record, standing: Standing, kb: KnowledgeBase) -> tuple[date, date]:
    claim = standing.claim
    if claim.period:
        return days_of(claim.period, record, kb)
    return (claim.as_of.first, claim.as_of.last) if claim.as_of else (said_on(record, claim),) * 2


def _places(found: Iterable[_Found], kb: KnowledgeBase) -> dict[tuple[int, int, Decimal], str]:
    """The place of each figure when all are sorted; equal figures share one."""
    sizes = {size for size in (_size(item, kb) for item in found) if size}
    return {size: str(place) for place, size in enumerate(sorted(sizes))}


def _size(item: _Found, kb: KnowledgeBase) -> tuple[int, int, Decimal] | None:
    """What sorts a figure: it is ranked only among those of its metric that are about as many months, money in dollars.

    A quarter beside a year, or people beside dollars, would compare nothing.
    """
    claim = item.standing.claim
    if not claim.is_known:
        return None
    end, order = claim.span[1], list(kb.settings.metrics)
    dollars = to_usd(end, item.ends, kb) if end.currency else None
    if end.currency and dollars is None:
        return None
    months = round(((item.ends - item.starts).days + 1) / _DAYS_OF_A_MONTH) if claim.period else 0
    return -order.index(item.metric), months, dollars.amount if dollars else end.amount


def _indexed(item: _Found, places: dict[tuple[int, int, Decimal], str], kb: KnowledgeBase) -> IndexedClaim:
    claim, record, settings = item.standing.claim, item.record, kb.settings
    size, voice = _size(item, kb), said(record, claim, kb)
    return IndexedClaim(
        settings.metrics[item.metric].label,
        claim.scope or "",
        figure_text(claim, settings),
        sentence(claim.unknown) if claim.unknown else "",
        item.standing.state in ("superseded", "withdrawn"),
        places[size] if size else "",
        when_text(claim),
        "" if item.ends == date.min else item.ends.isoformat(),
        record_link(record, kb),
        kind_label(record),
        _company(record, kb),
        voice.source,
        item.standing.source.url,
        settings.label("source_type", item.standing.source.type),
        voice.when,
        settings.label("speaker", claim.speaker) if claim.speaker else "",
        spoken(claim.speaker, settings) if claim.speaker else "",
        voice.basis,
        state_word(item.standing),
        item.standing.state.replace(" ", "-"),
    )


def _company(record: Record, kb: KnowledgeBase) -> str:
    """The company that a figure is about; an indicator is about none."""
    if isinstance(record, Cut):
        return kb.companies[record.company].name
    if isinstance(record, Supplier) and record.company:
        return kb.companies[record.company].name
    return name(record, kb) if isinstance(record, Company | Supplier) else ""
