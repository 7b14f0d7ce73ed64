"""The last look at a built site before anybody sees it.

Comes in: the folder of a built site, and the content security policy that its pages carry.
Goes out: what is wrong, one sentence for each finding; an empty list lets the site through.
It only reads. It tests the output, not the way to it, so it holds whatever engine, theme or template made the page.
"""

import base64
import hashlib
import json
import posixpath
import re
from collections.abc import Callable, Collection, Iterator
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from selectolax.lexbor import LexborHTMLParser, LexborNode

SCRIPT_SUMS = re.compile(r"'(sha256-[A-Za-z0-9+/=]+)'")
FORBIDDEN = "iframe, object, embed, frame, frameset, base, template, portal, applet, meta[http-equiv=refresh i]"
ADDRESSES = ("href", "src", "action", "formaction", "poster", "data", "background", "ping", "cite", "xlink:href")
ADDRESSED = ", ".join(f"[{name.replace(':', chr(92) + ':')}]" for name in ADDRESSES)
LOADED = {"script", "img", "audio", "video", "source", "track", "input", "image", "use", "feimage"}
# A browser drops these before it looks for the scheme, so "java\nscript:" is "javascript:".
IGNORED = re.compile(r"[\x00-\x20]+")
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
SAFE_SCHEMES = {"http:", "https:", "mailto:"}
# An attribute name cannot be written with entities: a page without this text has no handler and need not be walked.
MAYBE_HANDLER = re.compile(rb"on[a-z]+\s*=", re.IGNORECASE)
SCRIPT_FOLDERS = ("assets/", "pagefind/")
PICTURE_FOLDER = "charts/"
# What a picture of ours is drawn with. Nothing in it runs, loads, links or styles.
DRAWN_WITH = set("svg g rect path line circle text tspan title desc defs clipPath linearGradient stop".split())
SVG = "{http://www.w3.org/2000/svg}"
DECLARATION = re.compile(rb"<[!?]")
PROLOG = re.compile(rb"\A<\?xml [^<>?]*\?>")
GUARDED_FILES = {".svg", ".js", ".mjs", ".html", ".htm", ".xhtml", ".xht", ".wasm", ".xml", ".xsl"}
# Lists for programs: feeds, and the list of pages that the engine makes. In XML, an element of HTML is run as one.
LISTS = re.compile(r"sitemap\.xml|feeds/[a-z0-9/-]+\.xml")
LISTED_IN = ("{http://www.w3.org/2005/Atom}", "{http://www.sitemaps.org/schemas/sitemap/0.9}")


def faults(site: Path, policy: str, passed: Collection[str] = ()) -> list[str]:
    """What is wrong with the site. Pages in `passed` are unchanged since a site that went through: not read again."""
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    sums = frozenset(SCRIPT_SUMS.findall(policy))
    found = [*_stray_files(files), *_links(site)]
    for name in sorted(files):
        in_it: Iterator[str] = iter(())
        if _is_picture_file(name):
            in_it = _xml_faults((site / name).read_bytes(), "picture", _picture_faults)
        elif LISTS.fullmatch(name):
            in_it = _xml_faults((site / name).read_bytes(), "list", _list_faults)
        elif name.endswith(".html") and name not in passed:
            in_it = _Page(name, (site / name).read_bytes(), files, sums, policy).faults()
        found += [f"{name}: {fault}" for fault in in_it]
    return found


def _stray_files(files: set[str]) -> Iterator[str]:
    for name in sorted(files):
        suffix = posixpath.splitext(name)[1].lower()
        page = suffix == ".html" and (name == "404.html" or posixpath.basename(name) == "index.html")
        known = page or _is_picture_file(name) or LISTS.fullmatch(name) or name.startswith(SCRIPT_FOLDERS)
        if suffix in GUARDED_FILES and not known:
            yield f"{name}: a file of this kind does not belong here; browsers run what is in it."


def _is_picture_file(name: str) -> bool:
    return name.startswith(PICTURE_FOLDER) and posixpath.splitext(name)[1].lower() == ".svg"


def _xml_faults(markup: bytes, what: str, inside: Callable[[ElementTree.Element], Iterator[str]]) -> Iterator[str]:
    """What is wrong with a file that browsers show as a document of its own: its form, or what stands `inside`."""
    if DECLARATION.search(PROLOG.sub(b"", markup)):
        yield f"holds a declaration, a comment or an instruction, which no {what} of ours needs."
        return
    try:
        root = ElementTree.fromstring(markup)  # noqa: S314  no entity can be declared in it, see above
    except ElementTree.ParseError as error:
        yield f"is not well-formed: {error}."
        return
    yield from inside(root)


def _list_faults(root: ElementTree.Element) -> Iterator[str]:
    """What a feed or a list of pages holds that a browser, which shows XML too, could act on."""
    for element in root.iter():
        if not element.tag.startswith(LISTED_IN):
            yield f"holds {element.tag!r}, which belongs to no list."


def _picture_faults(root: ElementTree.Element) -> Iterator[str]:
    """What a picture file holds that could act: opened by itself, it is a document that a browser runs."""
    if root.tag != f"{SVG}svg":
        yield "is not an SVG picture."
    for element in root.iter():
        if element.tag.removeprefix(SVG) not in DRAWN_WITH:
            yield f"holds a <{element.tag.removeprefix(SVG)}> element, which no picture of ours needs."
        for name, value in element.attrib.items():
            if fault := _attribute_fault(name.rpartition("}")[2].lower(), IGNORED.sub("", value).lower()):
                yield fault


