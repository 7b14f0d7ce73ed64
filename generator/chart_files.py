"""The files of a chart beside its page: pictures, data, specifications, and the small page that other sites embed.

Comes in: the pages of charts, their drawings, and how the site looks.  Goes out: files by path.  It reads and writes
nothing itself; PNG pictures are kept in the cache that is handed in, as drawings are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.charts.base import LAYOUTS, Chart
from generator.charts.drawing import Cache, Drawings, png_of, specification, specification_text, standalone
from generator.charts.palette import Palettes
from generator.charts.poster import poster, thumbnail
from generator.pages.base import Page
from generator.rendering import chart_file, environment, relative, shown
from generator.settings import SiteSettings
from generator.spreadsheets import csv_text


@dataclass(frozen=True)
class Look:
    """How a picture of the site looks that stands alone, and what it says of where it comes from."""

    palettes: Palettes
    site: SiteSettings
    day: str

    def credit(self, chart_address: str) -> str:
        """The last line of a picture."""
        return f"{self.site.name} · {self.site.whole(chart_address) or chart_address} · CC BY 4.0"


def chart_files(pages: Sequence[Page], drawings: Drawings, look: Look, cache: Cache) -> dict[str, bytes]:
    """The files of the charts of these pages, each of which shows one chart."""
    files = {path: text.encode() for page in pages for path, text in _texts(page, drawings, look)}
    posters = [files[chart_file(page, page.charts[0], ".svg")].decode() for page in pages]
    pictures = png_of(posters, cache)
    return files | {
        chart_file(page, page.charts[0], ".png"): pictures[poster] for page, poster in zip(pages, posters, strict=True)
    }


def _texts(page: Page, drawings: Drawings, look: Look) -> Iterator[tuple[str, str]]:
    (chart,) = page.charts
    yield chart_file(page, chart, ".csv"), rows_of(chart)
    yield chart_file(page, chart, ".vl.json"), standalone(chart, look.palettes.light)
    for layout in LAYOUTS:
        yield chart_file(page, chart, f"-{layout}.json"), specification_text(specification(chart, layout))
    for ending, palette in (("", look.palettes.light), ("-dark", look.palettes.dark)):
        wide, narrow = (drawings.svg(chart, layout) for layout in LAYOUTS)
        yield chart_file(page, chart, f"{ending}.svg"), poster(chart, wide, look.credit(page.address), palette)
        yield chart_file(page, chart, f"-small{ending}.svg"), thumbnail(narrow, palette)
    yield f"{page.address}embed/index.html", _embed_page(page, drawings, look)


def rows_of(chart: Chart) -> str:
    """The rows of a chart under their headings, as CSV."""
    headings = [column.heading for column in chart.columns]
    return csv_text(headings, ([row.get(column.key) for column in chart.columns] for row in chart.rows))


def _embed_page(page: Page, drawings: Drawings, look: Look) -> str:
    """The page that other sites show in a frame: without the theme and without scripts."""
    address = f"{page.address}embed/"
    template = environment().get_template("embed.html.j2")
    return template.render(
        chart=shown(page, page.charts[0], drawings),
        site=look.site.name,
        canonical=look.site.whole(page.address),
        day=look.day,
        here=lambda to: relative(to, address),
    )
