"""Social cards: what a page says in short, drawn; figures with their bound and range, grades with word and shape."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from PIL import Image

from generator import build
from generator.charts.drawing import png_of
from generator.charts.palette import Palette, palettes
from generator.exports.social_cards import Card, CardFigure, Mark, layout
from generator.figures.ai_link import GRADES, Grade
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.pages import all_pages
from generator.rendering import card_svg
from generator.settings import read_assets
from tests.test_hostile_world import TEXTS
from tests.worlds import ROOT, NoCache

HISTORY = History("0" * 40, int(datetime(2026, 11, 24, tzinfo=UTC).timestamp()))
ASSETS = read_assets(ROOT / "site_config/assets")
LIGHT: Palette = palettes(ASSETS["assets/tokens.css"].decode()).light
SVG = "{http://www.w3.org/2000/svg}"
FIGURE = CardFigure("Roles cut", "", "about", "8,000", "8,000 to 9,500; 3 sources, 2 agree", "stated")
CARD = Card(
    "social/cuts/acme.png", "AI Shock Ledger", "Layoff, May 2026", "Acme cuts jobs", (FIGURE,), "stated",
    "AI does the work", "24 November 2026", "ledger.example",
)  # fmt: skip


def cards_of(kb: KnowledgeBase) -> dict[str, Card]:
    return {page.address: page.card for page in all_pages(kb, HISTORY) if page.card}


def texts_of(card: Card) -> list[str]:
    """The lines on the card, as an XML reader reads them."""
    return [element.text or "" for element in elements(card) if element.tag == f"{SVG}text"]


def elements(card: Card) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(card_svg(card, LIGHT)).iter())  # noqa: S314  made here


def points(png: bytes) -> tuple[int, int, set[str]]:
    """Width, height and the colours of a picture."""
    with Image.open(BytesIO(png), formats=["PNG"]) as picture:
        across, down = picture.size
        found = picture.getcolors(across * down) or []
    return across, down, {"#{:02x}{:02x}{:02x}".format(*colour) for _, colour in found}  # type: ignore[misc]


def test_the_card_of_a_cut_says_who_how_many_by_which_word_with_which_range_and_grade(toy: KnowledgeBase) -> None:
    assert texts_of(cards_of(toy)["cuts/acme-2026-01/"]) == [
        "AI Shock Ledger",
        "Layoff, 14 January 2026",
        "Acme, January 2026",
        "Data of 24 November 2026",
        "Roles cut",
        "950",
        "Completed; 950 to 1,600; 2 sources differ",
        "Link to AI",
        "disputed",
        "AI does the work",
    ]


def test_the_card_says_the_same_in_words_for_who_cannot_see_it(toy: KnowledgeBase) -> None:
    cards = cards_of(toy)
    assert cards["cuts/acme-2026-01/"].alternative == (
        "Acme, January 2026 (Layoff, 14 January 2026). Roles cut: 950, Completed; 950 to 1,600; 2 sources differ. "
        "Link to AI: disputed."
    )


def test_a_number_that_nobody_knows_is_said_not_to_be_known(toy: KnowledgeBase) -> None:
    said = texts_of(cards_of(toy)["cuts/acme-2025-06/"])
    assert said[said.index("Roles cut") :][:2] == ["Roles cut", "not known"]


def test_a_bound_is_never_left_out(toy: KnowledgeBase) -> None:
    said = texts_of(cards_of(toy)["cuts/borealis-2026-02/"])
    assert said[said.index("Roles cut") :][:3] == ["Roles cut", "up to", "300"]


def test_a_company_has_what_it_spends_beside_the_roles_that_it_cut(toy: KnowledgeBase) -> None:
    card = cards_of(toy)["companies/acme/"]
    assert [(figure.label, figure.colour) for figure in card.figures] == [
        ("Capital expenditure", "actual"),
        ("Roles cut with a link to AI", "stated"),
    ]


def test_every_record_has_a_card_and_all_other_pages_share_one(toy: KnowledgeBase) -> None:
    paths = {address: card.path for address, card in cards_of(toy).items()}
    assert paths == {"": "social/ledger.png", **{f"{r.key}/": f"social/{r.key}.png" for r in toy.records()}}


@pytest.mark.parametrize("grade", GRADES)
def test_a_grade_has_its_colour_its_word_and_a_shape_of_its_own(grade: Grade) -> None:
    figure = replace(FIGURE, colour=grade)
    card = replace(CARD, figures=(figure,), grade=grade)
    found = layout(card, LIGHT)
    marks = [(box.fill, box.dashes) for box in found.boxes if box.stroke != "none"]
    colour = LIGHT[grade]
    expected = {
        "stated": [(colour, "none")],
        "reported": [("none", "10 7")],
        "disputed": [("none", "none"), ("none", "none")],
        "none": [],
    }
    assert marks == expected[grade]
    assert grade in texts_of(card)
    picture = card_svg(card, LIGHT)
    across, down, colours = points(png_of([picture], NoCache())[picture])
    assert (across, down) == (1200, 630)
    assert {colour, LIGHT["paper"], LIGHT["text"]} <= colours


def test_the_bar_has_a_mark_for_each_live_claim_and_a_taller_one_for_the_headline() -> None:
    marks = (Mark(0.0, 0.0, False), Mark(0.5, 0.25, False), Mark(1.0, 0.0, True))
    bare = layout(replace(CARD, figures=(FIGURE,)), LIGHT).boxes
    barred = layout(replace(CARD, figures=(replace(FIGURE, marks=marks),)), LIGHT).boxes
    added = [(box.x, box.width, box.height) for box in barred if box not in bare]
    assert added == [("70", "480", "2"), ("70", "6", "12"), ("310", "120", "12"), ("544", "6", "22")]


LONG = {
    "words": "A very long name of a company that has merged with many others and kept the names of all of them, "
    "including those of companies that had merged before",
    "one word": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2,
    "without spaces": "株式会社東京証券取引所上場企業名称の非常に長い名前を持つ会社の持株会社" * 3,
    "right to left": "שלום עולם " * 20,
    "emoji": "🚀" * 90,
    "wide": "W" * 200,
}


@pytest.mark.parametrize("name", LONG.values(), ids=LONG.keys())
def test_a_name_of_any_length_keeps_to_two_lines_above_the_figures(name: str) -> None:
    found = layout(replace(CARD, name=name), LIGHT)
    lines = [text for text in found.texts if text.is_bold and 120 < float(text.y) < 320]
    assert 1 <= len(lines) <= 2
    assert lines[-1].text.endswith("…")
    assert all(float(text.x) >= 70 for text in found.texts)
    picture = card_svg(replace(CARD, name=name), LIGHT)
    assert png_of([picture], NoCache())[picture].startswith(b"\x89PNG")


@pytest.mark.parametrize("text", TEXTS)
def test_no_text_of_a_record_becomes_markup_of_the_picture(text: str) -> None:
    figure = CardFigure(text, text, text, text, text, "stated")
    hostile = Card(CARD.path, text, text, text, (figure,), "disputed", text, text, text)
    assert {element.tag.removeprefix(SVG) for element in elements(hostile)} == {"svg", "rect", "text"}
    first = next(line for line in texts_of(hostile) if line)
    assert text.startswith(first.removesuffix("…"))
    picture = card_svg(hostile, LIGHT)
    assert png_of([picture], NoCache())[picture].startswith(b"\x89PNG")


def test_a_character_that_xml_cannot_hold_becomes_a_sign_for_it() -> None:
    assert "A\ufffdB" in texts_of(replace(CARD, name="A\x00B"))


def test_the_lines_of_a_card_stand_below_each_other(toy: KnowledgeBase) -> None:
    for card in cards_of(toy).values():
        for x in {text.x for text in layout(card, LIGHT).texts if not text.is_at_end}:
            places = sorted(float(text.y) for text in layout(card, LIGHT).texts if text.x == x and text.text)
            assert all(below - above >= 26 for above, below in pairwise(places)), (card.path, x, places)


def test_cards_are_drawn_only_for_a_site_that_knows_its_address(toy: KnowledgeBase) -> None:
    def drawn(address: str) -> list[str]:
        site = toy.settings.site.model_copy(update={"address": address})
        kb = replace(toy, settings=replace(toy.settings, site=site))
        files = build.site(kb, HISTORY, ASSETS, Blank(), lambda text: None)
        return sorted(path for path in files if path.startswith("social/"))

    assert drawn("") == []
    assert drawn("https://ledger.example/") == sorted(
        ["social/ledger.png", *(f"social/{record.key}.png" for record in toy.records())]
    )


class Blank:
    """A cache that knows a blank picture for everything."""

    def get(self, key: str) -> bytes | None:
        return b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"></svg>'

    def put(self, key: str, data: bytes) -> None:
        """Keeps nothing."""
