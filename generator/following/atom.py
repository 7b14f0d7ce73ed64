"""Feeds as Atom (RFC 4287): a feed with its entries in, its bytes out. Every address in it is whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from generator.rendering import clean

ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True)
class Entry:
    """One thing to read: its lasting id, what it says, where to read on; times are seconds since 1970."""

    id: str
    title: str
    link: str
    published: int
    updated: int
    summary: str


@dataclass(frozen=True)
class AtomFeed:
    """A feed: its lasting id, what it brings, its own address and that of the page it goes with."""

    id: str
    title: str
    subtitle: str
    address: str
    page: str
    author: str
    updated: int
    entries: tuple[Entry, ...]


def atom(feed: AtomFeed) -> bytes:
    """The document of a feed; texts are plain, so that nothing in them is markup to whoever reads them."""
    root = Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "subtitle", feed.subtitle)
    _add(root, "updated", _time(feed.updated))
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": feed.address})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": feed.page})
    _add(SubElement(root, "author"), "name", feed.author)
    _add(root, "rights", "CC BY 4.0")
    root.extend(_entries(feed))
    indent(root, " ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, encoding="unicode")}\n'.encode()


def _entries(feed: AtomFeed) -> Iterator[Element]:
    for entry in feed.entries:
        element = Element("entry")
        _add(element, "id", entry.id)
        _add(element, "title", entry.title)
        SubElement(element, "link", {"rel": "alternate", "type": "text/html", "href": entry.link})
        _add(element, "published", _time(entry.published))
        _add(element, "updated", _time(entry.updated))
        _add(element, "summary", entry.summary)
        yield element


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = clean(text)


def _time(seconds: int) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%SZ}"
