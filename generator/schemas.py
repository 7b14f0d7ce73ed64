"""JSON Schemas for editors: the kinds of record and the settings in, the text of one schema for each kind out.

An editor with the YAML language server then completes fields, words and metrics and shows what they mean.  Records are
checked by the models themselves, never by these files.
"""

import json
from typing import Any

from generator.records import RECORD_TYPES
from generator.settings import SINGULAR, Settings

Schema = dict[str, Any]


def schemas(settings: Settings) -> dict[str, str]:
    """The text of each schema: `company.json`, `cut.json` …"""
    return {f"{SINGULAR[kind]}.json": _text(_schema(kind, settings)) for kind in RECORD_TYPES}


def _text(schema: Schema) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _schema(kind: str, settings: Settings) -> Schema:
    schema = RECORD_TYPES[kind].model_json_schema()
    schema["properties"]["claims"] = _claims(schema["properties"]["claims"], kind, settings)
    filled: Schema = _with_words(schema, settings)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **filled}


def _claims(claims: Schema, kind: str, settings: Settings) -> Schema:
    """The metrics of this kind by name, each with its definition."""
    claim = claims["additionalProperties"]
    metrics = {name: metric for name, metric in settings.metrics.items() if kind in metric.kinds}
    properties = {name: {**claim, "description": _meaning(metric)} for name, metric in metrics.items()}
    kept = {name: value for name, value in claims.items() if name != "propertyNames"}
    return {**kept, "properties": properties, "additionalProperties": False}


def _meaning(entry: Any) -> str:
    return f"{entry.label}: {entry.definition}"


def _with_words(schema: Any, settings: Settings) -> Any:
    """The schema with the words of each vocabulary where a field names one; pydantic's own titles say nothing."""
    if isinstance(schema, list):
        return [_with_words(item, settings) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "vocabulary" in schema:
        return _words(schema, settings)
    return {name: _with_words(value, settings) for name, value in schema.items() if not _is_title(name, value)}


def _words(schema: Schema, settings: Settings) -> Schema:
    words = settings.words(schema["vocabulary"])
    known = {"anyOf": [{"const": word, "description": _meaning(entry)} for word, entry in words.items()]}
    if schema["free"]:
        known["anyOf"].append({"type": "string"})
    rest = {name: value for name, value in schema.items() if name not in ("type", "vocabulary", "free", "title")}
    return {**rest, **known}


def _is_title(name: str, value: Any) -> bool:
    """Whether this is the title of a schema, and not the field of a record that is called so."""
    return name == "title" and isinstance(value, str)
