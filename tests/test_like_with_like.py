"""Figures are only set against their like: one unit, the same companies, neighbouring years, one date for a deal."""

from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

import pytest

from generator.figures.conversion import in_usd
from generator.figures.deal_pairs import deal_pairs
from generator.figures.deal_sides import two_sides
from generator.figures.headline import headline
from generator.figures.newest import expected_next, newest
from generator.figures.payroll_and_processors import years_of
from generator.figures.roles_by_month import cuts_by_month, linked_without_month
from generator.figures.year_between import year_between
from generator.figures.yearly_spending import latest_full_year, same_companies, yearly_spending
from generator.history import History
from generator.knowledge_base import KnowledgeBase, target
from generator.pages.company import CompanyView, company_page
from generator.pages.cut import CutView, cut_page
from generator.pages.home import HomeView, home_page
from generator.pages.parts.charts import home_charts
from generator.pages.parts.deal_rows import deal_row
from generator.quantities import parse
from generator.records import Company
from generator.records.claim import Claim
from generator.rules import relations_make_no_circle
from tests.worlds import TODAY, World

SOLO = """\
name: Solo
country: US
industry: internet
fiscal_year_end: 06-30
summary: A company of one.
sources:
  wire: {title: News, publisher: Wire, type: press, url: "https://wire.example", published: 2026-05, accessed: 2026-06}
  blog: {title: Post, publisher: Blog, type: trade, url: "https://blog.example", published: 2026-04, accessed: 2026-06}
  list: {title: Table, publisher: List, type: analyst, url: "https://list.example", published: 2026, accessed: 2026-06}
notes:
  - {topic: method, text: One., source: wire}
  - {topic: method, text: Two., source: blog}
  - {topic: method, text: Three., source: list}
claims:
"""


def solo(world: World, claims: str) -> tuple[Company, KnowledgeBase]:
    """The toy world with one more company that has these claims."""
    world.write("content/companies/solo.yaml", SOLO + claims)
    checked = world.check()
    assert checked.kb, checked.problems
    assert not checked.problems
    return checked.kb.companies["solo"], checked.kb


def view_of(company: Company, kb: KnowledgeBase) -> CompanyView:
    view = company_page(company, kb, History()).view
    assert isinstance(view, CompanyView)
    return view


@pytest.mark.parametrize(
    ("other", "sources", "agreeing", "is_contested"),
    [
        ("EUR 16.7bn", 1, 1, False),  # no disagreement, but another currency
        ("EUR 18.2bn", 1, 1, False),  # and no agreement either
        ("USD 18.2bn", 2, 2, False),
        ("USD 16.7bn", 2, 1, True),
    ],
)
def test_only_figures_in_one_unit_agree_or_disagree(
    world: World, other: str, sources: int, agreeing: int, is_contested: bool
) -> None:
    company, kb = solo(
        world,
        "  revenue:\n    - {value: USD 18.2bn, period: FY2025, source: wire}\n"
        f"    - {{value: {other}, period: FY2025, source: blog}}\n",
    )
    found = headline(company, "revenue", kb)
    assert found
    assert (found.sources, found.agreeing, found.is_contested) == (sources, agreeing, is_contested)


def test_nothing_is_a_share_of_nobody(world: World) -> None:
    world.write(
        "content/cuts/solo-2025-03.yaml",
        "company: solo\nkind: layoff\nannounced: 2025-03-01\nsummary: A cut.\nsources:\n  wire: {title: Cut, "
        'publisher: Wire, type: press, url: "https://wire.example/2", published: 2025-03, accessed: 2026-06}\n'
        "claims:\n  roles: [{value: 5, source: wire}]\nattribution:\n  - {cause: ai, speaker: company, source: wire}\n",
    )
    company, kb = solo(
        world,
        "  headcount: [{value: 0, as_of: 2024-06-30, source: wire}, {value: 9, as_of: 2025-06-30, source: wire}]\n"
        "  capex: [{value: USD 0, period: FY2024, source: wire}, {value: USD 5m, period: FY2025, source: wire}]\n",
    )
    year = years_of(company, kb)[-1]
    assert year.spent
    assert (year.when, year.share, year.staff_change, year.spent.change) == ("fiscal 2025", None, None, None)


