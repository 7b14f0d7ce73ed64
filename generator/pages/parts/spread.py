"""A figure with its range: the headline of a metric, and how far the other live claims spread around it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.figures.headline import Headline
from generator.figures.newest import expected_next, newest
from generator.knowledge_base import KnowledgeBase
from generator.pages.parts.sources import SourceChip, chip
from generator.pages.parts.words import amount_text, counted, range_text, sentence
from generator.records import Record
from generator.records.claim import Claim

# The bar is drawn in units of its own width; marks at its ends need room for themselves.
BAR, _MARGIN = Decimal(240), Decimal(6)


@dataclass(frozen=True)
class Mark:
    """One live claim on the bar: where it begins, and how wide it is when the source gives a range."""

    x: str
    width: str
    is_headline: bool
    is_range: bool


@dataclass(frozen=True)
class Spread:
    """The bar under a figure: from the lowest to the highest live claim, a mark for each, said in words too."""

    low: str
    high: str
    alternative: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class KeyFigure:
    """A headline as pages print it large."""

    metric: str
    label: str
    definition: str
    when: str
    bound: str
    bound_definition: str
    figure: str
    qualifiers: tuple[str, ...]
    support: str
    reason: str
    note: str
    caveat: str
    source: SourceChip
    spread: Spread | None


def spread(found: Headline) -> Spread | None:
    """The bar of a headline; None when the live claims name one figure only."""
    unit = found.claim.span[0].unit
    if found.lowest == found.highest or not found.is_contested:
        return None
    claims = [claim for claim in found.live if claim.span[0].unit == unit]
    ordered = sorted(claims, key=lambda claim: claim is found.claim)
    return Spread(
        range_text(found.lowest, found.lowest, unit),
        range_text(found.highest, found.highest, unit),
        f"Claims that still stand reach from {range_text(found.lowest, found.highest, unit)}.",
        tuple(_mark(claim, found) for claim in ordered),
    )


def _mark(claim: Claim, found: Headline) -> Mark:
    low, high = (_place(end.amount, found) for end in claim.span)
    return Mark(f"{low:.1f}", f"{high - low:.1f}", claim is found.claim, high > low)


def _place(amount: Decimal, found: Headline) -> Decimal:
    share = (amount - found.lowest) / (found.highest - found.lowest)
    return _MARGIN + share * (BAR - 2 * _MARGIN)


def support_text(found: Headline) -> str:
    """`1 source`, `3 sources agree`, `5 sources, 3 agree`, `2 sources differ`."""
    if found.sources == 1:
        return "1 source"
    sources = counted(found.sources, "source")
    if found.agreeing == found.sources:
        return f"{sources} agree"
    return f"{sources} differ" if found.agreeing == 1 else f"{sources}, {found.agreeing} agree"


# People who are only eligible are easily read as people who are cut, so the definition is printed, not hidden.
_MISREAD = ("eligible", "eligible_share")


def key_figure(record: Record, found: Headline, kb: KnowledgeBase) -> KeyFigure:
    """The headline of a metric as a large figure."""
    claim, settings = found.claim, kb.settings
    metric = settings.metrics[found.metric]
    bound = settings.words("bound").get(claim.bound or "")
    return KeyFigure(
        found.metric,
        metric.label,
        sentence(metric.definition),
        found.when,
        bound.label if bound else "",
        bound.definition if bound else "",
        amount_text(claim),
        tuple(_qualifiers(claim, kb)),
        support_text(found),
        sentence(found.reason),
        claim.note or "",
        sentence(metric.definition) if found.metric in _MISREAD else "",
        chip(record, claim.source, settings),
        spread(found),
    )


def _qualifiers(claim: Claim, kb: KnowledgeBase) -> Iterator[str]:
    """What keeps a figure from being a plain fact: it is guided or planned, or how far the cut had come."""
    if claim.basis != "actual":
        yield kb.settings.label("basis", claim.basis)
    if claim.stage:
        yield kb.settings.label("stage", claim.stage)


def key_figures(record: Record, kb: KnowledgeBase, metrics: Iterable[str]) -> tuple[KeyFigure, ...]:
    """The headline of each of these metrics, and beside an actual figure the next one that is guided or planned."""
    wanted = [metric for metric in metrics if metric in record.claims]
    return tuple(key_figure(record, found, kb) for metric in wanted for found in _shown(record, metric, kb))


def other_figures(record: Record, kb: KnowledgeBase, shown: Iterable[str]) -> tuple[KeyFigure, ...]:
    """The headlines of all metrics but those that the page shows already, in the order of the metrics."""
    left = set(shown)
    return key_figures(record, kb, [metric for metric in kb.settings.metrics if metric not in left])


def _shown(record: Record, metric: str, kb: KnowledgeBase) -> Iterator[Headline]:
    yield from (found for found in (newest(record, metric, kb), expected_next(record, metric, kb)) if found)
