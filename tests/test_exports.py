"""What can be taken away is the knowledge base, whole: each format is parsed back and compared."""

import csv
import html
import io
import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import BaseModel

from generator.charts.drawing import Drawings
from generator.exports.csv_tables import csv_tables
from generator.exports.data_files import DataFiles, data_files
from generator.exports.dump import dump
from generator.exports.sqlite_file import VIEWS
from generator.exports.tables import Column, Table, all_tables
from generator.exports.tables.base import Cell
from generator.figures.totals import total
from generator.history import Change, History
from generator.knowledge_base import KnowledgeBase
from generator.pages import data_pages
from generator.records import Company, Cut, Indicator, Supplier
from generator.records.claim import Attribution, Claim, Note
from generator.records.company import Purchase
from generator.records.source import Source
from generator.records.supplier import Deal
from generator.rendering import render
from tests.worlds import World

HISTORY = History(
    "5ca1ab1e" * 5, 1_790_000_000, {"cuts/acme-2026-01.yaml": Change(1_769_904_000, 1_778_112_000)}
)  # fmt: skip
FORMULAS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
HOSTILE = [
    "=HYPERLINK(1)", "+1 and more", "-2+3", "@SUM(A1)", 'say "no", or', "'quoted'", "a;b, c",
    "</script><script>alert(1)</script>", "Robert'); DROP TABLE claims;--", "__proto__", "constructor", "日本語 🗲 é",
    "| a | b |", "{{ 7 * 7 }}",
]  # fmt: skip


@pytest.fixture(scope="module")
def data(toy: KnowledgeBase) -> DataFiles:
    return data_files(toy, HISTORY)


def csv_rows(data: DataFiles, name: str) -> list[dict[str, str]]:
    """A table as a reader of CSV gets it."""
    text = data.files[f"data/{name}.csv"].decode()
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def database(data: DataFiles) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(data.files["data/ledger.sqlite"])
    connection.row_factory = sqlite3.Row
    return connection


def table(data: DataFiles, name: str) -> Table:
    return next(table for table in data.tables if table.name == name)


def row(data: DataFiles, name: str, id: str) -> Mapping[str, Cell]:
    return {key: cell for key, cell in next(row for row in table(data, name).rows if row["id"] == id).items()
            if cell is not None}  # fmt: skip


def parsed(text: str, column: Column) -> Cell:
    """A cell of CSV as its column says it is to be read."""
    if not text:
        return None
    if column.type == "string":
        return text[1:] if text.startswith("'") and text[1:].lstrip().startswith(FORMULAS) else text
    readers = {
        "integer": int,
        "number": Decimal,
        "date": date.fromisoformat,
        "boolean": {"true": True, "false": False}.get,
    }
    cell: Cell = readers[column.type](text)  # type: ignore[operator]
    return cell


def assert_same(found: Cell, typed: Cell) -> None:
    assert (found, isinstance(found, bool)) == (typed, isinstance(typed, bool))


def test_each_csv_reads_back_as_its_table(data: DataFiles) -> None:
    for found in data.tables:
        rows = csv_rows(data, found.name)
        assert len(rows) == len(found.rows)
        for read, typed in zip(rows, found.rows, strict=True):
            for column in found.columns:
                assert_same(parsed(read[column.name], column), typed.get(column.name))


def test_the_sqlite_file_holds_the_same_rows(data: DataFiles) -> None:
    connection = database(data)
    for found in data.tables:
        rows = connection.execute(f"SELECT * FROM {found.name}").fetchall()  # noqa: S608  # a name of our own
        expected = [tuple(_as_sql(typed.get(column.name)) for column in found.columns) for typed in found.rows]
        assert [tuple(read) for read in rows] == expected
        assert rows == [] or rows[0].keys() == [column.name for column in found.columns]


def _as_sql(cell: Cell) -> object:
    if isinstance(cell, date):
        return cell.isoformat()
    return float(cell) if isinstance(cell, Decimal) else cell


