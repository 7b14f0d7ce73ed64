"""The companies: who they are. What they spend and how many people they employ stands in the claims."""

from generator.exports.tables.base import Column, Table, joined, key, texts, typed
from generator.knowledge_base import KnowledgeBase
from generator.records import Company

_TEXTS = ("name", "country", "industry", "website", "listing", "fiscal_year_end")
_COLUMNS = (
    key("The id of the company, the name of its file."),
    Column("record", "string", "Its record.", "records", is_required=True),
    *typed(Company, *_TEXTS),
    Column("aliases", "string", "Other names, with semicolons between them."),
)


def companies(kb: KnowledgeBase) -> Table:
    """One row for each company."""
    rows = tuple(
        {"id": company.id, "record": company.key, **texts(company, *_TEXTS), "aliases": joined(company.aliases)}
        for company in kb.companies.values()
    )
    return Table("companies", "Employers: those that cut staff and those that spend on AI.", _COLUMNS, rows)
