"""A pull request that a person cannot review is refused, with the reason and the way out."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

PROGRAM = Path(__file__).resolve().parents[2] / ".github/reviewable.py"


def load() -> ModuleType:
    found = importlib.util.spec_from_file_location("reviewable", PROGRAM)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules["reviewable"] = module  # a dataclass looks its own module up
    found.loader.exec_module(module)
    return module


reviewable = load()


def objections(*changes: tuple[str, str, str], labels: tuple[str, ...] = ()) -> list[str]:
    found: list[str] = reviewable.objections([reviewable.Change(*change) for change in changes], labels)
    return found


def test_records_guide_pages_and_the_changelog_may_come_together() -> None:
    changes = [
        ("A", "100644", "content/cuts/acme-2026-01.yaml"),
        ("M", "100644", "content/guide/method.md"),
        ("M", "100644", "CHANGELOG.md"),
    ]
    assert objections(*changes) == []


def test_content_and_code_at_once_need_a_label() -> None:
    changes = [("M", "100644", "content/cuts/acme-2026-01.yaml"), ("M", "100644", "mkdocs.yml")]
    assert objections(*changes) == [
        'Content is changed together with other files, such as "mkdocs.yml". '
        "Make two pull requests, or ask a maintainer for the label 'mixed change'."
    ]
    assert objections(*changes, labels=("mixed change",)) == []


@pytest.mark.parametrize("mode", ["120000", "100755", "160000"])
def test_a_link_a_program_or_a_submodule_in_content_is_refused(mode: str) -> None:
    assert objections(("A", mode, "content/cuts/acme-2026-01.yaml")) == [
        f'"content/cuts/acme-2026-01.yaml" has the mode {mode}. '
        "Make it an ordinary file, not a link and not executable (100644)."
    ]


@pytest.mark.parametrize(
    "path",
    [
        "content/.gitattributes",
        "content/cuts/.gitmodules",
        "content/cuts/.acme.yaml.swp",
        "content/cuts/Acme.yaml",
        "content/cuts/acme.yml",
        "content/cuts/2026/acme.yaml",
        "content/people/acme.yaml",
        "content/guide/sitecustomize.py",
        "Content/cuts/acme.yaml",
    ],
)
def test_what_is_neither_a_record_nor_a_page_has_no_place_in_content(path: str) -> None:
    assert objections(("A", "100644", path)) == [
        f'"{path}" is neither a record nor a page of the guide. Move it out of content/, or rename it.'
    ]
    assert objections(("D", "000000", path)) == []


def test_a_name_cannot_write_a_line_of_its_own_into_the_log() -> None:
    (said,) = objections(("A", "100644", "content/a\n::error::b"))
    assert "\n" not in said
    assert said.startswith('"content/a\\n::error::b" is neither')


def test_more_records_than_one_can_read_need_a_label() -> None:
    changes = [("A", "100644", f"content/cuts/acme-{number}.yaml") for number in range(201)]
    assert objections(*changes[:200]) == []
    assert objections(*changes) == [
        "201 records are touched; 200 are the most for one review. "
        "Split the change, or ask a maintainer for the label 'many records'."
    ]
    assert objections(*changes, labels=("many records",)) == []


def test_a_handful_of_records_may_be_removed_and_no_more() -> None:
    changes = [("D", "000000", f"content/cuts/acme-{number}.yaml") for number in range(6)]
    assert objections(*changes[:5]) == []
    assert objections(*changes) == [
        "6 records are removed; 5 are the most for one review. "
        "Split the change, or ask a maintainer for the label 'many records'."
    ]


def test_the_program_judges_two_commits_and_sums_up_the_records(tmp_path: Path) -> None:
    def git(*words: str) -> None:
        author = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *author, *words], cwd=tmp_path, check=True, capture_output=True)

    git("init")
    git("commit", "--allow-empty", "--message=one")
    cuts = tmp_path / "content/cuts"
    cuts.mkdir(parents=True)
    (cuts / "acme-2026-01.yaml").write_text("company: acme\n")
    (cuts / "other-2026-01.yaml").symlink_to("acme-2026-01.yaml")
    (tmp_path / "setup 100%.py").write_text("")
    git("add", ".")
    git("commit", "--message=two")

    page = tmp_path / "summary.md"
    said = subprocess.run(
        [sys.executable, "-I", PROGRAM, "HEAD^1", "HEAD"],
        cwd=tmp_path, env={"PATH": "/usr/bin:/bin", "GITHUB_STEP_SUMMARY": str(page)}, capture_output=True, text=True,
    )  # fmt: skip
    assert said.returncode == 1
    assert said.stdout.splitlines() == [
        '::error::"content/cuts/other-2026-01.yaml" has the mode 120000. '
        "Make it an ordinary file, not a link and not executable (100644).",
        '::error::Content is changed together with other files, such as "setup 100%25.py". '
        "Make two pull requests, or ask a maintainer for the label 'mixed change'.",
    ]
    assert page.read_text() == (
        "### Records\n\n- added: `content/cuts/acme-2026-01.yaml`\n- added: `content/cuts/other-2026-01.yaml`\n"
    )
