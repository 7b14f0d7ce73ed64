"""The table of an index by year. Where it is long the index holds its first rows, and a year that is not whole there
stands on pages of its own: without a script nothing is out of reach, and with one nothing is loaded before it is asked.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from generator.pages.parts.links import Link

Row = TypeVar("Row")

ROWS_OF_AN_INDEX = 200
ROWS_OF_A_PAGE = 250  # a phone lays out more of them too slowly


@dataclass(frozen=True)
class Year(Generic[Row]):
    """The rows of one year under its heading, with a note on them and, where they add up, their total.

    Where `pages` lead to all of them, the rows here are only the first, or none.
    """

    year: str
    note: str
    rows: tuple[Row, ...]
    total: str = ""
    pages: tuple[Link, ...] = ()


@dataclass(frozen=True)
class YearPage(Generic[Row]):
    """Rows of a year on a page of their own: which they are (`401 to 767`), and the year's heading on the index."""

    address: str
    which: str
    anchor: str
    year: Year[Row]


def shortened(years: Iterable[Year[Row]], index: str) -> Iterator[Year[Row]]:
    """What the index at that address holds of each year."""
    left = ROWS_OF_AN_INDEX
    for year in years:
        is_whole = len(year.rows) <= left
        yield year if is_whole else replace(year, rows=year.rows[:left], pages=tuple(_pages(year, index)))
        left = max(0, left - len(year.rows))


def year_pages(years: Iterable[Year[Row]], index: str) -> Iterator[YearPage[Row]]:
    """The pages of the years that are not whole on the index at that address."""
    years = tuple(years)
    for whole, short in zip(years, shortened(years, index), strict=True):
        for number, link in enumerate(short.pages):
            rows = whole.rows[number * ROWS_OF_A_PAGE :][:ROWS_OF_A_PAGE]
            yield YearPage(link.to, link.text, _segment(whole), replace(short, rows=rows))


def _pages(year: Year[Row], index: str) -> Iterator[Link]:
    """`cuts/2025/`, then `cuts/2025/2/`."""
    count = len(year.rows)
    for number, start in enumerate(range(0, count, ROWS_OF_A_PAGE), 1):
        last = min(start + ROWS_OF_A_PAGE, count)
        address = f"{index}{_segment(year)}/" + (f"{number}/" if start else "")
        yield Link(f"{start + 1:,} to {last:,}", address)


def _segment(year: Year[Row]) -> str:
    """Of an address, and the anchor of its heading."""
    return year.year.lower()
