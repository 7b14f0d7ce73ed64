"""A record on paper: a sheet of at most two pages with its sources, without anything to press, whatever the screen."""

import io
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


@pytest.mark.parametrize("path", ["cuts/acme-2026-01/", "companies/castor/", "suppliers/voltco/", "indicators/tally/"])
def test_a_record_fits_on_two_pages(reader: Reader, path: str) -> None:
    paper = _printed(reader, path)
    assert len(paper.pages) <= 2


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


def test_a_live_chart_is_printed_as_its_wide_picture(reader: Reader) -> None:
    page = reader.open("companies/acme/")
    figure = page.locator("figure.chart").first
    figure.get_by_role("button", name="Explore").click()
    figure.locator(".chart__live svg").first.wait_for()
    page.emulate_media(media="print")
    assert figure.locator("> .chart__picture--wide > svg").is_visible()
    assert not figure.locator("> .chart__picture--narrow > svg").is_visible()
    assert not figure.locator(".chart__live svg").first.is_visible()


def test_a_phone_prints_the_wide_pictures_too(reader: Reader) -> None:
    reader.page.set_viewport_size({"width": 390, "height": 844})
    page = reader.open("companies/acme/")
    page.emulate_media(media="print")
    assert page.locator("figure.chart .chart__picture--wide > svg").first.is_visible()
    assert not page.locator("figure.chart .chart__picture--narrow > svg").first.is_visible()
