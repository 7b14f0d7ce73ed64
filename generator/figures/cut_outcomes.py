"""How announced cuts went on: what was said of each beside what was done, and days that came without a word since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from generator.figures.headline import Standing, said_on, standings
from generator.knowledge_base import KnowledgeBase
from generator.records import Cut

# The stages that say what became of a cut; "under way" only says that it has begun.
OUTCOMES = ("completed", "reduced", "reversed")


@dataclass(frozen=True)
class CutOutcome:
    """The roles that were said to go, and those that went or stayed, each by all who say so, the earliest first."""

    cut: Cut
    said: tuple[Standing, ...]
    became: tuple[Standing, ...]


@dataclass(frozen=True)
class EffectiveDate:
    """A cut whose announced day has come while no later claim says that the jobs ended."""

    cut: Cut
    due: date


def cut_outcomes(kb: KnowledgeBase) -> tuple[CutOutcome, ...]:
    """The cuts of which a claim says that they were completed, reduced or reversed, the newest first."""
    found = [item for cut in kb.cuts.values() if (item := _outcome(cut, kb)).became]
    return tuple(sorted(found, key=lambda item: (-item.cut.announced.last.toordinal(), item.cut.id)))


def effective_dates(kb: KnowledgeBase) -> tuple[EffectiveDate, ...]:
    """Cuts with a day of which no later claim says that they were carried out, the earliest day first."""
    due = [
        EffectiveDate(cut, cut.effective.last)
        for cut in kb.cuts.values()
        if cut.effective and not _is_told_after(cut, cut.effective.last)
    ]
    return tuple(sorted(due, key=lambda item: (item.due, item.cut.id)))


def past_effective_dates(kb: KnowledgeBase, today: date) -> tuple[EffectiveDate, ...]:
    """Those of them whose day has come."""
    return tuple(item for item in effective_dates(kb) if item.due <= today)


def coming_effective_dates(kb: KnowledgeBase, today: date) -> tuple[EffectiveDate, ...]:
    """Those of them whose day is still to come."""
    return tuple(item for item in effective_dates(kb) if item.due > today)


def _outcome(cut: Cut, kb: KnowledgeBase) -> CutOutcome:
    """Figures for the whole cut; one that is not known counts among outcomes, since the outcome itself is known."""
    whole = [item for item in standings(cut, "roles", kb) if not item.claim.scope and not item.claim.part_of]
    alive = [item for item in whole if not item.claim.withdrawn]
    said = [item for item in alive if item.claim.stage not in OUTCOMES and item.claim.is_known]
    became = [item for item in alive if item.claim.stage in OUTCOMES]
    return CutOutcome(cut, _in_order(cut, said), _in_order(cut, became))


def _in_order(cut: Cut, items: Iterable[Standing]) -> tuple[Standing, ...]:
    """By the day on which they were said; those of which it is not known stand last."""
    dated = [(said_on(cut, item.claim), item) for item in items]
    return tuple(item for _, item in sorted(dated, key=lambda pair: (pair[0] == date.min, pair[0])))


def _is_told_after(cut: Cut, day: date) -> bool:
    """Whether some claim says how the cut went on, or gives a figure that was made after the day."""
    return any(
        claim.stage in (*OUTCOMES, "under-way")
        or (claim.basis == "actual" and claim.is_known and said_on(cut, claim) > day)
        for _, claim in cut.each_claim()
    )
