"""Each folder of `examples/pages/` is a case: content laid over the toy world, and the pages it becomes.

After a change that is meant, `python -m tests.test_pages` writes the expected pages anew; read the difference.
"""

import re
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from generator.charts.drawing import Drawings
from generator.checking import check
from generator.exports.data_files import data_files
from generator.history import Change, History
from generator.knowledge_base import OTHER_PAGES, KnowledgeBase
from generator.pages import Page, all_pages, chart_pages, data_pages, gallery_pages
from generator.pages.base import address_of
from generator.rendering import render
from generator.settings import KINDS
from tests.worlds import ROOT, TODAY, TOY, World

EXAMPLES = Path(__file__).parent / "examples" / "pages"
CASES = sorted(path for path in EXAMPLES.iterdir() if path.is_dir())
HISTORY = History(changes={"cuts/acme-2026-01.yaml": Change(1_769_904_000, 1_778_112_000)})
REPOSITORY = "https://code.example/ledger"


def world_of(case: Path, folder: Path) -> KnowledgeBase:
    """The toy world with the content of a case laid over it."""
    shutil.copytree(TOY, folder / "content")
    if (case / "content").is_dir():
        shutil.copytree(case / "content", folder / "content", dirs_exist_ok=True)
    checked = check(ROOT, folder / "content", TODAY)
    assert checked.kb, checked.problems
    return checked.kb


def rendered(kb: KnowledgeBase) -> dict[str, str]:
    """The Markdown of all pages by path, without charts and data for machines, which other tests look at."""
    pages = (replace(page, charts=(), structured=None) for page in all_pages(kb, HISTORY))
    return {page.path: render(page, Drawings({})) for page in pages}


def expected_files(case: Path) -> list[Path]:
    return sorted((case / "expected").rglob("*.md"))


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_the_case_becomes_the_pages_of_its_folder(case: Path, tmp_path: Path) -> None:
    pages = rendered(world_of(case, tmp_path))
    assert expected_files(case)
    for file in expected_files(case):
        assert pages[file.relative_to(case / "expected").as_posix()] == file.read_text(encoding="utf-8")


def page_at(kb: KnowledgeBase, address: str, history: History = HISTORY) -> str:
    """The Markdown of one page."""
    page = next(page for page in all_pages(kb, history) if page.address == address)
    return render(replace(page, charts=()), Drawings({}))


def pages_of(kb: KnowledgeBase) -> dict[str, Page]:
    return {page.address: page for page in all_pages(kb, HISTORY)}


def test_every_record_and_every_guide_page_has_one_page(toy: KnowledgeBase) -> None:
    pages = [page.address for page in all_pages(toy, HISTORY)]
    assert len(set(pages)) == len(pages)
    assert {f"{record.key}/" for record in toy.records()} < set(pages)
    assert {"", "deals/", "disagreements/", "not-known/", "guide/", "guide/ai-driven-cuts/"} < set(pages)
    assert {f"{kind}/" for kind in KINDS} < set(pages)


def test_the_guide_may_link_each_page_that_is_built(toy: KnowledgeBase) -> None:
    data = data_files(toy, HISTORY)
    pages = [*all_pages(toy, HISTORY), *data_pages(data, toy, HISTORY)]
    built = {page.address for page in [*pages, *gallery_pages(list(chart_pages(pages, toy, HISTORY)))]}
    others = {address for address in built if not address.startswith("guide/")} - {f"{r.key}/" for r in toy.records()}
    assert {address_of(f"{name}.md") for name in OTHER_PAGES} == others


def test_a_denial_of_both_ways_names_both(world: World) -> None:
    cut = world.root / "content/cuts/acme-2026-01.yaml"
    denial = "{cause: ai, mechanism: both, speaker: union, stance: denies, source: union}"
    cut.write_text(cut.read_text().replace("{cause: demand, speaker: union, source: union}", denial))
    kb = world.check().kb
    assert kb
    assert "A union denies that AI does the work or that money moves to AI." in page_at(kb, "cuts/acme-2026-01/")


def test_titles_tell_pages_apart(toy: KnowledgeBase) -> None:
    titles = [page.title for page in all_pages(toy, HISTORY)]
    assert len(set(titles)) == len(titles)


def test_a_cut_without_a_title_is_called_by_company_and_month(toy: KnowledgeBase) -> None:
    assert pages_of(toy)["cuts/acme-2026-01/"].title == "Acme, January 2026"


def test_the_title_of_a_cut_names_its_company(toy: KnowledgeBase) -> None:
    assert pages_of(toy)["cuts/borealis-2026-02/"].title == "Borealis early retirement offer"


