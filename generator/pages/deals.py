"""All deals between suppliers and their customers, newest first, and what both sides of a pair say of theirs."""

from dataclasses import dataclass
from decimal import Decimal

from generator.figures.deal_sides import Side, TwoSides, two_sides
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.pages.base import Page
from generator.pages.parts.charts import deals_charts
from generator.pages.parts.deal_rows import DealRow, deal_row
from generator.pages.parts.explore import Explored, explored
from generator.pages.parts.facets import dollar_band
from generator.pages.parts.links import Link, record_link
from generator.pages.parts.search import page_entry
from generator.pages.parts.words import counted, usd_text
from generator.records import Company, Supplier
from generator.records.company import Purchase
from generator.records.supplier import Deal
from generator.settings import Settings


@dataclass(frozen=True)
class Account:
    """What one side says of its deals with the other: the sum as a range, and what it rests on."""

    figure: str
    rests_on: str
    rates: str


@dataclass(frozen=True)
class PairRow:
    """A supplier and a buyer, the account of each, and what does not fit between them."""

    supplier: Link
    buyer: Link
    sold: Account | None
    bought: Account | None
    gap: str
    sortable_gap: str
    is_circular: bool


@dataclass(frozen=True)
class IndexedDeal:
    """A deal in a line, with what readers filter by."""

    row: DealRow
    year: str
    supplier: str
    customer: str
    layer: str
    size: str
    told_by: str
    circular: str
    cites: str


@dataclass(frozen=True)
class DealsView:
    """What the page of all deals prints."""

    count: str
    circular: str
    pairs: tuple[PairRow, ...]
    pairs_note: str
    rows: tuple[IndexedDeal, ...]
    explored: Explored


def deals_page(kb: KnowledgeBase, history: History) -> Page:
    """The table of all deals."""
    rows = [_indexed(supplier, deal, kb) for supplier in kb.suppliers.values() for deal in supplier.deals]
    rows += [_indexed(company, deal, kb) for company in kb.companies.values() for deal in company.deals]
    rows.sort(key=lambda item: item.row.sortable_date, reverse=True)
    count = counted(len(rows), "deal")
    circular = sum(item.row.is_circular for item in rows)
    note = f"in {circular} of which one side also invests in the other" if circular else ""
    description = f"{count} between suppliers of AI data centres and their customers, with values and sources."
    pairs = two_sides(kb)
    valued = tuple(_pair(pair, kb) for pair in pairs if pair.largest)
    table = explored("Deals", "deal", len(rows), history)
    view = DealsView(count, note, valued, _pairs_note(pairs), tuple(rows), table)
    return Page(
        "deals/index.md", "deals.md.j2", "Deals", description, view,
        page_entry("Index", "deals", "contracts", "who buys from whom", "who sells to whom"), deals_charts(kb),
        has_contents=False,
    )  # fmt: skip


def _indexed(record: Company | Supplier, deal: Deal | Purchase, kb: KnowledgeBase) -> IndexedDeal:
    row = deal_row(record, deal, kb)
    seller = kb.suppliers.get(deal.supplier or "") if isinstance(deal, Purchase) else record
    return IndexedDeal(
        row,
        row.sortable_date[:4],
        row.supplier.text if row.supplier else row.supplier_name,
        row.customer.text if row.customer else row.customer_name,
        kb.settings.label("layer", seller.layer) if isinstance(seller, Supplier) else "",
        dollar_band(Decimal(row.sortable_value) if row.sortable_value else None),
        "the buyer" if row.by_buyer else "the supplier",
        "yes" if row.is_circular else "no",
        record.sources[deal.source].url,
    )


def _pairs_note(pairs: tuple[TwoSides, ...]) -> str:
    """How many pairs have a sum, on how many sides, and how many have none."""
    valued = [pair for pair in pairs if pair.largest]
    twice = sum(pair.is_told_twice for pair in valued)
    have = f"{len(valued)} {'has' if len(valued) == 1 else 'have'} a known sum"
    told = f"Of {counted(len(pairs), 'pair')} of a supplier and a buyer with records, {have}"
    sides = f"for {twice} of them both sides name one" if twice else "for none of them does the buyer name one too"
    return f"{told}; {sides}"


def _pair(pair: TwoSides, kb: KnowledgeBase) -> PairRow:
    return PairRow(
        record_link(pair.supplier, kb),
        record_link(pair.buyer, kb),
        _account(pair.sold, kb.settings),
        _account(pair.bought, kb.settings),
        _gap(pair),
        f"{pair.gap[1]:f}",
        pair.is_circular,
    )


def _account(side: Side | None, settings: Settings) -> Account | None:
    if side is None:
        return None
    bounds = [settings.label("bound", bound) for bound in side.bounds]
    figure = usd_text(side.low, side.high)
    parts = (
        counted(side.deals, "deal"),
        f"{side.valued} with a sum" if side.valued < side.deals else "",
        f"some “{'”, some “'.join(bounds)}”" if len(bounds) > 1 else "",
    )
    return Account(
        f"{bounds[0]} {figure}" if len(bounds) == 1 else figure if side.valued else "no sum",
        "; ".join(part for part in parts if part),
        "; ".join(side.rates),
    )


def _gap(pair: TwoSides) -> str:
    """What stands on one side only."""
    least, most = pair.gap
    if pair.is_told_twice:
        return f"{usd_text(least, most)} apart" if least else f"none at least, {usd_text(most, most)} at most"
    return f"{usd_text(least, most)}, told by one side"
