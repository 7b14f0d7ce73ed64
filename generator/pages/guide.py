"""The guide: hand-written Markdown under the title of its file, and what the ledger's own words and metrics mean.

The frame of the site (navigation, footer, "how this is counted") leads to four pages of the guide.  Content that has
no such page of its own gets one that holds the generated part alone.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from generator.knowledge_base import KnowledgeBase
from generator.loading import GuidePage
from generator.pages.base import Page
from generator.pages.parts.links import Link
from generator.pages.parts.search import page_entry
from generator.settings import Metric, Settings, Word

_FRAME = {
    "ai-driven-cuts": ("What an AI-driven cut is", "How the link of a cut to AI is graded, from who says what."),
    "index": ("Guide", "What the ledger holds, how its figures are chosen and counted, and what its words mean."),
    "method": ("Method", "How figures are chosen, counted and compared, with every metric and word defined."),
    "about": ("About", "What the ledger is, under which licence its content stands, and what it is not."),
}
_VOCABULARIES = {
    "cut_kind": "Kinds of cut", "stage": "Stages of a cut", "bound": "Bounds", "basis": "Bases of a figure",
    "cause": "Causes of a cut", "mechanism": "Mechanisms of an AI link", "source_type": "Types of source, best first",
    "layer": "Layers of an AI data centre",
}  # fmt: skip


@dataclass(frozen=True)
class Definition:
    """A metric or a word with its meaning; `unit` is empty for words."""

    label: str
    unit: str
    meaning: str


@dataclass(frozen=True)
class Definitions:
    """A table of definitions under a heading."""

    heading: str
    rows: tuple[Definition, ...]
    has_units: bool = False


@dataclass(frozen=True)
class Topic:
    """A page of the guide as the index lists it."""

    link: Link
    description: str


@dataclass(frozen=True)
class GuideView:
    """What a guide page prints; the body is Markdown that the checks found free of HTML."""

    lead: str
    body: Markup
    topics: tuple[Topic, ...]
    definitions: tuple[Definitions, ...]


def guide_pages(kb: KnowledgeBase) -> Iterator[Page]:
    """The pages that somebody wrote, and those of the frame that nobody did."""
    written = {page.id for page in kb.guide}
    missing = [GuidePage(id, *words, "", "", 0) for id, words in _FRAME.items() if id not in written]
    for page in (*kb.guide, *missing):
        yield _guide_page(page, kb)


def _guide_page(page: GuidePage, kb: KnowledgeBase) -> Page:
    path = "guide/index.md" if page.id == "index" else f"guide/{page.id}/index.md"
    view = GuideView(
        page.description,
        Markup(_moved_links(page.body.strip(), path)),  # noqa: S704  # written by maintainers, not in records
        _topics(kb) if page.id == "index" else (),
        _definitions(kb.settings) if page.id == "method" else (),
    )
    return Page(path, "guide.md.j2", page.title, page.description, view, page_entry("Guide"))


def _topics(kb: KnowledgeBase) -> tuple[Topic, ...]:
    return tuple(
        Topic(Link(page.title, f"guide/{page.id}/"), page.description) for page in kb.guide if page.id != "index"
    )


def _definitions(settings: Settings) -> tuple[Definitions, ...]:
    metrics = tuple(map(_metric, settings.metrics.values()))
    words = (
        Definitions(heading, tuple(map(_word, settings.words(name).values())))
        for name, heading in _VOCABULARIES.items()
    )
    return Definitions("Metrics", metrics, has_units=True), *words


def _metric(metric: Metric) -> Definition:
    return Definition(metric.label, metric.dimension, " ".join(metric.definition.split()))


def _word(word: Word) -> Definition:
    return Definition(word.label, "", word.definition)


_LINK = re.compile(r"\]\((?P<to>[a-z0-9./-]+)\.md(?P<anchor>#[a-z0-9-]+)?\)", re.ASCII)


def _moved_links(body: str, path: str) -> str:
    """Links between the files of `content/`, as the files of the site stand: every page in a folder of its own."""

    def moved(link: re.Match[str]) -> str:
        target = posixpath.normpath(f"guide/{link['to']}").removesuffix("/index")
        to = posixpath.relpath(f"{target}/index.md", posixpath.dirname(path))
        return f"]({to}{link['anchor'] or ''})"

    return _LINK.sub(moved, body)
