"""Promises that fall due: those to come, those that are open though their day has come, and what became of the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from generator.figures.cut_outcomes import (
    CutOutcome,
    EffectiveDate,
    coming_effective_dates,
    cut_outcomes,
    past_effective_dates,
)
from generator.figures.headline import Standing, headline, when_text
from generator.figures.promises import Promise, Verdict, coming_promises, kept_or_not, open_promises
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.pages.base import Page
from generator.pages.parts.feeds import CALENDAR
from generator.pages.parts.frame import edit_url
from generator.pages.parts.links import Link, kind_label, record_link
from generator.pages.parts.said import Said, said
from generator.pages.parts.search import page_entry
from generator.pages.parts.words import counted, day_text, figure_text
from generator.quantities import plain, rounded
from generator.records import Cut
from generator.times import date_text

# As many of those to come as a reader takes in; the others are one step away.
_NEXT = 12


@dataclass(frozen=True)
class DueRow:
    """A promise of which nothing later is known: what was said last, and where to write down what became of it."""

    due: str
    sortable_due: str
    link: Link
    kind: str
    metric: str
    scope: str
    said: Said
    basis: str
    earlier: str
    edit: str


@dataclass(frozen=True)
class DateRow:
    """A cut with an announced day."""

    due: str
    sortable_due: str
    link: Link
    roles: str
    edit: str


@dataclass(frozen=True)
class DoneRow:
    """What was said first and last for a time, and what was done."""

    link: Link
    metric: str
    when: str
    first: Said
    last: Said | None
    done: Said
    verdicts: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """One account of what became of a cut."""

    stage: str
    stage_meaning: str
    said: Said
    unknown: str


@dataclass(frozen=True)
class OutcomeRow:
    """What was said of a cut, and what became of it."""

    link: Link
    said: tuple[Said, ...]
    became: tuple[Outcome, ...]


@dataclass(frozen=True)
class PromisesView:
    """What the page of promises prints."""

    today: str
    by_commit: bool
    calendar: Link
    coming_count: str
    next: tuple[DueRow, ...]
    later_count: str
    later: tuple[DueRow, ...]
    coming_dates: tuple[DateRow, ...]
    open_count: str
    open: tuple[DueRow, ...]
    dates: tuple[DateRow, ...]
    done: tuple[DoneRow, ...]
    outcomes: tuple[OutcomeRow, ...]


def promises_page(kb: KnowledgeBase, history: History) -> Page:
    """The page of promises; a day has come when it is not after that of the newest change."""
    today = history.day or last_read(kb)
    coming, found = coming_promises(kb, today), open_promises(kb, today)
    view = PromisesView(
        day_text(today),
        history.day is not None,
        CALENDAR,
        counted(len(coming), "figure"),
        tuple(_due(item, kb) for item in coming[:_NEXT]),
        _later(coming[_NEXT:]),
        tuple(_due(item, kb) for item in coming[_NEXT:]),
        tuple(_date(item, kb) for item in coming_effective_dates(kb, today)),
        counted(len(found), "figure"),
        tuple(_due(item, kb) for item in found),
        tuple(_date(item, kb) for item in past_effective_dates(kb, today)),
        tuple(row for item in kept_or_not(kb) if (row := _done(item, kb))),
        tuple(_outcome(item, kb) for item in cut_outcomes(kb)),
    )
    description = (
        f"What falls due next: {view.coming_count}; {counted(len(view.open) + len(view.dates), 'promise')} "
        "whose day has come without a later claim; and what was said against what was done."
    )
    return Page("promises/index.md", "promises.md.j2", "Promises that fall due", description, view,
                page_entry("Index", "what falls due next", "guidance", "targets"), has_contents=False)  # fmt: skip


def last_read(kb: KnowledgeBase) -> date:
    """The newest day on which a source was read: what "today" is where git knows no day."""
    return max((source.accessed.last for record in kb.records() for source in record.sources.values()),
               default=date(1970, 1, 1))  # fmt: skip


def _later(rest: Sequence[Promise]) -> str:
    """How many more there are, and until when: `23 more figures, until 31 December 2036`."""
    return f"{counted(len(rest), 'more figure')}, until {day_text(rest[-1].due)}" if rest else ""


def _due(item: Promise, kb: KnowledgeBase) -> DueRow:
    last = item.last
    earlier = len(item.said) - 1
    return DueRow(
        day_text(item.due),
        item.due.isoformat(),
        record_link(item.record, kb),
        kind_label(item.record),
        f"{kb.settings.metrics[item.metric].label}{_of_when(last)}",
        item.scope or "",
        said(item.record, last.claim, kb),
        kb.settings.label("basis", last.claim.basis).lower(),
        f"{counted(earlier, 'other claim')} for the same time" if earlier else "",
        edit_url(item.record, kb.settings.site),
    )


def _of_when(standing: Standing) -> str:
    """The period in words; a day is the day that it is due and is said there."""
    return f", {when_text(standing.claim)}" if standing.claim.period else ""


def _date(item: EffectiveDate, kb: KnowledgeBase) -> DateRow:
    found = headline(item.cut, "roles", kb)
    return DateRow(
        date_text(item.cut.effective) if item.cut.effective else day_text(item.due),
        item.due.isoformat(),
        record_link(item.cut, kb),
        figure_text(found.claim, kb.settings) if found else "",
        edit_url(item.cut, kb.settings.site),
    )


def _done(item: Promise, kb: KnowledgeBase) -> DoneRow | None:
    if item.done is None:
        return None
    last = item.last if item.last is not item.first else None
    return DoneRow(
        record_link(item.record, kb),
        kb.settings.metrics[item.metric].label + (f", {item.scope}" if item.scope else ""),
        when_text(item.first.claim),
        said(item.record, item.first.claim, kb),
        said(item.record, last.claim, kb) if last else None,
        said(item.done_in, item.done.claim, kb),
        _verdicts(item),
    )


def _verdicts(item: Promise) -> tuple[str, ...]:
    """How what was done compares with what was said first, and with what was said last where that is another figure."""
    first, last = item.verdict(item.first), item.verdict(item.last)
    if first is None or last is None:
        return ()
    if item.first is item.last:
        return (_verdict_text(first, "said"),)
    return _verdict_text(first, "said first"), _verdict_text(last, "said last")


def _verdict_text(verdict: Verdict, said_when: str) -> str:
    if verdict.word == "as said":
        return f"as {said_when}"
    word = "more" if verdict.word == "more than said" else "less"
    return f"{plain(rounded(verdict.percent, 2))}% {word} than {said_when}"


def _outcome(item: CutOutcome, kb: KnowledgeBase) -> OutcomeRow:
    return OutcomeRow(
        record_link(item.cut, kb),
        tuple(said(item.cut, standing.claim, kb) for standing in item.said),
        tuple(_account(item.cut, standing, kb) for standing in item.became),
    )


def _account(cut: Cut, standing: Standing, kb: KnowledgeBase) -> Outcome:
    stage = kb.settings.words("stage")[standing.claim.stage or ""]
    return Outcome(stage.label.lower(), stage.definition, said(cut, standing.claim, kb), standing.claim.unknown or "")
