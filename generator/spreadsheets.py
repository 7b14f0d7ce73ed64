"""Rows as CSV text for a spreadsheet: headings, then rows; numbers stay numbers. The only encoder of CSV there is."""

import csv
import io
from collections.abc import Iterable

# A spreadsheet runs a cell that begins with one of these, also behind a space; an apostrophe makes it text.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_text(headings: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """The rows under their headings: texts, numbers, and nothing for None."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return out.getvalue()


def _safe(cell: object) -> object:
    if isinstance(cell, str) and (cell.startswith(_FORMULA_STARTS) or cell.strip().startswith(_FORMULA_STARTS)):
        return f"'{cell}"
    return "" if cell is None else cell
