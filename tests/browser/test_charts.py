"""What a person does with a chart: open its page, take it away, copy its link, put it on a page of another site."""

import csv
import functools
import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Reader, Silent

pytestmark = pytest.mark.xdist_group("browser-charts")

CHART = "charts/cuts/acme-2026-01/claims/"
TITLE = "Acme, January 2026: sources put roles cut at 950–1,600"
# Each loads the file as a picture and says how large it is and which colour its corner has.
LOOK = """async address => {
  const picture = Object.assign(new Image(), { src: address });
  await picture.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
  const pen = canvas.getContext("2d");
  pen.drawImage(picture, 0, 0);
  return [picture.naturalWidth, [...pen.getImageData(0, 0, 1, 1).data]];
}"""
PAPER, NIGHT = [0xFB, 0xFA, 0xF7, 255], [0x14, 0x17, 0x1C, 255]


def address_of(page: Page, link: str) -> str:
    """The whole address of a link in the list of files."""
    href = page.locator(".kb-downloads").get_by_role("link", name=link, exact=True).get_attribute("href")
    found: str = page.evaluate("to => new URL(to, document.baseURI).href", href)
    return found


def test_a_chart_of_a_record_leads_to_its_page_and_back(reader: Reader) -> None:
    page = reader.open("cuts/acme-2026-01/")
    page.get_by_role("link", name="Chart page").click()
    expect(page.locator("h1")).to_contain_text(TITLE)
    page.get_by_role("link", name="Acme, January 2026", exact=True).click()
    expect(page).to_have_url(re.compile("/cuts/acme-2026-01/$"))


def test_the_table_of_a_chart_can_be_taken_away_as_csv(reader: Reader) -> None:
    page = reader.open(CHART)
    taken = list(csv.reader(page.request.get(address_of(page, "CSV")).text().splitlines()))
    shown = [row.locator("th, td").all_inner_texts() for row in page.locator("article table tr").all()]
    assert [[cell.replace(",", "") for cell in row] for row in shown] == [
        [cell.replace(",", "") for cell in row] for row in taken
    ]
    assert len(shown) == 6


@pytest.mark.parametrize(
    ("form", "width", "ground"), [("PNG", 1596, PAPER), ("SVG", 798, PAPER), ("SVG, dark", 798, NIGHT)]
)
def test_a_picture_to_take_away_has_its_size_and_ground(
    reader: Reader, form: str, width: int, ground: list[int]
) -> None:
    page = reader.open(CHART)
    assert page.evaluate(LOOK, address_of(page, form)) == [width, ground]


def test_the_specification_can_be_taken_away(reader: Reader) -> None:
    page = reader.open(CHART)
    spec = page.request.get(address_of(page, "Vega-Lite")).json()
    assert spec["$schema"].startswith("https://vega.github.io/schema/vega-lite/v6.")
    assert spec["title"]["text"] == [TITLE]


def test_link_and_embed_code_are_copied(reader: Reader) -> None:
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = reader.open(f"{CHART}#data")
    page.get_by_role("button", name="Copy the link to this page").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{reader.address}{CHART}"
    page.get_by_role("button", name="Copy the embed code").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f'<iframe src="{CHART}embed/" title="{TITLE}" width="100%" height="')


def test_without_scripts_the_embed_code_is_there_to_be_selected(plain_reader: Reader) -> None:
    page = plain_reader.open(CHART)
    expect(page.locator(".kb-embed pre")).to_contain_text("<iframe src=")
    expect(page.get_by_role("button", name=re.compile("^Copy"))).to_have_count(0)


