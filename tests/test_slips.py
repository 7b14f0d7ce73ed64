"""Whatever slips in a record: the check ends, and says what is wrong in lines that lead to a place in that file."""

import contextlib
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.loading import load
from generator.problems import Problem, printable
from generator.quantities import NotAQuantity
from generator.quantities import parse as parse_quantity
from generator.settings import Settings, load_settings
from generator.times import NotATime, parse_date, parse_period
from tests.worlds import ROOT, TOY

RECORDS = sorted(TOY.glob("*/*.yaml"))
SLIPS = [*"\t:-{}[],\"'#|*&!%@\n\u00a0“0xé\u200b\x00\U0001f680", "", " ", "  ", ": ", "- ", "\r\n", "sources:\n"]


@pytest.fixture(scope="module")
def words() -> Settings:
    settings, problems = load_settings(ROOT / "site_config")
    assert settings, problems
    return settings


def problems_of(record: Path, text: str, words: Settings) -> list[Problem]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / record.parent.name / record.name
        file.parent.mkdir()
        file.write_bytes(text.encode())
        return load(Path(folder), words).problems


Slip = tuple[float, int, str]
SLIP: st.SearchStrategy[Slip] = st.tuples(st.floats(0, 1), st.integers(0, 12), st.sampled_from(SLIPS))


@given(st.sampled_from(RECORDS), st.lists(SLIP, min_size=1, max_size=3))
def test_a_slip_is_told_in_lines_with_a_place(words: Settings, record: Path, slips: list[Slip]) -> None:
    text = record.read_text(encoding="utf-8")
    for where, removed, put in slips:
        at = int(where * len(text))
        text = text[:at] + put + text[at + removed :]
    for problem in problems_of(record, text, words):
        assert problem.place.file.endswith(f"{record.parent.name}/{record.name}")
        assert 0 <= problem.place.line <= text.count("\n") + 1
        assert printable(str(problem)) == str(problem)
        assert problem.fact.endswith((".", "?"))


TYPED = st.text(alphabet="0123456789.,_-–~+ $€%KkMmBbnxXUSDEuropGWt“”", max_size=14)


@given(TYPED)
def test_a_figure_that_is_suggested_is_one(text: str) -> None:
    try:
        parse_quantity(text)
    except NotAQuantity as error:
        if suggested := re.fullmatch(r"Did you mean (.+)\?", error.advice):
            parse_quantity(suggested[1])


@given(st.text(alphabet="0123456789-/QqHFY .–", max_size=14) | st.text(max_size=14))
def test_a_text_is_a_time_or_refused(text: str) -> None:
    for parse in (parse_date, parse_period):
        with contextlib.suppress(NotATime):
            assert str(parse(text)) == text
