"""How words go together in a sentence, of a problem, a chart or a page alike: texts in, a text out."""

from collections.abc import Iterable


def in_words(names: Iterable[str], last: str = "and") -> str:
    """'a', 'a and b', 'a, b and c'."""
    *most, final = list(names)
    return f"{', '.join(most)} {last} {final}" if most else final


def lowered(text: str) -> str:
    """The text as it goes on inside a sentence: `roles cut`, `a union`, but `AI share`."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
