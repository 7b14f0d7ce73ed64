"""The customer and the supplier of a deal are two firms."""

from collections.abc import Iterator
from datetime import date

from generator.knowledge_base import KnowledgeBase
from generator.problems import Problem, quote


def check(kb: KnowledgeBase, today: date) -> Iterator[Problem]:
    """Finds suppliers that sell to themselves, and companies that buy from themselves."""
    for supplier in kb.suppliers.values():
        for index, deal in enumerate(supplier.deals):
            if deal.customer and deal.customer == supplier.company:
                fact = f"{quote(deal.customer)} is the company of this supplier itself."
                yield Problem(supplier.place("deals", index, "customer"), fact, "Name the other side.")
    for company in kb.companies.values():
        own = kb.supplier_of.get(company.id)
        for index, purchase in enumerate(company.deals):
            if own and purchase.supplier == own.id:
                fact = f"{quote(purchase.supplier)} is the supplier record of this company itself."
                yield Problem(company.place("deals", index, "supplier"), fact, "Name the other side.")
