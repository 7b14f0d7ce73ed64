"""A company has at most one supplier record."""

from collections.abc import Iterator
from datetime import date

from generator.knowledge_base import KnowledgeBase
from generator.problems import Problem, quote
from generator.records import Supplier


def check(kb: KnowledgeBase, today: date) -> Iterator[Problem]:
    """Finds suppliers that name a company which another supplier names too."""
    first: dict[str, Supplier] = {}
    for supplier in kb.suppliers.values():
        if supplier.company and (other := first.setdefault(supplier.company, supplier)) is not supplier:
            fact = f"{quote(other.key)} is already the supplier record of {quote(supplier.company)}."
            yield Problem(supplier.place("company"), fact, "Put both into one record, or remove 'company' here.")
