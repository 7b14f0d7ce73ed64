"""How charts write figures and dates: short, as readers say them; and where labels find room."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

from generator.quantities import Quantity, plain, quantity_text, rounded
from generator.records.source import Source
from generator.sentences import in_words

_BOUNDS = {"about": "about ", "at-least": "at least ", "more-than": "more than ", "up-to": "up to ",
           "less-than": "less than ", "nearly": "nearly "}  # fmt: skip
_SIGNS = {"about": "≈", "at-least": "≥", "more-than": ">", "up-to": "≤", "less-than": "<", "nearly": "≈"}
_SHORT = {" trillion": " tn", " billion": " bn", " million": " m", " times": "×"}
_DAY = re.compile(r"(?:\d{1,2} )?\b([A-Z][a-z]{2})[a-z]* (\d{4})\b")
_LONGEST_TITLE = 70
_SCALES = {12: "tn", 9: "bn", 6: "m"}
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
    """A figure or a range with its bound: `up to $185 bn`, `$115–135 bn`, `1,400–1,600`."""
    if low == high:
        return f"{bound_word(bound)}{short(low)}"
    left, right = short(low), short(high)
    (start, _, left_unit), (right_start, right_number, right_unit) = _parted(left), _parted(right)
    if (start, left_unit) == (right_start, right_unit):
        return f"{bound_word(bound)}{left.removesuffix(left_unit)}–{right_number}{right_unit}"
    return f"{bound_word(bound)}{left} to {right}"


def _parted(text: str) -> tuple[str, str, str]:
    """What stands before the digits, the number, and what follows it."""
    digits = [index for index, letter in enumerate(text) if letter.isdecimal()]
    return text[: digits[0]], text[digits[0] : digits[-1] + 1], text[digits[-1] + 1 :]


def bound_word(bound: str | None) -> str:
    """The source's own word before a figure, with a space; empty without one."""
    return _BOUNDS.get(bound or "", "")


def bound_sign(bound: str | None) -> str:
    """The sign for the source's word, where the word finds no room; empty without one."""
    return _SIGNS.get(bound or "", "")


def people(amount: Decimal) -> str:
    """A number of people with its thousands set apart."""
    return plain(amount)


def title(*forms: str) -> str:
    """The first of these forms, fullest first, that a reader takes in at a glance; the last where none is so short."""
    return next((form for form in forms if len(form) <= _LONGEST_TITLE), forms[-1])


def short_time(when: str) -> str:
    """A time as a title writes it: `31 December 2025` → `Dec 2025`, `Q1 fiscal 2026` → `Q1 FY2026`."""
    return _DAY.sub(r"\1 \2", when).replace("fiscal ", "FY")


def source_line(sources: Iterable[Source]) -> str:
    """Who published these sources, the first ones by name."""
    return f"Sources: {first_few(list(dict.fromkeys(source.publisher for source in sources)))}."


def first_few(names: Sequence[str]) -> str:
    """Up to four names, and of more the first three: `Amazon, Meta, Tesla and 5 more`."""
    return in_words(names if len(names) <= 4 else [*names[:3], f"{len(names) - 3} more"])


def month(day: date) -> str:
    """The month as an axis or a label writes it: `Apr 2026`."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def day(when: date) -> str:
    """The day as a label writes it: `23 Apr 2026`."""
    return f"{when.day} {month(when)}"


def moment(when: date) -> int:
    """The day as a time axis counts it: milliseconds since 1970, in UTC."""
    return int(datetime(when.year, when.month, when.day, tzinfo=UTC).timestamp() * 1000)


def scale(amounts: Sequence[Decimal], unit: str) -> tuple[int, str]:
    """The power of ten in which a column of amounts reads well, and its unit in words: `USD bn`, `GW`, `%`."""
    if len(unit) != 3:
        return 0, unit
    largest = max(map(abs, amounts))
    power = next((power for power in _SCALES if largest >= Decimal(10) ** power), 0)
    return power, f"{unit} {_SCALES.get(power, '')}".rstrip()


def ceiling(most: Decimal) -> float:
    """The end of an axis that holds an amount: the next of 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8 times a power of ten."""
    if most <= 0:
        return 0.0
    power = Decimal(10) ** most.adjusted()
    steps = (Decimal(step) for step in ("1", "1.2", "1.5", "2", "2.5", "3", "4", "5", "6", "8", "10"))
    return float(next(step * power for step in steps if step * power >= most))


def apart(places: Sequence[float], gap: float) -> list[float]:
    """The places of labels, moved up as little as it takes to stand a gap apart; in the order given."""
    moved = list(places)
    lowest = float("-inf")
    for index in sorted(range(len(places)), key=lambda i: (places[i], i)):
        moved[index] = lowest = max(places[index], lowest + gap)
    return moved


def with_room(places: Sequence[float], sizes: Sequence[float], gap: float) -> set[int]:
    """Which labels of marks on a line find room, the largest marks first: those that stand a gap apart."""
    kept: list[int] = []
    for index in sorted(range(len(places)), key=lambda i: (-sizes[i], i)):
        if all(abs(places[index] - places[other]) >= gap for other in kept):
            kept.append(index)
    return set(kept)
