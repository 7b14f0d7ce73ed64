"""What tests share: the toy world, as a folder of their own to change, or read once and for all."""

from pathlib import Path

import pytest
from hypothesis import settings

from generator.checking import check
from generator.knowledge_base import KnowledgeBase
from tests.worlds import ROOT, TODAY, TOY, World, make_world

# A busy machine is no fault of what is tested.
settings.register_profile("without a clock", settings(deadline=None))
settings.load_profile("without a clock")


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A copy of the toy world in the current folder."""
    monkeypatch.chdir(tmp_path)
    return make_world(tmp_path)


@pytest.fixture(scope="session")
def toy() -> KnowledgeBase:
    """The toy world, linked; no test may change it."""
    checked = check(ROOT, TOY, TODAY)
    assert checked.kb, checked.problems
    return checked.kb
