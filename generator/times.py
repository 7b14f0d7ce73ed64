"""Dates and periods with the precision of their source: `2026`, `2026-04`, `2026-04-23`, `2026-Q1`, `FY2025`.

Nothing is coerced to the first of January: a `PartialDate` knows its first and last possible day.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from generator.problems import quote

EARLIEST_YEAR = 1950
LATEST_YEAR = 2100
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_PART = re.compile(r"(FY)?(\d{4})(?:-(?:Q([1-4])|H([12])))?", re.ASCII)
# Two years with a hyphen or a dash between them, which is how a range of years is printed.
_YEARS = re.compile(r"(\d{4})\s?[-–—]\s?(\d{4})", re.ASCII)
_MONTHS = "January February March April May June July August September October November December".split()


class NotATime(ValueError):
    """The text is not a date or not a period; says what was found and what to write instead."""

    def __init__(self, fact: str, advice: str) -> None:
        super().__init__(f"{fact} {advice}")
        self.fact, self.advice = fact, advice


@dataclass(frozen=True)
class PartialDate:
    """A day, a month or a year, as typed."""

    text: str
    first: date
    last: date

    @property
    def is_day(self) -> bool:
        """Whether the source gave the day."""
        return self.first == self.last

    @property
    def has_month(self) -> bool:
        """Whether the source gave at least the month."""
        return (self.first.year, self.first.month) == (self.last.year, self.last.month)

    def __str__(self) -> str:
        return self.text


def parse_date(text: str) -> PartialDate:
    """The date that a text writes; raises `NotATime`."""
    found = _DATE.fullmatch(text)
    if not found:
        raise NotATime(f"{quote(text)} is not a date.", "Write year, month, day: 2026, 2026-04 or 2026-04-23.")
    year, month, day = (int(part) if part else None for part in found.groups())
    if year is None or not EARLIEST_YEAR <= year <= LATEST_YEAR:
        advice = f"Years run from {EARLIEST_YEAR} to {LATEST_YEAR}."
        raise NotATime(f"{quote(text)} is not a year of this ledger.", advice)
    if month is not None and not 1 <= month <= 12:
        raise NotATime(f"{quote(text)} has no month {month:02}.", "Write year-month-day, like 2026-04-23.")
    if day is not None and not 1 <= day <= _days(year, month or 1):
        raise NotATime(f"{quote(text)} has a day that its month does not have.", "Check the day.")
    first = date(year, month or 1, day or 1)
    last = date(year, month or 12, day or _days(year, month or 12))
    return PartialDate(text, first, last)


def _days(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


@dataclass(frozen=True)
class Period:
    """A span of time as typed; a fiscal one has days only once the end of its company's fiscal year is known."""

    text: str
    fiscal: bool
    _calendar: tuple[date, date] | None
    _year: int
    _months: tuple[int, int]

    def days(self, fiscal_year_end: str | None = None) -> tuple[date, date]:
        """The first and the last day.  `FY2026` is the fiscal year that *ends* in 2026."""
        if self._calendar:
            return self._calendar
        if fiscal_year_end is None:
            raise ValueError(f"{self.text} needs the end of the fiscal year")
        start, months = _fiscal_start(self._year, fiscal_year_end), self._months
        return _add_months(start, months[0] - 1), _add_months(start, months[1]) - timedelta(days=1)

    def __str__(self) -> str:
        return self.text


def parse_period(text: str) -> Period:
    """The period that a text writes; raises `NotATime`."""
    if "/" in text:
        return _range(text)
    if found := _PART.fullmatch(text):
        fiscal, year, quarter, half = found.groups()
        months = _months(int(quarter or 0), int(half or 0))
        span = None if fiscal else _calendar_span(parse_date(year), months)
        if fiscal:
            parse_date(year)
        return Period(text, bool(fiscal), span, int(year), months)
    if len(text) == 7 and _DATE.fullmatch(text):
        month = parse_date(text)
        return Period(text, False, (month.first, month.last), month.first.year, (month.first.month,) * 2)
    raise _not_a_period(text)


def _not_a_period(text: str) -> NotATime:
    if years := _YEARS.fullmatch(text):
        return NotATime(f"{quote(text)} is not a period.", f"Write {years[1]}/{years[2]}.")
    return NotATime(f"{quote(text)} is not a period.", "Write 2026, 2026-04, 2026-Q1, FY2025 or 2025-04/2026-04.")


def _range(text: str) -> Period:
    first, _, last = text.partition("/")
    if not (_DATE.fullmatch(first) and _DATE.fullmatch(last)):
        raise _not_a_period(text)
    start, end = parse_date(first), parse_date(last)
    if end.last < start.first:
        raise NotATime(f"{quote(text)} ends before it begins.", "Write the earlier date first.")
    return Period(text, False, (start.first, end.last), end.last.year, (1, 12))


def _months(quarter: int, half: int) -> tuple[int, int]:
    if quarter:
        return quarter * 3 - 2, quarter * 3
    return (half * 6 - 5, half * 6) if half else (1, 12)


def _calendar_span(year: PartialDate, months: tuple[int, int]) -> tuple[date, date]:
    return year.first.replace(month=months[0]), date(year.first.year, months[1], _days(year.first.year, months[1]))


def _fiscal_start(year: int, fiscal_year_end: str) -> date:
    month, day = (int(part) for part in fiscal_year_end.split("-"))
    end_before = date(year - 1, month, min(day, _days(year - 1, month)))
    return end_before + timedelta(days=1)


def _add_months(start: date, months: int) -> date:
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, _days(year, month + 1)))


Length = Literal["date", "month", "quarter", "half", "year", "span"]
# In days: fiscal years and quarters of whole weeks are some days shorter or longer than those of the calendar.
YEAR = range(361, 373)
_LENGTHS: tuple[tuple[range, Length], ...] = (
    (range(1, 2), "date"), (range(28, 32), "month"), (range(84, 99), "quarter"), (range(178, 189), "half"),
    (YEAR, "year"),
)  # fmt: skip


def length_of(first: date, last: date) -> Length:
    """What a time is called by its length: 13 or 14 weeks are a quarter, 80 days are just some span."""
    days = (last - first).days + 1
    return next((length for lengths, length in _LENGTHS if days in lengths), "span")


def date_text(when: PartialDate) -> str:
    """The date as readers say it: `2026`, `April 2026`, `23 April 2026`."""
    if when.is_day:
        return f"{when.first.day} {_MONTHS[when.first.month - 1]} {when.first.year}"
    if when.has_month:
        return f"{_MONTHS[when.first.month - 1]} {when.first.year}"
    return str(when.first.year)


def period_text(period: Period) -> str:
    """The period as readers say it: `2026`, `April 2026`, `Q1 2026`, `fiscal 2025`, `April 2025 to April 2026`."""
    if "/" in period.text:
        first, _, last = period.text.partition("/")
        if first == last:
            return date_text(parse_date(first))
        return f"{date_text(parse_date(first))} to {date_text(parse_date(last))}"
    if found := _PART.fullmatch(period.text):
        fiscal, year, quarter, half = found.groups()
        part = f"Q{quarter} " if quarter else f"H{half} " if half else ""
        return f"{part}{'fiscal ' if fiscal else ''}{year}"
    return date_text(parse_date(period.text))
