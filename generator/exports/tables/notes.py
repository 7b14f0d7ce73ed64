"""The notes: sourced facts that are not figures."""

from dataclasses import replace

from generator.exports.tables.base import Column, Table, dated, dated_cells, key, texts, typed
from generator.exports.tables.keys import source_key
from generator.knowledge_base import KnowledgeBase
from generator.records.claim import Note

_TEXTS = ("topic", "text", "speaker")
_COLUMNS = (
    key("The record and the note's place in it: cuts/acme-2026-01#notes/1."),
    Column("record", "string", "The record that holds the note.", "records", is_required=True),
    *typed(Note, *_TEXTS),
    *dated(Note, "as_of"),
    *(replace(column, refers_to="sources") for column in typed(Note, "source")),
)


def notes(kb: KnowledgeBase) -> Table:
    """One row for each note."""
    rows = tuple(
        {
            "id": f"{record.key}#notes/{place}",
            "record": record.key,
            **texts(note, *_TEXTS),
            **dated_cells("as_of", note.as_of),
            "source": source_key(record, note.source),
        }
        for record in kb.records()
        for place, note in enumerate(record.notes, 1)
    )
    return Table("notes", "Facts that are not figures, each with its source.", _COLUMNS, rows)
