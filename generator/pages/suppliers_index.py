"""The index of suppliers, by layer in the order of the stack: what each sells, earns and has on order."""

from dataclasses import dataclass
from decimal import Decimal

from generator.figures.newest import newest
from generator.knowledge_base import KnowledgeBase
from generator.pages.base import Page
from generator.pages.countries import country_name
from generator.pages.parts.facets import dollar_band, several
from generator.pages.parts.links import Link, record_link
from generator.pages.parts.search import page_entry
from generator.pages.parts.words import counted, figure_text, sortable_usd
from generator.records import Supplier


@dataclass(frozen=True)
class SupplierRow:
    """One supplier in a line."""

    link: Link
    country: str
    products: str
    revenue: str
    revenue_when: str
    sortable_revenue: str
    backlog: str
    backlog_when: str
    sortable_backlog: str
    customers: tuple[Link, ...]
    other_customers: tuple[str, ...]
    all_customers: str
    backlog_band: str


@dataclass(frozen=True)
class LayerOfSuppliers:
    """One layer of the stack and who sells there."""

    label: str
    meaning: str
    rows: tuple[SupplierRow, ...]


@dataclass(frozen=True)
class SuppliersView:
    """What the index of suppliers prints."""

    count: str
    layers: tuple[LayerOfSuppliers, ...]


def suppliers_index(kb: KnowledgeBase) -> Page:
    """The index of suppliers."""
    count = counted(len(kb.suppliers), "supplier")
    layers = []
    for layer, word in kb.settings.words("layer").items():
        here = sorted((s for s in kb.suppliers.values() if s.layer == layer), key=lambda s: s.name.casefold())
        if here:
            layers.append(LayerOfSuppliers(word.label, word.definition, tuple(_row(s, kb) for s in here)))
    description = f"{count} of AI data centres by layer of the stack, with revenue, order backlog and customers."
    view = SuppliersView(count, tuple(layers))
    return Page("suppliers/index.md", "suppliers.md.j2", "Suppliers", description, view, page_entry("Index"),
                has_contents=False)  # fmt: skip


def _row(supplier: Supplier, kb: KnowledgeBase) -> SupplierRow:
    customers = dict.fromkeys(deal.customer for deal in supplier.deals if deal.customer)
    others = dict.fromkeys(deal.customer_name for deal in supplier.deals if deal.customer_name)
    links = tuple(record_link(kb.companies[id], kb) for id in customers)
    backlog = _figure(supplier, "order_backlog", kb)
    return SupplierRow(
        record_link(supplier, kb),
        country_name(supplier.country),
        ", ".join(supplier.products),
        *_figure(supplier, "revenue", kb),
        *backlog,
        links,
        tuple(others),
        several([*(link.text for link in links), *others]),
        dollar_band(Decimal(backlog[2]) if backlog[2] else None),
    )


def _figure(supplier: Supplier, metric: str, kb: KnowledgeBase) -> tuple[str, str, str]:
    found = newest(supplier, metric, kb)
    return (figure_text(found.claim, kb.settings), found.when, sortable_usd(found, kb)) if found else ("", "", "")
