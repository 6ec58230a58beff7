"""The files of an article in its front matter: `enclosures`, and the other keys that authors write them under."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from exporters.media import media_types
from exporters.sources.dialects.mapped_document import MappedDocument
from exporters.yamldoc.positions import KeyPath, YamlDocument

FIELD: Final = "enclosures"
CERTAIN_KEYS: Final = (FIELD, "enclosure")  # whatever they hold is a file
KEYS: Final = (*CERTAIN_KEYS, "audio", "video", "attachments")
_NAMES: Final[Mapping[str, tuple[str, ...]]] = {  # other keys in the mapping of a file, JSON Feed's first
    "url": ("src", "href", "file", "path", "uri"),
    "type": ("mime_type", "mimetype", "mimeType", "media_type"),
    "length": ("size_in_bytes", "size", "bytes", "filesize"),
    "duration": ("duration_in_seconds",),
    "title": ("name", "label"),
}


class FileValue(NamedTuple):
    """What a key of the front matter holds, or an entry of it."""

    value: Any
    path: KeyPath | None  # None: it comes from elsewhere
    is_certain: bool  # whether it is a file, whatever it looks like


class CollectedFiles(NamedTuple):
    """The files of an article, as the schema has them."""

    entries: list[Any]
    origins: dict[KeyPath, KeyPath | None]  # where each value of them stands, by its path in the article


def collect(values: Iterable[FileValue]) -> CollectedFiles:
    """Return the files in `values`, each once. A value that is perhaps none has to look like one."""
    found = CollectedFiles([], {})
    addresses = set[str]()
    for value in values:
        for each in _files(value):
            entry, origins = _rename_keys(each)
            address = entry.get("url") if isinstance(entry, dict) else entry
            if isinstance(address, str) and address in addresses:
                continue
            if isinstance(address, str):
                addresses.add(address)
            place: KeyPath = (FIELD, len(found.entries))
            found.origins[place] = each.path
            for name, path in origins.items():
                found.origins[*place, name] = path
            found.entries.append(entry)
    return found


def is_file(value: Any) -> bool:
    """Return whether `value` is a file or a list of files, by the addresses in it."""
    match value:
        case str():
            return media_types.of_name(value.strip()) is not None
        case list():
            return bool(value) and all(map(is_file, value))
        case dict():
            if (address := _address(value)) is not None:
                return is_file(address) or any(isinstance(value.get(name), str) for name in ("type", *_NAMES["type"]))
            return bool(value) and all(isinstance(each, str) and is_file(each) for each in value.values())
    return False


def with_files(document: YamlDocument) -> YamlDocument:
    """Return `document` with all files of the article under `enclosures`; itself where they stand there already."""
    written = document.value
    keys = [key for key in KEYS if written.get(key) is not None and (key in CERTAIN_KEYS or is_file(written[key]))]
    if not keys or (keys == [FIELD] and not _has_other_names(written[FIELD])):
        return document
    found = collect(FileValue(written[key], (key,), key in CERTAIN_KEYS) for key in keys)
    value = {key: each for key, each in written.items() if key not in keys}
    value[FIELD] = found.entries
    return MappedDocument(document, value, {(FIELD,): (keys[0],), **found.origins}, {})


def _has_other_names(value: Any) -> bool:
    entries = value if isinstance(value, list) else [value]
    return any(isinstance(each, dict) and "url" not in each for each in entries)


def _files(value: FileValue) -> Iterator[FileValue]:
    """The single files in a value: the entries of a list, the formats of a recording, or itself."""
    if isinstance(value.value, list):
        for at, each in enumerate(value.value):
            if each is not None:
                yield from _files(FileValue(each, _step_below(value.path, at), value.is_certain))
    elif isinstance(value.value, dict) and _address(value.value) is None and is_file(value.value):
        for key, each in value.value.items():  # {mp3: /a.mp3, m4a: /a.m4a}
            yield FileValue(each, _step_below(value.path, key), value.is_certain)
    elif value.is_certain or is_file(value.value):
        yield value


def _step_below(path: KeyPath | None, step: str | int) -> KeyPath | None:
    return None if path is None else (*path, step)


def _address(value: dict[Any, Any]) -> str | None:
    found = (value.get(name) for name in ("url", *_NAMES["url"]))
    return next((each for each in found if isinstance(each, str)), None)


def _rename_keys(file: FileValue) -> tuple[Any, dict[str, KeyPath | None]]:
    """The value with the keys of the schema, and where each of those stands."""
    if not isinstance(file.value, dict):
        return file.value, {"url": file.path}
    others = {
        name: key for name, names in _NAMES.items() if name not in file.value for key in names if key in file.value
    }
    by_key = {key: name for name, key in reversed(others.items())}
    entry = {by_key.get(key, key): each for key, each in file.value.items()}
    return entry, {name: _step_below(file.path, key) for key, name in by_key.items()}
