"""What every record page has: key figures, disagreements, claims, notes, sources, and how to use and correct it."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.pages.base import Feed
from generator.pages.parts.cite import Citation, citation
from generator.pages.parts.claims import ClaimTable, claim_tables
from generator.pages.parts.dispute import Dispute, disputes
from generator.pages.parts.feeds import record_feed
from generator.pages.parts.links import Link, Outside, address, kind_label, name, outside
from generator.pages.parts.paper import Paper
from generator.pages.parts.sources import NumberedSource, SourceChip, chip, numbered_sources
from generator.pages.parts.words import counted, day_text, sentence
from generator.records import Record
from generator.settings import SiteSettings
from generator.times import date_text, parse_date


@dataclass(frozen=True)
class Fact:
    """One line of the facts of a record: its name, its text or link, and what the word means."""

    name: str
    text: str
    link: Link | None = None
    outside: Outside | None = None
    meaning: str = ""


@dataclass(frozen=True)
class NoteLine:
    """A sourced fact that is not a figure."""

    text: str
    said: str
    source: SourceChip
    is_off_paper: bool


@dataclass(frozen=True)
class NoteGroup:
    """The notes of one topic."""

    topic: str
    notes: tuple[NoteLine, ...]

    @property
    def is_off_paper(self) -> bool:
        """Whether paper leaves out every note."""
        return all(note.is_off_paper for note in self.notes)


@dataclass(frozen=True)
class Colophon:
    """How to use and correct a record: when it changed, its files, where to edit and follow it, how to cite it."""

    key: str
    first_seen: str
    last_changed: str
    raw: str
    json: str
    edit: str
    report: str
    feed: Feed | None
    cite: Citation


@dataclass(frozen=True)
class Frame:
    """The parts that all record pages share."""

    kind: str
    summary: str
    disputes: tuple[Dispute, ...]
    claims: tuple[ClaimTable, ...]
    claim_count: str
    notes: tuple[NoteGroup, ...]
    sources: tuple[NumberedSource, ...]
    left_out_on_paper: str
    colophon: Colophon


def frame(record: Record, kb: KnowledgeBase, history: History, paper: Paper) -> Frame:
    """The shared parts of a record's page."""
    tables = claim_tables(record, kb, paper)
    claims = sum(len(table.rows) for table in tables)
    return Frame(
        kind_label(record),
        getattr(record, "summary", ""),
        disputes(record, kb),
        tables,
        f"{counted(claims, 'claim')} from {counted(len(record.sources), 'source')}",
        _notes(record, kb, paper),
        numbered_sources(record, kb.settings, paper.sources),
        paper.left_out,
        _colophon(record, kb, history),
    )


def _notes(record: Record, kb: KnowledgeBase, paper: Paper) -> tuple[NoteGroup, ...]:
    groups: list[NoteGroup] = []
    for topic, word in kb.settings.words("topic").items():
        lines = []
        for note in (note for note in record.notes if note.topic == topic):
            speaker = kb.settings.label("speaker", note.speaker) if note.speaker else ""
            when = date_text(note.as_of) if note.as_of else ""
            said = ", ".join(filter(None, (speaker, when)))
            source = chip(record, note.source, kb.settings)
            lines.append(NoteLine(sentence(note.text), said, source, id(note) in paper.rows))
        if lines:
            groups.append(NoteGroup(word.label, tuple(lines)))
    return tuple(groups)


def _colophon(record: Record, kb: KnowledgeBase, history: History) -> Colophon:
    change, site = history.of(record.key), kb.settings.site
    return Colophon(
        record.key,
        day_text(change.first_seen) if change else "",
        day_text(change.last_changed) if change else "",
        f"{record.key}.yaml",
        f"data/{record.key}.json",
        edit_url(record, site),
        _report_url(record, name(record, kb), site),
        record_feed(record, kb, history),
        citation(name(record, kb), address(record), kb, history),
    )


def edit_url(record: Record, site: SiteSettings) -> str:
    """Where to edit the record; empty without a repository."""
    if not site.repository:
        return ""
    return f"{site.repository.rstrip('/')}/edit/{quote(site.branch)}/content/{record.key}.yaml"


def _report_url(record: Record, title: str, site: SiteSettings) -> str:
    if not site.repository:
        return ""
    query = urlencode({"template": "report-a-mistake.yml", "title": f"Mistake: {title}", "record": record.key})
    return f"{site.repository.rstrip('/')}/issues/new?{query}"


def website_facts(record: Record) -> tuple[Fact, ...]:
    """The facts that companies and suppliers share: other names, listing, website."""
    facts = []
    if aliases := getattr(record, "aliases", ()):
        facts.append(Fact("Also known as", ", ".join(aliases)))
    if listing := getattr(record, "listing", None):
        facts.append(Fact("Listing", listing))
    if website := getattr(record, "website", None):
        link = outside("", website)
        facts.append(Fact("Website", link.host, outside=link))
    if end := getattr(record, "fiscal_year_end", None):
        facts.append(Fact("Fiscal year ends", _month_day(end), meaning="Fiscal 2026 is the year that ends in 2026."))
    return tuple(facts)


def _month_day(end: str) -> str:
    return date_text(parse_date(f"2000-{end}")).removesuffix(" 2000")
