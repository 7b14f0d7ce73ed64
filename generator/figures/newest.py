"""The figure of a metric that stands for now: of a flow the latest whole year, and what is expected of the next one.

A quarter beside another company's year would compare nothing, so a flow has a quarter here only where no source gives
a year.  Quarters stand in the table of claims.  An indicator is compared with its own past, so there the latest count
stands for now, whatever its length.
"""

from datetime import date

from generator.figures.headline import Headline, days_of, headline, headlines
from generator.knowledge_base import KnowledgeBase
from generator.records import Indicator, Record
from generator.times import YEAR, Length, length_of


def newest(record: Record, metric: str, kb: KnowledgeBase) -> Headline | None:
    """The latest whole year with an actual figure, else what is newest in any case; None without a live claim."""
    if isinstance(record, Indicator):
        return _latest_count(record, metric, kb)
    return newest_year(record, metric, kb) or headline(record, metric, kb)


def newest_year(record: Record, metric: str, kb: KnowledgeBase) -> Headline | None:
    """The latest whole year with an actual figure."""
    return next((found for found in reversed(_years(record, metric, kb)) if found.claim.basis == "actual"), None)


def newest_part(record: Record, metric: str, kb: KnowledgeBase) -> Headline | None:
    """The latest quarter with an actual figure, else another part of a year, such as a half or a month."""
    parts = [
        found for found in headlines(record, metric, kb)
        if found.claim.basis == "actual" and _is_part_of_year(found, record, kb)
    ]  # fmt: skip
    quarters = [found for found in parts if is_quarter(found, record, kb)]
    return next(reversed(quarters or parts), None)


def is_quarter(found: Headline, record: Record, kb: KnowledgeBase) -> bool:
    """Whether a figure is about three months."""
    return _length(found, record, kb) == "quarter"


def _latest_count(record: Indicator, metric: str, kb: KnowledgeBase) -> Headline | None:
    """What the latest day is counted in; where several counts end on it, the longest that is of one year at most."""
    last = headline(record, metric, kb)
    if last is None:
        return None
    same = [found for found in headlines(record, metric, kb)
            if (found.ends, found.claim.basis) == (last.ends, last.claim.basis)]  # fmt: skip
    lengths = [(days if days < YEAR.stop else 0, found) for found in same for days in [_days(found, record, kb)]]
    return max(lengths, key=lambda pair: pair[0])[1]


def expected_next(record: Record, metric: str, kb: KnowledgeBase) -> Headline | None:
    """The first year after the newest figure for which there is guidance, a plan or an estimate.

    A year that had ended when the newest source of the record came out is past, and no plan for it is still expected.
    """
    now, known = newest(record, metric, kb), _known_until(record)
    later = [
        found for found in _years(record, metric, kb)
        if found.claim.basis != "actual" and now and found.ends and now.ends and found.ends > max(now.ends, known)
    ]  # fmt: skip
    return later[0] if later else None


def _known_until(record: Record) -> date:
    """The day by which the newest dated source of a record can have come out: of `2026` the first of January."""
    dates = [source.published.first for source in record.sources.values() if source.published]
    return max(dates, default=date.min)


def _years(record: Record, metric: str, kb: KnowledgeBase) -> list[Headline]:
    return [found for found in headlines(record, metric, kb) if _length(found, record, kb) == "year"]


def _is_part_of_year(found: Headline, record: Record, kb: KnowledgeBase) -> bool:
    return 0 < _days(found, record, kb) < YEAR.start


def _days(found: Headline, record: Record, kb: KnowledgeBase) -> int:
    """How many days a figure is about; 0 where it is about a moment."""
    if found.claim.period is None:
        return 0
    first, last = days_of(found.claim.period, record, kb)
    return (last - first).days + 1


def _length(found: Headline, record: Record, kb: KnowledgeBase) -> Length | None:
    """What the period of a figure is called by its length; None where it is about a moment."""
    return length_of(*days_of(found.claim.period, record, kb)) if found.claim.period else None
