"""What a page is before it is rendered: its address, its template, and a view of finished strings and rows."""

from dataclasses import dataclass, field

from generator.charts.base import Chart


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
class Page:
    """One page: where it goes under the docs folder, its title and description, and what its template prints.

    `view` is a frozen dataclass of finished strings and rows; templates loop over it, ask yes or no, and print.
    A page of one wide table does without a list of its contents beside it.
    """

    path: str
    template: str
    title: str
    description: str
    view: object
    search: SearchEntry
    charts: tuple[Chart, ...] = ()
    has_contents: bool = True
