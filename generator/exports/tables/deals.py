"""The deals: who buys what from whom, by the account of the supplier or of the buyer."""

from collections.abc import Iterator
from dataclasses import replace

from generator.exports.tables.base import (
    Cell,
    Column,
    Row,
    Table,
    dated,
    dated_cells,
    key,
    number,
    period_cells,
    texts,
    typed,
)
from generator.exports.tables.keys import source_key
from generator.knowledge_base import KnowledgeBase
from generator.records import Company, Record, Supplier
from generator.records.company import Purchase
from generator.records.supplier import Deal
from generator.records.terms import Terms

_TEXTS = ("product", "bound", "basis", "note")
_COLUMNS = (
    key("The record and the deal's place in it: suppliers/voltco#deals/1."),
    Column("record", "string", "The record that tells of the deal.", "records", is_required=True),
    Column("told_by", "string", "supplier or buyer. Two rows can be the two sides of one deal.", is_required=True),
    *(replace(column, refers_to="suppliers") for column in typed(Purchase, "supplier")),
    Column("supplier_name", "string", "The supplier in words.", is_required=True),
    *(replace(column, refers_to="companies") for column in typed(Deal, "customer")),
    Column("customer_name", "string", "The customer in words.", is_required=True),
    *typed(Terms, "product"),
    *dated(Terms, "announced"),
    Column("low", "number", "What it is worth in full units; the lower end, where the source gives a range."),
    Column("high", "number", "The same sum, or the upper end of the range."),
    Column("currency", "string", "The ISO 4217 code of the sum."),
    *typed(Terms, "bound"),
    Column("capacity_mw", "number", "How much power it covers, in megawatts."),
    *typed(Terms, "basis"),
    *dated(Terms, "period"),
    *typed(Terms, "circular", "withdrawn", of="boolean"),
    *(replace(column, refers_to="sources") for column in typed(Terms, "source")),
    *typed(Terms, "note"),
)


def deals(kb: KnowledgeBase) -> Table:
    """One row for each account of a deal."""
    meaning = "Orders and contracts for AI data centres, as one of the two sides tells them."
    return Table("deals", meaning, _COLUMNS, tuple(_rows(kb)))


def _rows(kb: KnowledgeBase) -> Iterator[Row]:
    for supplier in kb.suppliers.values():
        for place, deal in enumerate(supplier.deals, 1):
            yield _row(supplier, place, deal, kb) | _sold(supplier, deal, kb)
    for company in kb.companies.values():
        for place, purchase in enumerate(company.deals, 1):
            yield _row(company, place, purchase, kb) | _bought(company, purchase, kb)


def _sold(supplier: Supplier, deal: Deal, kb: KnowledgeBase) -> dict[str, Cell]:
    name = kb.companies[deal.customer].name if deal.customer else deal.customer_name
    return {"told_by": "supplier", "supplier": supplier.id, "supplier_name": supplier.name,
            "customer": deal.customer, "customer_name": name}  # fmt: skip


def _bought(company: Company, purchase: Purchase, kb: KnowledgeBase) -> dict[str, Cell]:
    name = kb.suppliers[purchase.supplier].name if purchase.supplier else purchase.supplier_name
    return {"told_by": "buyer", "supplier": purchase.supplier, "supplier_name": name,
            "customer": company.id, "customer_name": company.name}  # fmt: skip


def _row(record: Record, place: int, deal: Terms, kb: KnowledgeBase) -> dict[str, Cell]:
    worth = deal.value or deal.low
    return {
        "id": f"{record.key}#deals/{place}",
        "record": record.key,
        **texts(deal, *_TEXTS, "circular", "withdrawn"),
        **dated_cells("announced", deal.announced),
        "low": number(worth),
        "high": number(deal.value or deal.high),
        "currency": worth.currency if worth else None,
        "capacity_mw": number(deal.capacity),
        **period_cells(deal.period, record, kb),
        "source": source_key(record, deal.source),
    }
