"""How much the ledger holds, by kind: a table in `content_counts.txt`, so that nothing is lost or doubled unseen.

Whoever adds or removes content on purpose runs `python -m tests.test_content_counts` and commits the new table.
"""

from pathlib import Path

from generator.checking import check
from generator.knowledge_base import KnowledgeBase
from generator.records import Record
from generator.settings import KINDS
from tests.worlds import ROOT, TODAY

TABLE = Path(__file__).parent / "content_counts.txt"
COLUMNS = ("records", "claims", "notes", "attributions", "deals", "sources")


def counts() -> str:
    """The table of the content as it is."""
    kb = check(ROOT, ROOT / "content", TODAY).kb
    assert kb
    heading = f"{'':12}" + "".join(f"{name:>14}" for name in COLUMNS)
    return "\n".join([heading, *(row(kind, kb) for kind in KINDS), f"{'guide':12}{len(kb.guide):>14}"]) + "\n"


def row(kind: str, kb: KnowledgeBase) -> str:
    """A line of the table: what the records of a kind hold together."""
    records = [*kb.of_kind(kind).values()]
    sums = [len(records), *(sum(parts) for parts in zip(*map(sizes, records), strict=True))]
    return f"{kind:12}" + "".join(f"{number:>14}" for number in sums)


def sizes(record: Record) -> tuple[int, ...]:
    """How many claims, notes, attributions, deals and sources a record has."""
    lists = (getattr(record, name, ()) for name in ("notes", "attribution", "deals"))
    return sum(map(len, record.claims.values())), *map(len, lists), len(record.sources)


def test_the_ledger_holds_what_its_table_says() -> None:
    assert counts() == TABLE.read_text(encoding="utf-8"), (
        "The content has more or less in it than tests/content_counts.txt says. If that is meant, run "
        "`python -m tests.test_content_counts` and commit the table; the difference shows what came and went."
    )


if __name__ == "__main__":
    TABLE.write_text(counts(), encoding="utf-8")
