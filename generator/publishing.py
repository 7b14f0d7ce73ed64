"""Turns generated Markdown into a published site.

Comes in: the folder of the project, the generated Markdown, and where the site shall stand.
Goes out: a whole, searchable, inspected site in that place, or a PublishingError and the old site untouched.
It alone starts other programs (MkDocs or Zensical, Pagefind) and it alone touches the published folder.
"""

import ctypes
import fcntl
import hashlib
import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import altair
import vl_convert
from pagefind_bin import get_executable

from generator import gate, search_index, theme_faults
from generator.exports.sitemap import SITEMAP

POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]+)"')
ENGINES = {"mkdocs": "MkDocs", "zensical": "Zensical"}
# What shapes a page besides its own Markdown. When one of these changes, no page of the last site is reused.
SHAPERS = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "jinja2", "zensical", "selectolax")
FINGERPRINT = "fingerprint.txt"
# Words that would be found on every page alike, or that stand in a picture or in the table behind it.
NOT_SEARCHED = ", ".join((
    ".headerlink", ".chart__picture", ".chart__data", ".chart__foot",
    # Of records: what a metric means and why a figure was chosen, the heads of tables, and the files to take away.
    ".kb-definition", ".kb-figure__why", ".kb-colophon", "thead", ".kb-total a",
    ".kb-gaps",  # of what is not known: the names of all records
    *(f"h2#{name}" for name in ("all-claims", "charts", "more-figures", "notes", "sources", "where-sources-disagree",
                                "use-and-correct-this-record")),
))  # fmt: skip
# Pagefind brings ready-made interfaces; the site has its own.
UNUSED = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*", "pagefind-highlight.js")
DIRTY_NOTICE = "A 'dirty' build is being performed"
RENAME_EXCHANGE = 2


class PublishingError(Exception):
    """Why there is no new site, in words for the person who asked for it."""


@dataclass(frozen=True)
class _Job:
    """One request to publish, as its steps see it."""

    root: Path
    docs: Path
    site: Path
    engine: str
    site_url: str
    repo_url: str
    made_at: int | None
    report: Callable[[str], None]
    lock: int

    @property
    def stage(self) -> Path:
        """Where the new site grows: beside the old one, so that swapping them is a rename."""
        return _beside(self.site, "tmp")


def publish(
    root: Path,
    docs: Path,
    site: Path,
    *,
    engine: str,
    site_url: str,
    repo_url: str,
    full: bool,
    report: Callable[[str], None],
    made_at: int | None = None,
) -> None:
    """Builds the site aside, makes it searchable, inspects it and swaps it in whole.

    `made_at` (seconds since 1970) is the one date inside the site; without it SOURCE_DATE_EPOCH or the clock is.
    """
    if engine not in ENGINES:
        raise PublishingError(f"There is no engine '{engine}'. Use one of: {', '.join(ENGINES)}.")
    root, docs, site = root.resolve(), docs.resolve(), site.absolute()
    site.parent.mkdir(parents=True, exist_ok=True)
    with alone(_beside(site, "lock"), report) as lock:
        job = _Job(root, docs, site, engine, _ended(site_url), repo_url, made_at, report, lock)
        _recover(site)
        _clear(job.stage)
        try:
            _build(job, reuse=not full)
            _swap(job.stage, site)
        finally:
            _clear(job.stage)


def _beside(site: Path, what: str) -> Path:
    """A place next to the site, on the same disk, under a name that nothing of the person's has: it may be cleared."""
    return site.with_name(f".kb-{site.name}.{what}")


def _ended(address: str) -> str:
    """With one slash at its end: templates put the address of a file right behind it."""
    return f"{address.rstrip('/')}/" if address else ""


@contextmanager
def alone(lock: Path, report: Callable[[str], None]) -> Iterator[int]:
    """Holds the lock file, after waiting for whoever holds it; two builds never write to one place."""
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            report("Waiting for another build to end")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield file.fileno()


def _build(job: _Job, *, reuse: bool) -> None:
    mark = _fingerprint(job)
    reused = _reuse(job) if reuse and job.engine == "mkdocs" and _made_alike(job.site, mark) else frozenset()
    job.report(f"Building {_count_pages(job.docs, reused)} pages with {ENGINES[job.engine]}")
    if job.engine == "mkdocs":
        _run_mkdocs(job, dirty=bool(reused))
    else:
        _run_zensical(job)
    _mend_theme(job, reused)
    _place_sitemap(job)
    _add_library(job)
    job.report("Indexing for search")
    _index(job)
    job.report("Inspecting the site")
    (job.stage / FINGERPRINT).write_text(mark + "\n", encoding="ascii")
    _inspect(job, reused)
    _open_to_readers(job.stage)


