"""SVG pictures in, PNG pictures out, as small as they can be without losing anything.

vl-convert packs in haste; packed with care, a picture of lines and letters takes a third of that.
"""

from io import BytesIO

import vl_convert
from PIL.PngImagePlugin import PngImageFile


def png(picture: str, scale: int) -> bytes:
    """The SVG picture as PNG, so many times as large; the picture has a ground, so nothing shines through."""
    drawn = PngImageFile(BytesIO(vl_convert.svg_to_png(picture, scale=scale)))
    packed = BytesIO()
    drawn.convert("RGB").save(packed, "PNG", optimize=True)
    return packed.getvalue()
