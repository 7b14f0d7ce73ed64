"""What sources disagree on: the figures that a record's sources name for one thing, side by side."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.figures.headline import Headline, Standing, headlines, standings
from generator.knowledge_base import KnowledgeBase
from generator.pages.parts.sources import SourceChip, chips
from generator.pages.parts.spread import Spread, spread
from generator.pages.parts.words import figure_text, sentence, spoken, spread_text
from generator.records import Record
from generator.records.claim import Claim


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
    """Headlines that live claims contradict, and figures that a better source sets aside."""
    found: list[Dispute] = []
    for metric in kb.settings.metrics:
        contested = [item for item in headlines(record, metric, kb) if item.is_contested]
        found += [_contested(record, item, kb) for item in contested]
        if not contested and (aside := list(_set_aside(record, metric, kb))):
            found.append(_aside(record, metric, aside, kb))
    return tuple(found)


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
    chip = chips(record, kb.settings)[claim.source]
    return Voice(figure_text(claim, kb.settings), " ".join(said), chip, is_headline)


def _set_aside(record: Record, metric: str, kb: KnowledgeBase) -> Iterator[Standing]:
    """Figures that no headline stands for, because the source that disputes them says that the figure is not known."""
    yield from (standing for standing in standings(record, metric, kb) if standing.disputed_by)


def _aside(record: Record, metric: str, aside: list[Standing], kb: KnowledgeBase) -> Dispute:
    unknown = [claim for claim in record.metric(metric) if not claim.is_known and claim.disputes]
    figures = " and ".join(figure_text(standing.claim, kb.settings) for standing in aside)
    who = " and ".join(dict.fromkeys(source.publisher for standing in aside for source in standing.disputed_by))
    summary = f"A source gives {figures}; {who} contradicts it, so the figure is shown here and never printed large."
    claims = [*(standing.claim for standing in aside), *unknown]
    voices = tuple(_voice(record, claim, kb, is_headline=False) for claim in claims)
    return Dispute(kb.settings.metrics[metric].label, "", summary, None, voices)