def _attribute_fault(name: str, value: str) -> str:
    if name.startswith("on"):
        return f"holds an event handler: {name}."
    if name in ("href", "src", "style", "base"):
        return f"holds a {name}, which no picture of ours needs."
    if "url(" in value.replace("url(#", ""):
        return f"loads something: {name} is {value[:60]!r}."
    return ""


def _links(site: Path) -> Iterator[str]:
    for path in sorted(site.rglob("*")):
        if path.is_symlink():
            yield f"{path.relative_to(site).as_posix()}: a symbolic link; a site holds its own files only."


class _Page:
    """One built page, parsed as browsers parse it."""

    def __init__(self, name: str, markup: bytes, files: set[str], sums: frozenset[str], policy: str) -> None:
        self.markup = markup
        self.folder = posixpath.dirname(name)
        self.files = files
        self.sums = sums
        self.policy = policy
        self.tree = LexborHTMLParser(markup)
        self.is_error_page = name == "404.html"

    def faults(self) -> Iterator[str]:
        yield from self._shape()
        yield from self._policy()
        yield from self._scripts()
        yield from self._handlers()
        for node in self.tree.css(ADDRESSED):
            yield from self._addresses(node)

    def _shape(self) -> Iterator[str]:
        headings = len(self.tree.css("h1"))
        if headings != 1:
            yield f"has {headings} first-level headings instead of one."
        for node in self.tree.css(FORBIDDEN):
            yield f"holds a <{node.tag}> element, which no page of ours needs."
        for node in self.tree.css("[style], style"):
            yield f"holds a style in <{node.tag}>, which the page's policy blocks; use a class or an SVG attribute."
        for node in self.tree.css("[srcdoc], [srcset]"):
            yield f"holds a srcset or srcdoc in <{node.tag}>, which no page of ours needs."

    def _policy(self) -> Iterator[str]:
        metas = self.tree.css("meta[http-equiv=Content-Security-Policy i]")
        if [meta.attributes.get("content") for meta in metas] != [self.policy]:
            yield "does not carry the content security policy once and as committed."
            return
        before = self.markup[: self.markup.find(b"Content-Security-Policy")]
        if re.search(rb"<(script|link|style|img)", before, re.IGNORECASE):
            yield "loads something before its content security policy."

    def _scripts(self) -> Iterator[str]:
        for node in self.tree.css("script"):
            kind = (node.attributes.get("type") or "").lower()
            if kind == "application/ld+json":
                yield from _structured_faults(node.text(deep=True))
            if "src" in node.attributes or kind in {"application/json", "application/ld+json"}:
                continue
            text = node.text(deep=True)
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            if f"sha256-{digest}" not in self.sums:
                yield f"holds an inline script that is not on the list: {text[:60]!r}."

    def _handlers(self) -> Iterator[str]:
        if not MAYBE_HANDLER.search(self.markup):
            return
        for node in self.tree.css("*"):
            for name in node.attributes:
                if name.lower().startswith("on"):
                    yield f"holds an event handler: {name} in <{node.tag}>."

    def _addresses(self, node: LexborNode) -> Iterator[str]:
        tag = (node.tag or "").lower()
        for name, value in node.attributes.items():
            if name.lower() not in ADDRESSES or value is None:
                continue
            address = IGNORED.sub("", value)
            scheme = SCHEME.match(address)
            if _is_picture(tag, name, address):
                continue
            if scheme and scheme[0].lower() not in SAFE_SCHEMES:
                yield f"{name} of <{tag}> leads to {address[:60]!r}; only http, https and mailto are allowed."
            elif scheme or address.startswith(("//", "\\", "/\\")):
                if tag in LOADED or (tag == "link" and not _points_only(node)):
                    yield f"<{tag}> loads {address[:60]!r} from another origin."
            elif not self.is_error_page and not self._is_there(address):
                yield f"{name} of <{tag}> leads nowhere: {address[:120]!r}."

    def _is_there(self, address: str) -> bool:
        parts = urlsplit(address)
        path = unquote(parts.path)
        if not path:
            return not parts.fragment or self._has(unquote(parts.fragment))
        if path.startswith("/"):
            return False  # right only where the site stands at the root of its host
        target = posixpath.normpath(posixpath.join(self.folder, path))
        if path.endswith("/") or posixpath.basename(path) in {".", ".."}:
            target = posixpath.normpath(posixpath.join(target, "index.html"))
        return target in self.files

    def _has(self, fragment: str) -> bool:
        return fragment in self._ids or fragment == "top"

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(node.attributes.get("id") or "" for node in self.tree.css("[id]"))


def _structured_faults(text: str) -> Iterator[str]:
    """What keeps data of schema.org from being read, or could end its element early."""
    if "<" in text:
        yield "holds structured data with a '<' in it, which must be written as \\u003c."
    try:
        document = json.loads(text)
    except ValueError as error:
        yield f"holds structured data that is not JSON: {error}."
        return
    if not isinstance(document, dict) or document.get("@context") != "https://schema.org":
        yield "holds structured data that does not name https://schema.org as its context."


def _is_picture(tag: str, name: str, address: str) -> bool:
    return tag == "img" and name.lower() == "src" and address.lower().startswith("data:image/")


def _points_only(link: LexborNode) -> bool:
    """A <link> that names an address for machines (canonical, alternate) and fetches nothing."""
    return set((link.attributes.get("rel") or "").lower().split()) <= {"canonical", "alternate", "license"}
