"""What git knows of the content: when each file was first seen, last changed and edited, and the day of the build.

Outside a git checkout there is no history; then the dates are not shown and the day comes from the caller.  A checkout
without its older commits ("shallow") knows no first day of a file, and the clock of whoever commits may be set to any
year: what cannot be known is left out.
"""

import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path


@dataclass(frozen=True)
class Change:
    """When a file first came in and when it last changed, in seconds since 1970."""

    first: int
    last: int

    @property
    def first_seen(self) -> date:
        """The day on which the file came in, in UTC."""
        return day_of(self.first)

    @property
    def last_changed(self) -> date:
        """The day of its last change, in UTC."""
        return day_of(self.last)


@dataclass(frozen=True)
class Edit:
    """One commit's change of a file that was there before: what it held before and after."""

    path: str
    commit: str
    time: int
    before: bytes
    after: bytes


@dataclass(frozen=True)
class History:
    """The newest commit (hash and time of committing, in seconds since 1970), the changes of each file, and the edits.

    `edits` are the newest ones, the newest first.
    """

    commit: str | None = None
    time: int | None = None
    changes: Mapping[str, Change] = field(default_factory=dict)
    edits: tuple[Edit, ...] = ()

    @property
    def day(self) -> date | None:
        """The day of the newest commit, in UTC."""
        return _day(self.time) if self.time is not None else None

    def of(self, key: str) -> Change | None:
        """The changes of a record, by its key: `cuts/meta-2026-04`."""
        return self.changes.get(f"{key}.yaml")


def read_history(folder: Path) -> History:
    """The history of a folder of a checkout, with paths relative to that folder; empty outside one."""
    newest = _git(folder, "log", "-1", "--format=%H %ct")
    if not newest:
        return History()
    commit, seconds = newest.split()
    time = int(seconds) if _day(int(seconds)) else None
    if (_git(folder, "rev-parse", "--is-shallow-repository") or "").strip() == "true":
        return History(commit, time)
    steps = list(_steps(_git(folder, *_LOG, "--", ".") or ""))
    return History(commit, time, _changes(steps), tuple(_edits(folder, steps)))


# The line of commits that the ledger itself was on: what came in by a merge came in when it was merged.
_LOG = ("log", "--first-parent", "--no-renames", "--raw", "--no-abbrev", "--relative", "-z", "--format=%x01%H %ct")
# Enough for all feeds; each edit is read as two records, at some milliseconds each.
_NEWEST_EDITS = 400
_YEAR_2100 = 4_102_444_800


def _day(seconds: int) -> date | None:
    return day_of(seconds) if 0 <= seconds < _YEAR_2100 else None


def day_of(seconds: int) -> date:
    """The day of a time that git knows, in UTC."""
    return datetime.fromtimestamp(seconds, UTC).date()


def unusual_modes(folder: Path) -> Iterator[tuple[str, str]]:
    """Files that git holds as a link, a program or another repository: their path and what they are."""
    names = {"100755": "a program (its mode is 100755)", "120000": "a link", "160000": "another repository"}
    listing = _git(folder, "ls-files", "--stage", "-z", "--", ".") or ""
    for entry in filter(None, listing.split("\0")):
        details, _, path = entry.partition("\t")
        if (mode := details.split(" ")[0]) in names:
            yield path, names[mode]


@dataclass(frozen=True)
class _Step:
    """What one commit did to one file, with the names under which git keeps its text before and after."""

    path: str
    commit: str
    time: int
    before: str
    after: str
    is_edit: bool


def _steps(log: str) -> Iterator[_Step]:
    """The steps of a log with raw differences, the newest first; those of an impossible day are left out."""
    for entry in filter(None, log.split("\x01")):
        head, *parts = (part.strip("\n") for part in entry.split("\0"))
        commit, _, seconds = head.partition(" ")
        parts = [part for part in parts if part]
        if _day(int(seconds)):
            for details, path in zip(parts[::2], parts[1::2], strict=True):
                old_mode, mode, before, after, deed = details.removeprefix(":").split(" ")
                is_edit = deed == "M" and old_mode == mode == "100644"
                yield _Step(path, commit, int(seconds), before, after, is_edit)


def _changes(steps: list[_Step]) -> dict[str, Change]:
    """Git names the newest commit first, so the last one that names a file is when it was first seen."""
    changes: dict[str, Change] = {}
    for step in steps:
        known = changes.get(step.path)
        changes[step.path] = Change(step.time, known.last if known else step.time)
    return changes


def _edits(folder: Path, steps: list[_Step]) -> Iterator[Edit]:
    """The newest edits with their texts, which one process reads."""
    edits = [step for step in steps if step.is_edit][:_NEWEST_EDITS]
    names = list(dict.fromkeys(name for step in edits for name in (step.before, step.after)))
    texts = dict(zip(names, _texts(folder, names), strict=False))
    for step in edits:
        if step.before in texts and step.after in texts:
            yield Edit(step.path, step.commit, step.time, texts[step.before], texts[step.after])


def _texts(folder: Path, names: list[str]) -> Iterator[bytes]:
    """The contents that git keeps under these names, in their order; it ends at the first that git does not have."""
    answer = _run(folder, ("cat-file", "--batch"), "".join(f"{name}\n" for name in names).encode()) or b""
    start = 0
    while (end := answer.find(b"\n", start)) > 0 and not answer[start:end].endswith(b" missing"):
        size = int(answer[start:end].split(b" ")[2])
        yield answer[end + 1 : end + 1 + size]
        start = end + size + 2


def _git(folder: Path, *arguments: str) -> str | None:
    found = _run(folder, arguments)
    return None if found is None else found.decode("utf-8", "surrogateescape")


def _run(folder: Path, arguments: tuple[str, ...], given: bytes = b"") -> bytes | None:
    # The file names of contributors are data: quoted names are switched off by -z, and no hook or pager runs.
    # What a person set for their own eyes is undone: signatures in a log, and a log without what the first commit did.
    plain = ("core.quotePath=off", "core.fsmonitor=false", "log.showSignature=false", "log.showRoot=true")
    options = [option for setting in plain for option in ("-c", setting)]
    command = ["git", *options, "--no-pager", *arguments]
    try:
        result = subprocess.run(command, cwd=folder, input=given, capture_output=True, check=False)  # noqa: S603  # fixed words
    except OSError:
        return None
    return result.stdout if result.returncode == 0 else None
