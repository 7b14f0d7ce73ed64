"""Searching, with a pointer and with the keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Reader

pytestmark = pytest.mark.xdist_group("browser-searching")


def test_nothing_of_the_search_is_loaded_before_a_reader_opens_it(reader: Reader) -> None:
    page = reader.open()
    assert not any("pagefind" in url for url in reader.loaded)
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("pages")
    assert any("pagefind" in url for url in reader.loaded)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Voltco", "Voltco"),
        ("Acme Holdings", "Acme"),
        ("HELI", "Heliochip"),
        ("Northern Wire", "Borealis"),
        ("phone support", "Acme"),
    ],
)
def test_a_record_is_found_by_name_alias_ticker_publisher_and_text(reader: Reader, asked: str, found: str) -> None:
    page = reader.open()
    page.keyboard.press("/")
    page.keyboard.type(asked)
    expect(page.locator(".kb-search__hit-title").filter(has_text=found).first).to_be_visible()


def test_a_question_in_plain_words_finds_the_page_that_answers_it(reader: Reader) -> None:
    page = reader.open()
    page.keyboard.press("/")
    for question, first, said in (
        ("How many people did Acme cut because of AI?", "cuts/acme-2026-01/", "for “How many people"),
        ("AI-linked cuts 2026", "cuts/", "for “AI-linked cuts 2026”"),
        ("Who sells transformers to Acme?", "suppliers/voltco/", "for “Who sells transformers to Acme?”"),
        ("what falls due next", "promises/", "for “what falls due next”"),
        ("xyzzy Borealis", "companies/borealis/", "Nothing has all words of “xyzzy Borealis”"),
        ("finance leases", "guide/method/", "2 pages for"),  # not each page that explains its figure
    ):
        page.locator(".kb-search__input").fill(question)
        expect(page.get_by_role("status")).to_contain_text(said)
        expect(page.locator(".kb-search__hit").first).to_have_attribute("href", re.compile(f"/ledger/{first}$"))


def test_results_stand_once_however_fast_a_reader_clicks_and_types(reader: Reader) -> None:
    page = reader.open()
    page.keyboard.press("/")
    page.keyboard.type("AI")
    expect(page.get_by_role("button", name="Show more")).to_be_enabled()
    page.locator(".kb-search__more").evaluate("button => { button.click(); button.click(); }")
    expect(page.locator(".kb-search__hit").nth(10)).to_be_focused()
    addresses = page.locator(".kb-search__hit").evaluate_all("hits => hits.map((hit) => hit.href)")
    assert len(set(addresses)) == len(addresses)
    page.locator(".kb-search__input").fill("castor")
    page.keyboard.press("Enter")  # at once: what stands there still answers the question before
    expect(page.locator("h1")).to_contain_text("Castor")


def test_filters_narrow_a_search_and_stay_in_the_address(reader: Reader) -> None:
    page = reader.open()
    page.keyboard.press("/")
    page.get_by_role("dialog").get_by_label("Cut", exact=False).first.check()
    page.get_by_role("dialog").get_by_label("disputed", exact=False).first.check()
    expect(page.get_by_role("status")).to_have_text("1 page")
    expect(page.locator(".kb-search__hit-title")).to_contain_text(["Acme"])
    shared = page.url
    page.goto("about:blank")
    page.goto(shared)
    expect(page.get_by_role("status")).to_have_text("1 page")


def test_results_can_be_sorted_by_size(reader: Reader) -> None:
    page = reader.open()
    page.keyboard.press("/")
    page.get_by_role("dialog").get_by_label("Cut", exact=False).first.check()
    page.get_by_label("Sort by").select_option("size")
    expect(page.locator(".kb-search__hit-title").first).to_contain_text("Acme")
    figures = page.locator(".kb-search__hit-figure").all_inner_texts()
    numbers = [int(found[0].replace(",", "")) for text in figures if (found := re.findall(r"\d[\d,]*", text))]
    assert numbers == sorted(numbers, reverse=True)


def test_the_keyboard_alone_finds_opens_and_comes_back(reader: Reader) -> None:
    page = reader.open("cuts/")
    opener = page.get_by_role("button", name="Search")
    opener.focus()
    page.keyboard.press("Enter")
    page.keyboard.type("castor")
    expect(page.locator(".kb-search__hit").first).to_contain_text("Castor")
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("castor")
    expect(page.locator(".kb-search__hit").first).to_contain_text("Castor")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Castor")
    page.go_back()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_the_keyboard_reaches_the_content_first(reader: Reader) -> None:
    page = reader.open("cuts/acme-2026-01/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to content")
    page.keyboard.press("Enter")
    assert "#" in page.url


def test_axe_finds_nothing_in_the_open_dialog(reader: Reader) -> None:
    page = reader.open()
    page.keyboard.press("/")
    page.keyboard.type("acme")
    expect(page.locator(".kb-search__hit").first).to_be_visible()
    assert reader.broken_rules() == []
