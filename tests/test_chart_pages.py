"""The page of a chart, its files to take away, the page that others embed, and the gallery."""

import csv
import itertools
import json
import math
import operator
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree

import altair as alt
import pytest
import vl_convert
from altair.utils.schemapi import validate_jsonschema
from PIL import Image
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator import build
from generator.chart_files import Look, chart_files
from generator.charts import lettering, theme
from generator.charts.base import Chart
from generator.charts.drawing import draw_all, standalone
from generator.charts.palette import Palette, palettes, resolved
from generator.charts.png import png
from generator.charts.poster import poster, thumbnail
from generator.figures.ai_link import Grade
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.pages import Page, all_pages, chart_pages, gallery_pages
from generator.rendering import render
from generator.settings import SiteSettings, read_assets
from generator.writing import DiskCache
from tests.worlds import ROOT, NoCache

pytestmark = pytest.mark.xdist_group("chart_pages")

ASSETS = read_assets(ROOT / "site_config" / "assets")
COLOURS = palettes(ASSETS["assets/tokens.css"].decode())
HISTORY = History(commit="0123456789abcdef0123456789abcdef01234567", time=1_795_392_000)
SITE = SiteSettings(name="AI Shock Ledger", description="Claims.")
LOOK = Look(COLOURS, SITE, "")
CLAIMS = "charts/cuts/acme-2026-01/claims"
SVG = "{http://www.w3.org/2000/svg}"
# Text that would be markup, a formula, a colour of ours, or an end of something, if it were not text.
HOSTILE = ("</text><script>alert(1)</script>", "var(--kb-text)", "a&b<c>\"d'", "]]><!--", "שלום 東京 " * 30, "x" * 400)


def with_address(kb: KnowledgeBase, address: str) -> KnowledgeBase:
    site = kb.settings.site.model_copy(update={"address": address})
    return replace(kb, settings=replace(kb.settings, site=site))


@pytest.fixture(scope="module")
def pages(toy: KnowledgeBase) -> Mapping[str, Page]:
    return {page.address: page for page in chart_pages(all_pages(toy, HISTORY), toy, HISTORY)}


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> DiskCache:
    return DiskCache(tmp_path_factory.mktemp("drawings"))


@pytest.fixture(scope="module")
def files(toy: KnowledgeBase, cache: DiskCache) -> Mapping[str, bytes]:
    """The sources of a site that knows where it lives."""
    kb = with_address(toy, "https://ledger.example/sub/")
    return build.site(kb, HISTORY, ASSETS, cache, lambda text: None)


@pytest.fixture(scope="module")
def claims(pages: Mapping[str, Page]) -> Chart:
    return pages[f"{CLAIMS}/"].charts[0]


def drawn(chart: Chart) -> str:
    return draw_all([chart], NoCache()).svg(chart, "wide")


def parsed(picture: str | bytes) -> ElementTree.Element:
    return ElementTree.fromstring(picture)  # noqa: S314  drawn a moment ago


def one(tree: LexborHTMLParser, selector: str) -> LexborNode:
    """The one element that the selector finds."""
    (found,) = tree.css(selector)
    return found


def texts(picture: str) -> list[str]:
    return ["".join(text.itertext()) for text in parsed(picture).iter(f"{SVG}text")]


def test_every_chart_of_every_page_has_a_page_of_its_own(toy: KnowledgeBase, pages: Mapping[str, Page]) -> None:
    shown = [f"charts/{page.address}{chart.name}/" for page in all_pages(toy, HISTORY) for chart in page.charts]
    assert list(pages) == shown
    assert {"charts/spending-and-cuts/", "charts/cuts/cuts-by-mechanism/", f"{CLAIMS}/"} < set(shown)


def test_a_chart_on_its_own_names_whose_chart_it_is(pages: Mapping[str, Page]) -> None:
    titles = {address: page.title for address, page in pages.items()}
    assert titles[f"{CLAIMS}/"] == "Acme, January 2026: sources put roles cut at 950–1,600"
    assert titles["charts/companies/acme/spending/"].startswith("Acme spent ")
    assert len(set(titles.values())) == len(titles)


