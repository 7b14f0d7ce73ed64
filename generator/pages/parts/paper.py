"""What paper leaves out of a long record, so that it prints as a sheet of two pages; a screen shows all of it.

Comes in: a record and the charts of its page.  Goes out: the claims, deals and notes that a printer passes over,
the sources that nothing else on the sheet cites, and the line that says so.  The lines that a text takes are estimated.

The rule: as long as the sheet is too long, one row more goes, replaced and withdrawn claims and deals that fell
through first, then the oldest; never one of the three largest deals.  Last go, from their tables alone, claims that
stand above: printed large, in a disagreement, or under a computed figure.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Literal

from generator.charts.base import Chart
from generator.figures.conversion import in_usd
from generator.figures.headline import Standing, headlines, span_of, standings
from generator.figures.price_change import claimed_changes
from generator.knowledge_base import KnowledgeBase
from generator.pages.parts.cite import lasting_link
from generator.pages.parts.deal_rows import deals_of
from generator.pages.parts.dispute import disputes
from generator.pages.parts.links import address
from generator.pages.parts.spread import KeyFigure, key_figures, printed_large
from generator.pages.parts.words import counted
from generator.records import Company, Cut, Record, Supplier
from generator.records.claim import Claim, Note
from generator.records.source import Source
from generator.records.terms import Terms
from generator.sentences import in_words

_Kind = Literal["claim", "deal", "note"]
# The four columns of two pages, in lines of small print, less some that stay empty.
_ROOM = 296
_SIGNS = 45
# What stands on each sheet (name, summary, facts, headings, citation), and the lines of parts that differ little.
_FRAME, _CHART, _PANEL, _CLAIM, _PRICES, _FIGURE, _CUT, _DISPUTE = 38, 8, 11, 3, 14, 7, 3, 2
_MOST_PANELS = 3
_HEADING: Mapping[_Kind, int] = {"claim": 5, "deal": 0, "note": 2}
_LARGEST = 3


@dataclass(frozen=True)
class Paper:
    """What paper leaves out: claims, deals and notes by identity, as equal ones exist; sources by their names."""

    rows: frozenset[int] = frozenset()
    sources: frozenset[str] = frozenset()
    left_out: str = ""


@dataclass(frozen=True)
class _Row:
    """A row of the sheet: the heading that it stands under, its source in this record, and what speaks for it."""

    kind: _Kind
    item: Claim | Terms | Note
    heading: str
    source: str
    lines: int
    ends: date
    is_gone: bool
    stands_above: bool
    is_large: bool


def on_paper(record: Record, kb: KnowledgeBase, charts: Sequence[Chart]) -> Paper:
    """What the sheet of a record leaves out; nothing where all of it fits."""
    rows = [*_claim_rows(record, kb), *_deal_rows(record, kb), *_note_rows(record)]
    above = _cited_above(rows, record)
    room = _ROOM - _firm_lines(record, kb, charts)
    firm, others = [row for row in rows if row.is_large], sorted((row for row in rows if not row.is_large), key=_worth)
    fits = partial(_fits, firm, others, above, record, room)
    gone = bisect_left(range(len(others)), True, key=fits)
    return _paper(others[:gone], _cited([*firm, *others[gone:]], above), record, kb) if gone else Paper()


def _fits(firm: list[_Row], others: list[_Row], above: frozenset[str], record: Record, room: int, gone: int) -> bool:
    """Whether the sheet has room when so many of the others are gone: the more, the sooner."""
    return _lines_of([*firm, *others[gone:]], above, record) <= room


def _worth(row: _Row) -> tuple[bool, bool, date]:
    """What goes first has least."""
    return row.stands_above, not row.is_gone, row.ends


def _paper(left: list[_Row], cited: frozenset[str], record: Record, kb: KnowledgeBase) -> Paper:
    sources = frozenset(record.sources) - cited
    kinds = [row.kind for row in left if not row.stands_above]
    parts = (
        (kinds.count("claim"), "older or replaced claim", ""),
        (kinds.count("deal"), "older deal", ""),
        (kinds.count("note"), "older note", ""),
        (len(left) - len(kinds), "claim", " that the sheet has above"),
        (len(sources), "source", " that only they cite"),
    )
    said = in_words([f"{counted(number, noun)}{more}" for number, noun, more in parts if number])
    where = lasting_link(address(record), kb.settings.site)
    return Paper(frozenset(id(row.item) for row in left), sources, f"Left out on paper: {said}. All of it: {where}")


def _lines_of(rows: list[_Row], above: frozenset[str], record: Record) -> int:
    """The lines of these rows, of the headings above them, and of the sources that the sheet then cites."""
    headings = {(row.kind, row.heading) for row in rows}
    sources = sum(_source_lines(record.sources[name]) for name in _cited(rows, above))
    return sum(row.lines for row in rows) + sum(_HEADING[kind] for kind, _ in headings) + sources


def _cited(rows: Iterable[_Row], above: frozenset[str]) -> frozenset[str]:
    """The sources of these rows and of what stands above them."""
    return above | {row.source for row in rows if row.source}


def _cited_above(rows: Iterable[_Row], record: Record) -> frozenset[str]:
    """The sources of what always stands on the sheet: of large figures, disagreements, and causes of a cut."""
    causes = record.attribution if isinstance(record, Cut) else ()
    return frozenset((*(row.source for row in rows if row.stands_above), *(cause.source for cause in causes)))


def _claim_rows(record: Record, kb: KnowledgeBase) -> Iterator[_Row]:
    above = _claims_above(record, kb)
    for metric in record.claims:
        for standing in standings(record, metric, kb):
            claim = standing.claim
            ends = span_of(claim, record, kb)[1]
            is_gone = standing.state in ("superseded", "withdrawn")
            lines, stands_above = _claim_lines(standing), id(claim) in above
            yield _Row("claim", claim, metric, claim.source, lines, ends, is_gone, stands_above, False)


def _claims_above(record: Record, kb: KnowledgeBase) -> set[int]:
    """By identity: what is printed large, what sources disagree on, and what a computed figure rests on."""
    large = (found.claim for metric in record.claims for found in printed_large(record, metric, kb))
    disputed = (claim for item in disputes(record, kb) for claim in item.claims)
    prices = _computed_prices(record, kb) if isinstance(record, Supplier) else ()
    return {id(claim) for claim in (*large, *disputed, *prices)}


def _computed_prices(supplier: Supplier, kb: KnowledgeBase) -> tuple[Claim, ...]:
    changes = claimed_changes(supplier, kb)
    days = {price.day for _, change in changes if change for price in (change.first, change.last)}
    prices = (found.claim for found in headlines(supplier, "share_price", kb) if found.ends in days)
    return (*prices, *(claim for claim, _ in changes))


def _deal_rows(record: Record, kb: KnowledgeBase) -> Iterator[_Row]:
    """The deals of a supplier, or of a company by its own account and by those of its suppliers."""
    deals = list(deals_of(record, kb))
    sums = {id(deal): found[1].amount for teller, deal in deals if (found := in_usd(teller, deal, kb))}
    largest = sorted((id(deal) for _, deal in deals), key=lambda deal: -sums.get(deal, 0))[:_LARGEST]
    for teller, deal in deals:
        ends = deal.announced.last if deal.announced else date.min
        source = deal.source if teller is record else ""
        lines = _lines(60, deal.product, deal.note)
        yield _Row("deal", deal, "", source, lines, ends, deal.withdrawn, False, id(deal) in largest)


def _note_rows(record: Record) -> Iterator[_Row]:
    for note in record.notes:
        said = note.as_of or record.sources[note.source].published
        ends = said.last if said else date.min
        yield _Row("note", note, note.topic, note.source, _lines(30, note.text), ends, False, False, False)


def _firm_lines(record: Record, kb: KnowledgeBase, charts: Sequence[Chart]) -> int:
    """The lines of what always stands on the sheet."""
    employer = record.company if isinstance(record, Cut) else record.id if isinstance(record, Company) else ""
    cuts = kb.cuts_of.get(employer, ())
    return sum((
        _FRAME + _CUT * len(cuts) + (_FIGURE if cuts and isinstance(record, Company) else 0),
        _PRICES * len(claimed_changes(record, kb) if isinstance(record, Supplier) else ()),
        *(_figure_lines(figure) for figure in key_figures(record, kb, kb.settings.metrics)),
        _pictures_lines(charts),
        *(_lines(60, cause.note) for cause in (record.attribution if isinstance(record, Cut) else ())),
        *(_DISPUTE + _lines(30, voice.figure, voice.said) for item in disputes(record, kb) for voice in item.voices),
    ))  # fmt: skip


def _figure_lines(figure: KeyFigure) -> int:
    """A figure stands in a part of a column, so that a long text under it leaves room beside it empty."""
    return _FIGURE + 2 * (len(figure.caveat) // _SIGNS) + len(figure.note) // _SIGNS


def _pictures_lines(charts: Sequence[Chart]) -> int:
    """A picture is never broken, so that the end of a column may stay empty above the tallest one."""
    pictures = [_chart_lines(chart) for chart in charts]
    return sum(pictures) + max(pictures, default=0) * 3 // 4


def _chart_lines(chart: Chart) -> int:
    """The claims of a cut are drawn below each other; others have a panel for each series, which rows name first."""
    if "claims" in chart.marks:
        return _CHART + _CLAIM * len(chart.rows)
    series = {row[chart.columns[0].key] for row in chart.rows}
    return _CHART + _PANEL * min(len(series), _MOST_PANELS)


def _claim_lines(standing: Standing) -> int:
    by = [standing.revised_by] if standing.revised_by else standing.disputed_by
    publishers = (source.publisher for source in (standing.source, *by))
    return _lines(50, standing.claim.scope, standing.claim.note, standing.claim.unknown, *publishers)


def _source_lines(source: Source) -> int:
    return _lines(50, source.title, source.publisher, source.url, source.citing, source.note)


def _lines(more: int, *texts: str | None) -> int:
    """How many lines these texts take, with so many signs around them."""
    return 1 + (more + sum(len(text) for text in texts if text)) // _SIGNS
