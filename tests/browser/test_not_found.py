"""An address that leads nowhere, below a folder of the host: the page is styled, its links and its search work."""

import functools
import http.server
import threading
from collections.abc import Iterator
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generator import build
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.publishing import publish
from generator.settings import read_assets
from generator.writing import write_changed
from tests.browser.conftest import reading
from tests.test_head import Blank
from tests.worlds import ROOT

pytestmark = pytest.mark.xdist_group("browser-not_found")
FOLDER = "ledger/sub/"


class _Pages(http.server.SimpleHTTPRequestHandler):
    """Serves a folder as GitHub Pages does: what is not there gets the site's own page, under the address asked for."""

    def log_message(self, *_: object) -> None:
        """Says nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's 404.html with its status."""
        page = (Path(self.directory) / FOLDER / "404.html").read_bytes()
        self.send_response(code, message)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)


@pytest.fixture(scope="module")
def top(toy: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site."""
    host = tmp_path_factory.mktemp("host")
    handler = functools.partial(_Pages, directory=str(host / "served"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        address = f"http://127.0.0.1:{server.server_port}/{FOLDER}"
        site = toy.settings.site.model_copy(update={"address": address})
        kb = replace(toy, settings=replace(toy.settings, site=site))
        files = build.site(kb, History(), read_assets(ROOT / "site_config/assets"), Blank(), lambda text: None)
        write_changed(files, host / "docs")
        publish(ROOT, host / "docs", host / "served" / FOLDER, engine="mkdocs", site_url=address, repo_url="",
                full=True, report=lambda text: None)  # fmt: skip
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield address
        server.shutdown()


@pytest.fixture
def page(window: Page, top: str) -> Iterator[Page]:
    """A page in which nothing goes wrong but that the address leads nowhere."""
    with reading(window, top) as one:
        yield one.page
    assert [text for text in one.seen if "404" not in text] == []


@pytest.mark.parametrize(
    ("mistyped", "question"),
    [
        ("cuts/acme-2026-1/", "acme"),
        ("companies/Acme.html", "Acme"),
        ("suppliers/voltco/more/voltco-orders", "voltco orders"),
        ("cuts/2026-01/", "2026 01"),
        ("cuts/%E6%9D%B1%E4%BA%AC/", "東京"),
        ("cuts/%E6%9D/", "E6 9D"),
        ("cuts/%3Cimg%20src=x%20onerror=alert(1)%3E/", "img src x onerror alert"),
    ],
)
def test_the_words_of_the_address_become_a_search(page: Page, top: str, mistyped: str, question: str) -> None:
    answer = page.goto(top + mistyped)
    assert answer
    assert answer.status == HTTPStatus.NOT_FOUND
    expect(page.locator("h1")).to_have_text("Page not found")
    expect(page.get_by_role("link", name="Search the ledger for")).to_have_text(f"Search the ledger for “{question}”")


def test_the_page_names_what_comes_near_and_leads_there(page: Page, top: str) -> None:
    page.goto(f"{top}cuts/voltco-2026/")
    page.get_by_role("heading", name="Did you mean").wait_for()
    page.locator(".kb-lost__near a", has_text="Voltco").first.click()
    expect(page.locator("h1")).to_contain_text("Voltco")


def test_the_search_opens_with_its_question_on_a_page_that_is_there(page: Page, top: str) -> None:
    page.goto(f"{top}cuts/acme-2026-1/")
    page.get_by_role("link", name="Search the ledger for").click()
    page.wait_for_url(f"{top}?q=acme")
    expect(page.locator(".kb-search__input")).to_have_value("acme")
    page.locator(".kb-search__hit", has_text="Acme").first.wait_for()


def test_all_links_of_the_page_lead_somewhere_and_it_is_styled(page: Page, top: str) -> None:
    page.goto(f"{top}no/such/address/at/all/")
    links = page.locator("a[href]").evaluate_all("all => all.map(link => link.href)")
    own = sorted({link.partition("#")[0] for link in links if link.startswith(top)})
    assert {f"{top}{folder}/" for folder in ("cuts", "companies", "suppliers", "indicators", "guide")} <= set(own)
    inside = [link for link in own if link != page.url]
    assert [link for link in inside if page.request.get(link).status != HTTPStatus.OK] == []
    font = page.locator("h1").evaluate("heading => getComputedStyle(heading).fontFamily")
    assert "Georgia" in font


def test_without_scripts_the_lists_are_there(plain_window: Page, top: str) -> None:
    with reading(plain_window, top) as one:
        page = one.open("cuts/acme-2026-1/")
        page.locator("article").get_by_role("link", name="Companies").click()
        expect(page.locator("h1")).to_contain_text("Companies")
