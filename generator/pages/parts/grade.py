"""The grade of a cut's AI link, with the sentence that explains it, made from who says what."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.figures.ai_link import AiLink, Grade, ai_link
from generator.knowledge_base import KnowledgeBase
from generator.pages.parts.sources import SourceChip, chip
from generator.pages.parts.words import sentence, spoken
from generator.records import Cut
from generator.records.claim import Attribution
from generator.sentences import in_words, lowered
from generator.settings import Settings

GRADE_MEANINGS: dict[Grade, str] = {
    "stated": "The company says that AI was a cause.",
    "disputed": "Somebody says that AI was a cause, and the company denies it or contradicts itself.",
    "reported": "Only the press, analysts or unions say that AI was a cause.",
    "none": "Nobody in the record says that AI was a cause.",
}


@dataclass(frozen=True)
class GradeNote:
    """The grade as a word, what it means in general, what was said in this case, and the mechanism."""

    grade: str
    meaning: str
    because: str
    mechanism: str
    mechanism_meaning: str


@dataclass(frozen=True)
class AttributionRow:
    """Who gives which cause, or denies it."""

    cause: str
    cause_meaning: str
    mechanism: str
    speaker: str
    stance: str
    is_denial: bool
    note: str
    source: SourceChip


def grade_note(cut: Cut, kb: KnowledgeBase) -> GradeNote:
    """The grade of a cut with its reasons."""
    link, settings = ai_link(cut), kb.settings
    word = settings.words("mechanism").get(link.mechanism or "")
    return GradeNote(
        link.grade,
        GRADE_MEANINGS[link.grade],
        " ".join([_because(link, settings), *_other_denials(cut, link, settings)]),
        word.label if word else "",
        word.definition if word else "",
    )


def _because(link: AiLink, settings: Settings) -> str:
    if not link.asserting:
        return "Nobody in this record says that AI was a cause."
    says = f"{_speakers(link.asserting, settings)} {_verb(link.asserting, 'says', 'say')} that AI was a cause"
    if link.denying:
        denier = _speakers(link.denying, settings)
        return sentence(f"{says}; {denier} {_verb(link.denying, 'denies', 'deny')} it")
    return sentence(says)


def _other_denials(cut: Cut, link: AiLink, settings: Settings) -> Iterator[str]:
    """Denials that do not decide the grade: of another mechanism than the one given, or where nobody names AI."""
    for attribution in cut.attribution:
        if attribution.cause == "ai" and attribution.stance == "denies" and attribution not in link.denying:
            yield sentence(f"{spoken(attribution.speaker, settings)} denies that {_denied(attribution, settings)}")


def _denied(attribution: Attribution, settings: Settings) -> str:
    """What somebody denies: that AI was a cause at all, or that it was one in this way."""
    if attribution.mechanism == "both":
        return " or that ".join(lowered(settings.label("mechanism", word)) for word in ("automation", "reallocation"))
    return lowered(settings.label("mechanism", attribution.mechanism)) if attribution.mechanism else "AI was a cause"


def _speakers(attributions: Iterable[Attribution], settings: Settings) -> str:
    return in_words(dict.fromkeys(spoken(a.speaker, settings) for a in attributions))


def _verb(attributions: Iterable[Attribution], one: str, several: str) -> str:
    return one if len({a.speaker for a in attributions}) == 1 else several


def attribution_rows(cut: Cut, kb: KnowledgeBase) -> tuple[AttributionRow, ...]:
    """All attributions, those about AI first."""
    ordered = sorted(cut.attribution, key=lambda a: (a.cause != "ai", a.stance != "asserts"))
    return tuple(_row(attribution, cut, kb.settings) for attribution in ordered)


def _row(attribution: Attribution, cut: Cut, settings: Settings) -> AttributionRow:
    cause = settings.words("cause")[attribution.cause]
    return AttributionRow(
        cause.label,
        cause.definition,
        settings.label("mechanism", attribution.mechanism) if attribution.mechanism else "",
        settings.label("speaker", attribution.speaker),
        settings.label("stance", attribution.stance),
        attribution.stance == "denies",
        attribution.note or "",
        chip(cut, attribution.source, settings),
    )
