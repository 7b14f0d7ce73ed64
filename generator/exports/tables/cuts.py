"""The cuts: who, when, which grade, the headline number of roles, and what each adds to the strict and loose total."""

from dataclasses import replace

from generator.exports.tables.base import Column, Row, Table, amount, dated, dated_cells, joined, key, number, typed
from generator.exports.tables.keys import claim_key
from generator.figures.agreement import agreement
from generator.figures.ai_link import ai_link
from generator.figures.headline import headline
from generator.figures.totals import LINKED, roles_range
from generator.knowledge_base import KnowledgeBase
from generator.records import Cut

_COLUMNS = (
    key("The id of the cut, the name of its file."),
    Column("record", "string", "Its record.", "records", is_required=True),
    *(replace(column, refers_to="companies") for column in typed(Cut, "company")),
    *typed(Cut, "title", "kind"),
    *dated(Cut, "announced"),
    *dated(Cut, "effective"),
    Column("ai_link", "string", "The grade, from the attributions: stated (the company says so), disputed (it is said "
           "and the company denies it), reported (only others say so) or none.", is_required=True),
    Column("mechanism", "string", "How AI is said to be the cause: automation, reallocation or both; empty when nobody "
           "says."),
    Column("roles_low", "integer", "The headline number of roles; the lower end, where the source gives a range."),
    Column("roles_high", "integer", "The same number, or the upper end of the range."),
    Column("roles_bound", "string", "The source's own word before the headline number.", "", "bound"),
    Column("roles_claim", "string", "The claim that is the headline number.", "claims"),
    Column("roles_lowest", "integer", "The least that a live claim on the whole cut says; 0 for an 'up to'."),
    Column("roles_highest", "integer", "The most that a live claim on the whole cut says."),
    Column("roles_strict", "integer", "What the cut adds to the strict total: its lowest figure when the company "
           "itself states the AI link, else 0. Empty when it is not linked to AI or has no number."),
    Column("roles_loose", "integer", "What the cut adds to the loose total: its highest figure when anybody links it "
           "to AI. Empty when nobody does or it has no number."),
    Column("agreement", "string", "Whether roles, headcount and share of the workforce fit each other: agrees, "
           "disagrees or cannot be checked.", is_required=True),
    Column("related", "string", "Other cuts of the same story, with semicolons between their ids."),
    *typed(Cut, "unrelated"),
)  # fmt: skip


def cuts(kb: KnowledgeBase) -> Table:
    """One row for each cut."""
    rows = tuple(_row(cut, kb) for cut in kb.cuts.values())
    return Table("cuts", "Workforce cuts, each as one announcement, programme or wave.", _COLUMNS, rows)


def _row(cut: Cut, kb: KnowledgeBase) -> Row:
    link = ai_link(cut)
    return {
        "id": cut.id,
        "record": cut.key,
        "company": cut.company,
        "title": cut.title,
        "kind": cut.kind,
        **dated_cells("announced", cut.announced),
        **dated_cells("effective", cut.effective),
        "ai_link": link.grade,
        "mechanism": link.mechanism,
        **_headline(cut, kb),
        **_totals(cut, kb),
        "agreement": agreement(cut, kb).verdict,
        "related": joined(cut.related),
        "unrelated": cut.unrelated,
    }


def _headline(cut: Cut, kb: KnowledgeBase) -> Row:
    found = headline(cut, "roles", kb)
    if found is None:
        return {}
    low, high = found.claim.span
    return {
        "roles_low": number(low),
        "roles_high": number(high),
        "roles_bound": found.claim.bound,
        "roles_claim": claim_key(cut, "roles", found.claim),
    }


def _totals(cut: Cut, kb: KnowledgeBase) -> Row:
    """The same rule as the totals of the site."""
    span, grade = roles_range(cut, kb), ai_link(cut).grade
    if span is None:
        return {}
    lowest, highest = amount(span.lowest), amount(span.highest)
    linked = {"roles_strict": lowest if grade == "stated" else 0, "roles_loose": highest} if grade in LINKED else {}
    return {"roles_lowest": lowest, "roles_highest": highest, **linked}
