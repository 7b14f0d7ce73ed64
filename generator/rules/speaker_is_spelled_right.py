"""A speaker that is nearly a word of the vocabulary is that word."""

import difflib
from collections.abc import Iterator
from datetime import date

from generator.knowledge_base import KnowledgeBase
from generator.problems import Problem, quote
from generator.records import Record

_OFTEN_WRITTEN = {
    **dict.fromkeys(("ceo", "cfo", "coo", "cto", "chief executive", "chairman", "founder", "management"), "executive"),
    **dict.fromkeys(("spokesperson", "spokesman", "spokeswoman", "filing", "release", "press release"), "company"),
    **dict.fromkeys(("internal memo", "staff memo", "internal note", "e-mail", "email"), "memo"),
    **dict.fromkeys(("journalist", "reporter", "newspaper", "media"), "press"),
    **dict.fromkeys(("government", "regulator", "court", "authority"), "agency"),
}


def check(kb: KnowledgeBase, today: date) -> Iterator[Problem]:
    """Finds slips in speakers: the grade of a cut depends on who speaks, and other text is allowed there."""
    words = list(kb.settings.words("speaker"))
    for record in kb.records():
        for path, speaker in _speakers(record):
            if speaker not in words and (meant := _meant(_bare(speaker), words)):
                fact = f"The speaker {quote(speaker)} is not a word of the vocabulary."
                yield Problem(record.place(*path, "speaker"), fact, f"Did you mean '{meant}'?")


def _meant(speaker: str, words: list[str]) -> str | None:
    near = difflib.get_close_matches(speaker, words, n=1, cutoff=0.85)
    return near[0] if near else _OFTEN_WRITTEN.get(speaker)


def _speakers(record: Record) -> Iterator[tuple[tuple[str | int, ...], str]]:
    yield from ((path, claim.speaker) for path, claim in record.each_claim() if claim.speaker)
    for group in ("notes", "attribution"):
        for index, part in enumerate(getattr(record, group, ())):
            if part.speaker:
                yield (group, index), part.speaker


def _bare(speaker: str) -> str:
    return speaker.lower().removeprefix("the ").removeprefix("a ").removeprefix("an ")
