"""How to follow the ledger: what changed of late, every feed and the calendar, what each brings, how to subscribe."""

from dataclasses import dataclass

from generator.figures.promises import pending_promises
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.pages.base import Feed, Page
from generator.pages.parts.changed import ChangeRow, newest_changes
from generator.pages.parts.feeds import CALENDAR, CHANGES, NEW, company_feeds, has_feeds, layer_feeds
from generator.pages.parts.links import Link
from generator.pages.parts.search import page_entry
from generator.pages.parts.words import counted

_NEWEST, _LINES = 25, 4


@dataclass(frozen=True)
class Followed:
    """Something to subscribe to: where it is, its whole address to copy, and what it brings."""

    link: Link
    whole: str
    brings: str


@dataclass(frozen=True)
class FollowView:
    """What the page about following prints."""

    changed: tuple[ChangeRow, ...]
    has_feeds: bool
    feeds: tuple[Followed, ...]
    companies: tuple[Link, ...]
    company_count: str
    layers: tuple[Link, ...]
    calendar: Followed
    llms: Link


def follow_page(kb: KnowledgeBase, history: History) -> Page:
    """The page about following the ledger."""
    companies = sorted(company_feeds(kb, history).values(), key=lambda feed: (feed.title.casefold(), feed.address))
    view = FollowView(
        newest_changes(kb, history, _NEWEST, _LINES),
        has_feeds(kb, history),
        (
            _followed(NEW, "Each record when it first comes in: its headline figure, its grade and its doubts.", kb),
            _followed(CHANGES, "Each change of a figure, a deal or a grade, with what was there before.", kb),
        ),
        tuple(Link(feed.title, feed.address) for feed in companies),
        counted(len(companies), "company"),
        tuple(Link(feed.title, feed.address) for feed in layer_feeds(kb, history).values()),
        Followed(CALENDAR, kb.settings.site.whole(CALENDAR.to), counted(len(pending_promises(kb)), "promise")),
        Link("llms.txt", "llms.txt"),
    )
    description = "What changed, feeds of the whole ledger, of each company and layer, and a calendar of promises."
    return Page("follow/index.md", "follow.md.j2", "Follow", description, view,
                page_entry("Index", "RSS feeds", "what changed", "updates"))  # fmt: skip


def _followed(feed: Feed, brings: str, kb: KnowledgeBase) -> Followed:
    return Followed(Link(feed.title, feed.address), kb.settings.site.whole(feed.address), brings)
