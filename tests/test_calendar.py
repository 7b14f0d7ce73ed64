"""The calendar of promises: one event to the byte, and every event as a calendar program reads it."""

from dataclasses import replace
from datetime import UTC, date, datetime

from icalendar import Calendar, Component

from generator.charts.drawing import Drawings
from generator.checking import check
from generator.following.calendar import calendar
from generator.history import Change, History
from generator.knowledge_base import KnowledgeBase
from generator.pages import all_pages
from generator.pages.parts.words import sentence
from generator.rendering import render
from tests.test_feeds import at
from tests.test_hostile_world import TEXTS, quoted
from tests.worlds import TODAY, World

HISTORY = History("5ca1ab1e" * 5, 1_790_000_000, {"companies/acme.yaml": Change(1_767_614_400, 1_772_452_800)})


def made(kb: KnowledgeBase, history: History = HISTORY) -> bytes:
    (document,) = calendar(kb, history).values()
    return document


def test_an_event_is_written_like_this(toy: KnowledgeBase) -> None:
    events = made(at(toy)).split(b"BEGIN:VEVENT\r\n")
    (acme,) = (event for event in events if b"UID:companies-acme" in event)
    assert acme.decode() == (
        "SUMMARY:Acme: Capital expenditure\\, fiscal 2026: $5 to 6 billion (guidance\r\n"
        " )\r\n"
        "DTSTART;VALUE=DATE:20260630\r\n"
        "DTSTAMP:20260302T120000Z\r\n"
        "UID:companies-acme-capex-2026-06-30@ai-shock-ledger\r\n"
        "DESCRIPTION:$5 to 6 billion (guidance): Acme\\, 29 April 2026\\, “Acme rep\r\n"
        " orts its third quarter of fiscal 2026”\\nAlso said: $4.5 to 5.5 billion (\r\n"
        " guidance): Acme\\, 28 January 2026\\, “Acme reports its second quarter of \r\n"
        " fiscal 2026”\\nNo later claim in the ledger says what became of it.\r\n"
        "TRANSP:TRANSPARENT\r\n"
        "URL:https://ledger.example/sub/companies/acme/\r\n"
        "END:VEVENT\r\n"
    )


def test_each_promise_of_which_nothing_is_known_falls_on_the_last_day_of_its_time(toy: KnowledgeBase) -> None:
    found = [(str(event["uid"]).partition("@")[0], event.decoded("dtstart")) for event in events_of(made(toy))]
    assert found == [
        ("suppliers-heliochip-revenue-2026-04-30", date(2026, 4, 30)),
        ("companies-acme-capex-2026-06-30", date(2026, 6, 30)),
        ("companies-borealis-capex-2026-12-31", date(2026, 12, 31)),
    ]


def events_of(document: bytes) -> list[Component]:
    return list(Calendar.from_ical(document).walk("VEVENT"))


def test_an_event_needs_neither_address_nor_history(toy: KnowledgeBase) -> None:
    for event in events_of(made(toy, History())):
        assert event.decoded("dtstamp") == datetime(2026, 10, 6, tzinfo=UTC)  # when a source was last read
        assert "url" not in event


def test_an_event_is_as_old_as_the_last_change_of_its_record_or_else_the_last_commit(toy: KnowledgeBase) -> None:
    stamps = {str(event["uid"]).split("-")[1]: event.decoded("dtstamp") for event in events_of(made(toy))}
    assert stamps == {
        "acme": datetime(2026, 3, 2, 12, tzinfo=UTC),
        "heliochip": datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC),
        "borealis": datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC),
    }


COMPANY = """\
name: {text}
country: US
industry: software
summary: A company.
sources:
  wire: {{title: {text}, publisher: {text}, type: press, url: "https://a.example/", published: 2026-01-02,
    accessed: 2026-02-02}}
claims:
  capex:
    - {{value: USD 1bn, period: 2027, basis: plan, scope: {text}, source: wire, speaker: {text}, note: {text}}}
"""


def test_hostile_texts_are_read_back_as_they_were_typed_from_lines_of_75_octets(world: World) -> None:
    for number, text in enumerate(TEXTS):
        world.write(f"content/companies/x{number}.yaml", COMPANY.format(text=quoted(text)))
    checked = check(world.root, world.root / "content", TODAY)
    assert checked.kb, checked.problems
    document = made(checked.kb)
    lines = document.split(b"\r\n")
    assert not [line for line in lines if len(line) > 75 or b"\n" in line or b"\r" in line]
    assert [line.decode() for line in lines]  # no character is cut in two
    events = {str(event["uid"]).split("-")[1]: event for event in events_of(document)}
    for number, text in enumerate(TEXTS):
        event = events[f"x{number}"]
        assert str(event["summary"]) == f"{text}: Capital expenditure, 2027, {text}: $1 billion (plan)"
        assert str(event["description"]).split("\n") == [
            f"$1 billion (plan): {text} in {text}, 2 January 2026, “{text}” {sentence(text)}",
            "No later claim in the ledger says what became of it.",
        ]
        assert len(str(event["uid"])) < 100


def test_two_scopes_of_one_promise_are_two_events(world: World) -> None:
    text = COMPANY.format(text="Egret")
    claim = text.splitlines(keepends=True)[-1]
    world.write("content/companies/egret.yaml", text + claim.replace("scope: Egret", "scope: Heron"))
    checked = check(world.root, world.root / "content", TODAY)
    assert checked.kb, checked.problems
    ids = [str(event["uid"]) for event in events_of(made(checked.kb)) if "egret" in str(event["uid"])]
    assert len(set(ids)) == 2


def test_the_pages_of_promises_and_following_offer_the_calendar(toy: KnowledgeBase) -> None:
    pages = {page.path: page for page in all_pages(toy, HISTORY)}
    for path in ("promises/index.md", "follow/index.md"):
        page = replace(pages[path], charts=())
        assert '<a href="../calendar/promises.ics" download>' in render(page, Drawings({}))
