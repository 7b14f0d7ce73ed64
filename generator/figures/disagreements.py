"""Where sources differ most: headlines whose live claims name different figures.

First come those on which sources of like weight differ, the widest spread first; a weak source that stands against a
better one comes after them, however far off it is.  Weak is a page that sums up what others wrote and names nobody,
where the headline has a better type of source; and a claim that a better type of source disputes.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from generator.figures.headline import Headline, headlines, standings
from generator.knowledge_base import KnowledgeBase
from generator.records import Record
from generator.records.claim import Claim


@dataclass(frozen=True)
class Disagreement:
    """A record and its headline, what is left of it among peers, and how many times the lowest claim the highest is.

    Where no two peers differ, `compared` is the headline with all its live claims, and so are the `times`.
    """

    record: Record
    headline: Headline
    compared: Headline
    is_between_peers: bool

    @property
    def times(self) -> Decimal:
        """The highest of the claims that are compared as a multiple of the lowest."""
        return self.compared.highest / self.compared.lowest

    @property
    def weaker(self) -> int:
        """How many sources are left out of the comparison."""
        return self.headline.sources - self.compared.sources


def disagreements(kb: KnowledgeBase) -> tuple[Disagreement, ...]:
    """All disagreements between two sources or more: those between peers first, the widest of them first."""
    found = [
        _disagreement(record, item, kb)
        for record in kb.records()
        for metric in record.claims
        for item in headlines(record, metric, kb)
        if item.sources > 1 and item.is_contested and 0 < item.lowest < item.highest
    ]
    return tuple(sorted(found, key=lambda item: (not item.is_between_peers, -item.times, item.record.key,
                                                 item.headline.metric)))  # fmt: skip


def widest_of_each_metric(kb: KnowledgeBase) -> tuple[Disagreement, ...]:
    """The widest disagreement on each metric, so that no one kind of figure hides all others."""
    first: dict[str, Disagreement] = {}
    for item in disagreements(kb):
        first.setdefault(item.headline.metric, item)
    return tuple(first.values())


def _disagreement(record: Record, headline: Headline, kb: KnowledgeBase) -> Disagreement:
    peers = _peers(record, headline, kb)
    differ = peers.sources > 1 and peers.is_contested and peers.lowest < peers.highest
    return Disagreement(record, headline, peers if differ else headline, differ)


def _peers(record: Record, headline: Headline, kb: KnowledgeBase) -> Headline:
    """The headline without the claims of sources that are weak beside it."""
    order = list(kb.settings.words("source_type"))
    weight = {name: order.index(source.type) for name, source in record.sources.items()}
    disputed = {
        id(standing.claim): min(order.index(source.type) for source in standing.disputed_by)
        for standing in standings(record, headline.metric, kb)
        if standing.disputed_by
    }

    def is_peer(claim: Claim) -> bool:
        source, own = record.sources[claim.source], weight[claim.source]
        names_nobody = source.type == "aggregator" and not source.citing
        is_weak = names_nobody and weight[headline.claim.source] < own
        return claim is headline.claim or not (is_weak or disputed.get(id(claim), own) < own)

    peers = tuple(claim for claim in headline.comparable if is_peer(claim))
    ends = [claim.span for claim in peers]
    return replace(headline, live=peers, lowest=min(low.amount for low, _ in ends),
                   highest=max(high.amount for _, high in ends))  # fmt: skip
