"""Pictures in the HTML of an entry: those of the site from this machine, others only where they may be loaded."""

import re
from collections.abc import Callable
from html import escape, unescape
from typing import Final

_TAG: Final = re.compile(r'<(img|source)((?:\s+[^\s"=<>/]+(?:="[^"]*")?)*)\s*/?>', re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r'([^\s"=<>/]+)(?:="([^"]*)")?')
_COPIED: Final = ("width", "height", "title")  # attributes of a picture of the site, beside its text
NOT_LOADED: Final = "Picture not loaded"
LocalAddress = Callable[[str], str | None]  # where this machine serves what an address leads to; None: it does not


def place_pictures(html: str, local_address: LocalAddress, *, shows_remote: bool) -> str:
    """Return `html`, as the sanitiser wrote it, with the pictures that can be shown; others are their text."""

    def place(found: re.Match[str]) -> str:
        attributes = {name.lower(): unescape(value) for name, value in _ATTRIBUTE.findall(found[2])}
        if found[1].lower() == "source":  # of <picture>, whose <img> shows where no <source> does
            first = attributes.get("srcset", "").split(",")[0].split()
            return found[0] if shows_remote and not (first and local_address(first[0])) else ""
        text = attributes.get("alt", "")
        if address := local_address(attributes.get("src", "")):
            copied = "".join(f' {each}="{escape(attributes[each])}"' for each in _COPIED if each in attributes)
            return f'<img src="{escape(address)}" alt="{escape(text)}"{copied}>'
        return found[0] if shows_remote else f'<span class="left-out">{escape(text.strip() or NOT_LOADED)}</span>'

    return _TAG.sub(place, html)
