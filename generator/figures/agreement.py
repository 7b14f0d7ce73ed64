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
from generator.records.claim import Claim

Verdict = Literal["agrees", "disagrees", "cannot be checked"]
_ROUNDING = Decimal("0.05")
_ANY = Decimal("Infinity")
_OLDEST_HEADCOUNT_DAYS = 550


@dataclass(frozen=True)
class Agreement:
    """The verdict, the share that the arithmetic gives (percent), and the sentence that says so."""

    verdict: Verdict
    computed: Decimal | None
    sentence: str


def agreement(cut: Cut, kb: KnowledgeBase) -> Agreement:
    """The check of a cut's headline figures against each other."""
    roles, share, staff = headline(cut, "roles", kb), headline(cut, "workforce_share", kb), headcount_near(cut, kb)
    missing = [name for name, found in (("number of roles", roles), ("share of the workforce", share),
                                        ("headcount near the announcement", staff)) if found is None]  # fmt: skip
    if roles is None or share is None or staff is None:
        return Agreement("cannot be checked", None, f"Cannot be checked: no {' and no '.join(missing)} is known.")
    return _compare(roles, share, staff)


def headcount_near(cut: Cut, kb: KnowledgeBase) -> Headline | None:
    """The cut's own headcount figure, else the company's nearest one, within a year and a half of the announcement."""
    if own := headline(cut, "headcount_before", kb):
        return own
    day = cut.announced.first
    near = [found for found in headlines(kb.companies[cut.company], "headcount", kb) if _is_near(found.ends, day)]
    return min(near, key=lambda found: abs(((found.ends or day) - day).days), default=None)


def _is_near(ends: date | None, day: date) -> bool:
    return ends is not None and abs((ends - day).days) <= _OLDEST_HEADCOUNT_DAYS


def _compare(roles: Headline, share: Headline, staff: Headline) -> Agreement:
    smallest, largest = staff.claim.span[0].amount, _reach(staff.claim)[1]
    if not smallest:
        return Agreement("cannot be checked", None, "Cannot be checked: the headcount is 0.")
    fewest, most = _reach(roles.claim)
    least, greatest = _reach(share.claim)
    printed = share.claim.span[1].amount
    gap = max(fewest / largest * 100 - greatest, least - most / smallest * 100, Decimal(0))
    fits = gap <= max(half_unit(printed), printed * _ROUNDING)
    computed = roles.claim.span[0].amount / staff.claim.span[1].amount * 100
    sentence = (
        f"{_text(roles)} of {_text(staff)} employees is {plain(round(computed, 1))}%; the printed share is "
        f"{_text(share)}%: {'agrees' if fits else f'disagrees by {_points(gap)}'}."
    )
    return Agreement("agrees" if fits else "disagrees", computed, sentence)


def _points(gap: Decimal) -> str:
    points = plain(round(gap, 1))
    return f"{points} percentage point{'' if points == '1' else 's'}"


def _reach(claim: Claim) -> tuple[Decimal, Decimal]:
    """The lowest and the highest amount that a claim allows: "less than" and "more than" are open to one side."""
    open_above = claim.bound in ("at-least", "more-than")
    return claim.floor, _ANY if open_above else claim.ceiling


def _text(found: Headline) -> str:
    """The figure with its bound; a plain "about" is left out here, since every figure is rounded."""
    bound = (found.claim.bound or "").replace("-", " ")
    figure = " to ".join(dict.fromkeys(plain(end.amount) for end in found.claim.span))
    return f"{bound} {figure}" if bound not in ("", "about") else figure
