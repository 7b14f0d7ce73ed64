"""What machines are told at the top of the site: ranges stay ranges, sides stay sides, and names stay names."""

import re

from generator.checking import check
from generator.figures.totals import total
from generator.following.llms import LARGEST_CUTS, llms
from generator.following.robots import robots
from generator.history import History, read_history
from generator.knowledge_base import KnowledgeBase
from generator.pages.parts.words import total_text
from tests.test_feeds import at
from tests.test_hostile_world import TEXTS, write_records
from tests.worlds import ROOT, TODAY, World

HISTORY = History("5ca1ab1e" * 5, 1_790_000_000)


def section(text: str, heading: str) -> list[str]:
    """The lines below a heading, without empty ones."""
    lines = text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0].splitlines()
    return [line for line in lines if line]


def test_it_begins_with_name_and_description_as_llmstxt_asks(toy: KnowledgeBase) -> None:
    lines = llms(at(toy), HISTORY).decode().splitlines()
    assert lines[:5] == [
        "# AI Shock Ledger",
        "",
        "> Who spends on AI, who cuts staff, who supplies the machines: every figure a claim with its source, "
        "and sources that disagree side by side.",
        "",
        "Data of 21 September 2026, commit 5ca1ab1e5ca1.",
    ]
    headings = [line for line in lines if line.startswith("## ")]
    assert headings == [
        "## Totals, always as a range", "## The largest cuts linked to AI", "## Where sources disagree", "## Data",
        "## Pages", "## Licence and citation",
    ]  # fmt: skip


def test_totals_are_ranges_that_say_how_they_are_counted(toy: KnowledgeBase) -> None:
    assert section(llms(toy, HISTORY).decode(), "Totals, always as a range") == [
        "- Roles cut with a link to AI: 0 to 2,400 (strict to loose; 6 cuts; 3 linked to AI with a number, 1 linked "
        "without one).",
        "- Of these, announced in 2026: 0 to 1,900 (4 cuts; 2 linked to AI with a number).",
        "- Of these, announced in 2025: 0 to 500 (2 cuts; 1 linked to AI with a number, 1 linked without one).",
        "- Capital expenditure of 1 company in fiscal years that ended in 2025: $3.4 billion, for all purposes and not "
        "for AI alone.",
        "- Order backlog of 1 supplier, for all uses, each at its latest date (30 June 2025): $7.54 billion.",
    ]


def test_a_cut_comes_with_bound_range_grade_and_who_says_so(toy: KnowledgeBase) -> None:
    assert section(llms(at(toy), HISTORY).decode(), "The largest cuts linked to AI") == [
        "- [Acme, January 2026](https://ledger.example/sub/cuts/acme-2026-01/): 950 roles according to US "
        "Securities and Exchange Commission, 6 May 2026; sources range from 950 to 1,600. AI link disputed (AI "
        "does the work): The company says that AI was a cause; an executive denies it.",
        "- [Castor Bank, November 2025](https://ledger.example/sub/cuts/castor-2025-11/): 480 roles according to The "
        "Herald, 5 November 2025; sources range from 480 to 500. AI link reported (AI does the work): The press says "
        "that AI was a cause.",
        "- [Borealis early retirement offer](https://ledger.example/sub/cuts/borealis-2026-02/): up to 300 "
        "roles (plan) according to Borealis Software, 10 February 2026. AI link stated (Money moves to AI): "
        "An executive says that AI was a cause.",
    ]


def test_a_disagreement_is_one_line_with_each_side(toy: KnowledgeBase) -> None:
    lines = section(llms(toy, HISTORY).decode(), "Where sources disagree")
    assert lines[1:3] == [
        "- [Acme, January 2026](cuts/acme-2026-01/), Roles cut: 950 according to US Securities and Exchange "
        "Commission, 6 May 2026, against 1,400 to 1,600 according to people familiar with the plan in Northern Wire, "
        "16 January 2026.",
        "- [Acme](companies/acme/), Capital expenditure, fiscal 2026: $5 to 6 billion (guidance) according to Acme, 29 "
        "April 2026, against up to $7 billion (estimate) according to an analyst in The Daily Ledger, 11 May 2026.",
    ]


def test_of_the_whole_ledger_the_largest_are_named_and_the_rest_is_said_to_be_left_out() -> None:
    kb = check(ROOT, ROOT / "content", TODAY).kb
    assert kb
    document = llms(at(kb), read_history(ROOT / "content"))
    assert len(document) < 50_000
    text = document.decode()
    lines = section(text, "The largest cuts linked to AI")
    assert re.fullmatch(rf"The {LARGEST_CUTS} largest of \d+; all of them are in the data below\.", lines[0])
    assert len(lines) == 1 + LARGEST_CUTS
    assert f"- Roles cut with a link to AI: {total_text(total(kb.cuts.values(), kb))} (strict to loose;" in text


LINE = re.compile(r"- \[(?:[^\\\[\]<>*_`]|\\.)+\]\([a-z0-9/:.-]+\)(?:[^\\\[\]<>*_`]|\\.)*")


def test_names_cannot_make_links_or_markup(world: World) -> None:
    write_records(world)
    checked = check(world.root, world.root / "content", TODAY)
    assert checked.kb
    text = llms(checked.kb, HISTORY).decode()
    lines = [*section(text, "The largest cuts linked to AI"), *section(text, "Where sources disagree")[1:]]
    assert len(lines) > len(TEXTS)
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert r"\</title\>\<script\>alert(1)\</script\>" in text


def test_every_address_is_one_of_the_site(toy: KnowledgeBase) -> None:
    links = re.findall(r"\]\(([^)]+)\)", llms(toy, HISTORY).decode())
    assert {link for link in links if ":" in link} == {"https://creativecommons.org/licenses/by/4.0/"}
    whole = re.findall(r"\]\(([^)]+)\)", llms(at(toy), HISTORY).decode())
    assert {link for link in whole if not link.startswith("https://ledger.example/sub/")} == {
        "https://creativecommons.org/licenses/by/4.0/"
    }


def test_robots_may_read_all_and_learn_where_the_list_of_pages_is(toy: KnowledgeBase) -> None:
    assert robots(toy.settings.site).decode() == "User-agent: *\nAllow: /\n"
    assert robots(at(toy).settings.site).decode() == (
        "User-agent: *\nAllow: /\n\nSitemap: https://ledger.example/sub/sitemap.xml\n"
    )
