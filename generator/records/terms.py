"""The terms of a deal: what both sides can say of it, the supplier in its record and the buyer in its own."""

from typing import Annotated

from pydantic import Field, model_validator

from generator.problems import quote
from generator.records.fields import Figure, Flag, Id, Line, Paragraph, Span, When, Word, refusal
from generator.records.part import Part
from generator.sentences import in_words


class Terms(Part):
    """What is bought, when and for how much, by whose account; who the other side is, each side adds."""

    product: Line = Field(description="What is supplied.")
    announced: When | None = Field(None, description="When the deal became public.")
    value: Figure | None = Field(None, description="What it is worth, as money.")
    low: Figure | None = Field(None, description="The lower end, when the source gives a range.")
    high: Figure | None = Field(None, description="The upper end of that range.")
    bound: Annotated[str, Word("bound")] | None = Field(None, description="The source's own word: about, up-to …")
    capacity: Figure | None = Field(None, description="How much power it covers: 850 MW, 1.2 GW.")
    basis: Annotated[str, Word("basis")] = Field("commitment", description="commitment unless it is a plan, actual …")
    period: Span | None = Field(None, description="The years that the deal covers.")
    circular: Flag = Field(False, description="true when a source says that one side also invests in the other.")
    withdrawn: Flag = Field(False, description="true when the deal fell through; say why in note.")
    source: Id = Field(description="The source, by its name in this record.")
    note: Paragraph | None = Field(None, description="What a reader must know to read this deal rightly.")

    @model_validator(mode="after")
    def _has_one_value(self) -> "Terms":
        given = [form for form in ("value", "low", "high") if getattr(self, form) is not None]
        if given not in ([], ["value"], ["low", "high"]):
            found = in_words(map(quote, given))
            raise refusal(f"This deal has {found}.", "Write value alone, or low and high, or none of them.")
        return self
