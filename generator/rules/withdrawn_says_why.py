"""What was withdrawn says why in its note."""

from collections.abc import Iterator
from datetime import date

from generator.knowledge_base import KnowledgeBase
from generator.problems import Problem
from generator.records import Record
from generator.records.claim import Claim
from generator.records.terms import Terms


def check(kb: KnowledgeBase, today: date) -> Iterator[Problem]:
    """Finds withdrawn claims and deals without a note."""
    for record in kb.records():
        for path, part in _parts(record):
            if part.withdrawn and not part.note:
                fact = "This was withdrawn, but nothing says why."
                yield Problem(record.place(*path, "withdrawn"), fact, "Add a note with the reason.")


def _parts(record: Record) -> Iterator[tuple[tuple[str | int, ...], Claim | Terms]]:
    yield from record.each_claim()
    yield from ((("deals", index), deal) for index, deal in enumerate(getattr(record, "deals", ())))
