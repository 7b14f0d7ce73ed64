"""The tables of the indexes: sorted, filtered, shared, taken away, with a pointer and with the keyboard alone."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from generator.checking import check
from generator.figures.ai_link import ai_link
from generator.figures.totals import total
from generator.knowledge_base import KnowledgeBase
from generator.pages.parts import years
from generator.records import Cut
from tests.browser.conftest import Reader, publish_world
from tests.worlds import ROOT, TODAY, make_world

pytestmark = pytest.mark.xdist_group("browser-exploring")

EXPLORED = ("cuts/", "companies/", "suppliers/", "deals/", "claims/")


def rows_of(page: Page) -> Locator:
    return page.locator("table[data-explore]").first.locator("tbody tr")


def status_of(page: Page) -> Locator:
    return page.locator(".kb-explore__status")


def tick(page: Page, facet: str, value: str) -> None:
    """Chooses a value of a facet, as with a pointer."""
    group = page.locator(".kb-explore__group").filter(has=page.locator("summary", has_text=re.compile(f"^{facet}")))
    group.locator("summary").click()
    group.get_by_label(value, exact=False).check()
    group.locator("summary").click()


def range_text(cuts: Iterable[Cut], kb: KnowledgeBase) -> str:
    summed = total(cuts, kb)
    ends = (f"{summed.strict:,}", f"{summed.loose:,}")
    return f"{' to '.join(dict.fromkeys(ends))} roles linked to AI, strict to loose"


def taken(page: Page, folder: Path) -> tuple[str, list[list[str]]]:
    """The name of the downloaded file and its lines."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download CSV").click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    with path.open(encoding="utf-8", newline="") as file:
        return path.name, list(csv.reader(file))


def test_all_years_stand_in_one_table_with_their_total(reader: Reader, toy: KnowledgeBase) -> None:
    page = reader.open("cuts/")
    expect(rows_of(page)).to_have_count(len(toy.cuts))
    expect(page.get_by_role("heading", name=re.compile("^20"))).to_have_count(0)
    expect(status_of(page)).to_contain_text(range_text(toy.cuts.values(), toy))


@pytest.mark.parametrize("grade", ["stated", "disputed", "reported", "none"])
def test_a_filter_leaves_its_rows_and_their_total(reader: Reader, toy: KnowledgeBase, grade: str) -> None:
    page = reader.open("cuts/")
    tick(page, "AI link", grade)
    cuts = [cut for cut in toy.cuts.values() if ai_link(cut).grade == grade]
    expect(rows_of(page)).to_have_count(len(cuts))
    expect(status_of(page)).to_contain_text(f"{len(cuts)} of {len(toy.cuts)} cuts")
    expect(status_of(page)).to_contain_text(range_text(cuts, toy))


def test_values_of_a_facet_add_up_and_facets_narrow_each_other(reader: Reader, toy: KnowledgeBase) -> None:
    page = reader.open("cuts/")
    for value in ("Acme", "Borealis Software"):
        tick(page, "Company", value)
    tick(page, "Year", "2026")
    cuts = [c for c in toy.cuts.values() if c.company in ("acme", "borealis") and c.announced.text.startswith("2026")]
    expect(rows_of(page)).to_have_count(len(cuts))
    expect(status_of(page)).to_contain_text(range_text(cuts, toy))


@pytest.mark.parametrize("count", ["strict", "loose"])
def test_the_definition_chooses_what_counts_and_travels(
    reader: Reader, toy: KnowledgeBase, tmp_path: Path, count: str
) -> None:
    page = reader.open("cuts/")
    page.get_by_label("Count").select_option(count)
    summed = total(toy.cuts.values(), toy)
    figure, cuts = (summed.strict, summed.strict_cuts) if count == "strict" else (summed.loose, summed.loose_cuts)
    expect(rows_of(page)).to_have_count(cuts)
    expect(status_of(page)).to_contain_text(f"{figure:,} roles linked to AI, {count}")
    assert parse_qs(urlsplit(page.url).query) == {"count": [count]}
    expect(page.locator(".kb-explore__cite p")).to_contain_text(f"counted {count}")
    expect(page.locator(".kb-explore__cite p")).to_contain_text("Data of 23 November 2026, commit 0123456789ab. http")
    name, lines = taken(page, tmp_path)
    assert count in name
    assert f"counted {count}" in lines[0][0]
    assert page.url in lines[0][0]
    assert "Data of 23 November 2026, commit 0123456789ab." in lines[0][0]
    column = lines[2].index(f"Roles linked to AI ({count})")
    assert sum((Decimal(line[column]) for line in lines[3:]), Decimal(0)) == figure


