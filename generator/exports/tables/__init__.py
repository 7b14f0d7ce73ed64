"""The tables of the ledger, one per file: knowledge base in, rows out. `all_tables` is the list."""

from generator.exports.tables.attributions import attributions
from generator.exports.tables.base import Column, Table
from generator.exports.tables.claims import claims
from generator.exports.tables.companies import companies
from generator.exports.tables.cuts import cuts
from generator.exports.tables.deals import deals
from generator.exports.tables.exchange_rates import exchange_rates
from generator.exports.tables.indicators import indicators
from generator.exports.tables.metrics import metrics
from generator.exports.tables.notes import notes
from generator.exports.tables.records import records
from generator.exports.tables.sources import sources
from generator.exports.tables.suppliers import suppliers
from generator.exports.tables.words import words
from generator.history import History
from generator.knowledge_base import KnowledgeBase

__all__ = ["Column", "Table", "all_tables"]

_OF_THE_LEDGER = (
    companies, cuts, suppliers, indicators, claims, deals, sources, attributions, notes, metrics, words, exchange_rates,
)  # fmt: skip


def all_tables(kb: KnowledgeBase, history: History) -> tuple[Table, ...]:
    """Every table, those that readers ask for first."""
    return (*(table(kb) for table in _OF_THE_LEDGER), records(kb, history))
