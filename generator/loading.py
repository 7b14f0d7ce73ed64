"""Reads `content/`: files in, records and guide pages out, with every problem of every file. It alone reads content."""

import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import BaseModel, ValidationError

from generator.problems import Place, Problem, did_you_mean, quote
from generator.records import RECORD_TYPES
from generator.records.base import Origin, Record, RecordReading
from generator.records.fields import id_finding, id_near
from generator.sentences import in_words
from generator.settings import SINGULAR, Settings
from generator.yaml_lines import LARGEST_FILE, read, text_finding


@dataclass(frozen=True)
class GuidePage:
    """A hand-written page: its address within the guide, its title and description, and its Markdown.

    `first_line` is the line of the file in which the Markdown begins.
    """

    id: str
    title: str
    description: str
    body: str
    file: str
    first_line: int


@dataclass
class Loaded:
    """All records that could be read, by kind and id, the ids of those that could not, and the guide."""

    records: dict[str, dict[str, Record]] = field(default_factory=lambda: {kind: {} for kind in RECORD_TYPES})
    raw: dict[str, bytes] = field(default_factory=dict)
    broken: set[tuple[str, str]] = field(default_factory=set)
    guide: list[GuidePage] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def load(content: Path, settings: Settings) -> Loaded:
    """Everything under the content folder; what is wrong with it is in `problems`, in the order of the files."""
    loaded = Loaded()
    if not content.is_dir():
        place = Place(content.as_posix())
        loaded.problems.append(Problem(place, "This folder does not exist.", "Name the folder that holds companies/."))
        return loaded
    if problem := _other_folder(content):
        loaded.problems.append(problem)
        return loaded
    for path, problem in _walk(content):
        if problem:
            loaded.problems.append(problem)
            _mark_broken(path.relative_to(content), loaded)
        elif path.parent.name == "guide":
            _take_guide(path, loaded)
        else:
            _take_record(path, settings, loaded)
    return loaded


def _other_folder(content: Path) -> Problem | None:
    """One problem instead of many for a folder that holds other things than content."""
    inside = {entry.name for entry in _entries(content)}
    if not inside or inside & {*RECORD_TYPES, "guide"}:
        return None
    nearer = content / "content"
    advice = f"Name {nearer.as_posix()}." if nearer.is_dir() else "Name the folder that holds companies/."
    return Problem(Place(content.as_posix()), "There are no companies, cuts, suppliers or indicators here.", advice)


def _walk(content: Path) -> Iterator[tuple[Path, Problem | None]]:
    """Every file with what is wrong with its name, its place or its type; folders are not followed deeper than one."""
    expected = {*RECORD_TYPES, "guide"}
    for entry in _entries(content):
        folder = Path(entry.path)
        if entry.name not in expected or not entry.is_dir(follow_symlinks=False):
            advice = f"Records belong in the folders {in_words(RECORD_TYPES)}, pages of the guide in guide."
            if entry.is_dir():
                advice = did_you_mean(entry.name, expected) or advice
            yield folder, Problem(Place(folder.as_posix()), f"{quote(entry.name)} does not belong here.", advice)
            continue
        yield from _walk_folder(folder)


def _entries(folder: Path) -> "list[os.DirEntry[str]]":
    """What is in a folder, but for what editors and file managers leave there: `.acme.yaml.swp`, `acme.yaml~`."""
    entries = (entry for entry in os.scandir(folder) if not entry.name.startswith(".") and not entry.name.endswith("~"))
    return sorted(entries, key=lambda entry: entry.name)


def _walk_folder(folder: Path) -> Iterator[tuple[Path, Problem | None]]:
    ending = ".md" if folder.name == "guide" else ".yaml"
    for entry in _entries(folder):
        path = Path(entry.path)
        finding = _entry_finding(entry, ending)
        yield path, Problem(Place(path.as_posix()), *finding) if finding else None


