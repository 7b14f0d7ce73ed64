"""Figures as people write them, their dimension, and how they are printed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.quantities import NotAQuantity, Quantity, dimension_of, misfit, parse, plain, quantity_text, rounded


@pytest.mark.parametrize(
    ("typed", "amount", "unit", "printed"),
    [
        ("8000", "8000", "", "8,000"),
        ("0", "0", "", "0"),
        ("10%", "10", "%", "10%"),
        ("-3.5%", "-3.5", "%", "-3.5%"),
        ("USD 72.2bn", "72200000000", "USD", "$72.2 billion"),
        ("EUR 640m", "640000000", "EUR", "€640 million"),
        ("KRW 10.72tn", "10720000000000", "KRW", "KRW 10.72 trillion"),
        ("USD -120m", "-120000000", "USD", "-$120 million"),
        ("KRW 457500", "457500", "KRW", "KRW 457,500"),
        ("USD 81.4", "81.4", "USD", "$81.4"),
        ("850 MW", "850", "MW", "850 MW"),
        ("1.2 GW", "1200", "MW", "1.2 GW"),
        ("8x", "8", "x", "8 times"),
    ],
)
def test_a_figure_is_read_and_printed(typed: str, amount: str, unit: str, printed: str) -> None:
    quantity = parse(typed)
    assert quantity == Quantity(Decimal(amount), unit)
    assert quantity_text(quantity) == printed


HEDGED = "Write the figure alone, and the source's word as bound, like {value: 1200, bound: about, source: wire}."


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("8K", "Did you mean 8000?"),
        ("8,000", "Did you mean 8000?"),
        ("8_000", "Write it without separators, like 8000 or USD 72.2bn."),
        ("USD 1,5bn", "Write it without separators, like 8000 or USD 72.2bn."),
        ("$72.2B", "Did you mean USD 72.2bn?"),
        ("€3", "Did you mean EUR 3?"),
        ("¥5bn", "Write the currency as its three letters before the number, like USD 72.2bn."),
        ("usd 5 billion", "Did you mean USD 5bn?"),
        ("72bn USD", "Did you mean USD 72bn?"),
        ("72.2bn", "Write the currency before the number, like USD 72.2bn, and people as digits, like 8000."),
        ("10 %", "Did you mean 10%?"),
        ("1.2GW", "Did you mean 1.2 GW?"),
        ("eight", "Write a figure like 8000, 10%, USD 72.2bn, 850 MW, 8x, 24."),
        ("900-1100", "Write a range as low: 900, high: 1100."),
        ("10 to 12%", "Write a range as low: 10%, high: 12%."),
        *((hedged, HEDGED) for hedged in ("about 900", "~900", "900+", "up to 10%")),
    ],
)
def test_what_is_not_a_figure_comes_with_advice(typed: str, advice: str) -> None:
    with pytest.raises(NotAQuantity) as refused:
        parse(typed)
    assert (refused.value.fact, refused.value.advice) == (f"'{typed}' is not a figure.", advice)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " 8",
        "8 ",
        "+8",
        "08",
        "8.",
        ".8",
        "1e3",
        "0x8",
        "8 %",
        "%8",
        "usd 8",
        "USD  8",
        "USD 8 bn",
        "USD 8B",
        "8 mw",
        "٨",
        "8\n",
    ],
)
def test_other_ways_to_write_a_figure_are_refused(typed: str) -> None:
    with pytest.raises(NotAQuantity):
        parse(typed)


@pytest.mark.parametrize(
    ("typed", "dimension"),
    [("8000", "number"), ("10%", "percent"), ("USD 1", "money"), ("1 GW", "power"), ("8x", "multiple")],
)
def test_a_figure_shows_its_dimension(typed: str, dimension: str) -> None:
    assert dimension_of(parse(typed)) == dimension


@pytest.mark.parametrize(
    ("typed", "dimension"),
    [("8000", "people"), ("24", "count"), ("-3%", "percent"), ("EUR -3m", "money"), ("0x", "multiple")],
)
def test_a_figure_fits_its_dimension(typed: str, dimension: str) -> None:
    assert misfit(parse(typed), dimension) is None


@pytest.mark.parametrize(
    ("typed", "dimension", "fact"),
    [
        ("10%", "people", "10% is not a number of people."),
        ("8.5", "people", "8.5 is not a number of people."),
        ("-8", "people", "-8 is not a number of people."),
        ("8000", "money", "8,000 is not a sum of money."),
        ("8000", "percent", "8,000 is not a percentage."),
        ("8x", "power", "8 times is not a capacity."),
        ("2000000000", "people", "2,000,000,000 is larger than any number of people can be."),
        ("20000x", "multiple", "20,000 times is larger than any multiple can be."),
    ],
)
def test_a_figure_of_another_dimension_is_a_misfit(typed: str, dimension: str, fact: str) -> None:
    found = misfit(parse(typed), dimension)
    assert found
    assert found[0] == fact


def test_a_computed_figure_is_rounded_to_significant_digits() -> None:
    assert rounded(Decimal("10.2564")) == Decimal("10.3")
    assert rounded(Decimal("123456")) == Decimal("123000")
    assert rounded(Decimal(0)) == Decimal(0)


_amounts = st.decimals(min_value=0, max_value=10**9, places=3).map(lambda amount: format(amount.normalize(), "f"))
_units = st.sampled_from(["{}", "{}%", "USD {}", "KRW {}m", "EUR {}bn", "GBP {}tn", "{} MW", "{} GW", "{}x"])


@given(_amounts, _units)
def test_no_digit_is_lost_on_the_way(amount: str, unit: str) -> None:
    scale = next((power for sign, power in (("tn", 12), ("bn", 9), ("m", 6), ("GW", 3)) if unit.endswith(sign)), 0)
    assert parse(unit.format(amount)).amount == Decimal(amount).scaleb(scale)


@given(_amounts)
def test_a_printed_amount_is_the_amount(amount: str) -> None:
    assert Decimal(plain(Decimal(amount)).replace(",", "")) == Decimal(amount)
