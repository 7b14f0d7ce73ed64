"""What is wrong with the content, said to the person who wrote it.

A finding is a value: the loader, the linker and the rules return `Problem`s, and only the command line prints them.
"""

import difflib
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

_LONGEST_QUOTE = 60


@dataclass(frozen=True, order=True)
class Place:
    """Where in which file; lines and columns count from 1, and 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        name = printable(self.file)
        return f"{name}:{self.line}:{self.column}" if self.line else name


@dataclass(frozen=True, order=True)
class Problem:
    """One finding: the place, a plain fact with the author's own value, and what to do."""

    place: Place
    fact: str
    advice: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.fact} {self.advice}".rstrip()


def printable(text: str) -> str:
    """The text with everything that could move a cursor or forge a line of a log written as an escape."""
    return "".join(c if _shows(c) else c.encode("unicode_escape").decode("ascii") for c in text)


def _shows(character: str) -> bool:
    return character.isprintable() and unicodedata.category(character) not in ("Cf", "Co", "Cs", "Cn")


def quote(value: object) -> str:
    """The author's own value in quotes, cut when it is long."""
    text = printable(str(value))
    return f"'{text}'" if len(text) <= _LONGEST_QUOTE else f"'{text[:_LONGEST_QUOTE]}…'"


def did_you_mean(word: str, known: Iterable[str], typed: Callable[[str], str] = str) -> str:
    """The question with the nearest known word, or the list of known words when it is short, or nothing.

    `typed` gives a word as the author has to type it, where that is not the word itself.
    """
    known = sorted(known)
    lowered = {name.lower(): name for name in known}
    near = difflib.get_close_matches(word.lower(), lowered, n=1, cutoff=0.65)
    if near:
        return f"Did you mean '{typed(lowered[near[0]])}'?"
    return f"Use one of: {', '.join(map(typed, known))}." if 0 < len(known) <= 16 else ""
