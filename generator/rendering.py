"""Pages become Markdown: a `Page` in, its files by path out. The one place where text is made safe for a page.

Whatever a template prints passes `_printed`, so that no template can forget it.  Text of records is encoded for HTML
and Markdown alike: every sign that either could take for markup becomes a character reference, and a reader sees the
text as it was typed.  The front matter goes through a YAML dumper, escaped, because the theme prints it as it is.
"""

import html
import json
import posixpath
import re
from collections.abc import Mapping
from pathlib import Path

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Undefined
from markupsafe import Markup

from generator.charts.base import LAYOUTS, Chart, Layout
from generator.pages.base import Page

_TEMPLATES = Path(__file__).parent / "templates"
# A second line of defence: records refuse these characters already.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
# Signs that mean nothing in HTML or Markdown where they stand, kept so that a generated page can be read and compared.
_HARMLESS = r"""
    (?<=[A-Za-z0-9])[,'/-](?=[A-Za-z0-9])   # 8,000  don't  and/or  AI-driven
  | (?<=[A-Za-z0-9%)])[,;:](?=\ )           # one, two; namely: three
  | (?<=[A-Za-z%])\.(?=\ |$)                # the end of a sentence, but not "1. "
  | (?<=[A-Za-z])\?(?=\ |$)
  | (?<=[0-9])(?:\.(?=[0-9])|%)             # 10.5%
  | \$(?=[0-9])                             # $72 billion
  | (?<=\ )\((?=[A-Za-z0-9]) | (?<=[A-Za-z%])\)
"""
_SIGN = re.compile(rf"(?P<harmless>{_HARMLESS})|[!-/:-@\[-`{{-~]", re.VERBOSE)


def clean(text: str) -> str:
    """The text in one line, without characters that cannot be shown."""
    return " ".join(_CONTROLS.sub("\ufffd", text).split())


def encoded(text: str) -> str:
    """The text so that HTML and Markdown both show it exactly: signs become character references."""
    return _SIGN.sub(lambda sign: sign[0] if sign["harmless"] else f"&#{ord(sign[0])};", clean(text))


def _printed(value: object) -> Markup:
    if isinstance(value, Markup):
        return value
    if isinstance(value, Undefined):
        str(value)  # raises, and names what is missing
    if not isinstance(value, str):
        raise TypeError(f"A template prints finished texts, and this is none: {value!r}")
    return Markup(encoded(value))  # noqa: S704  # this is the escaper


def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printed,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


_ENVIRONMENT = _environment()


def front_matter(title: str, description: str) -> str:
    """What the theme prints into the head of a page as it is, and so must be escaped already."""
    fields = {"title": html.escape(clean(title)), "description": html.escape(clean(description))}
    return f"---\n{yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=10**6)}---\n"
