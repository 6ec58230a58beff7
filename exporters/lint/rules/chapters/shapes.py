"""Rules about the keys of JSON chapters and the types of their values."""

import re
from collections.abc import Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.jsonfeed import Shape, is_of_type
from exporters.checks.parsed_json import describe_json, json_path
from exporters.diagnostics.diagnostic import Level
from exporters.lint.json_text.keys import KeyAdviser
from exporters.lint.json_text.members import member_finding
from exporters.lint.rules.chapters.chapter_list import CHAPTER, LOCATION, ROOT, ChapterList

_REQUIRED: Final = ((ROOT, ("version", "chapters")), (CHAPTER, ("startTime",)), (LOCATION, ("name", "geo")))
_KINDS: Final = {str: "a string", dict: "an object", list: "a list", bool: "true or false", float: "a number"}
_VERSION: Final = re.compile(r"1\.[0-2](?:\.\d+)?", re.ASCII)


def key_missing(document: ChapterList) -> Iterator[Finding]:
    """Players refuse the chapters. Spec: JSON chapters: version, chapters, startTime, name and geo are required."""
    adviser = KeyAdviser()
    for path, holder, shape in document.holders():
        meant = {adviser.nearest(key, shape) for key in holder if key not in shape}
        for key in _required_keys(shape):
            if key not in holder and key not in meant:
                name = path.rpartition(".")[2].partition("[")[0].rstrip("s") or "document"
                message = f"a {name} without {key}" if path else f"no {key}"
                yield member_finding("chapters-key-missing", message, f"write {key}", json_path(path, key))


def version_unknown(document: ChapterList) -> Iterator[Finding]:
    """Players may read it by other rules. Spec: JSON chapters: version 1.2."""
    version = document.root.get("version")
    if isinstance(version, str) and version and not _VERSION.fullmatch(version):
        message = f"the version {describe_json(version)}"
        yield member_finding("chapters-version-unknown", message, "write 1.2.0", "version", Level.WARNING)


def chapters_missing(document: ChapterList) -> Iterator[Finding]:
    """Players show an empty list. Spec: JSON chapters: chapters, "an array of chapter objects"."""
    if document.root.get("chapters") == []:
        fix = "write one, or don't link to the file"
        yield member_finding("chapters-none", "no chapters", fix, "chapters", Level.WARNING)


def type_wrong(document: ChapterList) -> Iterator[Finding]:
    """Players in typed languages fail on the whole file. Spec: JSON chapters, the type after each key."""
    for path, holder, shape in document.holders():
        for key, value in holder.items():
            if value is not None and key in shape and not is_of_type(value, shape[key]):
                message, fix = f"{key} is {describe_json(value)}", f"write {_KINDS[shape[key]]}"
                yield member_finding("chapters-type-wrong", message, fix, json_path(path, key))
    listed = document.root.get("chapters")
    for i, each in enumerate(listed if isinstance(listed, list) else []):
        if not isinstance(each, dict):
            message = f"the chapter {describe_json(each)}"
            yield member_finding("chapters-type-wrong", message, "write an object", f"chapters[{i}]")


def value_empty(document: ChapterList) -> Iterator[Finding]:
    """Typed players fail on null, others show an empty line. Spec: JSON chapters: optional keys are left out."""
    for path, holder, shape in document.holders():
        required = _required_keys(shape)
        for key, value in holder.items():
            if key in shape and (value is None or value == ""):
                level = Level.ERROR if key in required else Level.WARNING
                fix = "write its value" if key in required else "remove the key"
                message = f"{key} is {describe_json(value)}"
                yield member_finding("chapters-value-empty", message, fix, json_path(path, key), level)


def key_unknown(document: ChapterList) -> Iterator[Finding]:
    """Players ignore it. Spec: JSON chapters, its keys."""
    adviser = KeyAdviser()
    for path, holder, shape in document.holders():
        for key in holder:
            if key in shape:
                continue
            message = f"the unknown key {describe_json(key)}"
            place = json_path(path, key)
            if meant := adviser.nearest(key, shape):
                level = Level.ERROR if meant in _required_keys(shape) and meant not in holder else Level.WARNING
                yield member_finding("chapters-key-misspelled", message, f"write {meant}", place, level)
            else:
                yield member_finding("chapters-key-unknown", message, "remove it", place, Level.NOTE)


def _required_keys(shape: Shape) -> tuple[str, ...]:
    return next(keys for known, keys in _REQUIRED if known is shape)
