"""What is written, what is left alone, and a cache whose damage is only a miss."""

from pathlib import Path

import pytest

from generator.writing import DiskCache, write_changed


def test_only_files_that_changed_are_written_and_others_are_removed(tmp_path: Path) -> None:
    assert write_changed({"a.md": b"one", "cuts/b.md": b"two"}, tmp_path) == 2
    before = (tmp_path / "a.md").stat().st_mtime_ns
    assert write_changed({"a.md": b"one", "c.md": b"three"}, tmp_path) == 1
    assert (tmp_path / "a.md").stat().st_mtime_ns == before
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.md", "c.md"]


@pytest.mark.parametrize(
    ("before", "after"), [({"data": b"a page"}, {"data/a": b"a file"}), ({"data/a/b": b"a file"}, {"data": b"a page"})]
)
def test_a_path_may_change_between_a_file_and_a_folder(
    before: dict[str, bytes], after: dict[str, bytes], tmp_path: Path
) -> None:
    write_changed(before, tmp_path)
    assert write_changed(after, tmp_path) == 1
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()} == {*after}


def test_written_files_can_be_read_by_a_server(tmp_path: Path) -> None:
    write_changed({"a.md": b"one"}, tmp_path)
    assert oct((tmp_path / "a.md").stat().st_mode & 0o777) == "0o644"


@pytest.mark.parametrize("damage", [b"", b"\xff", b"half an en", b"0" * 64 + b"\nanother text"])
def test_a_damaged_entry_of_the_cache_is_a_miss(tmp_path: Path, damage: bytes) -> None:
    cache = DiskCache(tmp_path)
    cache.put("abcd", b"a drawing")
    assert cache.get("abcd") == b"a drawing"
    (tmp_path / "ab" / "abcd").write_bytes(damage)
    assert cache.get("abcd") is None


def test_a_cache_that_cannot_be_written_does_not_stop_a_build(tmp_path: Path) -> None:
    (tmp_path / "ab").write_text("a file where a folder belongs")
    cache = DiskCache(tmp_path)
    cache.put("abcd", b"a drawing")
    assert cache.get("abcd") is None
