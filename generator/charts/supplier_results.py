"""How a supplier grows: its revenue, operating profit and order backlog over time, in its own currency.

Only figures of the whole company; years and quarters have panels of their own.
"""

from generator.charts import panels, theme
from generator.charts.base import Chart
from generator.figures.series import series_of
from generator.knowledge_base import KnowledgeBase
from generator.records import Supplier

METRICS = ("revenue", "operating_profit", "order_backlog")
KIND = panels.kind(
    "supplier-results",
    theme.SUPPLIER,
    "Figures of the whole company as its sources give them, in its own currency. Years and quarters are never one "
    "series, and each panel has its own scale from zero.",
)


def chart(supplier: Supplier, kb: KnowledgeBase) -> Chart | None:
    """The panels with two figures or more; None without any."""
    series = [item for metric in METRICS for item in series_of(supplier, metric, kb)]
    several = [item for item in series if len(item.points) > 1 and item.length != "span"]
    return panels.chart("results", KIND, several, "Open bars are guided or estimated.", kb)
