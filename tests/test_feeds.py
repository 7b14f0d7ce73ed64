"""The feeds as a feed reader meets them: valid Atom, lasting ids, whole addresses, and what a person would say."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, fromstring

import pytest

from generator.charts.drawing import Drawings
from generator.checking import check
from generator.following.atom import ATOM, AtomFeed, Entry, atom
from generator.following.feeds import NEWEST, feed_files
from generator.history import Change, History
from generator.knowledge_base import KnowledgeBase
from generator.pages import all_pages
from generator.rendering import render
from generator.settings import load_settings
from tests.test_changes import COMMIT, TIME, edit
from tests.test_hostile_world import TEXTS, write_records
from tests.worlds import TODAY, World

ADDRESS = "https://ledger.example/sub/"
IN_JANUARY, IN_MARCH = 1_767_614_400, 1_772_452_800


def at(kb: KnowledgeBase, address: str = ADDRESS, tag_authority: str = "") -> KnowledgeBase:
    """The knowledge base of a site with this address."""
    site = kb.settings.site.model_copy(update={"address": address, "tag_authority": tag_authority})
    return replace(kb, settings=replace(kb.settings, site=site))


def whole_history(kb: KnowledgeBase) -> History:
    """All records came in in January but one cut in March; then two were edited."""
    dates = {f"{record.key}.yaml": Change(IN_JANUARY, TIME) for record in kb.records()}
    dates["cuts/dunmore-2026-03.yaml"] = Change(IN_MARCH, IN_MARCH)
    edits = (
        edit(kb, "suppliers/voltco", "value: USD 540m", "value: USD 500m"),
        edit(kb, "cuts/acme-2026-01", "{value: 950", "{value: 900"),
    )
    return History(COMMIT, TIME, dates, edits)


def feeds(kb: KnowledgeBase, history: History) -> Mapping[str, bytes]:
    return feed_files(kb, history, all_pages(kb, history))


@pytest.fixture(scope="module")
def files(toy: KnowledgeBase) -> Mapping[str, bytes]:
    return feeds(at(toy), whole_history(toy))


def parsed(document: bytes) -> Element:
    """The feed as a program reads it."""
    return fromstring(document)  # noqa: S314  our own


def texts(document: bytes, name: str) -> list[str]:
    """The texts of an element in each entry."""
    return [entry.findtext(f"{{{ATOM}}}{name}") or "" for entry in parsed(document).iter(f"{{{ATOM}}}entry")]


def told_of(document: bytes) -> list[str]:
    """What the entries are about: the last part of each id."""
    return [id.removeprefix("tag:ledger.example,2026-11:") for id in texts(document, "id")]


def test_there_is_a_feed_of_new_records_of_changes_and_of_each_company_and_layer(files: Mapping[str, bytes]) -> None:
    assert sorted(files) == [
        "feeds/changes.xml",
        "feeds/companies/acme.xml",
        "feeds/companies/borealis.xml",
        "feeds/companies/castor.xml",
        "feeds/companies/dunmore.xml",
        "feeds/layers/accelerators.xml",
        "feeds/layers/cloud.xml",
        "feeds/layers/power-grid.xml",
        "feeds/new.xml",
    ]


def test_a_feed_is_written_like_this() -> None:
    entry = Entry("tag:ledger.example,2026-11:records/cuts/a", "A & B <Ltd>", f"{ADDRESS}cuts/a/", 0, 86_399, "8 > 7.")
    id, address = "tag:ledger.example,2026-11:feeds/new", f"{ADDRESS}feeds/new.xml"
    feed = AtomFeed(id, "New", "All", address, ADDRESS, "The ledger", 86_399, (entry,))
    expected = """\
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
 <id>tag:ledger.example,2026-11:feeds/new</id>
 <title>New</title>
 <subtitle>All</subtitle>
 <updated>1970-01-01T23:59:59Z</updated>
 <link rel="self" type="application/atom+xml" href="https://ledger.example/sub/feeds/new.xml" />
 <link rel="alternate" type="text/html" href="https://ledger.example/sub/" />
 <author>
  <name>The ledger</name>
 </author>
 <rights>CC BY 4.0</rights>
 <entry>
  <id>tag:ledger.example,2026-11:records/cuts/a</id>
  <title>A &amp; B &lt;Ltd&gt;</title>
  <link rel="alternate" type="text/html" href="https://ledger.example/sub/cuts/a/" />
  <published>1970-01-01T00:00:00Z</published>
  <updated>1970-01-01T23:59:59Z</updated>
  <summary>8 &gt; 7.</summary>
 </entry>
