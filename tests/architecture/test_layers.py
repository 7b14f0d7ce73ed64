"""The shape of the program: imports point one way, and each thing that touches the world is done in one place."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.worlds import ROOT

GENERATOR = ROOT / "generator"
# A module or folder may import those of earlier lines only.
LAYERS = """
problems sentences spreadsheets history search_index theme_faults
yaml_lines quantities times gate
settings
records
loading schemas
knowledge_base
rules figures
checking charts
exports
pages
rendering
chart_files following
build writing
publishing
serving
cli
__main__
"""
LEVELS = {name: level for level, line in enumerate(LAYERS.split("\n")) for name in line.split()}
FILES = sorted(path for path in GENERATOR.rglob("*.py") if path != GENERATOR / "__init__.py")

# Who may do what, besides computing.
READS_AND_WRITES_FILES = {"loading", "settings", "writing", "publishing", "serving", "gate", "search_index"}
STARTS_PROGRAMS = {"history", "publishing"}
PRINTS_AND_EXITS = {"cli", "__main__"}
KNOWS_THE_CLOCK = {"cli"}

_FILE_METHODS = {"read_text", "read_bytes", "write_text", "write_bytes", "open", "unlink", "mkdir", "rename", "touch"}


def unit(path: Path) -> str:
    """The module or folder of the generator that a file belongs to."""
    return path.relative_to(GENERATOR).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """The full names of what a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def calls(path: Path) -> Iterator[str]:
    """What a file calls: `print`, `.read_text`, `datetime.now`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def names(paths: list[Path]) -> list[str]:
    return [path.relative_to(GENERATOR).as_posix() for path in paths]


def test_every_module_has_its_place() -> None:
    assert {unit(path) for path in FILES} <= set(LEVELS)


@pytest.mark.parametrize("path", FILES, ids=names(FILES))
def test_imports_point_one_way(path: Path) -> None:
    own = unit(path)
    others = {name.split(".")[1] for name in imported(path) if name.startswith("generator.")} - {own}
    assert not {other for other in others if LEVELS[other] >= LEVELS[own]}


@pytest.mark.parametrize("path", FILES, ids=names(FILES))
def test_the_world_is_touched_in_its_own_places(path: Path) -> None:
    called = set(calls(path))
    own = unit(path)
    assert own in READS_AND_WRITES_FILES or not {name for name in called if name.split(".")[-1] in _FILE_METHODS}
    assert own in PRINTS_AND_EXITS or not called & {"print", "sys.exit", "exit", "click.echo"}
    assert own in KNOWS_THE_CLOCK or not called & {"date.today", "datetime.now", "datetime.today", "time.time"}
    assert own in STARTS_PROGRAMS or "subprocess" not in {name.split(".")[0] for name in imported(path)}
    assert not {name.split(".")[0] for name in imported(path)} & {"random", "secrets", "uuid", "requests", "urllib3"}


LISTED = ["rules", "records", "charts", "pages", "exports", "following"]
# What the members of a folder share; they are no members themselves.
SHARED = {
    "records": {"base", "claim", "fields", "part", "source", "terms"},
    "charts": {"base", "drawing", "lettering", "palette", "panels", "png", "poster", "strips", "theme", "words"},
    "pages": {"base", "countries"},
    "following": {"atom"},
}


@pytest.mark.parametrize("folder", LISTED)
def test_every_member_of_a_folder_is_listed_in_it(folder: str) -> None:
    listed = {name.split(".")[2] for name in imported(GENERATOR / folder / "__init__.py") if name.count(".") > 1}
    listed |= {name.rsplit(".", 1)[1] for name in imported(GENERATOR / folder / "__init__.py")}
    members = {path.stem for path in (GENERATOR / folder).glob("*.py")} - {"__init__"} - SHARED.get(folder, set())
    assert not members - listed


def test_the_readme_has_every_module_and_folder_on_its_map() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    units = {path.relative_to(GENERATOR).parts[0] for path in FILES} - {"__main__.py"}
    folders = {name for name in units if not name.endswith(".py")}
    named = set(re.findall(r"(?:generator/|`)([a-z_]+(?:\.py|/))`", readme))
    assert units - folders | {f"{name}/" for name in folders} <= named


def test_the_first_line_of_a_rule_is_a_sentence() -> None:
    for path in sorted((GENERATOR / "rules").glob("[a-z]*.py")):
        first = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split("\n")[0]
        assert first.endswith("."), path.name
        assert first[0].isupper(), path.name


@pytest.mark.parametrize("path", FILES, ids=names(FILES))
def test_functions_are_short_enough_to_read_at_once(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    lengths = {f.name: (f.end_lineno or f.lineno) - f.lineno + 1 for f in functions}
    assert not {name: length for name, length in lengths.items() if length > 30}
