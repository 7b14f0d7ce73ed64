"""A workforce cut: one announcement, programme or wave of one company."""

from typing import Annotated, ClassVar

from pydantic import Field

from generator.records.base import Record
from generator.records.claim import Attribution
from generator.records.fields import CompanyRef, CutRef, Listed, Name, Paragraph, When, Word


class Cut(Record):
    """One cut: who announced it and when, how large by whose account, and what is given as its cause."""

    kind_name: ClassVar[str] = "cuts"

    company: CompanyRef = Field(description="The company, by the id of its record.")
    title: Name | None = Field(None, description="A short name, when company and date are not enough.")
    kind: Annotated[str, Word("cut_kind")] = Field(description="layoff, voluntary-exit, attrition …")
    announced: When = Field(description="When it became public.")
    effective: When | None = Field(None, description="When the jobs end.")
    summary: Paragraph = Field(description="Two or three sentences of your own.")
    attribution: Annotated[tuple[Attribution, ...], Listed] = Field(
        (), description="Who gives which cause. The grade of the AI link is computed from this."
    )
    related: Annotated[tuple[CutRef, ...], Listed] = Field(
        (), description="Other cuts of the company that belong to the same story."
    )
    unrelated: Paragraph | None = Field(
        None, description="Why this cut and another of the company within 14 days are two."
    )
