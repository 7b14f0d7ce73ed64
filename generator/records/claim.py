"""A claim: one figure that one source gives, and how it stands to other claims of the same metric."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field, model_validator

from generator.problems import quote
from generator.quantities import Quantity, quantity_text
from generator.records.fields import Figure, Flag, Id, Line, Paragraph, Span, When, Word, refusal
from generator.records.part import Part
from generator.sentences import in_words

_FORMS = ("value", "low", "high", "unknown")


class Claim(Part):
    """One figure (`value`), a range (`low` and `high`), or `unknown` with the reason."""

    value: Figure | None = Field(None, description="The one figure that the source gives.")
    low: Figure | None = Field(None, description="The lower end of a range that the source gives.")
    high: Figure | None = Field(None, description="The upper end of that range.")
    unknown: Line | None = Field(None, description="Why the figure is not known, when somebody looked.")
    bound: Annotated[str, Word("bound")] | None = Field(None, description="The source's own word: about, up-to …")
    source: Id = Field(description="The source, by its name in this record.")
    as_of: When | None = Field(None, description="The day of a stock (headcount), or the day guidance was given.")
    period: Span | None = Field(None, description="The time that a flow covers: FY2025, 2026-Q1, 2025-04/2026-04.")
    basis: Annotated[str, Word("basis")] = Field(
        "actual", description="actual unless it is guidance, a plan, an estimate …"
    )
    stage: Annotated[str, Word("stage")] | None = Field(
        None, description="How far a cut had come: announced, completed …"
    )
    scope: Line | None = Field(None, description="What part of the company the figure is about, if not all of it.")
    part_of: Id | None = Field(None, description="The claim that already counts this one: its source, or its id.")
    revises: Id | None = Field(None, description="The claim that this one replaces: its source, or its id.")
    disputes: Id | None = Field(None, description="The claim that this one contradicts: its source, or its id.")
    speaker: Annotated[str, Word("speaker", free=True)] | None = Field(
        None, description="Who says so, inside the source."
    )
    note: Paragraph | None = Field(None, description="What a reader must know to read this figure rightly.")
    withdrawn: Flag = Field(False, description="true when the source took the figure back; say why in note.")
    id: Id | None = Field(None, description="A name, when one source gives several claims of a metric.")

    @model_validator(mode="after")
    def _has_one_form(self) -> "Claim":
        given = [form for form in _FORMS if getattr(self, form) is not None]
        if given not in (["value"], ["low", "high"], ["unknown"]):
            found = f"This claim has {in_words(map(quote, given))}." if given else "This claim has no figure."
            raise refusal(found, "Write value alone, or low and high, or unknown with the reason.")
        if self.low and self.high and (self.low.unit != self.high.unit or self.low.amount > self.high.amount):
            ends = f"{quote(quantity_text(self.low))} to {quote(quantity_text(self.high))}"
            raise refusal(f"{ends} is not a range in one unit.", "Write the smaller figure as low.")
        if self.unknown is not None and self.bound:
            raise refusal("A claim that is unknown has a bound.", "Remove 'bound'.")
        return self

    @property
    def is_known(self) -> bool:
        """Whether the claim gives a figure, rather than the reason why there is none."""
        return self.unknown is None

    @property
    def span(self) -> tuple[Quantity, Quantity]:
        """The ends of the range, or the one figure twice; raises `ValueError` for a claim that is unknown."""
        low, high = self.value or self.low, self.value or self.high
        if low is None or high is None:
            raise ValueError(f"not known: {self.unknown}")
        return low, high

    @property
    def floor(self) -> Decimal:
        """What the claim says there is at least: nothing, for 'up to' and 'less than'."""
        return Decimal(0) if self.bound in ("up-to", "less-than") else self.span[0].amount

    @property
    def ceiling(self) -> Decimal:
        """The largest amount the claim names."""
        return self.span[1].amount


class Note(Part):
    """A fact that is not a figure of this ledger, with its source."""

    topic: Annotated[str, Word("topic")] = Field(description="What the note is about.")
    text: Paragraph = Field(description="The fact, in your own words.")
    source: Id = Field(description="The source, by its name in this record.")
    as_of: When | None = Field(None, description="When it was so, if that is not the day of the source.")
    speaker: Annotated[str, Word("speaker", free=True)] | None = Field(
        None, description="Who says so, inside the source."
    )


class Attribution(Part):
    """What somebody gives as the cause of a cut, or denies."""

    cause: Annotated[str, Word("cause")] = Field(description="ai, cost, demand, restructuring …")
    mechanism: Annotated[str, Word("mechanism")] | None = Field(
        None, description="automation, reallocation or both; for ai."
    )
    speaker: Annotated[str, Word("speaker", free=True)] = Field(
        description="Who says so: company, executive, memo, press …"
    )
    stance: Annotated[str, Word("stance")] = Field("asserts", description="asserts, or denies.")
    source: Id = Field(description="The source, by its name in this record.")
    note: Paragraph | None = Field(None, description="What was said, in your own words.")

    @property
    def by_company(self) -> bool:
        """Whether the company itself speaks: in its own name, by an executive or in a memo."""
        return self.speaker in ("company", "executive", "memo")
