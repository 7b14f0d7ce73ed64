"""Promises: what was guided, planned or pledged for a day, and whether a later claim says what became of it.

A promise is said before its day.  It is open when the day has come and no actual claim of the same metric and scope
stands for that time; once there is one, what was said stands against what was done.  "Today" is handed in.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from generator.figures.headline import Standing, days_of, said_on, standings
from generator.knowledge_base import KnowledgeBase
from generator.quantities import half_unit
from generator.records import Record, Supplier
from generator.records.claim import Claim

PROMISED = ("guidance", "commitment", "plan")
# "About" and "nearly" leave a twentieth open, as in the check of shares against headcounts.
_ROUNDING = Decimal("0.05")
# Ends of fiscal years wander by some days; a figure of a date that comes later than this is about something else.
_FORTNIGHT, _YEAR = timedelta(days=14), timedelta(days=366)


@dataclass(frozen=True)
class Verdict:
    """How what was done compares with what was said, and by how many percent it lies beyond the nearer end of that."""

    word: Literal["as said", "more than said", "less than said"]
    percent: Decimal = Decimal(0)


@dataclass(frozen=True)
class Promise:
    """What was said for a day: the record and metric, each claim that says so by the day it was said, and what came.

    `done_in` is the record whose claim says what was done: this one, or that of the company of a supplier.
    """

    record: Record
    metric: str
    scope: str | None
    due: date
    said: tuple[Standing, ...]
    done: Standing | None
    done_in: Record

    @property
    def first(self) -> Standing:
        """What was said first."""
        return self.said[0]

    @property
    def last(self) -> Standing:
        """What was said last of what still stood when the day came."""
        return next((said for said in reversed(self.said) if said.state != "superseded"), self.said[-1])

    def verdict(self, said: Standing) -> Verdict | None:
        """How what was done compares with one of the things said; None while nothing is done."""
        return _verdict(said.claim, self.done.claim) if self.done else None


def promises(kb: KnowledgeBase) -> tuple[Promise, ...]:
    """All promises with a day, whether it has come or not, the earliest day first.

    What a company says in its own record and in that of its supplier side is one promise; forecasts are none.
    """
    records = (record for record in kb.records() if record.kind_name != "indicators")
    found = [item for record in records for metric in record.claims for item in _promises(record, metric, kb)]
    known = {(item.record.key, item.metric, item.scope, item.due) for item in found}
    once = [
        item for item in found
        if not (twin := _twin(item.record, kb)) or (twin.key, item.metric, item.scope, item.due) not in known
    ]  # fmt: skip
    return tuple(sorted(once, key=lambda item: (item.due, item.record.key, item.metric)))


def _twin(record: Record, kb: KnowledgeBase) -> Record | None:
    """The company record of a supplier that has one."""
    return kb.companies.get(record.company or "") if isinstance(record, Supplier) else None


def pending_promises(kb: KnowledgeBase) -> tuple[Promise, ...]:
    """Those of which no later claim says what became, whether their day has come or not, the earliest day first."""
    return tuple(item for item in promises(kb) if item.done is None and _stands(item))


def open_promises(kb: KnowledgeBase, today: date) -> tuple[Promise, ...]:
    """Those of them whose day has come."""
    return tuple(item for item in pending_promises(kb) if item.due <= today)


def coming_promises(kb: KnowledgeBase, today: date) -> tuple[Promise, ...]:
    """Those of them whose day is still to come."""
    return tuple(item for item in pending_promises(kb) if item.due > today)


def kept_or_not(kb: KnowledgeBase) -> tuple[Promise, ...]:
    """Those of which it is known what was done, the newest first."""
    return tuple(item for item in reversed(promises(kb)) if item.done)


def _promises(record: Record, metric: str, kb: KnowledgeBase) -> Iterator[Promise]:
    groups: dict[tuple[str | None, date], list[Standing]] = defaultdict(list)
    for item in (item for item in _known(record, metric, kb) if item.claim.basis in PROMISED):
        due = _due(record, item.claim, kb)
        if due and said_on(record, item.claim) < due:
            groups[item.claim.scope, due].append(item)
    for (scope, due), said in groups.items():
        # What another claim replaced was said before it, also where its source has no date.
        said.sort(key=lambda item: (item.state != "superseded", said_on(record, item.claim)))
        tellers = [teller for teller in (record, _twin(record, kb)) if teller]
        told = ((teller, _done(teller, metric, said[0].claim, due, kb)) for teller in tellers)
        teller, done = next(((teller, done) for teller, done in told if done), (record, None))
        yield Promise(record, metric, scope, due, tuple(said), done, teller)


def _known(record: Record, metric: str, kb: KnowledgeBase) -> list[Standing]:
    return [item for item in standings(record, metric, kb) if item.claim.is_known and not item.claim.withdrawn]


def _due(record: Record, claim: Claim, kb: KnowledgeBase) -> date | None:
    """The end of its period; else a date that lies after the day its source was published."""
    if claim.period:
        return days_of(claim.period, record, kb)[1]
    published = record.sources[claim.source].published
    if claim.as_of and published and claim.as_of.last > published.last:
        return claim.as_of.last
    return None


def _done(record: Record, metric: str, said: Claim, due: date, kb: KnowledgeBase) -> Standing | None:
    """The actual claim for the same time, the headline before others; superseded ones only where nothing else is."""
    actual = [item for item in _known(record, metric, kb) if item.claim.basis == "actual"]
    found = [item for item in actual if item.claim.scope == said.scope and _is_for(record, item.claim, said, due, kb)]
    order = {"headline": 0, "superseded": 2}
    return min(found, key=lambda item: order.get(item.state, 1), default=None)


def _is_for(record: Record, claim: Claim, said: Claim, due: date, kb: KnowledgeBase) -> bool:
    if claim.span[0].unit != said.span[0].unit:
        return False
    if claim.period and said.period:
        return _is_same(days_of(claim.period, record, kb), days_of(said.period, record, kb))
    if claim.as_of and not claim.period and not said.period:
        return due - _FORTNIGHT <= claim.as_of.last <= due + _YEAR
    return False


def _is_same(one: tuple[date, date], other: tuple[date, date]) -> bool:
    return all(abs(day - other_day) <= _FORTNIGHT for day, other_day in zip(one, other, strict=True))


def _stands(item: Promise) -> bool:
    return any(said.state != "superseded" for said in item.said)


def _verdict(said: Claim, done: Claim) -> Verdict:
    low, high = _promised(said)
    least, most = (end.amount for end in done.span)
    slack = max(half_unit(end.amount) for end in (*said.span, *done.span))
    if low is not None and most < low - slack:
        return Verdict("less than said", _beyond(most, said.span[0].amount))
    if high is not None and least > high + slack:
        return Verdict("more than said", _beyond(least, said.span[1].amount))
    return Verdict("as said")


def _beyond(done: Decimal, said: Decimal) -> Decimal:
    return abs(done / said - 1) * 100 if said else Decimal(0)


def _promised(claim: Claim) -> tuple[Decimal | None, Decimal | None]:
    """The ends between which a figure is as promised; None where the promise has no such end."""
    low, high = (end.amount for end in claim.span)
    if claim.bound in ("at-least", "more-than"):
        return low, None
    if claim.bound in ("up-to", "less-than"):
        return None, high
    room = abs(high) * _ROUNDING if claim.bound in ("about", "nearly") else Decimal(0)
    return low - room, high + room