def test_a_chart_page_says_how_it_is_made_and_links_the_sources_of_its_figures(files: Mapping[str, bytes]) -> None:
    page = LexborHTMLParser(files[f"{CLAIMS}/index.md"].decode())
    text = page.text()
    assert "Every claim on this figure stands in the order in which it was made; none is averaged or left out." in text
    assert one(page, 'a[href="../../../../cuts/acme-2026-01/"]').text() == "Acme, January 2026"
    linked = [link.attributes["href"] for link in page.css(".kb-chart-sources a")]
    assert "https://acme.example/news/1" in linked
    assert len(linked) == len(set(linked)) == 5


def test_a_chart_of_a_record_leads_to_its_page_and_there_not_to_itself(files: Mapping[str, bytes]) -> None:
    record = files["cuts/acme-2026-01/index.md"].decode()
    assert '<a href="../../charts/cuts/acme-2026-01/claims/">Chart page</a>' in record
    assert "Chart page" not in files[f"{CLAIMS}/index.md"].decode()


def test_the_table_of_a_chart_page_holds_what_its_csv_file_holds(files: Mapping[str, bytes]) -> None:
    table = one(LexborHTMLParser(files[f"{CLAIMS}/index.md"].decode()), "table")
    shown = [[cell.text() for cell in row.css("th, td")] for row in table.css("tr")]
    taken = list(csv.reader(files[f"{CLAIMS}.csv"].decode().splitlines()))
    assert [[cell.replace(",", "") for cell in row] for row in shown] == [
        [cell.replace(",", "") for cell in row] for row in taken
    ]
    assert shown[1][:3] == ["Acme", "2026-01-14", "about 1,200"]


def test_the_embed_code_is_a_frame_with_the_whole_address_and_room_for_the_chart(files: Mapping[str, bytes]) -> None:
    markup = files[f"{CLAIMS}/index.md"].decode()
    code = one(LexborHTMLParser(markup), ".kb-embed pre").text()
    frame = one(LexborHTMLParser(code), "iframe").attributes
    assert frame["src"] == f"https://ledger.example/sub/{CLAIMS}/embed/"
    assert frame["title"] == "Acme, January 2026: sources put roles cut at 950–1,600"
    assert 400 < int(frame["height"] or 0) < 900


def test_without_address_and_history_a_chart_says_what_it_can(toy: KnowledgeBase, cache: DiskCache) -> None:
    files = build.site(toy, History(), ASSETS, cache, lambda text: None)
    embed = files[f"{CLAIMS}/embed/index.html"].decode()
    assert "with the address of this site before that of the chart" in files[f"{CLAIMS}/index.md"].decode()
    assert "canonical" not in embed
    assert "Data of" not in embed
    assert texts(files[f"{CLAIMS}.svg"].decode())[-1] == f"AI Shock Ledger · {CLAIMS}/ · CC BY 4.0"


@pytest.mark.parametrize("name", ['"><script>alert(1)</script>', "</title>&amp; {{ x }} `*_[", "東京 ‮ אב"])
def test_a_name_with_markup_stays_text_in_page_embed_and_embed_code(toy: KnowledgeBase, name: str) -> None:
    (record,) = (page for page in all_pages(toy, HISTORY) if page.address == "cuts/acme-2026-01/")
    pages = list(chart_pages([replace(record, title=name)], toy, HISTORY))
    drawings = draw_all(pages[0].charts, NoCache())
    title = f"{name}: sources put roles cut at 950–1,600"
    embed = LexborHTMLParser(chart_files(pages, drawings, LOOK, NoCache())[f"{CLAIMS}/embed/index.html"].decode())
    assert one(embed, "h1").text() == title
    assert one(embed, "title").text() == f"{title} · AI Shock Ledger"
    code = one(LexborHTMLParser(render(pages[0], drawings)), ".kb-embed pre").text()
    assert one(LexborHTMLParser(code), "iframe").attributes["title"] == title


def test_an_embedded_chart_is_small_and_names_its_source_its_day_and_its_page(files: Mapping[str, bytes]) -> None:
    markup = files[f"{CLAIMS}/embed/index.html"]
    page = LexborHTMLParser(markup.decode())
    assert len(markup) < 60_000
    assert one(page, "html").attributes["lang"] == "en"
    assert one(page, "h1").text() == "Acme, January 2026: sources put roles cut at 950–1,600"
    assert "Data of 23 November 2026." in one(page, "footer").text()
    link = one(page, "footer a").attributes
    assert (link["href"], link["target"], link["rel"]) == ("../", "_blank", "noopener")
    assert one(page, "meta[name=robots]").attributes["content"] == "noindex"
    assert one(page, "link[rel=canonical]").attributes["href"] == f"https://ledger.example/sub/{CLAIMS}/"
    assert not page.css("script, [style], [data-pagefind-body]")


