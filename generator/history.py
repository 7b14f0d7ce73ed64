"""What git knows of the content: when each record was first seen and last changed, and the day of the build.

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
    """When a file first came in and when it last changed."""

    first_seen: date
    last_changed: date


@dataclass(frozen=True)
class History:
    """The newest commit (hash and time of committing, in seconds since 1970) and the changes of each file."""

    commit: str | None = None
    time: int | None = None
    changes: Mapping[str, Change] = field(default_factory=dict)

    @property
    def day(self) -> date | None:
        """The day of the newest commit, in UTC."""
        return _day(self.time) if self.time is not None else None

    def of(self, file: Path) -> Change | None:
        """The changes of a file, by its path from the top of the checkout."""
        return self.changes.get(file.as_posix())


def read_history(folder: Path) -> History:
    """The history of a folder of a checkout, with paths relative to that folder; empty outside one."""
    newest = _git(folder, "log", "-1", "--format=%H %ct")
    if not newest:
        return History()
    commit, seconds = newest.split()
    time = int(seconds) if _day(int(seconds)) else None
    if (_git(folder, "rev-parse", "--is-shallow-repository") or "").strip() == "true":
        return History(commit, time)
    log = _git(folder, "log", "--no-renames", "--name-only", "--relative", "-z", "--format=%x01%ct", "--", ".")
    return History(commit, time, _changes(log or ""))


_YEAR_2100 = 4_102_444_800


def _day(seconds: int) -> date | None:
    return datetime.fromtimestamp(seconds, UTC).date() if 0 <= seconds < _YEAR_2100 else None


def unusual_modes(folder: Path) -> Iterator[tuple[str, str]]:
    """Files that git holds as a link, a program or another repository: their path and what they are."""
    names = {"100755": "a program (its mode is 100755)", "120000": "a link", "160000": "another repository"}
    listing = _git(folder, "ls-files", "--stage", "-z", "--", ".") or ""
    for entry in filter(None, listing.split("\0")):
        details, _, path = entry.partition("\t")
        if (mode := details.split(" ")[0]) in names:
            yield path, names[mode]


def _changes(log: str) -> dict[str, Change]:
    """Git names the newest commit first, so the last one that names a file is when it was first seen."""
    changes: dict[str, Change] = {}
    for commit in filter(None, log.split("\x01")):
        seconds, _, names = commit.partition("\0")
        if day := _day(int(seconds)):
            for name in filter(None, (part.strip("\n") for part in names.split("\0"))):
                known = changes.get(name)
                changes[name] = Change(day, known.last_changed if known else day)
    return changes


def _git(folder: Path, *arguments: str) -> str | None:
    # The file names of contributors are data: quoted names are switched off by -z, and no hook or pager runs.
    command = ["git", "-c", "core.quotePath=off", "-c", "core.fsmonitor=false", "--no-pager", *arguments]
    try:
        result = subprocess.run(command, cwd=folder, capture_output=True, check=False)  # noqa: S603  # fixed words
    except OSError:
        return None
    return result.stdout.decode("utf-8", "surrogateescape") if result.returncode == 0 else None
