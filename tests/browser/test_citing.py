"""How a reader cites a record: opened, read by a program, copied, with the keyboard, on paper, without scripts."""

import json

import pytest
from playwright.sync_api import expect

from generator.knowledge_base import KnowledgeBase
from generator.pages.parts.links import name
from tests.browser.conftest import HISTORY, Reader

pytestmark = pytest.mark.xdist_group("browser-citing")

CUT = "cuts/acme-2026-01/"


def test_a_copied_citation_names_the_record_and_the_data(reader: Reader, toy: KnowledgeBase) -> None:
    page = reader.open(CUT)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_text("Cite this", exact=True).click()
    copied = {}
    for form in ("Plain text", "BibTeX", "CSL JSON"):
        button = page.get_by_role("button", name=f"Copy {form}")
        button.dblclick()
        expect(page.get_by_text("Copied")).to_be_visible()
        copied[form] = page.evaluate("navigator.clipboard.readText()")
        expect(button).to_be_visible()  # it goes back to its name
    title = name(toy.cuts["acme-2026-01"], toy)
    assert copied["Plain text"] == (
        f"AI Shock Ledger: “{title}”. Data of 23 November 2026, commit 0123456789ab. {CUT} from the top of the site."
    )
    assert copied["BibTeX"].startswith(f"@misc{{ai-shock-ledger-cuts-acme-2026-01,\n  title = {{{{{title}}}}},\n")
    (item,) = json.loads(copied["CSL JSON"])
    assert (item["title"], item["version"]) == (title, HISTORY.commit)
    assert item["issued"] == {"date-parts": [[2026, 11, 23]]}


def test_what_a_browser_does_not_copy_is_selected(reader: Reader) -> None:
    page = reader.open(CUT)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed')); }")
    page.get_by_text("Cite this", exact=True).click()
    page.get_by_role("button", name="Copy BibTeX").click()
    expect(page.get_by_text("Copy failed")).to_be_visible()
    assert page.evaluate("getSelection().toString()").startswith("@misc{")
    expect(page.get_by_role("button", name="Copy BibTeX")).to_be_visible()  # it goes back to its name


@pytest.mark.screen(width=390, height=844)
def test_the_keyboard_opens_it_and_reads_long_lines(reader: Reader) -> None:
    page = reader.open(CUT)
    page.get_by_text("Cite this", exact=True).focus()
    page.keyboard.press("Enter")
    block = page.get_by_role("region", name="Citation as BibTeX")
    block.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("block => block.scrollLeft > 0", arg=block.element_handle())
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_on_paper_the_plain_text_stands_alone(reader: Reader) -> None:
    page = reader.open(CUT)
    page.emulate_media(media="print")
    box = page.locator(".kb-cite__plain pre").bounding_box()
    assert box
    assert box["height"] > 10
    for hidden in ("summary", ".kb-cite__data", "button"):
        expect(page.locator(f".kb-cite {hidden}").first).to_be_hidden()


def test_without_scripts_it_opens_and_offers_no_copy(plain_reader: Reader) -> None:
    page = plain_reader.open(CUT)
    page.get_by_text("Cite this", exact=True).click()
    expect(page.get_by_role("region", name="Citation as CSL JSON")).to_be_visible()
    expect(page.locator(".kb-cite button").first).to_be_hidden()


def test_axe_finds_nothing_in_an_open_citation(reader: Reader) -> None:
    reader.open(CUT).get_by_text("Cite this", exact=True).click()
    assert reader.broken_rules() == []
