"""Checks everything at once: the settings, each record, the links between them and the rules.

Folders and the day in; the linked knowledge base and all problems out, sorted by place. With problems nothing is built.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePath, PurePosixPath

from generator.history import unusual_modes
from generator.knowledge_base import KnowledgeBase, link
from generator.loading import Loaded, load
from generator.problems import Place, Problem, did_you_mean, quote
from generator.rules import RULES
from generator.settings import Settings, Waiver, load_settings

Finding = tuple[str, Problem]


@dataclass(frozen=True)
class Checked:
    """What was read and all that is wrong with it; without settings nothing else can be read."""

    settings: Settings | None = None
    kb: KnowledgeBase | None = None
    loaded: Loaded = field(default_factory=Loaded)
    problems: tuple[Problem, ...] = ()


def check(root: Path, content: Path, today: date) -> Checked:
    """Reads `site_config/` under the root and the content; nothing that claims to have happened may be after today."""
    settings, problems = load_settings(root / "site_config")
    if settings is None:
        return Checked(problems=tuple(sorted(problems)))
    loaded = load(content, settings)
    kb, unlinked = link(loaded, settings)
    findings = [(name, problem) for name, rule in RULES.items() for problem in rule(kb, today)]
    problems = [*loaded.problems, *unlinked]
    if _is_own(content, root):
        problems += [*_not_waived(findings, settings.waivers), *_idle_waivers(findings, settings, kb, loaded)]
    else:
        problems += [problem for _, problem in findings]
    problems += _mode_problems(content, problems)
    return Checked(settings, kb, loaded, tuple(sorted(dict.fromkeys(problems))))


def _is_own(content: Path, root: Path) -> bool:
    """Waivers name records of the ledger's own content; content from elsewhere has none."""
    return content.resolve() == (root / "content").resolve()


def _key(problem: Problem) -> str:
    """The record that a problem is about: `cuts/acme-2026-01`."""
    file = PurePosixPath(problem.place.file)
    return f"{file.parent.name}/{file.stem}"


def _not_waived(findings: Iterable[Finding], waivers: Iterable[Waiver]) -> Iterator[Problem]:
    waived = {(waiver.rule, waiver.record) for waiver in waivers}
    return (problem for name, problem in findings if (name, _key(problem)) not in waived)


def _idle_waivers(
    findings: Iterable[Finding], settings: Settings, kb: KnowledgeBase, loaded: Loaded
) -> Iterator[Problem]:
    """A waiver that waives nothing is a problem, unless its record has problems that keep the rules from it."""
    found = {(name, _key(problem)) for name, problem in findings}
    linked = {record.key for record in kb.records()}
    read = {record.key for records in loaded.records.values() for record in records.values()}
    unread = read.union(f"{kind}/{id}" for kind, name in loaded.broken) - linked
    for waiver, place in zip(settings.waivers, settings.waiver_places, strict=True):
        if waiver.rule not in RULES:
            yield Problem(place, f"There is no rule {quote(waiver.rule)}.", did_you_mean(waiver.rule, RULES))
        elif waiver.record not in linked | unread:
            yield Problem(place, f"There is no record {quote(waiver.record)}.", did_you_mean(waiver.record, linked))
        elif waiver.record in linked and (waiver.rule, waiver.record) not in found:
            fact = f"{quote(waiver.record)} no longer breaks the rule {quote(waiver.rule)}."
            yield Problem(place, fact, "Remove this waiver.")


def _mode_problems(content: Path, known: Iterable[Problem]) -> list[Problem]:
    """Files that git holds as something other than a plain file, unless they were refused whole already."""
    refused = [PurePath(problem.place.file) for problem in known if not problem.place.line]
    files = ((content / path, what) for path, what in unusual_modes(content))
    return [
        Problem(Place(file.as_posix()), f"Git holds this file as {what}.", "Commit it as a plain file (mode 100644).")
        for file, what in files
        if not any(file.is_relative_to(folder) for folder in refused)
    ]
