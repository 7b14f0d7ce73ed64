"""YAML with positions, read strictly: bytes in, a `Document` and problems out. It touches no file.

The text is read from libyaml's events and built without recursion: anchors, aliases, tags and merge keys are seen as
they come, 60,000 opening brackets end at a depth cap, and every key and value knows its line.  Nothing is guessed: a
scalar without quotes stays the text that was typed (`Plain`), and the field that receives it decides what it may be.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import yaml

from generator.problems import Place, Problem, printable, quote

LARGEST_FILE = 256 * 1024
DEEPEST = 8
MOST_NODES = 20_000

Path = tuple[str | int, ...]
Mark = tuple[int, int]


class Plain(str):
    """A scalar that was written without quotes, exactly as typed."""

    __slots__ = ()


@dataclass
class Document:
    """What a file says: dicts, lists, `str` (quoted) and `Plain` (unquoted), and where each of them stands."""

    tree: dict[str, Any] = field(default_factory=dict)
    values: dict[Path, Mark] = field(default_factory=dict)
    keys: dict[Path, Mark] = field(default_factory=dict)

    def mark(self, path: Path) -> Mark:
        """The line and column of the value at this path, or of the nearest thing around it that was typed."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, (1, 1))

    def key_mark(self, path: Path) -> Mark:
        """The line and column of the key at this path."""
        return self.keys.get(path) or self.mark(path)


class _Refusal(Exception):
    """The file cannot be read on from here."""

    def __init__(self, mark: Mark, fact: str, advice: str) -> None:
        self.problem_parts = (mark, fact, advice)


def read(data: bytes, file: str) -> tuple[Document, list[Problem]]:
    """The document and everything that is wrong with it as YAML; with problems, the document may be partial."""
    builder = _Builder()
    try:
        text = _decode(data)
        builder.found.extend(_character_findings(text))
        if not builder.found:
            builder.build(text)
        if not builder.found and not builder.document.values:
            builder.found.append(_EMPTY)
    except _Refusal as refusal:
        builder.refuse(refusal)
    return builder.document, [Problem(Place(file, *mark), fact, advice) for mark, fact, advice in builder.found]


_Finding = tuple[Mark, str, str]
_EMPTY = ((1, 1), "This file is empty.", "A record is a list of 'field: value' lines.")


def _decode(data: bytes) -> str:
    if len(data) > LARGEST_FILE:
        raise _Refusal((0, 0), f"This file has {len(data):,} bytes.", f"A record has at most {LARGEST_FILE:,}.")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:3] == b"\xef\xbb\xbf":
        raise _Refusal((1, 1), "This file begins with a byte order mark.", "Save it as UTF-8 without BOM.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        raise _Refusal((line, column), "This file is not UTF-8.", "Save it again with the encoding UTF-8.") from None


# What a reviewer cannot see or what moves text: C0 and C1 controls, soft hyphen, zero-width and bidirectional controls,
# line separators, variation selectors, interlinear marks, fillers, tags, private use and noncharacters.
_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\uffff\ud800-\udfff\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
# What Word, web pages and PDF files put in the place of a space.
_ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_TOO_MANY_MARKS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{5,}")
_WORD = re.compile(r"[^\W\d_]+")
_MARKS = {"<<<<<<<", "=======", ">>>>>>>", "|||||||"}


def _character_findings(text: str) -> list[_Finding]:
    """Findings on the characters of the whole file, at most one for each line."""
    if not text.strip():
        return [_EMPTY]
    lines = text.split("\n")
    findings = _told_once(found for number, line in enumerate(lines, 1) if (found := _line_finding(number, line)))
    if not text.endswith("\n"):
        end = (len(lines), len(lines[-1]) + 1)
        findings.append((end, "The file does not end with a newline.", "Press Enter at its end."))
    return findings


def _told_once(findings: Iterable[_Finding]) -> list[_Finding]:
    """Each finding at its first place, with the number of further lines that have it too."""
    places: dict[tuple[str, str], list[Mark]] = {}
    for mark, fact, advice in findings:
        places.setdefault((fact, advice), []).append(mark)
    return [
        (marks[0], f"{fact[:-1]}, and in {_lines(len(marks) - 1)} below." if len(marks) > 1 else fact, advice)
        for (fact, advice), marks in places.items()
    ]


def _lines(count: int) -> str:
    return "1 more line" if count == 1 else f"{count:,} more lines"


def _line_finding(number: int, line: str) -> _Finding | None:
    if "\r" in line:
        advice = "Save the file with LF line endings; most editors offer that near 'CRLF', at the bottom of the window."
        return (number, line.index("\r") + 1), "There is a Windows line ending here (CR LF).", advice
    if line[:7] in _MARKS:
        return (number, 1), "There is an unresolved merge here.", "Keep one of the two versions and remove the marks."
    if line.isascii() and line.isprintable():
        return None
    return text_finding(line, (number, 1))


def text_finding(text: str, start: Mark) -> _Finding | None:
    """What is wrong with the characters of one text that begins at `start`."""
    line, column = start
    if found := _ODD_SPACE.search(text):
        name = unicodedata.name(found.group()).lower()
        fact = f"There is a {name} here, which only looks like a space."
        return (line, column + found.start()), fact, "Type a space."
    if found := _UNSEEN.search(text):
        if found.group() == "\t":
            return (line, column + found.start()), "There is a tab here.", "Use spaces."
        name = f"U+{ord(found.group()):04X} {unicodedata.name(found.group(), 'without a name')}"
        fact = f"There is an invisible character here ({name})."
        return (line, column + found.start()), fact, "Delete it, and type the text around it again."
    if found := _TOO_MANY_MARKS.search(text):
        return (line, column + found.start()), "One letter has more than four accents.", "Type the word again."
    if not unicodedata.is_normalized("NFC", text):
        return start, "An accent is written apart from its letter.", "Type the accented letters again (Unicode NFC)."
    for word in _WORD.finditer(text):
        if not word.group().isascii() and len(alphabets := _alphabets(word.group())) > 1:
            fact = f"{quote(word.group())} mixes letters of {' and '.join(sorted(alphabets))}."
            return (line, column + word.start()), fact, "Type the word again in one alphabet."
    return None


def _alphabets(word: str) -> set[str]:
    firsts = {unicodedata.name(letter, "").split(" ")[0] for letter in word}
    return {name.capitalize() for name in firsts & {"LATIN", "CYRILLIC", "GREEK"}}


def _mark(mark: Any) -> Mark:
    """libyaml counts from zero, and for some errors gives no place at all."""
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}")


