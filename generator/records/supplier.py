"""A supplier to AI data centres: chips, memory, power, cooling, construction, capacity."""

from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from generator.records.base import Record
from generator.records.fields import CompanyRef, Country, Line, Listed, MonthDay, Name, Paragraph, Url, Word, refusal
from generator.records.terms import Terms


class Deal(Terms):
    """One order, contract or supply agreement with a customer, as the supplier's record tells it."""

    customer: CompanyRef | None = Field(None, description="The customer, by the id of its company record.")
    customer_name: Line | None = Field(None, description="The customer in words, when it has no record.")

    @model_validator(mode="after")
    def _has_one_customer(self) -> "Deal":
        if (self.customer is None) == (self.customer_name is None):
            raise refusal("This deal needs exactly one customer.", "Write customer (an id) or customer_name (words).")
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
