"""What an edit did to the figures of a record, as the feeds say it: the text now, the text before, what is said."""

from dataclasses import replace

import pytest

from generator.charts.drawing import Drawings
from generator.figures.changes import changes
from generator.history import Change, Edit, History
from generator.knowledge_base import KnowledgeBase
from generator.pages.follow import follow_page
from generator.pages.parts.changed import ChangeLine, ChangeRow, change_lines, newest_changes
from generator.pages.parts.links import Link
from generator.rendering import encoded, render
from tests.test_hostile_world import TEXTS, write_records
from tests.worlds import World

COMMIT, TIME = "5ca1ab1e" * 5, 1_790_000_000


def edit(kb: KnowledgeBase, key: str, now: str, before: str) -> Edit:
    """The commit that made a record what it is: `now` stands in it where `before` stood."""
    text = kb.raw[key].decode()
    assert text.count(now) == 1
    return Edit(f"{key}.yaml", COMMIT, TIME, text.replace(now, before).encode(), text.encode())


def said(kb: KnowledgeBase, *edits: Edit) -> list[str]:
    """The lines about all changes, with who says so."""
    found = changes(kb, History(edits=edits))
    return [f"{line.text} | {line.by}" for change in found for line in change_lines(change, kb)]


REVISED = """\
    - {low: USD 5bn, high: USD 6bn, period: FY2026, basis: guidance, as_of: 2026-04-29, source: q3, revises: q2}
"""


@pytest.mark.parametrize(
    ("key", "now", "before", "line"),
    [
        (
            "companies/acme", "{value: USD 7bn, bound: up-to", "{value: USD 6.5bn, bound: about",
            "Capital expenditure, fiscal 2026: about $6.5 billion (estimate) → up to $7 billion (estimate)"
            " | an analyst in The Daily Ledger, 11 May 2026",
        ),
        (
            "companies/acme", REVISED, "",
            "Capital expenditure, fiscal 2026: $4.5 to 5.5 billion (guidance) → $5 to 6 billion (guidance)"
            " | Acme, 29 April 2026",
        ),
        (
            "companies/acme", "    - {value: 10950, as_of: 2026-03-31, source: q3}\n", "",
            "Headcount, 31 March 2026, new: 10,950 | Acme, 29 April 2026",
        ),
        (
            "companies/acme", "  headcount:\n", "  headcount:\n    - {value: 9000, as_of: 2024, source: annual}\n",
            "Headcount, 2024, removed: 9,000 | US Securities and Exchange Commission, 14 August 2025",
        ),
        (
            "companies/acme", "source: annual, scope: without contractors}", "source: q2, scope: without contractors}",
            "Headcount, 31 December 2024 (without contractors), from another source: 11,400"
            " | US Securities and Exchange Commission, 14 August 2025",
        ),
        (
            "cuts/acme-2026-01", "source: digest, withdrawn: true,", "source: digest,",
            "Roles cut: 2,500 → 2,500 (withdrawn) | AI News Digest",
        ),
        (
            "suppliers/voltco", "value: USD 540m", "value: USD 500m, bound: about",
            "Deal with Acme, 24 transformers: about $500 million → $540 million | Seoul Business Paper, 6 April 2026",
        ),
        (
            "suppliers/voltco", "announced: 2025-05, withdrawn: true,", "announced: 2025-05,",
            "Deal with Borealis Software, two transformers: value not known → value not known (withdrawn)"
            " | Harbour Securities, 1 August 2025",
        ),
    ],
)  # fmt: skip
def test_a_change_is_said_with_what_stood_before(
    toy: KnowledgeBase, key: str, now: str, before: str, line: str
) -> None:
    assert said(toy, edit(toy, key, now, before)) == [line]


def test_a_cut_that_is_graded_anew_says_so(toy: KnowledgeBase) -> None:
    now = "attribution:\n  - {cause: ai, mechanism: automation, speaker: company"
    before = "attribution:\n  - {cause: cost, speaker: company"
    assert said(toy, edit(toy, "cuts/acme-2026-01", now, before)) == ["Link to AI: none → disputed | "]


@pytest.mark.parametrize(
    ("now", "before"),
    [
        ("note: 250 people found other posts at Acme.", "note: They found other posts."),
        ("summary: >-\n", "summary: >-\n  Before.\n"),
        ("{value: 640, source: warn, part_of: release, scope: California, stage: notified}",
         "{scope: California, stage: notified, value: 640, source: warn, part_of: release}"),
    ],
)  # fmt: skip
def test_words_beside_a_figure_and_the_place_of_a_field_are_no_change(
    toy: KnowledgeBase, now: str, before: str
) -> None:
    assert said(toy, edit(toy, "cuts/acme-2026-01", now, before)) == []


