"""How sources support a headline: who gives its figure, who a range that meets it, and who another figure.

One source can do two of these: a page that tells of 13,000 and of 15,000 gives the figure and another one.
"""

from dataclasses import dataclass

from generator.figures.headline import Headline, fits
from generator.quantities import half_unit
from generator.records.claim import Claim


@dataclass(frozen=True)
class Support:
    """How many sources give the figure, meet it with a wider or narrower range, or give only another; `both` do two."""

    agree: int
    overlap: int
    differ: int
    both: int


def support(found: Headline) -> Support:
    """The sources of a headline by what they give."""
    claims = found.comparable
    agree = {claim.source for claim in claims if _is_same(claim, found.claim)}
    overlap = {claim.source for claim in claims if fits(claim, found.claim)} - agree
    other = {claim.source for claim in claims if not fits(claim, found.claim)}
    return Support(len(agree), len(overlap), len(other - agree - overlap), len(other & (agree | overlap)))


def _is_same(claim: Claim, other: Claim) -> bool:
    """Whether both ends of two claims differ by no more than they are rounded."""
    return all(
        abs(end.amount - its.amount) <= max(half_unit(end.amount), half_unit(its.amount))
        for end, its in zip(claim.span, other.span, strict=True)
    )
