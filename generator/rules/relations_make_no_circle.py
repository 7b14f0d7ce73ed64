"""No claim revises, or is part of, itself by way of others."""

from collections.abc import Iterator
from datetime import date

from generator.knowledge_base import KnowledgeBase, target
from generator.problems import Problem
from generator.records.claim import Claim


def check(kb: KnowledgeBase, today: date) -> Iterator[Problem]:
    """Finds circles of `revises` and `part_of` among the claims of a metric; each is named once."""
    for record in kb.records():
        for metric, claims in record.claims.items():
            for index in _one_of_each_circle(claims):
                field = "revises" if claims[index].revises else "part_of"
                fact = "This claim leads back to itself through 'revises' or 'part_of'."
                yield Problem(record.place("claims", metric, index, field), fact, "Remove one of these relations.")


def _one_of_each_circle(claims: tuple[Claim, ...]) -> Iterator[int]:
    """The position of the first claim of each circle."""
    seen: set[int] = set()
    for start in range(len(claims)):
        if start not in seen and start in (reached := _reachable(claims, start)):
            seen |= reached
            yield start


def _reachable(claims: tuple[Claim, ...], start: int) -> set[int]:
    reached: set[int] = set()
    open_ends = [start]
    while open_ends:
        claim = claims[open_ends.pop()]
        for name in filter(None, (claim.revises, claim.part_of)):
            others = target(claims, claim, name)
            for position in (i for i, other in enumerate(claims) if any(other is found for found in others)):
                if position not in reached:
                    reached.add(position)
                    open_ends.append(position)
    return reached