@pytest.fixture
def host(address: str, tmp_path: Path) -> Iterator[str]:
    """A site of another origin with the chart in a wide and in a narrow frame."""
    frames = "".join(
        f'<iframe id="{name}" src="{address}{CHART}embed/" title="A chart" width="{width}" height="620"></iframe>'
        for name, width in (("wide", 900), ("narrow", 340))
    )
    (tmp_path / "index.html").write_text(
        f'<!doctype html><html lang="en"><title>Elsewhere</title><link rel="icon" href="data:,">{frames}</html>'
    )
    handler = functools.partial(Silent, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize(("scheme", "ground"), [("light", "rgb(251, 250, 247)"), ("dark", "rgb(20, 23, 28)")])
def test_a_chart_is_shown_on_a_page_of_another_origin(
    reader: Reader, host: str, scheme: Literal["light", "dark"], ground: str
) -> None:
    page = reader.page
    page.emulate_media(color_scheme=scheme)
    page.goto(host)
    for name, shown, hidden in (("wide", "wide", "narrow"), ("narrow", "narrow", "wide")):
        frame = page.frame_locator(f"#{name}")
        expect(frame.locator("h1")).to_have_text(TITLE)
        expect(frame.locator(f".chart__picture--{shown} svg")).to_be_visible()
        expect(frame.locator(f".chart__picture--{hidden} svg")).to_be_hidden()
        assert frame.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") == ground
        assert frame.locator("html").evaluate("page => page.scrollWidth - page.clientWidth") == 0
    with page.context.expect_page() as opened:
        page.frame_locator("#wide").get_by_role("link").click()
    expect(opened.value.locator("h1")).to_contain_text(TITLE)
    assert reader.seen == [f"foreign: {host}"]
    reader.seen.clear()  # the host is meant to be foreign


def test_an_embedded_chart_fits_into_the_frame_that_its_code_names(reader: Reader) -> None:
    page = reader.open(CHART)
    code = page.locator(".kb-embed pre").inner_text()
    height = int(re.findall(r'height="(\d+)"', code)[0])
    for width in (320, 390, 560, 720, 1000):
        page.set_viewport_size({"width": width, "height": height})
        reader.open(f"{CHART}embed/")
        assert page.evaluate("document.documentElement.scrollHeight") <= height, width


def test_the_gallery_leads_to_the_page_of_each_chart(reader: Reader) -> None:
    page = reader.open("charts/")
    for picture in page.locator(".kb-gallery__light").all():
        picture.scroll_into_view_if_needed()
        page.wait_for_function("picture => picture.naturalWidth > 0", arg=picture.element_handle())
    assert not any("-dark" in url for url in reader.loaded)
    page.get_by_role("link", name=TITLE).click()
    expect(page.locator("h1")).to_contain_text(TITLE)


@pytest.mark.screen(scheme="dark")
def test_the_gallery_shows_dark_pictures_on_dark_ground(reader: Reader) -> None:
    page = reader.open("charts/")
    expect(page.locator(".kb-gallery__dark").first).to_be_visible()
    expect(page.locator(".kb-gallery__light").first).to_be_hidden()
    pictures = [url for url in reader.loaded if "-small" in url]
    assert pictures
    assert all(url.endswith("-small-dark.svg") for url in pictures)


def test_the_keyboard_reaches_everything_on_a_chart_page(reader: Reader) -> None:
    page = reader.open(CHART)
    page.locator("h1").click()
    wanted = {"Explore", "PNG", "SVG", "SVG, dark", "CSV", "Vega-Lite", "Copy the link to this page", "Cite this"}
    reached: list[str] = []
    for _ in range(40):
        page.keyboard.press("Tab")
        focused = "document.activeElement.ariaLabel || document.activeElement.textContent.trim()"
        reached.append(page.evaluate(focused))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none", reached[-1]
        if reached[-1].startswith("Data of this chart"):
            break
    assert wanted | {"Embed code", "how it looks"} <= set(reached)
    assert reached[-1] == f"Data of this chart: {TITLE}"


@pytest.mark.parametrize("path", [CHART, f"{CHART}embed/", "charts/", "charts/spending-and-cuts/"])
def test_axe_finds_nothing(reader: Reader, path: str) -> None:
    reader.open(path)
    assert reader.broken_rules() == []


def test_the_search_finds_the_record_of_a_chart_and_not_its_page(reader: Reader) -> None:
    page = reader.open("?q=claims+put+roles+cut")
    results = page.locator("a.kb-search__hit")
    expect(results.first).to_be_visible()
    addresses = [link.get_attribute("href") or "" for link in results.all()]
    assert any("cuts/acme-2026-01/" in address for address in addresses)
    assert not [address for address in addresses if "charts/" in address and not address.endswith("charts/")]
