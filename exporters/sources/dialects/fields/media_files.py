"""Pictures and enclosures: the files of an article."""

from typing import Any, Final
from urllib.parse import quote, unquote, urljoin

from exporters.sources import enclosure_fields
from exporters.sources.dialects.dialect import FieldValue
from exporters.sources.dialects.fields.mapped_fields import SAFE, MappedFields
from exporters.sources.dialects.file_rules import page_folder
from exporters.support.lazy_regex import lazy_regex

_WIKI_LINK: Final = lazy_regex(r"!?\[\[([^\]|#]+)(?:[|#][^\]]*)?\]\]")  # Obsidian: ![[photo.png|300]]
_LENGTH_KEYS: Final = ("length", "enclosure_length", "filesize", "file_size", "bytes")
_IMAGE_KEYS: Final = ("path", "url", "src", "image", "feature", "filename", "teaser")


def add_images(fields: MappedFields) -> None:
    """Add the pictures that stand for the article."""
    found = fields.article.ruled("images") or fields.article.find("images", *fields.dialect.images)
    if found is None:
        return
    images: list[dict[str, Any]] = []
    for each in fields.article.entries(found):
        value, origin = each.value, each.path
        if isinstance(value, dict):
            key = next((key for key in _IMAGE_KEYS if isinstance(value.get(key), str)), None)
            if key is None:
                fields.note_unread(each, "a picture without an address", f"write it as {_IMAGE_KEYS[0]}: /photo.jpg")
                continue
            sides = {side: value[side] for side in ("width", "height") if isinstance(value.get(side), int)}
            value, origin = value[key], None if origin is None else (*origin, key)
        else:
            sides = {}
        if isinstance(value, str) and value.strip():
            fields.place(("images", len(images), "url"), each._replace(path=origin))
            embedded = _WIKI_LINK.fullmatch(value.strip())
            images.append({"url": _resolve(fields, embedded[1].strip() if embedded else value.strip()), **sides})
    if images:
        fields.put(("images",), images, found)


def add_enclosures(fields: MappedFields) -> None:
    """The files that belong to the article, under whatever keys; what is perhaps none has to look like one."""
    ruled = fields.article.ruled("enclosures")
    names = (*enclosure_fields.KEYS, *fields.dialect.enclosures)
    found = [("", ruled)] if ruled else [(name, fields.article.find(name)) for name in names]
    values = [
        enclosure_fields.FileValue(each.value, each.path, not name or name in enclosure_fields.CERTAIN_KEYS)
        for name, each in found
        if each is not None
    ]
    values = [each for each in values if each.is_certain or enclosure_fields.is_file(each.value)]
    files = enclosure_fields.collect(values)
    for at, each in enumerate(files.entries):
        if isinstance(each, str):
            files.entries[at] = _resolve(fields, each.strip())
        elif isinstance(each, dict) and isinstance(each.get("url"), str):
            files.entries[at] = {**each, "url": _resolve(fields, each["url"].strip())}
    if files.entries:
        fields.value[enclosure_fields.FIELD] = files.entries
        fields.origins |= {(enclosure_fields.FIELD,): values[0].path, **files.origins}
        fields.file_keys = frozenset(str(each.path[0]) for each in values if each.path and len(each.path) == 1)
        _add_length(fields, files.entries)


def _add_length(fields: MappedFields, files: list[Any]) -> None:
    """Give the only file the length that stands beside its address, as plugins for podcasts have it."""
    found = fields.article.find(*_LENGTH_KEYS)
    if len(files) == 1 and isinstance(files[0], str) and found is not None and found.path is not None:
        text = fields.article.written(found).strip()
        if text.isascii() and text.isdigit():
            files[0] = {"url": files[0], "length": found.value}
            fields.place((enclosure_fields.FIELD, 0, "length"), found)
            fields.place((enclosure_fields.FIELD, 0, "url"), FieldValue("", fields.origins[enclosure_fields.FIELD, 0]))


def _resolve(fields: MappedFields, address: str) -> str:
    """Return the address of a file: one that lies beside the article is where the generator puts it.

    Where there is none it lies below the page, in a bundle; any other below the home page.
    """
    if not _is_relative(address):
        return fields.absolute(address)
    page = str(fields.value.get("webUrl", fields.site.url))
    found = fields.files.picture(unquote(address), page).url if fields.files is not None else None
    if found is not None:
        return found
    if fields.article.is_bundle:
        folder = page_folder(page, strips_html=fields.dialect.file_rules(fields.article.site).strips_html)
        return quote(urljoin(folder, address), safe=SAFE)
    return fields.absolute(address)


def _is_relative(address: str) -> bool:
    """Whether an address is a path from the article."""
    return not address.startswith(("/", "#", "?")) and "://" not in address and not address.startswith("data:")
