"""Nothing that claims to have happened is in the future."""

from collections.abc import Iterator
from datetime import date

from generator.knowledge_base import KnowledgeBase
from generator.problems import Problem, quote
from generator.records import Cut, Record
from generator.records.claim import Claim
from generator.times import PartialDate

Path = tuple[str | int, ...]


def check(kb: KnowledgeBase, today: date) -> Iterator[Problem]:
    """Finds dates after today; plans and guidance may reach beyond it."""
    for record in kb.records():
        for path, when in _past_dates(record):
            if when and when.first > today:
                yield Problem(record.place(*path), f"{quote(when)} is in the future.", "Check the date.")
        for path, claim in record.each_claim():
            if _begins_after(claim, kb.fiscal_year_end(record), today):
                fact = f"{quote(claim.period)} has not begun, but the claim says that it has happened."
                yield Problem(record.place(*path, "period"), fact, "Write the basis: guidance, plan or estimate.")


def _past_dates(record: Record) -> Iterator[tuple[Path, PartialDate | None]]:
    if isinstance(record, Cut):
        yield ("announced",), record.announced
    for name, source in record.sources.items():
        yield ("sources", name, "published"), source.published
        yield ("sources", name, "accessed"), source.accessed
    for path, claim in record.each_claim():
        # Beside a period, and on what is actual, as_of is a day that has been; alone on a plan it is the day aimed at.
        if claim.basis == "actual" or claim.period:
            yield (*path, "as_of"), claim.as_of
    for index, note in enumerate(record.notes):
        yield ("notes", index, "as_of"), note.as_of
    for index, deal in enumerate(getattr(record, "deals", ())):
        yield ("deals", index, "announced"), deal.announced


def _begins_after(claim: Claim, fiscal_year_end: str | None, today: date) -> bool:
    if claim.basis != "actual" or not claim.period or claim.unknown:
        return False
    if claim.period.fiscal and not fiscal_year_end:
        return False
    return claim.period.days(fiscal_year_end)[0] > today
