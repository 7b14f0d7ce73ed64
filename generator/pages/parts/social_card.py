"""The social card of a page: its figures as the page prints them, in the few words for which a picture has room."""

from collections.abc import Iterable
from decimal import Decimal
from urllib.parse import urlsplit

from generator.exports.social_cards import WHOLE, Card, CardFigure, Mark
from generator.figures.ai_link import Grade
from generator.figures.headline import Headline
from generator.figures.newest import newest
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.pages.parts.links import name
from generator.pages.parts.spread import BAR, Spread, key_figure
from generator.pages.parts.words import day_text
from generator.records import Record

_MOST_FIGURES = 2


def record_card(
    record: Record,
    kb: KnowledgeBase,
    history: History,
    kind: str,
    figures: Iterable[CardFigure],
    grade: Grade | None = None,
    mechanism: str = "",
) -> Card:
    """The card of a record."""
    return _card(f"social/{record.key}.png", name(record, kb), kind, tuple(figures)[:_MOST_FIGURES],
                 kb, history, grade, mechanism)  # fmt: skip


def ledger_card(figures: Iterable[CardFigure], title: str, kb: KnowledgeBase, history: History) -> Card:
    """The card of the ledger as a whole, which all pages share that have none of their own."""
    return _card(WHOLE, title, "", tuple(figures), kb, history)


def _card(
    path: str, title: str, kind: str, figures: tuple[CardFigure, ...], kb: KnowledgeBase, history: History,
    grade: Grade | None = None, mechanism: str = "",
) -> Card:  # fmt: skip
    site, day = kb.settings.site, history.day
    parts = urlsplit(site.address)
    host = f"{parts.netloc}{parts.path}".removesuffix("/")
    return Card(path, site.name, kind, title, figures, grade, mechanism, day_text(day) if day else "", host)


def card_figures(record: Record, metrics: Iterable[str], colour: str, kb: KnowledgeBase) -> tuple[CardFigure, ...]:
    """The newest figure of each of these metrics that has one."""
    found = (newest(record, metric, kb) for metric in metrics if metric in record.claims)
    return tuple(card_figure(record, headline, colour, kb) for headline in found if headline)


def card_figure(record: Record, found: Headline, colour: str, kb: KnowledgeBase) -> CardFigure:
    """A headline as a card prints it: never without its bound, and beside it the range of all live claims."""
    figure = key_figure(record, found, kb)
    range_said = f"{figure.spread.low} to {figure.spread.high}" if figure.spread else ""
    note = "; ".join(filter(None, (*figure.qualifiers, range_said, figure.support)))
    guided = colour == "actual" and found.claim.basis != "actual"
    return CardFigure(
        figure.label, figure.when, figure.bound, figure.figure, note, "guided" if guided else colour,
        _marks(figure.spread) if figure.spread else (),
    )  # fmt: skip


def _marks(spread: Spread) -> tuple[Mark, ...]:
    return tuple(
        Mark(float(Decimal(mark.x) / BAR), float(Decimal(mark.width) / BAR), mark.is_headline) for mark in spread.marks
    )


def unknown_figure(label: str, reason: str) -> CardFigure:
    """In the place of a figure that is not known: that it is not, and why."""
    return CardFigure(label, "", "", "not known", reason, "muted")
