"""The Frictionless description of the tables, `data/datapackage.json`: what each file is and each column means."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from generator.exports.tables import Column, Table
from generator.history import History
from generator.settings import Settings

# Raised with each change of the tables: the first number when a column goes or means something else.
FORMAT = "1.0.0"
CONTENT_LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}


def datapackage(
    tables: tuple[Table, ...], files: Mapping[str, bytes], settings: Settings, history: History
) -> dict[str, bytes]:
    """The description of the CSV files, by its path in the site."""
    site = settings.site
    document = {
        "profile": "tabular-data-package",
        "name": "ai-shock-ledger",
        "title": site.name,
        "description": site.description,
        "version": FORMAT,
        "licenses": [CONTENT_LICENCE],
        **({"homepage": site.address} if site.address else {}),
        **({"created": f"{history.day.isoformat()}T00:00:00Z"} if history.day else {}),
        **({"commit": history.commit} if history.commit else {}),
        "resources": [_resource(table, files[f"data/{table.name}.csv"], settings) for table in tables],
    }
    text = json.dumps(document, allow_nan=False, ensure_ascii=True, indent=1) + "\n"
    return {"data/datapackage.json": text.encode()}


def _resource(table: Table, file: bytes, settings: Settings) -> dict[str, Any]:
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "description": table.meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(file),
        "hash": f"sha256:{hashlib.sha256(file).hexdigest()}",
        "schema": {
            "fields": [_field(column, settings) for column in table.columns],
            "primaryKey": ["id"],
            "foreignKeys": [_foreign_key(column, table) for column in table.columns if column.refers_to],
        },
    }


def _field(column: Column, settings: Settings) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.is_required:
        constraints["required"] = True
    if column.name == "id":
        constraints["unique"] = True
    if column.vocabulary:
        constraints["enum"] = list(settings.words(column.vocabulary))
    field = {"name": column.name, "type": column.type, "description": column.meaning}
    return {**field, **({"constraints": constraints} if constraints else {})}


def _foreign_key(column: Column, table: Table) -> dict[str, Any]:
    # By the standard a table names itself with an empty text.
    other = "" if column.refers_to == table.name else column.refers_to
    return {"fields": [column.name], "reference": {"resource": other, "fields": ["id"]}}
