"""A source was published before it was read."""

from collections.abc import Iterator
from datetime import date

from generator.knowledge_base import KnowledgeBase
from generator.problems import Problem


def check(kb: KnowledgeBase, today: date) -> Iterator[Problem]:
    """Finds sources whose day of publication is certainly after the day of access."""
    for record in kb.records():
        for name, source in record.sources.items():
            if source.published and source.published.first > source.accessed.last:
                fact = f"This source was read on {source.accessed}, before it was published ({source.published})."
                yield Problem(record.place("sources", name, "accessed"), fact, "Check both dates.")
