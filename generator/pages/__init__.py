"""The pages: one kind per file, each a function from the knowledge base to a `Page`. `all_pages` is the list.

`data_pages` describe the downloads, and so come after these are made; `chart_pages` and `gallery_pages` show the charts
of all other pages once more.
"""

from collections.abc import Iterator
from dataclasses import replace

from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.pages.base import Page
from generator.pages.chart_page import chart_pages
from generator.pages.claims_index import claims_pages
from generator.pages.companies_index import companies_index
from generator.pages.company import company_page
from generator.pages.cut import cut_page
from generator.pages.cuts_index import cuts_pages
from generator.pages.data import data_pages
from generator.pages.deals import deals_page
from generator.pages.disagreements import disagreements_page
from generator.pages.follow import follow_page
from generator.pages.gallery import gallery_pages
from generator.pages.guide import guide_pages
from generator.pages.home import home_page
from generator.pages.indicator import indicator_page
from generator.pages.indicators_index import indicators_index
from generator.pages.layers import layers_page
from generator.pages.not_known import not_known_page
from generator.pages.parts.feeds import feeds_of_pages
from generator.pages.payroll_and_processors import payroll_page
from generator.pages.promises import promises_page
from generator.pages.supplier import supplier_page
from generator.pages.suppliers_index import suppliers_index

__all__ = ["Page", "all_pages", "chart_pages", "data_pages", "gallery_pages"]

_OF_THE_LEDGER = (
    indicators_index, disagreements_page, payroll_page, layers_page, not_known_page,
)  # fmt: skip
# They name the data's day, or what git knows of the days before.
_OF_A_DAY = (
    home_page, companies_index, suppliers_index, deals_page, promises_page, follow_page,
)  # fmt: skip
# Their tables may be longer than one page.
_BY_YEAR = (cuts_pages, claims_pages)


def all_pages(kb: KnowledgeBase, history: History) -> Iterator[Page]:
    """Every page of the site, each with the feeds that go with it."""
    feeds = feeds_of_pages(kb, history)
    yield from (replace(page, feeds=feeds.get(page.path, ())) for page in _pages(kb, history))


def _pages(kb: KnowledgeBase, history: History) -> Iterator[Page]:
    """Those of the ledger as a whole, those of the records, and the guide."""
    yield from (page(kb) for page in _OF_THE_LEDGER)
    yield from (page(kb, history) for page in _OF_A_DAY)
    yield from (page for pages in _BY_YEAR for page in pages(kb, history))
    yield from (company_page(record, kb, history) for record in kb.companies.values())
    yield from (cut_page(record, kb, history) for record in kb.cuts.values())
    yield from (supplier_page(record, kb, history) for record in kb.suppliers.values())
    yield from (indicator_page(record, kb, history) for record in kb.indicators.values())
    yield from guide_pages(kb)
