"""Sources: the numbered list at the end of a record page, and the chips that lead to it."""

from collections.abc import Collection
from dataclasses import dataclass

from generator.pages.parts.links import Outside, outside
from generator.records import Record
from generator.records.source import Source
from generator.settings import Settings
from generator.times import date_text


@dataclass(frozen=True)
class SourceChip:
    """Who says so, in one glance: kind of source, publisher, whom it relays, date; it jumps to the numbered source."""

    number: str
    type: str
    type_label: str
    publisher: str
    citing: str
    when: str


@dataclass(frozen=True)
class NumberedSource:
    """One entry of the list of sources."""

    chip: SourceChip
    type_definition: str
    title: Outside
    published: str
    accessed: str
    note: str
    archive: Outside | None
    is_off_paper: bool


def chip(record: Record, name: str, settings: Settings) -> SourceChip:
    """The chip of a source, by its name in a record; its number is its place there."""
    return _chip(record.sources[name], list(record.sources).index(name) + 1, settings)


def _chip(source: Source, number: int, settings: Settings) -> SourceChip:
    when = date_text(source.published) if source.published else "undated"
    label = settings.label("source_type", source.type)
    return SourceChip(str(number), source.type, label, source.publisher, source.citing or "", when)


def numbered_sources(record: Record, settings: Settings, off_paper: Collection[str]) -> tuple[NumberedSource, ...]:
    """All sources of a record in their order; paper leaves out those of these names."""
    return tuple(
        _numbered(_chip(source, number, settings), source, settings, name in off_paper)
        for number, (name, source) in enumerate(record.sources.items(), start=1)
    )


def _numbered(chip: SourceChip, source: Source, settings: Settings, is_off_paper: bool) -> NumberedSource:
    return NumberedSource(
        chip,
        settings.words("source_type")[source.type].definition,
        outside(source.title, source.url),
        date_text(source.published) if source.published else "",
        date_text(source.accessed),
        source.note or "",
        outside("Archived copy", source.archive) if source.archive else None,
        is_off_paper,
    )
