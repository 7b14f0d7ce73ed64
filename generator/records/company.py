"""A company that spends on AI or cuts staff."""

from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from generator.records.base import Record
from generator.records.fields import (
    Country,
    Line,
    Listed,
    MonthDay,
    Name,
    Paragraph,
    SupplierRef,
    Url,
    Word,
    refusal,
)
from generator.records.terms import Terms


class Purchase(Terms):
    """One order, contract or supply agreement with a supplier, as the buyer tells it."""

    supplier: SupplierRef | None = Field(None, description="The supplier, by the id of its record.")
    supplier_name: Line | None = Field(None, description="The supplier in words, when it has no record.")

    @model_validator(mode="after")
    def _has_one_supplier(self) -> "Purchase":
        if (self.supplier is None) == (self.supplier_name is None):
            raise refusal("This deal needs exactly one supplier.", "Write supplier (an id) or supplier_name (words).")
        return self


class Company(Record):
    """One employer: who it is, what it spends, how many people work for it."""

    kind_name: ClassVar[str] = "companies"

    name: Name = Field(description="The name readers know.")
    aliases: Annotated[tuple[Name, ...], Listed] = Field((), description="Other names to find it by.")
    country: Country = Field(description="Where its head office is, ISO 3166-1 alpha-2.")
    industry: Annotated[str, Word("industry")] = Field(description="What it does.")
    website: Url | None = Field(None, description="Its site for investors or the public.")
    listing: Line | None = Field(None, description='Exchange and ticker, in quotes: "NASDAQ: ACME".')
    fiscal_year_end: MonthDay | None = Field(None, description="Needed as soon as a claim uses FY2026: 12-31, 06-30.")
    summary: Paragraph = Field(description="Two or three sentences of your own.")
    deals: Annotated[tuple[Purchase, ...], Listed] = Field(
        (), description="What it bought for AI data centres by its own account; the supplier's is in its record."
    )
