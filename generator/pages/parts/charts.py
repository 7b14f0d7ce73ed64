"""Which charts stand on which page; a chart that has nothing to compare is left out."""

from collections.abc import Sequence

from generator.charts import (
    challenger_beside,
    company_spending,
    cut_claims,
    cuts_by_mechanism,
    deals_matrix,
    indicator_series,
    layer_backlogs,
    spending_and_cuts,
    spending_and_staff_change,
    supplier_results,
    supplier_share_price,
)
from generator.charts.base import Chart
from generator.figures.deal_pairs import deal_pairs
from generator.figures.layers import layers
from generator.figures.outside_counts import months_beside, several_months
from generator.figures.payroll_and_processors import company_years, newest_pairs
from generator.figures.roles_by_month import CutInMonth, cuts_by_month, linked_without_month
from generator.figures.spending import spending_years
from generator.knowledge_base import KnowledgeBase
from generator.records import Company, Cut, Indicator, Supplier


def cut_charts(cut: Cut, kb: KnowledgeBase) -> tuple[Chart, ...]:
    """The competing claims of a cut."""
    return _drawn(cut_claims.chart(cut, kb))


def company_charts(company: Company, kb: KnowledgeBase) -> tuple[Chart, ...]:
    """What a company spends, and how many people work for it."""
    return _drawn(company_spending.chart(company, kb))


def supplier_charts(supplier: Supplier, kb: KnowledgeBase) -> tuple[Chart, ...]:
    """How a supplier grows, and what its shares cost."""
    return _drawn(supplier_results.chart(supplier, kb), supplier_share_price.chart(supplier, kb))


def indicator_charts(indicator: Indicator, kb: KnowledgeBase) -> tuple[Chart, ...]:
    """The series of an indicator, beside the ledger where the two can be compared."""
    return _drawn(indicator_series.chart(indicator, kb))


def home_charts(kb: KnowledgeBase) -> tuple[Chart, ...]:
    """Spending above cuts, on one time axis."""
    return _drawn(spending_and_cuts.chart(spending_years(kb), *_cuts(kb)))


def cuts_charts(kb: KnowledgeBase) -> tuple[Chart, ...]:
    """Cuts over time by mechanism and AI link."""
    return _drawn(cuts_by_mechanism.chart(*_cuts(kb)))


def _cuts(kb: KnowledgeBase) -> tuple[Sequence[CutInMonth], int]:
    """The cuts that have a month, and how many of those with an AI link have none."""
    return cuts_by_month(kb.cuts.values(), kb), linked_without_month(kb.cuts.values(), kb)


def deals_charts(kb: KnowledgeBase) -> tuple[Chart, ...]:
    """Customers by suppliers."""
    return _drawn(deals_matrix.chart(deal_pairs(kb)))


def payroll_charts(kb: KnowledgeBase) -> tuple[Chart, ...]:
    """Of each company the change of spending across, the share of roles cut up."""
    return _drawn(spending_and_staff_change.chart(newest_pairs(company_years(kb))))


def layers_charts(kb: KnowledgeBase) -> tuple[Chart, ...]:
    """The backlogs of the suppliers of each layer."""
    return _drawn(layer_backlogs.chart(layers(kb), kb))


def indicators_charts(kb: KnowledgeBase) -> tuple[Chart, ...]:
    """Outside counts beside the ledger's own."""
    return _drawn(challenger_beside.chart(months_beside(kb), several_months(kb)))


def _drawn(*charts: Chart | None) -> tuple[Chart, ...]:
    return tuple(chart for chart in charts if chart)
