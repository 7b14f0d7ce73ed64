"""Dates and periods keep the precision of their source, and fiscal years are placed where they end."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.times import NotATime, date_text, length_of, parse_date, parse_period, period_text


@pytest.mark.parametrize(
    ("typed", "first", "last", "printed"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2026"),
        ("2026-04", date(2026, 4, 1), date(2026, 4, 30), "April 2026"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
        ("2026-04-23", date(2026, 4, 23), date(2026, 4, 23), "23 April 2026"),
    ],
)
def test_a_date_keeps_its_precision(typed: str, first: date, last: date, printed: str) -> None:
    when = parse_date(typed)
    assert (when.first, when.last, str(when), date_text(when)) == (first, last, typed, printed)
    assert when.is_day == (len(typed) == 10)


@pytest.mark.parametrize(
    ("typed", "fact"),
    [
        ("2026-13", "'2026-13' has no month 13."),
        ("2026-00", "'2026-00' has no month 00."),
        ("2026-02-29", "'2026-02-29' has a day that its month does not have."),
        ("2026-04-00", "'2026-04-00' has a day that its month does not have."),
        ("1949", "'1949' is not a year of this ledger."),
        ("2101-01-01", "'2101-01-01' is not a year of this ledger."),
        ("26-04-23", "'26-04-23' is not a date."),
        ("2026-4-3", "'2026-4-3' is not a date."),
        ("April 2026", "'April 2026' is not a date."),
        ("2026-04-23\n", r"'2026-04-23\n' is not a date."),
        ("٢٠٢٦", "'٢٠٢٦' is not a date."),
        ("", "'' is not a date."),
    ],
)
def test_what_is_no_date_is_refused(typed: str, fact: str) -> None:
    with pytest.raises(NotATime) as refused:
        parse_date(typed)
    assert refused.value.fact == fact
    assert refused.value.advice


@pytest.mark.parametrize(
    ("typed", "first", "last", "printed"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2026"),
        ("2026-04", date(2026, 4, 1), date(2026, 4, 30), "April 2026"),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31), "Q1 2026"),
        ("2026-H2", date(2026, 7, 1), date(2026, 12, 31), "H2 2026"),
        ("2025-04/2026-04", date(2025, 4, 1), date(2026, 4, 30), "April 2025 to April 2026"),
        ("2025/2027", date(2025, 1, 1), date(2027, 12, 31), "2025 to 2027"),
        ("2025-04-02/2026", date(2025, 4, 2), date(2026, 12, 31), "2 April 2025 to 2026"),
    ],
)
def test_a_period_has_a_first_and_a_last_day(typed: str, first: date, last: date, printed: str) -> None:
    period = parse_period(typed)
    assert (period.days(), str(period), period_text(period), period.fiscal) == ((first, last), typed, printed, False)


@pytest.mark.parametrize(
    ("typed", "end", "first", "last"),
    [
        ("FY2026", "12-31", date(2026, 1, 1), date(2026, 12, 31)),
        ("FY2026", "06-30", date(2025, 7, 1), date(2026, 6, 30)),
        ("FY2026", "01-31", date(2025, 2, 1), date(2026, 1, 31)),
        ("FY2026", "02-28", date(2025, 3, 1), date(2026, 2, 28)),
        ("FY2026-Q1", "06-30", date(2025, 7, 1), date(2025, 9, 30)),
        ("FY2026-Q4", "06-30", date(2026, 4, 1), date(2026, 6, 30)),
        ("FY2026-H1", "03-31", date(2025, 4, 1), date(2025, 9, 30)),
        ("FY2024", "02-29", date(2023, 3, 1), date(2024, 2, 29)),
    ],
)
def test_a_fiscal_year_is_the_one_that_ends_in_that_year(typed: str, end: str, first: date, last: date) -> None:
    period = parse_period(typed)
    assert period.fiscal
    assert period.days(end) == (first, last)


def test_a_fiscal_period_has_no_days_without_the_end_of_the_year() -> None:
    with pytest.raises(ValueError, match="FY2026 needs the end of the fiscal year"):
        parse_period("FY2026").days()


@pytest.mark.parametrize("typed", ["FY2026", "FY2026-Q3", "FY2026-H1"])
def test_a_fiscal_period_is_named_as_such(typed: str) -> None:
    assert "fiscal 2026" in period_text(parse_period(typed))


@pytest.mark.parametrize(
    "typed",
    [
        "FY26",
        "2026-Q5",
        "2026-H3",
        "Q1-2026",
        "2026-04-23",
        "FY2026-04",
        "2026/",
        "/2026",
        "2026/2025",
        "2026/FY2027",
        "FY1949",
        "",
    ],
)
def test_what_is_no_period_is_refused(typed: str) -> None:
    with pytest.raises(NotATime):
        parse_period(typed)


_days = st.dates(date(1950, 1, 1), date(2100, 12, 31))


@given(_days)
def test_every_day_is_read_back(day: date) -> None:
    when = parse_date(day.isoformat())
    assert when.first == when.last == day


@given(_days, _days)
def test_a_range_runs_from_its_first_to_its_last_day(one: date, other: date) -> None:
    first, last = sorted((one, other))
    assert parse_period(f"{first}/{last}").days() == (first, last)


@given(st.integers(1951, 2099), st.dates(date(2001, 1, 1), date(2001, 12, 31)))
def test_quarters_fill_their_fiscal_year(year: int, end: date) -> None:
    year_end = f"{end:%m-%d}"
    quarters = [parse_period(f"FY{year}-Q{number}").days(year_end) for number in (1, 2, 3, 4)]
    first, last = parse_period(f"FY{year}").days(year_end)
    assert (quarters[0][0], quarters[-1][1]) == (first, last)
    assert all(after[0] - before[1] == timedelta(days=1) for before, after in pairwise(quarters))


@given(st.integers(1951, 2099), st.dates(date(2001, 1, 1), date(2001, 12, 31)))
def test_a_fiscal_year_ends_in_the_year_of_its_name(year: int, end: date) -> None:
    assert parse_period(f"FY{year}").days(f"{end:%m-%d}")[1].year == year


@pytest.mark.parametrize(
    ("first", "last", "length"),
    [
        (date(2026, 3, 31), date(2026, 3, 31), "date"),
        (date(2026, 2, 1), date(2026, 2, 28), "month"),
        (date(2026, 1, 4), date(2026, 3, 28), "quarter"),  # twelve weeks
        (date(2026, 1, 1), date(2026, 3, 31), "quarter"),
        (date(2026, 1, 1), date(2026, 6, 30), "half"),
        (date(2025, 2, 2), date(2026, 1, 31), "year"),  # 52 weeks
        (date(2025, 1, 26), date(2026, 1, 31), "year"),  # 53 weeks
        (date(2026, 1, 1), date(2026, 3, 21), "span"),
        (date(2026, 1, 1), date(2026, 9, 30), "span"),
    ],
)
def test_a_time_is_named_by_its_length(first: date, last: date, length: str) -> None:
    assert length_of(first, last) == length


@pytest.mark.parametrize(("typed", "has_month"), [("2026", False), ("2026-04", True), ("2026-04-23", True)])
def test_a_date_has_a_month_or_only_a_year(typed: str, has_month: bool) -> None:
    assert parse_date(typed).has_month is has_month