def _key_advice(key: str, in_braces: bool) -> str:
    """What to do about a text that is where the name of a field belongs."""
    if key[:1] in ("-", "–", "—", "•", "·", "*"):
        return "Begin an item of a list with a hyphen and a space: '- '."
    if key.startswith("("):
        return "Write the fields of a claim between '{' and '}'."
    if key.startswith("//"):
        return "A comment begins with '# '."
    if ":" in key:
        return "Write a space after the colon."
    if in_braces and key[:1].isdigit():
        return "Write figures without commas, like 8000 or USD 72.2bn, and put text with a comma in quotes."
    if in_braces:
        return "Put text with a comma in quotes."
    return "A name is made of a-z, 0-9, '-' and '_', without spaces, and begins with a letter."


# A '#' with a letter or a digit behind it belongs to a text more often than it begins a comment.
_LOST_TEXT = re.compile(r"\s+(#\w.*)")


class _Builder:
    """Builds the tree from events, with a stack of its own instead of recursion."""

    def __init__(self) -> None:
        self.document = Document()
        self.found: list[_Finding] = []
        self._lines_told: set[int] = set()
        self._lines: list[str] = []
        self._containers: list[Any] = []
        self._in_braces: list[bool] = []
        self._paths: list[Path] = []
        self._keys: list[str | None] = []
        self._nodes = 0
        self._documents = 0

    def refuse(self, refusal: _Refusal) -> None:
        """Takes the refusal as one more finding, unless it only follows from another in the same line."""
        if not any(mark[0] == refusal.problem_parts[0][0] for mark, _, _ in self.found):
            self.found.append(refusal.problem_parts)

    def build(self, text: str) -> None:
        self._lines = text.split("\n")
        try:
            for event in yaml.parse(text, Loader=yaml.CSafeLoader):
                self._take(event, _mark(event.start_mark))
        except yaml.MarkedYAMLError as error:
            raise _syntax_refusal(error, text) from None
        except yaml.YAMLError as error:
            raise _Refusal((1, 1), f"This file cannot be read as YAML ({printable(str(error))}).", "") from None

    def _take(self, event: Any, mark: Mark) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self._start_document(event, mark)
        elif isinstance(event, yaml.AliasEvent):
            raise _Refusal(mark, f"'*{event.anchor}' refers to another place.", "Write the value out here.")
        elif isinstance(event, yaml.NodeEvent):
            self._refuse_decoration(event, mark)
            self._start_node(event, mark)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._containers.pop(), self._in_braces.pop(), self._paths.pop(), self._keys.pop()

    def _start_document(self, event: Any, mark: Mark) -> None:
        self._documents += 1
        if event.explicit or self._documents > 1:
            raise _Refusal(mark, "A second document or a '---' begins here.", "A file is one record; remove the line.")

    def _refuse_decoration(self, event: Any, mark: Mark) -> None:
        if event.anchor is not None:
            raise _Refusal(mark, f"'&{event.anchor}' gives a value a name.", "Write values out; put text in quotes.")
        if event.tag is not None:
            typed = event.tag.replace("tag:yaml.org,2002:", "!!")
            raise _Refusal(mark, f"{quote(typed)} sets the type of a value.", "Write the plain value.")

    def _start_node(self, event: Any, mark: Mark) -> None:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise _Refusal(mark, f"This file has more than {MOST_NODES:,} values.", "Split the record.")
        if not isinstance(event, yaml.ScalarEvent):
            self._open({} if isinstance(event, yaml.MappingStartEvent) else [], mark, bool(event.flow_style))
        elif self._containers and isinstance(self._containers[-1], dict) and self._keys[-1] is None:
            self._name(event.value, mark)
        else:
            self._add(self._scalar(event, mark), mark)

    def _open(self, container: Any, mark: Mark, in_braces: bool) -> None:
        if not self._containers:
            if isinstance(container, list):
                raise _Refusal(mark, "This file is a list.", "A record is a list of 'field: value' lines.")
            path: Path = ()
            self.document.tree = container
            self.document.values[path] = mark
        elif isinstance(self._containers[-1], dict) and self._keys[-1] is None:
            raise _Refusal(mark, "A list or a group is where the name of a field belongs.", "Begin with 'field:'.")
        else:
            path = self._add(container, mark)
        if len(self._containers) >= DEEPEST:
            raise _Refusal(mark, f"This is nested more than {DEEPEST} levels deep.", "A record needs no more than 5.")
        self._containers.append(container)
        self._in_braces.append(in_braces)
        self._paths.append(path)
        self._keys.append(None)

    def _name(self, key: str, mark: Mark) -> None:
        path = (*self._paths[-1], key)
        if key == "<<":
            raise _Refusal(mark, "'<<' merges another group into this one.", "Write its lines out here.")
        if not _KEY.fullmatch(key):
            if mark[0] not in self._lines_told:
                advice = _key_advice(key, self._in_braces[-1])
                self._tell((mark, f"{quote(key)} is where the name of a field belongs.", advice))
        elif path in self.document.keys:
            line = self.document.keys[path][0]
            self._tell((mark, f"{quote(key)} is here a second time; the first is on line {line}.",
                        "Keep one of them, with the lines of both."))  # fmt: skip
            # Kept apart, so that the fields below it are not taken for repeats too.
            key = f"{key} in line {mark[0]}"
        self.document.keys.setdefault(path, mark)
        self._keys[-1] = key

    def _tell(self, finding: _Finding) -> None:
        self.found.append(finding)
        self._lines_told.add(finding[0][0])

    def _add(self, value: Any, mark: Mark) -> Path:
        if not self._containers:
            raise _Refusal(
                mark, f"This file is only the text {quote(value)}.", "A record is a list of 'field: value' lines."
            )
        parent = self._containers[-1]
        name = self._keys[-1] if isinstance(parent, dict) else len(parent)
        if isinstance(parent, dict):
            parent.setdefault(name, value)
            self._keys[-1] = None
        else:
            parent.append(value)
        path: Path = (*self._paths[-1], name)  # type: ignore[arg-type]  # a key is set before its value comes
        self.document.values.setdefault(path, mark)
        return path

    def _look_for_lost_text(self, event: Any) -> None:
        """A title like `Acme #1` without quotes ends, for YAML, before the '#'."""
        end = event.end_mark
        if not event.style and (lost := _LOST_TEXT.match(self._lines[end.line], end.column)):
            fact = f"YAML takes {quote(lost.group(1))} for a comment, and leaves it out of the value."
            advice = "Put the whole text in quotes; a comment begins with '# '."
            self._tell(((end.line + 1, lost.start(1) + 1), fact, advice))

    def _scalar(self, event: Any, mark: Mark) -> str:
        self._look_for_lost_text(event)
        if event.style == '"' and (finding := text_finding(event.value.replace("\n", " "), mark)):
            self._tell((mark, *finding[1:]))
        return str(event.value) if event.style else Plain(event.value)


