"""Charts: what they say, that text of records stays text, and that a picture is fit for a page."""

import dataclasses
import importlib
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

import generator.charts
from generator.chart_files import rows_of
from generator.charts import (
    challenger_beside,
    company_spending,
    cut_claims,
    cuts_by_mechanism,
    deals_matrix,
    indicator_series,
    layer_backlogs,
    spending_and_cuts,
    supplier_results,
    supplier_share_price,
    words,
)
from generator.charts.base import LAYOUTS, Chart, Column, Layout, Row
from generator.charts.drawing import draw_all, key, specification
from generator.figures.backlogs import Backlog
from generator.figures.deal_pairs import deal_pairs
from generator.figures.layers import Layer, Seller
from generator.figures.outside_counts import MonthBeside, SeveralMonths
from generator.figures.roles_by_month import cuts_by_month
from generator.figures.series import earlier_guidance, series_of
from generator.figures.spending import spending_years
from generator.figures.totals import Total
from generator.knowledge_base import KnowledgeBase
from generator.quantities import Quantity, parse
from generator.sentences import lowered
from generator.times import parse_period
from tests.worlds import NoCache

SHARED = {
    "__init__", "base", "drawing", "lettering", "palette", "panels", "png", "poster", "strips", "theme", "words",
}  # fmt: skip
# Names that have broken charts: prototypes, markup, expressions, endless length, a formula.
HOSTILE = (
    "constructor", "__proto__", "</script><script>alert(1)</script>", "datum.x + 1", "'] || alert(1) || ['", "${1}",
    "]]>", "&amp;", 'a"b', "=1+1", "x" * 400,
)  # fmt: skip


def month(number: int, counted: int | None, strict: int, loose: int) -> MonthBeside:
    """A month of 2026: what is counted outside, and the range of the ledger."""
    ours = Total(Decimal(strict), Decimal(loose), 1, 1 if loose else 0, 0)
    return MonthBeside(date(2026, number, 1), None if counted is None else Decimal(counted), ours)


MONTHS = (month(1, 5000, 3000, 4000), month(4, None, 100, 7000), month(5, 9000, 2000, 2000), month(6, 100, 0, 0))
SEVERAL = (SeveralMonths(date(2026, 2, 1), date(2026, 4, 30), Decimal(75), None),)


def seller(kb: KnowledgeBase, name: str, low: str, high: str) -> Seller:
    """A supplier of this name with this backlog in billions of US dollars."""
    supplier = kb.suppliers["voltco"].model_copy(update={"name": name})
    billion = Decimal(10) ** 9
    return Seller(supplier, Backlog(name, date(2026, 6, 30), Decimal(low) * billion, Decimal(high) * billion, ""))


def two_layers(kb: KnowledgeBase) -> tuple[Layer, ...]:
    """Two clouds that lie side by side, and one maker of transformers in the middle of the scale."""
    clouds = seller(kb, "Northern Cloud", "630", "638"), seller(kb, "Southern Cloud", "627", "627")
    grid = seller(kb, "Very Large Transformers of the Western Provinces", "25", "25"), seller(kb, "Voltco", "1", "1")
    return Layer("power-grid", grid, None, (), 0), Layer("cloud", clouds, None, (), 0)


