"""What a page tells other places: link previews, data for machines, sitemap, and a title and description of its own."""

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator import build
from generator.checking import check
from generator.exports.data_files import data_files
from generator.exports.sitemap import sitemap
from generator.history import Change, History, read_history
from generator.knowledge_base import KnowledgeBase
from generator.pages import Page, all_pages, chart_pages, data_pages, gallery_pages
from generator.publishing import chart_library, publish
from generator.rendering import structured_text
from generator.settings import read_assets
from generator.writing import write_changed
from tests.test_gate import found
from tests.test_gate import page as page_with
from tests.test_hostile_world import RECORDS, TEXTS, write_records
from tests.worlds import ROOT, TODAY, make_world

pytestmark = pytest.mark.xdist_group("head")

HERE = "https://ledger.example/sub/"


def noon(year: int, month: int, day: int) -> int:
    return int(datetime(year, month, day, 12, tzinfo=UTC).timestamp())


HISTORY = History("0" * 40, noon(2026, 11, 24), {"cuts/acme-2026-01.yaml": Change(noon(2026, 2, 1), noon(2026, 5, 7))})
Head = dict[str, str]


def at(kb: KnowledgeBase, address: str) -> KnowledgeBase:
    """The same world on a site of this address."""
    site = kb.settings.site.model_copy(update={"address": address})
    return replace(kb, settings=replace(kb.settings, site=site))


def built(kb: KnowledgeBase, project: Path, engine: str = "mkdocs") -> Path:
    """The site of a world; blank pictures, which no test here looks at."""
    shutil.copy(ROOT / "mkdocs.yml", project)
    shutil.copytree(ROOT / "site_config/overrides", project / "site_config/overrides")
    (project / "build/cache").mkdir(parents=True)
    shutil.copy(chart_library(ROOT), project / "build/cache")  # takes longer to make than all of these sites
    files = build.site(kb, HISTORY, read_assets(ROOT / "site_config/assets"), Blank(), lambda text: None)
    write_changed(files, project / "build/docs")
    publish(project, project / "build/docs", project / "site", engine=engine,
            site_url=kb.settings.site.address, repo_url="", full=True, report=lambda text: None)  # fmt: skip
    return project / "site"


class Blank:
    """A cache that knows a blank picture for everything."""

    def get(self, key: str) -> bytes | None:
        return b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"></svg>'

    def put(self, key: str, data: bytes) -> None:
        """Keeps nothing."""


