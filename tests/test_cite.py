"""A page can be cited in three forms, and a program reads each title back as it was typed, hostile ones too."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.pages.parts.cite import Fields, citation
from generator.rendering import environment
from tests.test_hostile_world import TEXTS, one_line

COMMIT = "0123456789abcdef0123456789abcdef01234567"
HISTORY = History(COMMIT, int(datetime(2026, 11, 24, 9, tzinfo=UTC).timestamp()))


def at(address: str, kb: KnowledgeBase) -> KnowledgeBase:
    """The same ledger, living at an address."""
    site = kb.settings.site.model_copy(update={"address": address})
    return replace(kb, settings=replace(kb.settings, site=site))


def text(fields: Fields) -> str:
    """A form as its block on the page shows it."""
    return "\n".join([fields.begin, *(f"  {line}" for line in fields.lines), fields.end])


def test_a_citation_names_title_site_day_commit_and_link(toy: KnowledgeBase) -> None:
    made = citation("Acme, January 2026", "cuts/acme-2026-01/", at("https://ledger.example/sub/", toy), HISTORY)
    assert made.plain == (
        "AI Shock Ledger: “Acme, January 2026”. Data of 24 November 2026, commit 0123456789ab. "
        "https://ledger.example/sub/cuts/acme-2026-01/"
    )
    bibtex = f"""\
@misc{{ai-shock-ledger-cuts-acme-2026-01,
  title = {{{{Acme, January 2026}}}},
  author = {{{{AI Shock Ledger}}}},
  year = {{2026}},
  month = nov,
  url = {{https://ledger.example/sub/cuts/acme-2026-01/}},
  note = {{Data of 24 November 2026, commit {COMMIT}}},
}}"""
    assert text(made.bibtex) == bibtex
    assert json.loads(text(made.csl)) == [{
        "id": "ai-shock-ledger-cuts-acme-2026-01",
        "type": "dataset",
        "title": "Acme, January 2026",
        "author": [{"literal": "AI Shock Ledger"}],
        "container-title": "AI Shock Ledger",
        "issued": {"date-parts": [[2026, 11, 24]]},
        "version": COMMIT,
        "URL": "https://ledger.example/sub/cuts/acme-2026-01/",
        "note": f"Data of 24 November 2026, commit {COMMIT}",
    }]  # fmt: skip


def test_without_an_address_and_a_history_the_path_is_named_and_nothing_made_up(toy: KnowledgeBase) -> None:
    made = citation("Acme", "companies/acme/", toy, History())
    assert made.plain == "AI Shock Ledger: “Acme”. companies/acme/ from the top of the site."
    bibtex = """\
@misc{ai-shock-ledger-companies-acme,
  title = {{Acme}},
  author = {{AI Shock Ledger}},
  howpublished = {companies/acme/ from the top of the site},
}"""
    assert text(made.bibtex) == bibtex
    assert json.loads(text(made.csl)) == [{
        "id": "ai-shock-ledger-companies-acme",
        "type": "dataset",
        "title": "Acme",
        "author": [{"literal": "AI Shock Ledger"}],
        "container-title": "AI Shock Ledger",
        "note": "companies/acme/ from the top of the site",
    }]  # fmt: skip


TEX_SIGNS = {
    r"\textbackslash{}": "\\", r"\textbraceleft{}": "{", r"\textbraceright{}": "}", r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^", r"\textless{}": "<", r"\textgreater{}": ">",
    r"\%": "%", r"\#": "#", r"\&": "&", r"\_": "_", r"\$": "$",
}  # fmt: skip


def field_of(bibtex: str, name: str) -> str:
    """The value of a field as BibTeX takes it: to the brace that closes it, whatever stands before a brace."""
    start = bibtex.index(f"{name} = {{") + len(name) + 4
    depth, end = 1, start
    while depth:
        depth += {"{": 1, "}": -1}.get(bibtex[end], 0)
        end += 1
    return bibtex[start : end - 1]


def typeset(tex: str) -> str:
    """What TeX prints for a text; a sign that TeX would take for an order of its own must not be left."""
    left = re.sub("|".join(map(re.escape, TEX_SIGNS)), "", tex)
    assert not set(left) & set("\\{}~^%#&_$")
    return re.sub("|".join(map(re.escape, TEX_SIGNS)), lambda sign: TEX_SIGNS[sign[0]], tex)


@pytest.mark.parametrize("title", TEXTS)
def test_programs_read_a_hostile_title_back_as_it_was_typed(title: str, toy: KnowledgeBase) -> None:
    made = citation(title, "companies/x/", toy, HISTORY)
    bibtex = text(made.bibtex)
    assert typeset(field_of(bibtex, "title").removeprefix("{").removesuffix("}")) == one_line(title)
    assert (bibtex.count("{"), bibtex.count("@misc")) == (bibtex.count("}"), 1)
    assert field_of(bibtex, "note").endswith(COMMIT)
    assert json.loads(text(made.csl))[0]["title"] == one_line(title)


@pytest.mark.parametrize("title", TEXTS)
def test_the_page_shows_each_form_to_the_letter(title: str, toy: KnowledgeBase) -> None:
    made = citation(title, "companies/x/", toy, HISTORY)
    template = environment().from_string('{% from "parts/cite.html.j2" import cite with context %}{{ cite(item) }}')
    markup = template.render(item=made, here=lambda to: to)
    assert "\n\n" not in markup  # Markdown would end the block there
    shown = [pre.text() for pre in LexborHTMLParser(markup).css("pre")]
    assert shown == [made.plain, text(made.bibtex), text(made.csl)]


def test_a_sign_that_ends_an_address_is_written_so_that_it_does_not(toy: KnowledgeBase) -> None:
    made = citation("Acme", "companies/acme/", at("https://ledger.example/{a}_%7Eb\\", toy), HISTORY)
    assert field_of(text(made.bibtex), "url") == "https://ledger.example/%7Ba%7D_%7Eb%5C/companies/acme/"
