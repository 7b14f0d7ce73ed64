"""The exchange rates by which the site converts sums to US dollars."""

from generator.exports.tables.base import Column, Table, amount, key
from generator.knowledge_base import KnowledgeBase

_COLUMNS = (
    key("The currency and the year: KRW/2025."),
    Column("currency", "string", "The ISO 4217 code.", is_required=True),
    Column("year", "integer", "The calendar year whose average it is.", is_required=True),
    Column("per_usd", "number", "How many units of the currency one US dollar bought.", is_required=True),
    Column("publisher", "string", "Who published the rate.", is_required=True),
    Column("url", "string", "Where it was read.", is_required=True),
)


def exchange_rates(kb: KnowledgeBase) -> Table:
    """One row for each rate."""
    rows = tuple(
        {
            "id": f"{rate.currency}/{rate.year}",
            "currency": rate.currency,
            "year": rate.year,
            "per_usd": amount(rate.per_usd),
            "publisher": rate.source.publisher,
            "url": rate.source.url,
        }
        for rate in kb.settings.rates.values()
    )
    return Table("exchange_rates", "Yearly average rates, for converting sums as the site does.", _COLUMNS, rows)
