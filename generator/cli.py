"""The commands: `kb check`, `kb build`, `kb serve`, `kb dump`, `kb schemas`. Only this module prints and exits.

Exit codes: 0 clean, 1 problems in the content (or a build that failed), 2 wrong use.
"""

import json
import os
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import click

from generator import build as pipeline
from generator.checking import Checked, check
from generator.exports.dump import dump
from generator.history import History, read_history
from generator.knowledge_base import KnowledgeBase
from generator.pages.parts.words import inventory
from generator.problems import Problem, printable, quote
from generator.publishing import FINGERPRINT, PublishingError, alone, publish
from generator.schemas import schemas
from generator.serving import serve_site
from generator.settings import SiteSettings, load_settings, read_assets
from generator.writing import DiskCache, write_changed

ROOT = Path(__file__).resolve().parent.parent

_content = click.option(
    "--content",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=None,
    help="The folder with the records. Default: content/ of this checkout.",
)
_site = click.option(
    "--site",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="The folder to build the site in. Default: site/ of this checkout.",
)
_engine = click.option(
    "--engine",
    type=click.Choice(["mkdocs", "zensical"]),
    default="mkdocs",
    show_default=True,
    help="Which program turns the Markdown pages into the site.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="ai-shock-ledger")
def main() -> None:
    """The AI Shock Ledger: checks its records and builds its site."""


@main.command(name="check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@_content
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="Lines to read, JSON for programs, or annotations of a GitHub workflow.",
)
def check_command(paths: tuple[Path, ...], content: Path | None, style: str) -> None:
    """Check the records and print every problem: place, fact, what to do.

    With PATHS (files or folders) only problems in them are printed; the others are read all the same, since records
    refer to each other.
    """
    for path in paths:
        _refuse_path(path, content or ROOT / "content")
    checked = _checked(content)
    problems = [problem for problem in checked.problems if _is_within(problem, paths)]
    _print_problems(problems, style)
    if problems:
        sys.exit(1)
    if style == "text" and checked.kb:
        click.echo(f"{inventory(checked.kb)}; no problems.")


@main.command(name="build")
@_content
@_site
@_engine
@click.option("--full", is_flag=True, help="Build every page again, also those whose source did not change.")
def build_command(content: Path | None, site: Path | None, engine: str, full: bool) -> None:
    """Check the records and build the site; with problems, print them and leave the last site as it is."""
    site = site or ROOT / "site"
    _refuse_site(site, content or ROOT / "content")
    if not _build(content, site, engine, full):
        sys.exit(1)


@main.command(name="serve")
@_content
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port to listen on.")
def serve_command(content: Path | None, port: int) -> None:
    """Show the site at http://127.0.0.1:PORT/ and build it again after each change; the page reloads."""
    site = ROOT / "build" / "served"
    if not _build(content, site, "mkdocs", full=False):
        click.echo("Fix the problems above; the page appears as soon as there are none.", err=True)
    watched = [content or ROOT / "content", ROOT / "site_config", ROOT / "mkdocs.yml", ROOT / "generator" / "templates"]
    click.echo(f"Showing http://127.0.0.1:{port}/ (stop with Ctrl-C)")
    try:
        serve_site(site, watched, port, lambda: _build(content, site, "mkdocs", full=False))
    except OSError as error:
        click.echo(f"Port {port} cannot be used: {error.strerror}. Choose another with --port.", err=True)
        sys.exit(1)


@main.command(name="dump")
@_content
def dump_command(content: Path | None) -> None:
    """Print the whole linked knowledge base as JSON: the claims as typed, and all that is derived from them."""
    checked = _checked(content)
    kb = _sound(checked)
    if kb is None:
        sys.exit(1)
    click.echo(dump(kb, _history(content)), nl=False)


@main.command(name="schemas")
def schemas_command() -> None:
    """Write site_config/schemas/: what editors use to complete and check a record while it is typed."""
    settings, problems = load_settings(ROOT / "site_config")
    if settings is None:
        _print_problems(problems, "text")
        sys.exit(1)
    files = {name: text.encode() for name, text in schemas(settings).items()}
    written = write_changed(files, ROOT / "site_config" / "schemas")
    click.echo(f"Wrote {written} of {len(files)} schemas.")


def _checked(content: Path | None) -> Checked:
    # A contributor's day may begin before the clock of a workflow has reached it.
    tomorrow = _today() + timedelta(days=1)
    return check(ROOT, _shown(content or ROOT / "content"), tomorrow)


def _today() -> date:
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return (datetime.fromtimestamp(int(seconds), UTC) if seconds else datetime.now(UTC)).date()
    except (ValueError, OverflowError, OSError):
        fact = f"SOURCE_DATE_EPOCH is {quote(seconds)}, which is not a time."
        raise click.UsageError(f"{fact} Write the seconds since 1970, or unset it.") from None


def _refuse_path(path: Path, content: Path) -> None:
    """Nothing is known of a path that is not there or holds no content; to say "no problems" would be wrong."""
    if not path.exists():
        raise click.UsageError(f"There is no file or folder {printable(str(path))!r}.")
    read = (content.resolve(), (ROOT / "site_config").resolve())
    if not any(path.resolve().is_relative_to(folder) or folder.is_relative_to(path.resolve()) for folder in read):
        raise click.UsageError(f"{quote(path)} is not in {_shown(content)}/, where the records are.")


def _refuse_site(site: Path, content: Path) -> None:
    """A build swaps the folder of the site as a whole, so it takes a free place or a site that was built before."""
    if site.resolve().is_relative_to(content.resolve()):
        raise click.UsageError(f"{quote(site)} is in {_shown(content)}/, where the records are. Name another folder.")
    if site.is_dir() and any(site.iterdir()) and not (site / FINGERPRINT).is_file():
        fact = f"{quote(site)} holds something other than a site that was built before, and would be replaced."
        raise click.UsageError(f"{fact} Name another folder, or an empty one.")


def _shown(folder: Path) -> Path:
    """The folder as a person would name it from where they stand, so that problems print short paths."""
    try:
        return folder.resolve().relative_to(Path.cwd().resolve())
    except ValueError:
        return folder


def _history(content: Path | None) -> History:
    return read_history(content or ROOT / "content")


def _sound(checked: Checked) -> KnowledgeBase | None:
    """The knowledge base, or None after all problems were printed."""
    if checked.problems or checked.kb is None:
        _print_problems(checked.problems, "text")
        return None
    return checked.kb


def _build(content: Path | None, site: Path, engine: str, full: bool) -> bool:
    """Builds the site; False after printing why it cannot be built."""
    report = _reporter()
    report("Checking the records")
    checked = _checked(content)
    kb = _sound(checked)
    if kb is None:
        return False
    history = _history(content)
    files = pipeline.site(kb, history, read_assets(ROOT / "site_config" / "assets"), _cache(), report)
    try:
        # The Markdown is shared by all builds of a checkout, whatever site they make.
        with alone(ROOT / ".kb-docs.lock", report):
            changed = write_changed(files, ROOT / "build" / "docs")
            report(f"{changed:,} of {len(files):,} files changed")
            if not _published(site, engine, full, kb.settings.site, history, report):
                return False
    except OSError as error:
        click.echo(f"{printable(str(error.filename or site))} cannot be used: {error.strerror}.", err=True)
        return False
    click.echo(f"{inventory(kb)}; no problems. The site is in {_shown(site)}/.")
    return True


def _published(
    site: Path, engine: str, full: bool, settings: SiteSettings, history: History, report: Callable[[str], None]
) -> bool:
    try:
        publish(
            ROOT,
            ROOT / "build" / "docs",
            site.resolve(),
            engine=engine,
            site_url=settings.address,
            repo_url=settings.repository,
            full=full,
            report=report,
            made_at=history.time,  # so that one commit gives one site
        )
    except PublishingError as error:
        click.echo(str(error), err=True)
        return False
    return True


def _cache() -> DiskCache:
    return DiskCache(ROOT / "build" / "cache" / "drawings")


def _reporter() -> Callable[[str], None]:
    """Says what is being done, on a terminal only: a log keeps quiet."""
    if sys.stderr.isatty():
        return lambda text: click.echo(f"{click.style('…', dim=True)} {text}", err=True)
    return lambda text: None


def _is_within(problem: Problem, paths: tuple[Path, ...]) -> bool:
    file = Path(problem.place.file).resolve()
    return not paths or any(file.is_relative_to(path.resolve()) for path in paths)


def _print_problems(problems: Iterable[Problem], style: str) -> None:
    problems = list(problems)
    if style == "json":
        click.echo(json.dumps([_as_json(problem) for problem in problems], indent=1))
    elif style == "github":
        for problem in problems:
            click.echo(_as_annotation(problem))
    else:
        for problem in problems:
            click.echo(str(problem))
        if problems:
            click.echo(f"{len(problems):,} problem{'s' if len(problems) > 1 else ''}.", err=True)


def _as_json(problem: Problem) -> dict[str, object]:
    place = problem.place
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "fact": problem.fact,
        "advice": problem.advice,
    }


def _as_annotation(problem: Problem) -> str:
    """One line of a workflow command; what GitHub gives a meaning is written as it asks."""
    place = problem.place
    where = f"file={_escaped(printable(place.file), ':,')},line={place.line or 1},col={place.column or 1}"
    return f"::error {where}::{_escaped(f'{problem.fact} {problem.advice}'.rstrip(), '')}"


def _escaped(text: str, also: str) -> str:
    codes = {sign: f"%{ord(sign):02X}" for sign in "%\r\n" + also}
    return "".join(codes.get(sign, sign) for sign in text)
