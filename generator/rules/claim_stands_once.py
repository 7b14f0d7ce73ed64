"""No claim stands twice in a record."""

from collections.abc import Iterator
from datetime import date

from generator.knowledge_base import KnowledgeBase
from generator.problems import Problem


def check(kb: KnowledgeBase, today: date) -> Iterator[Problem]:
    """Finds claims of a metric that are equal in every field."""
    for record in kb.records():
        for path, claim in record.each_claim():
            metric, index = str(path[1]), int(path[2])
            if claim in record.metric(metric)[:index]:
                yield Problem(record.place(*path), "This claim is here a second time.", "Remove one of the two.")
