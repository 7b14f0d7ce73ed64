"""The gallery: every chart of the site with a small picture, its finding and what it counts, in groups.

A group that is longer than a glance has a page of its own, and the first page shows those with the most figures.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.pages.base import Page
from generator.pages.parts.links import Link
from generator.pages.parts.search import page_entry
from generator.pages.parts.words import counted
from generator.sentences import lowered
from generator.settings import KINDS

_GROUPS = {
    "": ("The ledger as a whole", "Charts over all records together."),
    "companies": ("Spending and staff", "What each company spends, how many people work for it, and its cuts."),
    "cuts": ("Cuts", "What sources claim about each cut, claim by claim."),
    "suppliers": ("Suppliers", "How suppliers grow, and what their shares cost."),
    "indicators": ("Indicators", "What others count, as they count it."),
}
_GLANCE = 6


@dataclass(frozen=True)
class Card:
    """A chart in the gallery: its finding, what it counts, and its small pictures on light and dark ground."""

    link: Link
    subtitle: str
    light: str
    dark: str


@dataclass(frozen=True)
class Group:
    """Charts of one kind; `more` leads to the page with all of them, where these are not all."""

    title: str
    lead: str
    cards: tuple[Card, ...]
    more: Link | None = None


@dataclass(frozen=True)
class GalleryView:
    """What a page of the gallery prints; `back` leads to the first page of it."""

    lead: str
    groups: tuple[Group, ...]
    back: Link | None = None


def gallery_pages(charts: Sequence[Page]) -> Iterator[Page]:
    """The first page of the gallery, and a page for each group that does not fit there; `charts` are chart pages."""
    in_order = sorted(charts, key=lambda page: page.charts_of or "")  # that of the home page first
    groups = {name: [page for page in in_order if _group_of(page) == name] for name in _GROUPS}
    shown = tuple(_first(name, found) for name, found in groups.items() if found)
    lead = f"{counted(len(charts), 'chart')}, each with its data, its sources and files to take away."
    yield Page("charts/index.md", "gallery.md.j2", "Charts", f"The charts of the ledger: {lead}",
               GalleryView(lead, shown), page_entry("Index", "charts", "graphs"))  # fmt: skip
    for name, found in groups.items():
        if _is_long(name, found):
            yield _whole(name, found)


def _is_long(name: str, found: Sequence[Page]) -> bool:
    """Whether a group has a page of its own; charts over all records stay together on the first page."""
    return bool(name) and len(found) > _GLANCE


def _whole(name: str, found: Sequence[Page]) -> Page:
    title, lead = _GROUPS[name]
    count = counted(len(found), "chart")
    return Page(
        f"charts/{name}/index.md",
        "gallery.md.j2",
        f"Charts: {lowered(title)}",
        f"{lead} {count}, each with its data, its sources and files to take away.",
        GalleryView(f"{lead} {count}.", (Group("", "", tuple(map(_card, found))),), Link("All charts", "charts/")),
        page_entry("Index"),
        has_contents=False,
    )


def _first(name: str, found: Sequence[Page]) -> Group:
    title, lead = _GROUPS[name]
    if not _is_long(name, found):
        return Group(title, lead, tuple(map(_card, found)))
    fullest = sorted(found, key=lambda page: (-len(page.charts[0].rows), page.path))[:_GLANCE]
    more = Link(f"All {counted(len(found), 'chart')}", f"charts/{name}/")
    return Group(title, f"{lead} Here are those with the most figures.", tuple(map(_card, fullest)), more)


def _group_of(page: Page) -> str:
    """The kind of record on whose page the chart stands; empty for charts over several records."""
    kind, _, record = (page.charts_of or "").partition("/")
    return kind if kind in KINDS and record else ""


def _card(page: Page) -> Card:
    small = page.address.removesuffix("/")
    return Card(
        Link(page.title, page.address), page.charts[0].subtitle, f"{small}-small.svg", f"{small}-small-dark.svg"
    )
