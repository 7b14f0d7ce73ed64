"""What a page weighs on the wire where it is served compressed: bytes are counted, no clock is asked."""

import gzip
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.browser.conftest import Reader
from tests.browser.test_reading import KINDS_OF_PAGE

pytestmark = pytest.mark.xdist_group("browser-weight")

PAGE_KB = 150
FIRST_RESULT_KB = 300
# What hosts of static files compress; pictures and Pagefind's own files are packed already.
COMPRESSED = (".html", ".css", ".js", ".json", ".svg", ".csv", ".yaml", ".xml", ".txt")


def weights(reader: Reader, site: Path) -> dict[str, int]:
    """The bytes of each file that was loaded, heaviest first, so that a failing test says what to make lighter."""
    loaded = {unquote(urlsplit(url).path.removeprefix(urlsplit(reader.address).path)) for url in reader.loaded}
    return dict(sorted(((path, weight(site / path)) for path in loaded), key=lambda item: -item[1]))


def weight(file: Path) -> int:
    """The bytes of a file on the wire, the head of the answer not counted."""
    file = file / "index.html" if file.is_dir() else file
    return len(gzip.compress(file.read_bytes(), 6) if file.suffix in COMPRESSED else file.read_bytes())


@pytest.mark.parametrize("path", KINDS_OF_PAGE.values(), ids=KINDS_OF_PAGE)
def test_a_page_is_light_before_the_reader_does_anything(reader: Reader, site_folder: Path, path: str) -> None:
    reader.open(path).wait_for_load_state("networkidle")
    loaded = weights(reader, site_folder)
    assert path in loaded
    assert sum(loaded.values()) < PAGE_KB * 1000, loaded


def test_the_first_result_of_a_search_is_light(reader: Reader, site_folder: Path) -> None:
    page = reader.open()
    page.wait_for_load_state("networkidle")
    page.keyboard.press("/")
    page.get_by_role("status").filter(has_text="type a word").wait_for()
    assert not any("/pagefind/index/" in url for url in reader.loaded)  # a question for everything would load all of it
    page.keyboard.type("Voltco")
    page.locator(".kb-search__hit-title").filter(has_text="Voltco").first.wait_for()
    loaded = weights(reader, site_folder)
    assert any(path.startswith("pagefind/index/") for path in loaded)
    assert sum(loaded.values()) < FIRST_RESULT_KB * 1000, loaded
