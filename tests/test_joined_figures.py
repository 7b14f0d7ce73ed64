"""The figures that only a joined ledger gives, each with a worked example from the toy world (`tests/toy/`)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

import pytest

from generator.charts import layer_backlogs, spending_and_staff_change
from generator.figures.cut_outcomes import coming_effective_dates, cut_outcomes, past_effective_dates
from generator.figures.deal_sides import Side, two_sides
from generator.figures.layers import layers
from generator.figures.outside_counts import coverage, coverage_of_all
from generator.figures.payroll_and_processors import CompanyYear, company_years, newest_pairs, years_of
from generator.figures.promises import Promise, coming_promises, kept_or_not, open_promises, pending_promises, promises
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.pages.payroll_and_processors import change_text
from generator.pages.promises import last_read, promises_page
from generator.quantities import parse
from generator.records import Supplier
from generator.records.claim import Claim
from tests.worlds import TODAY


def year_of(kb: KnowledgeBase, company: str, when: str) -> CompanyYear:
    return next(year for year in years_of(kb.companies[company], kb) if year.when == when)


def test_a_year_has_spending_cuts_and_headcount_side_by_side(toy: KnowledgeBase) -> None:
    year = year_of(toy, "acme", "fiscal 2026")
    assert (year.begins, year.ends) == (date(2025, 7, 1), date(2026, 6, 30))
    assert year.spent
    assert (year.spent.point.basis, year.spent.usd) == ("guidance", (Decimal("5E+9"), Decimal("6E+9")))
    assert (year.roles.strict, year.roles.loose) == (Decimal(0), Decimal(1600))
    assert [cut.id for cut in year.cuts] == ["acme-2026-01"]
    assert year.before
    assert year.after
    assert (year.before.when, year.after.when) == ("30 June 2025", "31 March 2026")


def test_changes_are_ranges_against_the_year_before(toy: KnowledgeBase) -> None:
    year = year_of(toy, "acme", "fiscal 2026")
    assert year.spent
    assert year.spent.change
    assert year.share
    assert year.staff_change
    # 5 to 6 billion after 3.4 billion; 0 to 1,600 roles of 11,900 people; 10,950 people after 11,900.
    assert change_text(year.spent.change) == "+47% to +76%"
    assert (year.share.low, round(year.share.high, 2)) == (Decimal(0), Decimal("13.45"))
    assert change_text(year.staff_change) == "−8%"


def test_a_year_without_the_one_before_it_has_no_change(toy: KnowledgeBase) -> None:
    year = year_of(toy, "borealis", "fiscal 2025")
    assert year.spent
    assert year.spent.change is None


def test_spending_without_a_rate_keeps_its_currency(toy: KnowledgeBase) -> None:
    year = year_of(toy, "borealis", "fiscal 2026")
    assert year.spent
    assert (year.spent.usd, year.spent.point.unit, year.spent.point.low) == (None, "CAD", Decimal("9E+8"))


def test_every_cut_of_a_company_with_spending_stands_in_one_year(toy: KnowledgeBase) -> None:
    for company in toy.companies.values():
        years = years_of(company, toy)
        stated = sorted(cut.id for year in years for cut in year.cuts)
        assert not years or stated == sorted(cut.id for cut in toy.cuts_of.get(company.id, ()))


def test_companies_without_spending_have_no_years(toy: KnowledgeBase) -> None:
    assert {year.company.id for year in company_years(toy)} == {"acme", "borealis"}


def test_the_chart_takes_the_newest_year_with_a_cut_and_needs_three_companies(toy: KnowledgeBase) -> None:
    pairs = newest_pairs(company_years(toy))
    assert [(year.company.id, year.when) for year in pairs] == [("acme", "fiscal 2026"), ("borealis", "fiscal 2026")]
    assert spending_and_staff_change.chart(pairs) is None
    chart = spending_and_staff_change.chart([*pairs, pairs[0]])
    assert chart
    assert chart.title == "All 3 companies spend more, or expect to; 3 also cut with a link to AI"
    assert chart.alternative.startswith(
        "All 3 companies spend more than the year before, or expect to; "
        "3 of them also announced cuts with a link to AI in that year. "
    )


def test_both_sides_of_a_deal_are_added_up_and_the_gap_is_shown(toy: KnowledgeBase) -> None:
    pair = next(pair for pair in two_sides(toy) if (pair.supplier.id, pair.buyer.id) == ("voltco", "acme"))
    assert pair.sold == Side(1, 1, Decimal("5.4E+8"), Decimal("5.4E+8"), (), (), False)
    assert pair.bought == Side(1, 1, Decimal("5E+8"), Decimal("5E+8"), ("about",), (), False)
    assert pair.gap == (Decimal("4E+7"), Decimal("4E+7"))
    assert not pair.is_circular


def test_what_one_side_alone_names_is_all_gap(toy: KnowledgeBase) -> None:
    pair = next(pair for pair in two_sides(toy) if (pair.supplier.id, pair.buyer.id) == ("heliochip", "acme"))
    assert pair.sold
    assert (pair.sold.deals, pair.sold.valued, pair.is_told_twice) == (1, 0, False)
    assert pair.gap == (Decimal("3E+8"), Decimal("4E+8"))
    assert pair.is_circular


def test_several_deals_reach_from_the_largest_alone_to_all_together(toy: KnowledgeBase) -> None:
    deal = toy.suppliers["voltco"].deals[0]
    voltco = toy.suppliers["voltco"].model_copy(
        update={"deals": (deal, deal.model_copy(update={"value": parse("USD 100m")}))}
    )
    pairs = two_sides(_with_supplier(toy, voltco))
    sold = next(pair.sold for pair in pairs if pair.supplier.id == "voltco")
    assert sold
    assert (sold.low, sold.high) == (Decimal("5.4E+8"), Decimal("6.4E+8"))


def test_deals_that_fell_through_and_nameless_partners_make_no_pair(toy: KnowledgeBase) -> None:
    pairs = [(pair.supplier.id, pair.buyer.id) for pair in two_sides(toy)]
    assert pairs == [("heliochip", "borealis"), ("voltco", "acme"), ("heliochip", "acme"), ("acme-cloud", "castor")]


def test_layers_stand_in_the_order_of_the_stack(toy: KnowledgeBase) -> None:
    found = layers(toy)
    assert [layer.word for layer in found] == ["accelerators", "power-grid", "cloud"]
    grid = found[1]
    assert grid.backlog
    # KRW 10.72 trillion at the average of 2025.
    rate = toy.settings.rates["KRW", 2025].per_usd
    assert (grid.backlog.low, grid.backlog.suppliers) == (Decimal("10.72E+12") / rate, 1)
    assert [(buyer.company.id, buyer.suppliers, buyer.deals) for buyer in grid.buyers] == [("acme", 1, 1)]
    assert grid.others == 1


def test_a_layer_without_a_backlog_says_so(toy: KnowledgeBase) -> None:
    assert [layer.backlog for layer in layers(toy) if layer.word != "power-grid"] == [None, None]
    assert layer_backlogs.chart(layers(toy), toy) is None


def test_a_promise_is_open_once_its_day_has_come_without_a_figure(toy: KnowledgeBase) -> None:
    found = [(item.due, item.record.id, item.metric) for item in open_promises(toy, TODAY)]
    assert found == [
        (date(2026, 4, 30), "heliochip", "revenue"),
        (date(2026, 6, 30), "acme", "capex"),
    ]


def test_a_promise_is_not_open_before_its_day(toy: KnowledgeBase) -> None:
    assert open_promises(toy, date(2026, 4, 29)) == ()
    assert [item.record.id for item in open_promises(toy, date(2026, 4, 30))] == ["heliochip"]


def test_what_falls_due_next_and_what_is_open_are_all_that_is_pending(toy: KnowledgeBase) -> None:
    coming = coming_promises(toy, TODAY)
    assert [(item.due, item.record.id, item.metric) for item in coming] == [(date(2026, 12, 31), "borealis", "capex")]
    assert (*open_promises(toy, TODAY), *coming) == pending_promises(toy)
    assert [item.record.id for item in coming_promises(toy, date(2026, 6, 29))] == ["acme", "borealis"]


def test_what_was_said_first_and_last_is_kept(toy: KnowledgeBase) -> None:
    capex = next(item for item in promises(toy) if item.record.id == "acme")
    assert [item.claim.span[0].amount for item in (capex.first, capex.last)] == [Decimal("4.5E+9"), Decimal("5E+9")]


def test_what_was_said_stands_against_what_was_done(toy: KnowledgeBase) -> None:
    found = kept_or_not(toy)
    assert [(item.record.id, item.metric, item.due) for item in found] == [
        ("acme-2026-01", "severance_cost", date(2026, 3, 31))
    ]
    # Guided 80 to 95 million, paid 88 million.
    assert found[0].done
    assert found[0].done.claim.value == parse("USD 88m")
    assert _verdict(found[0], {}) == ("as said", Decimal(0))


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ({"low": "USD 80m", "high": "USD 85m"}, ("more than said", Decimal("3.5"))),
        ({"low": "USD 100m", "high": "USD 110m"}, ("less than said", Decimal("12.0"))),
        ({"low": "USD 80m", "high": "USD 87.6m"}, ("as said", Decimal(0))),
        ({"value": "USD 90m", "bound": "about"}, ("as said", Decimal(0))),
        ({"value": "USD 90m"}, ("less than said", Decimal("2.2"))),
        ({"value": "USD 80m", "bound": "at-least"}, ("as said", Decimal(0))),
        ({"value": "USD 90m", "bound": "up-to"}, ("as said", Decimal(0))),
        ({"value": "USD 70m", "bound": "up-to"}, ("more than said", Decimal("25.7"))),
    ],
)
def test_the_verdict_minds_ranges_and_bounds(
    toy: KnowledgeBase, said: dict[str, str], verdict: tuple[str, Decimal]
) -> None:
    assert _verdict(kept_or_not(toy)[0], said) == verdict


def _verdict(item: Promise, said: dict[str, str]) -> tuple[str, Decimal]:
    """The verdict on a promise whose figure is replaced, with its percentage to one digit."""
    figures = {name: text if name == "bound" else parse(text) for name, text in said.items()}
    blank = {"value": None, "low": None, "high": None} if said else {}
    claim: Claim = item.first.claim.model_copy(update={**blank, **figures})
    verdict = item.verdict(type(item.first)(claim, item.first.source, item.first.state))
    assert verdict
    return verdict.word, round(verdict.percent, 1)


def test_a_cut_that_was_carried_out_stands_beside_what_was_said(toy: KnowledgeBase) -> None:
    (found,) = cut_outcomes(toy)
    assert found.cut.id == "acme-2026-01"
    assert [item.claim.span[1].amount for item in found.said] == [Decimal(1200), Decimal(1600)]
    assert [(item.claim.stage, item.claim.span[0].amount) for item in found.became] == [("completed", Decimal(950))]


def test_the_day_of_a_cut_passes_without_a_word(toy: KnowledgeBase) -> None:
    assert [(item.cut.id, item.due) for item in past_effective_dates(toy, TODAY)] == [
        ("borealis-2026-02", date(2026, 6, 30))
    ]
    assert past_effective_dates(toy, date(2026, 6, 29)) == ()
    assert [item.cut.id for item in coming_effective_dates(toy, date(2026, 6, 29))] == ["borealis-2026-02"]
    assert coming_effective_dates(toy, TODAY) == ()


def test_today_is_the_day_of_the_newest_change_else_the_newest_day_of_reading(toy: KnowledgeBase) -> None:
    assert "23 November 2026" in str(promises_page(toy, History(time=1795435200)).view)
    assert last_read(toy) == date(2026, 10, 6)
    assert "6 October 2026" in str(promises_page(toy, History()).view)


def test_coverage_takes_the_cuts_of_the_same_country_month_by_month(toy: KnowledgeBase) -> None:
    # Borealis cuts in February, and its head office is in Canada.
    found = [(row.month, row.counted, row.ledger.strict, row.ledger.loose) for row in coverage(toy, "tally")]
    assert found == [
        (date(2026, 1, 1), Decimal(6900), Decimal(0), Decimal(1600)),
        (date(2026, 2, 1), Decimal(9350), Decimal(0), Decimal(0)),
    ]
    whole = coverage_of_all(toy, "tally")
    assert whole
    assert (whole.counted, round(whole.share[1], 2)) == (Decimal(16250), Decimal("9.85"))


def test_without_the_indicator_there_is_no_coverage(toy: KnowledgeBase) -> None:
    assert coverage(toy) == ()
    assert coverage_of_all(toy) is None


def _with_supplier(kb: KnowledgeBase, supplier: Supplier) -> KnowledgeBase:
    return replace(kb, suppliers=MappingProxyType({**kb.suppliers, supplier.id: supplier}))
