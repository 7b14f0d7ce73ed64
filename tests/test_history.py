"""When a record was first seen and last changed, from git."""

import re
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from generator.history import Change, Edit, History, read_history, unusual_modes

FIRST, SECOND = (int(datetime(2026, month, day, 12, tzinfo=UTC).timestamp()) for month, day in ((1, 5), (2, 2)))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with two commits, on 5 January and 2 February 2026."""
    _git(tmp_path, "init", "--quiet")
    (tmp_path / "content" / "cuts").mkdir(parents=True)
    (tmp_path / "content" / "cuts" / "acme-2026-01.yaml").write_text("kind: layoff\n")
    _commit(tmp_path, "2026-01-05T12:00:00Z")
    (tmp_path / "content" / "cuts" / "acme-2026-01.yaml").write_text("kind: attrition\n")
    (tmp_path / "content" / "cuts" / "acme-2026-02.yaml").write_text("kind: layoff\n")
    _commit(tmp_path, "2026-02-02T12:00:00Z")
    return tmp_path


def _git(folder: Path, *arguments: str, given: str = "", **environment: str) -> str:
    command = ["git", "-c", "user.name=Ann", "-c", "user.email=ann@acme.example", *arguments]
    where = {"PATH": "/usr/bin:/bin", **environment}
    done = subprocess.run(command, cwd=folder, check=True, env=where, input=given, stdout=subprocess.PIPE, text=True)
    return done.stdout


def _commit(folder: Path, when: str) -> None:
    _git(folder, "add", "--all")
    _git(folder, "commit", "--quiet", "--message", "Change", GIT_AUTHOR_DATE=when, GIT_COMMITTER_DATE=when)


def test_each_file_has_the_days_of_its_first_and_last_commit(checkout: Path) -> None:
    history = read_history(checkout / "content")
    assert history.day == date(2026, 2, 2)
    assert history.of("cuts/acme-2026-01") == Change(FIRST, SECOND)
    assert history.of("cuts/acme-2026-02") == Change(SECOND, SECOND)
    assert Change(FIRST, SECOND).first_seen == date(2026, 1, 5)
    assert Change(FIRST, SECOND).last_changed == date(2026, 2, 2)


def test_an_edit_holds_the_text_of_a_file_before_and_after(checkout: Path) -> None:
    history = read_history(checkout / "content")
    assert history.commit
    assert history.edits == (
        Edit("cuts/acme-2026-01.yaml", history.commit, SECOND, b"kind: layoff\n", b"kind: attrition\n"),
    )


def test_what_a_merge_brings_in_is_seen_when_it_was_merged(checkout: Path) -> None:
    _git(checkout, "checkout", "--quiet", "-b", "proposal", "HEAD~1")
    (checkout / "content" / "cuts" / "borealis-2025-12.yaml").write_text("kind: layoff\n")
    _commit(checkout, "2026-01-09T12:00:00Z")
    _git(checkout, "checkout", "--quiet", "-")
    _git(checkout, "merge", "--quiet", "--no-ff", "--no-edit", "proposal", GIT_COMMITTER_DATE="2026-03-03T12:00:00Z")
    found = read_history(checkout / "content").of("cuts/borealis-2025-12")
    assert found
    assert found.first_seen == date(2026, 3, 3)


def test_a_file_that_became_a_link_was_not_edited(checkout: Path) -> None:
    (checkout / "content" / "cuts" / "acme-2026-02.yaml").unlink()
    (checkout / "content" / "cuts" / "acme-2026-02.yaml").symlink_to("acme-2026-01.yaml")
    _commit(checkout, "2026-02-03T12:00:00Z")
    assert [edit.path for edit in read_history(checkout / "content").edits] == ["cuts/acme-2026-01.yaml"]


def test_what_a_person_wants_to_see_in_a_log_changes_nothing(checkout: Path) -> None:
    _git(checkout, "config", "log.showSignature", "true")
    _git(checkout, "config", "log.showRoot", "false")
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ==\n -----END PGP SIGNATURE-----\n"
    unsigned = _git(checkout, "cat-file", "commit", "HEAD")
    signed = re.sub(r"(committer .*\n)", rf"\1{signature}", unsigned)
    commit = _git(checkout, "hash-object", "-t", "commit", "-w", "--stdin", given=signed)
    _git(checkout, "reset", "--quiet", commit.strip())
    history = read_history(checkout / "content")
    assert history.day == date(2026, 2, 2)
    assert history.of("cuts/acme-2026-01") == Change(FIRST, SECOND)


def test_a_folder_outside_a_checkout_has_no_history(tmp_path: Path) -> None:
    assert read_history(tmp_path) == History()


def test_a_commit_of_an_impossible_year_has_no_day(checkout: Path) -> None:
    (checkout / "content" / "cuts" / "acme-2026-02.yaml").write_text("kind: attrition\n")
    _commit(checkout, "@99999999999999 +0000")
    history = read_history(checkout / "content")
    assert (history.day, history.time) == (None, None)
    assert history.commit
    assert history.of("cuts/acme-2026-02") == Change(SECOND, SECOND)


def test_a_checkout_without_its_older_commits_knows_no_first_days(checkout: Path, tmp_path: Path) -> None:
    _git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{checkout}", str(tmp_path / "shallow"))
    history = read_history(tmp_path / "shallow" / "content")
    assert history.day == date(2026, 2, 2)
    assert not history.changes


def test_links_and_programs_in_a_checkout_are_named(checkout: Path) -> None:
    (checkout / "content" / "cuts" / "passwd.yaml").symlink_to("/etc/passwd")
    (checkout / "content" / "cuts" / "acme-2026-02.yaml").chmod(0o755)
    _git(checkout, "add", "--all")
    assert sorted(unusual_modes(checkout / "content")) == [
        ("cuts/acme-2026-02.yaml", "a program (its mode is 100755)"),
        ("cuts/passwd.yaml", "a link"),
    ]
