"""The page of an indicator: an outside series or estimate, to compare the ledger with."""

from dataclasses import dataclass

from generator.figures.headline import when_text
from generator.figures.newest import newest
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.pages.base import Page
from generator.pages.countries import country_name
from generator.pages.parts.charts import indicator_charts
from generator.pages.parts.frame import Fact, Frame, frame, website_facts
from generator.pages.parts.paper import Paper, on_paper
from generator.pages.parts.search import search_entry
from generator.pages.parts.social_card import card_figures, record_card
from generator.pages.parts.spread import KeyFigure, other_figures
from generator.pages.parts.structured_data import record_data
from generator.pages.parts.words import counted, figure_text, in_short
from generator.records import Indicator
from generator.records.claim import Claim


@dataclass(frozen=True)
class IndicatorView:
    """What the page of an indicator prints."""

    frame: Frame
    publisher: str
    facts: tuple[Fact, ...]
    figures: tuple[KeyFigure, ...]


def indicator_page(indicator: Indicator, kb: KnowledgeBase, history: History) -> Page:
    """The page of one indicator."""
    line, charts = figure_line(indicator, kb), indicator_charts(indicator, kb)
    by = "" if indicator.publisher in indicator.name else f" by {indicator.publisher}"
    description = in_short(
        f"{indicator.name}{by}, an outside count or estimate to compare the ledger with.",
        f"{line}." if line else "",
        f"{counted(indicator.claim_count, 'claim')} from {counted(len(indicator.sources), 'source')}.",
    )
    return Page(
        f"{indicator.key}/index.md",
        "indicator.md.j2",
        indicator.name,
        description,
        _view(indicator, kb, history, on_paper(indicator, kb, charts)),
        search_entry(indicator, kb, line, filters={}, words=(indicator.publisher,)),
        charts,
        card=record_card(
            indicator, kb, history, indicator.publisher, card_figures(indicator, kb.settings.metrics, "text", kb)
        ),
        structured=record_data(indicator, description, kb, history),
    )


def _view(indicator: Indicator, kb: KnowledgeBase, history: History, paper: Paper) -> IndicatorView:
    covers = (Fact("Covers", country_name(indicator.country)),) if indicator.country else ()
    return IndicatorView(
        frame(indicator, kb, history, paper),
        indicator.publisher,
        (*covers, *website_facts(indicator)),
        other_figures(indicator, kb, ()),
    )


def figure_line(indicator: Indicator, kb: KnowledgeBase) -> str:
    """The indicator in a few words: the newest figure of its first metric that has one, else its first figure."""
    for metric in (name for name in kb.settings.metrics if name in indicator.claims):
        if found := newest(indicator, metric, kb):
            return _line(metric, found.claim, kb)
    for metric in (name for name in kb.settings.metrics if name in indicator.claims):
        for claim in indicator.metric(metric):
            if claim.is_known:
                return _line(metric, claim, kb)
    return ""


def _line(metric: str, claim: Claim, kb: KnowledgeBase) -> str:
    details = ", ".join(filter(None, (claim.scope, when_text(claim))))
    label = kb.settings.metrics[metric].label
    return f"{label}: {figure_text(claim, kb.settings)}{f' ({details})' if details else ''}"
