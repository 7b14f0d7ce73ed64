"""A supplier to AI data centres: chips, memory, power, cooling, construction, capacity."""

from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from generator.problems import in_words, quote
from generator.records.base import Record
from generator.records.fields import (
    CompanyRef,
    Country,
    Figure,
    Flag,
    Id,
    Line,
    Listed,
    MonthDay,
    Name,
    Paragraph,
    Span,
    Url,
    When,
    Word,
    refusal,
)
from generator.records.part import Part


class Deal(Part):
    """One order, contract or supply agreement with a customer."""

    customer: CompanyRef | None = Field(None, description="The customer, by the id of its company record.")
    customer_name: Line | None = Field(None, description="The customer in words, when it has no record.")
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
    def _has_one_customer_and_value(self) -> "Deal":
        if (self.customer is None) == (self.customer_name is None):
            raise refusal("This deal needs exactly one customer.", "Write customer (an id) or customer_name (words).")
        given = [form for form in ("value", "low", "high") if getattr(self, form) is not None]
        if given not in ([], ["value"], ["low", "high"]):
            found = in_words(map(quote, given))
            raise refusal(f"This deal has {found}.", "Write value alone, or low and high, or none of them.")
        return self


class Supplier(Record):
    """One supplier: where it stands in the stack of an AI data centre, what it sells, to whom, and how it grows."""

    kind_name: ClassVar[str] = "suppliers"

    name: Name = Field(description="The name readers know.")
    aliases: Annotated[tuple[Name, ...], Listed] = Field((), description="Other names to find it by.")
    company: CompanyRef | None = Field(None, description="The company record of the same firm, when it has one.")
    country: Country = Field(description="Where its head office is, ISO 3166-1 alpha-2.")
    layer: Annotated[str, Word("layer")] = Field(description="Where in the stack of an AI data centre it sells.")
    products: Annotated[tuple[Line, ...], Listed] = Field((), description="What it sells to AI data centres.")
    website: Url | None = Field(None, description="Its site for investors or the public.")
    listing: Line | None = Field(None, description='Exchange and ticker, in quotes: "KRX: 298040".')
    fiscal_year_end: MonthDay | None = Field(None, description="Needed as soon as a claim uses FY2026: 12-31, 06-30.")
    summary: Paragraph = Field(description="Two or three sentences of your own.")
    deals: Annotated[tuple[Deal, ...], Listed] = Field((), description="Who bought what, when and for how much.")
