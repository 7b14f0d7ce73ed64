"""Payroll and processors: of each company and year, what it spends beside the roles it cuts and the people it employs.

Years are the company's own, named by where they end, and a cut belongs to the year in which it was announced.  Changes
are against the year before, in the company's own currency, so that exchange rates move nothing.  Two changes side by
side do not say that one is the reason for the other, and no figure here joins them into one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from generator.figures.conversion import to_usd
from generator.figures.headline import Headline, headlines
from generator.figures.series import Point, yearly
from generator.figures.totals import Total, total
from generator.knowledge_base import KnowledgeBase
from generator.quantities import Quantity
from generator.records import Company, Cut
from generator.times import parse_period, period_text

# A headcount this far from the beginning of a year no longer says how many worked there then.
_FARTHEST = timedelta(days=550)
_MONTH = timedelta(days=31)


@dataclass(frozen=True)
class Change:
    """By how many percent something moved against the year before, as a range; below nothing for a fall."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class Spent:
    """Capital expenditure of the year: as printed, in US dollars where there is a rate, and against the year before."""

    point: Point
    usd: tuple[Decimal, Decimal] | None
    rate: str
    change: Change | None


@dataclass(frozen=True)
class CompanyYear:
    """One year of a company: spending, roles cut with a link to AI, the cuts announced, and the people employed.

    `before` is the headcount nearest to the beginning of the year, `after` the last one within it.
    """

    company: Company
    when: str
    begins: date
    ends: date
    spent: Spent | None
    roles: Total
    cuts: tuple[Cut, ...]
    before: Headline | None
    after: Headline | None

    @property
    def share(self) -> Change | None:
        """Roles cut with a link to AI as a percentage of the headcount before, from strict to loose."""
        if self.before is None or self.roles.uncounted and not self.roles.loose_cuts:
            return None
        fewest, most = (end.amount for end in self.before.claim.span)
        return Change(self.roles.strict / most * 100, self.roles.loose / fewest * 100)

    @property
    def staff_change(self) -> Change | None:
        """The change of headcount from before the year to the last figure in it."""
        if self.before is None or self.after is None or self.before.ends == self.after.ends:
            return None
        return _change([end.amount for end in self.after.claim.span], [end.amount for end in self.before.claim.span])


def company_years(kb: KnowledgeBase) -> tuple[CompanyYear, ...]:
    """The years of all companies with a whole year of capital expenditure, oldest first, company by company."""
    return tuple(year for company in kb.companies.values() for year in years_of(company, kb))


def years_of(company: Company, kb: KnowledgeBase) -> tuple[CompanyYear, ...]:
    """The years of a company that have capital expenditure or a cut; none without any capital expenditure."""
    series = yearly(company, "capex", kb)
    if series is None:
        return ()
    spans = {(point.begins, point.ends): point for point in series.points}
    cuts = kb.cuts_of.get(company.id, ())
    others = {_year_of(cut, company) for cut in cuts if not any(_is_in(cut, *span) for span in spans)}
    years = sorted([*spans, *(span for span in others if not any(_overlap(span, known) for known in spans))])
    return tuple(_year(company, span, spans, kb) for span in years)


def newest_pairs(years: Iterable[CompanyYear]) -> tuple[CompanyYear, ...]:
    """Of each company the newest year for which both changes are known: of spending, and of roles against headcount."""
    newest: dict[str, CompanyYear] = {}
    for year in years:
        if year.spent and year.spent.change and year.share:
            newest[year.company.id] = year
    return tuple(newest.values())


def _year(
    company: Company, span: tuple[date, date], spans: dict[tuple[date, date], Point], kb: KnowledgeBase
) -> CompanyYear:
    cuts = tuple(cut for cut in kb.cuts_of.get(company.id, ()) if _is_in(cut, *span))
    staff = [found for found in headlines(company, "headcount", kb) if found.claim.basis == "actual" and found.ends]
    point = spans.get(span)
    return CompanyYear(
        company,
        point.when if point else _named(span, company),
        *span,
        _spent(point, list(spans.values()), kb) if point else None,
        total(cuts, kb),
        cuts,
        _nearest(staff, span[0]),
        next((found for found in reversed(staff) if found.ends and span[0] < found.ends <= span[1]), None),
    )


def _spent(point: Point, points: Iterable[Point], kb: KnowledgeBase) -> Spent:
    before = next((other for other in points if _follows(point, other)), None)
    ends = [to_usd(Quantity(amount, point.unit), point.ends, kb) for amount in (point.low, point.high)]
    known = [end for end in ends if end]
    return Spent(
        point,
        (known[0].amount, known[1].amount) if len(known) == 2 else None,
        known[0].explanation if known else "",
        _change([point.low, point.high], [before.low, before.high]) if before and before.low > 0 else None,
    )


def _follows(point: Point, other: Point) -> bool:
    return abs(point.begins - other.ends) <= _MONTH


def _change(now: list[Decimal], before: list[Decimal]) -> Change:
    """From the lowest now against the highest before to the highest now against the lowest before."""
    return Change((min(now) / max(before) - 1) * 100, (max(now) / min(before) - 1) * 100)


def _nearest(staff: Iterable[Headline], day: date) -> Headline | None:
    near = [(abs(found.ends - day), found) for found in staff if found.ends and abs(found.ends - day) <= _FARTHEST]
    return min(near, key=lambda pair: pair[0], default=(None, None))[1]


def _is_in(cut: Cut, begins: date, ends: date) -> bool:
    return begins <= cut.announced.first <= ends


def _year_of(cut: Cut, company: Company) -> tuple[date, date]:
    """The fiscal year of the company in which the cut was announced."""
    return next(span for span in _fiscal_years(cut.announced.first.year, company) if _is_in(cut, *span))


def _fiscal_years(year: int, company: Company) -> Iterator[tuple[date, date]]:
    yield from (parse_period(f"FY{number}").days(company.fiscal_year_end or "12-31") for number in (year, year + 1))


def _named(span: tuple[date, date], company: Company) -> str:
    return period_text(parse_period(f"FY{span[1].year}" if company.fiscal_year_end else f"{span[1].year}"))


def _overlap(one: tuple[date, date], other: tuple[date, date]) -> bool:
    return min(one[1], other[1]) - max(one[0], other[0]) > _MONTH
