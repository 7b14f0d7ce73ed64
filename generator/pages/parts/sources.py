"""Sources: the numbered list at the end of a record page, and the chips that lead to it."""

from dataclasses import dataclass

from generator.pages.parts.links import Outside, outside
from generator.records import Record
from generator.records.source import Source
from generator.settings import Settings
from generator.times import date_text


@dataclass(frozen=True)
class SourceChip:
    """Who says so, in one glance: kind of source, publisher and date; it jumps to the numbered source."""

    number: str
    type: str
    type_label: str
    publisher: str
    when: str


@dataclass(frozen=True)
class NumberedSource:
    """One entry of the list of sources."""

    chip: SourceChip
    type_definition: str
    title: Outside
    published: str
    accessed: str
    citing: str
    note: str
    archive: Outside | None


def chip(record: Record, name: str, settings: Settings) -> SourceChip:
    """The chip of a source, by its name in a record; its number is its place there."""
    return _chip(record.sources[name], list(record.sources).index(name) + 1, settings)


def _chip(source: Source, number: int, settings: Settings) -> SourceChip:
    when = date_text(source.published) if source.published else "undated"
    return SourceChip(str(number), source.type, settings.label("source_type", source.type), source.publisher, when)


def numbered_sources(record: Record, settings: Settings) -> tuple[NumberedSource, ...]:
    """All sources of a record in their order."""
    return tuple(
        _numbered(_chip(source, number, settings), source, settings)
        for number, source in enumerate(record.sources.values(), start=1)
    )


def _numbered(chip: SourceChip, source: Source, settings: Settings) -> NumberedSource:
    return NumberedSource(
        chip,
        settings.words("source_type")[source.type].definition,
        outside(source.title, source.url),
        date_text(source.published) if source.published else "",
        date_text(source.accessed),
        source.citing or "",
        source.note or "",
        outside("Archived copy", source.archive) if source.archive else None,
    )