def test_a_plan_for_a_year_that_is_over_is_not_expected(world: World) -> None:
    plans = "    - {{value: USD {n}bn, period: FY{year}, basis: guidance, as_of: 2024-02, source: wire}}\n"
    company, kb = solo(
        world,
        "  capex:\n    - {value: USD 5bn, period: FY2024, source: wire}\n"
        + "".join(plans.format(n=year - 2015, year=year) for year in (2025, 2026, 2027)),
    )
    # The newest source is of May 2026: fiscal 2025 is over, and fiscal 2026 runs until June.
    found = expected_next(company, "capex", kb)
    assert found
    assert found.when == "fiscal 2026"
    assert [figure.caveat for figure in view_of(company, kb).lead] == [
        "",
        "No result for fiscal 2025 is recorded; expected were $10 billion (guidance).",
    ]


def test_a_year_without_a_result_is_told_by_its_quarters(world: World) -> None:
    company, kb = solo(
        world,
        "  capex:\n    - {value: USD 5bn, period: FY2025, source: wire}\n"
        "    - {value: USD 1bn, period: FY2026-Q1, source: wire}\n"
        "    - {value: USD 2bn, period: FY2026-Q2, source: wire}\n"
        "    - {value: USD 2bn, period: FY2026-Q3, source: wire}\n"
        "    - {value: USD 3bn, bound: about, period: FY2026-Q4, basis: guidance, as_of: 2026-04, source: wire}\n"
        "    - {value: USD 9bn, period: 2026, basis: guidance, as_of: 2026-04, source: wire}\n",
    )
    between = year_between(company, "capex", kb)
    assert between
    assert (between.when, between.sum) == ("fiscal 2026", (Decimal("8E+9"), Decimal("8E+9")))
    assert view_of(company, kb).lead[1].caveat == (
        "No result for the whole of fiscal 2026 is recorded; its quarters: Q1 $1 billion, Q2 $2 billion, Q3 $2 billion "
        "and Q4 about $3 billion (guidance), together about $8 billion."
    )


def test_neighbouring_years_have_none_between_them(toy: KnowledgeBase) -> None:
    assert year_between(toy.companies["acme"], "capex", toy) is None


def test_an_estimate_at_the_end_of_a_range_of_guidance_is_called_one(world: World) -> None:
    company, kb = solo(
        world,
        "  capex:\n    - {value: USD 190bn, period: FY2027, basis: guidance, as_of: 2026-04, source: blog}\n"
        "    - {low: USD 120bn, high: USD 145bn, period: FY2027, basis: estimate, as_of: 2026-02, source: list}\n",
    )
    shown = view_of(company, kb).lead[0].spread
    assert shown
    assert (shown.low, shown.high) == ("$120 billion (estimate)", "$190 billion")


def test_those_who_say_the_same_are_contradicted_together(world: World) -> None:
    company, kb = solo(
        world,
        "  capex:\n"
        "    - {value: USD 9bn, period: FY2026, basis: estimate, as_of: 2026-04, source: blog}\n"
        "    - {value: USD 9bn, period: FY2026, basis: estimate, as_of: 2026-04, source: list}\n"
        "    - {unknown: It is of another year., period: FY2026, source: wire, disputes: blog}\n"
        "    - {unknown: It is of the year before., period: FY2026, source: wire, disputes: list}\n",
    )
    (dispute,) = view_of(company, kb).frame.disputes
    assert dispute.summary == "Blog and List give $9 billion; Wire contradicts it."
    assert [(voice.figure, voice.said) for voice in dispute.voices] == [
        ("$9 billion", "Estimate."),
        ("$9 billion", "Estimate."),
        ("not known", "It is of another year."),
        ("not known", "It is of the year before."),
    ]


def test_the_same_companies_are_compared(toy: KnowledgeBase) -> None:
    full = latest_full_year(yearly_spending(toy))
    assert full
    found = same_companies(toy, full.year)
    assert found
    assert (found.names, found.spent.low) == (("Acme",), Decimal("3.4E+9"))
    assert (found.expected.low, found.expected.high) == (Decimal("5E+9"), Decimal("6E+9"))


