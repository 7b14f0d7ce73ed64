"""Charts: what they say, that text of records stays text, and that a picture is fit for a page."""

import dataclasses
import importlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

import generator.charts
from generator.charts import (
    challenger_beside,
    company_spending,
    cut_claims,
    cuts_by_mechanism,
    deals_matrix,
    indicator_series,
    spending_and_cuts,
    supplier_results,
    supplier_share_price,
    words,
)
from generator.charts.base import LAYOUTS, Chart, Column, Layout, Row
from generator.charts.csv import csv_text
from generator.charts.drawing import NoCache, draw_all, key, specification, specification_text
from generator.figures.deal_pairs import deal_pairs
from generator.figures.outside_counts import months_beside
from generator.figures.roles_by_month import cuts_by_month
from generator.figures.series import earlier_guidance, series_of
from generator.figures.spending import spending_years
from generator.knowledge_base import KnowledgeBase
from generator.quantities import parse

SHARED = {
    "__init__", "base", "csv", "drawing", "lettering", "palette", "panels", "png", "poster", "strips", "theme", "words",
}  # fmt: skip
# Names that have broken charts: prototypes, markup, expressions, endless length, a formula.
HOSTILE = (
    "constructor", "__proto__", "</script><script>alert(1)</script>", "datum.x + 1", "'] || alert(1) || ['", "${1}",
    "]]>", "&amp;", 'a"b', "=1+1", "x" * 400,
)  # fmt: skip


def charts_of(kb: KnowledgeBase) -> Iterator[Chart]:
    """Every chart that a ledger has."""
    cuts = cuts_by_month(kb.cuts.values(), kb)
    found = [
        spending_and_cuts.chart(spending_years(kb), cuts),
        cuts_by_mechanism.chart(cuts),
        deals_matrix.chart(deal_pairs(kb)),
        challenger_beside.chart(months_beside(kb, "tally")),
        *(company_spending.chart(record, kb) for record in kb.companies.values()),
        *(cut_claims.chart(record, kb) for record in kb.cuts.values()),
        *(supplier_results.chart(record, kb) for record in kb.suppliers.values()),
        *(supplier_share_price.chart(record, kb) for record in kb.suppliers.values()),
        *(indicator_series.chart(record, kb) for record in kb.indicators.values()),
    ]
    return (chart for chart in found if chart)


@pytest.fixture(scope="module")
def toy_charts(toy: KnowledgeBase) -> list[Chart]:
    return list(charts_of(toy))


def chart_of(charts: list[Chart], name: str) -> Chart:
    return next(chart for chart in charts if chart.name == name)


def with_names(chart: Chart, name: str) -> Chart:
    """The chart with this name wherever it draws text, as if a record were called so."""
    marks = {
        data: tuple({field: name if isinstance(cell, str) and not _is_ours(field) else cell
                     for field, cell in row.items()} for row in rows)
        for data, rows in chart.marks.items()
    }  # fmt: skip
    return dataclasses.replace(chart, marks=marks, title=name, alternative=name)


def _is_ours(field: str) -> bool:
    """Fields that hold a date or a word of ours, which no record can write."""
    return field in {"begins", "ends", "middle", "at", "shape", "side", "look", "grade"}


def test_every_file_of_the_folder_is_a_listed_chart_or_a_part_they_share() -> None:
    files = {path.stem for path in Path(generator.charts.__path__[0]).glob("*.py")}
    assert files - SHARED == set(generator.charts.__all__)


@pytest.mark.parametrize("name", generator.charts.__all__)
def test_a_chart_module_has_one_function_named_chart_and_says_what_it_shows(name: str) -> None:
    module: ModuleType = importlib.import_module(f"generator.charts.{name}")
    assert callable(module.chart)
    assert module.__doc__


def test_the_toy_world_has_charts_of_most_kinds(toy_charts: list[Chart]) -> None:
    assert {chart.name for chart in toy_charts} >= {"spending-and-cuts", "spending", "claims", "results", "share-price"}


def test_the_flagship_names_the_change_of_companies_that_have_both_years(toy_charts: list[Chart]) -> None:
    chart = chart_of(toy_charts, "spending-and-cuts")
    assert "each fiscal year stands where it ends" in chart.subtitle.lower()
    guided = [row for row in chart.marks["years"] if row["shape"] != "spent"]
    assert all(row["basis"] != "actual" for row in guided)


def test_claims_show_state_bound_and_source_of_each_claim(toy: KnowledgeBase) -> None:
    chart = cut_claims.chart(toy.cuts["acme-2026-01"], toy)
    assert chart
    assert chart.title == "Claims that stand put roles cut at 950–1,600"
    drawn = {(row["publisher"], row["figure"]) for row in chart.marks["claims"]}
    assert ("Acme", "about 1,200 (superseded)") in drawn
    assert ("Northern Wire", "1,400–1,600 (disputed)") in drawn
    assert ("AI News Digest", "2,500 (withdrawn)") in drawn


def test_there_is_no_chart_where_there_is_nothing_to_compare(toy: KnowledgeBase) -> None:
    assert spending_and_cuts.chart((), ()) is None
    assert cuts_by_mechanism.chart(()) is None
    assert deals_matrix.chart(()) is None
    assert challenger_beside.chart(()) is None
    assert cut_claims.chart(toy.cuts["dunmore-2026-03"], toy) is None


def test_a_supplier_s_rise_is_computed_beside_the_claimed_one(toy: KnowledgeBase) -> None:
    chart = supplier_share_price.chart(toy.suppliers["voltco"], toy)
    assert chart
    assert [row["label"] for row in chart.marks["rises"]] == [
        "5.1×, computed from these prices", "8×, claimed by Chip Talk",
    ]  # fmt: skip