# --- what can stay from the last site ------------------------------------------------------------------------------


def _fingerprint(job: _Job) -> str:
    """One number for everything that shapes all pages at once: theme, configuration, addresses, versions, this code."""
    overrides = sorted(path for path in (job.root / "site_config/overrides").rglob("*") if path.is_file())
    own = [Path(__file__), Path(gate.__file__), Path(theme_faults.__file__)]
    versions = [f"{name} {importlib.metadata.version(name)}" for name in SHAPERS]
    known = [job.engine, job.site_url, job.repo_url, *versions]
    digest = hashlib.sha256("\n".join(known).encode())
    for path in [job.root / "mkdocs.yml", *overrides, *own]:
        digest.update(f"\n{path.name} ".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _made_alike(site: Path, mark: str) -> bool:
    try:
        return (site / FINGERPRINT).read_text(encoding="ascii").strip() == mark
    except OSError:
        return False


def _reuse(job: _Job) -> frozenset[str]:
    """Links the files of the last site that are newer than their source into the stage; returns the pages among them.

    MkDocs overwrites in place, and through a link that would reach into the old site. So exactly those files are
    linked that `mkdocs build --dirty` leaves alone, by its own test; all others it finds missing and writes anew.
    """
    pages = set()
    for source in _files(job.docs):
        address = _address(source.relative_to(job.docs))
        if address.name == SITEMAP:
            continue  # MkDocs writes one each time, through a link into the old site
        old, new = job.site / address, job.stage / address
        if old.is_file() and old.stat().st_mtime >= source.stat().st_mtime:
            new.parent.mkdir(parents=True, exist_ok=True)
            os.link(old, new)
            if new.suffix == ".html":
                pages.add(address.as_posix())
    return frozenset(pages)


def _address(source: Path) -> Path:
    """Where the engines put a source file: cuts/acme.md and cuts/acme/index.md are both cuts/acme/index.html."""
    if source.suffix != ".md":
        return source
    return source.with_name("index.html") if source.stem == "index" else source.with_suffix("") / "index.html"


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _count_pages(docs: Path, reused: frozenset[str]) -> int:
    pages = (path.relative_to(docs) for path in _files(docs) if path.suffix == ".md")
    return sum(_address(page).as_posix() not in reused for page in pages)


# --- the programs --------------------------------------------------------------------------------------------------


def _run_mkdocs(job: _Job, *, dirty: bool) -> None:
    """Not with --strict: a dirty build warns about itself, which would count. So the warnings are looked for here.

    Not with --quiet either: it silences the warnings too.
    """
    command = [sys.executable, "-m", "mkdocs", "build", "--config-file", str(job.root / "mkdocs.yml")]
    output = _run(job, [*command, "--dirty"] if dirty else command, site=job.stage)
    warnings = [line for line in output.splitlines() if line.startswith("WARNING") and DIRTY_NOTICE not in line]
    if warnings:
        raise PublishingError("\n".join(["MkDocs warned about the generated pages:", *warnings]))


def _run_zensical(job: _Job) -> None:
    """Zensical writes only inside the folder of its configuration, so its site is moved from there to the stage."""
    built = job.root / "build/zensical"
    _clear(built)
    command = [sys.executable, "-m", "zensical", "build", "--strict", "--clean"]
    _run(job, [*command, "--config-file", str(job.root / "mkdocs.yml")], site=built.relative_to(job.root))
    (built / "search.json").unlink(missing_ok=True)  # the index of the theme's search, which the site does not use
    shutil.move(built, job.stage)


def _index(job: _Job) -> None:
    command = [str(get_executable()), "--site", str(job.stage), "--quiet", "--exclude-selectors", NOT_SEARCHED]
    _run(job, command, site=job.stage)
    for pattern in UNUSED:
        for path in (job.stage / "pagefind").glob(pattern):
            path.unlink()
    search_index.put_in_order(job.stage / "pagefind")


def _run(job: _Job, command: list[str], *, site: Path) -> str:
    """Runs a program to its end and returns what it printed; shows that to the person only if the program failed.

    The program inherits the lock: should this process be killed, the next build waits until the program has ended too.
    """
    environment = os.environ | {
        "KB_DOCS_DIR": os.path.relpath(job.docs, job.root),  # Zensical takes no absolute folders
        "KB_SITE_DIR": str(site),
        "KB_SITE_URL": job.site_url,
        "KB_REPO_URL": job.repo_url,
        "NO_MKDOCS_2_WARNING": "1",  # Material's banner about the end of its life
        "NO_COLOR": "1",
    }
    if job.made_at is not None:
        environment.setdefault("SOURCE_DATE_EPOCH", str(job.made_at))
    done = subprocess.run(  # noqa: S603 - the commands stand above, and no part of one comes from a record
        command,
        cwd=job.root,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        pass_fds=(job.lock,),
        check=False,
    )
    if done.returncode:
        raise PublishingError(f"{_program(command)} failed:\n{done.stdout.strip()}")
    return done.stdout


def _program(command: list[str]) -> str:
    return ENGINES.get(command[2], "Pagefind")


def _mend_theme(job: _Job, reused: frozenset[str]) -> None:
    """Pages that were reused are mended already, and are links into the old site that must not be written to."""
    for path in job.stage.rglob("*.html"):
        if path.relative_to(job.stage).as_posix() not in reused:
            path.write_text(theme_faults.mended(path.read_text(encoding="utf-8")), encoding="utf-8")
    for path in job.stage.glob("assets/javascripts/bundle.*.js"):  # written anew by each build
        path.write_text(theme_faults.mended_script(path.read_text(encoding="utf-8")), encoding="utf-8")


# --- what is added and what is inspected ---------------------------------------------------------------------------


def chart_library(root: Path) -> Path:
    """The library for live charts as a module, in the version that drew the static ones. Made once, then kept."""
    version = ".".join(altair.SCHEMA_VERSION.removeprefix("v").split(".")[:2])
    kept = root / f"build/cache/vega-{version}-{importlib.metadata.version('vl-convert-python')}.js"
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        half = kept.with_suffix(f".{os.getpid()}")  # another build may make it at the same time
        half.write_text(vl_convert.javascript_bundle("export default vegaEmbed;", vl_version=version), encoding="utf-8")
        half.replace(kept)
    return kept


def _add_library(job: _Job) -> None:
    (job.stage / "assets").mkdir(exist_ok=True)
    shutil.copyfile(chart_library(job.root), job.stage / "assets/vega.js")


def _place_sitemap(job: _Job) -> None:
    """The generator's own sitemap in the place of the engine's, which knows one date for all; none without one."""
    for name in (SITEMAP, f"{SITEMAP}.gz"):
        (job.stage / name).unlink(missing_ok=True)
    if (job.docs / SITEMAP).is_file():
        shutil.copyfile(job.docs / SITEMAP, job.stage / SITEMAP)


def _inspect(job: _Job, reused: frozenset[str]) -> None:
    template = (job.root / "site_config/overrides/partials/policy.html").read_text(encoding="utf-8")
    policy = POLICY.search(template)
    if not policy:
        raise PublishingError("site_config/overrides/partials/policy.html: there is no content security policy in it.")
    faults = gate.faults(job.stage, policy[1], reused)
    if faults:
        raise PublishingError("\n".join(["The built site is not fit to be published:", *faults]))


def _open_to_readers(folder: Path) -> None:
    """Rights that a web server can read with, whatever the rights of the sources and the mask of the person."""
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


# --- swapping ------------------------------------------------------------------------------------------------------


def _swap(stage: Path, site: Path) -> None:
    """Puts the new site in the place of the old one; afterwards the old one, if there was one, is the stage."""
    if not site.exists():
        stage.rename(site)
    elif not _exchange(stage, site):
        site.rename(_old(site))
        stage.rename(site)
        _clear(_old(site))


def _old(site: Path) -> Path:
    return _beside(site, "old")


def _recover(site: Path) -> None:
    """Undoes a swap that was killed between its two renames."""
    if _old(site).exists() and not site.exists():
        _old(site).rename(site)
    _clear(_old(site))


def _exchange(one: Path, other: Path) -> bool:
    """Exchanges two folders in one step, so that there is no moment without a site; False where that is impossible."""
    try:
        renameat2 = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError):
        return False  # not Linux, or an old C library
    here = -100  # AT_FDCWD
    failed: int = renameat2(here, os.fsencode(one), here, os.fsencode(other), RENAME_EXCHANGE)
    return not failed


def _clear(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
