"""A built site of the toy world, served under a folder as on GitHub Pages, and a real Chromium to read it with."""

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, Response, sync_playwright

from generator import build
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.publishing import publish
from generator.settings import read_assets
from generator.writing import DiskCache, write_changed
from tests.worlds import ROOT

# Without these Chromium looks for its maker's servers at every start.
_QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
          "--disable-component-update", "--disable-sync"]  # fmt: skip

# What is in order need not be described: that takes longer than finding what is not.
_AXE = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}

HISTORY = History("0123456789abcdef0123456789abcdef01234567", 1795392000)  # 23 November 2026


class Silent(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def handle(self) -> None:
        """Answers; that a reader has left the page meanwhile is nothing to speak of."""
        with suppress(ConnectionError):
            super().handle()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="session")
def site_folder(toy: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the site of the toy world."""
    folder = tmp_path_factory.mktemp("site")
    publish_world(toy, folder, folder / "host" / "ledger")
    return folder / "host" / "ledger"


def publish_world(kb: KnowledgeBase, work: Path, site: Path) -> None:
    """Builds a ledger; sites beside each other are served by one host."""
    assets = read_assets(ROOT / "site_config" / "assets")
    write_changed(build.site(kb, HISTORY, assets, DiskCache(work / "cache"), lambda text: None), work / "docs")
    publish(ROOT, work / "docs", site, engine="mkdocs", site_url="", repo_url="", full=True,
            report=lambda text: None, made_at=HISTORY.time)  # fmt: skip


@pytest.fixture(scope="session")
def address(site_folder: Path) -> Iterator[str]:
    """The address of the site: http://127.0.0.1:PORT/ledger/."""
    handler = functools.partial(Silent, directory=str(site_folder.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/ledger/"
        server.shutdown()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests: the machine's own, else Playwright's."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=_QUIET)
        yield browser
        browser.close()


@dataclass
class Reader:
    """A person with a page open, and everything that went wrong behind it."""

    page: Page
    address: str
    seen: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)

    def open(self, path: str = "") -> Page:
        """Opens a page of the site."""
        self.page.goto(self.address + path, wait_until="load")
        return self.page

    def broken_rules(self, schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")) -> list[tuple[str, str]]:
        """The rules of accessibility that the open page breaks, each with the first element that does."""
        broken = []
        for scheme in schemes:
            self.page.emulate_media(color_scheme=scheme)
            found = Axe().run(self.page, options=_AXE).response["violations"]
            broken += [(f"{rule['id']} in {scheme}", rule["nodes"][0]["html"][:150]) for rule in found]
        return broken

    def watch(self) -> None:
        """Notes errors of the console, failed loads and requests to other origins."""
        self.page.on("console", self._on_console)
        self.page.on("pageerror", self._on_error)
        self.page.on("request", self._on_request)
        self.page.on("response", self._on_response)

    def look_away(self) -> None:
        """Notes nothing more."""
        self.page.remove_listener("console", self._on_console)
        self.page.remove_listener("pageerror", self._on_error)
        self.page.remove_listener("request", self._on_request)
        self.page.remove_listener("response", self._on_response)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.seen.append(f"{message.type}: {message.text}")

    def _on_error(self, error: Error) -> None:
        self.seen.append(f"script: {error}")

    def _on_request(self, request: Request) -> None:
        self.loaded.append(request.url)
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.seen.append(f"foreign: {request.url}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 400:
            self.seen.append(f"{response.status}: {response.url}")


@pytest.fixture(scope="session")
def window(chromium: Browser) -> Iterator[Page]:
    """The window of all readers: to open one for each test would take longer than most tests.

    What a test changes in a page is gone with the page; `add_init_script` would change those of all later tests.
    """
    with chromium.new_context() as context:
        yield context.new_page()


@pytest.fixture(scope="session")
def plain_window(chromium: Browser) -> Iterator[Page]:
    """A window in which no script runs."""
    with chromium.new_context(java_script_enabled=False) as context:
        yield context.new_page()


@pytest.fixture
def reader(window: Page, address: str, request: pytest.FixtureRequest) -> Iterator[Reader]:
    """A reader at a desk in daylight, or as the test's marker `screen` says; nothing may go wrong behind the page."""
    marker = request.node.get_closest_marker("screen")
    with reading(window, address, **(marker.kwargs if marker else {})) as one:
        yield one
    assert one.seen == []


@pytest.fixture
def plain_reader(plain_window: Page, address: str) -> Iterator[Reader]:
    """A reader whose browser runs no scripts."""
    with reading(plain_window, address) as one:
        yield one
    assert one.seen == []


@contextmanager
def reading(
    page: Page, address: str, width: int = 1280, height: int = 900, scheme: Literal["light", "dark"] = "light"
) -> Iterator[Reader]:
    """Someone who was never here before, and of whom nothing is left in the window afterwards."""
    page.set_default_timeout(15_000)
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(media="null", color_scheme=scheme, reduced_motion="reduce", forced_colors="null")
    one = Reader(page, address)
    one.watch()
    yield one
    one.look_away()
    _forget(page)


def _forget(page: Page) -> None:
    """Closes what the page opened, clears what it kept, and lets the mouse go."""
    page.unroute_all()
    for other in page.context.pages[1:]:
        other.close()
    page.evaluate("if (location.protocol !== 'about:') localStorage.clear(), sessionStorage.clear()")
    page.context.clear_cookies()
    page.context.clear_permissions()
    tools = page.context.new_cdp_session(page)
    tools.send("Network.enable")
    tools.send("Network.setCacheDisabled", {"cacheDisabled": True})  # drops the pictures that it still holds
    tools.detach()
    page.goto("about:blank")
    page.mouse.move(-1, -1)
