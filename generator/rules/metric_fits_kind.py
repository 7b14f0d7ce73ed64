"""A metric is carried only by the kinds of record that it is meant for."""

from collections.abc import Iterator
from datetime import date

from generator.knowledge_base import KnowledgeBase
from generator.problems import Problem, in_words, quote
from generator.settings import SINGULAR


def check(kb: KnowledgeBase, today: date) -> Iterator[Problem]:
    """Finds metrics in records of a kind that `metrics.yaml` does not name for them."""
    for record in kb.records():
        for name in record.claims:
            kinds = kb.settings.metrics[name].kinds
            if record.kind_name not in kinds:
                fact = f"{quote(name)} is not a metric of {SINGULAR[record.kind_name]} records."
                yield Problem(record.key_place("claims", name), fact, f"It belongs in {in_words(kinds, 'or')}.")
