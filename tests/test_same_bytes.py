"""One commit gives one site: the same bytes in any folder, language, time zone and mask, whatever order a hash has."""

import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from tests.worlds import ROOT, TOY

# Two people who build the same commit: what they set differs, as far as it can.
PEOPLE = (
    {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8"},
)
MASKS = (0o022, 0o077)
GIT = ("git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false")
WHEN = {f"GIT_{who}_DATE": "2026-11-20T23:30:00+00:00" for who in ("AUTHOR", "COMMITTER")}


def checkout(folder: Path) -> None:
    """The program and the toy world as one commit; in Tokyo it is made on the next day already."""
    for name in ("generator", "site_config"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(TOY, folder / "content")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    (folder / "site_config/waivers.yaml").write_text("waivers: []\n", encoding="utf-8")
    for command in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "--message", "All")):
        subprocess.run((*GIT, *command), cwd=folder, env=os.environ | WHEN, check=True)


def start(folder: Path, person: dict[str, str], mask: int) -> "subprocess.Popen[str]":
    """Begins `kb build` of a checkout."""
    own = {name: value for name, value in os.environ.items() if name not in ("SOURCE_DATE_EPOCH", "PYTHONPATH")}
    return subprocess.Popen(
        (sys.executable, "-m", "generator", "build"), cwd=folder, env=own | person, umask=mask,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
    )  # fmt: skip


def sums(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def test_one_commit_gives_one_site_whoever_builds_it(tmp_path: Path) -> None:
    folders = (tmp_path / "ada", tmp_path / "somewhere/else/grace")
    for folder in folders:
        checkout(folder)
    builds = [start(*which) for which in zip(folders, PEOPLE, MASKS, strict=True)]
    printed = [build.communicate()[0] for build in builds]
    assert [build.returncode for build in builds] == [0, 0], printed
    for part in ("build/docs", "site"):
        first, second = (sums(folder / part) for folder in folders)
        assert len(first) > 50
        assert first == second
