"""How charts write figures and dates: short, as readers say them."""

from datetime import UTC, date, datetime
from decimal import Decimal

from generator.quantities import Quantity, plain, quantity_text, rounded

_BOUNDS = {"about": "about ", "at-least": "at least ", "more-than": "more than ", "up-to": "up to ",
           "less-than": "less than ", "nearly": "nearly "}  # fmt: skip
_SHORT = {" trillion": " tn", " billion": " bn", " million": " m", " times": "×"}
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def short(quantity: Quantity) -> str:
    """The figure with its unit shortened: `$72.2 bn`, `KRW 10.72 tn`, `8,000`, `5.1×`."""
    text = quantity_text(quantity)
    for word, letters in _SHORT.items():
        text = text.replace(word, letters)
    return text


def dollars(amount: Decimal, digits: int = 3) -> str:
    """A sum of US dollars that we computed, to so many significant digits."""
    return short(Quantity(rounded(amount, digits), "USD"))


def span(low: Quantity, high: Quantity, bound: str | None = None) -> str:
    """A figure or a range with its bound: `up to $185 bn`, `$115 bn to $135 bn`."""
    figure = short(low) if low == high else f"{short(low)} to {short(high)}"
    return f"{bound_word(bound)}{figure}"


def bound_word(bound: str | None) -> str:
    """The source's own word before a figure, with a space; empty without one."""
    return _BOUNDS.get(bound or "", "")


def people(amount: Decimal) -> str:
    """A number of people with its thousands set apart."""
    return plain(amount)


def month(day: date) -> str:
    """The month as an axis or a label writes it: `Apr 2026`."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def moment(day: date) -> int:
    """The day as a time axis counts it: milliseconds since 1970, in UTC."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)


def ceiling(most: Decimal) -> float:
    """The end of an axis that holds this amount: the next of 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8 times a power of ten."""
    if most <= 0:
        return 1.0
    power = Decimal(10) ** most.adjusted()
    steps = (Decimal(step) for step in ("1", "1.5", "2", "2.5", "3", "4", "5", "6", "8", "10"))
    return float(next(step * power for step in steps if step * power >= most))


def apart(places: list[float], gap: float) -> list[float]:
    """The places of labels, moved up as little as it takes to stand a gap apart; in the order given."""
    moved = list(places)
    lowest = float("-inf")
    for index in sorted(range(len(places)), key=lambda i: (places[i], i)):
        moved[index] = lowest = max(places[index], lowest + gap)
    return moved
