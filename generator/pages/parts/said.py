"""A claim in a line on a page that is not its record's: the figure, when it was said, and its source a jump away."""

from dataclasses import dataclass

from generator.knowledge_base import KnowledgeBase
from generator.pages.parts.links import Link, address
from generator.pages.parts.sources import chip
from generator.pages.parts.words import figure_text, spoken
from generator.records import Record
from generator.records.claim import Claim
from generator.records.source import Source
from generator.settings import Settings
from generator.times import date_text


@dataclass(frozen=True)
class Said:
    """The figure with its bound, the day it was said as far as it is known, and the numbered source in its record."""

    figure: str
    when: str
    basis: str
    source: Link


def said(record: Record, claim: Claim, kb: KnowledgeBase) -> Said:
    """The line of a claim; beside a period its own date is the day it was said, else that of its source is."""
    source = record.sources[claim.source]
    day = claim.as_of if claim.as_of and claim.period else source.published
    return Said(
        figure_text(claim, kb.settings),
        date_text(day) if day else "undated",
        kb.settings.label("basis", claim.basis).lower(),
        source_link(record, claim, kb),
    )


def said_by(source: Source, claim: Claim | None, settings: Settings) -> str:
    """Who said it and when, in one text: `Acme, 29 April 2026`, `an analyst in The Daily Ledger`."""
    speaker = f"{spoken(claim.speaker, settings)} in " if claim and claim.speaker else ""
    return f"{speaker}{source.publisher}" + (f", {date_text(source.published)}" if source.published else "")


def source_link(record: Record, claim: Claim, kb: KnowledgeBase) -> Link:
    """The publisher, with a link to the numbered source on the record's page."""
    source = chip(record, claim.source, kb.settings)
    return Link(source.publisher, f"{address(record)}#source-{source.number}")
