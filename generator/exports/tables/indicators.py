"""The indicators: outside series to compare with. Their figures stand in the claims."""

from generator.exports.tables.base import Column, Table, key, texts, typed
from generator.knowledge_base import KnowledgeBase
from generator.records import Indicator

_TEXTS = ("name", "publisher", "country", "website")
_COLUMNS = (
    key("The id of the indicator, the name of its file."),
    Column("record", "string", "Its record.", "records", is_required=True),
    *typed(Indicator, *_TEXTS),
)


def indicators(kb: KnowledgeBase) -> Table:
    """One row for each indicator."""
    rows = tuple(
        {"id": indicator.id, "record": indicator.key, **texts(indicator, *_TEXTS)}
        for indicator in kb.indicators.values()
    )
    return Table("indicators", "Counts and estimates by others, to compare the ledger with.", _COLUMNS, rows)