STATED = """\
company: acme
kind: layoff
announced: 2026-09-01
summary: Acme closed its depot and said that an assistant does the work.
sources:
  release:
    title: Acme closes its depot
    publisher: Acme
    type: company
    url: https://acme.example/news/9
    published: 2026-09-01
    accessed: 2026-10-02
claims:
  roles: [{low: 700, high: 900, source: release}]
attribution: [{cause: ai, mechanism: automation, speaker: company, source: release}]
"""


@pytest.fixture(scope="module")
def other(site_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """The toy world with a cut whose company says how many roles went for AI, as a site beside the other.

    A table is long there when it has more than three rows, and a page of a year holds four.
    """
    folder = tmp_path_factory.mktemp("other")
    world = make_world(folder)
    world.write("content/cuts/acme-2026-09.yaml", STATED)
    checked = check(ROOT, folder / "content", TODAY)
    assert checked.kb, checked.problems
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(years, "ROWS_OF_AN_INDEX", 3)
        patch.setattr(years, "ROWS_OF_A_PAGE", 4)
        publish_world(checked.kb, folder, site_folder.parent / "other")
    return checked.kb


@pytest.fixture
def beside(reader: Reader, other: KnowledgeBase) -> Reader:
    """A reader of that site."""
    reader.address = reader.address.replace("/ledger/", "/other/")
    return reader


def test_a_stated_cut_counts_at_its_lowest_in_the_strict_sum(beside: Reader, other: KnowledgeBase) -> None:
    page = beside.open("cuts/?only.ai-link=stated")
    cuts = [cut for cut in other.cuts.values() if ai_link(cut).grade == "stated"]
    summed = total(cuts, other)
    assert (summed.strict, summed.loose) == (Decimal(700), Decimal(1200))  # 300 are of another cut, at most
    expect(status_of(page)).to_contain_text(range_text(cuts, other))
    page.get_by_label("Count").select_option("strict")
    expect(status_of(page)).to_contain_text("700 roles linked to AI, strict")
    page.get_by_label("Count").select_option("loose")
    expect(status_of(page)).to_contain_text("1,200 roles linked to AI, loose")


def pages_of_years(reader: Reader) -> list[str]:
    """The pages of years that were loaded."""
    return [url for url in reader.loaded if re.search(r"/(cuts|claims)/(20|undated)", url)]


def test_the_rows_of_long_years_are_loaded_when_somebody_asks(beside: Reader, other: KnowledgeBase) -> None:
    page = beside.open("cuts/")
    expect(status_of(page)).to_contain_text(f"{len(other.cuts)} cuts · {range_text(other.cuts.values(), other)}")
    expect(rows_of(page)).to_have_count(3)
    assert pages_of_years(beside) == []
    page.locator(".kb-explore").get_by_label("Sort by").select_option("roles-down")
    expect(rows_of(page)).to_have_count(len(other.cuts))
    expect(status_of(page)).to_contain_text(f"{len(other.cuts)} cuts · {range_text(other.cuts.values(), other)}")
    assert pages_of_years(beside)
    rows_of(page).last.get_by_role("link").last.click()
    expect(page.locator("h1")).to_be_visible()  # its address was written for another page


def test_the_button_for_more_shows_the_rows_of_long_years_too(beside: Reader) -> None:
    page = beside.open("claims/")
    everything = len(claims_file(beside))
    page.get_by_role("button", name=f"Show all {everything} claims").click()
    expect(rows_of(page)).to_have_count(everything)


def test_a_file_of_a_long_table_holds_all_its_rows(beside: Reader, other: KnowledgeBase, tmp_path: Path) -> None:
    _, lines = taken(beside.open("cuts/"), tmp_path)
    assert sorted(line[-1].split("/")[-2] for line in lines[3:]) == sorted(other.cuts)


def test_a_shared_address_asks_for_the_rows_of_long_years(beside: Reader, other: KnowledgeBase) -> None:
    page = beside.open("cuts/#2025")
    cuts = [cut for cut in other.cuts.values() if cut.announced.text.startswith("2025")]
    expect(status_of(page)).to_contain_text(f"{len(cuts)} of {len(other.cuts)} cuts")
    expect(rows_of(page)).to_have_count(len(cuts))


def test_rows_that_do_not_come_are_asked_for_again(beside: Reader, other: KnowledgeBase) -> None:
    page = beside.open("cuts/")
    page.route("**/cuts/2025/", lambda route: route.abort())
    page.locator(".kb-explore").get_by_label("Sort by").select_option("roles-down")
    expect(status_of(page)).to_contain_text("only the first 3 could be loaded. Try again.")
    page.unroute("**/cuts/2025/")
    page.locator(".kb-explore").get_by_label("Sort by").select_option("roles-up")
    expect(rows_of(page)).to_have_count(len(other.cuts))
    beside.seen.clear()  # the load that was stopped here


def test_a_script_that_does_not_come_leaves_the_page_as_without_scripts(reader: Reader) -> None:
    reader.page.route("**/explore.js", lambda route: route.abort())
    page = reader.open("cuts/")
    heading, table = page.get_by_role("heading", name="2026"), page.locator(".table-scroll").first
    expect(heading).to_be_hidden()
    page.evaluate("document.getAnimations().forEach(one => one.finish())")  # eight seconds later
    expect(heading).to_be_visible()
    space = page.evaluate("([one, other]) => other.getBoundingClientRect().top - one.getBoundingClientRect().bottom",
                          [heading.element_handle(), table.element_handle()])  # fmt: skip
    assert space < 100
    reader.seen.clear()  # the load that was stopped here


@pytest.mark.parametrize("path", EXPLORED)
def test_an_address_opened_afresh_shows_the_same(reader: Reader, path: str) -> None:
    page = reader.open(path)
    page.get_by_label("Find in these").fill("acme")
    page.wait_for_url("**find=acme*")
    page.locator(".kb-explore").get_by_label("Sort by").select_option(index=2)
    seen, said, address = rows_of(page).all_inner_texts(), status_of(page).inner_text(), page.url
    assert seen
    page.goto("about:blank")
    page.goto(address)
    expect(page.get_by_label("Find in these")).to_have_value("acme")
    assert (rows_of(page).all_inner_texts(), status_of(page).inner_text()) == (seen, said)


def test_back_undoes_one_step(reader: Reader, toy: KnowledgeBase) -> None:
    page = reader.open("cuts/")
    tick(page, "Year", "2025")
    page.get_by_label("Find in these").press_sequentially("castor", delay=200)
    expect(rows_of(page)).to_have_count(1)
    page.go_back()
    expect(page.get_by_label("Find in these")).to_have_value("")
    expect(rows_of(page)).to_have_count(sum(c.announced.text.startswith("2025") for c in toy.cuts.values()))
    page.go_back()
    expect(rows_of(page)).to_have_count(len(toy.cuts))


def test_the_search_dialog_leaves_the_address_of_a_table_alone(reader: Reader) -> None:
    page = reader.open("cuts/?only.year=2025")
    page.keyboard.press("/")
    page.keyboard.type("acme")
    page.wait_for_url("**q=acme*")
    page.keyboard.press("Escape")
    page.wait_for_url("**/cuts/?only.year=2025")


@pytest.mark.parametrize("path", EXPLORED)
def test_a_file_holds_what_is_shown(reader: Reader, tmp_path: Path, path: str) -> None:
    page = reader.open(f"{path}?find=acme")
    _, lines = taken(page, tmp_path)
    start = next(index for index, line in enumerate(lines) if len(line) > 1)
    headings, rows = lines[start], lines[start + 1 :]
    heads = page.locator("table[data-explore]").first.locator("thead th")
    columns = [
        label for head in heads.all() for label in filter(None, (head.inner_text(), head.get_attribute("data-beside")))
    ]
    assert headings[: len(columns)] == columns
    page.locator("time").evaluate_all("all => all.forEach(one => { one.textContent = one.dateTime; })")
    texts = [re.sub(r"\W+", "", text) for text in rows_of(page).all_text_contents()]
    assert [re.sub(r"\W+", "", "".join(row[: len(columns)])) for row in rows] == texts
    assert all(row[-1] == "" or row[-1].startswith(reader.address) for row in rows)


def test_a_file_has_a_figure_its_range_its_source_and_its_day_in_columns_of_their_own(
    reader: Reader, tmp_path: Path
) -> None:
    _, lines = taken(reader.open("cuts/?find=castor+2025"), tmp_path)
    row = dict(zip(lines[2], lines[3], strict=True))
    names = ("Announced", "Roles", "Roles, all claims", "Source")
    assert [row[name] for name in names] == ["2025-11-05", "480", "480 to 500", "https://herald.example/castor"]


def test_a_file_is_safe_to_open(reader: Reader, tmp_path: Path) -> None:
    page = reader.open("deals/")
    page.locator("table[data-explore] tbody tr").first.locator(".kb-cell--what").evaluate(
        "cell => { cell.textContent = ' =HYPERLINK(\"x\"), 1'; }"
    )
    _, lines = taken(page, tmp_path)
    assert '\'=HYPERLINK("x"), 1' in [cell for line in lines for cell in line]


def test_the_keyboard_alone_sorts_and_filters(reader: Reader, toy: KnowledgeBase) -> None:
    page = reader.open("cuts/")
    page.get_by_role("button", name="Roles").focus()
    page.keyboard.press("Enter")
    heading = page.locator("table[data-explore]").first.locator("th[aria-sort]")
    expect(heading).to_have_attribute("aria-sort", "descending")
    expect(heading.locator("button")).to_be_focused()
    expect(rows_of(page).first).to_contain_text("950")
    page.keyboard.press("Enter")
    expect(heading).to_have_attribute("aria-sort", "ascending")
    summary = page.locator(".kb-explore__group summary", has_text="Year")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".kb-explore__group input").first).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(rows_of(page)).to_have_count(sum(c.announced.text.startswith("2026") for c in toy.cuts.values()))
    page.keyboard.press("Escape")
    expect(summary).to_be_focused()


