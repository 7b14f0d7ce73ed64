"""What the controls above the table of an index begin with; a script in `assets/explore.js` makes them work."""

from dataclasses import dataclass

from generator.figures.totals import Total
from generator.history import History
from generator.pages.parts.words import counted, data_text, plural, total_text


@dataclass(frozen=True)
class Explored:
    """The table of an index as its controls name it.

    `number` is how many rows it has, on this page or not; `status` says so, and what they add up to; `made` is the
    state of the data; `section` is the facet by which headings divide the table; `file` is how its file is called.
    """

    name: str
    noun: str
    nouns: str
    number: str
    status: str
    made: str
    section: str
    has_total: bool

    @property
    def file(self) -> str:
        return self.nouns


def explored(
    name: str, noun: str, number: int, history: History, section: str = "", summed: Total | None = None
) -> Explored:
    """A table of so many of something; `summed` is the total of their roles, where roles are added up."""
    status = counted(number, noun) + (f" · {_total(summed)}" if summed else "")
    return Explored(name, noun, plural(noun), f"{number}", status, data_text(history), section, summed is not None)


def _total(summed: Total) -> str:
    without = f"; {summed.uncounted:,} linked without a number" if summed.uncounted else ""
    return f"{total_text(summed)} roles linked to AI, strict to loose{without}"