@pytest.mark.parametrize("before", ["{value: 9_50", "{value: 950, knd: layoff", "{value: &a 950", "\0"])
def test_a_version_that_cannot_be_read_today_is_passed_over(toy: KnowledgeBase, before: str) -> None:
    assert said(toy, edit(toy, "cuts/acme-2026-01", "{value: 950", before)) == []


def test_a_version_that_cites_a_source_it_does_not_have_is_passed_over(toy: KnowledgeBase) -> None:
    assert said(toy, edit(toy, "cuts/acme-2026-01", "{value: 2500, source: digest", "{value: 2500, source: dgst")) == []


def test_a_file_that_is_no_record_any_more_is_passed_over(toy: KnowledgeBase) -> None:
    known = edit(toy, "companies/acme", "value: USD 7bn", "value: USD 6bn")
    others = ("companies/gone.yaml", "guide/index.md", "README.md", "companies/acme/x.yaml")
    assert said(toy, *(replace(known, path=path) for path in others)) == []


def test_the_newest_change_comes_first(toy: KnowledgeBase) -> None:
    early = edit(toy, "companies/acme", "value: USD 7bn", "value: USD 6bn")
    late = replace(edit(toy, "cuts/acme-2026-01", "{value: 950", "{value: 900"), time=TIME + 1)
    found = changes(toy, History(edits=(early, late)))
    assert [change.record.key for change in found] == ["cuts/acme-2026-01", "companies/acme"]


# Acme came in with a cut, the rest of the ledger later and together; then a figure of Acme changed.
CAME_IN = {
    **{f"{kind}/{id}.yaml": Change(TIME, TIME) for kind, id in (
        ("companies", "borealis"), ("companies", "castor"), ("cuts", "borealis-2026-02"), ("cuts", "castor-2025-11"),
        ("suppliers", "voltco"), ("indicators", "tally"),
    )},
    "companies/acme.yaml": Change(TIME - 86_400, TIME + 60),
    "cuts/acme-2026-01.yaml": Change(TIME - 86_400, TIME - 86_400),
}  # fmt: skip
ACME, CUT = Link("Acme", "companies/acme/"), Link("Acme, January 2026", "cuts/acme-2026-01/")


def test_pages_list_new_records_and_changed_figures_the_newest_first(toy: KnowledgeBase) -> None:
    later = edit(toy, "companies/acme", "{value: USD 7bn, bound: up-to", "{value: USD 6.5bn, bound: about")
    history = History(COMMIT, TIME, CAME_IN, (replace(later, time=TIME + 60),))
    analyst = "an analyst in The Daily Ledger, 11 May 2026"
    figures = "Capital expenditure, fiscal 2026: about $6.5 billion (estimate) → up to $7 billion (estimate)"
    new, several = ChangeLine("New record", ""), "New: 2 companies, 2 cuts, 1 supplier and 1 indicator"
    assert newest_changes(toy, history, most=9, lines=2) == (
        ChangeRow("21 September 2026", "2026-09-21", ACME, "Company", (ChangeLine(figures, analyst),), ""),
        ChangeRow("21 September 2026", "2026-09-21", None, "6 records", (ChangeLine(several, ""),), ""),
        ChangeRow("20 September 2026", "2026-09-20", ACME, "Company", (new,), ""),
        ChangeRow("20 September 2026", "2026-09-20", CUT, "Cut", (new,), ""),
    )
    assert [row.link for row in newest_changes(toy, history, most=1, lines=2)] == [ACME]


def test_a_list_counts_the_changes_of_a_record_that_it_leaves_out(toy: KnowledgeBase) -> None:
    text = toy.raw["companies/acme"].decode()
    before = text.replace("{value: USD 7bn", "{value: USD 6bn").replace("{value: 10950", "{value: 10900")
    history = History(COMMIT, TIME, edits=(Edit("companies/acme.yaml", COMMIT, TIME, before.encode(), text.encode()),))
    (row,) = newest_changes(toy, history, most=9, lines=1)
    assert (len(row.lines), row.more) == (1, "and 1 more change")


def test_without_a_history_no_page_speaks_of_changes(toy: KnowledgeBase) -> None:
    assert newest_changes(toy, History(COMMIT, TIME), most=9, lines=1) == ()
    assert "What changed" not in render(follow_page(toy, History()), Drawings({})).partition("---\n\n")[2]


def test_hostile_texts_stand_among_changes_as_they_were_typed(world: World) -> None:
    write_records(world)
    kb = world.check().kb
    assert kb
    for number, text in enumerate(TEXTS, 10):
        changed = edit(kb, f"companies/x{number}", "{value: 90,", "{value: 80,")
        page = render(follow_page(kb, History(COMMIT, TIME, edits=(changed,))), Drawings({}))
        assert f'<a href="../companies/x{number}/">{encoded(text)}</a>' in page
        assert f"<div>{encoded(f'Headcount, 2025 ({text}): 80 → 90')} <span" in page
