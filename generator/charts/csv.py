"""A chart's rows as CSV text for a spreadsheet: the columns' headings, then the rows; numbers stay numbers."""

import csv
import io

from generator.charts.base import Cell, Chart

# A spreadsheet runs a cell that begins with one of these, also behind a space; an apostrophe makes it text.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_text(chart: Chart) -> str:
    """The rows of a chart under their headings."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.heading for column in chart.columns])
    writer.writerows([_safe(row.get(column.key)) for column in chart.columns] for row in chart.rows)
    return out.getvalue()


def _safe(cell: Cell) -> Cell:
    if isinstance(cell, str) and (cell.startswith(_FORMULA_STARTS) or cell.strip().startswith(_FORMULA_STARTS)):
        return f"'{cell}"
    return "" if cell is None else cell
