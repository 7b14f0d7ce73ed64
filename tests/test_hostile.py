"""Hostile input is refused in one line with its file and place, in seconds at most, or kept exactly as typed."""

import os
import subprocess
from pathlib import Path

import pytest
import yaml

from generator.problems import printable
from tests.worlds import World

EGRET = "content/companies/egret.yaml"
RECORD = """\
name: Egret
country: US
industry: software
website: https://egret.example
summary: Egret writes software for ports.
sources:
  annual:
    title: Annual report
    publisher: Egret
    type: company
    url: https://egret.example/annual
    accessed: 2026-10-02
claims:
  headcount:
    - value: 900
      as_of: 2025-12-31
      withdrawn: false
      source: annual
"""
ENTRIES = yaml.safe_load((Path(__file__).parent / "hostile.yaml").read_text(encoding="utf-8"))


def with_field(field: str, typed: str) -> str:
    """The record with one field typed differently."""
    before, line, after = next(
        ("".join(lines[:i]), lines[i], "".join(lines[i + 1 :]))
        for lines in [RECORD.splitlines(keepends=True)]
        for i in range(len(lines))
        if lines[i].lstrip(" -").startswith(f"{field}: ")
    )
    return f"{before}{line.partition(':')[0]}: {typed.rstrip()}\n{after}"


def safely_says(world: World) -> list[str]:
    """The lines printed, none of which may move a cursor."""
    said = world.says()
    assert all(printable(line) == line for line in said)
    return said


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry['field']}-{entry['typed'][:24]!a}")
def test_a_hostile_value_is_refused_in_one_line_or_kept(entry: dict[str, str], world: World) -> None:
    world.write(EGRET, with_field(entry["field"], entry["typed"]))
    said = safely_says(world)
    if "says" in entry:
        assert len(said) == 1
        assert said[0].startswith(f"{EGRET}:")
        assert entry["says"] in said[0]
    else:
        kb = world.check().kb
        assert not said
        assert kb
        assert getattr(kb.companies["egret"], entry["field"]) == entry["kept"]


LAUGHS = "a: &a [x]\n" + "".join(f"b{i}: &b{i} [*a, *a, *a, *a, *a, *a, *a]\n" for i in range(9))
WHOLE_FILES = {
    "opening brackets": (b"a: " + b"[" * 60_000 + b"\n", "There are brackets within brackets here, far too deep."),
    "opening braces in lines": (b"".join(b" " * i + b"a:\n" for i in range(300)), "nested more than 8 levels deep."),
    "questions": (b"? " * 5_000 + b"\n", "A list or a group is where the name of a field belongs."),
    "laughs": (LAUGHS.encode(), "'&a' gives a value a name."),
    "megabytes": (b"# " + b"x" * 20_000_000 + b"\n", "This file has 20,000,003 bytes."),
    "many values": (b"a: [" + b"x," * 30_000 + b"]\n", "This file has more than 20,000 values."),
    "byte order mark": (b"\xef\xbb\xbf" + RECORD.encode(), "This file begins with a byte order mark."),
    "utf-16": (RECORD.encode("utf-16"), "This file begins with a byte order mark."),
    "latin-1": (RECORD.replace("Egret", "Égret").encode("latin-1"), "This file is not UTF-8."),
    "a surrogate": (RECORD.encode().replace(b"Egret", b"E\xed\xa0\x80", 1), "This file is not UTF-8."),
    "windows": (b"name: Egret\r\n", "There is a Windows line ending here (CR LF)."),
    "no line end": (RECORD.rstrip("\n").encode(), "The file does not end with a newline."),
    "a directive": (b"%YAML 1.2\n---\n" + RECORD.encode(), "A second document or a '---' begins here."),
    "nothing": (b"", "This file is empty."),
    "an empty key": (RECORD.encode() + b": x\n", "This line has no name before its ':'."),
    "a merge": (b"<<: {name: Egret}\n" + RECORD.encode(), "'<<' merges another group into this one."),
}


@pytest.mark.parametrize("data", WHOLE_FILES.values(), ids=WHOLE_FILES)
def test_a_hostile_file_is_one_more_problem(data: tuple[bytes, str], world: World) -> None:
    world.write(EGRET, data[0])
    said = safely_says(world)
    assert len(said) == 1
    assert said[0].startswith(EGRET)
    assert data[1] in said[0]


NAMES = {
    b"Egret.yaml": "'Egret' cannot be an id.",
    b"egret.yaml.": "does not end in '.yaml'.",
    b"eg\nret.yaml": r"'eg\nret' cannot be an id.",
    b"eg\xffret.yaml": r"'eg\udcffret' cannot be an id.",
    b"aux.yaml": "'aux' is a reserved name.",
    b"__proto__.yaml": "'__proto__' cannot be an id.",
    b"conftest.py": "does not end in '.yaml'.",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_file_name_is_refused(name: bytes, world: World) -> None:
    (world.root / "content" / "companies" / os.fsdecode(name)).write_text(RECORD)
    (line,) = safely_says(world)
    assert NAMES[name] in line


@pytest.mark.parametrize(
    "name",
    ["companies/.acme.yaml.swp", "companies/acme.yaml~", "companies/.#acme.yaml", "cuts/.DS_Store", ".gitattributes"],
)
def test_what_an_editor_keeps_beside_a_record_is_passed_over(name: str, world: World) -> None:
    world.write(f"content/{name}", b"\x00b0VIM 9.1")
    checked = world.check()
    assert checked.problems == ()
    assert checked.kb
    assert len(checked.kb.companies) == 4


@pytest.mark.parametrize("target", ["/dev/zero", "/etc/passwd", "..", "no-such-file", "acme.yaml"])
def test_a_link_is_not_followed(target: str, world: World) -> None:
    (world.root / EGRET).symlink_to(target)
    assert safely_says(world) == [f"{EGRET}: This is a link to another file. Put the record itself here."]


def test_a_link_to_a_folder_is_not_followed(world: World) -> None:
    (world.root / "content" / "more").symlink_to("/etc")
    assert safely_says(world)[0].startswith("content/more: 'more' does not belong here.")


def test_a_pipe_is_not_read(world: World) -> None:
    os.mkfifo(world.root / EGRET)
    assert safely_says(world)[0].startswith(f"{EGRET}: 'egret.yaml' is not a file.")


def git(world: World, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=world.root, check=True, capture_output=True)


def test_git_modes_other_than_a_plain_file_are_refused(world: World) -> None:
    file = world.write(EGRET, RECORD)
    file.chmod(0o755)
    git(world, "init", "--quiet")
    git(world, "add", "content")
    assert world.says() == [
        f"{EGRET}: Git holds this file as a program (its mode is 100755). Commit it as a plain file (mode 100644)."
    ]


def test_another_repository_inside_is_refused_once(world: World) -> None:
    git(world, "init", "--quiet")
    (world.root / "content" / "companies" / "sub").mkdir()
    git(world, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},content/companies/sub")
    assert len(world.says()) == 1
