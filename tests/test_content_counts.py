"""How many records the ledger holds, by kind: a table in `content_counts.txt`, so that none is lost or doubled unseen.

Whoever adds or removes a record on purpose runs `make counts` and commits the new table.
"""

from pathlib import Path

from generator.checking import check
from generator.settings import KINDS
from tests.worlds import ROOT, TODAY

TABLE = Path(__file__).parent / "content_counts.txt"


def counts() -> str:
    """The table of the content as it is."""
    kb = check(ROOT, ROOT / "content", TODAY).kb
    assert kb
    numbers = {kind: len(kb.of_kind(kind)) for kind in KINDS} | {"guide": len(kb.guide)}
    return "".join(f"{kind:12}{number:>5}\n" for kind, number in numbers.items())


def test_the_ledger_holds_what_its_table_says() -> None:
    assert counts() == TABLE.read_text(encoding="utf-8"), "Meant so? Then run `make counts` and commit the table."


if __name__ == "__main__":
    TABLE.write_text(counts(), encoding="utf-8")
