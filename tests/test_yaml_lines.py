"""The strict reading of YAML: what is kept as typed, where everything stands, and what ends the reading."""

import string

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.yaml_lines import DEEPEST, LARGEST_FILE, MOST_NODES, Document, Plain, read


def tree_of(text: str) -> Document:
    document, problems = read(text.encode(), "a.yaml")
    assert not problems
    return document


def says(text: str | bytes) -> list[str]:
    data = text if isinstance(text, bytes) else text.encode()
    return [str(problem) for problem in read(data, "a.yaml")[1]]


def test_an_unquoted_scalar_stays_as_typed() -> None:
    tree = tree_of("a: 1.10\nb: no\nc: 2026-01-14\nd: ~\ne: 12:30\nf:\n").tree
    assert tree == {"a": "1.10", "b": "no", "c": "2026-01-14", "d": "~", "e": "12:30", "f": ""}
    assert all(isinstance(value, Plain) for value in tree.values())


@pytest.mark.parametrize("typed", ["'no'", '"no"', "|-\n  no", ">-\n  no"])
def test_a_quoted_or_block_scalar_is_text(typed: str) -> None:
    value = tree_of(f"a: {typed}\n").tree["a"]
    assert value == "no"
    assert not isinstance(value, Plain)


def test_each_key_and_value_knows_its_line_and_column() -> None:
    document = tree_of("name: Acme\nclaims:\n  roles:\n    - {value: 1200, source: wire}\n")
    assert document.mark(("name",)) == (1, 7)
    assert document.key_mark(("claims", "roles")) == (3, 3)
    assert document.mark(("claims", "roles", 0, "source")) == (4, 29)


def test_what_was_not_typed_stands_where_its_group_stands() -> None:
    document = tree_of("claims:\n  roles:\n    - {value: 1200}\n")
    assert document.mark(("claims", "roles", 0, "source")) == (3, 7)
    assert document.key_mark(("claims", "roles", 0, "source")) == (3, 7)
    assert document.mark(("summary",)) == (1, 1)


def test_columns_count_characters_not_bytes() -> None:
    assert tree_of("b: {c: 삼성, d: x}\n").mark(("b", "d")) == (1, 15)


def test_all_repeated_keys_are_found_and_the_first_value_is_kept() -> None:
    document, problems = read(b"a: 1\nb: {c: 1, c: 2}\na: 3\n", "a.yaml")
    assert [str(problem.place) for problem in problems] == ["a.yaml:2:11", "a.yaml:3:1"]
    assert document.tree["a"] == "1"


@pytest.mark.parametrize(
    "typed",
    ["&x 1", "*x", "!!int 1", "!x 1", "!<tag:x> 1", "{<<: {b: 1}}", "[&x 1]", "{? [b] : 1}"],
)
def test_anchors_aliases_tags_merges_and_complex_keys_end_the_reading(typed: str) -> None:
    assert len(says(f"a: {typed}\n")) == 1


def test_depth_has_a_cap() -> None:
    assert not says("a: " + "[" * (DEEPEST - 1) + "]" * (DEEPEST - 1) + "\n")
    assert says("a: " + "[" * DEEPEST + "]" * DEEPEST + "\n") == [
        "a.yaml:1:11: This is nested more than 8 levels deep. A record needs no more than 5."
    ]


def test_the_number_of_values_has_a_cap() -> None:
    assert not says("a: [" + "x," * (MOST_NODES - 3) + "]\n")
    assert says("a: [" + "x," * MOST_NODES + "]\n")[0].endswith("values. Split the record.")


def test_the_size_has_a_cap() -> None:
    assert not says("a: x # " + "y" * (LARGEST_FILE - 8) + "\n")
    assert says("a: x # " + "y" * (LARGEST_FILE - 7) + "\n") == [
        "a.yaml: This file has 262,145 bytes. A record has at most 262,144."
    ]


def test_characters_that_nobody_sees_are_found_on_all_lines() -> None:
    assert [line.partition(" ")[0] for line in says("a: x\u200b\nb: y\nc: \u202ez\n")] == ["a.yaml:1:5:", "a.yaml:3:4:"]


def test_letters_of_other_scripts_and_signs_are_welcome() -> None:
    assert not says("a: 삼성 שלום Ωμέγα Москва Łódź 😀 — “x”\n")


@given(st.binary(max_size=200))
def test_any_bytes_give_a_document_or_a_problem(data: bytes) -> None:
    document, problems = read(data, "a.yaml")
    assert problems or document.tree is not None


@given(st.text(alphabet="abc:-[]{}&*!|>'\"%@`#?, \n01~<=", max_size=60))
def test_any_text_of_signs_gives_a_document_or_a_problem(text: str) -> None:
    document, problems = read(text.encode(), "a.yaml")
    assert problems or isinstance(document.tree, dict)


_names = st.text(alphabet=string.ascii_lowercase, min_size=1, max_size=8).filter(lambda name: name not in ("y", "n"))
_texts = st.text(alphabet=string.ascii_letters + string.digits + " :#'\"-,äß", max_size=30)
_trees = st.dictionaries(_names, st.one_of(_texts, st.lists(_texts), st.dictionaries(_names, _texts)), min_size=1)


@given(_trees)
def test_what_a_yaml_writer_wrote_is_read_back(tree: dict[str, object]) -> None:
    text = yaml.safe_dump(tree, allow_unicode=True, default_style='"')
    assert tree_of(text).tree == tree
