"""How to cite a page: as plain text, as BibTeX and as CSL JSON, each with the data's day and commit and a lasting link.

Comes in: what the page is called and its address from the top of the site.  Goes out: finished strings.  Each form has
signs of its own that a title must not bring in; here they are written so that a program reads the title as it stands.
"""

import json
import re
from dataclasses import dataclass

from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.pages.parts.words import data_text
from generator.settings import SiteSettings

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
# BibTeX counts braces without regard to a backslash before them, so that \{ would open a group that nobody closes.
_TEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}",
    **{sign: f"\\{sign}" for sign in "%#&_$"},
})  # fmt: skip


@dataclass(frozen=True)
class Fields:
    """A text of several lines: how it begins, a line for each field, how it ends."""

    begin: str
    lines: tuple[str, ...]
    end: str


@dataclass(frozen=True)
class Citation:
    """How to cite a page, in three forms."""

    plain: str
    bibtex: Fields
    csl: Fields


def citation(title: str, address: str, kb: KnowledgeBase, history: History) -> Citation:
    """How to cite the page of this title; its address is given from the top of the site, as in `cuts/acme-2026-01/`."""
    title = " ".join(title.split())
    return Citation(
        _plain(title, address, kb.settings.site, history),
        _bibtex(title, address, kb.settings.site, history),
        _csl(title, address, kb.settings.site, history),
    )


def lasting_link(address: str, site: SiteSettings) -> str:
    """The whole address of a page as the end of a text; where the site knows none, where it is within the site."""
    return site.whole(address) or f"{_from_the_top(address)}."


def _from_the_top(address: str) -> str:
    """For a site that does not know where it lives."""
    return f"{address} from the top of the site"


def _key(address: str, site: SiteSettings) -> str:
    """A name for programs: `ai-shock-ledger-cuts-acme-2026-01`."""
    return re.sub(r"[^a-z0-9]+", "-", f"{site.name}-{address}".lower()).strip("-")


def _version(history: History) -> str:
    """Which state of the data, with the whole commit."""
    return f"Data of {made}" if (made := data_text(history, short=False)) else ""


def _plain(title: str, address: str, site: SiteSettings, history: History) -> str:
    made = data_text(history)
    return f"{site.name}: “{title}”. " + (f"Data of {made}. " if made else "") + lasting_link(address, site)


def _bibtex(title: str, address: str, site: SiteSettings, history: History) -> Fields:
    link, day = site.whole(address), history.day
    fields = {
        "title": f"{{{title.translate(_TEX)}}}",  # in braces twice, so that no style takes its capitals away
        "author": f"{{{site.name.translate(_TEX)}}}",
        "year": str(day.year) if day else "",
        "month": _MONTHS[day.month - 1] if day else "",
        "url": link.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D"),  # read as it stands
        "howpublished": "" if link else _from_the_top(address).translate(_TEX),
        "note": _version(history),
    }
    lines = [f"{name} = {value if name == 'month' else f'{{{value}}}'}," for name, value in fields.items() if value]
    return Fields(f"@misc{{{_key(address, site)},", tuple(lines), "}")


def _csl(title: str, address: str, site: SiteSettings, history: History) -> Fields:
    link, day = site.whole(address), history.day
    fields: dict[str, object] = {
        "id": _key(address, site),
        "type": "dataset",
        "title": title,
        "author": [{"literal": site.name}],
        "container-title": site.name,
        "issued": {"date-parts": [[day.year, day.month, day.day]]} if day else None,
        "version": history.commit,
        "URL": link,
        "note": "; ".join(filter(None, (_version(history), "" if link else _from_the_top(address)))),
    }
    lines = [f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items() if value]
    return Fields("[{", (*(f"{line}," for line in lines[:-1]), lines[-1]), "}]")