def test_a_year_that_does_not_follow_is_not_compared(world: World) -> None:
    _, kb = solo(
        world,
        "  capex:\n    - {value: USD 5bn, period: FY2025, source: wire}\n"
        "    - {value: USD 9bn, period: 2026, basis: guidance, as_of: 2026-04, source: wire}\n",
    )
    found = same_companies(kb, 2025)
    assert found
    assert found.names == ("Acme",)  # Solo's fiscal 2025 ended in June, half a year before 2026 began


def test_the_home_page_names_what_it_compares_and_leaves_out(toy: KnowledgeBase) -> None:
    view = home_page(toy, History()).view
    assert isinstance(view, HomeView)
    also = {column.side: column.also for column in view.columns}
    assert also["payroll"] == (
        "1 linked cut without a number adds nothing. "
        "1 more stated cut has no least number, as with “up to”, and adds nothing to the lower end."
    )
    assert also["processors"] == (
        "Acme, which has figures for both years, spent $3.4 billion and expects $5 to 6 billion for the year after."
    )


def test_cuts_without_a_month_are_counted_apart(world: World) -> None:
    path = world.root / "content/cuts/acme-2026-01.yaml"
    path.write_text(path.read_text().replace("announced: 2026-01-14", "announced: 2026"))
    kb = world.check().kb
    assert kb
    assert "acme-2026-01" not in [cut.cut for cut in cuts_by_month(kb.cuts.values(), kb)]
    assert linked_without_month(kb.cuts.values(), kb) == 1
    (chart,) = home_charts(kb)
    assert chart.subtitle.endswith(" Not drawn: 1 AI-linked cut whose source gives only the year.")


def test_a_deal_has_one_sum_in_dollars_wherever_it_is_told(toy: KnowledgeBase) -> None:
    """700 billion won without a day: at the rate of the year of its source, in the table, the chart and the pairs."""
    voltco = toy.suppliers["voltco"]
    (deal, *_) = voltco.deals
    won = deal.model_copy(update={"announced": None, "value": parse("KRW 700bn"), "source": "broker"})
    supplier = voltco.model_copy(update={"deals": (won,)})
    kb = replace(toy, suppliers=MappingProxyType({**toy.suppliers, "voltco": supplier}))
    ends = in_usd(supplier, won, kb)
    assert ends
    sums = {
        round(ends[1].amount),
        round(next(pair.value for pair in deal_pairs(kb) if pair.supplier == "voltco" and pair.value)),
        round(next(pair.sold.high for pair in two_sides(kb) if pair.supplier.id == "voltco" and pair.sold)),
        int(deal_row(supplier, won, kb).sortable_value),
    }
    assert len(sums) == 1


def test_an_indicator_shows_its_latest_count(world: World) -> None:
    path = world.root / "content/indicators/tally.yaml"
    added = (
        "    - {value: 90000, period: 2025, source: january}\n"
        "    - {value: 109230, period: 2026-01/2026-02, source: february}\n"
    )
    path.write_text(path.read_text().replace("  ai_attributed_cuts:\n", f"{added}  ai_attributed_cuts:\n"))
    kb = world.check().kb
    assert kb
    found = newest(kb.indicators["tally"], "announced_cuts", kb)
    assert found
    assert found.when == "January 2026 to February 2026"  # as new as February alone, and longer; 2025 is older


def test_a_part_and_a_note_stand_under_the_roles_cut(toy: KnowledgeBase) -> None:
    view = cut_page(toy.cuts["acme-2026-01"], toy, History()).view
    assert isinstance(view, CutView)
    assert view.roles_notes == ("250 people found other posts at Acme.", "Parts that sources count: 640 (California).")


def test_relations_are_looked_up_once_for_each_claim(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    chain = "".join(
        f"    - {{value: {n}, as_of: 2025, source: wire, id: n{n}{f', revises: n{n - 1}' if n else ''}}}\n"
        for n in range(40)
    )
    _, kb = solo(world, f"  headcount:\n{chain}")
    asked: list[str] = []

    def counted_target(claims: tuple[Claim, ...], claim: Claim, name: str) -> list[Claim]:
        asked.append(name)
        return target(claims, claim, name)

    monkeypatch.setattr(relations_make_no_circle, "target", counted_target)
    assert list(relations_make_no_circle.check(kb, TODAY)) == []
    assert len([name for name in asked if name.startswith("n")]) == 39
