"""Normalised HTML, as the sanitiser writes it: with `<`, `>` and `"` escaped in values, a pattern finds its tags."""

import html
import re
from typing import Final

START: Final = re.compile(r'<([a-z][a-z0-9]*)((?: [^\s=>]+="[^"]*")+)>')  # a start tag that has attributes
_ATTRIBUTE: Final = re.compile(r' ([^\s=>]+)="([^"]*)"')


def attributes(written: str) -> dict[str, str]:
    """The attributes of a start tag, entities decoded."""
    if "&" not in written:
        return dict(_ATTRIBUTE.findall(written))
    return {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(written)}


def start(name: str, values: dict[str, str]) -> str:
    """A start tag, written as the serialiser would."""
    written = [name, *(f'{key}="{escaped(value, quote=True)}"' for key, value in values.items())]
    return f"<{' '.join(written)}>"


def escaped(text: str, *, quote: bool = False) -> str:
    """Text for between tags, or for a value in quotes. Spec: HTML §13.3, escaping a string."""
    text = text.replace("&", "&amp;").replace("\xa0", "&nbsp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;") if quote else text
