"""The suppliers: who they are and what they sell. Backlogs and results stand in the claims."""

from dataclasses import replace

from generator.exports.tables.base import Column, Table, joined, key, texts, typed
from generator.knowledge_base import KnowledgeBase
from generator.records import Supplier

_TEXTS = ("name", "country", "layer", "website", "listing", "fiscal_year_end")
_COLUMNS = (
    key("The id of the supplier, the name of its file."),
    Column("record", "string", "Its record.", "records", is_required=True),
    *(replace(column, refers_to="companies") for column in typed(Supplier, "company")),
    *typed(Supplier, *_TEXTS),
    Column("products", "string", "What it sells to AI data centres, with semicolons between the products."),
    Column("aliases", "string", "Other names, with semicolons between them."),
)


def suppliers(kb: KnowledgeBase) -> Table:
    """One row for each supplier."""
    rows = tuple(
        {
            "id": supplier.id,
            "record": supplier.key,
            **texts(supplier, "company", *_TEXTS),
            "products": joined(supplier.products),
            "aliases": joined(supplier.aliases),
        }
        for supplier in kb.suppliers.values()
    )
    return Table("suppliers", "Firms that sell to AI data centres, from chips to power.", _COLUMNS, rows)
