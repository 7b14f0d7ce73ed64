"""The page of an indicator: an outside series or estimate, to compare the ledger with."""

from dataclasses import dataclass

from generator.figures.newest import newest
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.pages.base import Page
from generator.pages.countries import country_name
from generator.pages.parts.charts import indicator_charts
from generator.pages.parts.frame import Fact, Frame, frame, website_facts
from generator.pages.parts.search import search_entry
from generator.pages.parts.spread import KeyFigure, other_figures
from generator.pages.parts.words import counted, figure_text, lowered
from generator.records import Indicator


@dataclass(frozen=True)
class IndicatorView:
    """What the page of an indicator prints."""

    frame: Frame
    publisher: str
    facts: tuple[Fact, ...]
    figures: tuple[KeyFigure, ...]


def indicator_page(indicator: Indicator, kb: KnowledgeBase, history: History) -> Page:
    """The page of one indicator."""
    line = figure_line(indicator, kb)
    claims = sum(len(found) for found in indicator.claims.values())
    description = (
        f"{indicator.name} by {indicator.publisher}{f': {line}' if line else ''}. "
        f"{counted(claims, 'claim')} from {counted(len(indicator.sources), 'source')}."
    )
    return Page(
        f"{indicator.key}/index.md",
        "indicator.md.j2",
        indicator.name,
        description,
        _view(indicator, kb, history),
        search_entry(indicator, kb, line, filters={}, words=(indicator.publisher,)),
        indicator_charts(indicator, kb),
    )


def _view(indicator: Indicator, kb: KnowledgeBase, history: History) -> IndicatorView:
    facts = [Fact("Published by", indicator.publisher)]
    if indicator.country:
        facts.append(Fact("Covers", country_name(indicator.country)))
    return IndicatorView(
        frame(indicator, kb, history),
        indicator.publisher,
        (*facts, *website_facts(indicator)),
        other_figures(indicator, kb, ()),
    )


def figure_line(indicator: Indicator, kb: KnowledgeBase) -> str:
    """The indicator in a few words: the newest figure of its first metric that has one."""
    for metric in (name for name in kb.settings.metrics if name in indicator.claims):
        if found := newest(indicator, metric, kb):
            label = lowered(kb.settings.metrics[metric].label)
            return f"{label} {figure_text(found.claim, kb.settings)}{f', {found.when}' if found.when else ''}"
    return ""
