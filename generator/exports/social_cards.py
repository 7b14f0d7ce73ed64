"""Social cards: what a page says in short goes in, the lines and marks of a picture of 1200 by 630 come out.

A link that is shared shows this picture.  It is set in Liberation Sans, which vl-convert carries with it, so that it
looks the same wherever it is made; `rendering` prints it as SVG, and `charts.drawing` makes the PNG.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.charts.lettering import lines, width
from generator.charts.palette import Palette
from generator.figures.ai_link import Grade

WIDTH, HEIGHT = 1200, 630
WHOLE = "social/ledger.png"
_EDGE = 70
_ROOM = WIDTH - 2 * _EDGE
_GAP = 40
_NAME_SIZES = (66, 58, 50, 42)
_NAME_LINES = 2
_COLUMNS, _FIRST_ROW, _ROW = 2, 340, 82
_LABEL, _FIGURE, _BAR, _NOTE, _FOOT = 348, 440, 466, 520, 592


@dataclass(frozen=True)
class Mark:
    """One live claim on the bar, in parts of its width from 0 to 1."""

    start: float
    length: float
    is_headline: bool


@dataclass(frozen=True)
class CardFigure:
    """A figure as a card prints it: its name and time, the source's bound, the figure, its range and support."""

    label: str
    when: str
    bound: str
    figure: str
    note: str
    colour: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Card:
    """What a card says: whose it is, up to three figures, and for a cut the grade of its link to AI."""

    path: str
    site: str
    kind: str
    name: str
    figures: tuple[CardFigure, ...]
    grade: Grade | None
    mechanism: str
    day: str
    host: str

    @property
    def alternative(self) -> str:
        """The card in words."""
        said = [_in_words(figure) for figure in self.figures]
        link = [f"Link to AI: {self.grade}"] if self.grade else []
        head = f"{self.name} ({self.kind})" if self.kind else self.name
        return ". ".join(part.removesuffix(".") for part in (head, *said, *link)) + "."


def _in_words(figure: CardFigure) -> str:
    number = f"{figure.bound} {figure.figure}".strip()
    return ", ".join(filter(None, (f"{figure.label}: {number}", figure.when, figure.note)))


@dataclass(frozen=True)
class Text:
    """A line of text where it stands; `x` and `y` are the start of its base line."""

    x: str
    y: str
    size: str
    colour: str
    text: str
    is_bold: bool = False
    is_at_end: bool = False


@dataclass(frozen=True)
class Box:
    """A rectangle: a rule, a piece of a bar, or the box of a grade."""

    x: str
    y: str
    width: str
    height: str
    fill: str
    stroke: str = "none"
    thickness: str = "0"
    dashes: str = "none"


@dataclass(frozen=True)
class Layout:
    """A card as its template prints it."""

    boxes: tuple[Box, ...]
    texts: tuple[Text, ...]


def layout(card: Card, palette: Palette) -> Layout:
    """Where everything of a card stands, in the colours of the palette."""
    side_by_side = len(card.figures) <= _COLUMNS
    parts = _columns(card, palette) if side_by_side else _rows(card, palette)
    found = [*_rules(card, palette), *_head(card, palette), *_foot(card, palette), *parts]
    return Layout(
        tuple(part for part in found if isinstance(part, Box)),
        tuple(part for part in found if isinstance(part, Text) and part.text),
    )


def _columns(card: Card, palette: Palette) -> Iterator[Box | Text]:
    """One or two large figures; the grade of a cut stands beside its figure."""
    columns = len(card.figures) + (1 if card.grade else 0)
    room = (_ROOM - _GAP * (columns - 1)) / max(columns, 1)
    for number, figure in enumerate(card.figures):
        x = _EDGE + number * (room + _GAP)
        yield from _figure(figure, x, room, palette)
        yield from _bar(figure, x, room, palette)
    if card.grade:
        yield from _grade(card.grade, card.mechanism, _EDGE + (columns - 1) * (room + _GAP), room, palette)


def _rows(card: Card, palette: Palette) -> Iterator[Box | Text]:
    """More figures stand below each other as in a ledger: what it is on the left, the figure on the right."""
    for number, figure in enumerate(card.figures):
        y = _FIRST_ROW + number * _ROW
        number_text = f"{figure.bound} {figure.figure}".strip()
        taken = width(number_text, 52, bold=True) + _GAP
        yield _box(_EDGE, y - 44, _ROOM, 1.5, palette["line"])
        yield _text(_EDGE, y, 26, palette["text"], _cut(figure.label, 26, _ROOM - taken, bold=True), is_bold=True)
        yield _text(_EDGE, y + 28, 21, palette["muted"], _cut(figure.note, 21, _ROOM - taken, bold=False))
        yield Text(_px(WIDTH - _EDGE), _px(y + 14), "52", palette[figure.colour], number_text, True, True)


def _accent(card: Card) -> str:
    return card.grade or next((figure.colour for figure in card.figures), "text")


def _rules(card: Card, palette: Palette) -> Iterator[Box]:
    """The ground and the lines of a ledger: a band in the colour of the subject, a double rule, one above the foot."""
    yield _box(0, 0, WIDTH, HEIGHT, palette["paper"])
    yield _box(0, 0, WIDTH, 14, palette[_accent(card)])
    yield _box(_EDGE, 104, _ROOM, 3, palette["text"])
    yield _box(_EDGE, 111, _ROOM, 1.5, palette["text"])
    yield _box(_EDGE, 552, _ROOM, 1.5, palette["line-strong"])


