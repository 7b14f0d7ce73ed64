"""Computes a figure of one metric of a record once for each knowledge base, however many pages ask for it."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from generator.knowledge_base import KnowledgeBase
from generator.records import Record

T = TypeVar("T")
Figure = Callable[[Record, str, KnowledgeBase], T]


def remembered(figure: Figure[T]) -> Figure[T]:
    """The figure, kept with its knowledge base; records are told apart by identity, as equal ones may stand in two."""

    @wraps(figure)
    def once(record: Record, metric: str, kb: KnowledgeBase) -> T:
        known = kb.figures.setdefault(figure.__name__, {})
        key = (id(record), metric)
        if key not in known:
            known[key] = (record, figure(record, metric, kb))  # with the record, so that its identity stays its own
        found: T = known[key][1]
        return found

    return once
