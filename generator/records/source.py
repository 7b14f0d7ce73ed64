"""A source: a page that somebody read, and when."""

from typing import Annotated

from pydantic import Field

from generator.records.fields import Line, Url, When, Word
from generator.records.part import Part


class Source(Part):
    """Where a figure was read, with enough to find it again."""

    title: Line = Field(description="The title of the page, as printed.")
    publisher: Line = Field(description="Who published the page that was read (a relay names itself here).")
    type: Annotated[str, Word("source_type")] = Field(description="How near to the fact the publisher is.")
    url: Url = Field(description="The address of the page that was read.")
    published: When | None = Field(None, description="When it was published; left out when no date was seen.")
    accessed: When = Field(description="When you read it.")
    archive: Url | None = Field(None, description="The address of an archived copy.")
    citing: Line | None = Field(None, description="Whom the page names as its own source.")
    note: Line | None = Field(None, description="What a reader should know about this source.")
