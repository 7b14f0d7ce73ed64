"""A metric is carried only by the kinds of record that it is meant for."""

import difflib
from collections.abc import Iterator
from datetime import date

from generator.knowledge_base import KnowledgeBase
from generator.problems import Problem, quote
from generator.sentences import in_words
from generator.settings import SINGULAR


def check(kb: KnowledgeBase, today: date) -> Iterator[Problem]:
    """Finds metrics in records of a kind that `metrics.yaml` does not name for them."""
    for record in kb.records():
        for name in record.claims:
            kinds = kb.settings.metrics[name].kinds
            if record.kind_name not in kinds:
                fact = f"{quote(name)} is not a metric of {SINGULAR[record.kind_name]} records."
                yield Problem(record.key_place("claims", name), fact, _advice(name, record.kind_name, kb))


def _advice(name: str, kind: str, kb: KnowledgeBase) -> str:
    """The metric of this kind that has the nearest name, or else where the metric belongs."""
    own = [other for other, metric in kb.settings.metrics.items() if kind in metric.kinds]
    if near := difflib.get_close_matches(name, own, n=1, cutoff=0.7):
        return f"Did you mean '{near[0]}'?"
    return f"It belongs in {in_words(kb.settings.metrics[name].kinds, 'or')}."
