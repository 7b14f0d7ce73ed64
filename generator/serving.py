"""Shows a built site on this machine, builds it again after a change, and has the open page reload."""

import logging
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from livereload import Server
from livereload.handlers import StaticFileHandler

# The script that reloads is put into each page as it is served, where the policy of the published site forbids it.
_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')


class _Preview(StaticFileHandler):  # type: ignore[misc]  # the package has no types
    """A file of the site; a page goes out without its content security policy."""

    @classmethod
    def get_content(cls, abspath: str, start: int | None = None, end: int | None = None) -> bytes:
        """The bytes of the file, or of a part of it."""
        data = Path(abspath).read_bytes()
        return (_POLICY.sub(b"", data) if abspath.endswith(".html") else data)[start:end]

    def get_content_size(self) -> int:
        """How many bytes are sent."""
        return len(self.get_content(self.absolute_path))


def serve_site(site: Path, watched: Iterable[Path], port: int, rebuild: Callable[[], object]) -> None:
    """Serves until it is interrupted; listens on this machine only."""
    site.mkdir(parents=True, exist_ok=True)
    server = Server()
    server.SFH = _Preview
    for path in watched:
        server.watch(f"{path}/**/*" if path.is_dir() else str(path), rebuild)
    logging.getLogger("tornado.access").setLevel(logging.ERROR)
    server.serve(port=port, host="127.0.0.1", root=str(site), open_url_delay=None)
