"""Agreement: whether a number of roles, a headcount and a share of the workforce fit each other.

The arithmetic is roles ÷ headcount.  It agrees with a printed share within half a unit of the share's last digit, or
within a twentieth of the share where that is more, because each of the three figures is rounded in the source.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from generator.figures.headline import Headline, headline, headlines
from generator.knowledge_base import KnowledgeBase
from generator.quantities import half_unit, plain
from generator.records import Cut

Verdict = Literal["agrees", "disagrees", "cannot be checked"]
_ROUNDING = Decimal("0.05")
_OLDEST_HEADCOUNT_DAYS = 550


@dataclass(frozen=True)
class Agreement:
    """The verdict, the share that the arithmetic gives (percent), and the sentence that says so."""

    verdict: Verdict
    computed: Decimal | None
    sentence: str


def agreement(cut: Cut, kb: KnowledgeBase) -> Agreement:
    """The check of a cut's headline figures against each other."""
    roles, share, staff = headline(cut, "roles", kb), headline(cut, "workforce_share", kb), headcount_before(cut, kb)
    missing = [name for name, found in (("number of roles", roles), ("share of the workforce", share),
                                        ("headcount near the announcement", staff)) if found is None]  # fmt: skip
    if roles is None or share is None or staff is None:
        return Agreement("cannot be checked", None, f"Cannot be checked: no {' and no '.join(missing)} is known.")
    return _compare(roles, share, staff)


def headcount_before(cut: Cut, kb: KnowledgeBase) -> Headline | None:
    """The cut's own headcount figure, else the company's nearest one, within a year and a half of the announcement."""
    if own := headline(cut, "headcount_before", kb):
        return own
    day = cut.announced.first
    near = [found for found in headlines(kb.companies[cut.company], "headcount", kb) if _is_near(found.ends, day)]
    return min(near, key=lambda found: abs(((found.ends or day) - day).days), default=None)


def _is_near(ends: date | None, day: date) -> bool:
    return ends is not None and abs((ends - day).days) <= _OLDEST_HEADCOUNT_DAYS


def _compare(roles: Headline, share: Headline, staff: Headline) -> Agreement:
    (fewest, most), (smallest, largest) = roles.claim.span, staff.claim.span
    low, high = fewest.amount / largest.amount * 100, most.amount / smallest.amount * 100
    printed_low, printed_high = share.claim.span
    slack = max(half_unit(printed_high.amount), printed_high.amount * _ROUNDING)
    fits = low <= printed_high.amount + slack and high >= printed_low.amount - slack
    gap = min(abs(low - printed_high.amount), abs(high - printed_low.amount))
    verdict = "agrees" if fits else f"disagrees by {plain(round(gap, 1))} percentage points"
    printed = " to ".join(dict.fromkeys(plain(end.amount) for end in share.claim.span))
    sentence = (
        f"{_people(roles)} of {_people(staff)} employees is {plain(round(low, 1))}%; "
        f"the printed share is {printed}%: {verdict}."
    )
    return Agreement("agrees" if fits else "disagrees", low, sentence)


def _people(found: Headline) -> str:
    return " to ".join(dict.fromkeys(plain(end.amount) for end in found.claim.span))