def _entry_finding(entry: "os.DirEntry[str]", ending: str) -> tuple[str, str] | None:
    status = entry.stat(follow_symlinks=False)
    if stat.S_ISLNK(status.st_mode):
        return "This is a link to another file.", "Put the record itself here."
    if not stat.S_ISREG(status.st_mode):
        return f"{quote(entry.name)} is not a file.", "Put records directly in the folder of their kind."
    name = PurePosixPath(entry.name)
    if name.suffix != ending:
        stem = id_near(entry.name.split(".")[0])
        advice = f"Rename it to '{stem}{ending}', or remove it." if stem else "Remove it."
        return f"{quote(entry.name)} does not end in '{ending}'.", advice
    if finding := None if name.stem == "index" and ending == ".md" else id_finding(name.stem):
        near = id_near(name.stem)
        return finding[0], f"Rename the file to '{near}{ending}'." if near and near != name.stem else finding[1]
    if status.st_size > LARGEST_FILE:
        return f"This file has {status.st_size:,} bytes.", f"A record has at most {LARGEST_FILE:,}."
    return None


def _mark_broken(path: Path, loaded: Loaded) -> None:
    """A reference to a file that is there but cannot be read is not reported a second time."""
    if len(path.parts) == 2:
        loaded.broken.add((path.parts[0], path.stem))


def _take_record(path: Path, settings: Settings, loaded: Loaded) -> None:
    kind, file = path.parent.name, path.as_posix()
    data = _bytes(path, loaded)
    if data is None:
        loaded.broken.add((kind, path.stem))
        return
    record, problems = _record(data, kind, path.stem, file, settings)
    loaded.problems += problems
    if record is None:
        loaded.broken.add((kind, path.stem))
        return
    loaded.records[kind][path.stem] = record
    loaded.raw[record.key] = data


def _record(data: bytes, kind: str, id: str, file: str, settings: Settings) -> tuple[Record | None, list[Problem]]:
    document, problems = read(data, file)
    return (None, problems) if problems else _validate(kind, id, Origin(file, document), settings)


def earlier_record(data: bytes, kind: str, id: str, settings: Settings) -> Record | None:
    """A record as it once was, by the rules of today; None where these refuse it."""
    return _record(data, kind, id, f"{kind}/{id}.yaml", settings)[0]


def _bytes(path: Path, loaded: Loaded) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or "unknown"
        loaded.problems.append(Problem(Place(path.as_posix()), f"This file cannot be read: {reason}.", "Restore it."))
        return None


def _validate(kind: str, id: str, origin: Origin, settings: Settings) -> tuple[Record | None, list[Problem]]:
    try:
        context = RecordReading(settings, id, origin)
        return RECORD_TYPES[kind].model_validate(origin.document.tree, context=context), []
    except ValidationError as error:
        errors = error.errors(include_url=False)
        if problem := _wrong_folder(errors, kind, origin):
            return None, [problem]
        causes = _consequences(errors, kind)
        found = [_problem(item, kind, origin) for item in errors if not _follows(item, causes)]
        return None, sorted(dict.fromkeys(found))


def _wrong_folder(errors: list[Any], kind: str, origin: Origin) -> Problem | None:
    """One problem instead of many, when all fields of the record are those of another kind."""
    typed = origin.document.tree.keys()
    unknown = [error for error in errors if error["type"] == "extra_forbidden" and len(error["loc"]) == 1]
    fitting = [other for other, model in RECORD_TYPES.items() if typed <= model.model_fields.keys()]
    if len(unknown) < 2 or len(fitting) != 1:
        return None
    fact = f"This record has the fields of {_owner((), fitting[0])}, but is in the folder {kind}."
    return Problem(Place(origin.file, 1, 1), fact, f"Move the file to the folder {fitting[0]}.")


