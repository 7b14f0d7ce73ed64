"""A stock is dated by the day, a flow by its period, and each claim by as much time as its metric has."""

from collections.abc import Iterator
from datetime import date

from generator.knowledge_base import KnowledgeBase
from generator.problems import Problem, quote
from generator.records.claim import Claim

_NOT_OF_THIS_METRIC = {
    ("stock", "period"): ("is counted on one day and takes no period.", "Write as_of with that day instead."),
    ("none", "period"): ("takes no period.", "Remove it, or give the time in the note."),
    ("none", "as_of"): ("takes no date.", "Remove it, or give the time in the note."),
}
_DATED_GUIDANCE = ("guidance", "plan", "commitment", "estimate")


def check(kb: KnowledgeBase, today: date) -> Iterator[Problem]:
    """Finds claims with too little or too much time for their metric."""
    for record in kb.records():
        for path, claim in record.each_claim():
            name = str(path[1])
            metric = kb.settings.metrics[name]
            # A metric of another kind is one problem already.
            for field, fact, advice in _findings(claim, name, metric.time) if record.kind_name in metric.kinds else ():
                yield Problem(record.place(*path, field), fact, advice)


def _findings(claim: Claim, name: str, time: str) -> Iterator[tuple[str, str, str]]:
    """The field at fault, the fact and the advice."""
    for field in ("period", "as_of"):
        if getattr(claim, field) and (found := _NOT_OF_THIS_METRIC.get((time, field))):
            yield field, f"{quote(name)} {found[0]}", found[1]
    if claim.is_known and time == "stock" and not claim.as_of and not claim.period:
        yield "as_of", f"{quote(name)} needs the day it was counted.", "Add as_of, like as_of: 2025-12-31."
    if claim.is_known and time == "flow" and not claim.period:
        advice = "Write period (2026, 2026-Q1, FY2025) instead of as_of." if claim.as_of else "Add one: 2026, FY2025 …"
        yield "as_of", f"{quote(name)} covers a span of time and needs a period.", advice
    elif time == "flow" and claim.as_of and claim.basis not in _DATED_GUIDANCE:
        fact = f"{quote(name)} has a period and takes no date unless it is guidance, a plan or an estimate."
        yield "as_of", fact, "Remove as_of, or write the basis."
