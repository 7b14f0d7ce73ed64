"""The index of suppliers, by layer in the order of the stack: what each sells, earns and has on order."""

from dataclasses import dataclass
from decimal import Decimal

from generator.figures.headline import Headline, headline
from generator.figures.newest import is_quarter, newest_part, newest_year
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.pages.base import Page
from generator.pages.countries import country_name
from generator.pages.parts.explore import Explored, explored
from generator.pages.parts.facets import dollar_band, several
from generator.pages.parts.links import Link, record_link
from generator.pages.parts.search import page_entry
from generator.pages.parts.words import counted, figure_text, sortable_usd
from generator.records import Supplier


@dataclass(frozen=True)
class Shown:
    """A figure with its time, and the whole US dollars that it is ranked by; not ranked without."""

    figure: str = ""
    when: str = ""
    sortable: str = ""


@dataclass(frozen=True)
class SupplierRow:
    """One supplier in a line."""

    link: Link
    country: str
    products: str
    revenue: Shown
    part_revenue: Shown
    backlog: Shown
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
    explored: Explored


def suppliers_index(kb: KnowledgeBase, history: History) -> Page:
    """The index of suppliers."""
    count = counted(len(kb.suppliers), "supplier")
    layers = []
    for layer, word in kb.settings.words("layer").items():
        here = sorted((s for s in kb.suppliers.values() if s.layer == layer), key=lambda s: s.name.casefold())
        if here:
            layers.append(LayerOfSuppliers(word.label, word.definition, tuple(_row(s, kb) for s in here)))
    description = f"{count} of AI data centres by layer of the stack, with revenue, order backlog and customers."
    table = explored("Suppliers", "supplier", len(kb.suppliers), history, section="layer")
    view = SuppliersView(count, tuple(layers), table)
    return Page("suppliers/index.md", "suppliers.md.j2", "Suppliers", description, view,
                page_entry("Index", "suppliers", "order backlog"), has_contents=False)  # fmt: skip


def _row(supplier: Supplier, kb: KnowledgeBase) -> SupplierRow:
    customers = dict.fromkeys(deal.customer for deal in supplier.deals if deal.customer)
    others = dict.fromkeys(deal.customer_name for deal in supplier.deals if deal.customer_name)
    links = tuple(record_link(kb.companies[id], kb) for id in customers)
    part = newest_part(supplier, "revenue", kb)
    backlog = _shown(headline(supplier, "order_backlog", kb), kb)
    return SupplierRow(
        record_link(supplier, kb),
        country_name(supplier.country),
        ", ".join(supplier.products),
        _shown(newest_year(supplier, "revenue", kb), kb),
        _shown(part, kb, is_ranked=part is not None and is_quarter(part, supplier, kb)),
        backlog,
        links,
        tuple(others),
        several([*(link.text for link in links), *others]),
        dollar_band(Decimal(backlog.sortable) if backlog.sortable else None),
    )


def _shown(found: Headline | None, kb: KnowledgeBase, is_ranked: bool = True) -> Shown:
    if found is None:
        return Shown()
    return Shown(figure_text(found.claim, kb.settings), found.when, sortable_usd(found, kb) if is_ranked else "")