def test_records_are_related_both_ways(toy: KnowledgeBase) -> None:
    assert "../../cuts/acme-2026-01/" in page_at(toy, "companies/acme/")
    assert "../../companies/acme/" in page_at(toy, "cuts/acme-2026-01/")
    assert "../../suppliers/voltco/" in page_at(toy, "companies/acme/")
    assert "../../companies/acme/" in page_at(toy, "suppliers/voltco/")
    assert "../acme-2025-06/" in page_at(toy, "cuts/acme-2026-01/")
    assert "../acme-2026-01/" in page_at(toy, "cuts/acme-2025-06/")


def test_of_a_large_layer_the_next_twenty_suppliers_are_named(world: World) -> None:
    rest = """
country: KR
layer: optics
summary: Grid sells lenses.
sources:
  site: {title: About us, publisher: Grid, url: https://grid.example/, type: company, accessed: 2026-01-05}
claims:
  headcount: [{value: 9, as_of: 2026-01, source: site}]
"""
    for number in range(30):
        world.write(f"content/suppliers/grid-{number:02}.yaml", f"name: Grid {number:02}{rest}")
    kb = world.check().kb
    assert kb
    text = page_at(kb, "suppliers/grid-20/")
    named = re.findall(r'<a href="../grid-\d\d/">Grid (\d\d)</a>', text)
    assert named == [f"{number:02}" for number in [*range(21, 30), *range(11)]]
    assert 'and <a href="../">9 more</a>' in text


def test_people_who_are_only_eligible_are_said_not_to_be_cut(toy: KnowledgeBase) -> None:
    text = page_at(toy, "cuts/borealis-2026-02/")
    answer = text.partition("\n## ")[0]
    assert '<p class="kb-figure__label">People eligible</p>' in answer
    assert "It is not the number who left, and it is never added to roles cut." in answer


def test_a_claimed_rise_stands_beside_the_computed_one(toy: KnowledgeBase) -> None:
    text = page_at(toy, "suppliers/voltco/")
    assert '<p class="kb-figure__number">8 times</p>' in text
    assert '<p class="kb-figure__number">about 5.1 times</p>' in text


def test_figures_that_were_replaced_or_taken_back_stay_readable(toy: KnowledgeBase) -> None:
    text = page_at(toy, "cuts/acme-2026-01/")
    assert '<s><span class="kb-bound">about</span> 1,200</s>' in text
    assert "<s>2,500</s>" in text


def test_every_citation_leads_to_a_numbered_source(toy: KnowledgeBase) -> None:
    for address, page in pages_of(toy).items():
        text = render(replace(page, charts=()), Drawings({}))
        cited = {part.partition('"')[0] for part in text.split('href="#source-')[1:]}
        listed = {part.partition('"')[0] for part in text.split('id="source-')[1:]}
        assert cited <= listed, address


def test_links_to_the_repository_need_one(toy: KnowledgeBase) -> None:
    assert "Edit this record" not in page_at(toy, "cuts/acme-2026-01/")
    site = toy.settings.site.model_copy(update={"repository": REPOSITORY, "address": "https://ledger.example/"})
    kb = replace(toy, settings=replace(toy.settings, site=site))
    text = page_at(kb, "cuts/acme-2026-01/")
    assert "/ledger/edit/main/content/cuts/acme-2026-01.yaml" in text
    assert "/ledger/issues/new" in text
    assert "/ledger/edit/main/content/cuts/acme-2025-06.yaml" in page_at(kb, "not-known/")


def test_a_record_says_when_it_came_and_when_it_changed(toy: KnowledgeBase) -> None:
    text = page_at(toy, "cuts/acme-2026-01/")
    assert "first seen 1 February 2026, last changed 7 May 2026" in text
    assert "first seen" not in page_at(toy, "cuts/acme-2026-01/", History())


def test_the_search_finds_a_cut_by_company_alias_and_ticker(toy: KnowledgeBase) -> None:
    entry = pages_of(toy)["cuts/acme-2026-01/"].search
    assert entry.filters == {
        "kind": ("Cut",),
        "country": ("United States",),
        "year": ("2026",),
        "industry": ("Internet",),
        "ai_link": ("disputed",),
        "mechanism": ("AI does the work",),
    }
    assert entry.sorts == {"date": "2026-01-14", "size": "950"}
    assert entry.figure == "950 roles"
    assert {"Acme", "Acme Holdings", "NASDAQ: ACME"} <= set(entry.also)


def test_descriptions_are_short_sentences_without_markup(toy: KnowledgeBase) -> None:
    for page in all_pages(toy, HISTORY):
        assert 40 < len(page.description) < 320, page.path
        assert page.description.endswith("."), page.path


def write_expected() -> None:
    """Writes the expected pages of all cases as they are now."""
    for case in CASES:
        with tempfile.TemporaryDirectory() as folder:
            pages = rendered(world_of(case, Path(folder)))
        for file in expected_files(case):
            file.write_text(pages[file.relative_to(case / "expected").as_posix()], encoding="utf-8")


if __name__ == "__main__":
    write_expected()
