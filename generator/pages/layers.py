"""The stack of an AI data centre: each layer with its suppliers, what they have on order, and who buys there."""

from dataclasses import dataclass

from generator.figures.backlogs import Backlog, BacklogTotal
from generator.figures.headline import headline
from generator.figures.layers import Buyer, Layer, Seller, layers
from generator.knowledge_base import KnowledgeBase
from generator.pages.base import Page
from generator.pages.parts.charts import layers_charts
from generator.pages.parts.links import Link, record_link
from generator.pages.parts.said import source_link
from generator.pages.parts.search import page_entry
from generator.pages.parts.words import counted, figure_text, usd_text
from generator.times import date_text, parse_date


@dataclass(frozen=True)
class SellerRow:
    """A supplier: its backlog as printed, in US dollars, when it was counted and by whom."""

    link: Link
    products: str
    printed: str
    usd: str
    rate: str
    when: str
    source: Link


@dataclass(frozen=True)
class BuyerLine:
    """A company that buys in a layer, and how much of it is deals."""

    link: Link
    deals: str


@dataclass(frozen=True)
class LayerView:
    """One layer of the stack."""

    label: str
    meaning: str
    backlog: str
    backlog_note: str
    sellers: tuple[SellerRow, ...]
    without_backlog: tuple[Link, ...]
    buyers: tuple[BuyerLine, ...]
    others: str


@dataclass(frozen=True)
class LayersView:
    """What the page of layers prints."""

    count: str
    layers: tuple[LayerView, ...]


def layers_page(kb: KnowledgeBase) -> Page:
    """The page of layers."""
    found = layers(kb)
    count = f"{counted(len(kb.suppliers), 'supplier')} in {counted(len(found), 'layer')}"
    description = f"The stack of an AI data centre from chips to power: {count}, with order backlogs and buyers."
    view = LayersView(count, tuple(_layer(layer, kb) for layer in found))
    return Page("layers/index.md", "layers.md.j2", "The stack, layer by layer", description, view,
                page_entry("Index", "layers", "supply chain"), layers_charts(kb))  # fmt: skip


def _layer(layer: Layer, kb: KnowledgeBase) -> LayerView:
    word = kb.settings.words("layer")[layer.word]
    return LayerView(
        word.label,
        word.definition,
        usd_text(layer.backlog.low, layer.backlog.high) if layer.backlog else "",
        _note(layer.backlog, sum(seller.backlog is not None for seller in layer.sellers)),
        tuple(row for seller in layer.sellers if (row := _seller(seller, kb))),
        tuple(record_link(seller.supplier, kb) for seller in layer.sellers if seller.backlog is None),
        tuple(_buyer(buyer, kb) for buyer in layer.buyers),
        _others(layer.others),
    )


def _others(deals: int) -> str:
    """How many deals are with buyers that have no record."""
    whom = "a buyer that has no record" if deals == 1 else "buyers that have no record"
    return f"{counted(deals, 'deal')} with {whom}" if deals else ""


def _note(total: BacklogTotal | None, with_backlog: int) -> str:
    """How many backlogs the sum holds, of which days, and how many it leaves out."""
    if total is None:
        return f"{counted(with_backlog, 'backlog')} in a currency without a rate" if with_backlog else ""
    # To the month: a backlog whose source gives the month alone counts by the last day of it.
    days = " to ".join(dict.fromkeys(date_text(parse_date(f"{day:%Y-%m}")) for day in (total.earliest, total.latest)))
    left_out = f"; {total.unconverted} without an exchange rate left out" if total.unconverted else ""
    return f"{counted(total.suppliers, 'supplier')}, {days}{left_out}"


def _seller(seller: Seller, kb: KnowledgeBase) -> SellerRow | None:
    found = headline(seller.supplier, "order_backlog", kb)
    if seller.backlog is None or found is None:
        return None
    return SellerRow(
        record_link(seller.supplier, kb),
        ", ".join(seller.supplier.products),
        figure_text(found.claim, kb.settings),
        _usd(seller.backlog),
        seller.backlog.rate,
        found.when,
        source_link(seller.supplier, found.claim, kb),
    )


def _usd(backlog: Backlog) -> str:
    if backlog.low is None or backlog.high is None:
        return "no exchange rate"
    return usd_text(backlog.low, backlog.high)


def _buyer(buyer: Buyer, kb: KnowledgeBase) -> BuyerLine:
    suppliers = f" with {buyer.suppliers} suppliers" if buyer.suppliers > 1 else ""
    return BuyerLine(record_link(buyer.company, kb), f"{counted(buyer.deals, 'deal')}{suppliers}")