def test_the_sqlite_file_is_sound_and_every_key_leads_to_a_row(data: DataFiles) -> None:
    connection = database(data)
    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    keys = connection.execute("SELECT count(*) FROM pragma_foreign_key_list('claims')").fetchone()[0]
    assert keys == 6  # record, metric, source, and the three relations
    indexes = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'index'")}
    assert {"claims_by_record", "claims_by_source", "cuts_by_company", "deals_by_customer"} <= indexes


def test_a_key_that_leads_nowhere_would_be_found(data: DataFiles) -> None:
    connection = database(data)
    connection.execute("DELETE FROM sources WHERE id = 'cuts/acme-2026-01#release'")
    assert connection.execute("PRAGMA foreign_key_check").fetchall()


def test_every_view_answers(data: DataFiles) -> None:
    connection = database(data)
    for view in VIEWS:
        assert connection.execute(f"SELECT * FROM {view}").fetchall(), view  # noqa: S608  # a name of our own


def test_the_sqlite_file_says_what_it_is(data: DataFiles) -> None:
    assert dict(database(data).execute("SELECT item, text FROM about").fetchall()) == {
        "name": "AI Shock Ledger", "format": "1.0.0", "licence": "CC-BY-4.0", "commit": "5ca1ab1e" * 5,
        "date": "2026-09-21",
    }  # fmt: skip


def test_the_same_ledger_gives_the_same_bytes(toy: KnowledgeBase, data: DataFiles) -> None:
    assert data_files(toy, HISTORY).files == data.files


def test_a_claim_carries_its_state_time_and_relations(data: DataFiles) -> None:
    assert row(data, "claims", "cuts/acme-2026-01#roles/wire") == {
        "id": "cuts/acme-2026-01#roles/wire", "record": "cuts/acme-2026-01", "metric": "roles", "state": "disputed",
        "low": 1400, "high": 1600, "unit": "people", "basis": "actual", "speaker": "people familiar with the plan",
        "source": "cuts/acme-2026-01#wire", "disputes": "cuts/acme-2026-01#roles/release", "withdrawn": False,
    }  # fmt: skip
    cost = row(data, "claims", "cuts/acme-2026-01#severance_cost/release")
    assert (cost["low"], cost["high"], cost["unit"], cost["currency"]) == (80_000_000, 95_000_000, "USD", "USD")
    assert (cost["period"], cost["period_first"], cost["period_last"]) == (
        "FY2026-Q3", date(2026, 1, 1), date(2026, 3, 31),
    )  # fmt: skip
    unknown = row(data, "claims", "cuts/acme-2026-01#eligible/wire")
    assert (unknown["state"], unknown["unknown"]) == ("unknown", "the company declined to say")
    assert "low" not in unknown


def test_every_claim_of_every_record_is_in_the_table_once(toy: KnowledgeBase, data: DataFiles) -> None:
    rows = table(data, "claims").rows
    claims = [claim for record in toy.records() for _, claim in record.each_claim()]
    assert len({row["id"] for row in rows}) == len(rows) == len(claims)
    for found, claim in zip(rows, claims, strict=True):
        ends = tuple(end.amount for end in claim.span) if claim.is_known else (None, None)
        assert (found["low"], found["high"]) == ends


def test_a_deal_names_both_sides_and_who_tells_it(data: DataFiles) -> None:
    deal = row(data, "deals", "suppliers/voltco#deals/2")
    assert (deal["told_by"], deal["supplier"], deal["customer_name"]) == ("supplier", "voltco", "a US grid operator")
    assert (deal["low"], deal["high"], deal["currency"]) == (550_000_000, 590_000_000, "USD")
    assert (deal["announced"], deal["announced_last"]) == ("2026-02", date(2026, 2, 28))
    assert "customer" not in deal


