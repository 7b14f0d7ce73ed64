"""How the site looks and which words it may use: `site_config/*.yaml` in, `Settings` and problems out."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from generator.problems import Place, Problem, quote
from generator.yaml_lines import Document, read

Kind = Literal["companies", "cuts", "suppliers", "indicators"]
KINDS: tuple[Kind, ...] = ("companies", "cuts", "suppliers", "indicators")
SINGULAR: dict[str, str] = {"companies": "company", "cuts": "cut", "suppliers": "supplier", "indicators": "indicator"}


class _Setting(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Metric(_Setting):
    """What a figure of this name measures, in which unit, and whether it is a stock or a flow."""

    label: str
    dimension: Literal["people", "percent", "money", "power", "multiple", "count"]
    kinds: tuple[Kind, ...]
    time: Literal["stock", "flow", "none", "optional"]
    definition: str


class Word(_Setting):
    """A word of a vocabulary, as readers see it and what it means."""

    label: str
    definition: str


class RateSource(_Setting):
    """Where a yearly average exchange rate was read."""

    title: str
    publisher: str
    url: str
    accessed: str
    published: str = ""
    note: str = ""


class Rate(_Setting):
    """How many units of a currency one US dollar bought on average in a calendar year."""

    currency: str = Field(pattern="^[A-Z]{3}$")
    year: int
    per_usd: Decimal = Field(gt=0)
    source: RateSource


class Waiver(_Setting):
    """One finding of a rule that stays, with the reason."""

    rule: str
    record: str
    reason: str


class SiteSettings(_Setting):
    """What the site is called, where it lives and where its source is kept; without an address nothing needs one."""

    name: str
    description: str
    address: str = ""
    repository: str = ""
    branch: str = "main"
    tag_authority: str = Field("", pattern=r"^([a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*)?$")

    def whole(self, address: str) -> str:
        """The address of a page or file with that of the site before it; empty where the site knows none."""
        return f"{self.address.rstrip('/')}/{address}" if self.address else ""


Vocabulary = Mapping[str, Mapping[str, Word]]
VOCABULARIES = "cut_kind stage bound basis cause mechanism speaker stance source_type layer industry topic".split()


@dataclass(frozen=True)
class Settings:
    """Everything in `site_config/` that the generator reads."""

    site: SiteSettings
    metrics: Mapping[str, Metric]
    vocabulary: Vocabulary
    rates: Mapping[tuple[str, int], Rate]
    waivers: tuple[Waiver, ...]
    waiver_places: tuple[Place, ...]

    def words(self, name: str) -> Mapping[str, Word]:
        """One vocabulary: its words in the order of the file."""
        return self.vocabulary[name]

    def label(self, name: str, word: str) -> str:
        """The word as readers see it; free text, where a vocabulary allows it, stays as typed."""
        known = self.vocabulary[name].get(word)
        return known.label if known else word


_FILES: dict[str, TypeAdapter[Any]] = {
    "settings": TypeAdapter(SiteSettings),
    "metrics": TypeAdapter(dict[str, Metric]),
    "vocabulary": TypeAdapter(dict[str, dict[str, Word]]),
    "exchange_rates": TypeAdapter(dict[Literal["rates"], tuple[Rate, ...]]),
    "waivers": TypeAdapter(dict[Literal["waivers"], tuple[Waiver, ...]]),
}


def load_settings(folder: Path) -> tuple[Settings | None, list[Problem]]:
    """The settings, or None with what is wrong with them."""
    parts: dict[str, Any] = {}
    documents: dict[str, Document] = {}
    problems: list[Problem] = []
    for name, shape in _FILES.items():
        parts[name], documents[name], found = _load(folder / f"{name}.yaml", shape)
        problems += found
    if problems:
        return None, problems
    missing = [name for name in VOCABULARIES if name not in parts["vocabulary"]]
    if missing:
        place = Place((folder / "vocabulary.yaml").as_posix())
        return None, [Problem(place, f"There is no vocabulary {quote(name)}.", "Add it.") for name in missing]
    site = _from_environment(parts["settings"])
    rates, rate_problems = _rates(parts["exchange_rates"]["rates"], folder, documents["exchange_rates"])
    if problems := [*_address_problems(site, folder / "settings.yaml"), *rate_problems]:
        return None, problems
    waivers, file = parts["waivers"]["waivers"], (folder / "waivers.yaml").as_posix()
    places = tuple(Place(file, *documents["waivers"].mark(("waivers", index))) for index in range(len(waivers)))
    return Settings(site, parts["metrics"], parts["vocabulary"], rates, waivers, places), []


def _rates(
    listed: tuple[Rate, ...], folder: Path, document: Document
) -> tuple[dict[tuple[str, int], Rate], list[Problem]]:
    """The rates by currency and year, each of which has one."""
    rates: dict[tuple[str, int], Rate] = {}
    problems = []
    for index, rate in enumerate(listed):
        if rates.setdefault((rate.currency, rate.year), rate) is not rate:
            place = Place((folder / "exchange_rates.yaml").as_posix(), *document.mark(("rates", index)))
            fact = f"{rate.currency} already has a rate for {rate.year}."
            problems.append(Problem(place, fact, "Keep one of the two."))
    return rates, problems


def _load(path: Path, shape: TypeAdapter[Any]) -> tuple[Any, Document, list[Problem]]:
    file = path.as_posix()
    try:
        document, problems = read(path.read_bytes(), file)
    except OSError as error:
        return None, Document(), [Problem(Place(file), f"This file cannot be read: {error.strerror}.", "Restore it.")]
    if problems:
        return None, document, problems
    try:
        return shape.validate_python(document.tree), document, []
    except ValidationError as error:
        return None, document, [_problem(item, document, file) for item in error.errors(include_url=False)]


def _problem(error: Any, document: Document, file: str) -> Problem:
    path = tuple(error["loc"])
    name = quote(path[-1] if path else "this file")
    if error["type"] == "extra_forbidden":
        return Problem(Place(file, *document.key_mark(path)), f"{name} is not a setting here.", "Remove it.")
    place = Place(file, *document.mark(path))
    if error["type"] == "missing":
        return Problem(place, f"{name} is missing here.", "Add it.")
    return Problem(place, f"{name} cannot be read: {error['msg']}.", "Compare it with the other entries.")


def _from_environment(site: SiteSettings) -> SiteSettings:
    """A published build learns its addresses from where it runs; the environment wins over the file."""
    given = {"address": os.environ.get("KB_SITE_URL"), "repository": os.environ.get("KB_REPO_URL")}
    return site.model_copy(update={name: value for name, value in given.items() if value is not None})


def _address_problems(site: SiteSettings, file: Path) -> list[Problem]:
    given = {"KB_SITE_URL": site.address, "KB_REPO_URL": site.repository}
    return [
        Problem(
            Place(file.as_posix()),
            f"{quote(address)} is not the address of a site.",
            f"Write it in full, like https://example.org/ledger/, here or in {name}.",
        )
        for name, address in given.items()
        if address and not _ADDRESS.fullmatch(address)
    ]


_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:/[A-Za-z0-9._~/-]*)?")


def read_assets(folder: Path) -> dict[str, bytes]:
    """The styles, scripts and pictures of the site, by their path in it."""
    return {
        f"assets/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
