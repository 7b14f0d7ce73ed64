"""SVG pictures in, PNG pictures out, as small as they can be without losing anything.

vl-convert packs in haste; packed with care, a picture of lines and letters takes a third of that.
"""

import struct
import zlib

import vl_convert

_HEAD = 8


def png(picture: str, scale: int) -> bytes:
    """The SVG picture as PNG, so many times as large."""
    return _packed(vl_convert.svg_to_png(picture, scale=scale))


def _packed(picture: bytes) -> bytes:
    """The same picture, its points packed again; what describes it stays as it is."""
    parts = _parts(picture)
    points = zlib.compress(zlib.decompress(b"".join(data for kind, data in parts if kind == b"IDAT")), level=9)
    before = [part for part in parts if part[0] not in (b"IDAT", b"IEND")]
    return picture[:_HEAD] + b"".join(_part(*part) for part in [*before, (b"IDAT", points), (b"IEND", b"")])


def _parts(picture: bytes) -> list[tuple[bytes, bytes]]:
    """The parts of a PNG file: four letters that say what it is, and its bytes."""
    found, place = [], _HEAD
    while place < len(picture):
        length, kind = struct.unpack_from(">I4s", picture, place)
        found.append((kind, picture[place + 8 : place + 8 + length]))
        place += 12 + length
    return found


def _part(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
