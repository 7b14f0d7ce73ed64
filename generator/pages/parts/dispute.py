"""What sources disagree on: the figures that a record's sources name for one thing, side by side."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.figures.headline import Headline, Standing, headlines, standings, when_text
from generator.knowledge_base import KnowledgeBase, target
from generator.pages.parts.sources import SourceChip, chip
from generator.pages.parts.spread import Spread, spread
from generator.pages.parts.words import figure_text, sentence, spoken, spread_text
from generator.problems import in_words
from generator.records import Record
from generator.records.claim import Claim

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
    """One disagreement: what about, the sentence that sums it up, the bar, and every voice."""

    label: str
    when: str
    summary: str
    spread: Spread | None
    voices: tuple[Voice, ...]


def disputes(record: Record, kb: KnowledgeBase) -> tuple[Dispute, ...]:
    """Headlines that live claims contradict, and contradictions among figures that are no headline."""
    present = [metric for metric in kb.settings.metrics if metric in record.claims]
    return tuple(found for metric in present for found in _of_metric(record, metric, kb))


def _of_metric(record: Record, metric: str, kb: KnowledgeBase) -> Iterator[Dispute]:
    contested = [item for item in headlines(record, metric, kb) if item.is_contested]
    yield from (_contested(record, item, kb) for item in contested)
    shown = {id(claim) for item in contested for claim in item.live}
    for standing in standings(record, metric, kb):
        if standing.disputed_by and standing.state not in _GONE and id(standing.claim) not in shown:
            yield _beside(record, metric, standing, kb)


def _contested(record: Record, item: Headline, kb: KnowledgeBase) -> Dispute:
    settings = kb.settings
    reach = f"The claims that still stand reach from {spread_text(item)}. " if item.lowest < item.highest else ""
    summary = f"{reach}Printed large: {figure_text(item.claim, settings)}. {sentence(item.reason)}"
    ordered = sorted(item.live, key=lambda claim: (claim is not item.claim, claim.span[0].amount))
    voices = tuple(_voice(record, claim, kb, claim is item.claim) for claim in ordered)
    return Dispute(settings.metrics[item.metric].label, item.when, summary, spread(item), voices)


def _voice(record: Record, claim: Claim, kb: KnowledgeBase, is_headline: bool) -> Voice:
    said = [f"According to {spoken(claim.speaker, kb.settings)}."] if claim.speaker else []
    said += [sentence(text) for text in (claim.note, claim.unknown) if text]
    source = chip(record, claim.source, kb.settings)
    return Voice(figure_text(claim, kb.settings), " ".join(said), source, is_headline)


def _beside(record: Record, metric: str, standing: Standing, kb: KnowledgeBase) -> Dispute:
    """A contradicted figure that is no headline: it is about a part, or a better source says that nobody knows."""
    claim, claims = standing.claim, record.metric(metric)
    others = [other for other in claims if other.disputes and target(claims, other, other.disputes)[0] is claim]
    who = in_words(dict.fromkeys(source.publisher for source in standing.disputed_by))
    about = f" ({claim.scope})" if claim.scope else ""
    summary = f"{standing.source.publisher} gives {figure_text(claim, kb.settings)}{about}; {who} contradicts it."
    voices = tuple(_voice(record, voice, kb, is_headline=False) for voice in (claim, *others))
    return Dispute(kb.settings.metrics[metric].label, when_text(claim), summary, None, voices)
