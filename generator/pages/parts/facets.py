"""What readers filter the rows of an index by, in words: bands of size, and what a row adds to a total of roles."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from generator.figures.ai_link import ai_link
from generator.figures.totals import total
from generator.knowledge_base import KnowledgeBase
from generator.quantities import BILLION
from generator.records import Cut
from generator.records.claim import Attribution
from generator.settings import Settings

NOT_KNOWN = "not known"
_ANYBODY_ELSE = "Somebody else"
_SEVERAL = " | "  # between the values of a row that has several


@dataclass(frozen=True)
class Added:
    """What a row adds to each end of a total of roles; empty where it does not count."""

    strict: str
    loose: str
    uncounted: str


def added(cuts: Iterable[Cut], kb: KnowledgeBase) -> Added:
    """What these cuts add to totals, by the rule of all totals."""
    summed = total(cuts, kb)
    return Added(
        f"{summed.strict:f}" if summed.strict_cuts else "",
        f"{summed.loose:f}" if summed.loose_cuts else "",
        f"{summed.uncounted}" if summed.uncounted else "",
    )


def people_band(amount: Decimal | None) -> str:
    """How many people, roughly."""
    if amount is None:
        return NOT_KNOWN
    for least, words in ((10_000, "10,000 or more"), (1_000, "1,000 to 9,999"), (100, "100 to 999")):
        if amount >= least:
            return words
    return "0 to 99"


def dollar_band(amount: Decimal | None) -> str:
    """How many US dollars, roughly."""
    if amount is None:
        return NOT_KNOWN
    for least, words in ((100, "100 billion or more"), (10, "10 to 100 billion"), (1, "1 to 10 billion")):
        if amount >= least * BILLION:
            return words
    return "0 to 1 billion"


def several(values: Iterable[str]) -> str:
    """The values of a row that has several in one facet."""
    return _SEVERAL.join(dict.fromkeys(values))


def linked_by(cut: Cut, settings: Settings) -> str:
    """The kinds of speaker who link a cut to AI."""
    return _kinds_of_speaker(ai_link(cut).asserting, settings)


def denied_by(cut: Cut, settings: Settings) -> str:
    """The kinds of speaker who deny that AI was a cause, whether or not their word changes the grade."""
    return _kinds_of_speaker((a for a in cut.attribution if a.cause == "ai" and a.stance == "denies"), settings)


def _kinds_of_speaker(said: Iterable[Attribution], settings: Settings) -> str:
    """Who is named freely has no kind; one value for each such name would be a facet of one row."""
    known = settings.words("speaker")
    return several(known[a.speaker].label if a.speaker in known else _ANYBODY_ELSE for a in said)


def grades_of(cuts: Iterable[Cut]) -> str:
    """The grades of the AI links among some cuts."""
    return several(ai_link(cut).grade for cut in cuts)
