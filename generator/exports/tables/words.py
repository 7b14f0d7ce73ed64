"""The words that columns with fixed values may hold, each with its label and meaning."""

from generator.exports.tables.base import Column, Table, key
from generator.knowledge_base import KnowledgeBase

_COLUMNS = (
    key("The vocabulary and the word: basis/guidance."),
    Column("vocabulary", "string", "The group of words, such as basis, stage or source_type.", is_required=True),
    Column("word", "string", "The word as it stands in the tables.", is_required=True),
    Column("label", "string", "The word for readers.", is_required=True),
    Column("definition", "string", "What it means.", is_required=True),
)


def words(kb: KnowledgeBase) -> Table:
    """One row for each word of each vocabulary."""
    rows = tuple(
        {
            "id": f"{vocabulary}/{word}",
            "vocabulary": vocabulary,
            "word": word,
            "label": entry.label,
            "definition": entry.definition,
        }
        for vocabulary, entries in kb.settings.vocabulary.items()
        for word, entry in entries.items()
    )
    return Table("words", "The words that the tables use, each with its meaning.", _COLUMNS, rows)
