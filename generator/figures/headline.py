"""The headline of a metric: which of the claims that disagree is printed large, how far the others spread, and why.

The rule (record-format): leave out withdrawn claims and those that another claim revises; keep claims on the whole
company; prefer actual to guidance, commitment, plan, estimate; then the type of source; then the newest.  A figure
that a better source disputes by saying that it is not known is set aside: it is shown, and never a headline.  The rule
is applied to each point in time by itself (a fiscal year, a date), because a figure of 2023 does not disagree with one
of 2025.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from generator.figures.remembered import remembered
from generator.knowledge_base import KnowledgeBase, target
from generator.quantities import half_unit
from generator.records import Record
from generator.records.claim import Claim
from generator.records.source import Source
from generator.sentences import in_words
from generator.times import Period, date_text, period_text

State = Literal["headline", "live", "disputed", "superseded", "withdrawn", "part of", "part", "unknown"]


@dataclass(frozen=True)
class Standing:
    """A claim, where it comes from, and how it stands to the others of its metric."""

    claim: Claim
    source: Source
    state: State
    revised_by: Source | None = None
    disputed_by: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Headline:
    """The claim that stands for a metric at one point in time, and the live claims beside it (itself included).

    `lowest` and `highest` are the spread of the live claims in the unit of the claim: dollars neither agree nor
    disagree with euros.
    """

    metric: str
    claim: Claim
    source: Source
    when: str
    ends: date | None
    reason: str
    live: tuple[Claim, ...]
    lowest: Decimal
    highest: Decimal

    @property
    def comparable(self) -> tuple[Claim, ...]:
        """The live claims in the unit of this one."""
        return tuple(claim for claim in self.live if claim.span[0].unit == self.claim.span[0].unit)

    @property
    def sources(self) -> int:
        """How many sources give a live claim that can be compared."""
        return len({claim.source for claim in self.comparable})

    @property
    def agreeing(self) -> int:
        """How many sources give this very figure, as far as their digits go, or a range that holds it."""
        return len({claim.source for claim in self.comparable if fits(claim, self.claim)})

    @property
    def is_contested(self) -> bool:
        """Whether the live claims name different figures."""
        return self.agreeing < self.sources or any(claim.disputes for claim in self.comparable)


def fits(claim: Claim, other: Claim) -> bool:
    """Whether two claims can mean one figure: 81.6 and 81.615 differ by less than the first one was rounded."""
    (low, high), (other_low, other_high) = (tuple(end.amount for end in each.span) for each in (claim, other))
    slack = max(map(half_unit, (low, high, other_low, other_high)))
    return low <= other_high + slack and high >= other_low - slack


def days_of(period: Period, record: Record, kb: KnowledgeBase) -> tuple[date, date]:
    """The first and last day of a period of this record."""
    return period.days(kb.fiscal_year_end(record))


def span_of(claim: Claim, record: Record, kb: KnowledgeBase) -> tuple[date, date]:
    """The first and last day that a claim is about; before all others where it names no time."""
    if claim.period:
        return days_of(claim.period, record, kb)
    return (claim.as_of.first, claim.as_of.last) if claim.as_of else (date.min, date.min)


@remembered
def standings(record: Record, metric: str, kb: KnowledgeBase) -> tuple[Standing, ...]:
    """Every claim of a metric with its state, in the order of the file."""
    claims = record.metric(metric)
    chosen = {id(headline.claim) for headline in headlines(record, metric, kb)}
    revised = pointed_at(claims, "revises")
    disputed = pointed_at(claims, "disputes")
    return tuple(
        Standing(
            claim,
            record.sources[claim.source],
            _state(claim, id(claim) in chosen, id(claim) in revised, id(claim) in disputed),
            next((record.sources[c.source] for c in revised.get(id(claim), ())), None),
            tuple(record.sources[c.source] for c in disputed.get(id(claim), ())),
        )
        for claim in claims
    )


def _state(claim: Claim, chosen: bool, revised: bool, disputed: bool) -> State:
    states: tuple[tuple[bool, State], ...] = (
        (claim.withdrawn, "withdrawn"),
        (revised, "superseded"),
        (not claim.is_known, "unknown"),
        (chosen, "headline"),
        (claim.part_of is not None, "part of"),
        (claim.scope is not None, "part"),
        (disputed or claim.disputes is not None, "disputed"),
    )
    return next((state for holds, state in states if holds), "live")


def pointed_at(claims: tuple[Claim, ...], relation: str) -> dict[int, list[Claim]]:
    """For each claim that others point at by this relation, those others; keyed by identity, as equal claims exist."""
    found: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        if (name := getattr(claim, relation)) and not claim.withdrawn:
            found[id(target(claims, claim, name)[0])].append(claim)
    return found


@remembered
def live_claims(record: Record, metric: str, kb: KnowledgeBase) -> tuple[Claim, ...]:
    """Claims that nobody withdrew, revised or set aside, on the whole company, with a figure."""
    claims = record.metric(metric)
    dead = set(pointed_at(claims, "revises")) | _set_aside(record, claims, kb)
    return tuple(
        claim
        for claim in claims
        if claim.is_known and not claim.withdrawn and not claim.scope and not claim.part_of and id(claim) not in dead
    )


def _set_aside(record: Record, claims: tuple[Claim, ...], kb: KnowledgeBase) -> set[int]:
    """Figures that a better type of source disputes by saying that the figure is not known; by identity."""
    order, disputed = list(kb.settings.words("source_type")), pointed_at(claims, "disputes")
    return {
        id(claim)
        for claim in claims
        for other in disputed.get(id(claim), ())
        if not other.is_known
        and order.index(record.sources[other.source].type) < order.index(record.sources[claim.source].type)
    }


@remembered
def headlines(record: Record, metric: str, kb: KnowledgeBase) -> tuple[Headline, ...]:
    """The headline of a metric at each point in time, oldest first."""
    groups: dict[tuple[date, date] | None, list[Claim]] = defaultdict(list)
    for claim in live_claims(record, metric, kb):
        groups[_time(claim, record, metric, kb)].append(claim)
    found = [_headline(record, metric, kb, claims, time) for time, claims in groups.items()]
    return tuple(sorted(found, key=lambda headline: headline.ends or date.min))


def headline(record: Record, metric: str, kb: KnowledgeBase) -> Headline | None:
    """The headline of the latest point in time that has an actual figure, else of the latest; None without claims."""
    found = headlines(record, metric, kb)
    actual = [item for item in found if item.claim.basis == "actual"]
    return next(reversed(actual or found), None)


def _time(claim: Claim, record: Record, metric: str, kb: KnowledgeBase) -> tuple[date, date] | None:
    if kb.settings.metrics[metric].time == "optional":
        return None
    if claim.period:
        return days_of(claim.period, record, kb)
    return (claim.as_of.first, claim.as_of.last) if claim.as_of else None


def _headline(
    record: Record, metric: str, kb: KnowledgeBase, claims: list[Claim], time: tuple[date, date] | None
) -> Headline:
    chosen, reason = _choose(record, claims, kb)
    spans = [claim.span for claim in claims if claim.span[0].unit == chosen.span[0].unit]
    return Headline(
        metric,
        chosen,
        record.sources[chosen.source],
        when_text(chosen),
        time[1] if time else None,
        reason,
        tuple(claims),
        min(low.amount for low, _ in spans),
        max(high.amount for _, high in spans),
    )


def when_text(claim: Claim) -> str:
    """The time a claim is about, as readers say it; empty when it has none."""
    if claim.period:
        return period_text(claim.period)
    return date_text(claim.as_of) if claim.as_of else ""


def _choose(record: Record, claims: list[Claim], kb: KnowledgeBase) -> tuple[Claim, str]:
    """The claim that ranks first, and the step of the rule that decided."""
    if len(claims) == 1:
        return claims[0], "It is the only live claim on the whole."
    left = claims
    for step in (_by_basis, _by_source_type, _by_date):
        best, reason = step(record, left, kb)
        if len(best) == 1:
            return best[0], reason
        left = best
    return left[0], "Equal claims stand in the order of the record; this is the first."


_Step = Callable[[Record, list[Claim], KnowledgeBase], tuple[list[Claim], str]]


def _by_basis(record: Record, claims: list[Claim], kb: KnowledgeBase) -> tuple[list[Claim], str]:
    order = list(kb.settings.words("basis"))
    best = _best(claims, lambda claim: -order.index(claim.basis))
    others = _labels(kb, "basis", {c.basis for c in claims} - {best[0].basis})
    return best, f"{kb.settings.label('basis', best[0].basis)} figures come before {others}." if others else ""


def _by_source_type(record: Record, claims: list[Claim], kb: KnowledgeBase) -> tuple[list[Claim], str]:
    order = list(kb.settings.words("source_type"))
    best = _best(claims, lambda claim: -order.index(record.sources[claim.source].type))
    first = record.sources[best[0].source].type
    others = _labels(kb, "source_type", {record.sources[c.source].type for c in claims} - {first})
    label = kb.settings.label("source_type", first).lower()
    return best, f"Sources of the type “{label}” come before {others}." if others else ""


def _by_date(record: Record, claims: list[Claim], kb: KnowledgeBase) -> tuple[list[Claim], str]:
    best = _best(claims, lambda claim: said_on(record, claim).toordinal())
    kind = kb.settings.label("source_type", record.sources[best[0].source].type).lower()
    return best, f"It is the newest of {len(claims)} claims from sources of the type “{kind}”."


def said_on(record: Record, claim: Claim) -> date:
    """The day a claim was made as far as it is known: its own date, else its source's; the earliest when unknown."""
    published = record.sources[claim.source].published
    if claim.as_of:
        return claim.as_of.last
    return published.last if published else date.min


def _best(claims: list[Claim], rank: Callable[[Claim], int]) -> list[Claim]:
    top = max(map(rank, claims))
    return [claim for claim in claims if rank(claim) == top]


def _labels(kb: KnowledgeBase, vocabulary: str, words: Iterable[str]) -> str:
    order = [word for word in kb.settings.words(vocabulary) if word in set(words)]
    return in_words([kb.settings.label(vocabulary, word).lower() for word in order]) if order else ""
