"""What is not known or badly sourced, by kind of gap, each with the record that a reader could mend."""

from dataclasses import dataclass
from itertools import groupby

from generator.figures.not_known import Gap, Missing, not_known
from generator.knowledge_base import KnowledgeBase
from generator.pages.base import Page
from generator.pages.parts.frame import edit_url
from generator.pages.parts.links import Link, kind_label, record_link
from generator.pages.parts.search import page_entry
from generator.pages.parts.words import counted, sentence

_HEADINGS: dict[Gap, tuple[str, str]] = {
    "unknown figure": ("Figures that somebody looked for", "A source was read, and the figure is not in it."),
    "cut without a number": ("Cuts without a number of roles", "A filing, a notice or a better report would help."),
    "rests on one aggregator": ("Figures that rest on one aggregator", "The original report would be better."),
    "company without a headcount": ("Companies without a headcount", "Most annual reports give one."),
    "deal without a value": ("Deals without a value", "Often never published; a filing may have it."),
    "source without a date": ("Sources without a date", "The page did not say when it was published."),
}


@dataclass(frozen=True)
class GapRow:
    """One gap: the record, what is missing, and where to edit it."""

    link: Link
    kind: str
    missing: str
    edit: str


@dataclass(frozen=True)
class GapGroup:
    """All gaps of one kind."""

    heading: str
    hint: str
    count: str
    rows: tuple[GapRow, ...]


@dataclass(frozen=True)
class NotKnownView:
    """What the page of gaps prints."""

    count: str
    groups: tuple[GapGroup, ...]


def not_known_page(kb: KnowledgeBase) -> Page:
    """The page of gaps."""
    found = not_known(kb)
    groups = tuple(_group(gap, list(items), kb) for gap, items in groupby(found, key=lambda missing: missing.gap))
    count = counted(len(found), "gap")
    description = f"{count} in the ledger: figures nobody gives, weak sources, missing dates. Each can be mended."
    view = NotKnownView(count, groups)
    return Page("not-known/index.md", "not_known.md.j2", "What is not known", description, view, page_entry("Index"))


def _group(gap: Gap, items: list[Missing], kb: KnowledgeBase) -> GapGroup:
    heading, hint = _HEADINGS[gap]
    rows = tuple(
        GapRow(
            record_link(item.record, kb), kind_label(item.record), sentence(item.sentence),
            edit_url(item.record, kb.settings.site),
        )
        for item in items
    )  # fmt: skip
    return GapGroup(heading, hint, counted(len(rows), "gap"), rows)
