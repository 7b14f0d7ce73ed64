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
    leads_to = _relations(claims)
    for start in range(len(claims)):
        if start not in seen and start in (reached := _reachable(leads_to, start)):
            seen |= reached
            yield start


def _relations(claims: tuple[Claim, ...]) -> list[list[int]]:
    """For each claim the positions of those that it revises or is part of; looked up once, as chains can be long."""
    position = {id(claim): index for index, claim in enumerate(claims)}  # by identity, as equal claims exist
    named = ((claim, tuple(filter(None, (claim.revises, claim.part_of)))) for claim in claims)
    return [[position[id(o)] for name in names for o in target(claims, claim, name)] for claim, names in named]


def _reachable(leads_to: list[list[int]], start: int) -> set[int]:
    reached: set[int] = set()
    open_ends = [start]
    while open_ends:
        further = set(leads_to[open_ends.pop()]) - reached
        reached |= further
        open_ends += further
    return reached
