"""Only the claims of a cut have a stage."""

from collections.abc import Iterator
from datetime import date

from generator.knowledge_base import KnowledgeBase
from generator.problems import Problem, quote


def check(kb: KnowledgeBase, today: date) -> Iterator[Problem]:
    """Finds stages in records of companies, suppliers and indicators."""
    for record in kb.records():
        for path, claim in record.each_claim():
            if claim.stage and record.kind_name != "cuts":
                fact = f"The stage {quote(claim.stage)} says how far a cut had come, but this is not a cut."
                yield Problem(record.place(*path, "stage"), fact, "Remove it; a plan is written as basis: plan.")
