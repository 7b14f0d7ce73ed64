"""The pipeline: a linked knowledge base in, every file of the site's source out. Pure: same input, same bytes."""

from collections.abc import Callable, Mapping

from generator.charts.drawing import Cache, draw_all
from generator.exports.data_files import data_files
from generator.exports.raw_records import raw_records
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.pages import all_pages, data_pages
from generator.rendering import files_of

Report = Callable[[str], None]


def site(
    kb: KnowledgeBase, history: History, assets: Mapping[str, bytes], cache: Cache, report: Report
) -> dict[str, bytes]:
    """Markdown pages, charts, tables, data files, raw records and assets, by their path under the docs folder."""
    data = data_files(kb, history)
    pages = [*all_pages(kb, history), *data_pages(data, kb, history)]
    report(f"Drawing the charts of {len(pages):,} pages")
    drawings = draw_all([chart for page in pages for chart in page.charts], cache)
    report(f"Rendering {len(pages):,} pages")
    files = {path: data for page in pages for path, data in files_of(page, drawings).items()}
    return {**files, **raw_records(kb), **data.files, **assets}
