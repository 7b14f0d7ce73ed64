"""What all kinds of record share: strict reading, an id from the file name, sources, claims and notes.

A record holds what a person typed plus its id and origin; everything derived lives elsewhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr

from generator.problems import Place, quote
from generator.records.claim import Claim, Note
from generator.records.fields import Id, Listed, MetricName, Reading, refusal
from generator.records.source import Source
from generator.yaml_lines import Document, Path, Plain


@dataclass(frozen=True)
class Origin:
    """The file a record was read from, and the place of each of its fields."""

    file: str
    document: Document

    def place(self, path: Path = ()) -> Place:
        """Where the value at this path stands."""
        return Place(self.file, *self.document.mark(path))


@dataclass(frozen=True)
class RecordReading(Reading):
    """The context in which one record is read."""

    id: str
    origin: Origin


def _group(value: object) -> object:
    if isinstance(value, Plain) and not value:
        raise refusal("There are no fields below this name.", "Write them, indented, below it, or remove the name.")
    if not isinstance(value, dict):
        raise refusal("There is no group of fields here.", "Write 'name: …' lines, indented, below it.")
    if len(value) > 400:
        raise refusal(f"This group has {len(value):,} fields.", "Write at most 400.")
    return value


def _sources(value: object) -> object:
    """Says once, and not for each line, that the lines of a source or of the record slipped to another level."""
    for name, source in value.items() if isinstance(value, dict) else ():
        if name in Source.model_fields and isinstance(source, str):
            fact = f"{quote(name)} is a field of a source, but is used here as the name of one."
            raise refusal(fact, "Indent the fields of a source by two spaces more than its name.", name)
        if name in Record.model_fields:
            fact = f"{quote(name)} is a field of the record, but is used here as the name of a source."
            raise refusal(fact, "Begin it at the left edge.", name)
    return value


Claims = Annotated[dict[MetricName, Annotated[tuple[Claim, ...], Listed]], BeforeValidator(_group)]
Sources = Annotated[dict[Id, Source], BeforeValidator(_sources), BeforeValidator(_group)]


class Record(BaseModel):
    """One file: what was typed, who it is, and where each field stands."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    kind_name: ClassVar[str]

    _id: str = PrivateAttr()
    _origin: Origin = PrivateAttr()

    sources: Sources = Field(description="The sources of this record, each under a short name that claims cite.")
    claims: Claims = Field(default_factory=dict, description="The figures: metric, then one claim each line.")
    notes: Annotated[tuple[Note, ...], Listed] = Field((), description="Facts that are not figures, each sourced.")

    def model_post_init(self, context: Any) -> None:
        """Takes the id and the origin from the reading."""
        self._id, self._origin = context.id, context.origin

    @property
    def id(self) -> str:
        """The file name without its ending; unique within its kind."""
        return self._id

    @property
    def origin(self) -> Origin:
        """Where the record was read from."""
        return self._origin

    @property
    def key(self) -> str:
        """The id with its kind, unique in the ledger: `cuts/meta-2026-04`."""
        return f"{self.kind_name}/{self.id}"

    def place(self, *path: str | int) -> Place:
        """Where the value at this path stands."""
        return self._origin.place(path)

    def key_place(self, *path: str | int) -> Place:
        """Where the name of the field at this path stands."""
        return Place(self._origin.file, *self._origin.document.key_mark(path))

    def metric(self, name: str) -> tuple[Claim, ...]:
        """The claims of a metric, in the order of the file."""
        return self.claims.get(name, ())

    @property
    def claim_count(self) -> int:
        """How many claims it holds, of all metrics."""
        return sum(map(len, self.claims.values()))

    def each_claim(self) -> Iterator[tuple[tuple[str | int, ...], Claim]]:
        """All claims of all metrics with the path of each: ("claims", metric, index)."""
        for metric, claims in self.claims.items():
            for index, claim in enumerate(claims):
                yield ("claims", metric, index), claim