def _head(card: Card, palette: Palette) -> Iterator[Text]:
    yield _text(_EDGE, 84, 30, palette["text"], card.site, is_bold=True)
    kind = Text(_px(WIDTH - _EDGE), "84", "28", palette["muted"], card.kind, is_at_end=True)
    yield replace(kind, text=_cut(card.kind, 28, _ROOM / 2, bold=False))
    size, name = _name_lines(card.name)
    # One line stands lower, so that no gap opens above the figures.
    top = 190 if len(name) > 1 else 224
    for number, line in enumerate(name):
        yield _text(_EDGE, top + number * size * 1.16, size, palette["text"], line, is_bold=True)


def _foot(card: Card, palette: Palette) -> Iterator[Text]:
    yield _text(_EDGE, _FOOT, 24, palette["muted"], f"Data of {card.day}" if card.day else "")
    host = _cut(card.host, 24, _ROOM / 2, bold=False)
    yield Text(_px(WIDTH - _EDGE), _px(_FOOT), "24", palette["muted"], host, is_at_end=True)


def _name_lines(name: str) -> tuple[float, list[str]]:
    """The largest size at which the name fits its two lines; at the smallest one, as much of it as fits."""
    for size in _NAME_SIZES:
        found = lines(name, size, _ROOM, bold=True)
        if len(found) <= _NAME_LINES:
            return size, found
    size = _NAME_SIZES[-1]
    found = lines(name, size, _ROOM, bold=True)[:_NAME_LINES]
    return size, [*found[:-1], _cut(f"{found[-1]}…", size, _ROOM, bold=True)]


def _figure(figure: CardFigure, x: float, room: float, palette: Palette) -> Iterator[Text]:
    yield _text(x, _LABEL, 26, palette["text"], _cut(figure.label, 26, room, bold=True), is_bold=True)
    after = x + width(figure.label, 26, bold=True) + 12
    has_room = after + width(figure.when, 26) <= x + room
    yield _text(after, _LABEL, 26, palette["muted"], figure.when if has_room else "")
    size = _fitting(figure, room)
    yield _text(x, _FIGURE, size * 0.5, palette[figure.colour], figure.bound)
    start = x + (width(f"{figure.bound} ", size * 0.5) if figure.bound else 0)
    number = _cut(figure.figure, size, x + room - start, bold=True)
    yield _text(start, _FIGURE, size, palette[figure.colour], number, is_bold=True)
    note = figure.note if has_room else f"{figure.when}; {figure.note}"
    top = _NOTE if figure.marks else _NOTE - 34
    for place, line in enumerate(_in_two_lines(note, room)):
        yield _text(x, top + place * 28, 23, palette["muted"], line)


def _in_two_lines(text: str, room: float) -> list[str]:
    """The text in at most two lines of small type."""
    found = lines(text, 23, room)
    return found if len(found) <= 2 else [found[0], _cut(f"{found[1]}…", 23, room, bold=False)]


def _fitting(figure: CardFigure, room: float) -> float:
    """The size at which the figure with its bound fits the room; never smaller than can be read."""
    at_100 = width(f"{figure.bound} ", 50) * bool(figure.bound) + width(figure.figure, 100, bold=True)
    return max(34.0, min(96.0, 98 * room / at_100)) if at_100 else 96.0


def _bar(figure: CardFigure, x: float, room: float, palette: Palette) -> Iterator[Box]:
    """From the lowest to the highest live claim, with a mark for each and a taller one for the headline."""
    if not figure.marks:
        return
    length = min(room, 480)
    yield _box(x, _BAR + 8, length, 2, palette["line-strong"])
    for mark in figure.marks:
        half = 11 if mark.is_headline else 6
        wide = max(mark.length * length, 6)
        start = x + min(mark.start * length, length - wide)
        colour = palette[figure.colour if mark.is_headline else "muted"]
        yield _box(start, _BAR + 9 - half, wide, 2 * half, colour)


def _grade(grade: Grade, mechanism: str, x: float, room: float, palette: Palette) -> Iterator[Box | Text]:
    """The grade in its box, which is filled, dashed or doubled; nobody's link has none."""
    colour, size, top = palette[grade], 46, _FIGURE - 58
    wide = width(grade, size, bold=True) + 44
    yield _text(x, _LABEL, 26, palette["text"], "Link to AI", is_bold=True)
    if grade != "none":
        edge = Box(_px(x + 2), _px(top), _px(wide), "68", colour if grade == "stated" else "none", colour, "4")
        yield replace(edge, dashes="10 7" if grade == "reported" else "none")
    if grade == "disputed":
        yield Box(_px(x + 10), _px(top + 8), _px(wide - 16), "52", "none", colour, "2")
    inside = palette["paper"] if grade == "stated" else colour
    yield _text(x + (0 if grade == "none" else 22), _FIGURE - 8, size, inside, grade, is_bold=True)
    for place, line in enumerate(_in_two_lines(mechanism, room)):
        yield _text(x, _NOTE - 28 + place * 28, 23, palette["muted"], line)


def _cut(text: str, size: float, room: float, bold: bool) -> str:
    """The text, or as much of it as fits, and then a sign that something is missing."""
    if width(text, size, bold) <= room:
        return text
    while text and width(f"{text}…", size, bold) > room:
        text = text[:-1]
    return f"{text.rstrip()}…" if text else ""


def _box(x: float, y: float, across: float, down: float, fill: str) -> Box:
    return Box(_px(x), _px(y), _px(across), _px(down), fill)


def _text(x: float, y: float, size: float, colour: str, text: str, is_bold: bool = False) -> Text:
    return Text(_px(x), _px(y), _px(size), colour, text, is_bold)


def _px(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
