"""A metric of one record over time: its headline at each point, apart by length of time and all in one unit.

Only claims on the whole company are in it; quarters, years and dates are never one series.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from generator.figures.headline import Headline, days_of, headlines, said_on, standings, when_text
from generator.knowledge_base import KnowledgeBase
from generator.records import Record
from generator.records.claim import Claim
from generator.records.source import Source
from generator.times import Length, length_of

LENGTHS: tuple[Length, ...] = ("year", "half", "quarter", "month", "date", "span")


@dataclass(frozen=True)
class Point:
    """One figure of a series: the days it covers, the ends of its range, its basis, and its source."""

    begins: date
    ends: date
    when: str
    low: Decimal
    high: Decimal
    unit: str
    bound: str | None
    basis: str
    source: Source

    @property
    def publisher(self) -> str:
        """Who published it."""
        return self.source.publisher

    @property
    def is_actual(self) -> bool:
        """Whether it has happened, rather than being guided, planned or estimated."""
        return self.basis == "actual"


@dataclass(frozen=True)
class Series:
    """The points of one metric of one length in one unit, oldest first."""

    metric: str
    length: Length
    unit: str
    points: tuple[Point, ...]


def series_of(record: Record, metric: str, kb: KnowledgeBase) -> tuple[Series, ...]:
    """The series of a metric, years first; in the unit of the newest point, points in other units left out.

    Of times that overlap, such as a fiscal and a calendar year, the series keeps those that end as most of it does.
    """
    by_length: dict[Length, list[Point]] = defaultdict(list)
    for found in headlines(record, metric, kb):
        if point := _point(found, record, kb):
            by_length[length_of(point.begins, point.ends)].append(point)
    return tuple(
        Series(metric, length, unit, _apart([point for point in by_length[length] if point.unit == unit]))
        for length in LENGTHS
        if length in by_length
        for unit in [by_length[length][-1].unit]
    )


def _apart(points: Sequence[Point]) -> tuple[Point, ...]:
    usual = Counter(point.ends.month for point in points).most_common(1)[0][0]
    kept: list[Point] = []
    for point in sorted(points, key=lambda p: (not p.is_actual, p.ends.month != usual, p.ends)):
        if not any(_overlap(point, other) for other in kept):
            kept.append(point)
    return tuple(sorted(kept, key=lambda p: p.ends))


def _overlap(one: Point, other: Point) -> bool:
    """Whether two times share more than the few days by which fiscal years wander."""
    return min(one.ends, other.ends) - max(one.begins, other.begins) > timedelta(days=14)


def yearly(record: Record, metric: str, kb: KnowledgeBase) -> Series | None:
    """The series of whole years; None without one."""
    return next((found for found in series_of(record, metric, kb) if found.length == "year"), None)


def earlier_guidance(record: Record, metric: str, kb: KnowledgeBase) -> tuple[Point, ...]:
    """What was guided, planned or estimated for whole years and does not stand for them (any more), by date said."""
    found = [
        (said_on(record, item.claim), point)
        for item in standings(record, metric, kb)
        if item.state != "headline" and item.claim.basis != "actual" and _is_whole(item.claim)
        for point in [_claimed(item.claim, record, kb)]
        if point and length_of(point.begins, point.ends) == "year"
    ]
    return tuple(point for _, point in sorted(found, key=lambda pair: pair[0]))


def _is_whole(claim: Claim) -> bool:
    return claim.is_known and not claim.withdrawn and claim.scope is None and claim.part_of is None


def _point(found: Headline, record: Record, kb: KnowledgeBase) -> Point | None:
    return _claimed(found.claim, record, kb)


def _claimed(claim: Claim, record: Record, kb: KnowledgeBase) -> Point | None:
    if claim.period:
        begins, ends = days_of(claim.period, record, kb)
    elif claim.as_of:
        begins = ends = claim.as_of.last
    else:
        return None
    (low, high), source = claim.span, record.sources[claim.source]
    return Point(begins, ends, when_text(claim), low.amount, high.amount, high.unit, claim.bound, claim.basis,
                 source)  # fmt: skip
