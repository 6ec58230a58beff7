"""Items whose values stand in no text of their own: the fields of an article under the names of a foreign format."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.errors import ArticleError
from exporters.model.text import without_mail
from exporters.sources.source import ItemContent, SourceItem
from exporters.yamldoc.positions import TextPosition
from exporters.yamldoc.value_document import ValueDocument

_BODY: Final = "_body"
_NAMES: Final = "_names"
_NOTES: Final = "_notes"
_MOST_TITLE: Final = 80  # characters of a body that stand for a missing title


def pack_item(
    fields: Mapping[str, Any],
    names: Mapping[str, str],
    place: TextPosition,
    *,
    body: str = "",
    pointer: str = "",
    notes: tuple[Diagnostic, ...] = (),
) -> SourceItem:
    """The item with `fields` by the names of the article schema; `names` gives what the format calls each.

    What is empty is left out. `body` is HTML.
    """
    given = {name: value for name, value in fields.items() if value not in (None, "", [], {})}
    made = {**given, _NAMES: dict(names), _BODY: body}
    return SourceItem(json.dumps(made, ensure_ascii=True, sort_keys=True).encode(), place, pointer, notes=notes)


def unpack_item(item: SourceItem, body_field: str) -> ItemContent:
    """The content of an item that `pack_item` made. A missing title is taken from the text."""
    fields = json.loads(item.data)
    names: dict[str, str] = fields.pop(_NAMES)
    body: str = fields.pop(_BODY)
    notes = list[Diagnostic]()
    if "title" not in fields and (title := _title(fields.get("excerpt", ""), body)):
        fields["title"] = title
        message = f"no {names.get('title', 'title')}"
        notes.append(
            Diagnostic(
                "title-from-text",
                message,
                "Outfeed uses the beginning of the text",
                Level.NOTE,
                line=item.place.line,
                column=item.place.column,
            )
        )

    def name_of(field: str) -> str:
        if field in names:
            return names[field]
        first = field.partition(".")[0].partition("[")[0]
        if first not in names:
            return field
        inside = field[len(first) :]
        return names[first] + ("" if first == "images" else inside)  # a picture is one text in all of these formats

    return ItemContent(
        ValueDocument(fields, item.place),
        name_of,
        body,
        body_field=body_field,
        body_place=item.place if body else TextPosition(0, 0),
        notes=tuple(notes),
        pointer=item.pointer,
    )


def host_of(address: str) -> str | None:
    """The host of a page, None where the address is none."""
    try:
        return urlsplit(address).hostname if address.startswith(("http://", "https://")) else None
    except ValueError:
        return None


def plain_text(html: str) -> str:
    """The text that a reader sees of HTML, on one line. Raises ArticleError where it is too large."""
    if "<" not in html and "&" not in html:
        return html
    from exporters.bodies.html.clean import extract_text  # its libraries are loaded for an item that needs them

    try:
        return " ".join(extract_text(html).split())
    except ValueError as error:
        raise ArticleError(Diagnostic("body-wrong", str(error), "shorten or simplify it")) from None


def _title(excerpt: str, body: str) -> str:
    text = " ".join((excerpt or plain_text(body)).split())
    if len(text) <= _MOST_TITLE:
        return text
    return (text[: _MOST_TITLE - 1].rpartition(" ")[0] or text[: _MOST_TITLE - 1]) + "…"


def people(names: Iterator[tuple[str, str | None]]) -> list[dict[str, str]]:
    """Authors by name and page; who stands twice is left out. A repair takes e-mail addresses out of names."""
    found: dict[str, dict[str, str]] = {}
    for name, url in names:
        if shown := name.strip():
            found.setdefault(without_mail(shown), {"name": shown, **({"url": url} if url else {})})
    return list(found.values())
