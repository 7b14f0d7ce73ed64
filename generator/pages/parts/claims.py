"""Claims: a table for each metric of a record, every claim with its bound, scope, basis, source and state."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.figures.headline import Standing, State, said_on, span_of, standings, when_text
from generator.knowledge_base import KnowledgeBase
from generator.pages.parts.paper import Paper
from generator.pages.parts.sources import SourceChip, chip
from generator.pages.parts.words import counted, sentence
from generator.quantities import Quantity, plain, quantity_text
from generator.records import Record
from generator.records.claim import Claim

_STATE_WORDS: dict[State, tuple[str, str]] = {
    "headline": ("headline", "Chosen by rule; printed large above."),
    "live": ("stands", "Not replaced by a later claim; part of the spread."),
    "disputed": ("disputed", "Another source contradicts it."),
    "superseded": ("superseded", "A later claim replaces it."),
    "withdrawn": ("withdrawn", "The source took it back."),
    "part of": ("part of", "Counted already in another claim."),
    "part": ("part", "About a part only, so it is not compared with figures for the whole."),
    "unknown": ("not known", "Somebody looked, and there is no figure."),
}
_LAST = ("superseded", "withdrawn", "unknown")


@dataclass(frozen=True)
class StateTag:
    """How a claim stands: the word, the class of its look, what it means, and which sources did what to it."""

    word: str
    look: str
    meaning: str
    deed: str
    by: tuple[SourceChip, ...]


@dataclass(frozen=True)
class ClaimRow:
    """One claim: the figure with its bound, what it covers, when, who says so, and its state."""

    bound: str
    figure: str
    unknown: str
    is_struck: bool
    when: str
    covers: tuple[str, ...]
    note: str
    speaker: str
    source: SourceChip
    state: StateTag
    is_off_paper: bool


@dataclass(frozen=True)
class ClaimTable:
    """All claims of one metric; `unit` stands in the header when all figures share it."""

    metric: str
    label: str
    definition: str
    unit: str
    count: str
    has_when: bool
    rows: tuple[ClaimRow, ...]

    @property
    def is_off_paper(self) -> bool:
        """Whether paper leaves out every row."""
        return all(row.is_off_paper for row in self.rows)


def claim_tables(record: Record, kb: KnowledgeBase, paper: Paper) -> tuple[ClaimTable, ...]:
    """A table for each metric of the record, in the order of the metrics."""
    return tuple(_table(record, metric, kb, paper) for metric in kb.settings.metrics if metric in record.claims)


def _table(record: Record, metric: str, kb: KnowledgeBase, paper: Paper) -> ClaimTable:
    found = sorted(standings(record, metric, kb), key=lambda standing: _order(standing, record, kb))
    unit = _shared_unit([end for s in found if s.claim.is_known for end in s.claim.span])
    about = kb.settings.metrics[metric]
    rows = tuple(_row(standing, record, unit, kb, paper) for standing in found)
    return ClaimTable(
        metric,
        about.label,
        sentence(about.definition),
        unit.heading,
        counted(len(rows), "claim"),
        any(row.when for row in rows),
        rows,
    )


def _order(standing: Standing, record: Record, kb: KnowledgeBase) -> tuple[int, int, bool, bool, int]:
    """The newest time first, a year before its last quarter; in it the headline, and last what no longer stands."""
    claim = standing.claim
    starts, ends = span_of(claim, record, kb)
    said = said_on(record, claim).toordinal()
    return -ends.toordinal(), starts.toordinal(), standing.state in _LAST, standing.state != "headline", -said


def _row(standing: Standing, record: Record, unit: "_Unit", kb: KnowledgeBase, paper: Paper) -> ClaimRow:
    claim, settings = standing.claim, kb.settings
    return ClaimRow(
        settings.label("bound", claim.bound) if claim.bound else "",
        unit.figure(claim) if claim.is_known else "not known",
        sentence(claim.unknown or "") if claim.unknown else "",
        standing.state in ("superseded", "withdrawn"),
        when_text(claim),
        tuple(_covers(claim, kb)),
        claim.note or "",
        settings.label("speaker", claim.speaker) if claim.speaker else "",
        chip(record, claim.source, settings),
        _tag(standing, record, kb),
        id(claim) in paper.rows,
    )


def _covers(claim: Claim, kb: KnowledgeBase) -> Iterator[str]:
    if claim.scope:
        yield claim.scope
    if claim.basis != "actual":
        yield kb.settings.label("basis", claim.basis).lower()
    if claim.stage:
        yield kb.settings.label("stage", claim.stage).lower()


def state_word(standing: Standing) -> str:
    """How a claim stands, in a word."""
    return _STATE_WORDS[standing.state][0]


def _tag(standing: Standing, record: Record, kb: KnowledgeBase) -> StateTag:
    word, meaning = _STATE_WORDS[standing.state]
    by = [standing.revised_by] if standing.revised_by else [*standing.disputed_by]
    names = [next(name for name, source in record.sources.items() if source is other) for other in by]
    by_whom = tuple(chip(record, name, kb.settings) for name in names)
    deed = "replaced by" if standing.revised_by else "contradicted by"
    return StateTag(word, standing.state.replace(" ", "-"), meaning, deed, by_whom)


@dataclass(frozen=True)
class _Unit:
    """The unit that all figures of a column share, with its power of ten; without heading each figure has its own."""

    heading: str = ""
    exponent: int = 0

    def figure(self, claim: Claim) -> str:
        ends = dict.fromkeys(self._text(end) for end in claim.span)
        return " to ".join(ends)

    def _text(self, end: Quantity) -> str:
        return plain(end.amount.scaleb(-self.exponent)) if self.heading else quantity_text(end)


def _shared_unit(ends: list[Quantity]) -> _Unit:
    """The unit for the header of a column: money of one currency and of comparable size, percent, megawatts …"""
    units = {end.unit for end in ends}
    if len(units) != 1:
        return _Unit()
    unit = units.pop()
    amounts = [abs(end.amount) for end in ends if end.amount]
    if len(unit) == 3 and amounts:
        return _money_unit(unit, min(amounts), max(amounts))
    return {"%": _Unit("%"), "x": _Unit("times")}.get(unit, _Unit())


def _money_unit(currency: str, smallest: Decimal, largest: Decimal) -> _Unit:
    for exponent, word in ((12, "trillion"), (9, "billion"), (6, "million"), (0, "")):
        if largest >= Decimal(10) ** exponent and smallest >= Decimal(10) ** (exponent - 2):
            return _Unit(f"{currency} {word}".rstrip(), exponent)
    return _Unit()
