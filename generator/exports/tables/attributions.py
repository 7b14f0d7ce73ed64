"""The attributions: who gives which cause for a cut, or denies it. The grade of the AI link is computed from these."""

from dataclasses import replace

from generator.exports.tables.base import Column, Table, key, texts, typed
from generator.exports.tables.keys import source_key
from generator.knowledge_base import KnowledgeBase
from generator.records.claim import Attribution

_TEXTS = ("cause", "mechanism", "speaker", "stance", "note")
_COLUMNS = (
    key("The record and the attribution's place in it: cuts/acme-2026-01#attribution/1."),
    Column("cut", "string", "The cut.", "cuts", is_required=True),
    *typed(Attribution, *_TEXTS),
    *(replace(column, refers_to="sources") for column in typed(Attribution, "source")),
)


def attributions(kb: KnowledgeBase) -> Table:
    """One row for each attribution."""
    rows = tuple(
        {
            "id": f"{cut.key}#attribution/{place}",
            "cut": cut.id,
            **texts(said, *_TEXTS),
            "source": source_key(cut, said.source),
        }
        for cut in kb.cuts.values()
        for place, said in enumerate(cut.attribution, 1)
    )
    return Table("attributions", "Who gives which cause for a cut, and who denies it.", _COLUMNS, rows)
