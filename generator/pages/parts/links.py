"""Links: to pages of the site by their address from its top, and to pages elsewhere with the host in sight."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from generator.knowledge_base import KnowledgeBase
from generator.records import Cut, Indicator, Record, Supplier
from generator.times import date_text, parse_date


@dataclass(frozen=True)
class Link:
    """A link inside the site: its text, and the address from the top of the site."""

    text: str
    to: str


@dataclass(frozen=True)
class Outside:
    """A link to another site: its text, address and host."""

    text: str
    url: str
    host: str


def outside(text: str, url: str) -> Outside:
    """A link to another site; the host is shown as readers know it."""
    return Outside(text, url, (urlsplit(url).hostname or "").removeprefix("www."))


def address(record: Record) -> str:
    """Where the page of a record is."""
    return f"{record.key}/"


def name(record: Record, kb: KnowledgeBase) -> str:
    """What a record is called on pages: its name, or for a cut its title, else company and month."""
    if isinstance(record, Cut):
        return _cut_name(record, kb)
    own: str = record.name  # type: ignore[attr-defined]  # all other kinds have one
    return own


def _cut_name(cut: Cut, kb: KnowledgeBase) -> str:
    """Company and month, or the title of the cut, with the company before it where the title does not name it."""
    company = kb.companies[cut.company]
    if not cut.title:
        return f"{company.name}, {_when(cut, kb)}"
    known = (company.name, company.name.removeprefix("The ").split()[0], *company.aliases)
    is_named = any(alias.casefold() in cut.title.casefold() for alias in known)
    return cut.title if is_named else f"{company.name}: {cut.title}"


def _when(cut: Cut, kb: KnowledgeBase) -> str:
    """The month of a cut, or the day where the company has another cut in that month."""
    month = cut.announced.text[:7]
    alone = sum(other.announced.text[:7] == month for other in kb.cuts_of[cut.company] if not other.title) == 1
    return date_text(parse_date(month) if alone else cut.announced)


def record_link(record: Record, kb: KnowledgeBase) -> Link:
    """The link to the page of a record, under its name."""
    return Link(name(record, kb), address(record))


def kind_label(record: Record) -> str:
    """The kind of a record as one word."""
    return {"companies": "Company", "cuts": "Cut", "suppliers": "Supplier", "indicators": "Indicator"}[record.kind_name]


def country_of(record: Record, kb: KnowledgeBase) -> str | None:
    """The country code of a record; a cut has that of its company."""
    if isinstance(record, Cut):
        return kb.companies[record.company].country
    if isinstance(record, Indicator | Supplier):
        return record.country
    code: str | None = getattr(record, "country", None)
    return code
