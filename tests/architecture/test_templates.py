"""Templates loop, ask a yes-or-no question and print; they compute nothing."""

from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes

from tests.worlds import ROOT

TEMPLATES = sorted(path for path in (ROOT / "generator" / "templates").rglob("*.j2"))
LOGIC = (nodes.Compare, nodes.BinExpr, nodes.UnaryExpr, nodes.Getitem, nodes.Assign, nodes.AssignBlock, nodes.Test)
ASKING = (nodes.And, nodes.Or, nodes.Not)


@pytest.mark.parametrize("path", TEMPLATES, ids=[path.name for path in TEMPLATES])
def test_a_template_holds_no_logic(path: Path) -> None:
    tree = jinja2.Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
    found = [node for node in tree.find_all(LOGIC) if not isinstance(node, ASKING)]
    assert [f"line {node.lineno}: {type(node).__name__}" for node in found] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=[path.name for path in TEMPLATES])
def test_a_template_imports_only_what_it_uses(path: Path) -> None:
    tree = jinja2.Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
    imported = {name for node in tree.find_all(nodes.FromImport) for name in node.names}
    assert imported - {name.name for name in tree.find_all(nodes.Name)} == set()


def test_no_text_of_a_record_is_taken_for_markup() -> None:
    assert not [path.name for path in TEMPLATES if "autoescape" in path.read_text(encoding="utf-8")]
