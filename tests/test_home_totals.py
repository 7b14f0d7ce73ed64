"""The totals of the home page, worked out a second time from the exported claims (`kb dump`) by another program.

Nothing here uses the figures of the generator: only the JSON, the exchange rates and arithmetic.  A mistake in the rule
of headlines, in the AI link or in a conversion has to be made twice to pass.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from generator.checking import check
from generator.exports.dump import dump
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.pages.home import HomeView, home_page
from tests.worlds import ROOT, TODAY

Json = Mapping[str, Any]
BASES = ["actual", "guidance", "commitment", "plan", "estimate"]
TYPES = ["filing", "company", "agency", "press", "trade", "analyst", "union", "aggregator"]


@pytest.fixture(scope="module")
def ledger() -> KnowledgeBase:
    """The ledger's own content."""
    checked = check(ROOT, ROOT / "content", TODAY)
    assert checked.kb
    return checked.kb


@pytest.fixture(scope="module")
def exported(ledger: KnowledgeBase) -> Json:
    document: Json = json.loads(dump(ledger, History()))
    return document


def column(kb: KnowledgeBase, side: str) -> str:
    """The figure that the home page prints in one of its columns."""
    view = home_page(kb, History()).view
    assert isinstance(view, HomeView)
    return next(found.figure for found in view.columns if found.side == side)


def test_the_roles_cut(ledger: KnowledgeBase, exported: Json) -> None:
    strict = loose = 0
    for cut in exported["cuts"]:
        link, claims = grade(cut), live(cut, "roles")
        if link == "none" or not claims or best(cut, claims).get("stage") == "reversed":
            continue
        loose += max(int(ends(claim)[1]) for claim in claims)
        if link == "stated":
            firm = [claim.get("bound") not in ("up-to", "less-than") for claim in claims]
            strict += min(is_firm * int(ends(claim)[0]) for claim, is_firm in zip(claims, firm, strict=True))
    assert column(ledger, "payroll") == f"{strict:,} to {loose:,}"


