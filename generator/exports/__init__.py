"""What machines take away, one format per file: knowledge base and figures in, text or bytes out."""

from generator.exports import (
    csv_tables,
    data_files,
    datapackage,
    dump,
    raw_records,
    record_json,
    sitemap,
    social_cards,
    sqlite_file,
    worked_questions,
)

__all__ = [
    "csv_tables",
    "data_files",
    "datapackage",
    "dump",
    "raw_records",
    "record_json",
    "sitemap",
    "social_cards",
    "sqlite_file",
    "worked_questions",
]
