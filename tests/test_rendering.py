"""Text of records reaches a reader exactly as it was typed, wherever a template prints it."""

import html
import os
from dataclasses import dataclass, replace
from pathlib import Path

import jinja2
import markdown  # type: ignore[import-untyped]  # carries no types
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.charts.drawing import Drawings
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.pages import all_pages
from generator.pages.base import Page, SearchEntry, address_of
from generator.rendering import clean, encoded, environment, front_matter, relative, render

EXTENSIONS = ["toc", "tables", "fenced_code"]  # those of mkdocs.yml, and those that MkDocs adds
HOSTILE = [
    "</title><script>alert(1)</script>", '" onmouseover="alert(1)', "[x](javascript:alert(1))", "![x](x)",
    "<b>bold</b>", "1. first", "- item", "# heading", "> quote", "*a* _b_ __c__ `d`", "{{ 7 * 7 }} {% x %}", "[a]: https://a.example",
    "a | b", "---", "&lt;b&gt; &amp; &#60;", "<!-- x -->", "\\<b>", "*[HTML]: x", "{: onclick=x }", "<https://a.example>",
    "[^1]", ":smile:", "~~~", "2026. A year", "12) twelve", "+ plus", "=====", "$5 (about) 8,000; 10.5% or so: yes.",
]  # fmt: skip
TEMPLATE = """# {{ text }}

A paragraph with {{ text }} inside.

{{ text }}

<table><tr><td title="{{ text }}">{{ text }}</td></tr></table>

[{{ text }}](other.md)
"""


@dataclass(frozen=True)
class Nothing:
    """A view without anything."""


def a_page(title: str = "Title", description: str = "Description", path: str = "cuts/acme/index.md") -> Page:
    return Page(path, "guide.md.j2", title, description, Nothing(), SearchEntry())


def shown(source: str) -> LexborHTMLParser:
    """What a browser makes of the Markdown."""
    return LexborHTMLParser(markdown.markdown(source, extensions=EXTENSIONS))


def words(element: LexborNode) -> str:
    return " ".join(element.text(deep=True).split())


@given(st.text(min_size=1, max_size=40).filter(lambda text: clean(text)))
@pytest.mark.parametrize("around", ["", "1", "-"])
def test_any_text_is_shown_as_typed_whatever_stands_around_it(around: str, text: str) -> None:
    check_is_shown(around + text)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_looks_like_markup_is_shown_as_typed(text: str) -> None:
    check_is_shown(text)


def check_is_shown(text: str) -> None:
    tree = shown(environment().from_string(TEMPLATE).render(text=text))
    expected = " ".join(clean(text).split())
    assert [words(part) for part in tree.css("h1, p")] == [
        expected, f"A paragraph with {expected} inside.", expected, expected,
    ]  # fmt: skip
    (cell,) = tree.css("td")
    assert (words(cell), " ".join((cell.attributes["title"] or "").split())) == (expected, expected)
    assert {part.tag for part in tree.css("body *")} == {"h1", "p", "table", "tbody", "tr", "td", "a"}


@given(st.text(max_size=40), st.text(max_size=40))
@example("</title><script>alert(1)</script>", "a: b\n---\n# c")
def test_title_and_description_are_escaped_in_the_front_matter(title: str, description: str) -> None:
    head = front(a_page(title, description))
    assert set(head) == {"title", "description"}
    assert html.unescape(head["title"]) == clean(title)
    assert not set("<>\"'") & set(head["title"] + head["description"])


def front(page: Page) -> dict[str, str]:
    text = front_matter(page)
    assert text.startswith("---\n")
    assert text.endswith("\n---\n")
    head = yaml.safe_load(text.removeprefix("---\n").removesuffix("---\n"))
    assert isinstance(head, dict)
    return head


def test_what_cannot_be_mistaken_stays_readable() -> None:
    text = "Acme's AI-driven cut: $72.2 billion, 10.5% of 8,000 roles (about a tenth); see ../cuts/acme-2026-01/."
    assert encoded(text) == text


def test_a_number_with_a_point_does_not_begin_a_list() -> None:
    assert encoded("2026. A year") == "2026&#46; A year"


@pytest.mark.parametrize("value", [None, 8000, 1.5, True, ["a"], {"a": "b"}])
def test_a_template_prints_finished_texts_only(value: object) -> None:
    with pytest.raises(TypeError, match="finished texts"):
        environment().from_string("{{ value }}").render(value=value)


def test_a_template_that_is_edited_while_the_site_is_shown_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "page.md.j2"
    templates = environment().overlay(loader=jinja2.FileSystemLoader(tmp_path))
    for day, text in enumerate(["before", "after"]):
        file.write_text(text)
        os.utime(file, (day, day))
        assert templates.get_template("page.md.j2").render() == text


def test_a_template_names_what_is_missing() -> None:
    with pytest.raises(jinja2.UndefinedError, match="'missing' is undefined"):
        environment().from_string("{{ missing }}").render()


@pytest.mark.parametrize(
    ("path", "address"),
    [("index.md", ""), ("cuts/index.md", "cuts/"), ("deals.md", "deals/"), ("cuts/acme/index.md", "cuts/acme/")],
)
def test_a_page_has_the_address_of_its_file(path: str, address: str) -> None:
    assert address_of(path) == address


@pytest.mark.parametrize(
    ("to", "page", "seen"),
    [
        ("companies/acme/", "cuts/acme-2026-01/", "../../companies/acme/"),
        ("cuts/acme-2026-01.yaml", "cuts/acme-2026-01/", "../acme-2026-01.yaml"),
        ("cuts/", "", "cuts/"),
        ("", "cuts/acme-2026-01/", "../../"),
        ("guide/method/#totals", "deals/", "../guide/method/#totals"),
    ],
)
def test_addresses_are_relative_so_that_the_site_works_under_any_path(to: str, page: str, seen: str) -> None:
    assert relative(to, page) == seen


def test_every_page_is_one_title_and_no_html_block_holds_an_empty_line(toy: KnowledgeBase) -> None:
    for page in all_pages(toy, History()):
        text = render(replace(page, charts=()), Drawings({}))
        tree = shown(text.split("\n---\n", 1)[1])
        assert [words(h1) for h1 in tree.css("h1")] == [page.title]
        opened = [block for block in text.split("\n\n") if block.startswith("<")]
        assert not [block[:80] for block in opened if block.count("<div") != block.count("</div>")], page.path
