"""What paper leaves out: nothing of a short record, and of a long one what is replaced or old, said in a line."""

from dataclasses import replace

from generator.charts.drawing import Drawings
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.pages.company import company_page
from generator.pages.parts.charts import company_charts, supplier_charts
from generator.pages.parts.paper import Paper, on_paper
from generator.rendering import render
from tests.worlds import World

YEARS = range(1965, 2025)
SOURCE = (
    "{{title: Staff of Longwood in {0}, publisher: Staff Watch, type: press, published: {0}, accessed: 2026-10-05, "
    "url: 'https://staffwatch.example/{0}'}}"
)
DEALS = """\
deals:
  - {supplier: voltco, product: an old and large order, announced: 1969, value: USD 900m, source: s1969}
  - {supplier: voltco, product: an old and small order, announced: 1970, value: USD 1m, source: s1970}
  - {supplier: voltco, product: a large order, announced: 2020, value: USD 800m, source: s2020}
  - {supplier: voltco, product: a large order, announced: 2021, value: USD 700m, source: s2021}
  - {supplier: voltco, product: a new order, announced: 2022, value: USD 1m, source: s2022}
  - {supplier: voltco, product: an order that fell through, announced: 2023, withdrawn: true, source: s2023}
"""


def long_company(claims: str, more: str, day: str) -> str:
    """A company with a headcount for each of sixty years, each from a source of its own."""
    sources = "\n".join(f"  s{year}: {SOURCE.format(year)}" for year in YEARS)
    yearly = "\n".join(f"    - {{value: {year}, as_of: {day or f'{year}-12-31'}, source: s{year}}}" for year in YEARS)
    head = "name: Longwood\ncountry: US\nindustry: software\nsummary: It has been counted for sixty years."
    return f"{head}\nsources:\n{sources}\nclaims:\n  headcount:\n{yearly}\n{claims}\n{more}"


def known(world: World, claims: str = "", more: str = "", day: str = "") -> KnowledgeBase:
    world.write("content/companies/longwood.yaml", long_company(claims, more, day))
    checked = world.check()
    assert checked.kb, checked.problems
    return checked.kb


def paper_of_longwood(kb: KnowledgeBase) -> Paper:
    company = kb.companies["longwood"]
    return on_paper(company, kb, company_charts(company, kb))


def left_values(kb: KnowledgeBase, paper: Paper) -> list[int]:
    claims = kb.companies["longwood"].metric("headcount")
    return sorted(int(claim.ceiling) for claim in claims if id(claim) in paper.rows)


def test_a_short_record_leaves_nothing_out(toy: KnowledgeBase) -> None:
    acme, voltco = toy.companies["acme"], toy.suppliers["voltco"]
    assert on_paper(acme, toy, company_charts(acme, toy)) == Paper()
    assert on_paper(voltco, toy, supplier_charts(voltco, toy)) == Paper()


def test_of_a_long_record_the_oldest_claims_go_and_the_sources_that_only_they_cite(world: World) -> None:
    kb = known(world)
    paper = paper_of_longwood(kb)
    assert left_values(kb, paper) == list(range(1965, 1983))
    assert sorted(paper.sources) == [f"s{year}" for year in range(1965, 1983)]
    assert paper.left_out == (
        "Left out on paper: 18 older or replaced claims and 18 sources that only they cite. "
        "All of it: companies/longwood/ from the top of the site."
    )


def test_the_line_names_the_whole_address_where_the_site_has_one(world: World) -> None:
    kb = known(world)
    site = kb.settings.site.model_copy(update={"address": "https://ledger.example/sub/"})
    paper = paper_of_longwood(replace(kb, settings=replace(kb.settings, site=site)))
    assert paper.left_out.endswith("All of it: https://ledger.example/sub/companies/longwood/")


def test_what_was_replaced_goes_before_what_is_old_and_a_disagreement_stays(world: World) -> None:
    kb = known(
        world,
        claims="    - {value: 9001, as_of: 2024-12-31, source: s2023, id: first}\n"
        "    - {value: 9002, as_of: 2024-12-31, source: s2022, revises: first}\n"
        "    - {value: 9003, as_of: 1970-12-31, source: s2021, disputes: s1970}\n",
    )
    left = left_values(kb, paper_of_longwood(kb))
    assert 9001 in left
    assert {1965, 1969, 1971} <= set(left)
    assert not {1970, 9003, 9002, 2024} & set(left)


def test_the_three_largest_deals_stay_and_of_the_others_the_newest(world: World) -> None:
    kb = known(world, more=DEALS)
    paper = paper_of_longwood(kb)
    deals = kb.companies["longwood"].deals
    assert [deal.product for deal in deals if id(deal) in paper.rows] == [
        "an old and small order",
        "an order that fell through",
    ]
    assert "s1969" not in paper.sources
    assert {"s1968", "s1970"} <= paper.sources


def test_what_sources_disagree_on_may_leave_its_table_as_it_stands_above_but_keeps_its_sources(world: World) -> None:
    kb = known(world, day="2024-12-31")
    paper = paper_of_longwood(kb)
    assert paper.left_out.startswith("Left out on paper: 60 claims that the sheet has above. All of it: ")
    assert paper.sources == frozenset()


def test_the_page_marks_what_paper_leaves_out_and_a_screen_shows_it(world: World) -> None:
    kb = known(world)
    page = render(replace(company_page(kb.companies["longwood"], kb, History()), charts=()), Drawings({}))
    assert '<p class="kb-paper" data-pagefind-ignore>Left out on paper: 18 older or replaced claims and' in page
    assert page.count('<tr class="kb-claim kb-claim--headline kb-off-paper"><td class="num">') == 18
    assert page.count('<tr class="kb-claim kb-claim--headline"><td class="num">') == 42
    assert '<li id="source-18" class="kb-off-paper">' in page
    assert '<li id="source-19"><span' in page
