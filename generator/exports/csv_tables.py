"""Each table as CSV: UTF-8, a heading line, dates as 2026-04-23, true and false, safe to open in a spreadsheet."""

from collections.abc import Iterable
from datetime import date

from generator.exports.tables import Table
from generator.exports.tables.base import Cell
from generator.spreadsheets import csv_text


def csv_tables(tables: Iterable[Table]) -> dict[str, bytes]:
    """The text of each table, by its path in the site."""
    return {f"data/{table.name}.csv": _text(table).encode() for table in tables}


def _text(table: Table) -> str:
    names = [column.name for column in table.columns]
    return csv_text(names, ([_plain(row.get(name)) for name in names] for row in table.rows))


def _plain(cell: Cell) -> object:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell.isoformat() if isinstance(cell, date) else cell
