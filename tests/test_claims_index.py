"""The index of claims: every claim once, under the year that it is about, ranked among its like."""

import pytest

from generator.exports.tables.claims import claims
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.pages.claims_index import ClaimsView, IndexedClaim, claims_pages
from tests.worlds import World

CLAIMS = """\
name: Fjord
country: SE
industry: software
fiscal_year_end: 06-30
summary: Fjord rents out servers.
sources:
  annual: {title: Annual report, publisher: Fjord, type: company, url: "https://fjord.example/", accessed: 2026-10-02}
claims:
  revenue:
    - {value: USD 9bn, period: FY2025, source: annual}
    - {value: USD 8bn, period: FY2024, source: annual}
    - {value: USD 70bn, period: FY2025-Q4, source: annual}
    - {value: EUR 8.5bn, period: FY2025, source: annual, id: euro, disputes: annual}
    - {value: VES 9999tn, period: FY2023, source: annual}
  technology_spending:
    - {value: USD 5bn, period: 2026/2036, basis: plan, source: annual, speaker: executive}
  headcount:
    - {value: 900, as_of: 2025-12-31, bound: about, source: annual}
    - {unknown: nobody says, as_of: 2024, source: annual}
"""


def rows_of(kb: KnowledgeBase, year: str = "") -> list[IndexedClaim]:
    view = next(claims_pages(kb, History())).view
    assert isinstance(view, ClaimsView)
    return [row for one in view.years for row in one.rows if year in ("", one.year)]


def test_every_claim_of_the_data_stands_in_it_once(toy: KnowledgeBase) -> None:
    rows = [(row.record.to.strip("/"), row.metric, row.state) for row in rows_of(toy)]
    words = {"live": "stands", "unknown": "not known"}
    table = [
        (str(row["record"]), toy.settings.metrics[str(row["metric"])].label, words.get(str(row["state"]), row["state"]))
        for row in claims(toy).rows
    ]
    assert sorted(rows) == sorted(table)


@pytest.fixture
def fjord(world: World) -> KnowledgeBase:
    world.write("content/companies/fjord.yaml", CLAIMS)
    checked = world.check()
    assert checked.kb
    assert not checked.problems
    return checked.kb


def test_a_quarter_is_not_ranked_among_years_nor_money_without_a_rate(fjord: KnowledgeBase) -> None:
    revenue = [row for row in rows_of(fjord) if (row.company, row.metric) == ("Fjord", "Revenue")]
    ranked = sorted((row for row in revenue if row.place), key=lambda row: -int(row.place))
    assert [(row.figure, row.when) for row in ranked] == [
        ("€8.5 billion", "fiscal 2025"),  # 9.6 billion in dollars
        ("$9 billion", "fiscal 2025"),
        ("$8 billion", "fiscal 2024"),
        ("$70 billion", "Q4 fiscal 2025"),
    ]
    assert [row.figure for row in revenue if not row.place] == ["VES 9,999 trillion"]


def test_a_plan_for_many_years_stands_where_it_begins(fjord: KnowledgeBase) -> None:
    (plan,) = [row for row in rows_of(fjord, "2026") if row.company == "Fjord"]
    assert (plan.when, plan.basis, plan.spoken_by) == ("2026 to 2036", "plan", "an executive")


def test_a_figure_that_is_not_known_says_why_and_is_not_ranked(fjord: KnowledgeBase) -> None:
    (unknown,) = [row for row in rows_of(fjord, "2024") if row.company == "Fjord" and row.unknown]
    assert (unknown.figure, unknown.unknown, unknown.place) == ("not known", "Nobody says.", "")
