"""`kb serve`: a contributor edits a record, and the open page shows it."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.worlds import ROOT, TOY

pytestmark = pytest.mark.xdist_group("browser-serving")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A company and its cut, to be edited."""
    for record in ("companies/dunmore.yaml", "cuts/dunmore-2026-03.yaml"):
        (tmp_path / record).parent.mkdir()
        shutil.copy(TOY / record, tmp_path / record)
    return tmp_path


@pytest.fixture
def preview(content: Path) -> Iterator[str]:
    """The address of the served site of that content."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "generator", "serve", "--content", str(content), "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}/"
        server.terminate()


def _wait_for(port: int) -> None:
    for _ in range(600):
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("The preview did not begin within a minute.")


def test_an_edited_record_appears_on_the_open_page(chromium: Browser, preview: str, content: Path) -> None:
    page = chromium.new_page()
    heard: list[object] = []
    page.on("websocket", lambda channel: channel.on("framereceived", lambda frame: heard.append(frame)))
    page.goto(f"{preview}cuts/dunmore-2026-03/")
    while not heard:  # only a page that the preview has greeted hears that it shall reload
        page.wait_for_timeout(50)
    record = content / "cuts" / "dunmore-2026-03.yaml"
    record.write_text(record.read_text().replace("high: 800", "high: 870"))
    expect(page.locator("article")).to_contain_text("600 to 870", timeout=60_000)
    page.close()
