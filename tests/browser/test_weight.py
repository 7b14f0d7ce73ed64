"""What a page weighs on the wire when it is served compressed: bytes are counted, no clock is asked."""

import functools
import gzip
import http.server
import threading
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_reading import KINDS_OF_PAGE

pytestmark = pytest.mark.xdist_group("browser-weight")

PAGE_KB = 150
FIRST_RESULT_KB = 300
# What hosts of static files compress; pictures and Pagefind's own files are packed already.
_COMPRESSED = (".html", ".css", ".js", ".json", ".svg", ".csv", ".yaml", ".xml", ".txt")


class Scales(http.server.ThreadingHTTPServer):
    """A host of static files that writes down what it sent: path and bytes, heads of the answers not counted."""

    sent: dict[str, int]


class _Compressing(http.server.SimpleHTTPRequestHandler):
    """Serves files as hosts of static pages do: text compressed."""

    server: Scales

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            self.send_error(404)
            return
        body = file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        if file.suffix in _COMPRESSED:
            body = gzip.compress(body, 6, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.server.sent[urllib.parse.urlsplit(self.path).path] = len(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def scales(site_folder: Path) -> Iterator[Scales]:
    """The site on a host that weighs what it sends."""
    with Scales(("127.0.0.1", 0), functools.partial(_Compressing, directory=str(site_folder))) as server:
        server.sent = {}
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def newcomer(chromium: Browser) -> Iterator[Page]:
    """A reader who was never here: nothing is in the browser's memory."""
    context = chromium.new_context()
    yield context.new_page()
    context.close()


def _open(page: Page, scales: Scales, path: str) -> None:
    page.goto(f"http://127.0.0.1:{scales.server_port}/{path}", wait_until="networkidle")


def _weight(scales: Scales) -> dict[str, int]:
    """Heaviest first, so that a failing test says at once what to make lighter."""
    return dict(sorted(scales.sent.items(), key=lambda item: -item[1]))


@pytest.mark.parametrize("path", KINDS_OF_PAGE.values(), ids=KINDS_OF_PAGE)
def test_a_page_is_light_before_the_reader_does_anything(scales: Scales, newcomer: Page, path: str) -> None:
    _open(newcomer, scales, path)
    sent = _weight(scales)
    assert f"/{path}" in sent
    assert sum(sent.values()) < PAGE_KB * 1000, sent


def test_the_first_result_of_a_search_is_light(scales: Scales, newcomer: Page) -> None:
    _open(newcomer, scales, "")
    newcomer.keyboard.press("/")
    newcomer.get_by_role("status").filter(has_text="type a word").wait_for()
    assert not any("/pagefind/index/" in path for path in scales.sent)  # a question for everything would load all of it
    newcomer.keyboard.type("Voltco")
    newcomer.locator(".kb-search__hit-title").filter(has_text="Voltco").first.wait_for()
    sent = _weight(scales)
    assert any("/pagefind/index/" in path for path in sent)
    assert sum(sent.values()) < FIRST_RESULT_KB * 1000, sent
