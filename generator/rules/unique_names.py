"""No two records of one kind share a name or an alias."""

import unicodedata
from collections.abc import Iterator
from datetime import date

from generator.knowledge_base import KnowledgeBase
from generator.problems import Problem, quote
from generator.records import Record

_NAMED_KINDS = ("companies", "suppliers", "indicators")


def check(kb: KnowledgeBase, today: date) -> Iterator[Problem]:
    """Finds names that differ at most in capitals, spaces and signs from a name of another record."""
    for kind in _NAMED_KINDS:
        owners: dict[str, Record] = {}
        for record in kb.of_kind(kind).values():
            for path, name in _names(record):
                owner = owners.setdefault(_bare(name), record)
                if owner is not record:
                    fact = f"{quote(name)} is already a name of {quote(owner.key)}."
                    yield Problem(record.place(*path), fact, "Is it the same? Keep one record, or use a fuller name.")


def _names(record: Record) -> Iterator[tuple[tuple[str | int, ...], str]]:
    yield ("name",), getattr(record, "name", "")
    yield from ((("aliases", index), alias) for index, alias in enumerate(getattr(record, "aliases", ())))


def _bare(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(character for character in folded if character.isalnum()) or folded
