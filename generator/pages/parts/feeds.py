"""Which feeds there are: one of new records, one of changes, one for each company and layer; and which go with a page.

Entries link to the site and are dated by git, so without the site's address or a whole history there are no feeds.
"""

from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.pages.base import Feed
from generator.pages.parts.links import Link
from generator.records import Company, Cut, Record, Supplier

NEW = Feed("New records", "feeds/new.xml")
CHANGES = Feed("Changes of figures", "feeds/changes.xml")
# No feed, but followed alike; it needs neither an address nor a history.
CALENDAR = Link("Calendar of promises", "calendar/promises.ics")


def has_feeds(kb: KnowledgeBase, history: History) -> bool:
    """Whether this site can have feeds at all."""
    return bool(kb.settings.site.address and history.changes)


def company_feeds(kb: KnowledgeBase, history: History) -> dict[str, Feed]:
    """The feed of each company, by its id."""
    found = ((id, record_feed(company, kb, history)) for id, company in kb.companies.items())
    return {id: feed for id, feed in found if feed}


def layer_feeds(kb: KnowledgeBase, history: History) -> dict[str, Feed]:
    """The feed of each layer that has a supplier, by its word, in the order of the vocabulary."""
    found = ((supplier.layer, record_feed(supplier, kb, history)) for supplier in kb.suppliers.values())
    known = {layer: feed for layer, feed in found if feed}
    return {word: known[word] for word in kb.settings.words("layer") if word in known}


def record_feed(record: Record, kb: KnowledgeBase, history: History) -> Feed | None:
    """The feed that a record is in: of its company, or of its layer."""
    subject = kb.companies[record.company] if isinstance(record, Cut) else record
    if not has_feeds(kb, history) or not history.of(subject.key):
        return None
    if isinstance(subject, Company):
        return Feed(subject.name, f"feeds/companies/{subject.id}.xml")
    if isinstance(subject, Supplier):
        return Feed(kb.settings.label("layer", subject.layer), f"feeds/layers/{subject.layer}.xml")
    return None


def feeds_of_pages(kb: KnowledgeBase, history: History) -> dict[str, tuple[Feed, ...]]:
    """The feeds that a browser finds on a page, by the path of the page: of its record, and on indexes of the whole."""
    if not has_feeds(kb, history):
        return {}
    own = {f"{record.key}/index.md": record_feed(record, kb, history) for record in kb.records()}
    return {**dict.fromkeys(_INDEXES, (NEW, CHANGES)), **{path: (feed,) for path, feed in own.items() if feed}}


_INDEXES = (
    "index.md",
    *(f"{page}/index.md" for page in ("follow", "cuts", "companies", "suppliers", "deals", "promises")),
)
