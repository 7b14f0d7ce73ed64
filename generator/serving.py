"""Shows a built site on this machine, builds it again after a change, and has the open page reload."""

from collections.abc import Callable, Iterable
from pathlib import Path

from livereload import Server


def serve_site(site: Path, watched: Iterable[Path], port: int, rebuild: Callable[[], object]) -> None:
    """Serves until it is interrupted; listens on this machine only."""
    site.mkdir(parents=True, exist_ok=True)
    server = Server()
    for path in watched:
        server.watch(f"{path}/**/*" if path.is_dir() else str(path), rebuild)
    server.serve(port=port, host="127.0.0.1", root=str(site), open_url_delay=None)