def test_quarters_and_years_are_never_one_series(toy: KnowledgeBase) -> None:
    found = series_of(toy.companies["acme"], "revenue", toy)
    assert {item.length: len(item.points) for item in found} == {"year": 1, "quarter": 1}


def test_guidance_that_was_replaced_is_kept_as_earlier(toy: KnowledgeBase) -> None:
    said = [(point.low, point.high) for point in earlier_guidance(toy.companies["acme"], "capex", toy)]
    assert (parse("USD 4.5bn").amount, parse("USD 5.5bn").amount) in said


def test_every_row_has_every_column_and_the_words_are_there(toy_charts: list[Chart]) -> None:
    for chart in toy_charts:
        assert chart.title
        assert chart.alternative.endswith(".")
        assert chart.source.endswith(".")
        for row in chart.rows:
            assert set(row) == {column.key for column in chart.columns}, chart.name


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_specification_is_the_same_whatever_records_say(toy_charts: list[Chart], layout: Layout) -> None:
    for chart in toy_charts:
        plain, hostile = (specification(item, layout) for item in (chart, with_names(chart, HOSTILE[0])))
        assert plain.pop("datasets") is not None
        assert hostile.pop("datasets") is not None
        assert plain == hostile


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_drawn_as_text(toy_charts: list[Chart], name: str) -> None:
    chart = with_names(chart_of(toy_charts, "claims"), name)
    drawings = draw_all([chart], NoCache())
    svg = drawings.svg(chart, "wide")
    assert "<script" not in svg
    root = ElementTree.fromstring(svg)  # noqa: S314  drawn a moment ago
    assert root.get("aria-label") == name
    texts = [element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert any(text[:20] == name[:20] for text in texts)


def test_pictures_fit_a_page_with_a_strict_policy(toy_charts: list[Chart]) -> None:
    drawings = draw_all(toy_charts, NoCache())
    for chart in toy_charts:
        for layout, widest in (("wide", 860), ("narrow", 390)):
            svg = drawings.svg(chart, "wide" if layout == "wide" else "narrow")
            assert " style=" not in svg
            assert not re.search(r"\son\w+=|href=|<image|<foreignObject|\n", svg)
            assert float(re.findall(r'viewBox="0 0 ([\d.]+)', svg)[0]) <= widest, chart.name
            assert "var(--kb-" in svg


def test_ids_in_pictures_are_unique_on_a_page(toy_charts: list[Chart]) -> None:
    chart = chart_of(toy_charts, "spending-and-cuts")
    drawings = draw_all([chart], NoCache())
    ids = [id for layout in LAYOUTS for id in re.findall(r'\bid="([^"]+)"', drawings.svg(chart, layout))]
    assert len(ids) == len(set(ids))


def test_a_picture_that_is_kept_is_not_drawn_again(toy_charts: list[Chart]) -> None:
    chart = chart_of(toy_charts, "claims")
    kept: dict[str, bytes] = {}

    class Memory:
        def get(self, key: str) -> bytes | None:
            return kept.get(key)

        def put(self, key: str, data: bytes) -> None:
            kept[key] = data

    first = draw_all([chart], Memory()).svg(chart, "wide")
    drawn: list[tuple[int, int]] = []
    again = draw_all([chart], Memory(), lambda done, of: drawn.append((done, of))).svg(chart, "wide")
    assert (again, drawn) == (first, [])
    assert set(kept) == {key(specification(chart, layout)) for layout in LAYOUTS}


def test_the_same_rows_give_the_same_text(toy: KnowledgeBase) -> None:
    once, twice = ([specification_text(specification(chart, "wide")) for chart in charts_of(toy)] for _ in range(2))
    assert once == twice
    assert all(json.loads(text)["$schema"].endswith(".json") for text in once)


def test_csv_keeps_numbers_and_disarms_formulas(toy_charts: list[Chart]) -> None:
    columns = (Column("name", "Name"), Column("sum", "Sum", is_number=True))
    rows: tuple[Row, ...] = ({"name": "=1+1", "sum": -2}, {"name": " @x", "sum": 1.5}, {"name": "＋1", "sum": None})
    chart = dataclasses.replace(toy_charts[0], columns=columns, rows=rows)
    assert csv_text(chart) == "Name,Sum\n'=1+1,-2\n' @x,1.5\n'＋1,\n"


@pytest.mark.parametrize(
    ("low", "high", "bound", "text"),
    [
        ("USD 72.2bn", "USD 72.2bn", None, "$72.2 bn"),
        ("USD 115bn", "USD 135bn", "about", "about $115–135 bn"),
        ("USD 800m", "USD 1.2bn", None, "$800 m to $1.2 bn"),
        ("1400", "1600", None, "1,400–1,600"),
        ("30000", "30000", "up-to", "up to 30,000"),
        ("10%", "20%", None, "10–20%"),
        ("KRW 10.72tn", "KRW 10.72tn", None, "KRW 10.72 tn"),
    ],
)
def test_figures_are_written_short(low: str, high: str, bound: str | None, text: str) -> None:
    assert words.span(parse(low), parse(high), bound) == text


@pytest.mark.parametrize(
    ("label", "inside"),
    [("Roles cut", "roles cut"), ("A union", "a union"), ("AI share of cuts", "AI share of cuts")],
)
def test_a_label_goes_on_inside_a_sentence(label: str, inside: str) -> None:
    assert words.lowered(label) == inside


def test_labels_are_moved_apart_in_their_order() -> None:
    assert words.apart([10.0, 10.0, 30.0, 12.0], 5.0) == [10.0, 15.0, 30.0, 20.0]
    assert words.with_room([0.0, 5.0, 20.0], [1.0, 9.0, 2.0], 10.0) == {1, 2}
