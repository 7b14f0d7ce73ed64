"""What an indicator counts, month by month or year by year: a panel for each of its metrics with enough points."""

from generator.charts import panels, theme
from generator.charts.base import Chart
from generator.figures.series import series_of
from generator.knowledge_base import KnowledgeBase
from generator.records import Indicator

_FEWEST = 3
KIND = panels.kind(
    "indicator-series",
    theme.NONE,
    "The figures are the publisher's own and are not recounted here. Each panel has its own scale from zero; a period "
    "without a figure is left empty.",
)


def chart(indicator: Indicator, kb: KnowledgeBase) -> Chart | None:
    """The panels with three figures or more; None without any."""
    series = [item for metric in indicator.claims for item in series_of(indicator, metric, kb)]
    several = [item for item in series if len(item.points) >= _FEWEST and item.length != "span"]
    return panels.chart("series", KIND, several, f"As counted by {indicator.publisher}.", kb)
