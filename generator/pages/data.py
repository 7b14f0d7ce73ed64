"""What can be taken away: each file with its address, rows and size, three worked questions, the data dictionary."""

import html
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from generator.exports.data_files import LEDGER_JSON, LEDGER_SQLITE, DataFiles
from generator.exports.datapackage import FORMAT
from generator.exports.sqlite_file import VIEWS
from generator.exports.tables import Column, Table
from generator.exports.worked_questions import SqlAnswer, python_answer, sql_answers
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.pages.base import Page
from generator.pages.parts.links import Link
from generator.pages.parts.search import page_entry
from generator.pages.parts.structured_data import data_data
from generator.pages.parts.words import counted, data_text
from generator.quantities import plain
from generator.sentences import in_words
from generator.settings import SINGULAR, Settings


@dataclass(frozen=True)
class FileRow:
    """A file to download: its address, what is in it, how many rows and how large it is."""

    link: Link
    meaning: str
    rows: str
    size: str


@dataclass(frozen=True)
class Cell:
    """A cell of an answer, as SQLite gives it, under its heading."""

    heading: str
    text: str
    is_number: bool


@dataclass(frozen=True)
class Query:
    """A question in SQL with its answer."""

    question: str
    code: Markup
    headings: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Program:
    """A question in Python with the lines that are printed."""

    question: str
    code: Markup
    lines: tuple[str, ...]


@dataclass(frozen=True)
class DataView:
    """What the page of the data prints."""

    count: str
    made: str
    format: str
    whole: tuple[FileRow, ...]
    tables: tuple[FileRow, ...]
    records: tuple[FileRow, ...]
    views: str
    queries: tuple[Query, ...]
    program: Program
    dictionary: Link
    about: Link
    method: Link


@dataclass(frozen=True)
class ColumnRow:
    """A column of a table, for the dictionary."""

    name: str
    type: str
    meaning: str
    refers_to: str
    words: str


@dataclass(frozen=True)
class TableEntry:
    """A table of the dictionary."""

    name: str
    meaning: str
    columns: tuple[ColumnRow, ...]


@dataclass(frozen=True)
class MetricEntry:
    """A metric of the dictionary."""

    name: str
    label: str
    dimension: str
    definition: str


@dataclass(frozen=True)
class DictionaryView:
    """What the data dictionary prints."""

    format: str
    data: Link
    tables: tuple[TableEntry, ...]
    metrics: tuple[MetricEntry, ...]


_DICTIONARY = Link("Data dictionary", "data/dictionary/")


def data_pages(data: DataFiles, kb: KnowledgeBase, history: History) -> Iterator[Page]:
    """The page of the data, and the dictionary."""
    rows = sum(len(table.rows) for table in data.tables)
    count = f"{counted(len(data.tables), 'table')} with {rows:,} rows"
    yield Page(
        "data/index.md", "data.md.j2", "Data", f"The whole ledger as CSV, JSON and SQLite: {count}, free to use.",
        _data_view(count, data, kb, history), page_entry("Index", "download", "CSV", "SQLite"),
        structured=data_data(data.tables, kb, history),
    )  # fmt: skip
    yield Page(
        "data/dictionary/index.md", "data_dictionary.md.j2", "Data dictionary",
        "What each column of the downloads holds, which table it points at, and how each metric is defined.",
        _dictionary_view(data.tables, kb.settings), page_entry("Index"),
    )  # fmt: skip


def _data_view(count: str, data: DataFiles, kb: KnowledgeBase, history: History) -> DataView:
    return DataView(
        count,
        data_text(history),
        FORMAT,
        tuple(_whole(data)),
        tuple(_file(f"data/{table.name}.csv", table.meaning, len(table.rows), data) for table in data.tables),
        tuple(_examples(data, kb)),
        in_words(list(VIEWS)),
        tuple(_query(answer) for answer in sql_answers(data)),
        _program(data),
        _DICTIONARY,
        Link("About this ledger", "guide/about/"),
        Link("the method", "guide/method/"),
    )


def _whole(data: DataFiles) -> Iterator[FileRow]:
    """The files that hold everything."""
    rows = sum(len(table.rows) for table in data.tables)
    yield _file(LEDGER_SQLITE, "All tables in one SQLite file, with keys, indexes and views.", rows, data)
    yield _file(LEDGER_JSON, "All records in one JSON document, with headlines and grades.", None, data)
    yield _file("data/datapackage.json", "What the CSV files hold, for Frictionless.", None, data)


def _examples(data: DataFiles, kb: KnowledgeBase) -> Iterator[FileRow]:
    """One record of each kind."""
    for kind, word in SINGULAR.items():
        if records := kb.of_kind(kind):
            path = f"data/{next(iter(records.values())).key}.json"
            yield _file(path, f"One {word}; there are {len(records):,} such files.", None, data)


def _file(path: str, meaning: str, rows: int | None, data: DataFiles) -> FileRow:
    return FileRow(
        Link(path, path), meaning, f"{rows:,}" if rows is not None else "", _size(len(data.files[path]))
    )  # fmt: skip


def _size(number: int) -> str:
    """`850 B`, `12 kB`, `1.9 MB`."""
    if number < 1000:
        return f"{number} B"
    kilobytes = Decimal(number) / 1000
    return f"{kilobytes:.0f} kB" if kilobytes < 1000 else f"{kilobytes / 1000:.1f} MB"


def _code(text: str) -> Markup:
    """Our own code for a `<pre>`; without empty lines, at which Markdown would end the block."""
    if "\n\n" in text:
        raise ValueError("Code on a page holds no empty line.")
    return Markup(html.escape(text))  # noqa: S704  # escaped, and none of it is a record's


def _query(answer: SqlAnswer) -> Query:
    rows = tuple(tuple(map(_cell, answer.headings, row)) for row in answer.rows)
    numeric = {cell.heading for row in rows for cell in row if cell.is_number}
    headings = tuple(Cell(heading, heading, heading in numeric) for heading in answer.headings)
    return Query(answer.question, _code(answer.query), headings, rows)


def _cell(heading: str, cell: str | int | float | None) -> Cell:
    if isinstance(cell, int | float):
        return Cell(heading, plain(Decimal(str(cell))), True)
    return Cell(heading, cell or "", False)


def _program(data: DataFiles) -> Program:
    answer = python_answer(data)
    return Program(answer.question, _code(answer.program), answer.lines)


def _dictionary_view(tables: tuple[Table, ...], settings: Settings) -> DictionaryView:
    return DictionaryView(
        FORMAT,
        Link("data", "data/"),
        tuple(
            TableEntry(
                table.name,
                f"{table.meaning} {counted(len(table.rows), 'row')}.",
                tuple(_column(column, settings) for column in table.columns),
            )
            for table in tables
        ),
        tuple(
            MetricEntry(name, metric.label, metric.dimension, metric.definition)
            for name, metric in settings.metrics.items()
        ),
    )


def _column(column: Column, settings: Settings) -> ColumnRow:
    words = settings.words(column.vocabulary) if column.vocabulary else ()
    return ColumnRow(
        column.name,
        column.type + ("" if column.is_required else ", may be empty"),
        column.meaning,
        f"{column.refers_to}.id" if column.refers_to else "",
        ", ".join(words),
    )
