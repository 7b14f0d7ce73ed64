"""Publishing builds a site aside and swaps it in whole, with either engine, and says why when it cannot."""

import base64
import fcntl
import hashlib
import os
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.publishing import PublishingError, chart_library, publish

pytestmark = pytest.mark.xdist_group("publishing")

ROOT = Path(__file__).resolve().parent.parent
# The pages that the navigation names: `  - Cuts: cuts/index.md`.
SECTIONS = re.findall(r"^ +- .+: (.+)/index\.md$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
ENGINES = ("mkdocs", "zensical")


def markdown(title: str, body: str = "Text.") -> str:
    return f"---\ntitle: {title}\ndescription: About {title}.\n---\n\n# {title}\n\n{body}\n"


def make_project(root: Path) -> Path:
    """A project with the real shell around pages without any contributed text."""
    shutil.copy(ROOT / "mkdocs.yml", root)
    shutil.copytree(ROOT / "site_config/overrides", root / "site_config/overrides")
    (root / "build/cache").mkdir(parents=True)
    shutil.copy(chart_library(ROOT), root / "build/cache")  # takes longer to make than all of these sites
    docs = root / "build/docs"
    shutil.copytree(ROOT / "site_config/assets", docs / "assets")
    record = '[Cuts](../index.md)\n\n<p><a href="../acme.yaml">Record</a> <a href="../../deals/">Deals</a></p>'
    pages = {"": markdown("Home"), "cuts/acme": markdown("Acme", record)}
    pages |= {section: markdown(section.title()) for section in SECTIONS}
    for address, text in pages.items():
        (docs / address).mkdir(parents=True, exist_ok=True)
        (docs / address / "index.md").write_text(text, encoding="utf-8")
    (docs / "cuts/acme.yaml").write_text("company: acme\n", encoding="utf-8")
    return root


def built(
    project: Path,
    *,
    engine: str = "mkdocs",
    full: bool = True,
    site_url: str = "",
    repo_url: str = "",
    report: Callable[[str], None] = lambda text: None,
) -> Path:
    site = project / "site"
    publish(
        project,
        project / "build/docs",
        site,
        engine=engine,
        site_url=site_url,
        repo_url=repo_url,
        full=full,
        report=report,
        made_at=1767225600,
    )
    return site


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of which nothing is built yet."""
    return make_project(tmp_path)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What each engine makes of the project; no test may change it."""
    return {engine: built(make_project(tmp_path_factory.mktemp(engine)), engine=engine) for engine in ENGINES}


@pytest.fixture
def published(sites: dict[str, Path], tmp_path: Path) -> Path:
    """A project of its own with the site that MkDocs made of it."""
    return Path(shutil.copytree(sites["mkdocs"].parent, tmp_path / "project"))


def sums(site: Path) -> dict[str, str]:
    files = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def addresses(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}


def test_both_engines_build_the_same_addresses(sites: dict[str, Path]) -> None:
    expected = {f"{name}/index.html" for name in [*SECTIONS, "cuts/acme"]} | {"index.html", "404.html"}
    assert {engine: addresses(site) for engine, site in sites.items()} == {"mkdocs": expected, "zensical": expected}


def test_the_policy_lists_exactly_the_inline_scripts_of_the_themes(sites: dict[str, Path]) -> None:
    policy = (ROOT / "site_config/overrides/partials/policy.html").read_text(encoding="utf-8")
    used = set()
    for site in sites.values():
        for path in site.rglob("*.html"):
            for script in INLINE.findall(path.read_text(encoding="utf-8")):
                used.add(base64.b64encode(hashlib.sha256(script.encode()).digest()).decode())
    assert set(re.findall(r"'sha256-([^']+)'", policy)) == used


@pytest.mark.parametrize("engine", ENGINES)
def test_the_same_pages_give_the_same_bytes_twice(sites: dict[str, Path], project: Path, engine: str) -> None:
    assert sums(built(project, engine=engine)) == sums(sites[engine])


def test_a_quick_build_equals_a_full_one(published: Path) -> None:
    page = published / "build/docs/cuts/acme/index.md"
    page.write_text(markdown("Acme", "Changed."), encoding="utf-8")
    shutil.rmtree(published / "build/docs/not-known")
    (published / "build/docs/not-known").mkdir()
    (published / "build/docs/not-known/index.md").write_text(markdown("Not known", "New."), encoding="utf-8")
    steps: list[str] = []
    quick = sums(built(published, full=False, report=steps.append))
    assert steps[0] == "Building 2 pages with MkDocs"
    assert quick == sums(built(published))


def test_a_quick_build_leaves_the_files_of_the_old_site_as_they_were(published: Path) -> None:
    """Unchanged pages are shared with the old site, so no file of it may be written in place."""
    kept = published / "kept"
    shutil.copytree(published / "site", kept, copy_function=os.link)
    before = sums(kept)
    (published / "build/docs/cuts/acme/index.md").write_text(markdown("Acme", "Changed."), encoding="utf-8")
    built(published, full=False)
    assert sums(kept) == before


def test_a_page_that_is_gone_is_gone_after_a_quick_build(published: Path) -> None:
    shutil.rmtree(published / "build/docs/cuts/acme")
    assert "cuts/acme/index.html" not in addresses(built(published, full=False))


def test_another_configuration_makes_every_page_anew(published: Path) -> None:
    steps: list[str] = []
    site = built(published, full=False, site_url="https://ledger.example/base/", report=steps.append)
    assert steps[0] == f"Building {len(SECTIONS) + 2} pages with MkDocs"
    text = (site / "cuts/acme/index.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://ledger.example/base/cuts/acme/">' in text


@pytest.mark.parametrize("engine", ENGINES)
def test_without_address_and_repository_nothing_points_to_them(sites: dict[str, Path], engine: str) -> None:
    text = (sites[engine] / "cuts/acme/index.html").read_text(encoding="utf-8")
    assert "canonical" not in text
    assert "Source of records" not in text


@pytest.mark.parametrize("engine", ENGINES)
def test_the_repository_is_linked_where_it_is_set(project: Path, engine: str) -> None:
    site = built(project, engine=engine, repo_url="https://git.example/ledger")
    assert 'href="https://git.example/ledger"' in (site / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("[Nobody](../nobody/index.md)", "contains a link '../nobody/index.md', but the target"),
        (
            "<script>alert(1)</script>",
            "cuts/acme/index.html: holds an inline script that is not on the list: 'alert(1)'.",
        ),
        ('<p><a href="../nobody/">x</a></p>', "cuts/acme/index.html: href of <a> leads nowhere: '../nobody/'."),
    ],
)
@pytest.mark.parametrize("full", [True, False])
def test_a_page_that_is_not_fit_leaves_the_old_site_alone(published: Path, body: str, said: str, full: bool) -> None:
    before = sums(published / "site")
    (published / "build/docs/cuts/acme/index.md").write_text(markdown("Acme", body), encoding="utf-8")
    with pytest.raises(PublishingError) as refused:
        built(published, full=full)
    assert said in str(refused.value)
    assert sums(published / "site") == before
    assert not (published / ".kb-site.tmp").exists()


def test_an_engine_that_nobody_knows_is_refused(project: Path) -> None:
    with pytest.raises(PublishingError, match=r"^There is no engine 'hugo'\. Use one of: mkdocs, zensical\.$"):
        built(project, engine="hugo")


def test_what_a_killed_build_left_behind_is_cleared_away(project: Path) -> None:
    (project / ".kb-site.tmp/cuts").mkdir(parents=True)
    (project / ".kb-site.old").mkdir()
    (project / ".kb-site.old/index.html").write_text("the last whole site", encoding="utf-8")
    site = built(project)
    assert "cuts/acme/index.html" in addresses(site)
    assert sorted(path.name for path in project.glob(".kb-*")) == [".kb-site.lock"]


def test_everybody_may_read_and_only_the_owner_may_write(project: Path) -> None:
    secret = project / "build/docs/cuts/acme.yaml"
    secret.chmod(0o600)
    mask = os.umask(0o077)
    try:
        site = built(project)
    finally:
        os.umask(mask)
    modes = {oct(path.stat().st_mode & 0o777) for path in [site, *site.rglob("*")]}
    assert modes == {oct(0o755), oct(0o644)}


@pytest.fixture
def busy(project: Path) -> Iterator[Callable[[], None]]:
    with (project / ".kb-site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield lambda: fcntl.flock(lock, fcntl.LOCK_UN)


def test_a_second_build_waits_for_the_first(project: Path, busy: Callable[[], None]) -> None:
    steps: list[str] = []
    second = threading.Thread(target=built, args=(project,), kwargs={"report": steps.append})
    second.start()
    deadline = time.monotonic() + 5
    while not steps and time.monotonic() < deadline:
        time.sleep(0.01)
    assert steps == ["Waiting for another build to end"]
    assert not (project / "site").exists()
    busy()
    second.join()
    assert (project / "site/index.html").is_file()