def _consequences(errors: list[Any], kind: str) -> set[tuple[Any, ...]]:
    """Where fields are missing whose names are misspelt beside, and the sources whose names are refused."""
    meant = set()
    for error in errors:
        path = tuple(error["loc"])
        if error["type"] == "extra_forbidden" and (found := _MEANT.search(_unknown_field_advice(path, kind))):
            meant.add((*path[:-1], found[1]))
        elif path[0] == "sources" and path[-1] == "[key]":
            meant.add(("sources", error["input"]))
    return meant


_MEANT = re.compile("Did you mean '(.+)'")


def _follows(error: Any, causes: set[tuple[Any, ...]]) -> bool:
    path = tuple(error["loc"])
    if error["type"] == "missing":
        return path in causes
    return path[-1] == "source" and isinstance(error["input"], str) and ("sources", error["input"]) in causes


def _problem(error: Any, kind: str, origin: Origin) -> Problem:
    """A finding of the models, in the words of a contributor."""
    path = tuple(part for part in error["loc"] if part != "[key]")
    document = origin.document
    if error["type"] == "refused":
        mark = document.key_mark(path) if "[key]" in error["loc"] else document.mark(path)
        if key := error["ctx"]["key"]:
            mark = document.key_mark((*path, key))
        advice = error["ctx"]["advice"]
        if _is_required(path, kind):
            advice = advice.replace(", or remove the field.", ".")
        return Problem(Place(origin.file, *mark), error["ctx"]["fact"], advice)
    if error["type"] == "extra_forbidden":
        return _unknown_field(path, kind, origin)
    place = Place(origin.file, *document.mark(path))
    if error["type"] == "missing":
        return _missing_field(path, kind, place)
    return Problem(place, *_misshapen(error["type"], path))


def _is_required(path: tuple[Any, ...], kind: str) -> bool:
    model = _model_at(path[:-1], kind)
    return bool(model and path[-1] in model.model_fields and model.model_fields[str(path[-1])].is_required())


def _unknown_field(path: tuple[Any, ...], kind: str, origin: Origin) -> Problem:
    place = Place(origin.file, *origin.document.key_mark(path))
    fact = f"{quote(path[-1])} is not a field of {_owner(path[:-1], kind)}."
    return Problem(place, fact, _unknown_field_advice(path, kind))


def _unknown_field_advice(path: tuple[Any, ...], kind: str) -> str:
    if path == ("id",):
        return "The name of the file is the id; remove this line."
    model = _model_at(path[:-1], kind)
    known = did_you_mean(str(path[-1]), model.model_fields if model else ())
    return known or "If it belongs to a text with a comma, put that text in quotes; if not, remove it."


def _missing_field(path: tuple[Any, ...], kind: str, place: Place) -> Problem:
    model = _model_at(path[:-1], kind)
    description = model.model_fields[path[-1]].description if model else None
    owner = _owner(path[:-1], kind)
    return Problem(place, f"{owner[0].upper()}{owner[1:]} needs '{path[-1]}'.", f"Add it: {description}")


def _misshapen(error: str, path: tuple[Any, ...]) -> tuple[str, str]:
    name = next((part for part in reversed(path) if isinstance(part, str)), "this record")
    if error in ("model_type", "dict_type", "model_attributes_type"):
        return f"There are no fields of {_PARTS.get(str(path[0]), quote(name))} here.", _FIELDS_LIKE.get(
            str(path[0]), "Write 'field: value' pairs."
        )
    return f"{quote(name)} cannot be read ({error}).", "Compare it with another record."


_FIELDS_LIKE = {
    "sources": "Write 'title: …', 'publisher: …' and so on, each in a line, indented, below the name of the source.",
    "claims": "Write 'field: value' pairs, like {value: 1200, source: wire}.",
    "notes": "Write 'field: value' pairs, like {topic: functions, text: Support, source: wire}.",
    "attribution": "Write 'field: value' pairs, like {cause: ai, speaker: company, source: wire}.",
    "deals": "Write 'field: value' pairs, like {customer: acme, product: racks, source: wire}.",
}
_PARTS = {
    "sources": "a source",
    "claims": "a claim",
    "notes": "a note",
    "attribution": "an attribution",
    "deals": "a deal",
}


