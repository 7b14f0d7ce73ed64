"""Three questions worked from the files in `data/`: what a reader types, and the answer, computed from the same bytes.

Two are asked of the SQLite file in SQL, one of the CSV files in Python.  The Python that readers see is the source of
the function that gives the answer here.
"""

import csv
import inspect
import io
import sqlite3
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from generator.exports.data_files import LEDGER_SQLITE, DataFiles

CsvRows = list[dict[str, str]]


@dataclass(frozen=True)
class SqlAnswer:
    """A question to the SQLite file: the query, the headings of its answer, and the rows."""

    question: str
    query: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str | int | float | None, ...], ...]


@dataclass(frozen=True)
class PythonAnswer:
    """A question to the CSV files: the program, and the lines it prints."""

    question: str
    program: str
    lines: tuple[str, ...]


_BY_YEAR = """\
SELECT year, cuts, without_a_number, strict, loose
FROM roles_by_year"""
_WHO_SAYS_SO = """\
SELECT records.name, claims.state, claims.bound, claims.low, claims.high, sources.type, sources.publisher
FROM claims
JOIN records ON records.id = claims.record
JOIN sources ON sources.id = claims.source
WHERE claims.metric = 'roles'
  AND claims.record = (SELECT record FROM cuts ORDER BY roles_loose DESC, id LIMIT 1)
ORDER BY claims.id"""
_SQL_QUESTIONS = {
    "How many jobs were cut with a link to AI, year by year?": _BY_YEAR,
    "Who says how large the largest of these cuts is?": _WHO_SAYS_SO,
}
_BEFORE = """\
import csv
from collections import defaultdict
def table(name):
    with open(f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
"""


def sql_answers(data: DataFiles) -> tuple[SqlAnswer, ...]:
    """The questions in SQL with their answers."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(data.files[LEDGER_SQLITE])
        return tuple(_sql_answer(connection, question, query) for question, query in _SQL_QUESTIONS.items())
    finally:
        connection.close()


def _sql_answer(connection: sqlite3.Connection, question: str, query: str) -> SqlAnswer:
    found = connection.execute(query)
    return SqlAnswer(question, query, tuple(column[0] for column in found.description), tuple(found))


def python_answer(data: DataFiles) -> PythonAnswer:
    """The question in Python with its answer."""
    work: Callable[[CsvRows, CsvRows], list[str]] = sellers_to_cutters
    program = f'{_BEFORE}{inspect.getsource(work)}print(*{work.__name__}(table("cuts"), table("deals")), sep="\\n")'
    lines = work(_rows(data, "cuts"), _rows(data, "deals"))
    return PythonAnswer("Which suppliers sell to the companies that cut jobs with a link to AI?", program, tuple(lines))


def _rows(data: DataFiles, name: str) -> CsvRows:
    return list(csv.DictReader(io.StringIO(data.files[f"data/{name}.csv"].decode(), newline="")))


def sellers_to_cutters(cuts: list[dict[str, str]], deals: list[dict[str, str]]) -> list[str]:
    """The ten suppliers with the most such customers."""
    cutting = {cut["company"] for cut in cuts if cut["ai_link"] != "none"}
    customers = defaultdict(set)
    for deal in deals:
        if deal["customer"] in cutting and deal["withdrawn"] == "false":
            customers[deal["supplier_name"]].add(deal["customer_name"])
    first = sorted(customers, key=lambda name: (-len(customers[name]), name))[:10]
    return [f"{name}: {', '.join(sorted(customers[name]))}" for name in first]
