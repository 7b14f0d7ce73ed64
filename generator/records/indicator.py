"""An indicator: an outside series or estimate to compare the ledger with."""

from typing import ClassVar

from pydantic import Field

from generator.records.base import Record
from generator.records.fields import Country, Line, Name, Paragraph, Url


class Indicator(Record):
    """One publisher's counts or estimates, such as the monthly reports of Challenger, Gray & Christmas."""

    kind_name: ClassVar[str] = "indicators"

    name: Name = Field(description="The name of the series or report.")
    publisher: Line = Field(description="Who counts or estimates.")
    country: Country | None = Field(None, description="The country it covers, when it is one; ISO 3166-1 alpha-2.")
    website: Url | None = Field(None, description="Where the series is published.")
    summary: Paragraph = Field(description="What it counts, how, and what it does not count.")