@pytest.fixture(scope="module")
def site(toy: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy world on a site that knows its address."""
    return built(at(toy, HERE), tmp_path_factory.mktemp("head"))


def head(page: Path) -> Head:
    """What stands in the head of a page, by name, as a browser reads it."""
    top = LexborHTMLParser(page.read_bytes()).css_first("head")
    assert top
    metas = {m.attributes.get("property") or m.attributes.get("name") or "": m.attributes.get("content") or ""
             for m in top.css("meta")}  # fmt: skip
    canonical = [("canonical", link.attributes.get("href") or "") for link in top.css("link[rel=canonical]")]
    scripts = [script.text() for script in top.css("script[type='application/ld+json']")]
    (title,) = top.css("title")
    assert len(scripts) <= 1
    return {**metas, **dict(canonical), "title": title.text(), **({"structured": scripts[0]} if scripts else {})}


def nodes(page: Path) -> dict[str, Any]:
    """The data of a page for machines, by type."""
    document = json.loads(head(page)["structured"])
    assert document["@context"] == "https://schema.org"
    return {node["@type"]: node for node in document["@graph"]}


# --- previews of links ---------------------------------------------------------------------------------------------


def test_the_preview_of_a_record_shows_its_card_under_whole_addresses(site: Path) -> None:
    said = head(site / "cuts/acme-2026-01/index.html")
    assert {name: said[name] for name in said if name.startswith(("og:", "twitter:", "canonical", "title"))} == {
        "title": "Acme, January 2026 · AI Shock Ledger",
        "canonical": f"{HERE}cuts/acme-2026-01/",
        "og:site_name": "AI Shock Ledger",
        "og:locale": "en_GB",
        "og:type": "article",
        "og:title": "Acme, January 2026",
        "og:description": "Acme: layoff, announced 14 January 2026, 950 roles. AI link: disputed. "
        "10 claims from 7 sources, side by side.",
        "og:url": f"{HERE}cuts/acme-2026-01/",
        "og:image": f"{HERE}social/cuts/acme-2026-01.png",
        "og:image:alt": "Acme, January 2026 (Layoff, 14 January 2026). Roles cut: 950, Completed; 950 to 1,600; "
        "2 sources differ. Link to AI: disputed.",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "twitter:card": "summary_large_image",
    }


@pytest.mark.parametrize(
    ("page", "kind", "picture"),
    [
        ("index.html", "website", "social/ledger.png"),
        ("cuts/index.html", "website", "social/ledger.png"),
        ("404.html", "website", "social/ledger.png"),
        ("suppliers/voltco/index.html", "article", "social/suppliers/voltco.png"),
        ("charts/cuts/acme-2026-01/claims/index.html", "article", "charts/cuts/acme-2026-01/claims.png"),
    ],
)
def test_every_page_has_a_picture_that_is_there(site: Path, page: str, kind: str, picture: str) -> None:
    said = head(site / page)
    assert (said["og:type"], said["og:image"]) == (kind, HERE + picture)
    assert (site / picture).is_file()


def test_without_an_address_nothing_is_named_that_would_need_one(toy: KnowledgeBase, tmp_path: Path) -> None:
    site = built(at(toy, ""), tmp_path)
    said = head(site / "cuts/acme-2026-01/index.html")
    assert said["twitter:card"] == "summary"
    assert not {"og:url", "og:image", "canonical"} & set(said)
    assert not (site / "sitemap.xml").exists()
    assert not (site / "sitemap.xml.gz").exists()
    assert not (site / "social").exists()
    record = nodes(site / "cuts/acme-2026-01/index.html")["Dataset"]
    assert not {"@id", "url", "distribution"} & set(record)
    assert set(record["isPartOf"]) == {"@type", "name"}


def test_both_engines_print_the_same(toy: KnowledgeBase, site: Path, tmp_path: Path) -> None:
    other = built(at(toy, HERE), tmp_path, "zensical")
    for page in ("index.html", "cuts/acme-2026-01/index.html", "data/index.html", "guide/index.html", "404.html"):
        assert head(other / page) == head(site / page)
    assert (other / "sitemap.xml").read_bytes() == (site / "sitemap.xml").read_bytes()


# --- data for machines ---------------------------------------------------------------------------------------------


def test_a_record_is_a_dataset_with_ranges_and_never_with_one_number_in_their_place(site: Path) -> None:
    record = nodes(site / "cuts/acme-2026-01/index.html")["Dataset"]
    assert record["dateModified"] == "2026-05-07"
    assert record["about"] == {
        "@type": "Corporation",
        "name": "Acme",
        "alternateName": ["Acme Holdings", "Acme Online"],
        "url": f"{HERE}companies/acme/",
        "sameAs": "https://acme.example",
        "tickerSymbol": "NASDAQ ACME",
    }
    values = {value["name"]: value for value in record["variableMeasured"]}
    assert values["Roles cut"] == {
        "@type": "PropertyValue",
        "name": "Roles cut",
        "description": "950; source: US Securities and Exchange Commission; claims from 950 to 1,600; 2 sources differ",
        "minValue": 950,
        "maxValue": 1600,
        "unitText": "people",
    }
    assert values["Link to AI"]["value"] == "disputed"
    assert values["People eligible"]["description"] == "not known: the company declined to say"
    assert not [name for name, value in values.items() if "value" in value and name != "Link to AI"]


def test_a_bound_leaves_the_end_open_of_which_it_says_nothing(site: Path) -> None:
    values = nodes(site / "cuts/borealis-2026-02/index.html")["Dataset"]["variableMeasured"]
    (roles,) = [value for value in values if value["name"] == "Roles cut"]
    assert roles["description"].startswith("up to 300;")
    assert roles["maxValue"] == 300
    assert "minValue" not in roles


def test_a_record_names_its_sources_its_files_and_the_whole(site: Path) -> None:
    record = nodes(site / "suppliers/voltco/index.html")["Dataset"]
    assert record["isPartOf"]["@id"] == nodes(site / "data/index.html")["Dataset"]["@id"]
    assert record["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert [file["contentUrl"] for file in record["distribution"]] == [
        f"{HERE}suppliers/voltco.yaml",
        f"{HERE}data/suppliers/voltco.json",
    ]
    assert {key for source in record["citation"] for key in source} == {
        "@type", "name", "url", "datePublished", "publisher",
    }  # fmt: skip
    assert all((site / file["contentUrl"].removeprefix(HERE)).is_file() for file in record["distribution"])


def test_of_many_sources_twenty_are_named_and_the_page_says_so(tmp_path: Path) -> None:
    world = make_world(tmp_path)
    sources = "".join(
        f"  s{n}: {{title: Report {n}, publisher: P{n}, type: press, accessed: 2026-01-05, "
        f"url: 'https://p.example/{n}'}}\n"
        for n in range(25)
    )
    claims = ", ".join(f"{{value: {n + 1}, as_of: {2000 + n}, source: s{n}}}" for n in range(25))
    world.write(
        "content/companies/many.yaml",
        f"name: Many\ncountry: US\nindustry: software\nsummary: A company.\nsources:\n{sources}"
        f"claims:\n  headcount: [{claims}]\n",
    )
    checked = check(world.root, world.root / "content", TODAY)
    assert checked.kb, checked.problems
    data = pages_of(checked.kb)["companies/many/"].structured
    assert data
    record = data["@graph"][0]
    assert len(record["citation"]) == 20
    assert record["description"].endswith("20 of 25 sources are named here.")


def test_the_page_of_the_data_describes_the_ledger_with_all_its_files(site: Path) -> None:
    ledger = nodes(site / "data/index.html")["Dataset"]
    assert ledger["dateModified"] == "2026-11-24"
    assert ledger["temporalCoverage"] == "2025-06-01/2026-03-19"
    assert {file["encodingFormat"] for file in ledger["distribution"]} == {
        "text/csv", "application/json", "application/vnd.sqlite3",
    }  # fmt: skip
    assert all((site / file["contentUrl"].removeprefix(HERE)).is_file() for file in ledger["distribution"])
    assert "Roles cut" in ledger["variableMeasured"]


def test_the_home_page_names_the_site_its_search_and_the_ledger(site: Path) -> None:
    found = nodes(site / "index.html")
    assert found["WebSite"]["potentialAction"]["target"] == f"{HERE}?q={{query}}"
    assert found["Dataset"]["@id"] == f"{HERE}data/#dataset"


def test_a_record_says_where_it_stands_in_the_site(site: Path) -> None:
    steps = nodes(site / "companies/acme/index.html")["BreadcrumbList"]["itemListElement"]
    assert [(step["position"], step["name"], step["item"]) for step in steps] == [
        (1, "AI Shock Ledger", HERE),
        (2, "Companies", f"{HERE}companies/"),
        (3, "Acme", f"{HERE}companies/acme/"),
    ]


@pytest.mark.parametrize("text", [*TEXTS, "</script><!--<script>", "a\u2028b\u2029c", 'a"b\\c'])
def test_a_text_stands_in_a_script_without_a_sign_that_html_reads(text: str) -> None:
    written = structured_text({"@context": "https://schema.org", "name": text})
    assert not set(written) & set("<>&\u2028\u2029")
    assert written.isascii()
    assert json.loads(written)["name"] == text


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ("{", "holds structured data that is not JSON: "),
        ("[]", "holds structured data that does not name https://schema.org as its context."),
        ('{"@context":"https://evil.example"}', "holds structured data that does not name https://schema.org"),
        ('{"@context":"https://schema.org","name":"<b>"}', "holds structured data with a '<' in it"),
    ],
)
def test_the_gate_reads_the_data_for_machines(tmp_path: Path, data: str, fault: str) -> None:
    script = f'<script type="application/ld+json">{data}</script>'
    assert [line for line in found(tmp_path, {"index.html": page_with(script)}) if fault in line]


# --- hostile texts -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    world = make_world(tmp_path_factory.mktemp("hostile"))
    write_records(world)
    checked = check(world.root, world.root / "content", TODAY)
    assert checked.kb, checked.problems
    return built(at(checked.kb, HERE), tmp_path_factory.mktemp("site"))


@pytest.mark.parametrize("kind", RECORDS)
def test_hostile_texts_reach_previews_and_machines_as_they_were_typed(kind: str, hostile: Path) -> None:
    for number, text in enumerate(TEXTS, 10):
        page = hostile / kind / f"x{number}" / "index.html"
        said = head(page)
        assert said["og:title"].startswith(text)
        assert text in said["og:image:alt"]
        record = nodes(page)["Dataset"]
        assert record["name"] == f"{text}: claims and sources"
        assert record["citation"][0]["name"] == text
        assert record["about"]["name"] == text


# --- sitemap -------------------------------------------------------------------------------------------------------


def places(site: Path) -> Iterator[tuple[str, str]]:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    for entry in ElementTree.fromstring((site / "sitemap.xml").read_bytes()):  # noqa: S314  made here
        yield entry.findtext(f"{space}loc", ""), entry.findtext(f"{space}lastmod", "")


def test_the_sitemap_lists_every_page_once_with_the_day_of_its_last_change(site: Path) -> None:
    listed = dict(places(site))
    assert len(listed) == len(list(places(site)))
    folders = {path.parent for path in site.rglob("index.html") if path.parent.name != "embed"}
    pages = {folder.relative_to(site).as_posix() for folder in folders}
    assert set(listed) == {HERE if page == "." else f"{HERE}{page}/" for page in pages}
    assert listed[f"{HERE}cuts/acme-2026-01/"] == "2026-05-07"
    assert listed[HERE] == "2026-11-24"
    assert not (site / "sitemap.xml.gz").exists()


def test_a_build_that_reuses_pages_has_the_new_sitemap(site: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(site.parent, project)
    new = (site / "sitemap.xml").read_bytes().replace(b"2026-05-07", b"2026-05-08")
    (project / "build/docs/sitemap.xml").write_bytes(new)
    steps: list[str] = []
    for _ in range(2):
        publish(project, project / "build/docs", project / "site", engine="mkdocs", site_url=HERE, repo_url="",
                full=False, report=steps.append)  # fmt: skip
        assert (project / "site/sitemap.xml").read_bytes() == new
    assert steps[0] == "Building 0 pages with MkDocs"


def test_a_page_whose_last_change_nobody_knows_is_listed_without_a_day(toy: KnowledgeBase) -> None:
    site = at(toy, "https://ledger.example").settings.site
    assert sitemap({"cuts/": None, "": date(2026, 1, 2)}, site)["sitemap.xml"].decode() == (
        "<?xml version='1.0' encoding='utf-8'?>\n"
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        " <url>\n  <loc>https://ledger.example/</loc>\n  <lastmod>2026-01-02</lastmod>\n </url>\n"
        " <url>\n  <loc>https://ledger.example/cuts/</loc>\n </url>\n"
        "</urlset>\n"
    )


# --- titles and descriptions of the real content -------------------------------------------------------------------


def pages_of(kb: KnowledgeBase) -> dict[str, Page]:
    """Every page of a world by its address."""
    pages = [*all_pages(kb, HISTORY), *data_pages(data_files(kb, HISTORY), kb, HISTORY)]
    charts = list(chart_pages(pages, kb, HISTORY))
    return {page.address: page for page in [*pages, *charts, *gallery_pages(charts)]}


@pytest.fixture(scope="module")
def real() -> dict[str, Page]:
    """The pages of the ledger's own content."""
    day = read_history(ROOT / "content").day or TODAY
    checked = check(ROOT, ROOT / "content", day + timedelta(days=1))
    assert checked.kb, checked.problems
    return pages_of(at(checked.kb, HERE))


def test_no_two_pages_share_a_title_or_a_description(real: dict[str, Page]) -> None:
    titles = Counter((page.title, page.apart) for page in real.values())
    descriptions = Counter(page.description for page in real.values())
    assert [text for text, count in [*titles.items(), *descriptions.items()] if count > 1] == []


def test_every_description_is_long_enough_to_say_something_and_short_enough_to_be_shown(real: dict[str, Page]) -> None:
    offenders = {
        address: len(page.description) for address, page in real.items() if not 50 <= len(page.description) <= 160
    }
    assert offenders == {}


def test_data_for_machines_stays_small_beside_the_page(real: dict[str, Page]) -> None:
    sizes = sorted(len(structured_text(page.structured)) for page in real.values() if page.structured)
    assert sizes[len(sizes) // 2] < 4_000
    assert sizes[-1] < 10_000


def test_a_title_leaves_the_name_of_the_site_away_where_both_together_would_be_cut_off(site: Path) -> None:
    title = head(site / "companies/acme/index.html")["title"]
    assert title == "Acme · AI Shock Ledger"
    for page in site.rglob("index.html"):
        if page.parent.name != "embed":
            title = head(page)["title"]
            assert len(title) <= 70 or not title.endswith("· AI Shock Ledger")
