"""The colours of the site in a picture that stands alone, where custom properties of a page cannot be reached.

The style sheet of the tokens in, its colours by name for a light and for a dark ground out.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

Palette = Mapping[str, str]

_BLOCK = re.compile(r'\[data-md-color-scheme="(?P<scheme>default|slate)"\]\s*\{(?P<body>[^}]*)\}')
_COLOUR = re.compile(r"--kb-(?P<name>[a-z-]+):\s*(?P<value>#[0-9a-f]{3,6});")
_PROPERTY = re.compile(r"var\(--kb-(?P<name>[a-z-]+)\)")


@dataclass(frozen=True)
class Palettes:
    """What each name of a colour means on a light and on a dark ground."""

    light: Palette
    dark: Palette


def palettes(tokens: str) -> Palettes:
    """The colours of the two schemes, as tokens.css first gives them."""
    found: dict[str, Palette] = {}
    for block in _BLOCK.finditer(tokens):
        found.setdefault(block["scheme"], {item["name"]: item["value"] for item in _COLOUR.finditer(block["body"])})
    return Palettes(found["default"], found["slate"])


def resolved(text: str, palette: Palette) -> str:
    """The text with the colour itself in the place of each custom property."""
    return _PROPERTY.sub(lambda found: palette[found["name"]], text)
