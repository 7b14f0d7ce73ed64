"""All records of all kinds: what the other tables belong to."""

from generator.exports.tables.base import Column, Row, Table, key
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.records import Cut, Record
from generator.settings import SINGULAR
from generator.times import date_text

_COLUMNS = (
    key("The kind and the name of the record's file, which is also the address of its page: cuts/acme-2026-01."),
    Column("kind", "string", "company, cut, supplier or indicator.", is_required=True),
    Column("name", "string", "What it is called; a cut by its company and its title or date.", is_required=True),
    Column("summary", "string", "Two or three sentences.", is_required=True),
    Column("first_seen", "date", "The day on which the record came into the ledger."),
    Column("last_changed", "date", "The day on which the record last changed."),
)


def records(kb: KnowledgeBase, history: History) -> Table:
    """One row for each record."""
    rows = tuple(_row(record, kb, history) for record in kb.records())
    return Table("records", "Every record of the ledger, whatever its kind.", _COLUMNS, rows)


def _row(record: Record, kb: KnowledgeBase, history: History) -> Row:
    change = history.of(record.key)
    return {
        "id": record.key,
        "kind": SINGULAR[record.kind_name],
        "name": _name(record, kb),
        "summary": getattr(record, "summary", None),
        "first_seen": change.first_seen if change else None,
        "last_changed": change.last_changed if change else None,
    }


def _name(record: Record, kb: KnowledgeBase) -> str:
    if isinstance(record, Cut):
        return f"{kb.companies[record.company].name}, {record.title or date_text(record.announced)}"
    own: str = record.name  # type: ignore[attr-defined]  # all other kinds have one
    return own
