"""Only an attribution to AI has a mechanism."""

from collections.abc import Iterator
from datetime import date

from generator.knowledge_base import KnowledgeBase
from generator.problems import Problem, quote


def check(kb: KnowledgeBase, today: date) -> Iterator[Problem]:
    """Finds mechanisms beside other causes."""
    for cut in kb.cuts.values():
        for index, attribution in enumerate(cut.attribution):
            if attribution.mechanism and attribution.cause != "ai":
                said = quote(attribution.mechanism)
                fact = f"{said} says how AI leads to a cut, but here the cause is {quote(attribution.cause)}."
                advice = "Remove the mechanism, or write cause: ai."
                yield Problem(cut.place("attribution", index, "mechanism"), fact, advice)