_SYNTAX = {
    "could not find expected ':'": (
        "This line has no ': ' after the name of its field.",
        "Write 'field: value', with a space after the colon.",
    ),
    "did not find expected comment or line break": (
        "A value begins with '|' or '>', which have a special meaning in YAML.",
        "Put the text in quotes.",
    ),
    "did not find expected '-' indicator": (
        "This line does not fit the list around it.",
        "Begin each item with '- ' at the same indentation.",
    ),
    "did not find expected ',' or '}'": ("A '{' is not closed.", "Separate fields with ', ' and end them with '}'."),
    "did not find expected ',' or ']'": ("A '[' is not closed.", "Separate items with ', ' and end them with ']'."),
    "found unexpected end of stream": ("A quote or bracket is opened here and never closed.", "Close it."),
    "cannot start any token": ("A value cannot begin with this character.", "Put the text in quotes."),
    "found unknown escape character": (
        "This backslash is followed by a letter that has no meaning there.",
        "Use single quotes around the text, or write the backslash twice.",
    ),
    "exceeded maximum nesting depth": (
        "There are brackets within brackets here, far too deep.",
        "Write the plain value.",
    ),
    "found invalid Unicode character escape code": (
        "An escape in this text does not name a character.",
        "Type the character itself, or put the text in single quotes.",
    ),
    "block sequence entries are not allowed": (
        "There is a '- ' here, where no list can begin.",
        "Begin the list on a new line.",
    ),
    "did not find expected <document start>": (
        "This text does not belong to the record.",
        "Check its indentation; a record is a list of 'field: value' lines.",
    ),
    "found undefined tag handle": ("A value begins with '!'.", "Put the text in quotes."),
    "did not find expected alphabetic or numeric character": (
        "A value begins with '*' or '&', which have a special meaning in YAML.",
        "Put the text in quotes.",
    ),
    "mapping keys are not allowed": ("There is a '? ' here, where no field can begin.", "Put the text in quotes."),
}

