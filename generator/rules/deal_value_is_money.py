"""The value of a deal is money, and its capacity is power."""

from collections.abc import Iterator
from datetime import date

from generator.knowledge_base import KnowledgeBase
from generator.problems import Problem
from generator.quantities import misfit

_DIMENSIONS = {"value": "money", "low": "money", "high": "money", "capacity": "power"}


def check(kb: KnowledgeBase, today: date) -> Iterator[Problem]:
    """Finds figures of deals in the wrong unit, and ranges whose ends are in two currencies or in the wrong order."""
    for supplier in kb.suppliers.values():
        for index, deal in enumerate(supplier.deals):
            for form, dimension in _DIMENSIONS.items():
                quantity = getattr(deal, form)
                if quantity and (found := misfit(quantity, dimension)):
                    yield Problem(supplier.place("deals", index, form), *found)
            if deal.low and deal.high and (deal.low.unit != deal.high.unit or deal.low.amount > deal.high.amount):
                fact = "'low' is not below 'high' in the same currency."
                yield Problem(supplier.place("deals", index, "low"), fact, "Write the smaller sum as low.")
