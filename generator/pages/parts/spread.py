"""A figure with its range: the headline of a metric, and how far the other live claims spread around it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.figures.headline import Headline
from generator.figures.newest import expected_next, newest
from generator.figures.support import support
from generator.figures.year_between import year_between
from generator.knowledge_base import KnowledgeBase
from generator.pages.parts.sources import SourceChip, chip
from generator.pages.parts.words import amount_text, counted, figure_text, range_text, sentence
from generator.quantities import rounded
from generator.records import Record
from generator.records.claim import Claim
from generator.sentences import in_words

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


def spread(found: Headline, kb: KnowledgeBase) -> Spread | None:
    """The bar of a headline; None when the live claims name one figure only."""
    unit = found.claim.span[0].unit
    if found.lowest == found.highest or not found.is_contested:
        return None
    ordered = sorted(found.comparable, key=lambda claim: claim is found.claim)
    return Spread(
        range_text(found.lowest, found.lowest, unit) + _basis_of(found, found.lowest, 0, kb),
        range_text(found.highest, found.highest, unit) + _basis_of(found, found.highest, 1, kb),
        f"Claims that nobody withdrew or replaced range from {range_text(found.lowest, found.highest, unit)}.",
        tuple(_mark(claim, found) for claim in ordered),
    )


def _basis_of(found: Headline, amount: Decimal, end: int, kb: KnowledgeBase) -> str:
    """The basis of the claims at one end of a spread, where none has that of the headline: a guess is no guidance."""
    bases = [claim.basis for claim in found.comparable if claim.span[end].amount == amount]
    return "" if found.claim.basis in bases else f" ({kb.settings.label('basis', bases[0]).lower()})"


def _mark(claim: Claim, found: Headline) -> Mark:
    low, high = (_place(end.amount, found) for end in claim.span)
    return Mark(f"{low:.1f}", f"{high - low:.1f}", claim is found.claim, high > low)


def _place(amount: Decimal, found: Headline) -> Decimal:
    share = (amount - found.lowest) / (found.highest - found.lowest)
    return _MARGIN + share * (BAR - 2 * _MARGIN)


def support_text(found: Headline) -> str:
    """`3 sources agree`, `2 sources differ`, `5 sources, 3 agree`, `4 sources, 3 agree, 2 also give another figure`."""
    if found.sources == 1:
        return "1 source"
    sources, shares = counted(found.sources, "source"), support(found)
    if shares.agree == found.sources and not shares.both:
        return f"{sources} agree"
    if shares.agree == 1 and shares.differ == found.sources - 1:
        return f"{sources} differ"
    if shares.agree == 1 and shares.overlap == found.sources - 1 and not shares.both:
        return f"{sources} overlap"
    parts = [
        (f"{shares.agree} agree", shares.agree > 1),
        (f"{shares.overlap} overlap{'s' if shares.overlap == 1 else ''}", shares.overlap),
        (f"{shares.both} also give{'s' if shares.both == 1 else ''} another figure", shares.both),
    ]
    return f"{sources}, {', '.join(text for text, holds in parts if holds)}"


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
        sentence(metric.definition) if found.metric in _MISREAD else _skipped(record, found, kb),
        chip(record, claim.source, settings),
        spread(found, kb),
    )


def _skipped(record: Record, found: Headline, kb: KnowledgeBase) -> str:
    """What is known of the year that an expected figure leaves out, so that it does not seem to follow the last one."""
    between = year_between(record, found.metric, kb) if found is expected_next(record, found.metric, kb) else None
    if between is None:
        return ""
    if between.expected:
        return f"No result for {between.when} is recorded; expected were {_dated(between.expected, kb)}."
    start = f"No result for the whole of {between.when} is recorded"
    if not between.quarters:
        return f"{start}."
    unit = between.quarters[0].claim.span[0].unit
    low, high = between.sum or (None, None)
    about = "about " if any(quarter.claim.bound for quarter in between.quarters) else ""
    together = f", together {about}{range_text(rounded(low), rounded(high), unit)}" if low and high else ""
    quarters = in_words(
        f"{quarter.when.removesuffix(f' {between.when}')} {_dated(quarter, kb)}" for quarter in between.quarters
    )
    return f"{start}; its quarters: {quarters}{together}."


def _dated(found: Headline, kb: KnowledgeBase) -> str:
    """The figure, with its basis where it is no result."""
    basis = "" if found.claim.basis == "actual" else f" ({kb.settings.label('basis', found.claim.basis).lower()})"
    return f"{figure_text(found.claim, kb.settings)}{basis}"


def _qualifiers(claim: Claim, kb: KnowledgeBase) -> Iterator[str]:
    """What keeps a figure from being a plain fact: it is guided or planned, or how far the cut had come."""
    if claim.basis != "actual":
        yield kb.settings.label("basis", claim.basis)
    if claim.stage:
        yield kb.settings.label("stage", claim.stage)


def key_figures(record: Record, kb: KnowledgeBase, metrics: Iterable[str]) -> tuple[KeyFigure, ...]:
    """The headline of each of these metrics, and beside an actual figure the next one that is guided or planned."""
    wanted = [metric for metric in metrics if metric in record.claims]
    return tuple(key_figure(record, found, kb) for metric in wanted for found in printed_large(record, metric, kb))


def other_figures(record: Record, kb: KnowledgeBase, shown: Iterable[str]) -> tuple[KeyFigure, ...]:
    """The headlines of all metrics but those that the page shows already, in the order of the metrics."""
    left = set(shown)
    return key_figures(record, kb, [metric for metric in kb.settings.metrics if metric not in left])


def printed_large(record: Record, metric: str, kb: KnowledgeBase) -> Iterator[Headline]:
    """The headlines of a metric that its record prints large: what stands for now, and what is expected next."""
    yield from (found for found in (newest(record, metric, kb), expected_next(record, metric, kb)) if found)
