"""Each record as JSON, `data/cuts/acme-2026-01.json`: as typed, and what is derived from it."""

from generator.exports.dump import record_document, text_of
from generator.knowledge_base import KnowledgeBase


def record_json(kb: KnowledgeBase) -> dict[str, bytes]:
    """The document of each record, by its path in the site."""
    return {f"data/{record.key}.json": text_of(record_document(record, kb)).encode() for record in kb.records()}
