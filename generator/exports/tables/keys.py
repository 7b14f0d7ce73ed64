"""How rows of the tables are named, so that one can point at another: records, sources, claims.

A claim is named by its id, else by its source, as contributors name it in `revises` and `disputes`; a number tells
claims apart that would have the same name.  So a key stays when claims are added below it.
"""

from collections import Counter

from generator.knowledge_base import target
from generator.records import Record
from generator.records.claim import Claim


def source_key(record: Record, name: str) -> str:
    """`cuts/acme-2026-01#release`."""
    return f"{record.key}#{name}"


def claim_keys(record: Record, metric: str) -> tuple[str, ...]:
    """The keys of a metric's claims in the order of the file: `cuts/acme-2026-01#roles/release`, `…/release.2`."""
    seen: Counter[str] = Counter()
    keys = []
    for claim in record.metric(metric):
        name = claim.id or claim.source
        seen[name] += 1
        number = f".{seen[name]}" if seen[name] > 1 else ""
        keys.append(f"{record.key}#{metric}/{name}{number}")
    return tuple(keys)


def claim_key(record: Record, metric: str, claim: Claim) -> str:
    """The key of one claim; claims are told apart by identity, as equal ones may stand in one record."""
    pairs = zip(record.metric(metric), claim_keys(record, metric), strict=True)
    return next(key for other, key in pairs if other is claim)


def related_key(record: Record, metric: str, claim: Claim, relation: str) -> str | None:
    """The key of the claim that this one revises, disputes or is a part of."""
    name: str | None = getattr(claim, relation)
    return claim_key(record, metric, target(record.metric(metric), claim, name)[0]) if name else None
