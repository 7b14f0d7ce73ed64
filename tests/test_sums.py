"""The figures of the home page and of key figures, with worked examples from the toy world."""

from datetime import date
from decimal import Decimal

from generator.figures.backlogs import backlog_total
from generator.figures.newest import expected_next, is_quarter, newest, newest_part, newest_year
from generator.figures.yearly_spending import latest_full_year, yearly_spending
from generator.knowledge_base import KnowledgeBase
from generator.quantities import quantity_text
from generator.records import Record


def shown(record: Record, metric: str, kb: KnowledgeBase) -> tuple[str, str] | None:
    found = newest(record, metric, kb)
    return (found.when, quantity_text(found.claim.span[0])) if found else None


def test_a_whole_year_stands_for_now_though_a_quarter_is_newer(toy: KnowledgeBase) -> None:
    assert shown(toy.companies["acme"], "revenue", toy) == ("fiscal 2025", "$18.2 billion")


def test_a_quarter_stands_for_now_where_nobody_gives_a_year(toy: KnowledgeBase) -> None:
    assert shown(toy.companies["acme"], "operating_profit", toy) == ("Q2 fiscal 2026", "-$120 million")


def test_years_and_quarters_are_told_apart_to_be_ranked(toy: KnowledgeBase) -> None:
    acme = toy.companies["acme"]
    year, part = newest_year(acme, "revenue", toy), newest_part(acme, "revenue", toy)
    assert year
    assert part
    assert (year.when, part.when) == ("fiscal 2025", "Q2 fiscal 2026")
    assert (is_quarter(year, acme, toy), is_quarter(part, acme, toy)) == (False, True)
    assert newest_year(acme, "operating_profit", toy) is None
    assert newest_part(acme, "headcount", toy) is None  # about a day, which is no part of a year


def test_the_year_after_the_newest_one_is_what_is_expected(toy: KnowledgeBase) -> None:
    following = expected_next(toy.companies["acme"], "capex", toy)
    assert following is not None
    assert (following.when, following.claim.basis) == ("fiscal 2026", "guidance")


def test_spent_and_expected_money_are_added_apart(toy: KnowledgeBase) -> None:
    years = {year.year: year for year in yearly_spending(toy)}
    assert (years[2025].actual.low, years[2025].expected.companies) == (Decimal("3.4e9"), frozenset())
    assert (years[2026].expected.low, years[2026].expected.high) == (Decimal("5e9"), Decimal("6e9"))
    assert years[2026].actual.companies == frozenset()


def test_the_latest_full_year_is_one_that_half_of_the_companies_have_reported(toy: KnowledgeBase) -> None:
    full = latest_full_year(yearly_spending(toy))
    assert full is not None
    assert (full.year, full.actual.companies) == (2025, frozenset({"acme"}))


def test_without_spending_there_is_no_full_year() -> None:
    assert latest_full_year([]) is None


def test_backlogs_are_added_in_dollars(toy: KnowledgeBase) -> None:
    found = backlog_total(toy)
    assert found is not None
    assert round(found.low) == round(Decimal("10.72e12") / Decimal("1422.16"))
    assert (found.suppliers, found.earliest, found.unconverted) == (1, date(2025, 6, 30), 0)
