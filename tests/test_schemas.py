"""The schemas for editors: committed as generated, and true of the records."""

import json

import pytest

from generator.records import RECORD_TYPES
from generator.schemas import schemas
from generator.settings import SINGULAR, Settings, load_settings
from tests.worlds import ROOT

FOLDER = ROOT / "site_config" / "schemas"


@pytest.fixture(scope="module")
def settings() -> Settings:
    loaded, problems = load_settings(ROOT / "site_config")
    assert loaded, problems
    return loaded


def test_the_committed_schemas_are_the_generated_ones(settings: Settings) -> None:
    committed = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.json")}
    assert committed == schemas(settings), "Run `make schemas`."


@pytest.mark.parametrize("kind", RECORD_TYPES)
def test_a_schema_names_every_field_and_the_metrics_of_its_kind(kind: str, settings: Settings) -> None:
    schema = json.loads(schemas(settings)[f"{SINGULAR[kind]}.json"])
    assert set(schema["properties"]) == set(RECORD_TYPES[kind].model_fields)
    metrics = {name for name, metric in settings.metrics.items() if kind in metric.kinds}
    assert set(schema["properties"]["claims"]["properties"]) == metrics


def test_a_field_offers_the_words_of_its_vocabulary(settings: Settings) -> None:
    schema = json.loads(schemas(settings)["cut.json"])
    offered = {choice["const"] for choice in schema["properties"]["kind"]["anyOf"]}
    assert offered == set(settings.words("cut_kind"))
    assert "vocabulary" not in json.dumps(schema)


def test_every_field_says_what_it_is_for() -> None:
    for record in RECORD_TYPES.values():
        for name, info in record.model_fields.items():
            assert info.description, f"{record.__name__}.{name}"
