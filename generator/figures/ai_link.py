"""The AI link of a cut, graded by rule from its attributions, so that nobody argues about a grade."""

from dataclasses import dataclass
from typing import Literal

from generator.records import Cut
from generator.records.claim import Attribution

Grade = Literal["stated", "disputed", "reported", "none"]
GRADES: tuple[Grade, ...] = ("stated", "disputed", "reported", "none")


@dataclass(frozen=True)
class AiLink:
    """The grade, the mechanism (automation, reallocation, both, or None when nobody says) and who says what."""

    grade: Grade
    mechanism: str | None
    asserting: tuple[Attribution, ...]
    denying: tuple[Attribution, ...]


def ai_link(cut: Cut) -> AiLink:
    """Stated: the company says so.  Disputed: somebody says so and the company denies it.  Reported: only others.

    A denial of one mechanism ("AI does not do this work") does not contradict the other ("the money goes to AI"), and
    where the company itself names AI, a denial counts only against what it says itself.
    """
    about_ai = [attribution for attribution in cut.attribution if attribution.cause == "ai"]
    asserting = tuple(a for a in about_ai if a.stance == "asserts")
    denied = [a for a in asserting if a.by_company] or asserting
    denying = tuple(
        a for a in about_ai if a.stance == "denies" and a.by_company and any(_contradicts(a, b) for b in denied)
    )
    return AiLink(_grade(asserting, denying), _mechanism(asserting), asserting, denying)


def _contradicts(denial: Attribution, assertion: Attribution) -> bool:
    mechanisms = {denial.mechanism, assertion.mechanism}
    return len(mechanisms) == 1 or bool(mechanisms & {None, "both"})


def _grade(asserting: tuple[Attribution, ...], denying: tuple[Attribution, ...]) -> Grade:
    if not asserting:
        return "none"
    if denying:
        return "disputed"
    return "stated" if any(a.by_company for a in asserting) else "reported"


def _mechanism(asserting: tuple[Attribution, ...]) -> str | None:
    """What the company says comes before what others say; two different words together are both."""
    for group in ([a for a in asserting if a.by_company], asserting):
        named = {a.mechanism for a in group if a.mechanism}
        if named:
            return named.pop() if len(named) == 1 else "both"
    return None
