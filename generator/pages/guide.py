"""A guide page: hand-written Markdown, passed on as it is, under the title of its file."""

from dataclasses import dataclass

from markupsafe import Markup

from generator.loading import GuidePage
from generator.pages.base import Page
from generator.pages.parts.search import page_entry


@dataclass(frozen=True)
class GuideView:
    """What a guide page prints; the body is Markdown that the checks found free of HTML."""

    lead: str
    body: Markup


def guide_page(page: GuidePage) -> Page:
    """One page of the guide."""
    view = GuideView(page.description, Markup(page.body.strip()))  # noqa: S704  # written by maintainers, not records
    return Page(f"guide/{page.id}.md", "guide.md.j2", page.title, page.description, view, page_entry("Guide"))
