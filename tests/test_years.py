"""A long table by year: what the index holds of it, and what stands on pages of its own."""

import pytest

from generator.pages.parts import years
from generator.pages.parts.links import Link
from generator.pages.parts.years import Year, shortened, year_pages


@pytest.fixture(autouse=True)
def _short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(years, "ROWS_OF_AN_INDEX", 5)
    monkeypatch.setattr(years, "ROWS_OF_A_PAGE", 4)


TABLE = [
    Year("2026", "2 cuts", ("a", "b")),
    Year("2025", "6 cuts", ("c", "d", "e", "f", "g", "h")),
    Year("Undated", "1 cut", ("i",)),
]


def test_the_index_holds_the_first_rows_and_leads_to_all_of_a_year_that_is_cut_off() -> None:
    assert list(shortened(TABLE, "cuts/")) == [
        TABLE[0],
        Year("2025", "6 cuts", ("c", "d", "e"), pages=(Link("1 to 4", "cuts/2025/"), Link("5 to 6", "cuts/2025/2/"))),
        Year("Undated", "1 cut", (), pages=(Link("1 to 1", "cuts/undated/"),)),
    ]


def test_a_year_that_is_cut_off_stands_whole_on_its_own_pages() -> None:
    pages = list(year_pages(TABLE, "cuts/"))
    assert [(page.address, page.which, page.anchor, page.year.rows) for page in pages] == [
        ("cuts/2025/", "1 to 4", "2025", ("c", "d", "e", "f")),
        ("cuts/2025/2/", "5 to 6", "2025", ("g", "h")),
        ("cuts/undated/", "1 to 1", "undated", ("i",)),
    ]


def test_a_table_that_is_not_long_has_no_other_pages() -> None:
    assert list(shortened(TABLE[:1], "cuts/")) == TABLE[:1]
    assert list(year_pages(TABLE[:1], "cuts/")) == []
