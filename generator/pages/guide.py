"""A guide page: hand-written Markdown, passed on as it is, under the title of its file."""

import posixpath
import re
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
    path = "guide/index.md" if page.id == "index" else f"guide/{page.id}/index.md"
    body = Markup(_moved_links(page.body.strip(), path))  # noqa: S704  # written by maintainers, not records
    return Page(path, "guide.md.j2", page.title, page.description, GuideView(page.description, body),
                page_entry("Guide"))  # fmt: skip


_LINK = re.compile(r"\]\((?P<to>[a-z0-9./-]+)\.md(?P<anchor>#[a-z0-9-]+)?\)", re.ASCII)


def _moved_links(body: str, path: str) -> str:
    """Links between the files of `content/`, as the files of the site stand: every page in a folder of its own."""

    def moved(link: re.Match[str]) -> str:
        target = posixpath.normpath(f"guide/{link['to']}").removesuffix("/index")
        to = posixpath.relpath(f"{target}/index.md", posixpath.dirname(path))
        return f"]({to}{link['anchor'] or ''})"

    return _LINK.sub(moved, body)
