"""What a page tells search engines and other machines in the words of schema.org: records and figures in, JSON out.

A record is a Dataset and not an article or an event: what it holds is figures, several for one thing, each with its
source, and a Dataset is the one type that carries measured values, citations, files and a licence.  Where sources
disagree, a measured value has its ends and no single number; a bound such as "up to" leaves the other end open.
Addresses are given only where the site knows its own: a relative one would mean nothing to who keeps a copy.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from generator.exports.data_files import LEDGER_JSON, LEDGER_SQLITE
from generator.exports.datapackage import CONTENT_LICENCE, FORMAT
from generator.exports.tables import Table
from generator.figures.headline import Headline
from generator.figures.newest import expected_next, newest
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.pages.parts.grade import grade_note
from generator.pages.parts.links import name
from generator.pages.parts.spread import support_text
from generator.pages.parts.words import figure_text, spoken, spread_text
from generator.quantities import as_number
from generator.records import Company, Cut, Indicator, Record, Supplier
from generator.records.source import Source
from generator.settings import Settings, SiteSettings

Node = dict[str, Any]
# A page is not there for its machine-readable copy; all sources stand in the files that it names.
MOST_SOURCES = 20
_MOST_VALUES = 12
_KEYWORDS = ("artificial intelligence", "job cuts", "layoffs", "capital expenditure", "data centres", "supply chain")
_TYPES = {
    "csv": "text/csv", "json": "application/json", "sqlite": "application/vnd.sqlite3", "yaml": "application/yaml",
}  # fmt: skip
_UNITS = {"people": "people", "percent": "%", "power": "MW", "multiple": "times", "count": "count"}
# The word of a source says where its figure ends; nothing is known beyond.
_NO_LOWEST, _NO_HIGHEST = ("up-to", "less-than"), ("at-least", "more-than")


def record_data(record: Record, description: str, kb: KnowledgeBase, history: History) -> Node:
    """The page of a record: the record as a Dataset, and where it stands in the site."""
    return _document(_record(record, description, kb, history), _breadcrumbs(record, kb))


def home_data(kb: KnowledgeBase, history: History) -> Node:
    """The home page: the site, and the ledger in short; the page of the data describes it in full."""
    site = kb.settings.site
    search = {
        "@type": "SearchAction", "target": site.whole("?q={query}"), "query-input": "required name=query",
    }  # fmt: skip
    website = {
        "@type": "WebSite",
        "name": site.name,
        "url": site.whole(""),
        "description": site.description,
        "inLanguage": "en",
        "potentialAction": search if site.address else None,
    }
    return _document(website, _ledger(kb, history))


def data_data(tables: Iterable[Table], kb: KnowledgeBase, history: History) -> Node:
    """The page of the data: the ledger with all its files and metrics."""
    site = kb.settings.site
    files = [(LEDGER_JSON, "Everything"), (LEDGER_SQLITE, "Everything")]
    files += [(f"data/{table.name}.csv", table.name.capitalize()) for table in tables]
    full = {
        "distribution": [_download(path, title, site) for path, title in files if site.address],
        "variableMeasured": [metric.label for metric in kb.settings.metrics.values()],
    }
    return _document(_website(site), {**_ledger(kb, history), **full})


def _document(*nodes: Node) -> Node:
    return {"@context": "https://schema.org", "@graph": [_given(node) for node in nodes]}


def _given(node: Node) -> Node:
    """Without what is not known."""
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}


def _website(site: SiteSettings) -> Node:
    return {"@type": "WebSite", "name": site.name, "url": site.whole("")}


def _organization(organization: str, **more: Any) -> Node:
    return _given({"@type": "Organization", "name": organization, **more})


def _ledger(kb: KnowledgeBase, history: History) -> Node:
    """The ledger as a whole."""
    site = kb.settings.site
    return {
        "@type": "Dataset",
        "@id": site.whole("data/#dataset"),
        "name": site.name,
        "description": site.description,
        "url": site.whole("data/"),
        **_terms(site),
        "version": FORMAT,
        "dateModified": _day(history.day),
        "temporalCoverage": _coverage(kb),
        "keywords": list(_KEYWORDS),
    }


def _terms(site: SiteSettings) -> Node:
    """What holds for the whole and for each record."""
    return {
        "license": CONTENT_LICENCE["path"],
        "isAccessibleForFree": True,
        "creator": _organization(site.name, url=site.whole("")),
    }


def _coverage(kb: KnowledgeBase) -> str:
    days = [day for cut in kb.cuts.values() for day in (cut.announced.first, cut.announced.last)]
    return f"{min(days):%Y-%m-%d}/{max(days):%Y-%m-%d}" if days else ""


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _download(path: str, title: str, site: SiteSettings) -> Node:
    ending = path.rsplit(".", 1)[1]
    return {
        "@type": "DataDownload", "name": title, "encodingFormat": _TYPES[ending], "contentUrl": site.whole(path),
    }  # fmt: skip


def _record(record: Record, description: str, kb: KnowledgeBase, history: History) -> Node:
    site, change = kb.settings.site, history.of(record.key)
    sources = list(record.sources.values())
    left_out = f" {MOST_SOURCES} of {len(sources)} sources are named here." if len(sources) > MOST_SOURCES else ""
    whole = {"@type": "Dataset", "@id": site.whole("data/#dataset"), "name": site.name, "url": site.whole("data/")}
    return {
        "@type": "Dataset",
        "@id": site.whole(f"{record.key}/#record"),
        "name": f"{name(record, kb)}: claims and sources",
        "description": description + left_out,
        "url": site.whole(f"{record.key}/"),
        **_terms(site),
        "dateModified": _day(change.last_changed if change else history.day),
        "isPartOf": _given(whole),
        "temporalCoverage": record.announced.text if isinstance(record, Cut) else "",
        "about": _about(record, kb),
        "variableMeasured": list(_values(record, kb))[:_MOST_VALUES],
        "citation": [_citation(source) for source in sources[:MOST_SOURCES]],
        "distribution": [
            _download(path, "This record", site)
            for path in (f"{record.key}.yaml", f"data/{record.key}.json") if site.address
        ],
    }  # fmt: skip


def _about(record: Record, kb: KnowledgeBase) -> Node:
    """The firm that a record is about; an indicator is about the series of whoever counts."""
    if isinstance(record, Indicator):
        return _organization(record.publisher, sameAs=record.website)
    firm = kb.companies[record.company] if isinstance(record, Cut) else record
    if not isinstance(firm, Company | Supplier):
        return {}
    known = _organization(
        firm.name,
        alternateName=list(firm.aliases),
        url=kb.settings.site.whole(f"{firm.key}/"),
        sameAs=firm.website,
        # schema.org writes exchange and ticker with a space between them.
        tickerSymbol=" ".join(firm.listing.replace(":", " ").split()) if firm.listing else None,
    )
    return {**known, "@type": "Corporation"} if firm.listing else known


def _values(record: Record, kb: KnowledgeBase) -> Iterator[Node]:
    """The grade of a cut; the newest figure of each metric and what is expected next, or why a figure is not known."""
    if isinstance(record, Cut):
        grade = grade_note(record, kb)
        yield {"@type": "PropertyValue", "name": "Link to AI", "value": grade.grade, "description": grade.because}
    for metric in (metric for metric in kb.settings.metrics if metric in record.claims):
        found = [item for item in (newest(record, metric, kb), expected_next(record, metric, kb)) if item]
        yield from (_value(record, item, kb.settings) for item in found)
        reasons = [claim.unknown for claim in record.metric(metric) if claim.unknown]
        if reasons and not found:
            label = kb.settings.metrics[metric].label
            yield {"@type": "PropertyValue", "name": label, "description": f"not known: {reasons[0]}"}


def _value(record: Record, found: Headline, settings: Settings) -> Node:
    metric, unit = settings.metrics[found.metric], found.claim.span[0].unit
    low, high = _ends(found)
    return _given({
        "@type": "PropertyValue",
        "name": f"{metric.label}, {found.when}" if found.when else metric.label,
        "description": _said(record, found, settings),
        "minValue": low,
        "maxValue": high,
        "unitText": unit if metric.dimension == "money" else _UNITS[metric.dimension],
    })  # fmt: skip


def _ends(found: Headline) -> tuple[int | float | None, int | float | None]:
    """The lowest and the highest live claim; None at an end that a source leaves open."""
    live = [claim for claim in found.live if claim.span[0].unit == found.claim.span[0].unit]
    lowest = [claim for claim in live if claim.span[0].amount == found.lowest]
    highest = [claim for claim in live if claim.span[1].amount == found.highest]
    opens_below = any(claim.bound in _NO_LOWEST for claim in lowest)
    opens_above = any(claim.bound in _NO_HIGHEST for claim in highest)
    return None if opens_below else as_number(found.lowest), None if opens_above else as_number(found.highest)


def _said(record: Record, found: Headline, settings: Settings) -> str:
    """The figure with its bound, who says so, and how far others go."""
    claim = found.claim
    basis = settings.label("basis", claim.basis).lower() if claim.basis != "actual" else ""
    source = found.source.publisher
    who = f"said by {spoken(claim.speaker, settings)} in {source}" if claim.speaker else f"source: {source}"
    live = f"claims from {spread_text(found)}" if found.is_contested and found.lowest < found.highest else ""
    return "; ".join(filter(None, (figure_text(claim, settings), basis, who, live, support_text(found))))


def _citation(source: Source) -> Node:
    return _given({
        "@type": "CreativeWork",
        "name": source.title,
        "url": source.url,
        "datePublished": source.published.text if source.published else None,
        "publisher": _organization(source.publisher),
    })  # fmt: skip


def _breadcrumbs(record: Record, kb: KnowledgeBase) -> Node:
    site = kb.settings.site
    steps = (
        (site.name, ""),
        (record.kind_name.capitalize(), f"{record.kind_name}/"),
        (name(record, kb), f"{record.key}/"),
    )
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            _given({"@type": "ListItem", "position": number, "name": title, "item": site.whole(address)})
            for number, (title, address) in enumerate(steps, start=1)
        ],
    }
