"""The check as a whole: everything at once, in the order of the files, and for whose content waivers are meant."""

import shutil
from datetime import date
from pathlib import Path

from pydantic import BaseModel

from generator.checking import check
from generator.knowledge_base import KnowledgeBase
from generator.loading import part_models
from generator.records import RECORD_TYPES
from tests.worlds import TODAY, World


def test_the_toy_world_has_no_problems(world: World) -> None:
    checked = world.check()
    assert checked.problems == ()
    assert checked.kb
    assert len([*checked.kb.records()]) == 14
    assert [page.id for page in checked.kb.guide] == ["ai-driven-cuts", "index"]


def test_the_toy_world_uses_every_field(toy: KnowledgeBase) -> None:
    unused = {}
    for kind, record_type in RECORD_TYPES.items():
        records: list[BaseModel] = [*toy.of_kind(kind).values()]
        unused[record_type.__name__] = _unused(record_type, records)
        for field, model in part_models(record_type).items():
            parts = [part for record in records for part in _parts(getattr(record, field))]
            unused.setdefault(model.__name__, set(model.model_fields)).intersection_update(_unused(model, parts))
    assert not {name: fields for name, fields in unused.items() if fields}


def _unused(model: type[BaseModel], parts: list[BaseModel]) -> set[str]:
    defaults = {name: info.default for name, info in model.model_fields.items()}
    return {name for name, default in defaults.items() if all(getattr(part, name) == default for part in parts)}


def _parts(group: object) -> list[BaseModel]:
    if isinstance(group, dict):
        return [part for value in group.values() for part in (value if isinstance(value, tuple) else [value])]
    assert isinstance(group, tuple)
    return [*group]


def test_problems_of_reading_linking_and_rules_come_together_and_in_order(world: World) -> None:
    world.write("content/companies/dunmore.yaml", "name: [Dunmore\n")
    cut = world.root / "content/cuts/castor-2025-11.yaml"
    cut.write_text(cut.read_text().replace("company: castor", "company: caster"))
    chip = world.root / "content/suppliers/heliochip.yaml"
    chip.write_text(chip.read_text().replace("country: US", "country: UK"))
    said = world.says()
    assert said[0].startswith("content/companies/dunmore.yaml:1:7: ")
    assert said[1] == "content/cuts/castor-2025-11.yaml:1:10: There is no company 'caster'. Did you mean 'castor'?"
    assert said[2] == "content/suppliers/heliochip.yaml:3:10: 'UK' is not the code of a country. Write GB."
    assert said == [str(problem) for problem in sorted(world.check().problems)]


def test_a_record_that_leans_on_a_broken_one_waits_without_a_problem(world: World) -> None:
    world.write("content/companies/castor.yaml", "")
    assert world.says() == [
        "content/companies/castor.yaml:1:1: This file is empty. A record is a list of 'field: value' lines."
    ]


def test_rules_know_the_day(world: World) -> None:
    assert not world.check(date(2026, 11, 23)).problems
    early = world.check(date(2026, 10, 5)).problems
    assert {problem.place.file for problem in early} == {"content/indicators/tally.yaml"}


def test_a_missing_content_folder_is_a_problem(world: World) -> None:
    shutil.rmtree(world.root / "content")
    assert world.says() == ["content: This folder does not exist. Name the folder that holds companies/."]


def test_missing_settings_are_problems(world: World) -> None:
    shutil.rmtree(world.root / "site_config")
    said = world.says()
    assert said[0].startswith("site_config/exchange_rates.yaml: This file cannot be read: ")
    assert len(said) == 5


def test_waivers_are_those_of_the_ledgers_own_content(world: World) -> None:
    world.write("site_config/waivers.yaml", "waivers:\n- {rule: no_future, record: cuts/other, reason: Elsewhere.}\n")
    assert len(world.says()) == 1
    shutil.copytree("content", "elsewhere")
    assert not check(Path(), Path("elsewhere"), TODAY).problems
