"""Changes of figures in words: `Capital expenditure, fiscal 2026: $4.5 to 5.5 billion → $5 to 6 billion`."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.figures.changes import ClaimChange, DealChange, RecordChange
from generator.figures.headline import when_text
from generator.knowledge_base import KnowledgeBase
from generator.pages.parts.deal_rows import value_text
from generator.pages.parts.links import name
from generator.pages.parts.said import said_by
from generator.pages.parts.words import figure_text
from generator.records.claim import Claim
from generator.records.terms import Terms
from generator.settings import Settings


@dataclass(frozen=True)
class ChangeLine:
    """One change in words, and who says so; nobody, where a rule of the ledger followed from what was said."""

    text: str
    by: str


def change_lines(change: RecordChange, kb: KnowledgeBase) -> tuple[ChangeLine, ...]:
    """Everything that one commit changed in a record: the grade first, then figures, then deals."""
    return tuple(_lines(change, kb))


def _lines(change: RecordChange, kb: KnowledgeBase) -> Iterator[ChangeLine]:
    if change.grade:
        yield ChangeLine(f"Link to AI: {change.grade.before} → {change.grade.after}", "")
    for item in change.claims:
        yield ChangeLine(_claim_line(item, kb.settings), said_by(item.source, item.after or item.before, kb.settings))
    for deal in change.deals:
        yield ChangeLine(_deal_line(deal, kb), said_by(deal.source, None, kb.settings))


def _claim_line(item: ClaimChange, settings: Settings) -> str:
    before, after = (_figure(claim, settings) if claim else "" for claim in (item.before, item.after))
    claim = item.after or item.before
    when = f", {text}" if claim and (text := when_text(claim)) else ""
    about = f"{settings.metrics[item.metric].label}{when}"
    scope = f" ({claim.scope})" if claim and claim.scope else ""
    return f"{about}{scope}{_turned(before, after, 'from another source')}"


def _turned(before: str, after: str, otherwise: str) -> str:
    """What became of a figure; `otherwise` is what changed where the figure did not."""
    if before and after:
        return f": {before} → {after}" if before != after else f", {otherwise}: {after}"
    return f", new: {after}" if after else f", removed: {before}"


def _figure(claim: Claim, settings: Settings) -> str:
    """The figure, with how firm it is where it is no plain fact."""
    words = (
        settings.label("basis", claim.basis).lower() if claim.basis != "actual" else "",
        settings.label("stage", claim.stage).lower() if claim.stage else "",
        "withdrawn" if claim.withdrawn else "",
    )
    firm = ", ".join(filter(None, words))
    return figure_text(claim, settings) + (f" ({firm})" if firm else "")


def _deal_line(item: DealChange, kb: KnowledgeBase) -> str:
    before, after = (_terms(deal, kb.settings) if deal else "" for deal in (item.before, item.after))
    deal = item.after or item.before
    with_whom = f" with {_other(deal, kb)}" if deal else ""
    return f"Deal{with_whom}, {deal.product if deal else ''}{_turned(before, after, 'other terms')}"


def _other(deal: Terms, kb: KnowledgeBase) -> str:
    """The side of a deal that does not tell it; a record that is no longer there is called by its id."""
    for field, records in (("customer", kb.companies), ("supplier", kb.suppliers)):
        if id := getattr(deal, field, None):
            return name(records[id], kb) if id in records else str(id)
    return str(getattr(deal, "customer_name", None) or getattr(deal, "supplier_name", ""))


def _terms(deal: Terms, settings: Settings) -> str:
    bound = f"{settings.label('bound', deal.bound)} " if deal.bound else ""
    value = value_text(deal)
    text = f"{bound}{value}" if value != "not known" else "value not known"
    return f"{text} (withdrawn)" if deal.withdrawn else text