def test_the_table_of_cuts_adds_up_to_the_totals_of_the_site(toy: KnowledgeBase, data: DataFiles) -> None:
    summed = total(toy.cuts.values(), toy)
    rows = csv_rows(data, "cuts")
    assert sum(int(row["roles_strict"] or 0) for row in rows) == summed.strict
    assert sum(int(row["roles_loose"] or 0) for row in rows) == summed.loose
    by_year = database(data).execute("SELECT sum(strict), sum(loose), sum(without_a_number) FROM roles_by_year")
    assert tuple(by_year.fetchone()) == (summed.strict, summed.loose, summed.uncounted)


def test_a_record_says_when_it_came_and_when_it_changed(data: DataFiles) -> None:
    found = row(data, "records", "cuts/acme-2026-01")
    assert (found["first_seen"], found["last_changed"]) == (date(2026, 2, 1), date(2026, 5, 7))


def test_the_json_of_everything_is_what_kb_dump_prints(toy: KnowledgeBase, data: DataFiles) -> None:
    text = data.files["data/ledger.json"].decode()
    assert text == dump(toy, HISTORY)
    document = json.loads(text)
    for record in toy.records():
        (whole,) = (found for found in document[record.kind_name] if found["id"] == record.id)
        assert json.loads(data.files[f"data/{record.key}.json"]) == whole


@pytest.mark.parametrize(
    ("model", "name", "elsewhere"),
    [
        (Company, "companies", {"deals"}), (Cut, "cuts", {"attribution"}), (Supplier, "suppliers", {"deals"}),
        (Indicator, "indicators", set()), (Claim, "claims", {"value", "id"}), (Source, "sources", set()),
        (Deal, "deals", {"value", "capacity"}), (Purchase, "deals", {"value", "capacity"}), (Note, "notes", set()),
        (Attribution, "attributions", set()),
    ],
)  # fmt: skip
def test_no_field_of_a_record_is_left_out(
    model: type[BaseModel], name: str, elsewhere: set[str], data: DataFiles
) -> None:
    in_their_own_tables = {"sources", "claims", "notes", "summary"}
    columns = {column.name for column in table(data, name).columns}
    assert set(model.model_fields) - in_their_own_tables - elsewhere <= columns


def test_every_column_is_explained(data: DataFiles) -> None:
    for found in data.tables:
        assert found.columns[0].name == "id"
        for column in found.columns:
            assert column.meaning, f"{found.name}.{column.name}"
            assert "\n" not in column.meaning


def unpacked(data: DataFiles, folder: Path) -> Path:
    for path, content in data.files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder / "data"


