"""The folder `data/` of the site: everything that can be taken away, with what its page needs to describe it."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.exports.csv_tables import csv_tables
from generator.exports.datapackage import CONTENT_LICENCE, FORMAT, datapackage
from generator.exports.dump import dump
from generator.exports.record_json import record_json
from generator.exports.sqlite_file import sqlite_file
from generator.exports.tables import Table, all_tables
from generator.history import History
from generator.knowledge_base import KnowledgeBase

LEDGER_JSON = "data/ledger.json"
LEDGER_SQLITE = "data/ledger.sqlite"


@dataclass(frozen=True)
class DataFiles:
    """The tables, and the files by their path in the site."""

    tables: tuple[Table, ...]
    files: Mapping[str, bytes]


def data_files(kb: KnowledgeBase, history: History) -> DataFiles:
    """All formats, each made once."""
    tables = all_tables(kb, history)
    as_csv = csv_tables(tables)
    files = {
        **as_csv,
        LEDGER_JSON: dump(kb, history).encode(),
        LEDGER_SQLITE: sqlite_file(tables, _about(kb, history)),
        **datapackage(tables, as_csv, kb.settings, history),
        **record_json(kb),
    }
    return DataFiles(tables, files)


def _about(kb: KnowledgeBase, history: History) -> dict[str, str]:
    """What a file must say of itself once it has left the site."""
    given = {
        "name": kb.settings.site.name,
        "format": FORMAT,
        "licence": CONTENT_LICENCE["name"],
        "address": kb.settings.site.address,
        "commit": history.commit or "",
        "date": history.day.isoformat() if history.day else "",
    }
    return {item: text for item, text in given.items() if text}