def test_the_file_svg_stands_alone(files: Mapping[str, bytes]) -> None:
    for path, ground in ((f"{CLAIMS}.svg", COLOURS.light["paper"]), (f"{CLAIMS}-dark.svg", COLOURS.dark["paper"])):
        picture = files[path].decode()
        root = parsed(picture)
        assert root[0].attrib["fill"] == ground
        assert "var(" not in picture
        assert texts(picture)[0] == "Acme, January 2026: sources put roles cut at 950–1,600"
        assert texts(picture)[-1] == f"AI Shock Ledger · https://ledger.example/sub/{CLAIMS}/ · CC BY 4.0"


def test_the_file_png_is_the_svg_twice_as_large(files: Mapping[str, bytes]) -> None:
    root = parsed(files[f"{CLAIMS}.svg"])
    with Image.open(BytesIO(files[f"{CLAIMS}.png"]), formats=["PNG"]) as picture:
        assert picture.mode == "RGB"
        assert picture.size == (2 * int(root.attrib["width"]), 2 * int(root.attrib["height"]))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_set_as_text_within_the_picture(claims: Chart, text: str) -> None:
    chart = replace(claims, title=text, subtitle=text, source=text, alternative=text)
    picture = poster(chart, drawn(claims), "credit", COLOURS.light)
    root = parsed(picture)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {"svg", "g", "rect", "path", "text", "line"}
    written = "".join(texts(picture)).replace(" ", "")
    assert text.replace(" ", "") in written
    assert png(picture, 1)[:4] == b"\x89PNG"


def test_a_thumbnail_is_the_picture_alone(claims: Chart) -> None:
    small = thumbnail(drawn(claims), COLOURS.dark)
    assert "sources put" not in small
    assert "var(" not in small
    assert COLOURS.dark["paper"] in small


def test_the_specification_to_take_away_needs_nothing_of_the_site(files: Mapping[str, bytes]) -> None:
    paths = sorted(path for path in files if path.endswith(".vl.json"))
    assert len(paths) == 9
    for path in paths:
        spec = json.loads(files[path])
        assert "var(--kb-" not in files[path].decode()
        assert spec["title"]["text"]
        assert validate_jsonschema(spec, alt.load_schema(), raise_error=False) is None
        assert vl_convert.vegalite_to_svg(spec, vl_version="6.4", allowed_base_urls=[]).startswith("<svg")


def test_a_colour_of_ours_in_the_words_of_a_record_stays_words(claims: Chart) -> None:
    marks = {name: tuple({**row, "figure": "var(--kb-text)"} for row in rows) for name, rows in claims.marks.items()}
    spec = json.loads(standalone(replace(claims, marks=marks), COLOURS.light))
    assert {row["figure"] for row in spec["datasets"]["claims"]} == {"var(--kb-text)"}


def test_a_colour_is_found_by_its_name() -> None:
    assert resolved("fill: var(--kb-actual)", COLOURS.light) == "fill: #0b5a8f"
    assert resolved("fill: var(--kb-actual)", COLOURS.dark) == "fill: #5bb3e6"
    assert COLOURS.light.keys() == COLOURS.dark.keys()


def test_long_words_break_where_they_must() -> None:
    assert lettering.lines("Acme cut 1,200 roles", 10, 60) == ["Acme cut", "1,200 roles"]
    assert lettering.lines("x" * 30, 10, 60) == ["x" * 12, "x" * 12, "x" * 6]
    assert lettering.lines("東京都", 10, 20) == ["東京", "都"]
    assert lettering.lines("", 10, 60) == []


def test_chart_pages_are_not_searched_and_the_gallery_is(files: Mapping[str, bytes]) -> None:
    assert "search:\n  exclude: true\n" in files[f"{CLAIMS}/index.md"].decode()
    assert "exclude" not in files["charts/index.md"].decode().split("---")[1]


def test_the_gallery_shows_every_chart_once_in_its_group(pages: Mapping[str, Page]) -> None:
    (gallery,) = gallery_pages(list(pages.values()))
    groups = {group.title: [card.link.to for card in group.cards] for group in gallery.view.groups}  # type: ignore[attr-defined]
    assert list(groups) == ["The ledger as a whole", "Spending and staff", "Cuts", "Suppliers"]
    assert groups["The ledger as a whole"][0] == "charts/spending-and-cuts/"
    assert groups["Suppliers"] == ["charts/suppliers/heliochip/results/", "charts/suppliers/voltco/share-price/"]
    assert sorted(to for cards in groups.values() for to in cards) == sorted(pages)