def charts_of(kb: KnowledgeBase) -> Iterator[Chart]:
    """Every chart that a ledger has."""
    cuts = cuts_by_month(kb.cuts.values(), kb)
    found = [
        spending_and_cuts.chart(spending_years(kb), cuts),
        cuts_by_mechanism.chart(cuts),
        deals_matrix.chart(deal_pairs(kb)),
        challenger_beside.chart(MONTHS, SEVERAL),
        layer_backlogs.chart(two_layers(kb), kb),
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


def test_the_flagship_names_the_change_of_companies_that_have_both_years(toy: KnowledgeBase) -> None:
    borealis, *acme = spending_years(toy)
    later = (
        dataclasses.replace(borealis, ends=date(2023 + years, 12, 31), high=Decimal(years) * 10**8) for years in (1, 2)
    )
    chart = spending_and_cuts.chart((borealis, *acme, *later), cuts_by_month(toy.cuts.values(), toy))
    assert chart
    assert chart.title == "2 companies spent $2.2 bn in fiscal 2024 and $3.6 bn in fiscal 2025"
    whole = "Capital expenditure of 2 companies rose from $2.2 bn in fiscal 2024 to $3.6 bn in fiscal 2025. "
    assert chart.alternative.startswith(whole)


def test_claims_show_state_bound_and_source_of_each_claim(toy: KnowledgeBase) -> None:
    chart = cut_claims.chart(toy.cuts["acme-2026-01"], toy)
    assert chart
    assert chart.title == "Sources put roles cut at 950–1,600"
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


def test_every_backlog_has_a_line_of_its_own_and_its_name_and_sum_at_its_dot(toy: KnowledgeBase) -> None:
    chart = layer_backlogs.chart(two_layers(toy), toy)
    assert chart
    assert [(row["line"], row["layer"]) for row in chart.marks["layers"]] == [(0, "Power grid"), (3, "Cloud")]
    assert [(row["line"], row["before_narrow"], row["after_narrow"]) for row in chart.marks["suppliers"]] == [
        (1, "$25 bn", "Very Large Transfor…"), (2, "", "Voltco $1 bn"),
        (4, "Northern Cloud $630–638 bn", ""), (5, "Southern Cloud $627 bn", ""),
    ]  # fmt: skip
    longest = chart.marks["suppliers"][0]
    name = "Very Large Transformers of the Western Provinces"
    assert (longest["before_wide"], longest["after_wide"]) == ("$25 bn", name)


def test_no_line_leads_over_a_month_without_a_count_and_a_count_of_several_months_is_no_dot() -> None:
    chart = challenger_beside.chart(MONTHS, SEVERAL)
    assert chart
    assert chart.title == "May 2026: Challenger counts 9,000 AI cuts, this ledger 2,000"
    dots = [(row["month"], row["counted"], row["run"]) for row in chart.marks["months"] if row["counted"] is not None]
    assert dots == [("Jan 2026", 5000, 1), ("May 2026", 9000, 2), ("Jun 2026", 100, 2)]
    assert [row["label"] for row in chart.marks["names"]] == [
        "Challenger\nMay 2026\n9,000", "Ledger\nApr 2026\n100–7,000",
    ]  # fmt: skip
    assert [row["label"] for row in chart.marks["brackets"]] == ["Challenger, 3 months\ntogether: 75"]
    assert [row["month"] for row in chart.rows] == ["2026-01", "2026-02/2026-04", "2026-04", "2026-05", "2026-06"]


def by_month(toy: KnowledgeBase, months: Mapping[str, int]) -> Chart:
    """The chart of an indicator that counts so many cuts in each of these months."""
    tally = toy.indicators["tally"]
    claim = tally.claims["announced_cuts"][0]
    counts = tuple(
        claim.model_copy(update={"value": Quantity(Decimal(count)), "period": parse_period(month)})
        for month, count in months.items()
    )
    chart = indicator_series.chart(tally.model_copy(update={"claims": {"announced_cuts": counts}}), toy)
    assert chart
    return chart


def test_months_without_a_figure_are_shaded_and_do_not_look_like_zero(toy: KnowledgeBase) -> None:
    chart = by_month(toy, {"2026-01": 500, "2026-02": 400, "2026-09": 900})
    gaps = [(row["when"], row["wide"]) for row in chart.marks["points"] if row["shape"] == "gap"]
    assert gaps == [("1 Mar 2026 to 31 Aug 2026", "no figure")]
    assert chart.subtitle.endswith("Shaded: times without a figure.")
    whole = by_month(toy, {"2026-01": 500, "2026-02": 400, "2026-03": 900})
    assert [row for row in whole.marks["points"] if row["shape"] == "gap"] == []
    assert "Shaded" not in whole.subtitle


def test_what_the_title_tells_is_labelled_or_stands_in_the_heading(toy: KnowledgeBase) -> None:
    counts = {f"2025-{number:02}": 10_000 + number for number in range(1, 11)}
    chart = by_month(toy, {**counts, "2025-11": 99_000, "2025-12": 11_000})
    assert chart.title == "Announced job cuts: 11,000 (Dec 2025), peak 99,000 (Nov 2025)"
    narrow = {row["when"]: row["narrow"] for row in chart.marks["points"]}
    assert (narrow["November 2025"], narrow["December 2025"]) == ("99,000", "")
    headings = {(row["panel_wide"], row["panel_narrow"]) for row in chart.marks["points"]}
    assert headings == {("Announced job cuts by month", "Announced job cuts; last: 11,000")}


@pytest.mark.parametrize(
    ("when", "short"),
    [
        ("31 December 2025", "Dec 2025"), ("February 2026", "Feb 2026"), ("Q1 fiscal 2026", "Q1 FY2026"),
        ("fiscal 2025", "FY2025"), ("2025", "2025"), ("Q3 2025", "Q3 2025"),
    ],
)  # fmt: skip
def test_a_title_writes_times_short(when: str, short: str) -> None:
    assert words.short_time(when) == short


def test_a_title_is_the_fullest_form_that_is_short_enough() -> None:
    assert words.title("long " * 20, "Staff fell from 9 to 5", "9 to 5") == "Staff fell from 9 to 5"
    assert words.title("long " * 20, "short " * 15) == "short " * 15


def test_the_last_price_stands_right_of_its_point_and_not_by_an_earlier_one(toy: KnowledgeBase) -> None:
    chart = supplier_share_price.chart(toy.suppliers["voltco"], toy)
    assert chart
    labels = [(row["label"], row["side"]) for row in chart.marks["prices"] if row["label"]]
    assert labels == [("457,500", "below"), ("2,321,000", "right")]


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
    drawn: list[str] = []
    kept: dict[str, bytes] = {}

    class Memory:
        def get(self, key: str) -> bytes | None:
            return kept.get(key)

        def put(self, key: str, data: bytes) -> None:
            drawn.append(key)
            kept[key] = data

    first, again = (draw_all([chart], Memory()).svg(chart, "wide") for _ in range(2))
    assert again == first
    assert sorted(drawn) == sorted(key(specification(chart, layout)) for layout in LAYOUTS)


def test_csv_keeps_numbers_and_disarms_formulas(toy_charts: list[Chart]) -> None:
    columns = (Column("name", "Name"), Column("sum", "Sum", is_number=True))
    rows: tuple[Row, ...] = ({"name": "=1+1", "sum": -2}, {"name": " @x", "sum": 1.5}, {"name": "＋1", "sum": None})
    chart = dataclasses.replace(toy_charts[0], columns=columns, rows=rows)
    assert rows_of(chart) == "Name,Sum\n'=1+1,-2\n' @x,1.5\n'＋1,\n"


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
    assert lowered(label) == inside


def test_labels_are_moved_apart_in_their_order() -> None:
    assert words.apart([10.0, 10.0, 30.0, 12.0], 5.0) == [10.0, 15.0, 30.0, 20.0]
    assert words.with_room([0.0, 5.0, 20.0], [1.0, 9.0, 2.0], 10.0) == {1, 2}
