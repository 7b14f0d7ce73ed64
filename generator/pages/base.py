"""What a page is before it is rendered: its address, its template, and a view of finished strings and rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.charts.base import Chart
from generator.exports.social_cards import Card


@dataclass(frozen=True)
class SearchEntry:
    """What the search knows of a page beside its text: filters (name to values), sort keys, and what a result shows.

    `words` are other names of the page itself and count for more; `also` names what it belongs to, such as the company.
    """

    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sorts: dict[str, str] = field(default_factory=dict)
    figure: str = ""
    words: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Feed:
    """A feed that goes with a page: what it is called, and its address from the top of the site."""

    title: str
    address: str


@dataclass(frozen=True)
class Page:
    """One page: where it goes under the docs folder, its title and description, and what its template prints.

    `view` is a frozen dataclass of finished strings and rows; templates loop over it, ask yes or no, and print.
    A page of one wide table does without a list of its contents beside it.
    `charts_of` is the address of the page on which its chart stands, where this page shows that chart alone.
    What a reader finds better elsewhere is not searched.
    `apart` sets its title apart from that of another page of the same name, where no heading is in sight.
    `card` is what a shared link to it shows, `structured` what it tells machines in words of schema.org.
    """

    path: str
    template: str
    title: str
    description: str
    view: object
    search: SearchEntry
    charts: tuple[Chart, ...] = ()
    has_contents: bool = True
    charts_of: str | None = None
    is_searched: bool = True
    feeds: tuple[Feed, ...] = ()
    apart: str = ""
    card: Card | None = None
    structured: Mapping[str, Any] | None = None

    @property
    def address(self) -> str:
        """Where the page is, from the top of the site."""
        return address_of(self.path)

    def chart_address(self, chart: Chart) -> str:
        """Where the page of a chart is that stands on this page."""
        return f"charts/{self.address if self.charts_of is None else self.charts_of}{chart.name}/"


def address_of(path: str) -> str:
    """The address of a page from the top of the site: `cuts/acme-2026-01/`; empty for the home page."""
    bare = path.removesuffix(".md")
    if bare == "index" or bare.endswith("/index"):
        return bare.removesuffix("index")
    return f"{bare}/"