def test_rows_without_a_figure_come_last_either_way(reader: Reader) -> None:
    page = reader.open("cuts/")
    for order in ("roles-down", "roles-up"):
        page.locator(".kb-explore").get_by_label("Sort by").select_option(order)
        expect(rows_of(page).last).to_contain_text("not known")


def test_a_link_to_a_part_of_the_page_asks_for_that_part(reader: Reader) -> None:
    page = reader.open("suppliers/#power-grid")
    expect(rows_of(page)).to_have_count(1)
    expect(rows_of(page)).to_contain_text("Voltco")


@pytest.mark.parametrize("path", ["cuts/", "suppliers/"])  # with a total and without
def test_axe_finds_nothing_in_open_filters(reader: Reader, path: str) -> None:
    page = reader.open(f"{path}?find=acme")
    page.locator(".kb-explore__group summary").first.click()
    assert reader.broken_rules() == []


@pytest.mark.screen(width=390, height=844)
@pytest.mark.parametrize("path", ["cuts/", "suppliers/"])  # with a total and without
def test_a_phone_has_the_filters_in_one_disclosure(reader: Reader, path: str) -> None:
    page = reader.open(path)
    groups = page.locator(".kb-explore__group summary")
    expect(groups.first).to_be_hidden()
    page.locator(".kb-explore__filters > summary").click()
    groups.first.click()
    expect(page.locator(".kb-explore__group input").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def with_more_rows(reader: Reader, path: str, more: int) -> Page:
    """A page to whose first table rows were added before its script saw it."""
    page = reader.page
    page.route("**/explore.js", lambda route: route.abort())
    reader.open(path)
    reader.seen.clear()  # the load that was stopped here
    page.unroute("**/explore.js")
    page.evaluate(
        """more => {
            const body = document.querySelector("table[data-explore] tbody");
            for (let number = 0; number < more; number++) body.append(body.rows[number % 2].cloneNode(true));
        }""",
        more,
    )
    page.evaluate("() => import(new URL('../assets/explore.js', document.baseURI).href + '?again')")
    return page


@pytest.mark.parametrize(("path", "said"), [("cuts/", "10,006 cuts"), ("claims/", "10,064 claims")])
def test_of_ten_thousand_rows_only_the_first_are_drawn(reader: Reader, path: str, said: str) -> None:
    page = with_more_rows(reader, path, 10_000)
    expect(status_of(page)).to_contain_text(said)
    page.locator(".kb-explore select").first.select_option(index=3)
    expect(rows_of(page)).to_have_count(200)


def test_all_rows_of_the_filter_are_printed(reader: Reader) -> None:
    page = with_more_rows(reader, "cuts/", 300)
    expect(rows_of(page)).to_have_count(200)
    count = "window.printed = document.querySelectorAll('table[data-explore] tbody tr').length"
    page.evaluate(f"addEventListener('beforeprint', () => {{ {count} }})")
    page.pdf()
    assert page.evaluate("window.printed") == 306
    expect(rows_of(page)).to_have_count(200)


@pytest.fixture
def plain_page(reader: Reader) -> Iterator[Page]:
    """A page of a reader whose browser runs no scripts."""
    browser = reader.page.context.browser
    assert browser is not None
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_without_scripts_the_years_stay_tables(reader: Reader, plain_page: Page) -> None:
    plain_page.goto(reader.address + "cuts/")
    expect(plain_page.locator("table[data-explore]")).to_have_count(2)
    expect(plain_page.get_by_role("heading", name=re.compile("^20")).first).to_be_visible()
    expect(plain_page.locator(".kb-explore")).to_be_hidden()


def test_without_scripts_every_row_of_a_long_year_can_be_reached(beside: Reader, plain_page: Page) -> None:
    plain_page.goto(beside.address + "claims/")
    links = plain_page.locator(".kb-pages").first.get_by_role("link")
    found = []
    for number in range(links.count()):
        plain_page.goto(beside.address + "claims/")
        links.nth(number).click()
        found += rows_of(plain_page).all()
        expect(plain_page.locator(".kb-pages")).to_be_visible()
    plain_page.goto(beside.address + "claims/")
    assert f"{len(found)} claims" in plain_page.locator(".kb-definition").first.inner_text()


def claims_file(reader: Reader) -> list[dict[str, str]]:
    """The claims as the ledger publishes them."""
    return list(csv.DictReader(io.StringIO(reader.page.request.get(f"{reader.address}data/claims.csv").text())))


@pytest.mark.parametrize("metric", ["roles", "workforce_share"])
def test_the_claims_of_a_metric_are_those_of_the_data(
    reader: Reader, toy: KnowledgeBase, tmp_path: Path, metric: str
) -> None:
    page = reader.open("claims/")
    expected = [row for row in claims_file(reader) if row["metric"] == metric]
    tick(page, "Metric", toy.settings.metrics[metric].label)
    expect(status_of(page)).to_contain_text(f"{len(expected)} of {sum(1 for _ in claims_file(reader))} claims")
    expect(rows_of(page)).to_have_count(len(expected))
    _, lines = taken(page, tmp_path)
    headings, *rows = lines[1:]
    figure, record = headings.index("Figure"), len(headings) - 1
    told = sorted((row[record].removeprefix(reader.address).strip("/"), amounts(row[figure])) for row in rows)
    assert told == sorted((row["record"], ends(row)) for row in expected)


def ends(row: dict[str, str]) -> tuple[str, ...]:
    """The figure of a row of the file, or both its ends; nothing where it is not known."""
    return tuple(dict.fromkeys(end for end in (row["low"], row["high"]) if end))


def amounts(text: str) -> tuple[str, ...]:
    """The numbers of a figure in words: `about 1,400 to 1,600` is 1400 and 1600; nothing where it is not known."""
    return () if text.startswith("not known") else tuple(re.findall(r"[\d.]+", text.replace(",", "")))


def test_figures_are_ranked_among_their_like(reader: Reader) -> None:
    page = reader.open("claims/?only.metric=Revenue&order=figure-down")
    whens = [when.strip() for when in rows_of(page).locator("td.kb-cell--date").all_inner_texts()]
    assert whens.index("Q2 fiscal 2026") > max(place for place, when in enumerate(whens) if when.startswith("fiscal"))


def test_years_and_quarters_of_suppliers_have_columns_of_their_own(reader: Reader) -> None:
    page = reader.open("suppliers/")
    headings = page.locator("table[data-explore]").first.locator("thead th").all_inner_texts()
    assert headings[2:5] == ["Revenue, year", "Revenue, quarter", "Order backlog"]
