"""The page of a supplier: where it stands in the stack, how it grows, to whom it sells, and what its shares did."""

from dataclasses import dataclass

from generator.exports.social_cards import Card
from generator.figures.headline import when_text
from generator.figures.newest import newest
from generator.figures.price_change import DatedPrice, PriceChange, claimed_changes
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.pages.base import Page, SearchEntry
from generator.pages.countries import country_name
from generator.pages.parts.charts import supplier_charts
from generator.pages.parts.deal_rows import DealRow, deal_row
from generator.pages.parts.frame import Fact, Frame, frame, website_facts
from generator.pages.parts.links import Link, record_link
from generator.pages.parts.paper import Paper, on_paper
from generator.pages.parts.search import search_entry
from generator.pages.parts.social_card import card_figures, record_card
from generator.pages.parts.sources import SourceChip, chip
from generator.pages.parts.spread import KeyFigure, key_figures, other_figures
from generator.pages.parts.structured_data import record_data
from generator.pages.parts.words import counted, figure_text, in_short, times_text
from generator.quantities import plain
from generator.records import Supplier
from generator.records.claim import Claim
from generator.records.supplier import Deal

_LEAD = ("revenue", "operating_profit", "order_backlog")
_NEIGHBOURS = 20  # as many as one reads; a page that named all of a large layer would grow with the ledger


@dataclass(frozen=True)
class PricePoint:
    """A share price as a source dates it."""

    when: str
    price: str
    source: SourceChip


@dataclass(frozen=True)
class ClaimedChange:
    """A rise of the share price that a source claims, and what the dated prices nearest to its period give."""

    figure: str
    when: str
    source: SourceChip
    computed: str
    first: PricePoint | None
    last: PricePoint | None


@dataclass(frozen=True)
class SupplierView:
    """What the page of a supplier prints."""

    frame: Frame
    layer: str
    layer_meaning: str
    country: str
    facts: tuple[Fact, ...]
    lead: tuple[KeyFigure, ...]
    figures: tuple[KeyFigure, ...]
    share_price: tuple[ClaimedChange, ...]
    deals: tuple[DealRow, ...]
    as_company: Link | None
    neighbours: tuple[Link, ...]
    more_neighbours: str


def supplier_page(supplier: Supplier, kb: KnowledgeBase, history: History) -> Page:
    """The page of one supplier."""
    charts = supplier_charts(supplier, kb)
    return Page(
        f"{supplier.key}/index.md",
        "supplier.md.j2",
        supplier.name,
        _description(supplier, kb),
        _view(supplier, kb, history, on_paper(supplier, kb, charts)),
        _search(supplier, kb),
        charts,
        apart=_apart(supplier, kb),
        card=_card(supplier, kb, history),
        structured=record_data(supplier, _description(supplier, kb), kb, history),
    )


def _apart(supplier: Supplier, kb: KnowledgeBase) -> str:
    """Many a supplier has a record of the same name among the companies."""
    names = {company.name for company in kb.companies.values()}
    return "supplier" if supplier.name in names else ""


def _card(supplier: Supplier, kb: KnowledgeBase, history: History) -> Card:
    """What readers come for first: its orders, else how it earns, else whatever the record has."""
    metrics = ("order_backlog", "revenue", "operating_profit", *kb.settings.metrics)
    figures = card_figures(supplier, dict.fromkeys(metrics), "supplier", kb)
    return record_card(supplier, kb, history, kb.settings.label("layer", supplier.layer), figures)


def _view(supplier: Supplier, kb: KnowledgeBase, history: History, paper: Paper) -> SupplierView:
    layer = kb.settings.words("layer")[supplier.layer]
    neighbours = _neighbours(supplier, kb)
    return SupplierView(
        frame(supplier, kb, history, paper),
        layer.label,
        layer.definition,
        country_name(supplier.country),
        _facts(supplier, kb),
        key_figures(supplier, kb, _LEAD),
        other_figures(supplier, kb, (*_LEAD, "share_price_change")),
        _share_price(supplier, kb),
        tuple(deal_row(supplier, deal, kb, paper.rows) for deal in _newest_first(supplier)),
        record_link(kb.companies[supplier.company], kb) if supplier.company else None,
        tuple(record_link(other, kb) for other in neighbours[:_NEIGHBOURS]),
        f"{len(neighbours) - _NEIGHBOURS:,} more" if len(neighbours) > _NEIGHBOURS else "",
    )


def _neighbours(supplier: Supplier, kb: KnowledgeBase) -> list[Supplier]:
    """The other suppliers of the layer, from the next one on, so that in a large layer each is named somewhere."""
    here = [other for other in kb.suppliers.values() if other.layer == supplier.layer]
    place = here.index(supplier)
    return [*here[place + 1 :], *here[:place]]


def _newest_first(supplier: Supplier) -> list[Deal]:
    return sorted(supplier.deals, key=lambda deal: deal.announced.text if deal.announced else "", reverse=True)


def _facts(supplier: Supplier, kb: KnowledgeBase) -> tuple[Fact, ...]:
    layer = kb.settings.words("layer")[supplier.layer]
    facts = [Fact("Layer", layer.label, meaning=layer.definition)]
    if supplier.products:
        facts.append(Fact("Sells", ", ".join(supplier.products)))
    facts.append(Fact("Head office", country_name(supplier.country)))
    return (*facts, *website_facts(supplier))


def _share_price(supplier: Supplier, kb: KnowledgeBase) -> tuple[ClaimedChange, ...]:
    """Each claimed multiple beside the one that dated prices give."""
    return tuple(_claimed(claim, change, supplier, kb) for claim, change in claimed_changes(supplier, kb))


def _claimed(claim: Claim, change: PriceChange | None, supplier: Supplier, kb: KnowledgeBase) -> ClaimedChange:
    return ClaimedChange(
        figure_text(claim, kb.settings),
        when_text(claim),
        chip(supplier, claim.source, kb.settings),
        f"about {times_text(change.times)}" if change else "",
        _point(change.first, supplier, kb) if change else None,
        _point(change.last, supplier, kb) if change else None,
    )


def _point(price: DatedPrice, supplier: Supplier, kb: KnowledgeBase) -> PricePoint:
    amount = f"{price.currency} {plain(price.amount)}"
    return PricePoint(price.when, amount, chip(supplier, price.source, kb.settings))


def figure_line(supplier: Supplier, kb: KnowledgeBase) -> str:
    """The supplier in a few words: its order backlog, else its revenue."""
    for metric, words in (("order_backlog", "order backlog"), ("revenue", "revenue")):
        if found := newest(supplier, metric, kb):
            when = f", {found.when}" if found.when else ""
            return f"{figure_text(found.claim, kb.settings)} {words}{when}"
    return ""


def _description(supplier: Supplier, kb: KnowledgeBase) -> str:
    layer, line = kb.settings.label("layer", supplier.layer).lower(), figure_line(supplier, kb)
    return in_short(
        f"{supplier.name} ({country_name(supplier.country)}), {layer}{f': {line}' if line else ''}.",
        f"{counted(len(supplier.deals), 'deal')}, {counted(supplier.claim_count, 'claim')} from "
        f"{counted(len(supplier.sources), 'source')}.",
    )


def _search(supplier: Supplier, kb: KnowledgeBase) -> SearchEntry:
    listing = (supplier.listing,) if supplier.listing else ()
    return search_entry(
        supplier,
        kb,
        figure_line(supplier, kb),
        filters={"layer": (kb.settings.label("layer", supplier.layer),)},
        words=(supplier.name, *supplier.aliases, *listing),
    )
