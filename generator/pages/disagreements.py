"""Where sources disagree most, over the whole ledger: between peers first, then a weak source against a better one."""

from dataclasses import dataclass

from generator.figures.disagreements import Disagreement, disagreements
from generator.knowledge_base import KnowledgeBase
from generator.pages.base import Page
from generator.pages.parts.links import Link, kind_label, record_link
from generator.pages.parts.search import page_entry
from generator.pages.parts.spread import Spread, spread, support_text
from generator.pages.parts.words import counted, figure_text, spread_text, times_text


@dataclass(frozen=True)
class DisagreementRow:
    """One disagreement in a line."""

    link: Link
    kind: str
    metric: str
    when: str
    headline: str
    range: str
    spread: Spread | None
    times: str
    support: str


@dataclass(frozen=True)
class DisagreementsView:
    """What the page of disagreements prints."""

    count: str
    between_peers: tuple[DisagreementRow, ...]
    against_better: tuple[DisagreementRow, ...]


def disagreements_page(kb: KnowledgeBase) -> Page:
    """The table of disagreements."""
    found = disagreements(kb)
    between, against = (
        tuple(disagreement_row(item, kb) for item in found if item.is_between_peers == is_between)
        for is_between in (True, False)
    )
    count = counted(len(found), "figure")
    description = f"{count} on which sources differ, the widest spread first, with every claim a link away."
    return Page(
        "disagreements/index.md", "disagreements.md.j2", "Where sources disagree", description,
        DisagreementsView(count, between, against), page_entry("Index", "disputed figures", "disagreements"),
        has_contents=False,
    )  # fmt: skip


def disagreement_row(item: Disagreement, kb: KnowledgeBase) -> DisagreementRow:
    """The line of a disagreement: of the claims that are compared."""
    return DisagreementRow(
        record_link(item.record, kb),
        kind_label(item.record),
        kb.settings.metrics[item.headline.metric].label,
        item.headline.when,
        figure_text(item.headline.claim, kb.settings),
        spread_text(item.compared),
        spread(item.compared, kb),
        times_text(item.times),
        support_text(item.compared) + (f"; {item.weaker} weaker left out" if item.weaker else ""),
    )
