"""The figure of a metric that stands for now: of a flow the latest whole year, and what is expected of the next one.

A quarter beside another company's year would compare nothing, so a flow has a quarter here only where no source gives
a year.  Quarters stand in the table of claims.
"""

from generator.figures.headline import Headline, days_of, headline, headlines
from generator.knowledge_base import KnowledgeBase
from generator.records import Record


def newest(record: Record, metric: str, kb: KnowledgeBase) -> Headline | None:
    """The latest whole year with an actual figure, else what is newest in any case; None without a live claim."""
    actual = [found for found in _years(record, metric, kb) if found.claim.basis == "actual"]
    return actual[-1] if actual else headline(record, metric, kb)


def expected_next(record: Record, metric: str, kb: KnowledgeBase) -> Headline | None:
    """The first year after the newest figure for which there is guidance, a plan or an estimate."""
    now = newest(record, metric, kb)
    later = [
        found for found in _years(record, metric, kb)
        if found.claim.basis != "actual" and now and found.ends and now.ends and found.ends > now.ends
    ]  # fmt: skip
    return later[0] if later else None


def _years(record: Record, metric: str, kb: KnowledgeBase) -> list[Headline]:
    return [found for found in headlines(record, metric, kb) if _is_year(found, record, kb)]


def _is_year(found: Headline, record: Record, kb: KnowledgeBase) -> bool:
    if found.claim.period is None:
        return False
    first, last = days_of(found.claim.period, record, kb)
    return 360 <= (last - first).days <= 371