def test_a_long_group_has_a_page_of_its_own_and_shows_the_fullest_first(pages: Mapping[str, Page]) -> None:
    one = pages[f"{CLAIMS}/"]
    many = [replace(one, path=f"charts/cuts/a-{n}/claims/index.md", charts_of=f"cuts/a-{n}/") for n in range(7)]
    fuller = replace(many[6], charts=(replace(one.charts[0], rows=one.charts[0].rows * 2),))
    first, cuts = gallery_pages([*many[:6], fuller])
    (group,) = first.view.groups  # type: ignore[attr-defined]
    assert [card.link.to for card in group.cards][:2] == ["charts/cuts/a-6/claims/", "charts/cuts/a-0/claims/"]
    assert (group.more.text, group.more.to) == ("All 7 charts", "charts/cuts/")
    assert (cuts.path, len(cuts.view.groups[0].cards)) == ("charts/cuts/index.md", 7)  # type: ignore[attr-defined]


# How people without the receptor for red ("protan") or green ("deutan") see red, green and blue (Machado et al., 2009).
SEEN_BY = {
    "protan": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deutan": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
}


def light_of(colour: str) -> list[float]:
    """Red, green and blue light of a colour, each from 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def contrast(one: str, other: str) -> float:
    """As the Web Content Accessibility Guidelines define it."""
    weights = (0.2126, 0.7152, 0.0722)
    dark, light = sorted(float(sum(map(operator.mul, weights, light_of(colour)))) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def place(colour: str, seen_by: str) -> list[float]:
    """Where a colour as such a person sees it stands in CIELAB, a space whose distances are as large as they look."""
    seen = [min(1, max(0, sum(map(operator.mul, row, light_of(colour))))) for row in SEEN_BY[seen_by]]
    white = (0.9505, 1.0, 1.089)
    to_xyz = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    x, y, z = (math.cbrt(sum(map(operator.mul, row, seen)) / end) for row, end in zip(to_xyz, white, strict=True))
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)]


@pytest.mark.parametrize("palette", [COLOURS.light, COLOURS.dark], ids=["light", "dark"])
def test_marks_and_words_stand_out_from_the_ground(palette: Palette) -> None:
    marks = ("stated", "reported", "disputed", "none", "actual", "guided", "supplier")
    assert all(contrast(palette[name], palette["paper"]) >= 3 for name in marks)
    assert all(contrast(palette[name], palette["paper"]) >= 4.5 for name in ("text", "muted"))


def over(colour: str, ground: str, opacity: float) -> str:
    """What is seen of a colour that lets the ground through."""
    parts = ((int(colour[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(opacity * front + (1 - opacity) * back):02x}" for front, back in parts)


@pytest.mark.parametrize("palette", [COLOURS.light, COLOURS.dark], ids=["light", "dark"])
@pytest.mark.parametrize("grade", theme.GRADE_MARKS)
def test_no_bar_is_so_pale_that_it_does_not_stand_out(palette: Palette, grade: Grade) -> None:
    marks, ground = theme.GRADE_MARKS[grade], palette["paper"]
    fill = over(resolved(marks["fill"], palette), ground, marks["fillOpacity"])
    outline = resolved(marks["stroke"], palette)
    assert max(contrast(fill, ground), contrast(outline, ground)) >= 3


@pytest.mark.parametrize("seen_by", SEEN_BY)
@pytest.mark.parametrize("palette", [COLOURS.light, COLOURS.dark], ids=["light", "dark"])
def test_who_sees_fewer_colours_tells_filled_marks_apart(palette: Palette, seen_by: str) -> None:
    filled = [place(palette[name], seen_by) for name in ("stated", "reported", "none", "actual", "supplier")]
    assert min(math.dist(one, other) for one, other in itertools.combinations(filled, 2)) > 10


def test_what_is_disputed_is_told_by_its_outline_and_not_by_its_colour() -> None:
    assert theme.GRADE_MARKS["stated"]["fillOpacity"] == 1
    assert theme.GRADE_MARKS["disputed"] == {"fill": theme.DISPUTED, "fillOpacity": 0.12, "stroke": theme.DISPUTED}
