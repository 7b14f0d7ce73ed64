"""A claim that revises another comes from a source that is not older."""

from collections.abc import Iterator
from datetime import date

from generator.knowledge_base import KnowledgeBase, target
from generator.problems import Problem


def check(kb: KnowledgeBase, today: date) -> Iterator[Problem]:
    """Finds `revises` that point from an old source to a newer one."""
    for record in kb.records():
        for path, claim in record.each_claim():
            for revised in target(record.metric(str(path[1])), claim, claim.revises) if claim.revises else ():
                new, old = record.sources[claim.source].published, record.sources[revised.source].published
                if new and old and new.last < old.first:
                    fact = f"This claim ({new}) is older than the one that it revises ({old})."
                    yield Problem(record.place(*path, "revises"), fact, "Write 'revises' in the newer of the two.")
