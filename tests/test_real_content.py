"""The ledger's own content has no problems, and its guide gives no figure that its records do not hold."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from generator.checking import Checked, check
from generator.figures.agreement import agreement
from generator.figures.price_change import claimed_changes
from generator.history import read_history
from tests.worlds import ROOT, TODAY


def test_the_real_content_has_no_problems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    today = read_history(Path()).day or TODAY
    assert [str(problem) for problem in check(Path(), Path("content"), max(today, TODAY)).problems] == []


def test_every_file_of_the_content_is_a_record_or_a_guide_page() -> None:
    checked = check(ROOT, ROOT / "content", TODAY)
    assert checked.kb
    read = len([*checked.kb.records()]) + len(checked.kb.guide)
    assert read == sum(path.is_file() for path in (ROOT / "content").rglob("*"))


# What a page of the guide works out itself, or makes up to explain a rule.
OWN_FIGURES = {
    "power-equipment": {"6.3", "5.6", "3144000"},
    "method": {"9.5", "10.5", "40", "38", "42"},
}
RECORD_LINK = re.compile(r"\]\(\.\./((?:cuts|companies|suppliers|indicators)/(?!index\.)[a-z0-9-]+)\.md\)")
SENTENCE_END = re.compile(r"\n|(?<=[.?;:]) (?=[A-Z\[])")
NO_FIGURE = re.compile(r"\]\([^)]*\)|^\d\.$|\b\d{1,2} (?=[A-Z][a-z]{2})|(?<![\d,.])(?:19|20)\d\d(?![\d,.]\d)")
FIGURE = re.compile(r"(?<![\w.])(?<!\d-)\d[\d,]*(?:\.\d+)?", re.ASCII)


def test_every_figure_of_the_guide_is_in_a_record_that_its_sentence_or_else_its_section_links_to() -> None:
    checked = check(ROOT, ROOT / "content", TODAY)
    assert checked.kb
    missing = [
        (page.id, str(figure), sentence)
        for page in checked.kb.guide
        for section in page.body.split("\n## ")
        for sentence in SENTENCE_END.split(section)
        if (linked := RECORD_LINK.findall(sentence) or RECORD_LINK.findall(section))
        for figure in figures(NO_FIGURE.sub("", sentence)) - {Decimal(own) for own in OWN_FIGURES.get(page.id, ())}
        if not {figure, figure * 10**6} & set().union(*(recorded(key, checked) for key in linked))
    ]
    assert missing == []


def figures(text: str) -> set[Decimal]:
    """The figures in a text, apart from such as "H100"; "8,000" and "8000" are one."""
    return {Decimal(found[0].replace(",", "")) for found in FIGURE.finditer(text)}


def recorded(key: str, checked: Checked) -> set[Decimal]:
    """The figures that a record holds or that are computed for its page; those of titles and addresses are not."""
    kb, (kind, name) = checked.kb, key.split("/")
    assert kb
    lines = checked.loaded.raw[key].decode().splitlines()
    text = "\n".join(line for line in lines if not re.match(r" +(title|url|published|accessed|archive):", line))
    found = figures(re.sub(r"(?<=\d)(tn|bn|m)\b", "", text))
    if kind == "cuts":
        found |= figures(agreement(kb.cuts[name], kb).sentence)
    if kind == "suppliers":
        found |= {round(change.times, 1) for _, change in claimed_changes(kb.suppliers[name], kb) if change}
    return found
