"""The types of a record's fields: text as typed in, checked values out, refusals in words for the contributor.

A field sees a quoted text as `str` and an unquoted one as `Plain`; what YAML would guess is refused where text is
wanted.  The words of the vocabularies and the metrics come from the settings through the validation context.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from pydantic import BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo, WithJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from generator.problems import did_you_mean, quote
from generator.quantities import NotAQuantity, Quantity
from generator.quantities import parse as parse_quantity
from generator.settings import Settings
from generator.times import NotATime, PartialDate, Period, parse_date, parse_period
from generator.yaml_lines import Plain

T = TypeVar("T")
MOST_ITEMS = 300


@dataclass(frozen=True)
class Reading:
    """What a field needs to know while a record is read."""

    settings: Settings


def refusal(fact: str, advice: str = "", key: str = "") -> PydanticCustomError:
    """A refusal whose words are ready to print; with `key` it is about the field of that name in the group read."""
    return PydanticCustomError("refused", "{fact}", {"fact": fact, "advice": advice, "key": key})


def _scalar(value: object, wanted: str) -> str:
    if isinstance(value, Plain) and not value:
        raise refusal("This is empty.", f"Write {wanted}, or remove the field.")
    if isinstance(value, str):
        return value
    found = "a list" if isinstance(value, list) else "a group of fields"
    raise refusal(f"There is {found} here.", f"Write {wanted}.")


# What YAML 1.1 or 1.2 would read as something other than text: booleans, nothing, numbers in any base, times, dates.
_GUESSED = re.compile(
    r"(?:true|false|yes|no|on|off|y|n|null|~|=|<<|)"
    r"|[-+]?(?:\.\d+|[\d][\d_]*(?:\.[\d_]*)?(?:e[-+]?\d+)?|0x[\da-f_]+|0o?[0-7_]+|0b[01_]+|\d[\d_]*(?::[0-5]?\d)+(?:\.\d*)?)"
    r"|[-+]?\.(?:inf|nan)"
    r"|\d{4}-\d{1,2}-\d{1,2}(?:[Tt ].*)?",
    re.IGNORECASE | re.ASCII,
)


def _text(longest: int, lines: bool) -> Callable[[object], str]:
    def text(value: object) -> str:
        typed = _scalar(value, "a text")
        if isinstance(value, Plain) and _GUESSED.fullmatch(typed):
            raise refusal(f"YAML reads {quote(typed)} as something other than text.", f'Put it in quotes: "{typed}".')
        if "\n" in typed.strip() and not lines:
            raise refusal(f"{quote(typed)} has more than one line.", "Write it in one line.")
        if typed != typed.strip() and not (lines and typed == typed.strip() + "\n"):
            raise refusal(f"{quote(typed)} begins or ends with a space.", "Remove it.")
        if not typed.strip():
            raise refusal("This text is empty.", "Write a text, or remove the field.")
        if len(typed) > longest:
            raise refusal(f"This text has {len(typed):,} characters.", f"Write at most {longest:,}.")
        if word := next((word for word in typed.split() if len(word) > 100), None):
            raise refusal(f"{quote(word)} is one word of {len(word):,} characters.", "Check it.")
        return " ".join(typed.split("\n")).strip() if lines else str(typed)

    return text


def _name(value: object) -> str:
    typed = _text(200, lines=False)(value)
    if unicodedata.normalize("NFKC", typed) != typed:
        raise refusal(f"{quote(typed)} is written with special letter forms.", "Type it with ordinary letters.")
    return typed


Line = Annotated[str, BeforeValidator(_text(300, lines=False)), WithJsonSchema({"type": "string", "maxLength": 300})]
Paragraph = Annotated[str, BeforeValidator(_text(1500, lines=True)), WithJsonSchema({"type": "string"})]
Name = Annotated[str, BeforeValidator(_name), WithJsonSchema({"type": "string", "maxLength": 200})]


def _flag(value: object) -> bool:
    if isinstance(value, Plain) and value in ("true", "false"):
        return value == "true"
    raise refusal(f"{quote(value)} is neither true nor false.", "Write true, or remove the field.")


Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"type": "boolean"})]


def _quantity(value: object) -> Quantity:
    typed = _scalar(value, "one figure, like 8000 or USD 72.2bn")
    if not isinstance(value, Plain):
        raise refusal(f"{quote(typed)} is in quotes.", "Write a figure without quotes.")
    try:
        return parse_quantity(typed)
    except NotAQuantity as error:
        raise refusal(error.fact, error.advice) from None


Figure = Annotated[
    Quantity,
    BeforeValidator(_quantity),
    WithJsonSchema({"type": ["integer", "number", "string"], "description": "8000, 10%, USD 72.2bn, 850 MW, 8x"}),
]


def _timed(parse: Callable[[str], T], wanted: str) -> Callable[[object], T]:
    def when(value: object) -> T:
        typed = _scalar(value, wanted)
        if not isinstance(value, Plain):
            raise refusal(f"{quote(typed)} is in quotes.", f"Write {wanted} without quotes.")
        try:
            return parse(typed)
        except NotATime as error:
            raise refusal(error.fact, error.advice) from None

    return when


When = Annotated[
    PartialDate,
    BeforeValidator(_timed(parse_date, "a date like 2026-04-23")),
    WithJsonSchema({"type": ["string", "integer"], "description": "2026, 2026-04 or 2026-04-23"}),
]
Span = Annotated[
    Period,
    BeforeValidator(_timed(parse_period, "a period like 2026-Q1 or FY2025")),
    WithJsonSchema({"type": ["string", "integer"], "description": "2026, 2026-04, 2026-Q1, FY2025, 2025-04/2026-04"}),
]


def _month_day(value: object) -> str:
    typed = _scalar(value, "a month and a day, like 12-31")
    if re.fullmatch(r"\d{2}-\d{2}", typed, re.ASCII):
        try:
            parse_date(f"2000-{typed}")
        except NotATime:
            pass
        else:
            return str(typed)
    raise refusal(f"{quote(typed)} is not a month and a day.", "Write the month first, like 06-30 or 12-31.")


MonthDay = Annotated[str, BeforeValidator(_month_day), WithJsonSchema({"type": "string", "pattern": r"^\d{2}-\d{2}$"})]

_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", re.ASCII)
# Names that are addresses of the site itself, devices of Windows, or members of every JavaScript object.
RESERVED_IDS = frozenset(
    "assets charts constructor data feed feeds index null prototype robots search sitemap static tags templates true"
    " false con prn aux nul".split()
    + [f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)]
)


def id_near(text: str) -> str:
    """The id that somebody meant who typed a name, a path or capital letters; empty when there is none."""
    words = re.sub(r"[^a-z0-9]+", "-", text.rsplit("/", 1)[-1].lower().removesuffix(".yaml").removesuffix(".yml"))
    near = words.strip("-")
    return near if text.isascii() and _ID.fullmatch(near) and 2 <= len(near) <= 64 else ""


def id_finding(text: str) -> tuple[str, str] | None:
    """Why a text cannot be the id of a record or a source, as fact and advice; None when it can."""
    if text in RESERVED_IDS or text.startswith("xn--"):
        return f"{quote(text)} is a reserved name.", "Choose another."
    if not _ID.fullmatch(text) or not 2 <= len(text) <= 64:
        return f"{quote(text)} cannot be an id.", _id_advice(text)
    return None


def _id_advice(text: str) -> str:
    if (near := id_near(text)) and near not in RESERVED_IDS and "://" not in text:
        return f"Did you mean '{near}'?"
    return "Use 2 to 64 of a-z, 0-9 and single hyphens, beginning with a letter."


def _id(value: object) -> str:
    typed = _scalar(value, "an id")
    if finding := id_finding(typed):
        raise refusal(*finding)
    return str(typed)


Id = Annotated[str, BeforeValidator(_id), WithJsonSchema({"type": "string", "pattern": f"^{_ID.pattern}$"})]


@dataclass(frozen=True)
class RefersTo:
    """Marks a field as the id of a record of that kind; the linker checks that it exists."""

    kind: str


CompanyRef = Annotated[Id, RefersTo("companies")]
CutRef = Annotated[Id, RefersTo("cuts")]
SupplierRef = Annotated[Id, RefersTo("suppliers")]


def _settings(info: ValidationInfo) -> Settings:
    reading: Reading = info.context  # type: ignore[assignment]  # every record is validated with a Reading
    return reading.settings


_KIND_OF_WORD = {
    "cut_kind": "a kind of cut",
    "stage": "a stage",
    "bound": "a bound",
    "basis": "a basis",
    "cause": "a cause",
    "mechanism": "a mechanism",
    "speaker": "a speaker",
    "stance": "a stance",
    "source_type": "a type of source",
    "layer": "a layer",
    "industry": "an industry",
    "topic": "a topic",
}


@dataclass(frozen=True)
class Word:
    """Marks a field that takes a word of this vocabulary, or with `free` other text too."""

    vocabulary: str
    free: bool = False

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_before_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "vocabulary": self.vocabulary, "free": self.free}

    def _check(self, value: object, info: ValidationInfo) -> str:
        typed = _scalar(value, "one word")
        known = _settings(info).words(self.vocabulary)
        if typed in known:
            return str(typed)
        if self.free:
            return _text(120, lines=False)(value)
        place = f"The words are in site_config/vocabulary.yaml, below '{self.vocabulary}:'."
        raise refusal(f"{quote(typed)} is not {_KIND_OF_WORD[self.vocabulary]}.", did_you_mean(typed, known) or place)


def _metric(value: object, info: ValidationInfo) -> str:
    typed = _scalar(value, "the name of a metric")
    known = _settings(info).metrics
    if typed not in known:
        place = "The metrics are in site_config/metrics.yaml."
        raise refusal(f"{quote(typed)} is not a metric.", did_you_mean(typed, known) or place)
    return str(typed)


MetricName = Annotated[str, BeforeValidator(_metric)]

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}", re.ASCII)
_ADDRESS_CHARACTERS = re.compile(r"[A-Za-z0-9\-._~:/?\[\]@!$&'()*+,;=%#|]+", re.ASCII)


def _url(value: object) -> str:
    typed = _scalar(value, "an address like https://example.org/page")
    if finding := _address_finding(typed):
        raise refusal(*finding)
    return str(typed)


def _address_finding(typed: str) -> tuple[str, str] | None:
    if len(typed) > 2000:
        return f"This address has {len(typed):,} characters.", "Use a shorter one."
    if not typed.startswith(("https://", "http://")):
        return f"{quote(typed)} is not a web address.", "Write the whole address, beginning with https://."
    if not _ADDRESS_CHARACTERS.fullmatch(typed) or "%00" in typed or ":~:" in typed:
        fact = f"{quote(typed)} contains characters that a web address cannot contain."
        return fact, "Copy it again from the browser."
    try:
        parts = urlsplit(typed)
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        return f"{quote(typed)} is not a web address.", "Copy it again from the browser."
    if parts.username is not None or port is not None:
        return f"{quote(typed)} names a user or a port.", "Use the public address of the page."
    if not _HOST.fullmatch(host) or "xn--" in host:
        return f"{quote(host or typed)} is not the name of a public site.", "Use the public address of the page."
    return None


Url = Annotated[str, BeforeValidator(_url), WithJsonSchema({"type": "string", "format": "uri"})]


def _country(value: object) -> str:
    typed = _scalar(value, "two letters, like US")
    if isinstance(value, Plain) and _GUESSED.fullmatch(typed):
        raise refusal(f"YAML reads {quote(typed)} as something other than text.", f'Put it in quotes: "{typed}".')
    if not re.fullmatch("[A-Z]{2}", typed):
        raise refusal(f"{quote(typed)} is not a country code.", "Write two capital letters (ISO 3166-1), like US.")
    return str(typed)


Country = Annotated[str, BeforeValidator(_country), WithJsonSchema({"type": "string", "pattern": "^[A-Z]{2}$"})]


def _listed(value: object) -> object:
    if isinstance(value, Plain) and not value:
        raise refusal("There are no items below this field.", "Write them, each with '- ', or remove the field.")
    if not isinstance(value, list):
        raise refusal("There is no list here.", "Begin each item on a line of its own with '- '.")
    if len(value) > MOST_ITEMS:
        raise refusal(f"This list has {len(value):,} items.", f"Write at most {MOST_ITEMS}.")
    for index, entry in enumerate(value):
        if isinstance(entry, str) and entry in value[:index]:
            raise refusal(f"{quote(entry)} is in this list twice.", "Remove one.")
    return tuple(value)


# Marks a field that takes a list, without repeats.
Listed = BeforeValidator(_listed)
