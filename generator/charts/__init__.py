"""Charts: rows of figures in, a `Chart` out; one chart a file, each named here.

`drawing` makes specifications and pictures of them, `theme` gives them one look, `words` writes their figures;
`panels` and `strips` are shared by several.
"""

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

__all__ = [
    "challenger_beside",
    "company_spending",
    "cut_claims",
    "cuts_by_mechanism",
    "deals_matrix",
    "indicator_series",
    "layer_backlogs",
    "spending_and_cuts",
    "spending_and_staff_change",
    "supplier_results",
    "supplier_share_price",
]
