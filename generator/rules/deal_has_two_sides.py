"""The customer of a deal is another firm than the supplier."""

from collections.abc import Iterator
from datetime import date

from generator.knowledge_base import KnowledgeBase
from generator.problems import Problem, quote


def check(kb: KnowledgeBase, today: date) -> Iterator[Problem]:
    """Finds suppliers that sell to themselves."""
    for supplier in kb.suppliers.values():
        for index, deal in enumerate(supplier.deals):
            if deal.customer and deal.customer == supplier.company:
                fact = f"{quote(deal.customer)} is the company of this supplier itself."
                yield Problem(supplier.place("deals", index, "customer"), fact, "Name the other side.")
