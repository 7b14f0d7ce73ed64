"""The toy world on disk: a folder with the invented content and the ledger's own words, for a test to change."""

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.checking import Checked, check

HERE = Path(__file__).parent
ROOT = HERE.parent
TOY = HERE / "toy" / "content"
TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class World:
    """A root folder with `content/` and `site_config/`; the current folder while its test runs."""

    root: Path

    def write(self, path: str, text: str | bytes) -> Path:
        """Writes a file below the root, over one that is there."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return file

    def check(self, today: date = TODAY) -> Checked:
        """What the check finds; places are named from the root, as on a contributor's screen."""
        return check(Path(), Path("content"), today)

    def says(self) -> list[str]:
        """The lines that are printed."""
        return [str(problem) for problem in self.check().problems]


class NoCache:
    """A cache that keeps nothing: every drawing is made anew."""

    def get(self, key: str) -> bytes | None:
        """Nothing is ever kept."""
        return None

    def put(self, key: str, data: bytes) -> None:
        """Forgets the bytes."""


def make_world(root: Path) -> World:
    """The toy content with the vocabulary, metrics and rates of the ledger, and no waivers."""
    shutil.copytree(TOY, root / "content")
    (root / "site_config").mkdir()
    for name in ("settings", "vocabulary", "metrics", "exchange_rates"):
        shutil.copy(ROOT / "site_config" / f"{name}.yaml", root / "site_config")
    world = World(root)
    world.write("site_config/waivers.yaml", "waivers: []\n")
    return world
