"""Each derived figure with a worked example from the toy world (`tests/toy/`)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from generator.figures.agreement import agreement
from generator.figures.ai_link import ai_link
from generator.figures.conversion import to_usd
from generator.figures.disagreements import disagreements, widest_of_each_metric
from generator.figures.headline import headline, headlines, standings
from generator.figures.not_known import not_known
from generator.figures.outside_counts import SeveralMonths, months_beside, several_months
from generator.figures.price_change import price_change
from generator.figures.roles_by_month import cuts_by_month
from generator.figures.spending import years_of
from generator.figures.totals import RolesRange, Total, roles_range, total
from generator.knowledge_base import KnowledgeBase
from generator.pages.parts.spread import support_text
from generator.quantities import Quantity, parse
from generator.records import Cut
from generator.records.claim import Attribution, Claim
from generator.times import parse_period


def test_the_headline_is_the_filing_that_revises_the_release(toy: KnowledgeBase) -> None:
    found = headline(toy.cuts["acme-2026-01"], "roles", toy)
    assert found is not None
    assert (found.claim.value, found.source.publisher) == (
        Quantity(Decimal(950)),
        "US Securities and Exchange Commission",
    )
    assert (found.lowest, found.highest, found.sources, found.agreeing) == (Decimal(950), Decimal(1600), 2, 1)
    assert found.reason == "Sources of the type “filing” come before press."


def test_every_claim_has_a_state(toy: KnowledgeBase) -> None:
    states = [standing.state for standing in standings(toy.cuts["acme-2026-01"], "roles", toy)]
    assert states == ["superseded", "headline", "part of", "disputed", "withdrawn"]


def test_each_fiscal_year_has_a_headline_and_guidance_that_was_raised_is_superseded(toy: KnowledgeBase) -> None:
    found = [
        (item.when, item.claim.span[0].amount, item.ends) for item in headlines(toy.companies["acme"], "capex", toy)
    ]
    assert found == [
        ("fiscal 2024", Decimal("2.1E+9"), date(2024, 6, 30)),
        ("fiscal 2025", Decimal("3.4E+9"), date(2025, 6, 30)),
        ("fiscal 2026", Decimal("5E+9"), date(2026, 6, 30)),
    ]


def test_the_key_figure_is_the_latest_actual_one_not_the_latest_guidance(toy: KnowledgeBase) -> None:
    found = headline(toy.companies["acme"], "capex", toy)
    assert found is not None
    assert (found.when, found.claim.basis) == ("fiscal 2025", "actual")


def test_a_link_that_the_company_states_and_its_head_denies_is_disputed(toy: KnowledgeBase) -> None:
    grades = {cut.id: (ai_link(cut).grade, ai_link(cut).mechanism) for cut in toy.cuts.values()}
    assert grades == {
        "acme-2025-06": ("stated", "automation"),
        "acme-2026-01": ("disputed", "automation"),
        "borealis-2026-02": ("stated", "reallocation"),
        "borealis-2026-02-offices": ("none", None),
        "castor-2025-11": ("reported", "automation"),
        "dunmore-2026-03": ("none", None),
    }


def test_an_up_to_has_no_floor(toy: KnowledgeBase) -> None:
    assert roles_range(toy.cuts["borealis-2026-02"], toy) == RolesRange(Decimal(0), Decimal(300))


def test_a_total_runs_from_what_companies_state_to_what_anybody_says(toy: KnowledgeBase) -> None:
    # Strict: only Borealis states a number, and it is an "up to".  Loose: 1,600 + 300 + 500.
    assert total(toy.cuts.values(), toy) == Total(
        strict=Decimal(0), loose=Decimal(2400), strict_cuts=0, loose_cuts=3, uncounted=1, without_floor=1
    )


def test_roles_headcount_and_share_are_checked_against_each_other(toy: KnowledgeBase) -> None:
    found = agreement(toy.cuts["acme-2026-01"], toy)
    assert (
        found.sentence
        == "950 of 12,000 employees is 7.9%; the printed share is 10%: disagrees by 2.1 percentage points."
    )
    assert agreement(toy.cuts["dunmore-2026-03"], toy).sentence == (
        "Cannot be checked: no share of the workforce is known."
    )


def test_money_is_converted_at_the_average_of_the_year_or_not_at_all(toy: KnowledgeBase) -> None:
    rate = toy.settings.rates["KRW", 2025]
    converted = to_usd(Quantity(Decimal("10.72E+12"), "KRW"), date(2025, 6, 30), toy)
    assert converted is not None
    assert converted.amount == Decimal("10.72E+12") / rate.per_usd
    assert converted.explanation == f"KRW {rate.per_usd:,} for $1, average of 2025"
    assert to_usd(Quantity(Decimal(1), "XAF"), date(2025, 6, 30), toy) is None


def test_a_company_s_years_stand_where_they_end(toy: KnowledgeBase) -> None:
    rows = [(row.year, row.ends, row.basis, row.low, row.high) for row in years_of(toy.companies["acme"], toy)]
    assert rows == [
        ("fiscal 2024", date(2024, 6, 30), "actual", Decimal("2.1E+9"), Decimal("2.1E+9")),
        ("fiscal 2025", date(2025, 6, 30), "actual", Decimal("3.4E+9"), Decimal("3.4E+9")),
        ("fiscal 2026", date(2026, 6, 30), "guidance", Decimal("5E+9"), Decimal("6E+9")),
    ]


def test_dated_prices_say_how_many_times_a_share_rose(toy: KnowledgeBase) -> None:
    found = price_change(toy.suppliers["voltco"], toy)
    assert found is not None
    assert (found.first.when, found.last.when) == ("25 March 2025", "3 April 2026")
    assert round(found.times, 2) == Decimal("5.07")


def test_cuts_stand_in_the_month_of_their_announcement(toy: KnowledgeBase) -> None:
    rows = [(row.month, row.cut, row.grade, row.roles) for row in cuts_by_month(toy.cuts.values(), toy)]
    assert rows == [
        (date(2025, 11, 1), "castor-2025-11", "reported", Decimal(480)),
        (date(2026, 1, 1), "acme-2026-01", "disputed", Decimal(950)),
        (date(2026, 2, 1), "borealis-2026-02", "stated", Decimal(300)),
        (date(2026, 2, 1), "borealis-2026-02-offices", "none", Decimal(42)),
        (date(2026, 3, 1), "dunmore-2026-03", "none", Decimal(800)),
    ]


def test_the_widest_disagreement_comes_first(toy: KnowledgeBase) -> None:
    found = [(item.record.key, item.headline.metric, round(item.times, 2)) for item in disagreements(toy)]
    assert found[:2] == [
        ("cuts/acme-2026-01", "roles", Decimal("1.68")),
        ("companies/acme", "capex", Decimal("1.40")),
    ]


def test_the_widest_of_each_metric_leaves_room_for_other_figures(toy: KnowledgeBase) -> None:
    metrics = [item.headline.metric for item in widest_of_each_metric(toy)]
    assert metrics == list(dict.fromkeys(item.headline.metric for item in disagreements(toy)))
    assert metrics[:2] == ["roles", "capex"]


def shares(toy: KnowledgeBase, *claims: tuple[str, str | None, str, str | None]) -> tuple[Cut, KnowledgeBase]:
    """A cut with a share for each source: the type of the source, whom it cites, the figure, and whom it disputes."""
    cut = toy.cuts["acme-2026-01"]
    claim, source = cut.claims["workforce_share"][0], next(iter(cut.sources.values()))
    says = tuple(
        claim.model_copy(
            update={"value": parse(figure), "bound": None, "source": f"{kind}-{number}", "disputes": other}
        )
        for number, (kind, _, figure, other) in enumerate(claims)
    )
    sources = {
        f"{kind}-{number}": source.model_copy(update={"type": kind, "citing": citing})
        for number, (kind, citing, _, _) in enumerate(claims)
    }
    changed = cut.model_copy(update={"claims": {"workforce_share": says}, "sources": sources})
    return changed, replace(toy, companies={}, suppliers={}, indicators={}, cuts={changed.id: changed})


@pytest.mark.parametrize(
    ("claims", "is_between_peers", "times"),
    [
        # a page that names nobody stands against a better source: far off, and no disagreement between peers
        ([("trade", None, "30%", None), ("aggregator", None, "10%", "trade-0")], False, "3"),
        # the same page relays a newspaper
        ([("trade", None, "30%", None), ("aggregator", "The Daily", "10%", "trade-0")], True, "3"),
        # two newspapers
        ([("press", None, "30%", None), ("press", None, "20%", None)], True, "1.5"),
        # a filing disputes the newspaper
        ([("filing", None, "10%", "press-1"), ("press", None, "30%", None)], False, "3"),
        # two newspapers differ by less than the page that names nobody, which is left out
        ([("press", None, "30%", None), ("press", None, "20%", None), ("aggregator", None, "3%", None)], True, "1.5"),
        # two pages that name nobody are peers
        ([("aggregator", None, "30%", None), ("aggregator", None, "10%", None)], True, "3"),
    ],
)  # fmt: skip
def test_a_weak_source_against_a_better_one_is_no_disagreement_between_peers(
    toy: KnowledgeBase, claims: list[tuple[str, str | None, str, str | None]], is_between_peers: bool, times: str
) -> None:
    _, changed = shares(toy, *claims)
    (found,) = disagreements(changed)
    assert (found.is_between_peers, found.times) == (is_between_peers, Decimal(times))


@pytest.mark.parametrize(
    ("figures", "text"),
    [
        (["30%", "30%"], "2 sources agree"),
        (["30%", "20%"], "2 sources differ"),
        (["30%", "30%", "20%"], "3 sources, 2 agree"),
        (["30%", "30%", "30%, 20%"], "3 sources, 3 agree, 1 also gives another figure"),
        (["30%", "20% to 30%"], "2 sources overlap"),
        (["30%", "30%", "20% to 30%", "5%"], "4 sources, 2 agree, 1 overlaps"),
    ],
)
def test_a_range_or_a_second_figure_is_no_plain_agreement(toy: KnowledgeBase, figures: list[str], text: str) -> None:
    cut, changed = shares(toy, *[("press", None, "30%", None)] * len(figures))
    claim, says = cut.claims["workforce_share"][0], []
    for number, given in enumerate(figures):
        for figure in given.split(", "):
            low, _, high = figure.partition(" to ")
            ends = {"value": None, "low": parse(low), "high": parse(high)} if high else {"value": parse(low)}
            says.append(claim.model_copy(update={**ends, "source": f"press-{number}"}))
    cut = cut.model_copy(update={"claims": {"workforce_share": tuple(says)}})
    found = replace(headlines(cut, "workforce_share", changed)[0], claim=says[0])
    assert support_text(found) == text


def test_what_is_not_known_is_a_list_to_pick_from(toy: KnowledgeBase) -> None:
    found = [(item.gap, item.record.key, item.sentence) for item in not_known(toy)]
    assert ("unknown figure", "cuts/acme-2026-01", "People eligible: the company declined to say") in found
    assert (
        "cut without a number",
        "cuts/acme-2025-06",
        "No source gives the number of roles for the whole cut, and the cut is linked to AI.",
    ) in found
    assert ("rests on one aggregator", "suppliers/voltco", "Rise of the share price rests on Chip Talk alone.") in found


def test_an_outside_count_stands_beside_the_cuts_of_companies_of_its_country(toy: KnowledgeBase) -> None:
    rows = [(row.month, row.challenger, row.ledger.loose) for row in months_beside(toy, indicator="tally")]
    assert rows == [
        (date(2026, 1, 1), Decimal(6900), Decimal(1600)),
        (date(2026, 2, 1), Decimal(9350), Decimal(0)),
    ]


def test_a_count_of_several_months_stands_where_none_of_them_has_a_count(toy: KnowledgeBase) -> None:
    tally = toy.indicators["tally"]
    january = tally.claims["ai_attributed_cuts"][0]

    def counted(value: int, period: str) -> Claim:
        return january.model_copy(update={"value": Quantity(Decimal(value)), "period": parse_period(period)})

    claims = [
        counted(9, "2026-01"),
        counted(75, "2026-02/2026-04"),
        counted(80, "2026-01/2026-04"),
        counted(3, "2026-05"),
    ]
    record = tally.model_copy(update={"claims": {"ai_attributed_cuts": tuple(claims)}})
    changed = replace(toy, indicators={"tally": record})
    assert several_months(changed, "tally") == (SeveralMonths(date(2026, 2, 1), date(2026, 4, 30), Decimal(75), None),)


@pytest.mark.parametrize(
    ("asserted", "denied", "grade"),
    [
        ("reallocation", "automation", "stated"),
        ("automation", "automation", "disputed"),
        ("reallocation", None, "disputed"),
        ("both", "automation", "disputed"),
    ],
)
def test_a_denial_of_one_mechanism_does_not_contradict_the_other(
    toy: KnowledgeBase, asserted: str, denied: str | None, grade: str
) -> None:
    says, denies = (
        Attribution.model_construct(
            cause="ai", mechanism=mechanism, speaker="executive", stance=stance, source="letter"
        )
        for mechanism, stance in ((asserted, "asserts"), (denied, "denies"))
    )
    cut = toy.cuts["borealis-2026-02"].model_copy(update={"attribution": (says, denies)})
    assert ai_link(cut).grade == grade


@pytest.mark.parametrize(
    ("bound", "verdict"),
    [("about", "disagrees"), ("less-than", "agrees"), ("up-to", "agrees"), ("at-least", "disagrees")],
)
def test_a_share_that_is_open_to_one_side_agrees_with_all_on_that_side(
    toy: KnowledgeBase, bound: str, verdict: str
) -> None:
    # 950 of 12,000 is 7.9%, below the printed 10%.
    cut = toy.cuts["acme-2026-01"]
    share = cut.claims["workforce_share"][0].model_copy(update={"bound": bound})
    changed = cut.model_copy(update={"claims": {**cut.claims, "workforce_share": (share,)}})
    assert agreement(changed, toy).verdict == verdict
