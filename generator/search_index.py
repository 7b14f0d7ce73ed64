"""Makes a search index the same on every build.

Comes in: the folder that Pagefind wrote. Goes out: the same folder, with what it lists in no order put in order.
Pagefind numbers pages and words the same each time, but writes filters, their values and the sort keys in the order of
a hash table, which is another one in every run; file names are sums of contents, so they differ as well.

Its files are gzip around a signature and CBOR. The list of an index is
[version, pages, word chunks, [[filter, file name]], [[sort key, pages]], meta fields], a filter file is
[filter, [[value, pages]]].
"""

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

import cbor2

SIGNATURE = b"pagefind_dcd"
FILTERS, SORTS = 3, 4


def put_in_order(folder: Path) -> None:
    """Rewrites the filters, the sort keys and the list of every language that the index knows."""
    entry = folder / "pagefind-entry.json"
    known = json.loads(entry.read_text(encoding="utf-8"))
    for code, language in known["languages"].items():
        language["hash"] = _order_language(folder, code, language["hash"])
    entry.write_text(json.dumps(known, sort_keys=True, separators=(",", ":"), ensure_ascii=False), encoding="utf-8")


def _order_language(folder: Path, code: str, name: str) -> str:
    old = folder / f"pagefind.{name}.pf_meta"
    listed = _read(old)
    listed[FILTERS] = sorted([label, _order_filter(folder / "filter", code, file)] for label, file in listed[FILTERS])
    listed[SORTS] = sorted(listed[SORTS])
    old.unlink()
    data = cbor2.dumps(listed)
    ordered = f"{code}_{_digest(data)[:10]}"
    _write(folder / f"pagefind.{ordered}.pf_meta", data)
    return ordered


def _order_filter(folder: Path, code: str, name: str) -> str:
    old = folder / f"{name}.pf_filter"
    label, values = _read(old)
    old.unlink()
    data = cbor2.dumps([label, sorted(values)])
    ordered = f"{code}_{_digest(data)[:10]}"
    _write(folder / f"{ordered}.pf_filter", data)
    return ordered


def _read(path: Path) -> Any:
    return cbor2.loads(gzip.decompress(path.read_bytes()).removeprefix(SIGNATURE))


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(gzip.compress(SIGNATURE + data, mtime=0))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