def _owner(path: tuple[Any, ...], kind: str) -> str:
    if not path:
        return f"an {SINGULAR[kind]}" if kind == "indicators" else f"a {SINGULAR[kind]}"
    return _PARTS.get(str(path[0]), quote(path[0]))


def _model_at(path: tuple[Any, ...], kind: str) -> type[BaseModel] | None:
    """The model whose fields stand at this path of a record."""
    record = RECORD_TYPES[kind]
    if not path:
        return record
    parts: Mapping[str, type[BaseModel]] = part_models(record)
    return parts.get(str(path[0]))


def part_models(record: type[Record]) -> Mapping[str, type[BaseModel]]:
    """The models of the groups inside a record, by the field that holds them."""
    models: dict[str, type[BaseModel]] = {}
    for name, info in record.model_fields.items():
        found = _innermost(info.annotation)
        if found is not None:
            models[name] = found
    return models


def _innermost(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = getattr(annotation, "__args__", ())
    return next((model for part in inner if (model := _innermost(part)) is not None), None)


def _take_guide(path: Path, loaded: Loaded) -> None:
    data = _bytes(path, loaded)
    if data is None:
        return
    page, problems = _guide_page(data, path)
    loaded.problems += problems
    if page:
        loaded.guide.append(page)


_FRONT = ("title", "description")


def _guide_page(data: bytes, path: Path) -> tuple[GuidePage | None, list[Problem]]:
    """Front matter of exactly `title` and `description` between two lines of '---', then Markdown."""
    file = path.as_posix()
    head, found, body = data.removeprefix(b"---\n").partition(b"\n---\n")
    if not data.startswith(b"---\n") or not found:
        advice = "Begin with '---', then 'title: …' and 'description: …', then '---'."
        return None, [Problem(Place(file, 1, 1), "This page does not begin with its title and description.", advice)]
    front, problems = _guide_front(head + b"\n", file)
    first_line = head.count(b"\n") + 4
    text, body_problems = _guide_body(body, file, first_line)
    if problems or body_problems:
        return None, problems + body_problems
    return GuidePage(path.stem, str(front["title"]), str(front["description"]), text, file, first_line), []


def _guide_front(head: bytes, file: str) -> tuple[dict[str, Any], list[Problem]]:
    document, found = read(head, file)
    problems = [Problem(Place(file, p.place.line + 1, p.place.column), p.fact, p.advice) for p in found]
    if not found:
        missing = [name for name in _FRONT if not isinstance(document.tree.get(name), str) or not document.tree[name]]
        advice = "Add it between the '---' lines, as one line of text."
        problems += [Problem(Place(file, 1, 1), f"This page needs '{name}'.", advice) for name in missing]
        for name in document.tree.keys() - set(_FRONT):
            line, column = document.key_mark((name,))
            fact, place = f"{quote(name)} is not a field of a guide page.", Place(file, line + 1, column)
            problems.append(Problem(place, fact, did_you_mean(name, _FRONT)))
    return document.tree, problems


def _guide_body(body: bytes, file: str, first_line: int) -> tuple[str, list[Problem]]:
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return "", [Problem(Place(file), "This file is not UTF-8.", "Save it again with the encoding UTF-8.")]
    problems = []
    for number, line in enumerate(text.split("\n"), first_line):
        if html := _HTML.search(line):
            fact = f"{quote(html.group())} begins HTML."
            advice = "Write Markdown only; the site adds its own parts."
            problems.append(Problem(Place(file, number, html.start() + 1), fact, advice))
        elif found := text_finding(line, (number, 1)):
            mark, fact, advice = found
            problems.append(Problem(Place(file, *mark), fact, advice))
    return text, problems


# An address in angle brackets is Markdown, everything else that begins like a tag is not.
_HTML = re.compile(r"<(?!https?:)[A-Za-z/!?][^\s>]*")
