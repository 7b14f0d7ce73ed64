"""What the feeds say: an entry for each record when it is new, and one for each commit that changes its figures.

Pages and history in, the files of the feeds out.  An entry of a record says what its page says of it: title, figure and
description; so a feed and a page can never differ.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from generator.figures.ai_link import ai_link
from generator.figures.changes import RecordChange, changes
from generator.figures.headline import headline
from generator.following.atom import AtomFeed, Entry, atom
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.pages.base import Feed, Page
from generator.pages.parts.changed import change_lines
from generator.pages.parts.dispute import disputes
from generator.pages.parts.feeds import CHANGES, NEW, company_feeds, has_feeds, layer_feeds
from generator.pages.parts.grade import grade_note
from generator.pages.parts.links import address, name
from generator.pages.parts.said import said_by
from generator.pages.parts.words import counted, sentence
from generator.records import Cut, Record
from generator.records.supplier import Deal
from generator.sentences import lowered
from generator.settings import SiteSettings

NEWEST = 100
# The day of a tag is one on which its authority had its name; a part of every id, and never to be changed.
_TAG_DAY = "2026-11"


def feed_files(kb: KnowledgeBase, history: History, pages: Iterable[Page]) -> dict[str, bytes]:
    """All feeds by their path in the site; none where they would lack addresses or dates."""
    if not has_feeds(kb, history):
        return {}
    told = _told(kb, history, {page.path: page for page in pages})
    edits = [entry for _, entry in told.edits]
    found = [
        _Bringing(NEW, "follow/", "Each record when it first comes in.", told.news.values()),
        _Bringing(CHANGES, "follow/", "Each change of a figure, a deal or a grade.", edits),
        *_of_companies(told, kb, history),
        *_of_layers(told, kb, history),
    ]
    return {item.feed.address: _file(item, kb.settings.site, history) for item in found}


def tag(site: SiteSettings, specific: str) -> str:
    """A lasting name (RFC 4151) of a feed or an entry."""
    return f"tag:{site.tag_authority or urlsplit(site.address).hostname},{_TAG_DAY}:{specific}"


@dataclass(frozen=True)
class _Bringing:
    """A feed, the page it goes with, what it brings, and its entries in any order."""

    feed: Feed
    page: str
    brings: str
    entries: Iterable[Entry]


def _file(item: _Bringing, site: SiteSettings, history: History) -> bytes:
    entries = sorted(item.entries, key=lambda entry: (-entry.published, entry.id))[:NEWEST]
    return atom(
        AtomFeed(
            tag(site, item.feed.address.removesuffix(".xml")),
            f"{site.name}: {item.feed.title}",
            item.brings,
            site.whole(item.feed.address),
            site.whole(item.page),
            site.name,
            max((entry.updated for entry in entries), default=history.time or 0),
            tuple(entries),
        )
    )


@dataclass(frozen=True)
class _Told:
    """Every entry there is, made once for all feeds: of new records by their key, of changes with what changed."""

    news: dict[str, Entry]
    edits: tuple[tuple[RecordChange, Entry], ...]

    def about(self, records: Iterable[Record]) -> dict[str, Entry]:
        """All entries about these records, by their id."""
        keys = {record.key for record in records}
        entries = [entry for key, entry in self.news.items() if key in keys]
        entries += [entry for change, entry in self.edits if change.record.key in keys]
        return {entry.id: entry for entry in entries}


def _told(kb: KnowledgeBase, history: History, pages: dict[str, Page]) -> _Told:
    news = ((record.key, _new(record, kb, history, pages)) for record in kb.records())
    edits = tuple((change, _edited(change, kb)) for change in changes(kb, history))
    return _Told({key: entry for key, entry in news if entry}, edits)


def _new(record: Record, kb: KnowledgeBase, history: History, pages: dict[str, Page]) -> Entry | None:
    dates, page, site = history.of(record.key), pages.get(f"{record.key}/index.md"), kb.settings.site
    if dates is None or page is None:
        return None
    grade = f", AI link: {ai_link(record).grade}" if isinstance(record, Cut) else ""
    figure = f": {page.search.figure}" if page.search.figure else ""
    return Entry(
        tag(site, f"records/{record.key}"),
        f"{page.title}{figure}{grade}",
        site.whole(address(record)),
        dates.first,
        dates.last,
        " ".join([page.description, *_doubts(record, kb)]),
    )


def _doubts(record: Record, kb: KnowledgeBase) -> Iterator[str]:
    """Who says so, and how far others differ."""
    if isinstance(record, Cut):
        yield grade_note(record, kb).because
        if roles := headline(record, "roles", kb):
            yield f"The number of roles is from {said_by(roles.source, roles.claim, kb.settings)}."
    for dispute in disputes(record, kb):
        when = f", {dispute.when}" if dispute.when else ""
        yield f"Sources differ on {lowered(dispute.label)}{when}: {dispute.summary}"


def _edited(change: RecordChange, kb: KnowledgeBase) -> Entry:
    lines, site = change_lines(change, kb), kb.settings.site
    more = f", and {counted(len(lines) - 1, 'more change')}" if len(lines) > 1 else ""
    told = [f"{line.text} ({line.by})" if line.by else line.text for line in lines]
    return Entry(
        tag(site, f"changes/{change.commit}/{change.record.key}"),
        f"{name(change.record, kb)}: {lines[0].text}{more}",
        site.whole(address(change.record)),
        change.time,
        change.time,
        " ".join(map(sentence, told)),
    )


def _of_companies(told: _Told, kb: KnowledgeBase, history: History) -> Iterator[_Bringing]:
    brings = "New records and changes of figures: the company, its cuts and its deals."
    with_company = _deals_by_company(told)
    for id, feed in company_feeds(kb, history).items():
        supplier = kb.supplier_of.get(id)
        own: list[Record] = [kb.companies[id], *kb.cuts_of.get(id, ()), *([supplier] if supplier else [])]
        sellers = {supplier.key for supplier, _ in kb.deals_of.get(id, ())}
        new_sellers = {entry.id: entry for key in sorted(sellers) if (entry := told.news.get(key))}
        entries = {**told.about(own), **new_sellers, **with_company.get(id, {})}
        yield _Bringing(feed, f"companies/{id}/", brings, entries.values())


def _deals_by_company(told: _Told) -> dict[str, dict[str, Entry]]:
    """The changes in which a supplier tells of a deal, by the customer."""
    found: dict[str, dict[str, Entry]] = defaultdict(dict)
    for change, entry in told.edits:
        for deal in (deal for item in change.deals for deal in (item.before, item.after)):
            if isinstance(deal, Deal) and deal.customer:
                found[deal.customer][entry.id] = entry
    return found


def _of_layers(told: _Told, kb: KnowledgeBase, history: History) -> Iterator[_Bringing]:
    brings = "New records and changes of figures: the suppliers of one layer."
    for word, feed in layer_feeds(kb, history).items():
        suppliers = [supplier for supplier in kb.suppliers.values() if supplier.layer == word]
        yield _Bringing(feed, "layers/", brings, told.about(suppliers).values())