def test_the_capital_expenditure_of_the_latest_full_year(ledger: KnowledgeBase, exported: Json) -> None:
    sums: dict[int, list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    companies: dict[int, set[str]] = defaultdict(set)
    for company in exported["companies"]:
        for (_, last), claims in by_year(company, "capex").items():
            chosen = best(company, claims)
            if chosen["basis"] == "actual":
                for end, amount in enumerate(ends(chosen)):
                    sums[last.year][end] += dollars(amount, unit(chosen), last.year, ledger) or 0
                companies[last.year].add(company["id"])
    everybody = set().union(*companies.values())
    year = max(year for year, found in companies.items() if 2 * len(found) > len(everybody))
    assert column(ledger, "processors") == billions(*sums[year])


def test_the_order_backlog(ledger: KnowledgeBase, exported: Json) -> None:
    low = high = Decimal(0)
    for supplier in exported["suppliers"]:
        groups = by_day(supplier, "order_backlog")
        actual = {day for day, claims in groups.items() if best(supplier, claims)["basis"] == "actual"}
        if not groups:
            continue
        day = max(actual or groups)
        money = unit(best(supplier, groups[day]))
        amounts = [amount for claim in groups[day] if unit(claim) == money for amount in ends(claim)]
        low += dollars(min(amounts), money, day[0].year, ledger) or 0
        high += dollars(max(amounts), money, day[0].year, ledger) or 0
    assert column(ledger, "suppliers") == billions(low, high)


def grade(cut: Json) -> str:
    """What the company says itself is stated, unless it denies that very mechanism; what others say is reported."""
    said = [item for item in cut.get("attribution", ()) if item["cause"] == "ai"]
    own = [item for item in said if item["speaker"] in ("company", "executive", "memo")]
    asserted = [item for item in said if item["stance"] == "asserts"]
    by_itself = [item for item in own if item["stance"] == "asserts"]
    if not asserted:
        return "none"
    for denial in (item for item in own if item["stance"] == "denies"):
        for item in by_itself or asserted:
            one, other = denial.get("mechanism"), item.get("mechanism")
            if one == other or None in (one, other) or "both" in (one, other):
                return "disputed"
    return "stated" if by_itself else "reported"


def live(record: Json, metric: str) -> list[Json]:
    """Claims on the whole with a figure, which nobody withdrew, replaced, or refuted from a better kind of source."""
    claims = [claim for claim in record["claims"] if claim["metric"] == metric]
    return [
        claim
        for claim in claims
        if not {"unknown", "withdrawn", "scope", "part_of"} & set(claim)
        and claim["state"] != "superseded"
        and not any(refutes(other, claim, record) for other in claims)
    ]


def refutes(other: Json, claim: Json, record: Json) -> bool:
    better = TYPES.index(source(other, record)["type"]) < TYPES.index(source(claim, record)["type"])
    meant = other.get("disputes") in (claim["source"], claim.get("id", claim["source"]))
    return "unknown" in other and not other.get("withdrawn") and better and meant


def source(claim: Json, record: Json) -> Json:
    found: Json = record["sources"][claim["source"]]
    return found


def best(record: Json, claims: Iterable[Json]) -> Json:
    """Actual before expected, then the better kind of source, then the newer; the first of what is left."""

    def rank(claim: Json) -> tuple[int, int, int]:
        said = claim.get("as_of") or source(claim, record).get("published") or "0001"
        day = last_day(said)
        return BASES.index(claim["basis"]), TYPES.index(source(claim, record)["type"]), -day.toordinal()

    return min(claims, key=rank)


def ends(claim: Json) -> tuple[Decimal, Decimal]:
    low, high = (claim.get("value") or claim[end] for end in ("low", "high"))
    return Decimal(low["amount"]), Decimal(high["amount"])


def unit(claim: Json) -> str:
    text: str = (claim.get("value") or claim["low"])["unit"]
    return text


def by_year(record: Json, metric: str) -> dict[tuple[date, date], list[Json]]:
    """Claims of one whole year, calendar or fiscal; those of shorter times are left out."""
    groups: dict[tuple[date, date], list[Json]] = defaultdict(list)
    for claim in live(record, metric):
        if year := whole_year(claim["period"], record.get("fiscal_year_end") or "12-31"):
            groups[year].append(claim)
    return groups


def by_day(record: Json, metric: str) -> dict[tuple[date, str], list[Json]]:
    """Claims of one date, as precise as it was given; months sort by their last day."""
    groups: dict[tuple[date, str], list[Json]] = defaultdict(list)
    for claim in live(record, metric):
        groups[last_day(claim["as_of"]), claim["as_of"]].append(claim)
    return groups


def whole_year(period: str, year_end: str) -> tuple[date, date] | None:
    """The days of `2025`, `FY2025` or `2025-01/2025-12`; None for a time that is no year."""
    first, _, last = period.partition("/")
    if "Q" in period or "H" in period:
        return None
    if period.startswith("FY"):
        begins, ends = (date.fromisoformat(f"{int(period[2:]) - back}-{year_end}") for back in (1, 0))
        return begins + timedelta(days=1), ends
    begins, ends = date.fromisoformat(f"{first}-01-01"[:10]), last_day(last or first)
    return (begins, ends) if 360 <= (ends - begins).days <= 371 else None


def last_day(text: str) -> date:
    """The last day of a year, a month or a day as written."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return date(*parts)
    year, month = (parts[0], parts[1]) if len(parts) == 2 else (parts[0], 12)
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def dollars(amount: Decimal, currency: str, year: int, kb: KnowledgeBase) -> Decimal | None:
    if currency == "USD":
        return amount
    rate = kb.settings.rates.get((currency, year))
    return amount / rate.per_usd if rate else None


def billions(low: Decimal, high: Decimal) -> str:
    """`$410 billion`, `$2.53 to 2.55 trillion`: three digits, as a newspaper prints them."""

    def digits(amount: Decimal) -> tuple[str, str]:
        power, word = (12, "trillion") if amount >= 10**12 else (9, "billion")
        text = f"{amount:.3g}"
        return f"{Decimal(text).scaleb(-power).normalize():f}", word

    (first, first_word), (last, last_word) = digits(low), digits(high)
    if (first, first_word) == (last, last_word):
        return f"${first} {first_word}"
    if first_word == last_word:
        return f"${first} to {last} {last_word}"
    return f"${first} {first_word} to ${last} {last_word}"
