"""Figures as people write them (`8000`, `10%`, `USD 72.2bn`, `1.2 GW`, `8x`): text to `Quantity`, and back in words.

Amounts are decimals that keep the digits of the source (`10%` is not `10.0%`), so that nothing is rounded and the
precision of a printed share can be read off later.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from generator.problems import quote

BILLION = Decimal(10) ** 9
_SCALES = {"": 0, "m": 6, "bn": 9, "tn": 12}
_SCALE_WORDS = {12: "trillion", 9: "billion", 6: "million"}
_NUMBER = r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,6})?"
_FORMS = {
    "percent": re.compile(rf"({_NUMBER})%", re.ASCII),
    "money": re.compile(rf"([A-Z]{{3}}) ({_NUMBER})(m|bn|tn)?", re.ASCII),
    "power": re.compile(rf"({_NUMBER}) (MW|GW)", re.ASCII),
    "multiple": re.compile(rf"({_NUMBER})x", re.ASCII),
    "number": re.compile(rf"({_NUMBER})", re.ASCII),
}
_EXAMPLES = {
    "people": "8000",
    "percent": "10%",
    "money": "USD 72.2bn",
    "power": "850 MW",
    "multiple": "8x",
    "count": "24",
}
# Above these a figure is a slip of the keyboard: no employer has a thousand million people, no deal ten quadrillion.
_LARGEST = {
    "people": Decimal(10) ** 9,
    "percent": Decimal(10) ** 5,
    "money": Decimal(10) ** 16,
    "power": Decimal(10) ** 7,
    "multiple": Decimal(10) ** 4,
    "count": Decimal(10) ** 12,
}
_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}


@dataclass(frozen=True)
class Quantity:
    """An amount with its unit: a currency code (full units), `%`, `MW`, `x`, or nothing for people and counts."""

    amount: Decimal
    unit: str = ""

    @property
    def currency(self) -> str | None:
        """The ISO 4217 code, for money only."""
        return self.unit if len(self.unit) == 3 else None


class NotAQuantity(ValueError):
    """The text is not a figure; says what was found and what to write instead."""

    def __init__(self, fact: str, advice: str) -> None:
        super().__init__(f"{fact} {advice}")
        self.fact, self.advice = fact, advice


def parse(text: str) -> Quantity:
    """The figure that a text writes, whatever its dimension; raises `NotAQuantity`."""
    if found := _FORMS["money"].fullmatch(text):
        currency, amount, scale = found.groups()
        return Quantity(_decimal(amount).scaleb(_SCALES[scale or ""]), currency)
    if found := _FORMS["power"].fullmatch(text):
        amount, unit = found.groups()
        return Quantity(_decimal(amount).scaleb(3 if unit == "GW" else 0), "MW")
    if found := _FORMS["percent"].fullmatch(text):
        return Quantity(_decimal(found.group(1)), "%")
    if found := _FORMS["multiple"].fullmatch(text):
        return Quantity(_decimal(found.group(1)), "x")
    if found := _FORMS["number"].fullmatch(text):
        return Quantity(_decimal(found.group(1)))
    raise NotAQuantity(f"{quote(text)} is not a figure.", _advice(text))


def _decimal(text: str) -> Decimal:
    amount = Decimal(text)
    if amount.is_zero() and amount.is_signed():
        raise NotAQuantity(f"{quote(text)} is a negative zero.", "Write 0.")
    return amount


_RANGE = re.compile(r"(\d[^-–—]*?) ?(?:[-–—]| to ) ?(\d.*)", re.ASCII)
_HEDGED = re.compile(r"[~≈<>+]|(?:about|around|approximately|up to|over|more than|at least|nearly|some|circa) .*", re.I)


def _advice(text: str) -> str:
    """What to write instead of a text that is no figure; the figure that was meant, where that is plain."""
    if found := _RANGE.fullmatch(text):
        low, high = found[1].strip(), found[2].strip()
        low += "%" if high.endswith("%") and not low.endswith("%") else ""
        return f"Write a range as low: {low}, high: {high}."
    if _HEDGED.match(text) or text.endswith("+"):
        return "Write the figure alone, and the source's word as bound, like {value: 1200, bound: about, source: wire}."
    if near := _near(text):
        return f"Did you mean {near}?"
    if text.startswith(("$", "€", "£", "¥")):
        return "Write the currency as its three letters before the number, like USD 72.2bn."
    if text[:1].isdigit() and text.lower().endswith(("m", "b", "bn", "tn")):
        return "Write the currency before the number, like USD 72.2bn, and people as digits, like 8000."
    if "," in text or "_" in text:
        return "Write it without separators, like 8000 or USD 72.2bn."
    return "Write a figure like " + ", ".join(_EXAMPLES.values()) + "."


_TYPED = re.compile(
    rf"[“”‘’'\"]*(?P<before>[A-Za-z]{{3}}|[$€£])? ?(?P<number>{_NUMBER}) ?(?P<scale>[A-Za-z%]+)?"
    r"(?: (?P<after>[A-Za-z]{3}))?[“”‘’'\"]*",
    re.ASCII,
)
_SCALES_TYPED = {
    **dict.fromkeys(("k", "thousand"), "000"),
    **dict.fromkeys(("m", "mn", "mio", "million"), "m"),
    **dict.fromkeys(("b", "bn", "bln", "billion"), "bn"),
    **dict.fromkeys(("t", "tn", "trillion"), "tn"),
}
_UNITS_TYPED = {"percent": "%", "%": "%", "mw": " MW", "gw": " GW", "x": "x", "times": "x", "fold": "x"}
_CODES = {"$": "USD", "€": "EUR", "£": "GBP"}


def _near(text: str) -> str:
    """The same figure as the ledger writes it, when nothing but its form is wrong: 'USD 5 billion', '8K', '10 %'."""
    found = _TYPED.fullmatch(text.replace(",", "") if re.search(r"\d,\d{3}(?!\d)", text) else text)
    if not found:
        return ""
    scale = (found["scale"] or "").lower()
    currency = found["before"] or found["after"] or ""
    near = found["number"] + _UNITS_TYPED.get(scale, "")
    if currency:
        near = f"{_CODES.get(currency, currency.upper())} {found['number']}{_SCALES_TYPED.get(scale, '')}"
    elif scale in ("k", "thousand") and "." not in found["number"]:
        near = f"{found['number']}000"
    elif scale and scale not in _UNITS_TYPED:
        return ""
    try:
        return near if near != text and parse(near) else ""
    except NotAQuantity:
        return ""


def misfit(quantity: Quantity, dimension: str) -> tuple[str, str] | None:
    """Why this figure cannot be one of that dimension, as fact and advice; None when it can."""
    if dimension_of(quantity) not in (dimension, "number" if dimension in ("people", "count") else dimension):
        return f"{quantity_text(quantity)} is not {_named(dimension)}.", f"Write one like {_EXAMPLES[dimension]}."
    if dimension == "people" and (quantity.amount < 0 or quantity.amount != quantity.amount.to_integral_value()):
        return f"{quantity_text(quantity)} is not a number of people.", "Write a whole number like 8000."
    if abs(quantity.amount) > _LARGEST[dimension]:
        return f"{quantity_text(quantity)} is larger than any {_named(dimension)[2:]} can be.", "Check the zeros."
    return None


def dimension_of(quantity: Quantity) -> str:
    """`percent`, `money`, `power`, `multiple`, or `number` (people or a count)."""
    if quantity.currency:
        return "money"
    return {"%": "percent", "MW": "power", "x": "multiple"}.get(quantity.unit, "number")


def _named(dimension: str) -> str:
    names = {"people": "number of people", "percent": "percentage", "money": "sum of money", "power": "capacity"}
    return f"a {names.get(dimension, dimension)}"


def quantity_text(quantity: Quantity) -> str:
    """The figure as a newspaper prints it: `8,000`, `10%`, `$72.2 billion`, `KRW 10.72 trillion`, `1.2 GW`."""
    if quantity.currency:
        return _money(quantity.amount, quantity.unit)
    if quantity.unit == "MW" and quantity.amount >= 1000:
        return f"{plain(quantity.amount.scaleb(-3))} GW"
    return plain(quantity.amount) + {"%": "%", "MW": " MW", "x": " times"}.get(quantity.unit, "")


def _money(amount: Decimal, currency: str) -> str:
    # A share price of KRW 2,347,000 or a fine of $1,500,000 is read more easily in digits.
    exponent = next((power for power in _SCALE_WORDS if abs(amount) >= Decimal(10) ** max(power, 7)), 0)
    words = f"{plain(abs(amount).scaleb(-exponent))} {_SCALE_WORDS.get(exponent, '')}".rstrip()
    sign = "-" if amount < 0 else ""
    return f"{sign}{_SYMBOLS[currency]}{words}" if currency in _SYMBOLS else f"{sign}{currency} {words}"


def plain(amount: Decimal) -> str:
    """The number with thousands separators and just the digits it has."""
    text = f"{amount:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def as_number(amount: Decimal) -> int | float:
    """The amount as a number of JSON, a whole one without a point."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def half_unit(amount: Decimal) -> Decimal:
    """Half a unit of the last digit that was given: 0.05 for 81.6, half a billion for 72 billion."""
    exponent = amount.as_tuple().exponent
    return Decimal(5).scaleb((exponent if isinstance(exponent, int) else 0) - 1)


def rounded(amount: Decimal, digits: int = 3) -> Decimal:
    """The amount to so many significant digits, for figures that we compute."""
    return amount if amount.is_zero() else round(amount, digits - 1 - amount.adjusted())
