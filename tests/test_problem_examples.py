"""Each file of `examples/problems/` is a case: a sentence, the files laid over the toy world, and what is then said."""

import difflib
from pathlib import Path

import pytest

from generator.rules import RULES
from tests.worlds import TODAY, World

CASES = sorted((Path(__file__).parent / "examples" / "problems").glob("*.txt"))


def sections(case: Path) -> dict[str, str]:
    """The parts of a case by their names: the paths of its files, and `says`."""
    _, *parts = ("\n" + case.read_text(encoding="utf-8")).split("\n== ")
    return {name.strip(): text for name, _, text in (part.partition("\n") for part in parts)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_case_says_what_its_file_promises(case: Path, world: World) -> None:
    parts = sections(case)
    expected = parts.pop("says").split("\n")
    for path, text in parts.items():
        world.write(path, text + "\n")
    said = [str(problem) for problem in world.check(TODAY).problems]
    difference = difflib.unified_diff([line for line in expected if line], said, "promised", "said", lineterm="")
    assert not (lines := list(difference)), "\n".join(lines)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_broken_and_a_clean_case(rule: str) -> None:
    says = {case.stem: sections(case)["says"].strip() for case in CASES}
    assert says[rule]
    assert not says[f"{rule}-clean"]
