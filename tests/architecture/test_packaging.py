"""What the program is installed from, and what runs it: locks, settings of the site engine, commands, workflows."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import vl_convert
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from generator.settings import load_settings

ROOT = Path(__file__).resolve().parents[2]
LOCKS = [ROOT / "requirements.txt", ROOT / "requirements-dev.txt"]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())

LOCKED = re.compile(r"([a-z0-9-]+)==([0-9][0-9a-z.]*)( ; [A-Za-z_ '0-9.<>=!]+)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
PINNED = re.compile(r"[a-z-]+/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")

# The first releases without a weakness that reaches this site. Never to be lowered.
FLOORS = {
    "jinja2": "3.1.6",  # CVE-2025-27516
    "markdown": "3.8.1",  # CVE-2025-69534
    "mkdocs-material": "9.7.7",  # CVE-2026-73295
    "pymdown-extensions": "10.21.3",  # CVE-2026-46338
    "pyyaml": "6.0.4",  # yaml/pyyaml#897
}


# Not imported: programs that are started, and what they bring.
STARTED = {"markdown", "mkdocs", "mkdocs-material", "pymdown-extensions", "zensical"}


def locked(lock: Path) -> Iterator[tuple[str, Version]]:
    for line in lock.read_text().splitlines():
        if named := LOCKED.fullmatch(line):
            yield named[1], Version(named[2])


def locked_versions(name: str) -> list[Version]:
    return [version for lock in LOCKS for found, version in locked(lock) if found == name]


def requirements(*groups: str) -> list[Requirement]:
    """What pyproject.toml asks for: always the dependencies of the program, and those of the groups named."""
    lists = [PROJECT["project"]["dependencies"], *(PROJECT["dependency-groups"][group] for group in groups)]
    return [Requirement(line) for lines in lists for line in lines]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_holds_nothing_but_names_versions_and_hashes(lock: Path) -> None:
    lines = lock.read_text().splitlines()
    assert [line for line in lines if not LOCKED.fullmatch(line) and not HASH.fullmatch(line)] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_locked_version_has_a_hash(lock: Path) -> None:
    lines = lock.read_text().splitlines()
    assert [line for line, following in zip(lines, [*lines[1:], ""], strict=True)
            if LOCKED.fullmatch(line) and not HASH.fullmatch(following)] == []  # fmt: skip


def test_the_two_locks_agree_on_what_they_share() -> None:
    site, tests = (dict(locked(lock)) for lock in LOCKS)
    assert {name: tests[name] for name in tests if name in site} == {name: site[name] for name in site if name in tests}


def test_everything_that_is_asked_for_is_locked_at_a_version_that_will_do() -> None:
    for asked in requirements("install", "dev"):
        versions = locked_versions(canonicalize_name(asked.name))
        assert versions, f"{asked.name} is in no lock; run `make lock`"
        assert [version for version in versions if version not in asked.specifier] == [], asked


@pytest.mark.parametrize(("name", "floor"), FLOORS.items())
def test_no_version_with_a_known_weakness_is_locked_or_allowed(name: str, floor: str) -> None:
    (asked,) = [asked for asked in requirements() if asked.name == name]
    allowed_from = max(Version(limit.version) for limit in asked.specifier if limit.operator == ">=")
    assert min(allowed_from, *locked_versions(name)) >= Version(floor)


def test_the_vega_that_readers_get_has_no_known_weakness() -> None:
    assert Version(vl_convert.get_vega_version()) >= Version("6.2.0")  # CVE-2025-59840, CVE-2025-66648


def imported(folder: str) -> set[str]:
    """The packages of other people that the modules of a folder import, by the names they are installed under."""
    trees = [ast.parse(path.read_text()) for path in (ROOT / folder).rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    modules = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    modules |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    packages = packages_distributions()  # once: it looks through everything that is installed
    names = {module.split(".")[0] for module in modules} - {"generator", "tests"} - sys.stdlib_module_names
    return {canonicalize_name(package) for name in names for package in packages[name]}


def asked_for(*groups: str) -> set[str]:
    return {canonicalize_name(asked.name) for asked in requirements(*groups)}


def test_everything_that_is_imported_is_asked_for() -> None:
    assert imported("generator") - asked_for() == set()
    assert imported("tests") - asked_for("install", "dev") == set()


def test_nothing_is_asked_for_that_is_not_used() -> None:
    assert asked_for() - imported("generator") == STARTED


def test_each_dependency_says_why_it_is_there() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    for asked in requirements("install", "dev"):
        assert re.search(rf'^    "{asked.name}[^"]*", +# \S.+', text, re.MULTILINE), f"{asked} needs a reason beside it"


class OnlyEnvironment(yaml.SafeLoader):
    """Reads mkdocs.yml with its one tag; any other, which could run code, is an error."""


OnlyEnvironment.add_constructor("!ENV", lambda _loader, node: node)


def test_the_settings_of_the_site_engine_run_no_code_and_name_no_other_origin() -> None:
    text = (ROOT / "mkdocs.yml").read_text()
    settings = yaml.load(text, Loader=OnlyEnvironment)  # noqa: S506 a safe loader, see above
    assert "hooks" not in settings
    assert settings["plugins"] == []
    assert settings["theme"]["font"] is False
    assert re.findall(r"(?:https?:)?//\S+", text) == []


def test_the_site_has_one_name_and_one_description() -> None:
    engine = yaml.load((ROOT / "mkdocs.yml").read_text(), Loader=OnlyEnvironment)  # noqa: S506 a safe loader, see above
    settings, _ = load_settings(ROOT / "site_config")
    assert settings
    assert (engine["site_name"], engine["site_description"]) == (settings.site.name, settings.site.description)


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda workflow: workflow.name)
def test_every_action_is_pinned_to_a_commit_and_says_which_version_that_is(workflow: Path) -> None:
    used = re.findall(r"^ *-? *uses: *(.+)$", workflow.read_text(), re.MULTILINE)
    assert used
    assert [action for action in used if not PINNED.fullmatch(action)] == []


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda workflow: workflow.name)
def test_a_workflow_has_no_right_that_a_job_does_not_ask_for_and_cannot_run_for_ever(workflow: Path) -> None:
    described = yaml.safe_load(workflow.read_text())
    assert described["permissions"] == {}
    for job in described["jobs"].values():
        assert "permissions" in job
        assert job["timeout-minutes"] <= 30


def test_only_the_job_that_builds_nothing_may_publish() -> None:
    writers = [
        (workflow.name, name, [step["uses"].split("@")[0] for step in job["steps"]])
        for workflow in WORKFLOWS
        for name, job in yaml.safe_load(workflow.read_text())["jobs"].items()
        if "write" in job["permissions"].values()
    ]
    assert writers == [("publish.yml", "deploy", ["actions/deploy-pages"])]


def test_zizmor_finds_nothing_in_the_workflows() -> None:
    zizmor = Path(sys.executable).with_name("zizmor")
    # A workflow asks for colour.
    command = [str(zizmor), "--offline", "--quiet", "--color=never", "--persona=auditor", str(ROOT)]
    said = subprocess.run(command, capture_output=True, text=True)
    assert (said.returncode, said.stdout) == (0, "No findings to report. Good job!\n"), said.stdout + said.stderr


def test_the_automatic_run_types_what_the_readme_tells_a_newcomer_to_type() -> None:
    run = ROOT / ".ci/run"
    readme = (ROOT / "README.md").read_text()
    typed = re.findall(r"^make .+$", run.read_text(), re.MULTILINE)
    told = re.findall(r"^make \w+", readme, re.MULTILINE)
    assert typed == ["make site", "make test"]
    assert told[:2] == typed
    assert os.access(run, os.X_OK)


def test_make_alone_does_what_the_check_of_a_pull_request_does() -> None:
    targets = re.search(r"^all: ([a-z ]+)", (ROOT / "Makefile").read_text(), re.MULTILINE)
    check = (ROOT / ".github/workflows/check.yml").read_text()
    assert targets is not None
    assert sorted(re.findall(r"make ([a-z]+)$", check, re.MULTILINE)) == sorted(targets[1].split())