# Here the place to look at is where something began, not where the reader gave up.
_BEGUN_BEFORE = (
    "did not find expected ',' or '}'",
    "did not find expected ',' or ']'",
    "found unexpected end of stream",
    "could not find expected ':'",
    "did not find expected comment or line break",
    "did not find expected alphabetic or numeric character",
)


def _syntax_refusal(error: yaml.MarkedYAMLError, text: str) -> _Refusal:
    place = _mark(error.problem_mark or error.context_mark)
    problem = error.problem or "it cannot be read"
    if found := _misfit(problem, place, _mark(error.context_mark), text.split("\n")):
        return _Refusal(*found)
    for sign, (fact, advice) in _SYNTAX.items():
        if sign in problem:
            begun = error.context_mark if sign in _BEGUN_BEFORE else None
            return _Refusal(_mark(begun) if begun else place, fact, advice)
    line = text.split("\n")[min(place[0], text.count("\n") + 1) - 1]
    return _Refusal(place, f"{quote(line.strip())} cannot be read as YAML: {printable(problem)}.",
                    "Check indentation, quotes and brackets.")  # fmt: skip


def _misfit(problem: str, place: Mark, begun: Mark, lines: list[str]) -> _Finding | None:
    """Why a line does not fit, where YAML itself says no more than that: a colon, an indentation or a quote."""
    line = lines[place[0] - 1] if place[0] <= len(lines) else ""
    before = line[: place[1] - 1]
    if "mapping values are not allowed" in problem:
        return _stray_colon(place, before) if _COLON.search(before) else _other_indentation(place, lines)
    if "did not find expected ',' or '}'" in problem and place[0] == begun[0] and line[place[1] - 1 :][:1] == ":":
        advice = "Separate fields with ', ', and put text with a colon in quotes."
        return place, "A comma is missing before this ':', or the ':' belongs to a text.", advice
    if line.lstrip().startswith(":"):
        return place, "This line has no name before its ':'.", "Write 'field: value'."
    if "did not find expected key" in problem and not before.strip():
        return _other_indentation(place, lines)
    if "did not find expected key" in problem:
        advice = "Put the whole text in quotes of a different kind from those inside it."
        return place, "More text follows a closing quote or bracket.", advice
    return None


_COLON = re.compile(r": |:$")


def _stray_colon(place: Mark, before: str) -> _Finding:
    value = before[before.index(":") + 1 :].strip()
    return place, f"The text {quote(value)} is followed by a colon.", "Put the whole text in quotes."


def _other_indentation(place: Mark, lines: list[str]) -> _Finding:
    number = place[0]
    own = _indentation(lines[number - 1])
    above = next((_indentation(line) for line in reversed(lines[: number - 1]) if line.strip()), own)
    fact = f"This line is indented by {own} space{'' if own == 1 else 's'}, the line above by {above}."
    if own == above:
        fact = "This line does not fit the lines around it."
    return (number, own + 1), fact, "Give all fields of one group the same indentation."


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
