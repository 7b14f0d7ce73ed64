"""Writes what was built: bytes by path in, files that changed out. It alone writes, and keeps drawings for later."""

import hashlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write_changed(files: Mapping[str, bytes], folder: Path) -> int:
    """Makes the folder hold exactly these files, leaves equal ones untouched, and returns how many it wrote."""
    # First, since what was a file may be a folder now, and the reverse.
    _remove_others(folder, set(files))
    return sum(_write(folder / path, data) for path, data in files.items())


def _write(path: Path, data: bytes) -> bool:
    if path.is_file() and not path.is_symlink() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    _replace(path, data)
    return True


def _replace(path: Path, data: bytes) -> None:
    """Whole or not at all: a reader of the file never sees half of it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _remove_others(folder: Path, kept: set[str]) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(folder).as_posix() not in kept:
            path.unlink()


class DiskCache:
    """Bytes by the hash of what they were made from; anything wrong with an entry is a miss."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> bytes | None:
        """The bytes kept under this key, or None."""
        try:
            check, _, data = self._path(key).read_bytes().partition(b"\n")
        except OSError:
            return None
        return data if check == _digest(data) else None

    def put(self, key: str, data: bytes) -> None:
        """Keeps these bytes; a full disk costs only the speed of the next build."""
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _replace(path, _digest(data) + b"\n" + data)
        except OSError:
            return

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode("ascii")
