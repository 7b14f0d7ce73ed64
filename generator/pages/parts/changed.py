"""What changed, in words: new records, and figures with what was there before.

`Capital expenditure, fiscal 2026: $4.5 to 5.5 billion → $5 to 6 billion`
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.figures.changes import ClaimChange, DealChange, RecordChange, changes
from generator.figures.headline import when_text
from generator.history import History, day_of
from generator.knowledge_base import KnowledgeBase
from generator.pages.parts.deal_rows import value_text
from generator.pages.parts.links import Link, kind_label, name, record_link
from generator.pages.parts.said import said_by
from generator.pages.parts.words import counted, day_text, figure_text
from generator.records import Record
from generator.records.claim import Claim
from generator.records.terms import Terms
from generator.sentences import in_words
from generator.settings import Settings


@dataclass(frozen=True)
class ChangeLine:
    """One change in words, and who says so; nobody, where a rule of the ledger followed from what was said."""

    text: str
    by: str


@dataclass(frozen=True)
class ChangeRow:
    """One change of one record, or many records that came in together; those have no link."""

    day: str
    sortable_day: str
    link: Link | None
    about: str
    lines: tuple[ChangeLine, ...]
    more: str


# More records than these in one commit are counted, not listed.
_FEW = 5


def newest_changes(kb: KnowledgeBase, history: History, most: int, lines: int) -> tuple[ChangeRow, ...]:
    """The newest changes first, each with so many lines at most; none where git knows nothing of the records."""
    found = [*_news(kb, history), *_edits(kb, history, most, lines)]
    return tuple(row for _, row in sorted(found, key=lambda pair: -pair[0])[:most])


def _news(kb: KnowledgeBase, history: History) -> Iterator[tuple[int, ChangeRow]]:
    """The records that came in, with when they did."""
    together: dict[int, list[Record]] = defaultdict(list)
    for record in kb.records():
        if dates := history.of(record.key):
            together[dates.first].append(record)
    for time, records in together.items():
        if len(records) > _FEW:
            yield time, _row(time, None, counted(len(records), "record"), [_counted(records)])
        else:
            yield from ((time, _row_of(time, record, [ChangeLine("New record", "")], kb)) for record in records)


def _counted(records: Sequence[Record]) -> ChangeLine:
    kinds = Counter(kind_label(record).lower() for record in records)
    return ChangeLine(f"New: {in_words(counted(number, kind) for kind, number in kinds.items())}", "")


def _edits(kb: KnowledgeBase, history: History, most: int, lines: int) -> Iterator[tuple[int, ChangeRow]]:
    for change in changes(kb, history)[:most]:
        yield change.time, _row_of(change.time, change.record, change_lines(change, kb), kb, lines)


def _row_of(time: int, record: Record, said: Sequence[ChangeLine], kb: KnowledgeBase, lines: int = 1) -> ChangeRow:
    return _row(time, record_link(record, kb), kind_label(record), said, lines)


def _row(time: int, link: Link | None, about: str, said: Sequence[ChangeLine], lines: int = 1) -> ChangeRow:
    day, rest = day_of(time), len(said) - lines
    more = f"and {counted(rest, 'more change')}" if rest > 0 else ""
    return ChangeRow(day_text(day), day.isoformat(), link, about, tuple(said[:lines]), more)


def change_lines(change: RecordChange, kb: KnowledgeBase) -> tuple[ChangeLine, ...]:
    """Everything that one commit changed in a record: the grade first, then figures, then deals."""
    return tuple(_lines(change, kb))


def _lines(change: RecordChange, kb: KnowledgeBase) -> Iterator[ChangeLine]:
    if change.grade:
        yield ChangeLine(f"Link to AI: {change.grade.before} → {change.grade.after}", "")
    for item in change.claims:
        yield ChangeLine(_claim_line(item, kb.settings), said_by(item.source, item.after or item.before, kb.settings))
    for deal in change.deals:
        yield ChangeLine(_deal_line(deal, kb), said_by(deal.source, None, kb.settings))


def _claim_line(item: ClaimChange, settings: Settings) -> str:
    before, after = (_figure(claim, settings) if claim else "" for claim in (item.before, item.after))
    claim = item.after or item.before
    when = f", {text}" if claim and (text := when_text(claim)) else ""
    about = f"{settings.metrics[item.metric].label}{when}"
    scope = f" ({claim.scope})" if claim and claim.scope else ""
    return f"{about}{scope}{_turned(before, after, 'from another source')}"


def _turned(before: str, after: str, otherwise: str) -> str:
    """What became of a figure; `otherwise` is what changed where the figure did not."""
    if before and after:
        return f": {before} → {after}" if before != after else f", {otherwise}: {after}"
    return f", new: {after}" if after else f", removed: {before}"


def _figure(claim: Claim, settings: Settings) -> str:
    """The figure, with how firm it is where it is no plain fact."""
    words = (
        settings.label("basis", claim.basis).lower() if claim.basis != "actual" else "",
        settings.label("stage", claim.stage).lower() if claim.stage else "",
        "withdrawn" if claim.withdrawn else "",
    )
    firm = ", ".join(filter(None, words))
    return figure_text(claim, settings) + (f" ({firm})" if firm else "")


def _deal_line(item: DealChange, kb: KnowledgeBase) -> str:
    before, after = (_terms(deal, kb.settings) if deal else "" for deal in (item.before, item.after))
    deal = item.after or item.before
    with_whom = f" with {_other(deal, kb)}" if deal else ""
    return f"Deal{with_whom}, {deal.product if deal else ''}{_turned(before, after, 'other terms')}"


def _other(deal: Terms, kb: KnowledgeBase) -> str:
    """The side of a deal that does not tell it; a record that is no longer there is called by its id."""
    for field, records in (("customer", kb.companies), ("supplier", kb.suppliers)):
        if id := getattr(deal, field, None):
            return name(records[id], kb) if id in records else str(id)
    return str(getattr(deal, "customer_name", None) or getattr(deal, "supplier_name", ""))


def _terms(deal: Terms, settings: Settings) -> str:
    bound = f"{settings.label('bound', deal.bound)} " if deal.bound else ""
    value = value_text(deal)
    text = f"{bound}{value}" if value != "not known" else "value not known"
    return f"{text} (withdrawn)" if deal.withdrawn else text
