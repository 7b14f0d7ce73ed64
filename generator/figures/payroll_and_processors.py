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
from generator.figures.year_between import adjoin
from generator.knowledge_base import KnowledgeBase
from generator.quantities import Quantity
from generator.records import Company, Cut
from generator.times import parse_period, period_text

# A headcount older than this no longer says how many worked there when a year began.
_OLDEST = timedelta(days=400)
_FORTNIGHT = timedelta(days=14)


Span = tuple[date, date]


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

    `before` is the last headcount before the year, `after` the last one within it.
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
    def base(self) -> Headline | None:
        """The headcount that shares are of: the one before the year, else the one within it."""
        return self.before or self.after

    @property
    def share(self) -> Change | None:
        """Roles cut with a link to AI as a percentage of the headcount, from strict to loose."""
        if self.base is None or (self.roles.uncounted and not self.roles.loose_cuts):
            return None
        fewest, most = (end.amount for end in self.base.claim.span)
        if not fewest:
            return None  # nobody employed: a share of nothing
        return Change(self.roles.strict / most * 100, self.roles.loose / fewest * 100)

    @property
    def staff_change(self) -> Change | None:
        """The change of headcount from before the year to the last figure in it."""
        if self.before is None or self.after is None:
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
    cuts = [cut for cut in kb.cuts_of.get(company.id, ()) if not any(_is_in(cut, span) for span in spans)]
    others = {_year_of(cut.announced.first, company, spans) for cut in cuts}
    return tuple(_year(company, span, spans, kb) for span in sorted({*spans, *others}))


def newest_pairs(years: Iterable[CompanyYear]) -> tuple[CompanyYear, ...]:
    """Of each company one year for which both are known, the change of spending and the share of roles cut.

    It is the newest one with roles cut, else the newest.
    """
    found: dict[str, CompanyYear] = {}
    for year in years:
        if year.spent and year.spent.change and year.share:
            known = found.get(year.company.id)
            if known is None or year.roles.loose or not known.roles.loose:
                found[year.company.id] = year
    return tuple(found.values())


def _year(company: Company, span: Span, spans: dict[Span, Point], kb: KnowledgeBase) -> CompanyYear:
    cuts = tuple(cut for cut in kb.cuts_of.get(company.id, ()) if _is_in(cut, span))
    staff = [found for found in headlines(company, "headcount", kb) if found.claim.basis == "actual" and found.ends]
    point = spans.get(span)
    return CompanyYear(
        company,
        point.when if point else _named(span, company),
        *span,
        _spent(point, list(spans.values()), kb) if point else None,
        total(cuts, kb),
        cuts,
        _last(staff, span[0] - _OLDEST, span[0] + _FORTNIGHT),
        _last(staff, span[0] + _FORTNIGHT, span[1]),
    )


def _spent(point: Point, points: Iterable[Point], kb: KnowledgeBase) -> Spent:
    before = next((other for other in points if adjoin(other.ends, point.begins)), None)
    ends = [to_usd(Quantity(amount, point.unit), point.ends, kb) for amount in (point.low, point.high)]
    known = [end for end in ends if end]
    return Spent(
        point,
        (known[0].amount, known[1].amount) if len(known) == 2 else None,
        known[0].explanation if known else "",
        _change([point.low, point.high], [before.low, before.high]) if before else None,
    )


def _change(now: list[Decimal], before: list[Decimal]) -> Change | None:
    """From the lowest now against the highest before to the highest now against the lowest before.

    None where it was nothing before, against which everything is endlessly more.
    """
    if min(before) <= 0:
        return None
    return Change((min(now) / max(before) - 1) * 100, (max(now) / min(before) - 1) * 100)


def _last(staff: Iterable[Headline], after: date, until: date) -> Headline | None:
    """The last headcount after one day and until another; `staff` stands oldest first."""
    return next(reversed([found for found in staff if found.ends and after < found.ends <= until]), None)


def _is_in(cut: Cut, span: Span) -> bool:
    return span[0] <= cut.announced.first <= span[1]


def _year_of(day: date, company: Company, spans: Iterable[Span]) -> Span:
    """The fiscal year with that day, as far as it lies between the years that are known already."""
    begins, ends = next(year for year in _fiscal_years(day.year, company) if year[0] <= day <= year[1])
    one = timedelta(days=1)
    return (
        max([begins, *(span[1] + one for span in spans if span[1] < day)]),
        min([ends, *(span[0] - one for span in spans if span[0] > day)]),
    )


def _fiscal_years(year: int, company: Company) -> Iterator[Span]:
    yield from (parse_period(f"FY{number}").days(company.fiscal_year_end or "12-31") for number in (year, year + 1))


def _named(span: Span, company: Company) -> str:
    """The fiscal year, or where only a part of it is meant the months."""
    if span in _fiscal_years(span[1].year, company):
        return period_text(parse_period(f"FY{span[1].year}" if company.fiscal_year_end else f"{span[1].year}"))
    return period_text(parse_period(f"{span[0]:%Y-%m}/{span[1]:%Y-%m}"))
