"""The calendar of promises (RFC 5545): each figure that a company gave for a day, on the day it falls due.

The knowledge base and its history in, one iCalendar file out.  A promise of which it is known what became of it is no
longer in it.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from hashlib import sha256

from icalendar import Calendar, Event

from generator.figures.headline import Standing, when_text
from generator.figures.promises import Promise, pending_promises
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.pages.parts.feeds import CALENDAR
from generator.pages.parts.links import address, name
from generator.pages.parts.said import said_by
from generator.pages.parts.words import figure_text, sentence
from generator.pages.promises import last_read
from generator.rendering import clean


def calendar(kb: KnowledgeBase, history: History) -> dict[str, bytes]:
    """The calendar by its path in the site."""
    whole = Calendar()
    whole.add("prodid", "-//AI Shock Ledger//Promises//EN")
    whole.add("version", "2.0")
    whole.add("x-wr-calname", clean(f"{kb.settings.site.name}: promises that fall due"))
    for item in pending_promises(kb):
        whole.add_component(_event(item, kb, history))
    return {CALENDAR.to: whole.to_ical()}


def _event(item: Promise, kb: KnowledgeBase, history: History) -> Event:
    event, last = Event(), item.last.claim
    about = ", ".join(filter(None, (kb.settings.metrics[item.metric].label, when_text(last), item.scope)))
    basis = kb.settings.label("basis", last.basis).lower()
    event.add("uid", _uid(item))
    event.add("dtstamp", _made(item, kb, history))
    event.add("dtstart", item.due)
    event.add("transp", "TRANSPARENT")  # nobody is busy on that day
    event.add("summary", clean(f"{name(item.record, kb)}: {about}: {figure_text(last, kb.settings)} ({basis})"))
    event.add("description", "\n".join(map(clean, _description(item, kb))))
    if url := kb.settings.site.whole(address(item.record)):
        event.add("url", url)
    return event


def _uid(item: Promise) -> str:
    """The same for one promise as long as its day stays; who builds the site, and where, is no part of it."""
    scope = f"-{sha256(item.scope.encode()).hexdigest()[:12]}" if item.scope else ""
    return f"{item.record.key.replace('/', '-')}-{item.metric}-{item.due.isoformat()}{scope}@ai-shock-ledger"


def _made(item: Promise, kb: KnowledgeBase, history: History) -> datetime:
    """When the record last changed; where git does not know, when anything was last read."""
    dates = history.of(item.record.key)
    seconds = dates.last if dates else history.time
    if seconds is None:
        return datetime.combine(last_read(kb), time(), UTC)
    return datetime.fromtimestamp(seconds, UTC)


def _description(item: Promise, kb: KnowledgeBase) -> Iterator[str]:
    """What exactly was promised, by whom and when, the last word first."""
    yield _told(item.last, kb)
    for said in reversed(item.said):
        if said is not item.last:
            yield f"Also said: {_told(said, kb)}"
    yield "No later claim in the ledger says what became of it."


def _told(said: Standing, kb: KnowledgeBase) -> str:
    claim, settings = said.claim, kb.settings
    basis = settings.label("basis", claim.basis).lower()
    figure = f"{figure_text(claim, settings)} ({basis}): {said_by(said.source, claim, settings)}, “{said.source.title}”"
    return " ".join([sentence(figure), *([sentence(claim.note)] if claim.note else [])])
