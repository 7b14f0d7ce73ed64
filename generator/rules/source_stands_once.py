"""No source stands twice in a record under two names."""

from collections.abc import Iterator
from datetime import date

from generator.knowledge_base import KnowledgeBase
from generator.problems import Problem, quote


def check(kb: KnowledgeBase, today: date) -> Iterator[Problem]:
    """Finds sources with the same address, date of publication and day of access."""
    for record in kb.records():
        first: dict[tuple[str, str, str], str] = {}
        for name, source in record.sources.items():
            page = source.url, str(source.published), str(source.accessed)
            if (other := first.setdefault(page, name)) != name:
                fact = f"{quote(name)} is the same page as {quote(other)}."
                yield Problem(record.key_place("sources", name), fact, f"Cite {quote(other)}, and remove this source.")
