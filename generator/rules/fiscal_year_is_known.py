"""A record whose claims or deals use fiscal years says when the fiscal year ends."""

from collections.abc import Iterator
from datetime import date

from generator.knowledge_base import KnowledgeBase
from generator.problems import Place, Problem, quote
from generator.records import Cut, Record
from generator.times import Period


def check(kb: KnowledgeBase, today: date) -> Iterator[Problem]:
    """Finds fiscal periods that cannot be placed on the calendar."""
    for record in kb.records():
        if not kb.fiscal_year_end(record):
            for place, period in _fiscal_periods(record):
                fact = f"{quote(period)} is a fiscal period, but nothing says when the fiscal year ends."
                yield Problem(place, fact, _advice(record))


def _fiscal_periods(record: Record) -> Iterator[tuple[Place, Period]]:
    for path, claim in record.each_claim():
        if claim.period and claim.period.fiscal:
            yield record.place(*path, "period"), claim.period
    for index, deal in enumerate(getattr(record, "deals", ())):
        if deal.period and deal.period.fiscal:
            yield record.place("deals", index, "period"), deal.period


def _advice(record: Record) -> str:
    if isinstance(record, Cut):
        return f"Add fiscal_year_end to the company record {quote(record.company)}."
    if record.kind_name == "indicators":
        return "Write a calendar period, like 2026 or 2026-Q1."
    return "Add fiscal_year_end to this record, like fiscal_year_end: 06-30."
