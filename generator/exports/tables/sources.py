"""The sources: every page that somebody read, by the record that cites it."""

from generator.exports.tables.base import Column, Table, dated, dated_cells, key, texts, typed
from generator.exports.tables.keys import source_key
from generator.knowledge_base import KnowledgeBase
from generator.records.source import Source

_TEXTS = ("title", "publisher", "type", "url", "archive", "citing", "note")
_COLUMNS = (
    key("The record and the name of the source in it: cuts/acme-2026-01#release."),
    Column("record", "string", "The record that cites it.", "records", is_required=True),
    *typed(Source, *_TEXTS),
    *dated(Source, "published"),
    *dated(Source, "accessed"),
)


def sources(kb: KnowledgeBase) -> Table:
    """One row for each source of each record."""
    rows = tuple(
        {
            "id": source_key(record, name),
            "record": record.key,
            **texts(source, *_TEXTS),
            **dated_cells("published", source.published),
            **dated_cells("accessed", source.accessed),
        }
        for record in kb.records()
        for name, source in record.sources.items()
    )
    return Table("sources", "Pages that were read, once for each record that cites them.", _COLUMNS, rows)