</feed>
"""
    assert atom(feed).decode() == expected


def test_a_new_record_comes_with_figure_grade_doubts_and_who_says_so(files: Mapping[str, bytes]) -> None:
    titles = texts(files["feeds/new.xml"], "title")
    assert titles[:2] == [
        "Dunmore Logistics, March 2026: 600 to 800 roles, AI link: none",
        "Acme: $3.4 billion capital expenditure, fiscal 2025",
    ]
    told = dict(zip(titles, texts(files["feeds/new.xml"], "summary"), strict=True))
    assert told["Acme, January 2026: 950 roles, AI link: disputed"] == (
        "Acme: layoff, announced 14 January 2026, 950 roles. AI link: disputed. "
        "10 claims from 7 sources, side by side. "
        "The company says that AI was a cause; an executive denies it. "
        "The number of roles is from US Securities and Exchange Commission, 6 May 2026. "
        "Sources differ on roles cut: Claims that nobody withdrew or replaced range from 950 to 1,600. "
        "Printed large: 950. Sources of the type “filing” come before press."
    )


def test_the_newest_stands_first(files: Mapping[str, bytes]) -> None:
    for document in files.values():
        published = list(zip(texts(document, "published"), texts(document, "id"), strict=True))
        assert published == sorted(sorted(published, key=lambda one: one[1]), key=lambda one: one[0], reverse=True)


def test_a_change_is_one_entry_with_a_lasting_id(files: Mapping[str, bytes]) -> None:
    document = files["feeds/changes.xml"]
    assert texts(document, "title") == [
        "Acme, January 2026: Roles cut: 900 (completed) → 950 (completed)",
        "Voltco: Deal with Acme, 24 transformers: $500 million → $540 million",
    ]
    assert texts(document, "id") == [
        f"tag:ledger.example,2026-11:changes/{COMMIT}/cuts/acme-2026-01",
        f"tag:ledger.example,2026-11:changes/{COMMIT}/suppliers/voltco",
    ]
    assert texts(document, "updated") == ["2026-09-21T14:13:20Z"] * 2


def test_the_feed_of_a_company_has_its_cuts_and_the_suppliers_that_sell_to_it(files: Mapping[str, bytes]) -> None:
    assert set(told_of(files["feeds/companies/acme.xml"])) == {
        f"changes/{COMMIT}/cuts/acme-2026-01",
        f"changes/{COMMIT}/suppliers/voltco",
        "records/companies/acme",
        "records/cuts/acme-2025-06",
        "records/cuts/acme-2026-01",
        "records/suppliers/acme-cloud",
        "records/suppliers/heliochip",
        "records/suppliers/voltco",
    }
    assert told_of(files["feeds/companies/dunmore.xml"]) == [
        "records/cuts/dunmore-2026-03", "records/companies/dunmore",
    ]  # fmt: skip


def test_the_feed_of_a_layer_has_its_suppliers_alone(files: Mapping[str, bytes]) -> None:
    assert told_of(files["feeds/layers/power-grid.xml"]) == [
        f"changes/{COMMIT}/suppliers/voltco", "records/suppliers/voltco",
    ]  # fmt: skip


def check_atom(path: str, document: bytes) -> None:
    """What RFC 4287 asks of a feed and its entries, and RFC 4151 of their ids."""
    root = parsed(document)
    assert root.tag == f"{{{ATOM}}}feed"
    assert {element.tag for element in root.iter()} <= {f"{{{ATOM}}}{name}" for name in ALLOWED}
    assert link(root, "self") == ADDRESS + path
    assert [author.findtext(f"{{{ATOM}}}name") for author in root.findall(f"{{{ATOM}}}author")] == ["AI Shock Ledger"]
    entries = root.findall(f"{{{ATOM}}}entry")
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{{{ATOM}}}{name}")) == 1
            assert element.findtext(f"{{{ATOM}}}{name}")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", element.findtext(f"{{{ATOM}}}updated") or "")
        assert re.fullmatch(r"tag:[a-z0-9.-]+,2026-11:[a-z0-9/-]+", element.findtext(f"{{{ATOM}}}id") or "")
        assert urlsplit(link(element, "alternate"))[:2] == ("https", "ledger.example")
    ids = [element.findtext(f"{{{ATOM}}}id") for element in (root, *entries)]
    assert len(set(ids)) == len(ids)


ALLOWED = "feed id title subtitle updated link author name rights entry published summary".split()


def link(element: Element, rel: str) -> str:
    (found,) = (link for link in element.findall(f"{{{ATOM}}}link") if link.get("rel") == rel)
    return found.get("href") or ""


def test_every_feed_is_what_the_standard_asks_for(files: Mapping[str, bytes]) -> None:
    for path, document in files.items():
        check_atom(path, document)


def test_hostile_names_are_read_back_as_they_were_typed(world: World) -> None:
    write_records(world)
    checked = check(world.root, world.root / "content", TODAY)
    assert checked.kb
    kb = at(checked.kb)
    found = feeds(kb, whole_history(kb))
    for path, document in found.items():
        check_atom(path, document)
    for number, text in enumerate(TEXTS, 10):
        title = parsed(found[f"feeds/companies/x{number}.xml"]).findtext(f"{{{ATOM}}}title")
        assert title == f"AI Shock Ledger: {text}"
        assert [title for title in texts(found["feeds/new.xml"], "title") if title.startswith(text)]


def test_a_long_feed_ends_with_its_hundredth_entry(toy: KnowledgeBase) -> None:
    one = edit(toy, "cuts/acme-2026-01", "{value: 950", "{value: 900")
    edits = tuple(replace(one, commit=f"{number:040x}", time=TIME - number) for number in range(NEWEST + 20))
    history = replace(whole_history(toy), edits=edits)
    found = texts(feeds(at(toy), history)["feeds/changes.xml"], "id")
    assert len(found) == NEWEST
    assert found[0].endswith(f"changes/{0:040x}/cuts/acme-2026-01")


def test_ids_outlive_a_new_address(toy: KnowledgeBase) -> None:
    kb = at(toy, "https://new.example/", tag_authority="ledger.example")
    (first, *_) = texts(feeds(kb, whole_history(toy))["feeds/new.xml"], "id")
    assert first == "tag:ledger.example,2026-11:records/cuts/dunmore-2026-03"


def test_a_port_is_no_part_of_an_id(toy: KnowledgeBase) -> None:
    (first, *_) = texts(feeds(at(toy, "http://127.0.0.1:8000/"), whole_history(toy))["feeds/new.xml"], "id")
    assert first == "tag:127.0.0.1,2026-11:records/cuts/dunmore-2026-03"


def test_a_tag_authority_is_a_name_of_a_host(world: World) -> None:
    world.write("site_config/settings.yaml", "name: L\ndescription: D\ntag_authority: https://ledger.example/\n")
    _, problems = load_settings(Path("site_config"))
    assert [problem.fact.partition(":")[0] for problem in problems] == ["'tag_authority' cannot be read"]


@pytest.mark.parametrize(
    ("address", "history"),
    [("", History(COMMIT, TIME, {"companies/acme.yaml": Change(TIME, TIME)})), (ADDRESS, History(COMMIT, TIME)),
     (ADDRESS, History())],
    ids=["without an address", "in a shallow clone", "outside git"],
)  # fmt: skip
def test_without_addresses_or_dates_there_are_no_feeds_and_the_page_says_so(
    toy: KnowledgeBase, address: str, history: History
) -> None:
    kb = at(toy, address)
    assert feeds(kb, history) == {}
    pages = list(all_pages(kb, history))
    assert {page.feeds for page in pages} == {()}
    (follow,) = (page for page in pages if page.path == "follow/index.md")
    assert "This copy of the ledger has no feeds" in render(follow, Drawings({}))


def test_a_record_that_is_not_committed_yet_is_in_no_feed(toy: KnowledgeBase) -> None:
    found = feeds(at(toy), History(COMMIT, TIME, {"companies/acme.yaml": Change(IN_JANUARY, IN_JANUARY)}))
    assert sorted(found) == ["feeds/changes.xml", "feeds/companies/acme.xml", "feeds/new.xml"]
    assert texts(found["feeds/new.xml"], "title") == ["Acme: $3.4 billion capital expenditure, fiscal 2025"]


def test_pages_name_their_feeds_and_each_of_them_is_there(toy: KnowledgeBase, files: Mapping[str, bytes]) -> None:
    pages = {page.path: page for page in all_pages(at(toy), whole_history(toy))}
    named = {path: [feed.address for feed in page.feeds] for path, page in pages.items()}
    assert named["index.md"] == ["feeds/new.xml", "feeds/changes.xml"]
    assert named["companies/acme/index.md"] == named["cuts/acme-2026-01/index.md"] == ["feeds/companies/acme.xml"]
    assert named["suppliers/voltco/index.md"] == ["feeds/layers/power-grid.xml"]
    assert {address for addresses in named.values() for address in addresses} == files.keys()
    front = render(replace(pages["companies/acme/index.md"], charts=()), Drawings({})).split("---\n")[1]
    assert "feeds:\n- title: Acme\n  address: ../../feeds/companies/acme.xml\n" in front


def test_the_page_of_a_record_offers_the_feed_that_it_is_in(toy: KnowledgeBase) -> None:
    pages = {page.path: replace(page, charts=()) for page in all_pages(at(toy), whole_history(toy))}
    cut, supplier, indicator = (
        render(pages[f"{key}/index.md"], Drawings({}))
        for key in ("cuts/acme-2026-01", "suppliers/voltco", "indicators/tally")
    )
    assert '<a href="../../feeds/companies/acme.xml" type="application/atom+xml">Follow Acme (Atom feed)</a>' in cut
    assert '<a href="../../feeds/layers/power-grid.xml" type="application/atom+xml">Follow Power grid' in supplier
    assert "Atom feed" not in indicator
