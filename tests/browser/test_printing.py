"""A record on paper: a sheet of two columns and at most two pages with its sources, without anything to press."""

import io
import re
import unicodedata

import pytest
from pypdf import PdfReader

from tests.browser.conftest import Reader

pytestmark = pytest.mark.xdist_group("browser-printing")

RECORDS = ["cuts/acme-2026-01/", "companies/acme/", "suppliers/voltco/", "indicators/tally/"]


def _printed(reader: Reader, path: str) -> PdfReader:
    page = reader.open(path)
    return PdfReader(io.BytesIO(page.pdf(format="A4")))


def _text(paper: PdfReader) -> str:
    """All words on the paper, one space between them and no ligatures: lines and letter forms are of no interest."""
    return " ".join(unicodedata.normalize("NFKC", " ".join(page.extract_text() for page in paper.pages)).split())


# The size of the smallest letters, in points; those of pictures are measured with the charts.
_SMALLEST = """() => {
  const texts = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  let smallest = Infinity;
  while (texts.nextNode()) {
    const letters = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || letters.closest("svg") || !letters.checkVisibility()) continue;
    smallest = Math.min(smallest, parseFloat(getComputedStyle(letters).fontSize) || Infinity);
  }
  return smallest * 0.75;
}"""


@pytest.mark.parametrize("path", [*RECORDS, "companies/castor/"])
def test_a_record_fits_on_two_pages_in_letters_that_can_be_read(reader: Reader, path: str) -> None:
    paper = _printed(reader, path)
    assert len(paper.pages) <= 2
    reader.page.emulate_media(media="print")
    assert reader.page.evaluate(_SMALLEST) >= 7.5


def test_what_paper_leaves_out_is_said_and_the_other_sources_keep_their_numbers(reader: Reader) -> None:
    page = reader.open("cuts/acme-2026-01/")
    first, second = page.locator(".kb-sources > li").all()[:2]
    left, kept = (item.locator("a").first.inner_text() for item in (first, second))
    # A long record has such marks when it is made; the line is hidden on a screen.
    page.evaluate("""() => {
      document.querySelector(".kb-sources > li").classList.add("kb-off-paper");
      const line = "<p class='kb-paper'>Left out on paper: 1 source</p>";
      document.querySelector("article h2").insertAdjacentHTML("beforebegin", line);
    }""")
    assert not page.locator(".kb-paper").is_visible()
    assert first.is_visible()
    text = _text(PdfReader(io.BytesIO(page.pdf(format="A4"))))
    assert "Left out on paper: 1 source" in text
    assert left not in text
    # A number is drawn beside its source when the source is.
    number = re.search(rf"{re.escape(kept)} .*? read \d+ \w+ \d+ (\d+)", text)
    assert number
    assert number[1] == "2"


def test_the_paper_carries_figure_grade_claims_and_the_addresses_of_the_sources(reader: Reader) -> None:
    text = _text(_printed(reader, "cuts/acme-2026-01/"))
    for words in ("950", "disputed", "1,400 to 1,600", "people familiar with the plan", "Where sources disagree"):
        assert words in text
    # A long address is broken over lines.
    without_spaces = text.replace(" ", "")
    addresses = reader.page.locator(".kb-sources a").evaluate_all("links => links.map(link => link.href)")
    assert len(addresses) > 1
    assert [address for address in addresses if address not in without_spaces] == []


@pytest.mark.parametrize("path", RECORDS)
def test_nothing_on_the_paper_asks_to_be_pressed(reader: Reader, path: str) -> None:
    text = _text(_printed(reader, path))
    for words in ("Search", "On this page", "Explore", "Data table", "Chart page", "CSV", "Back to top", "Copy"):
        assert words not in text


@pytest.mark.parametrize("path", RECORDS)
def test_a_dark_screen_prints_the_same_ink(reader: Reader, path: str) -> None:
    light = _ink(_printed(reader, path))
    reader.page.emulate_media(color_scheme="dark")
    assert _ink(_printed(reader, path)) == light


def _ink(paper: PdfReader) -> list[bytes]:
    """What is drawn on each page: letters, lines and their colours."""
    return [contents.get_data() for page in paper.pages if (contents := page.get_contents()) is not None]


def test_a_live_chart_is_printed_as_the_picture_that_fits_a_column(reader: Reader) -> None:
    page = reader.open("companies/acme/")
    figure = page.locator("figure.chart").first
    figure.get_by_role("button", name="Explore").click()
    figure.locator(".chart__live svg").first.wait_for()
    page.emulate_media(media="print")
    assert figure.locator("> .chart__picture--narrow > svg").is_visible()
    assert not figure.locator("> .chart__picture--wide > svg").is_visible()
    assert not figure.locator(".chart__live svg").first.is_visible()


def test_a_phone_prints_wide_pictures_where_the_page_has_no_columns(reader: Reader) -> None:
    reader.page.set_viewport_size({"width": 390, "height": 844})
    page = reader.open("")
    page.emulate_media(media="print")
    assert page.locator("figure.chart .chart__picture--wide > svg").first.is_visible()
    assert not page.locator("figure.chart .chart__picture--narrow > svg").first.is_visible()
