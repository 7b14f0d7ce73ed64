"""What the search knows of a record beside the text of its page."""

from collections.abc import Mapping

from generator.knowledge_base import KnowledgeBase
from generator.pages.base import SearchEntry
from generator.pages.countries import country_name
from generator.pages.parts.links import country_of, kind_label
from generator.pages.parts.words import newest_source
from generator.records import Record


def search_entry(
    record: Record,
    kb: KnowledgeBase,
    figure: str,
    *,
    filters: Mapping[str, tuple[str, ...]],
    date: str = "",
    size: str = "",
    words: tuple[str, ...] = (),
    also: tuple[str, ...] = (),
) -> SearchEntry:
    """The entry of a record: its kind and country, the given filters, when it happened and how large it is."""
    newest, country = newest_source(record), country_of(record, kb)
    sorts = {"date": date or (newest.last.isoformat() if newest else ""), "size": size}
    return SearchEntry(
        {
            "kind": (kind_label(record),),
            "country": (country_name(country),) if country else (),
            **{name: values for name, values in filters.items() if values},
        },
        {name: value for name, value in sorts.items() if value},
        figure,
        tuple(dict.fromkeys(words)),
        tuple(dict.fromkeys(also)),
    )


def page_entry(kind: str, *asked_for: str) -> SearchEntry:
    """The entry of a page that is no record, with words by which readers ask for what it is about."""
    return SearchEntry({"kind": (kind,)}, words=asked_for)
