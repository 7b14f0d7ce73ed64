"""Measures a build of thousands of records: `make bench`, or `python -m tests.bench 3000`.

Makes a world of copies of the real records, each copy under names of its own, and prints of each step the seconds
by the clock and of the processors, and the peak memory.  Nothing is asserted: a machine under load would fail for no
reason.
"""

import argparse
import re
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from generator import build
from generator.checking import check
from generator.history import History
from generator.publishing import publish
from generator.settings import read_assets
from generator.writing import DiskCache, write_changed
from tests.worlds import ROOT, TODAY

CONTENT = ROOT / "content"


def main() -> None:
    """Builds a world of about so many records and prints what each step took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", nargs="?", type=int, default=1000, help="about how many records (default 1000)")
    wanted = parser.parse_args().records
    with tempfile.TemporaryDirectory() as name:
        _measure(Path(name), wanted)


def _measure(folder: Path, wanted: int) -> None:
    content, docs, site = folder / "content", folder / "docs", folder / "site"
    records = _copy_world(content, wanted)
    print(f"{records:,} records")
    checked = _timed("read, link and check", lambda: check(ROOT, content, TODAY))
    kb = checked.kb
    if kb is None or checked.problems:
        sys.exit("\n".join(map(str, checked.problems[:10])))
    cache = DiskCache(folder / "cache")
    assets = read_assets(ROOT / "site_config" / "assets")
    quiet = lambda text: None  # noqa: E731  # says nothing
    files = _timed("figures, charts and pages", lambda: build.site(kb, History(), assets, cache, quiet))
    _timed("the same with drawings kept", lambda: build.site(kb, History(), assets, cache, quiet))
    _timed("write all files", lambda: write_changed(files, docs))
    _timed("write none, as none changed", lambda: write_changed(files, docs))
    whole = partial(publish, ROOT, docs, site, engine="mkdocs", site_url="", repo_url="", report=quiet)
    _timed("MkDocs, Pagefind and the gate", partial(whole, full=True))
    page = next(path for path in files if path.startswith("cuts/") and path.endswith(".md"))
    write_changed({**files, page: files[page] + b"\nChanged.\n"}, docs)
    _timed("the same after one page has changed", partial(whole, full=False))
    pages = sum(1 for _ in site.rglob("*.html"))
    size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    print(f"{pages:,} pages, {size / 1e6:,.1f} MB")


def _copy_world(content: Path, wanted: int) -> int:
    """The real records so many times over; the first copy keeps its names, so that the guide's links hold."""
    shutil.copytree(CONTENT, content)
    originals = sorted(CONTENT.glob("*/*.yaml"))
    for number in range(1, max(1, round(wanted / len(originals)))):
        for path in originals:
            target = content / path.parent.name / f"{path.stem}-n{number}.yaml"
            target.write_text(_renamed(path.read_text(encoding="utf-8"), number), encoding="utf-8")
    return sum(1 for _ in content.rglob("*.yaml"))


_NAME = re.compile(r"^((?:name|title|    publisher): .*?)([\"']?)$", re.MULTILINE)
_LIST = re.compile(r"^(aliases|related): .*$", re.MULTILINE)
_REFERENCE = re.compile(r"^(company: |  [ -] [{]?customer: )([a-z0-9-]+)", re.MULTILINE)


def _renamed(text: str, number: int) -> str:
    """The record with its names, its publishers and its references numbered; other texts stay."""
    text = _NAME.sub(rf"\1 {number}\2", text)
    text = _REFERENCE.sub(rf"\1\2-n{number}", text)
    between = {"aliases": " ", "related": "-n"}
    return _LIST.sub(lambda line: re.sub(r"(?=[,\]])", f"{between[line[1]]}{number}", line[0]), text)


T = TypeVar("T")


def _timed(title: str, step: Callable[[], T]) -> T:
    start, busy = time.perf_counter(), _processors()
    result = step()
    seconds, busy = time.perf_counter() - start, _processors() - busy
    peak = max(resource.getrusage(who).ru_maxrss for who in _WHO) / 1024
    print(f"{seconds:8.2f} s  {busy:8.2f} s of processors  {peak:6.0f} MB  {title}", flush=True)
    return result


_WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def _processors() -> float:
    """The seconds that this program and those it started have computed."""
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, _WHO))


if __name__ == "__main__":
    main()
