"""What the rows of an index carry for those who filter it."""

from decimal import Decimal

import pytest

from generator.figures.totals import total
from generator.knowledge_base import KnowledgeBase
from generator.pages.parts.facets import Added, added, denied_by, dollar_band, linked_by, people_band, several
from tests.worlds import World


def test_what_rows_add_makes_the_total(toy: KnowledgeBase) -> None:
    rows = [added([cut], toy) for cut in toy.cuts.values()]
    summed = total(toy.cuts.values(), toy)
    assert sum(Decimal(row.strict or 0) for row in rows) == summed.strict
    assert sum(Decimal(row.loose or 0) for row in rows) == summed.loose
    assert sum(int(row.uncounted or 0) for row in rows) == summed.uncounted
    assert sum(bool(row.loose) for row in rows) == summed.loose_cuts


def test_a_stated_range_adds_its_lowest_to_the_strict_total_and_its_highest_to_the_loose_one(world: World) -> None:
    world.write(
        "content/cuts/acme-2026-09.yaml",
        """\
company: acme
kind: layoff
announced: 2026-09-01
summary: Acme closed its depot and said that an assistant does the work.
sources:
  release: {title: A depot closes, publisher: Acme, type: company, url: "https://acme.example/9", accessed: 2026-10-02}
claims:
  roles: [{low: 700, high: 900, source: release}]
attribution: [{cause: ai, mechanism: automation, speaker: company, source: release}]
""",
    )
    kb = world.check().kb
    assert kb
    assert added([kb.cuts["acme-2026-09"]], kb) == Added("700", "900", "")


@pytest.mark.parametrize(
    ("amount", "band"),
    [
        (None, "not known"),
        ("0", "0 to 99"),
        ("99", "0 to 99"),
        ("100", "100 to 999"),
        ("9999", "1,000 to 9,999"),
        ("10000", "10,000 or more"),
    ],
)
def test_people_fall_into_bands(amount: str | None, band: str) -> None:
    assert people_band(Decimal(amount) if amount else None) == band


@pytest.mark.parametrize(
    ("amount", "band"),
    [(None, "not known"), ("999999999", "0 to 1 billion"), ("1e9", "1 to 10 billion"), ("1e11", "100 billion or more")],
)
def test_dollars_fall_into_bands(amount: str | None, band: str) -> None:
    assert dollar_band(Decimal(amount) if amount else None) == band


def test_speakers_stand_once_each(toy: KnowledgeBase) -> None:
    assert linked_by(toy.cuts["borealis-2026-02"], toy.settings) == "An executive"
    assert linked_by(toy.cuts["dunmore-2026-03"], toy.settings) == ""
    assert several(["a", "b", "a"]) == "a | b"


def test_who_denies_is_a_facet_of_its_own(toy: KnowledgeBase) -> None:
    assert denied_by(toy.cuts["acme-2026-01"], toy.settings) == "An executive"
    assert denied_by(toy.cuts["borealis-2026-02"], toy.settings) == ""


def test_speakers_named_freely_are_one_kind(world: World) -> None:
    world.write(
        "content/cuts/acme-2026-09.yaml",
        """\
company: acme
kind: contractors
announced: 2026-09-01
summary: A contractor of Acme lost its work.
sources:
  wire: {title: A desk closes, publisher: Wire, type: press, url: "https://wire.example/9", accessed: 2026-10-02}
attribution:
  - {cause: ai, speaker: Borealis, source: wire}
  - {cause: ai, speaker: two former heads of the desk, source: wire}
  - {cause: ai, speaker: neighbours, stance: denies, source: wire}
  - {cause: ai, speaker: union, stance: denies, source: wire}
""",
    )
    kb = world.check().kb
    assert kb
    cut = kb.cuts["acme-2026-09"]
    assert linked_by(cut, kb.settings) == "Somebody else"
    assert denied_by(cut, kb.settings) == "Somebody else | A union"
