"""Content other than the ledger's own: little, nothing, or unusual and still valid. It becomes pages all the same."""

import json
from pathlib import Path

import pytest

from generator import build
from generator.checking import check
from generator.exports.dump import dump
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.settings import read_assets
from tests.worlds import ROOT, TODAY

SOURCES = """\
sources:
  wire: {title: News, publisher: Wire, type: press, url: "https://wire.example/", published: 1950, accessed: 2026-02-02}
"""
BARE = "country: US\nsummary: Little is known.\n" + SOURCES
NOTE = "notes:\n  - {topic: method, text: Nothing is counted., source: wire}\n"
LONG = "Wort " * 39 + "Wort"
MONEY = "USD 0|EUR 0.01|GBP 9999tn|JPY -1|KRW 5bn|CNY 7|INR 8m|TWD 9|CHF 1|SEK 2|BHD 3|VES 4".split("|")
PERIODS = "1950 FY1950 FY2100 1950/2100 2025-Q1 FY2025-H1 FY2024-Q4 2025-01 2024 2023 2022 2021".split()
ASSETS = read_assets(ROOT / "site_config" / "assets")
WORLDS: dict[str, dict[str, str]] = {
    "nothing": {},
    "one company": {"companies/solo.yaml": f"name: Solo\nindustry: software\n{BARE}{NOTE}"},
    "one supplier": {"suppliers/solo.yaml": f"name: Solo\nlayer: cooling\n{BARE}{NOTE}"},
    "one indicator of notes": {"indicators/solo.yaml": f"name: Solo\npublisher: Solo\n{BARE}{NOTE}"},
    "nothing known": {
        "companies/solo.yaml": f"name: Solo\nindustry: software\n{BARE}"
        "claims:\n  headcount: [{unknown: never said, source: wire}]\n  capex: [{unknown: never said, source: wire}]\n",
        "cuts/solo.yaml": "company: solo\nkind: contractors\nannounced: 1950\nsummary: A cut.\n"
        f"{SOURCES}claims:\n  roles: [{{unknown: never said, source: wire}}]\n",
    },
    "nobody employed": {
        "companies/solo.yaml": f"name: {LONG}\nindustry: software\n{BARE}"
        "claims:\n  headcount: [{value: 0, as_of: 2025, source: wire}, {value: 0, as_of: 1950, source: wire}]\n"
        "  capex: [{value: USD 0, period: 2024, source: wire}, {value: USD 5bn, period: 2025, source: wire}]\n",
        "cuts/solo.yaml": "company: solo\nkind: layoff\nannounced: 2025-06\nsummary: A cut.\n"
        f"{SOURCES}claims:\n  roles: [{{value: 0, source: wire}}, {{low: 0, high: 9, basis: plan, source: wire}}]\n"
        "  workforce_share: [{value: 0%, source: wire}]\n  headcount_before: [{value: 0, source: wire}]\n",
    },
    "many claims": {
        "companies/solo.yaml": f"name: Solo\nindustry: software\nfiscal_year_end: 02-29\n{BARE}claims:\n  capex:\n"
        + "".join(
            f"    - {{value: {value}, period: {period}, source: wire, basis: plan}}\n"
            for value, period in zip(MONEY, PERIODS, strict=True)
        )
        + "  technology_spending:\n"
        + "".join(f"    - {{value: USD {n}m, period: {1960 + n}, source: wire}}\n" for n in range(60))
        + "  net_profit: [{value: USD -9999tn, period: 2025, source: wire}]\n"
    },
    "deals without money": {
        "companies/solo.yaml": f"name: Solo\nindustry: software\n{BARE}{NOTE}",
        "suppliers/grid.yaml": f"name: Grid\nlayer: power-grid\n{BARE}claims:\n  share_price:\n"
        "    - {value: KRW 0, as_of: 1950, source: wire}\n    - {value: KRW 5, as_of: 2025, source: wire}\n"
        "  order_backlog: [{value: EUR 0, as_of: 2024, source: wire}, {value: USD 0, as_of: 2025, source: wire}]\n"
        "deals:\n  - {customer: solo, product: lines, capacity: 0 MW, source: wire}\n"
        f"  - {{customer: solo, product: {LONG}, capacity: 10000 GW, announced: 1950, source: wire}}\n"
        "  - {customer_name: A grid, product: lines, low: EUR 1, high: EUR 9tn, source: wire}\n",
    },
}


class NoDrawings:
    """A cache with a blank picture for every chart: here the data is tested, not the drawing."""

    def get(self, key: str) -> bytes | None:
        return b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"></svg>'

    def put(self, key: str, data: bytes) -> None:
        """Keeps nothing."""


def linked(content: Path) -> KnowledgeBase:
    checked = check(ROOT, content, TODAY)
    assert [str(problem) for problem in checked.problems] == []
    assert checked.kb
    return checked.kb


@pytest.mark.parametrize("world", WORLDS)
def test_unusual_content_becomes_pages_and_tables(world: str, tmp_path: Path) -> None:
    for path, text in WORLDS[world].items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    kb = linked(tmp_path)
    files = build.site(kb, History(), ASSETS, NoDrawings(), lambda text: None)
    pages = {path.removesuffix(".yaml") + "/index.md" for path in WORLDS[world]}
    assert {*pages, "guide/ai-driven-cuts/index.md", "guide/method/index.md"} <= files.keys()
    for path in (path for path in files if path.endswith((".md", ".csv", ".json"))):
        assert not {"nan", "inf", "infinity"} & set(files[path].decode().lower().replace(",", " ").split()), path
    assert json.loads(dump(kb, History()))
