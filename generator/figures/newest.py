"""The figure of a metric that stands for now: of a flow the latest whole year, and what is expected of the next one.

A quarter beside another company's year would compare nothing, so a flow has a quarter here only where no source gives
a year.  Quarters stand in the table of claims.
"""

from generator.figures.headline import Headline, days_of, headline, headlines
from generator.knowledge_base import KnowledgeBase
from generator.records import Record

# Fiscal years and quarters of whole weeks are some days shorter or longer than those of the calendar.
_YEAR, _QUARTER = range(361, 373), range(84, 99)


def newest(record: Record, metric: str, kb: KnowledgeBase) -> Headline | None:
    """The latest whole year with an actual figure, else what is newest in any case; None without a live claim."""
    return newest_year(record, metric, kb) or headline(record, metric, kb)


def newest_year(record: Record, metric: str, kb: KnowledgeBase) -> Headline | None:
    """The latest whole year with an actual figure."""
    return next((found for found in reversed(_years(record, metric, kb)) if found.claim.basis == "actual"), None)


def newest_part(record: Record, metric: str, kb: KnowledgeBase) -> Headline | None:
    """The latest quarter with an actual figure, else another part of a year, such as a half or a month."""
    parts = [
        found for found in headlines(record, metric, kb)
        if found.claim.basis == "actual" and 0 < _days(found, record, kb) < _YEAR.start
    ]  # fmt: skip
    quarters = [found for found in parts if is_quarter(found, record, kb)]
    return next(reversed(quarters or parts), None)


def is_quarter(found: Headline, record: Record, kb: KnowledgeBase) -> bool:
    """Whether a figure is about three months."""
    return _days(found, record, kb) in _QUARTER


def expected_next(record: Record, metric: str, kb: KnowledgeBase) -> Headline | None:
    """The first year after the newest figure for which there is guidance, a plan or an estimate."""
    now = newest(record, metric, kb)
    later = [
        found for found in _years(record, metric, kb)
        if found.claim.basis != "actual" and now and found.ends and now.ends and found.ends > now.ends
    ]  # fmt: skip
    return later[0] if later else None


def _years(record: Record, metric: str, kb: KnowledgeBase) -> list[Headline]:
    return [found for found in headlines(record, metric, kb) if _days(found, record, kb) in _YEAR]


def _days(found: Headline, record: Record, kb: KnowledgeBase) -> int:
    """How many days a figure is about; 0 where it is about a moment."""
    if found.claim.period is None:
        return 0
    first, last = days_of(found.claim.period, record, kb)
    return (last - first).days + 1
