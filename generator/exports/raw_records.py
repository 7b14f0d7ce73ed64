"""Each record as its contributor wrote it, beside its page: `cuts/meta-2026-04.yaml`."""

from generator.knowledge_base import KnowledgeBase


def raw_records(kb: KnowledgeBase) -> dict[str, bytes]:
    """The YAML of each linked record, by its path in the site."""
    return {f"{record.key}.yaml": kb.raw[record.key] for record in kb.records()}
