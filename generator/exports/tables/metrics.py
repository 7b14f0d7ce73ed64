"""The metrics: what the figures of the claims measure."""

from generator.exports.tables.base import Column, Table, joined, key
from generator.knowledge_base import KnowledgeBase
from generator.settings import SINGULAR

_COLUMNS = (
    key("The name of the metric, as claims use it."),
    Column("label", "string", "Its name for readers.", is_required=True),
    Column("dimension", "string", "people, percent, money, power, multiple or count.", is_required=True),
    Column("kinds", "string", "The kinds of record that may carry it, with semicolons between them.", is_required=True),
    Column("time", "string", "stock (a figure of one day), flow (a figure of a period), optional or none.",
           is_required=True),
    Column("definition", "string", "What is counted and what is not.", is_required=True),
)  # fmt: skip


def metrics(kb: KnowledgeBase) -> Table:
    """One row for each metric."""
    rows = tuple(
        {
            "id": name,
            "label": metric.label,
            "dimension": metric.dimension,
            "kinds": joined(tuple(SINGULAR[kind] for kind in metric.kinds)),
            "time": metric.time,
            "definition": metric.definition,
        }
        for name, metric in kb.settings.metrics.items()
    )
    return Table("metrics", "What can be measured, each with its definition.", _COLUMNS, rows)