def frictionless(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_the_data_package_is_valid_and_a_broken_key_is_not(data: DataFiles, tmp_path: Path) -> None:
    folder = unpacked(data, tmp_path)
    result = frictionless(folder)
    assert result.returncode == 0, result.stdout + result.stderr
    file = folder / "attributions.csv"
    file.write_bytes(file.read_bytes().replace(b",acme-2026-01,", b",acme-2026-99,"))
    assert frictionless(folder).returncode == 1


def hostile_world(world: World, text: str) -> KnowledgeBase:
    """The toy world in which a text stands wherever a contributor can put one."""
    quoted = json.dumps(text, ensure_ascii=False)
    path = "content/suppliers/voltco.yaml"
    typed = (world.root / path).read_text(encoding="utf-8")
    typed = typed.replace("name: Voltco\n", f"name: {quoted}\naliases: [{quoted}]\n")
    typed = typed.replace("publisher: Harbour Securities", f"publisher: {quoted}")
    typed = typed.replace("product: 24 transformers", f"product: {quoted}")
    world.write(path, typed)
    checked = world.check()
    assert checked.kb, checked.problems
    return checked.kb


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_arrive_as_typed_and_run_nowhere(text: str, world: World) -> None:
    kb = hostile_world(world, text)
    data = data_files(kb, HISTORY)
    (read,) = (row for row in csv_rows(data, "suppliers") if row["id"] == "voltco")
    assert not read["name"].lstrip().startswith(FORMULAS)
    assert parsed(read["name"], table(data, "suppliers").columns[3]) == text
    assert json.loads(data.files["data/suppliers/voltco.json"])["name"] == text
    stored = database(data).execute("SELECT name, aliases FROM suppliers WHERE id = 'voltco'").fetchone()
    assert tuple(stored) == (text, text)
    for page in data_pages(data, kb, HISTORY):
        assert "<script>alert" not in render(page, Drawings({}))


def data_page(data: DataFiles, kb: KnowledgeBase) -> str:
    return render(next(iter(data_pages(data, kb, HISTORY))), Drawings({}))


def code_blocks(page: str, language: str) -> list[str]:
    return [
        html.unescape(code) for code in re.findall(rf'<code class="language-{language}"[^>]*>(.*?)</code>', page, re.S)
    ]


def test_the_queries_of_the_page_give_the_answers_of_the_page(toy: KnowledgeBase, data: DataFiles) -> None:
    page = data_page(data, toy)
    queries = code_blocks(page, "sql")
    assert len(queries) == 2
    for query in queries:
        after = page.partition(html.escape(query))[2]
        body = after.partition("<tbody>")[2].partition("</tbody>")[0]
        printed = [[html.unescape(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", line)]
                   for line in re.findall(r"<tr>(.*?)</tr>", body)]  # fmt: skip
        answer = [["" if cell is None else f"{cell:,}" if isinstance(cell, int | float) else cell for cell in row]
                  for row in map(tuple, database(data).execute(query))]  # fmt: skip
        assert answer
        assert printed == answer


def test_the_program_of_the_page_prints_the_lines_of_the_page(
    toy: KnowledgeBase, data: DataFiles, tmp_path: Path
) -> None:
    page = data_page(data, toy)
    (program,) = code_blocks(page, "python")
    folder = unpacked(data, tmp_path)
    command = [sys.executable, "-I", "-X", "utf8", "-c", program]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=True)
    answer = page.partition("kb-code--answer")[2]
    printed = html.unescape(answer.partition('tabindex="0">')[2].partition("</code>")[0])
    assert printed == result.stdout
    assert printed.strip()


def test_the_page_names_every_file_with_its_size_and_rows(toy: KnowledgeBase, data: DataFiles) -> None:
    page = html.unescape(data_page(data, toy))
    for found in data.tables:
        size = len(data.files[f"data/{found.name}.csv"])
        shown = f"{size} B" if size < 1000 else f"{Decimal(size) / 1000:.0f} kB"
        line = next(line for line in page.splitlines() if f'href="{found.name}.csv"' in line)
        assert f">{len(found.rows):,}</td>" in line
        assert f">{shown}</td>" in line
    assert {"ledger.sqlite", "ledger.json", "datapackage.json"} <= set(re.findall(r'href="([^"/]+)"', page))


def test_the_dictionary_names_every_column_and_every_metric(toy: KnowledgeBase, data: DataFiles) -> None:
    text = html.unescape(render(list(data_pages(data, toy, HISTORY))[1], Drawings({})))
    for found in data.tables:
        assert f"## {found.name}" in text
        assert all(f"<code>{column.name}</code>" in text and column.meaning in text for column in found.columns)
    assert all(metric.definition in text for metric in toy.settings.metrics.values())


def test_an_empty_ledger_can_be_taken_away_too(toy: KnowledgeBase) -> None:
    nothing: dict[str, object] = {"companies": {}, "cuts": {}, "suppliers": {}, "indicators": {}}
    empty = replace(toy, **nothing)  # type: ignore[arg-type]
    data = data_files(empty, History())
    assert list(csv_rows(data, "cuts")) == []
    assert "Three worked questions" in data_page(data, empty)


def test_texts_that_spreadsheets_would_run_are_made_text_in_every_table(toy: KnowledgeBase) -> None:
    tables = all_tables(toy, HISTORY)
    first = replace(tables[0], rows=({"id": "=1+1", "record": " @x", "name": "＝2", "country": "-US"},))
    assert csv_tables([first])["data/companies.csv"].decode().splitlines()[1].startswith("'=1+1,' @x,'＝2,'-US")
