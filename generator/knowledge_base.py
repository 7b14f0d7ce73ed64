"""Links the records: loaded records in, a `KnowledgeBase` whose every reference resolves out, and problems.

Reverse indices are built once, here.
"""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, get_args

from pydantic import BaseModel

from generator.loading import GuidePage, Loaded
from generator.problems import Place, Problem, did_you_mean, quote
from generator.records import Company, Cut, Indicator, Record, Supplier
from generator.records.claim import Claim
from generator.records.fields import RefersTo
from generator.records.supplier import Deal
from generator.settings import SINGULAR, Settings

RELATIONS = ("revises", "disputes", "part_of")


@dataclass(frozen=True)
class KnowledgeBase:
    """All records by kind and id, and who refers to whom."""

    settings: Settings
    companies: Mapping[str, Company]
    cuts: Mapping[str, Cut]
    suppliers: Mapping[str, Supplier]
    indicators: Mapping[str, Indicator]
    guide: tuple[GuidePage, ...]
    raw: Mapping[str, bytes]
    cuts_of: Mapping[str, tuple[Cut, ...]]
    deals_of: Mapping[str, tuple[tuple[Supplier, Deal], ...]]
    supplier_of: Mapping[str, Supplier]
    # What `figures.remembered` computed already, by figure, record and metric.
    figures: dict[str, dict[tuple[int, str], Any]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def of_kind(self, kind: str) -> Mapping[str, Record]:
        """The records of a kind, by id."""
        records: Mapping[str, Record] = getattr(self, kind)
        return records

    def records(self) -> Iterator[Record]:
        """All records, in the order companies, cuts, suppliers, indicators, each by id."""
        for kind in SINGULAR:
            yield from self.of_kind(kind).values()

    def fiscal_year_end(self, record: Record) -> str | None:
        """The last month and day of the fiscal year that the record's periods mean: its own, or its company's."""
        own: str | None = getattr(record, "fiscal_year_end", None)
        company = self.companies.get(getattr(record, "company", None) or "")
        return own or (company.fiscal_year_end if company else None)


def link(loaded: Loaded, settings: Settings) -> tuple[KnowledgeBase, list[Problem]]:
    """The knowledge base of the records whose references all resolve, and a problem for each that does not."""
    problems: list[Problem] = []
    linked: dict[str, dict[str, Record]] = {kind: {} for kind in loaded.records}
    for kind, records in loaded.records.items():
        for id, record in sorted(records.items()):
            found = [*_record_problems(record, loaded), *_source_problems(record), *_relation_problems(record)]
            problems += found
            if not found and not _leans_on_broken(record, loaded):
                linked[kind][id] = record
    problems += [problem for page in loaded.guide for problem in _guide_problems(page, loaded)]
    return _knowledge_base(linked, loaded, settings), problems


def _knowledge_base(linked: dict[str, dict[str, Any]], loaded: Loaded, settings: Settings) -> KnowledgeBase:
    # A record whose company could not be linked has no place to stand; its own problem is reported there.
    companies = linked["companies"]
    kept = {
        kind: {id: record for id, record in records.items() if _refers_into(record, companies)}
        for kind, records in linked.items()
    }
    return KnowledgeBase(
        settings,
        **{kind: MappingProxyType(kept[kind]) for kind in SINGULAR},
        guide=tuple(loaded.guide),
        raw=MappingProxyType(loaded.raw),
        cuts_of=_grouped((cut.company, cut) for cut in sorted(kept["cuts"].values(), key=_newest_first)),
        deals_of=_grouped(
            (deal.customer, (supplier, deal))
            for supplier in kept["suppliers"].values()
            for deal in supplier.deals
            if deal.customer
        ),
        supplier_of={supplier.company: supplier for supplier in kept["suppliers"].values() if supplier.company},
    )


def _newest_first(cut: Cut) -> tuple[int, str]:
    return -cut.announced.first.toordinal(), cut.id


def _grouped(pairs: Iterable[tuple[str, Any]]) -> Mapping[str, tuple[Any, ...]]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return MappingProxyType({key: tuple(values) for key, values in groups.items()})


Reference = tuple[tuple[str | int, ...], str, str]


def references(record: Record) -> Iterator[Reference]:
    """Every reference to another record: its path, the kind it refers to, and the id."""
    yield from _references(record, ())
    for index, deal in enumerate(getattr(record, "deals", ())):
        yield from _references(deal, ("deals", index))


def _references(part: BaseModel, path: tuple[str | int, ...]) -> Iterator[Reference]:
    for name, info in type(part).model_fields.items():
        value = getattr(part, name)
        if mark := _reference_mark(info.metadata, info.annotation):
            values = enumerate(value) if isinstance(value, tuple) else [(None, value)] if value else ()
            for index, id in values:
                yield ((*path, name) if index is None else (*path, name, index)), mark.kind, id


def _reference_mark(metadata: Iterable[Any], annotation: Any) -> RefersTo | None:
    """The mark of a field that is an id of another record, itself or inside `| None` or a tuple."""
    for item in metadata:
        if isinstance(item, RefersTo):
            return item
    for part in get_args(annotation):
        if mark := _reference_mark(getattr(part, "__metadata__", ()), part):
            return mark
    return None


def _refers_into(record: Record, companies: Mapping[str, Record]) -> bool:
    return all(id in companies for _, kind, id in references(record) if kind == "companies")


def _leans_on_broken(record: Record, loaded: Loaded) -> bool:
    return any((kind, id) in loaded.broken for _, kind, id in references(record))


def _record_problems(record: Record, loaded: Loaded) -> Iterator[Problem]:
    for path, kind, id in references(record):
        known = loaded.records[kind]
        if (kind, id) == (record.kind_name, record.id):
            yield Problem(record.place(*path), f"{quote(id)} is this record itself.", "Name another.")
        elif id not in known and (kind, id) not in loaded.broken:
            missing = f"Add {record.place().file.rsplit('/', 2)[0]}/{kind}/{id}.yaml."
            others = {other for other in known if (kind, other) != (record.kind_name, record.id)}
            hint = did_you_mean(id, others) or missing
            yield Problem(record.place(*path), f"There is no {SINGULAR[kind]} {quote(id)}.", hint)


def cited(record: Record) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every citation of a source: its path and the name of the source."""
    for metric, claims in record.claims.items():
        for index, claim in enumerate(claims):
            yield ("claims", metric, index, "source"), claim.source
    for group in ("notes", "attribution", "deals"):
        for index, part in enumerate(getattr(record, group, ())):
            yield (group, index, "source"), part.source


def _source_problems(record: Record) -> Iterator[Problem]:
    used = set()
    for path, name in cited(record):
        used.add(name)
        if name not in record.sources:
            fact = f"There is no source {quote(name)} in this record."
            yield Problem(record.place(*path), fact, did_you_mean(name, record.sources))
    for name in record.sources:
        if name not in used:
            fact = f"Nothing cites the source {quote(name)}."
            yield Problem(record.key_place("sources", name), fact, "Cite it in a claim or note, or remove it.")


def target(claims: tuple[Claim, ...], claim: Claim, name: str) -> list[Claim]:
    """The claims of the same metric that a relation can mean: by id, else by source, else by source and same time."""
    others = [other for other in claims if other is not claim]
    by_id = [other for other in others if other.id == name]
    by_source = [other for other in others if other.source == name]
    same_time = [o for o in by_source if (o.period, o.as_of) == (claim.period, claim.as_of)]
    same_span = [o for o in by_source if claim.period and o.period == claim.period]
    for found in (by_id, by_source, same_span, same_time):
        if len(found) == 1:
            return found
    return by_id or by_source


def _relation_problems(record: Record) -> Iterator[Problem]:
    for metric, claims in record.claims.items():
        for index, claim in enumerate(claims):
            for relation in RELATIONS:
                name = getattr(claim, relation)
                if name and len(found := target(claims, claim, name)) != 1:
                    yield _relation_problem(record, ("claims", metric, index, relation), name, len(found))


_GUIDE_LINK = re.compile(r"\]\((?P<to>[^()\s:#]+\.md)[^()\s]*\)")
# The pages of the site that are neither a record nor a page of the guide, as the guide links them; a test compares them
# with the pages that are built.
OTHER_PAGES = frozenset({
    "index", "charts", "claims", "data", "data/dictionary", "deals", "disagreements", "follow", "layers", "not-known",
    "payroll-and-processors", "promises",
    *(f"{kind}/index" for kind in SINGULAR),
})  # fmt: skip


def _guide_problems(page: GuidePage, loaded: Loaded) -> Iterator[Problem]:
    """Links between the files of the content that lead nowhere."""
    known = {f"{kind}/{id}" for kind, records in loaded.records.items() for id in records}
    known |= {f"{kind}/{id}" for kind, id in loaded.broken} | {f"guide/{other.id}" for other in loaded.guide}
    known |= OTHER_PAGES
    for number, line in enumerate(page.body.split("\n"), page.first_line):
        for link in _GUIDE_LINK.finditer(line):
            target = posixpath.normpath(f"guide/{link['to']}").removesuffix(".md")
            if target not in known:
                fact = f"{quote(link['to'])} leads to no record and no page."
                hint = did_you_mean(target, known, lambda address: f"{posixpath.relpath(address, 'guide')}.md")
                yield Problem(Place(page.file, number, link.start("to") + 1), fact, hint)


def _relation_problem(record: Record, path: tuple[str | int, ...], name: str, found: int) -> Problem:
    metric, relation = str(path[1]), path[3]
    if found:
        fact = f"{quote(name)} gives {found} claims of {quote(metric)}, but '{relation}' can mean only one."
        return Problem(record.place(*path), fact, "Give that claim an id ('id: first') and name the id here.")
    known = {name for claim in record.claims[metric] for name in (claim.source, claim.id) if name}
    fact = f"No other claim of {quote(metric)} comes from {quote(name)}."
    return Problem(record.place(*path), fact, did_you_mean(name, known - {name}))
