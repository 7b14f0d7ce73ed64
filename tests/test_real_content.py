"""The ledger's own content has no problems."""

from pathlib import Path

import pytest

from generator.checking import check
from generator.history import read_history
from tests.worlds import ROOT, TODAY


def test_the_real_content_has_no_problems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    today = read_history(Path()).day or TODAY
    assert [str(problem) for problem in check(Path(), Path("content"), max(today, TODAY)).problems] == []


def test_every_file_of_the_content_is_a_record_or_a_guide_page() -> None:
    checked = check(ROOT, ROOT / "content", TODAY)
    assert checked.kb
    read = len([*checked.kb.records()]) + len(checked.kb.guide)
    assert read == sum(path.is_file() for path in (ROOT / "content").rglob("*"))
