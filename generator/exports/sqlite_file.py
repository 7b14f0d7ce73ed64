"""All tables as one SQLite file with keys, indexes and views; opens in Datasette. Same rows in, same bytes out."""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from generator.exports.tables import Column, Table
from generator.exports.tables.base import Cell, Row

_ABOUT = """\
CREATE TABLE about ( -- What this file is.
  item TEXT PRIMARY KEY NOT NULL,
  text TEXT NOT NULL
)"""
SqlCell = str | int | float | None

_SQL_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "NUMERIC", "boolean": "INTEGER", "date": "TEXT"}
_IDENTIFIER = re.compile(r"[a-z][a-z_]*", re.ASCII)

# What readers ask for again and again, so that nobody has to find the joins.
VIEWS = {
    "ai_cuts": """\
SELECT cuts.id, companies.name AS company, cuts.announced, cuts.announced_first, cuts.kind, cuts.ai_link,
       cuts.mechanism, cuts.roles_bound, cuts.roles_low, cuts.roles_high, cuts.roles_strict, cuts.roles_loose,
       sources.publisher, sources.type AS source_type, sources.url
FROM cuts
JOIN companies ON companies.id = cuts.company
LEFT JOIN claims ON claims.id = cuts.roles_claim
LEFT JOIN sources ON sources.id = claims.source
WHERE cuts.ai_link <> 'none'""",
    "roles_by_year": """\
SELECT substr(announced_last, 1, 4) AS year, count(*) AS cuts, count(*) - count(roles_loose) AS without_a_number,
       sum(roles_strict) AS strict, sum(roles_loose) AS loose
FROM cuts
WHERE ai_link <> 'none'
GROUP BY year
ORDER BY year""",
    "headlines": """\
SELECT claims.record, records.name, claims.metric, metrics.label, claims.bound, claims.low, claims.high, claims.unit,
       claims.as_of, claims.period, claims.basis, sources.publisher, sources.type AS source_type, sources.url
FROM claims
JOIN records ON records.id = claims.record
JOIN metrics ON metrics.id = claims.metric
JOIN sources ON sources.id = claims.source
WHERE claims.state = 'headline'""",
    "who_says_so": """\
SELECT attributions.cut, companies.name AS company, attributions.cause, attributions.stance, attributions.mechanism,
       attributions.speaker, attributions.note, sources.publisher, sources.type AS source_type, sources.url
FROM attributions
JOIN cuts ON cuts.id = attributions.cut
JOIN companies ON companies.id = cuts.company
JOIN sources ON sources.id = attributions.source""",
}


def sqlite_file(tables: Iterable[Table], about: Mapping[str, str]) -> bytes:
    """The file, with what is to be known `about` it; made in memory, in pages of one size, without a clock."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.execute("PRAGMA page_size = 4096")
        connection.execute("BEGIN")
        for table in tables:
            for statement in _statements(table):
                connection.execute(statement)
            connection.executemany(_insertion(table), (_cells(table, row) for row in table.rows))
        for name, query in VIEWS.items():
            connection.execute(f"CREATE VIEW {name} AS\n{query}")
        connection.execute(_ABOUT)
        connection.executemany("INSERT INTO about VALUES (?, ?)", about.items())
        connection.execute("COMMIT")
        connection.execute("VACUUM")
        return connection.serialize()
    finally:
        connection.close()


def _statements(table: Table) -> Iterator[str]:
    """The table, its columns explained by comments, and an index for each column that points at another table."""
    *first, last = (f"{_name(column.name)} {_definition(column)}" for column in table.columns)
    defined = zip([*(f"{line}," for line in first), last], table.columns, strict=True)
    lines = [f"  {line} -- {column.meaning}" for line, column in defined]
    yield "\n".join([f"CREATE TABLE {_name(table.name)} ( -- {table.meaning}", *lines, ")"])
    for column in table.columns:
        if column.refers_to:
            yield f"CREATE INDEX {table.name}_by_{column.name} ON {table.name} ({_name(column.name)})"


def _definition(column: Column) -> str:
    parts = [_SQL_TYPES[column.type]]
    if column.name == "id":
        parts.append("PRIMARY KEY")
    if column.is_required:
        parts.append("NOT NULL")
    if column.refers_to:
        parts.append(f"REFERENCES {_name(column.refers_to)} (id)")
    return " ".join(parts)


def _insertion(table: Table) -> str:
    places = ", ".join("?" * len(table.columns))
    return f"INSERT INTO {_name(table.name)} VALUES ({places})"  # noqa: S608  # a name of our own, see _name


def _cells(table: Table, row: Row) -> list[SqlCell]:
    return [_plain(row.get(column.name)) for column in table.columns]


def _plain(cell: Cell) -> SqlCell:
    if isinstance(cell, Decimal):
        return float(cell)
    return cell.isoformat() if isinstance(cell, date) else cell


def _name(text: str) -> str:
    """A name that needs no quotes; names are those of the program, never of a record."""
    if not _IDENTIFIER.fullmatch(text):
        raise ValueError(f"{text!r} is not a name for SQL.")
    return text
