"""Totals of roles cut, always as a range: strict counts what companies state, at its lowest; loose what anybody says.

Strict: cuts with a stated AI link, each with its lowest live claim; an "up to" has no floor and adds nothing.
Loose: reported and disputed links as well, each with its highest live claim.  Parts are never added to their whole,
people who were only eligible are not roles cut, and a cut whose headline says "reversed" adds nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from generator.figures.ai_link import Grade, ai_link
from generator.figures.headline import headline, live_claims
from generator.knowledge_base import KnowledgeBase
from generator.records import Cut

LINKED: frozenset[Grade] = frozenset({"stated", "disputed", "reported"})


@dataclass(frozen=True)
class RolesRange:
    """The lowest and the highest number of roles that the live claims of a cut name."""

    lowest: Decimal
    highest: Decimal


@dataclass(frozen=True)
class Total:
    """A range of people, and the cuts behind each end.

    `uncounted` cuts are linked to AI and give no number; `without_floor` are stated and give no least number, such as
    those that say only "up to".
    """

    strict: Decimal
    loose: Decimal
    strict_cuts: int
    loose_cuts: int
    uncounted: int
    without_floor: int = 0


def roles_range(cut: Cut, kb: KnowledgeBase) -> RolesRange | None:
    """What a cut adds to totals; None without a live figure for the whole, or when it was reversed."""
    chosen = headline(cut, "roles", kb)
    if chosen is None or chosen.claim.stage == "reversed":
        return None
    claims = live_claims(cut, "roles", kb)
    return RolesRange(min(claim.floor for claim in claims), max(claim.ceiling for claim in claims))


def total(cuts: Iterable[Cut], kb: KnowledgeBase) -> Total:
    """The roles cut by these cuts, as a range from strict to loose."""
    linked = [(ai_link(cut).grade, roles_range(cut, kb)) for cut in cuts if ai_link(cut).grade in LINKED]
    counted = [(grade, span) for grade, span in linked if span]
    every_stated = [span.lowest for grade, span in counted if grade == "stated"]
    stated = [lowest for lowest in every_stated if lowest]
    return Total(
        sum(stated, Decimal(0)),
        sum((span.highest for _, span in counted), Decimal(0)),
        len(stated),
        len(counted),
        len(linked) - len(counted),
        len(every_stated) - len(stated),
    )
