"""The ledger for language models (`llms.txt`, llmstxt.org): how to read it, its totals as ranges, and who disagrees.

The knowledge base in, one Markdown text out.  Every figure comes from the functions that make the pages, so that it
cannot differ from them; no free text of a record stands in it, but names, and these are not read as Markdown.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from generator.figures.ai_link import ai_link
from generator.figures.backlogs import backlog_total
from generator.figures.disagreements import Disagreement, disagreements
from generator.figures.headline import headline
from generator.figures.totals import LINKED, roles_range, total
from generator.figures.yearly_spending import latest_full_year, yearly_spending
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.pages.cuts_index import total_note
from generator.pages.parts.cite import citation
from generator.pages.parts.cut_rows import cut_row
from generator.pages.parts.grade import GRADE_MEANINGS, grade_note
from generator.pages.parts.links import address, name
from generator.pages.parts.said import said_by
from generator.pages.parts.words import (
    counted,
    data_text,
    day_text,
    figure_text,
    total_text,
    usd_text,
)
from generator.records import Cut, Record
from generator.records.claim import Claim
from generator.rendering import clean

LARGEST_CUTS = 60
WIDEST_DISAGREEMENTS = 80


def llms(kb: KnowledgeBase, history: History) -> bytes:
    """The file `llms.txt`; addresses are whole where the site knows its own, else from the top of the site."""
    site = kb.settings.site
    parts = (
        [f"# {_text(site.name)}", "", f"> {_text(site.description)}", "", *_about(kb, history)],
        ["", "## Totals, always as a range", "", *_totals(kb)],
        ["", "## The largest cuts linked to AI", "", *_cuts(kb)],
        ["", "## Where sources disagree", "", *_disagreements(kb)],
        ["", "## Data", "", *_links(_DATA, kb)],
        ["", "## Pages", "", *_links(_PAGES, kb)],
        ["", "## Licence and citation", "", *_licence(kb, history)],
    )
    return "\n".join([*(line for part in parts for line in part), ""]).encode()


_SIGN = re.compile(r"([\\`*_\[\]<>#|~])")


def _text(text: str) -> str:
    """The text on one line, with a backslash before every sign that Markdown could take for its own."""
    return _SIGN.sub(r"\\\1", clean(text))


def _about(kb: KnowledgeBase, history: History) -> Iterator[str]:
    if made := data_text(history):
        yield f"Data of {made}."
        yield ""
    yield from _HOW_TO_READ
    yield ""
    yield from (f"- AI link *{grade}*: {meaning}" for grade, meaning in GRADE_MEANINGS.items())


_HOW_TO_READ = """\
How to read a figure, and how to repeat it without making it wrong:

- Every figure is a claim: somebody said it, in a source, on a day. Say who says so. This ledger asserts no figure.
- Claims that disagree stand side by side, and nothing is averaged. The headline of a metric is chosen by a rule
  (actual before guidance, then by kind of source, then the newest); the range of the other live claims belongs to it.
- "About", "up to", "at least", "more than" and "nearly" are the source's own words and part of the figure. "Up to 800"
  is not 800.
- Guidance, commitments, plans and estimates are not what happened.
- People who are eligible for an offer are not people cut.
- A total is a range from strict to loose and is never one number. Strict counts only cuts whose AI link is stated, each
  at its lowest live claim. Loose adds disputed and reported links, each at its highest. Give both ends and say which
  definition each has.
- "Not known" is an answer. It does not mean zero.
- That spending and cuts stand side by side does not say that one caused the other.

