"""Can a person review this pull request? In come two commits, out come the objections, if any, and a summary.

It looks at names, modes and counts only, never into a file, and needs nothing but Python and git: a workflow runs the
copy of the target branch before anything of the pull request is installed or read.

    python3 .github/reviewable.py BASE HEAD

The environment may name the pull request's labels (LABELS, a JSON list), each of which lifts one limit, and a file for
the summary (GITHUB_STEP_SUMMARY).
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

MOST_RECORDS = 200
MOST_REMOVED = 5
MIXED, BULK = "mixed change", "many records"

RECORD = re.compile(r"content/(companies|cuts|suppliers|indicators)/[a-z0-9-]+\.yaml")
GUIDE = re.compile(r"content/guide/[a-z0-9-]+\.md")
BESIDE_CONTENT = {"CHANGELOG.md", "tests/content_counts.txt"}  # these belong to content and to code alike


@dataclass(frozen=True)
class Change:
    """What happened to one file: `A` added, `M` changed, `D` removed, `T` made another kind of file."""

    status: str
    mode: str
    path: str

    @property
    def in_content(self) -> bool:
        return self.path.casefold().startswith("content/")

    @property
    def is_record(self) -> bool:
        return RECORD.fullmatch(self.path) is not None


def changes_between(base: str, head: str) -> list[Change]:
    command = ["git", "diff", "--raw", "-z", "--no-renames", "--ignore-submodules=none", base, head, "--"]
    return parsed(subprocess.run(command, check=True, capture_output=True).stdout)


def parsed(raw: bytes) -> list[Change]:
    """The output of `git diff --raw -z`: a line of modes, hashes and status, then the path."""
    fields = raw.decode(errors="surrogateescape").split("\0")[:-1]
    found = []
    for about, path in zip(fields[::2], fields[1::2], strict=True):
        _, mode, _, _, status = about.split(" ")
        found.append(Change(status, mode, path))
    return found


def objections(changes: Sequence[Change], labels: Collection[str] = ()) -> list[str]:
    """All that stands in the way of a review, each with what to do."""
    found = [objection for change in changes if change.in_content for objection in _misplaced(change)]
    if BULK not in labels:
        found += _too_many(changes)
    if MIXED not in labels:
        found += _mixed(changes)
    return found


def _misplaced(change: Change) -> list[str]:
    if change.status == "D":
        return []
    name = json.dumps(change.path)
    if not change.is_record and not GUIDE.fullmatch(change.path):
        return [f"{name} is neither a record nor a page of the guide. Move it out of content/, or rename it."]
    if change.mode != "100644":
        return [f"{name} has the mode {change.mode}. Make it an ordinary file, not a link and not executable (100644)."]
    return []


def _too_many(changes: Sequence[Change]) -> list[str]:
    records = [change for change in changes if change.is_record]
    removed = [change for change in records if change.status == "D"]
    advice = f"Split the change, or ask a maintainer for the label '{BULK}'."
    found = []
    if len(records) > MOST_RECORDS:
        found.append(f"{len(records)} records are touched; {MOST_RECORDS} are the most for one review. {advice}")
    if len(removed) > MOST_REMOVED:
        found.append(f"{len(removed)} records are removed; {MOST_REMOVED} are the most for one review. {advice}")
    return found


def _mixed(changes: Sequence[Change]) -> list[str]:
    content = [change for change in changes if change.in_content]
    others = [change for change in changes if not change.in_content and change.path not in BESIDE_CONTENT]
    if not content or not others:
        return []
    advice = f"Make two pull requests, or ask a maintainer for the label '{MIXED}'."
    return [f"Content is changed together with other files, such as {json.dumps(others[0].path)}. {advice}"]


def summary(changes: Sequence[Change]) -> str:
    """A Markdown list of the records that are touched. Their names hold letters, digits and hyphens only."""
    words = {"A": "added", "M": "changed", "D": "removed"}
    lines = [f"- {words[c.status]}: `{c.path}`" for c in changes if c.is_record and c.status in words]
    return "\n".join(["### Records", "", *(lines or ["None."]), ""])


def main() -> int:
    base, head = sys.argv[1:]
    changes = changes_between(base, head)
    if "GITHUB_STEP_SUMMARY" in os.environ:
        with Path(os.environ["GITHUB_STEP_SUMMARY"]).open("a", encoding="utf-8") as page:
            page.write(summary(changes))
    found = objections(changes, json.loads(os.environ.get("LABELS", "[]")))
    for objection in found:
        # A percent sign would begin an escape; a line break cannot occur, names are printed as JSON.
        print("::error::" + objection.replace("%", "%25"))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
