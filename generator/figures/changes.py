"""Changes of figures: what edits of records did to their claims, the deals they name and the grade of a cut.

Each edit is read back from git with the reader of today; a version that this reader refuses is passed over, with the
edits to and from it.  A claim is told from another by where it was read and what it is about, never by its place in the
file, so that moving a line changes nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from generator.figures.ai_link import Grade, ai_link
from generator.history import Edit, History
from generator.knowledge_base import KnowledgeBase, cited, target
from generator.loading import earlier_record
from generator.records import Cut, Record
from generator.records.claim import Claim
from generator.records.source import Source
from generator.records.terms import Terms
from generator.settings import SINGULAR


@dataclass(frozen=True)
class ClaimChange:
    """A claim that came, went or became another one; `before` is also the claim that a new one revises."""

    metric: str
    before: Claim | None
    after: Claim | None
    source: Source


@dataclass(frozen=True)
class DealChange:
    """A deal that came, went or got other terms."""

    before: Terms | None
    after: Terms | None
    source: Source


@dataclass(frozen=True)
class GradeChange:
    """A cut whose AI link is graded anew, because somebody said something more."""

    before: Grade
    after: Grade


@dataclass(frozen=True)
class RecordChange:
    """What one commit changed in one record, as it stands today."""

    record: Record
    commit: str
    time: int
    claims: tuple[ClaimChange, ...]
    deals: tuple[DealChange, ...]
    grade: GradeChange | None


def changes(kb: KnowledgeBase, history: History) -> tuple[RecordChange, ...]:
    """The edits that changed a figure, a deal or a grade of a record that is still there, the newest first.

    Feeds and pages ask for them; they are read once.
    """
    known, key = kb.figures.setdefault("changes", {}), (id(history), history.commit or "")
    if key not in known:
        known[key] = (history, _changes(kb, history))  # with the history, so that its identity stays its own
    found: tuple[RecordChange, ...] = known[key][1]
    return found


def _changes(kb: KnowledgeBase, history: History) -> tuple[RecordChange, ...]:
    @lru_cache(maxsize=256)  # what one edit leaves is what the next edit of that record began with
    def version(data: bytes, kind: str, id: str) -> Record | None:
        if data == kb.raw[f"{kind}/{id}"]:
            return kb.of_kind(kind)[id]
        record = earlier_record(data, kind, id, kb.settings)
        return record if record and all(name in record.sources for _, name in cited(record)) else None

    found = (_change(edit, kb, version) for edit in history.edits)
    return tuple(sorted(filter(None, found), key=lambda change: (-change.time, change.record.key, change.commit)))


_Version = Callable[[bytes, str, str], Record | None]


def _change(edit: Edit, kb: KnowledgeBase, version: _Version) -> RecordChange | None:
    kind, _, file = edit.path.partition("/")
    id = file.removesuffix(".yaml")
    if kind not in SINGULAR or id not in kb.of_kind(kind):
        return None
    before, after = version(edit.before, kind, id), version(edit.after, kind, id)
    if before is None or after is None:
        return None
    claims, deals, grade = tuple(_claims(before, after)), tuple(_deals(before, after)), _grade(before, after)
    if not claims and not deals and not grade:
        return None
    return RecordChange(kb.of_kind(kind)[id], edit.commit, edit.time, claims, deals, grade)


def _claims(before: Record, after: Record) -> Iterator[ClaimChange]:
    for metric in dict.fromkeys([*after.claims, *before.claims]):
        gone, come = _left(_Side(before, before.metric(metric)), _Side(after, after.metric(metric)), _said)
        for old, new in _paired(gone, come, (_about, _figure)):
            if new:
                yield ClaimChange(metric, old or _revised(after, metric, new), new, after.sources[new.source])
            elif old:
                yield ClaimChange(metric, old, None, before.sources[old.source])


def _deals(before: Record, after: Record) -> Iterator[DealChange]:
    old_deals, new_deals = (getattr(record, "deals", ()) for record in (before, after))
    gone, come = _left(_Side(before, old_deals), _Side(after, new_deals), _terms)
    for old, new in _paired(gone, come, (_with_whom,)):
        if deal := new or old:
            yield DealChange(old, new, (after if new else before).sources[deal.source])


def _grade(before: Record, after: Record) -> GradeChange | None:
    if not isinstance(before, Cut) or not isinstance(after, Cut):
        return None
    old, new = ai_link(before).grade, ai_link(after).grade
    return GradeChange(old, new) if old != new else None


T = TypeVar("T", Claim, Terms)


@dataclass(frozen=True)
class _Side(Generic[T]):
    """Claims or deals of one version of a record."""

    record: Record
    parts: Sequence[T]


_Key = Callable[[Record, T], tuple[object, ...]]


def _left(before: _Side[T], after: _Side[T], key: _Key[T]) -> tuple[_Side[T], _Side[T]]:
    """What stands in one version only."""
    keys = [{key(side.record, part) for part in side.parts} for side in (before, after)]
    return (
        _Side(before.record, [part for part in before.parts if key(before.record, part) not in keys[1]]),
        _Side(after.record, [part for part in after.parts if key(after.record, part) not in keys[0]]),
    )


def _paired(gone: _Side[T], come: _Side[T], keys: Sequence[_Key[T]]) -> Iterator[tuple[T | None, T | None]]:
    """Each that came with the one whose place it took, by the first key that finds one; then those that went."""
    left, alone = list(gone.parts), list(come.parts)
    for key in keys:
        waiting: dict[tuple[object, ...], list[T]] = defaultdict(list)
        for part in left:
            waiting[key(gone.record, part)].append(part)
        pairs = [(same.pop(0), part) for part in alone if (same := waiting[key(come.record, part)])]
        yield from pairs
        left = [part for parts in waiting.values() for part in parts]
        alone = [part for part in alone if not any(part is new for _, new in pairs)]
    yield from ((None, part) for part in alone)
    yield from ((part, None) for part in left)


def _revised(record: Record, metric: str, claim: Claim) -> Claim | None:
    """The earlier claim that a new one says it replaces."""
    found = target(record.metric(metric), claim, claim.revises) if claim.revises else []
    return found[0] if len(found) == 1 else None


def _said(record: Record, claim: Claim) -> tuple[object, ...]:
    """All that makes a claim another one; who speaks and what is noted beside it do not."""
    return *_about(record, claim), *_figure(record, claim), claim.basis, claim.stage, claim.withdrawn


def _figure(record: Record, claim: Claim) -> tuple[object, ...]:
    """What a claim says, whoever says it."""
    return claim.span if claim.is_known else claim.unknown, claim.bound, claim.period, claim.as_of, claim.scope


def _about(record: Record, claim: Claim) -> tuple[object, ...]:
    """Where a claim was read, and what it is about."""
    return record.sources[claim.source].url, claim.id, claim.period, claim.as_of, claim.scope


def _terms(record: Record, deal: Terms) -> tuple[object, ...]:
    worth = (deal.value, deal.low, deal.high, deal.bound, deal.capacity, deal.basis, deal.withdrawn)
    return *_with_whom(record, deal), deal.announced, deal.period, *worth


def _with_whom(record: Record, deal: Terms) -> tuple[object, ...]:
    others = ("customer", "customer_name", "supplier", "supplier_name")
    return record.sources[deal.source].url, deal.product, *(getattr(deal, name, None) for name in others)