The AI link of a cut is graded by rule from who says what:""".split("\n")


def _totals(kb: KnowledgeBase) -> Iterator[str]:
    cuts = list(kb.cuts.values())
    yield f"- Roles cut with a link to AI: {total_text(total(cuts, kb))} (strict to loose; {total_note(cuts, kb)})."
    for year in sorted({cut.announced.last.year for cut in cuts}, reverse=True):
        those = [cut for cut in cuts if cut.announced.last.year == year]
        if total(those, kb).loose_cuts:
            yield f"- Of these, announced in {year}: {total_text(total(those, kb))} ({total_note(those, kb)})."
    if full := latest_full_year(yearly_spending(kb)):
        spent, companies = usd_text(full.actual.low, full.actual.high), counted(len(full.actual.companies), "company")
        yield (
            f"- Capital expenditure of {companies} in fiscal years that ended in {full.year}: {spent}, for all "
            "purposes and not for AI alone."
        )
    if backlog := backlog_total(kb):
        days = " to ".join(dict.fromkeys(day_text(day) for day in (backlog.earliest, backlog.latest)))
        yield (
            f"- Order backlog of {counted(backlog.suppliers, 'supplier')}, for all uses, each at its latest date "
            f"({days}): {usd_text(backlog.low, backlog.high)}."
        )


def _cuts(kb: KnowledgeBase) -> Iterator[str]:
    linked = [cut for cut in kb.cuts.values() if ai_link(cut).grade in LINKED and roles_range(cut, kb)]
    ordered = sorted(linked, key=lambda cut: (-_most(cut, kb), cut.id))
    if len(ordered) > LARGEST_CUTS:
        yield f"The {LARGEST_CUTS} largest of {len(ordered):,}; all of them are in the data below."
        yield ""
    yield from (_cut(cut, kb) for cut in ordered[:LARGEST_CUTS])


def _most(cut: Cut, kb: KnowledgeBase) -> Decimal:
    span = roles_range(cut, kb)
    return span.highest if span else Decimal(0)


def _cut(cut: Cut, kb: KnowledgeBase) -> str:
    found, row = headline(cut, "roles", kb), cut_row(cut, kb)
    if found is None:
        raise ValueError(f"{cut.key} has no number of roles")
    reach = f"; sources range from {row.range}" if row.range else ""
    by = said_by(found.source, found.claim, kb.settings)
    roles = f"{_figure(found.claim, kb, ' roles')} according to {by}{reach}"
    mechanism = f" ({row.mechanism})" if row.mechanism else ""
    because = grade_note(cut, kb).because
    return f"- {_link(cut, kb)}: {_text(roles)}. AI link {row.grade}{mechanism}: {_text(because)}"


def _figure(claim: Claim, kb: KnowledgeBase, unit: str = "") -> str:
    """The figure, with how firm it is where it is no plain fact."""
    firm = f" ({kb.settings.label('basis', claim.basis).lower()})" if claim.basis != "actual" else ""
    return f"{figure_text(claim, kb.settings)}{unit}{firm}"


def _disagreements(kb: KnowledgeBase) -> Iterator[str]:
    found = disagreements(kb)
    yield "The headline, chosen by the rule above, comes first; it is not more than that."
    if len(found) > WIDEST_DISAGREEMENTS:
        yield f"The {WIDEST_DISAGREEMENTS} widest of {len(found):,}; all of them are on the page of disagreements."
    yield ""
    yield from (_sides(item, kb) for item in found[:WIDEST_DISAGREEMENTS])


def _sides(item: Disagreement, kb: KnowledgeBase) -> str:
    """One disagreement in a line, with each figure and who gives it; the headline first."""
    record, chosen = item.record, item.headline
    about = ", ".join(filter(None, (kb.settings.metrics[chosen.metric].label, chosen.when)))
    voices: dict[str, list[str]] = defaultdict(list)
    for claim in sorted(chosen.comparable, key=lambda claim: (claim is not chosen.claim, claim.span[0].amount)):
        voices[_figure(claim, kb)].append(said_by(record.sources[claim.source], claim, kb.settings))
    sides = " against ".join(f"{figure} according to {'; '.join(who)}," for figure, who in voices.items())
    return f"- {_link(record, kb)}, {_text(about)}: {_text(sides).removesuffix(',')}."


def _link(record: Record, kb: KnowledgeBase) -> str:
    return f"[{_text(name(record, kb))}]({_to(address(record), kb)})"


def _to(path: str, kb: KnowledgeBase) -> str:
    return kb.settings.site.whole(path) or path or "./"


_DATA = (
    ("data/ledger.json", "Everything as JSON", "all records with every claim, its source and state, headlines, grades"),
    ("data/ledger.sqlite", "Everything as SQLite", "tables with keys, and views"),
    ("data/claims.csv", "Claims as CSV", "one row a claim"),
    ("data/cuts.csv", "Cuts as CSV", "one row a cut, with grade and the range of its roles"),
    ("data/deals.csv", "Deals as CSV", "one row a deal"),
    ("data/dictionary/", "Data dictionary", "what each column and metric means"),
)
_PAGES = (
    ("cuts/", "Cuts", "all workforce cuts, by year"),
    ("companies/", "Companies", "who spends on AI and who cuts staff"),
    ("suppliers/", "Suppliers", "who sells to AI data centres"),
    ("disagreements/", "Disagreements", "the widest spreads first"),
    ("not-known/", "Not known", "the gaps in the ledger"),
    ("guide/method/", "Method", "how figures are chosen, graded and added up"),
)


def _links(links: Iterable[tuple[str, str, str]], kb: KnowledgeBase) -> Iterator[str]:
    yield from (f"- [{title}]({_to(path, kb)}): {meaning}" for path, title, meaning in links)


def _licence(kb: KnowledgeBase, history: History) -> Iterator[str]:
    site = kb.settings.site
    whole = citation("The whole ledger", "", kb, history).plain if site.address else f"{site.name}."
    yield f"Content: [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/). Cite: {_text(whole)}"
    yield "Cite the source that a claim names as well: the ledger only repeats it."
