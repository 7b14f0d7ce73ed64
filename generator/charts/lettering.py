"""How wide a text is when it is drawn, and where it breaks into lines: texts in, widths and lines out.

The widths are those of the face that vl-convert carries with it (Liberation Sans, as wide as Arial), by letter, in
thousandths of the size.  A letter that is not listed counts as one of middle width, one of East Asia as a square.
"""

import unicodedata
from functools import lru_cache

_WIDTHS: dict[str, int] = {
    letter: width
    for width, letters in {
        191: "'", 222: "ijl", 260: "|", 278: " !,./:;I[\\]ft", 333: "()-`r", 334: "{}", 355: '"', 389: "*", 469: "^",
        500: "cksvxyzJ", 556: "#$0123456789?L_abdeghnopqu–€£¥", 584: "+<=>~×≈≤≥", 611: "FTZ", 667: "&ABEKPSVXY",
        722: "CDHNRUw", 778: "GOQ", 833: "mM", 889: "%", 944: "W", 1000: "—…", 1015: "@",
    }.items()
    for letter in letters
}  # fmt: skip
_OTHER, _SQUARE, _BOLDER = 600, 1000, 1.08


def width(text: str, size: float, bold: bool = False) -> float:
    """How many pixels the text is wide at this size."""
    return sum(map(_letter_width, text)) * size / 1000 * (_BOLDER if bold else 1)


@lru_cache(maxsize=2000)
def _letter_width(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return _WIDTHS.get(letter) or (_SQUARE if unicodedata.east_asian_width(letter) in "WF" else _OTHER)


def shortened(text: str, size: float, room: float) -> str:
    """The text as far as it fits into the room, with an ellipsis in the place of what does not; one letter at least."""
    if width(text, size) <= room:
        return text
    kept = text
    while len(kept) > 1 and width(f"{kept}…", size) > room:
        kept = kept[:-1].rstrip()
    return f"{kept}…"


def lines(text: str, size: float, room: float, bold: bool = False) -> list[str]:
    """The text in lines that fit into the room: broken between words, and inside a word that alone is too wide."""
    found: list[str] = []
    for word in text.split():
        joined = f"{found[-1]} {word}" if found else word
        if found and width(joined, size, bold) <= room:
            found[-1] = joined
        else:
            found += _pieces(word, size, room, bold)
    return found


def _pieces(word: str, size: float, room: float, bold: bool) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, size, bold) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces
