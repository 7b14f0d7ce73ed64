"""What a person does on the site: read, follow links, look closer at a chart, switch the scheme."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.conftest import Reader

pytestmark = pytest.mark.xdist_group("browser-reading")

KINDS_OF_PAGE = {
    "home": "",
    "cuts": "cuts/",
    "companies": "companies/",
    "suppliers": "suppliers/",
    "indicators": "indicators/",
    "deals": "deals/",
    "disagreements": "disagreements/",
    "not known": "not-known/",
    "payroll": "payroll-and-processors/",
    "promises": "promises/",
    "layers": "layers/",
    "data": "data/",
    "dictionary": "data/dictionary/",
    "cut": "cuts/acme-2026-01/",
    "company": "companies/acme/",
    "supplier": "suppliers/voltco/",
    "indicator": "indicators/tally/",
    "guide": "guide/ai-driven-cuts/",
    "guides": "guide/",
    "claims": "claims/",
    "follow": "follow/",
    "chart": "charts/companies/acme/spending/",
}
DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}


def test_the_home_page_leads_to_the_newest_cut(reader: Reader) -> None:
    page = reader.open()
    expect(page).to_have_title("AI Shock Ledger")
    page.get_by_role("link", name="Dunmore Logistics").first.click()
    expect(page.locator("h1")).to_contain_text("Dunmore")


def test_a_cut_shows_its_headline_its_grade_and_who_disagrees(reader: Reader) -> None:
    page = reader.open("cuts/acme-2026-01/")
    text = page.locator("article").inner_text()
    assert "950" in text
    assert "disputed" in text
    assert "1,400 to 1,600" in text
    assert "7.9%" in text


def test_related_records_are_linked_both_ways(reader: Reader) -> None:
    page = reader.open("cuts/acme-2026-01/")
    page.locator("article").get_by_role("link", name="Acme", exact=True).first.click()
    expect(page).to_have_url(re.compile("/companies/acme/$"))
    page.locator("article").get_by_role("link", name="Voltco", exact=True).first.click()
    expect(page).to_have_url(re.compile("/suppliers/voltco/$"))
    page.locator("article").get_by_role("link", name="Acme", exact=True).first.click()
    expect(page).to_have_url(re.compile("/companies/acme/$"))


def test_a_claimed_rise_stands_beside_what_dated_prices_say(reader: Reader) -> None:
    text = reader.open("suppliers/voltco/").locator("article").inner_text()
    assert "8 times" in text
    assert "5.1 times" in text


def test_the_record_can_be_seen_as_it_was_typed(reader: Reader) -> None:
    page = reader.open("cuts/castor-2025-11/")
    address = page.get_by_role("link", name=re.compile("YAML")).get_attribute("href")
    response = page.request.get(page.evaluate("to => new URL(to, document.baseURI).href", address))
    assert response.body() == Path("tests/toy/content/cuts/castor-2025-11.yaml").read_bytes()


def test_vega_is_loaded_only_when_a_reader_reaches_for_a_chart(reader: Reader) -> None:
    page = reader.open("companies/acme/")
    figure = page.locator("figure.chart").first
    expect(figure.locator(".chart__picture--wide > svg").first).to_be_visible()
    assert not any("vega" in url for url in reader.loaded)
    figure.get_by_role("button", name="Explore").click()
    expect(figure.locator(".chart__live svg").first).to_be_visible()
    assert any("vega" in url for url in reader.loaded)
    figure.get_by_role("button", name="Back to the picture").click()
    expect(figure.locator(".chart__live")).to_be_hidden()


def test_a_pointer_on_a_live_chart_shows_the_figures_of_a_mark(reader: Reader) -> None:
    page = reader.open("companies/acme/")
    figure = page.locator("figure.chart").first
    figure.get_by_role("button", name="Explore").click()
    figure.locator(".chart__live svg").first.wait_for()
    marks = figure.locator(".chart__live svg .mark-rect path, .chart__live svg .mark-symbol path")
    marks.first.hover(force=True)
    expect(page.locator(".kb-tip")).to_be_visible()


def test_the_rows_of_a_chart_are_a_table_and_a_csv_file(reader: Reader) -> None:
    page = reader.open("companies/acme/")
    figure = page.locator("figure.chart").first
    figure.locator("summary").click()
    expect(figure.locator("table")).to_be_visible()
    rows = figure.locator("tbody tr").count()
    address = figure.get_by_role("link", name="CSV").get_attribute("href")
    lines = page.request.get(page.evaluate("to => new URL(to, document.baseURI).href", address)).text().splitlines()
    assert rows == len(lines) - 1 > 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_scheme_follows_the_system_and_the_switch(reader: Reader, scheme: str) -> None:
    page = reader.page
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two words
    reader.open()
    ground = _ground(page)
    page.locator("form[data-md-component=palette] label:visible").click()
    page.wait_for_function("before => getComputedStyle(document.body).backgroundColor !== before", arg=ground)
    after = _ground(page)
    reader.open("cuts/")
    assert _ground(page) == after


def _ground(page: Page) -> str:
    ground: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return ground


@pytest.mark.parametrize("path", KINDS_OF_PAGE.values(), ids=KINDS_OF_PAGE)
def test_axe_finds_nothing_in_light_on_a_desk_or_in_dark_on_a_phone(reader: Reader, path: str) -> None:
    page = reader.open(path)
    assert reader.broken_rules(("light",)) == []
    page.set_viewport_size(PHONE)
    assert reader.broken_rules(("dark",)) == []


@pytest.mark.screen(**PHONE)
def test_a_phone_gets_the_narrow_picture(reader: Reader) -> None:
    figure = reader.open("companies/acme/").locator("figure.chart").first
    expect(figure.locator(".chart__picture--narrow > svg").first).to_be_visible()
    expect(figure.locator(".chart__picture--wide > svg").first).to_be_hidden()


@pytest.mark.screen(**PHONE)
def test_the_first_screen_of_a_phone_shows_name_figure_grade_and_date(reader: Reader) -> None:
    page = reader.open("cuts/acme-2026-01/")
    for text in ("950", "disputed", "14 January 2026"):
        box = page.locator("article").get_by_text(text, exact=False).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] < PHONE["height"]


def test_pages_read_without_scripts(plain_reader: Reader) -> None:
    page = plain_reader.open("companies/acme/")
    expect(page.locator("figure.chart svg").first).to_be_visible()
    expect(page.get_by_role("button", name="Explore")).to_have_count(0)
