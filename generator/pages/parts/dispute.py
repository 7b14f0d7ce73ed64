"""What sources disagree on: the figures that a record's sources name for one thing, side by side."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.figures.headline import Headline, Standing, headlines, pointed_at, standings, when_text
from generator.knowledge_base import KnowledgeBase
from generator.pages.parts.sources import SourceChip, chip
from generator.pages.parts.spread import Spread, spread
from generator.pages.parts.words import figure_text, sentence, spoken, spread_text
from generator.records import Record
from generator.records.claim import Claim
from generator.records.source import Source
from generator.sentences import in_words

_GONE = ("superseded", "withdrawn")


@dataclass(frozen=True)
class Voice:
    """One source's figure in a disagreement."""

    figure: str
    said: str
    source: SourceChip
    is_headline: bool


@dataclass(frozen=True)
class Dispute:
    """One disagreement: what about, the sentence that sums it up, the bar, and every voice with its claim."""

    label: str
    when: str
    summary: str
    spread: Spread | None
    voices: tuple[Voice, ...]
    claims: tuple[Claim, ...]


def disputes(record: Record, kb: KnowledgeBase) -> tuple[Dispute, ...]:
    """Headlines that live claims contradict, and contradictions among figures that are no headline."""
    present = [metric for metric in kb.settings.metrics if metric in record.claims]
    return tuple(found for metric in present for found in _of_metric(record, metric, kb))


def _of_metric(record: Record, metric: str, kb: KnowledgeBase) -> Iterator[Dispute]:
    contested = [item for item in headlines(record, metric, kb) if item.is_contested]
    yield from (_contested(record, item, kb) for item in contested)
    shown = {id(claim) for item in contested for claim in item.live}
    beside: dict[tuple[str, ...], list[Standing]] = defaultdict(list)
    for standing in standings(record, metric, kb):
        if standing.disputed_by and standing.state not in _GONE and id(standing.claim) not in shown:
            beside[_what_is_said(standing.claim, kb)].append(standing)
    contradicting = pointed_at(record.metric(metric), "disputes")
    for alike in beside.values():
        others = [other for standing in alike for other in contradicting[id(standing.claim)]]
        yield _beside(record, metric, alike, others, kb)


def _what_is_said(claim: Claim, kb: KnowledgeBase) -> tuple[str, ...]:
    """Time, figure and scope: those who say the same are contradicted together."""
    return when_text(claim), figure_text(claim, kb.settings), claim.scope or ""


def _contested(record: Record, item: Headline, kb: KnowledgeBase) -> Dispute:
    settings = kb.settings
    reach = f"Claims that nobody withdrew or replaced range from {spread_text(item)}. "
    chosen = f"Printed large: {figure_text(item.claim, settings)}. {sentence(item.reason)}"
    summary = f"{reach if item.lowest < item.highest else ''}{chosen}"
    ordered = sorted(item.live, key=lambda claim: (claim is not item.claim, claim.span[0].amount))
    voices = tuple(_voice(record, claim, kb, claim is item.claim) for claim in ordered)
    return Dispute(settings.metrics[item.metric].label, item.when, summary, spread(item, kb), voices, tuple(ordered))


def _voice(record: Record, claim: Claim, kb: KnowledgeBase, is_headline: bool) -> Voice:
    said = [sentence(kb.settings.label("basis", claim.basis))] if claim.basis != "actual" and claim.is_known else []
    said += [f"According to {spoken(claim.speaker, kb.settings)}."] if claim.speaker else []
    said += [sentence(text) for text in (claim.note, claim.unknown) if text]
    source = chip(record, claim.source, kb.settings)
    return Voice(figure_text(claim, kb.settings), " ".join(said), source, is_headline)


def _beside(
    record: Record, metric: str, alike: Sequence[Standing], others: Sequence[Claim], kb: KnowledgeBase
) -> Dispute:
    """A contradicted figure that is no headline: it is about a part, or a better source says that nobody knows."""
    claim, said = alike[0].claim, [standing.claim for standing in alike]
    gives = _who_does("give", (standing.source for standing in alike))
    contradicts = _who_does("contradict", (source for standing in alike for source in standing.disputed_by))
    about = f" ({claim.scope})" if claim.scope else ""
    summary = f"{gives} {figure_text(claim, kb.settings)}{about}; {contradicts} it."
    voices = tuple(_voice(record, voice, kb, is_headline=False) for voice in (*said, *others))
    return Dispute(kb.settings.metrics[metric].label, when_text(claim), summary, None, voices, (*said, *others))


def _who_does(verb: str, sources: Iterable[Source]) -> str:
    """`Tapebrief contradicts`, `1oh7 and Belcourt give`."""
    who = dict.fromkeys(source.publisher for source in sources)
    return f"{in_words(who)} {verb}{'s' if len(who) == 1 else ''}"
