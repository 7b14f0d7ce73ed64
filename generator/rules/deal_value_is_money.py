"""The value of a deal is money, and its capacity is power."""

from collections.abc import Iterator
from datetime import date

from generator.knowledge_base import KnowledgeBase
from generator.problems import Problem
from generator.quantities import misfit
from generator.records import Record
from generator.records.terms import Terms

_DIMENSIONS = {"value": "money", "low": "money", "high": "money", "capacity": "power"}


def check(kb: KnowledgeBase, today: date) -> Iterator[Problem]:
    """Finds figures of deals in the wrong unit, and ranges whose ends are in two currencies or in the wrong order."""
    for record in kb.records():
        for index, deal in enumerate(getattr(record, "deals", ())):
            yield from _misfits(record, index, deal)


def _misfits(record: Record, index: int, deal: Terms) -> Iterator[Problem]:
    for form, dimension in _DIMENSIONS.items():
        quantity = getattr(deal, form)
        if quantity and (found := misfit(quantity, dimension)):
            yield Problem(record.place("deals", index, form), *found)
    if deal.low and deal.high and (deal.low.unit != deal.high.unit or deal.low.amount > deal.high.amount):
        fact = "'low' is not below 'high' in the same currency."
        yield Problem(record.place("deals", index, "low"), fact, "Write the smaller sum as low.")
