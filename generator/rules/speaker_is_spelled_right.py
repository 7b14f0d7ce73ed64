"""A speaker that is nearly a word of the vocabulary is that word."""

import difflib
from collections.abc import Iterator
from datetime import date

from generator.knowledge_base import KnowledgeBase
from generator.problems import Problem, quote
from generator.records import Record


def check(kb: KnowledgeBase, today: date) -> Iterator[Problem]:
    """Finds slips in speakers: the grade of a cut depends on who speaks, and other text is allowed there."""
    words = list(kb.settings.words("speaker"))
    for record in kb.records():
        for path, speaker in _speakers(record):
            near = difflib.get_close_matches(_bare(speaker), words, n=1, cutoff=0.85)
            if near and speaker not in words:
                fact = f"The speaker {quote(speaker)} is not a word of the vocabulary."
                yield Problem(record.place(*path, "speaker"), fact, f"Did you mean '{near[0]}'?")


def _speakers(record: Record) -> Iterator[tuple[tuple[str | int, ...], str]]:
    yield from ((path, claim.speaker) for path, claim in record.each_claim() if claim.speaker)
    for group in ("notes", "attribution"):
        for index, part in enumerate(getattr(record, group, ())):
            if part.speaker:
                yield (group, index), part.speaker


def _bare(speaker: str) -> str:
    return speaker.lower().removeprefix("the ").removeprefix("a ").removeprefix("an ")
