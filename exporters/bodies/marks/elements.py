"""HTML that takes the place of marks. It means the same in Markdown and in HTML."""

import html
import re
from typing import Final

from exporters.bodies.marks.arguments import Arguments
from exporters.support.lazy_regex import lazy_regex

CLOSE_QUOTE: Final = "</blockquote>"
PICTURE: Final = lazy_regex(
    r"\.(?:apng|avif|bmp|gif|ico|jpe?g|png|svg|tiff?|webp)(?:[?#].*)?\Z", re.IGNORECASE | re.DOTALL
)
_MARKDOWN: Final = lazy_regex(r"[*_`\[\]]")
_PAGE_OF_GIST: Final = lazy_regex(r"[\w-]+/[0-9a-f]+|[0-9a-f]{5,}")
_TITLES: Final = {"caution": "Caution", "danger": "Danger", "info": "Info", "tip": "Tip", "warning": "Warning"}


def escape_line(text: str) -> str:
    """Return text for HTML, on one line. Spec: HTML §13.3."""
    return html.escape(" ".join(text.split()), quote=False)


def attribute(value: str) -> str:
    """Return the value of an attribute, on one line."""
    return html.escape(" ".join(value.split()))


def image(address: str, alt: str = "", **others: str) -> str:
    """Return `<img>`; attributes without a value are left out, but for `alt`."""
    written = "".join(f' {name}="{attribute(value)}"' for name, value in others.items() if value)
    return f'<img src="{attribute(address)}" alt="{attribute(alt)}"{written}>'


def link(address: str, content: str) -> str:
    """Return `<a>` around HTML."""
    return f'<a href="{attribute(address)}">{content}</a>'


def figure(content: str, caption: str = "") -> str:
    """Return `<figure>` around HTML, with a caption that may be Markdown."""
    if not caption.strip():
        return f"<figure>{content}</figure>"
    text = f"\n\n{caption.strip()}\n\n" if _MARKDOWN.search(caption) else escape_line(caption)
    return f"<figure>{content}<figcaption>{text}</figcaption></figure>"


def code_block(code: str, language: str = "") -> str:
    """Return `<pre>` with code as it is written, without the line breaks around it."""
    name = f' class="language-{attribute(language)}"' if language else ""
    return f"<pre><code{name}>{html.escape(code.strip(chr(10)), quote=False)}\n</code></pre>"


def open_quote(title: str = "") -> str:
    """Return `<blockquote>` with a title in bold; Markdown may follow."""
    return f"<blockquote>\n\n**{title.strip()}**" if title.strip() else "<blockquote>"


def admonition_title(kind: str) -> str:
    """Return the title of an admonition that has none of its own."""
    return _TITLES.get(kind.lower(), kind.replace("-", " ").replace("_", " ").capitalize())


def picture(arguments: Arguments, *, is_alone: bool, place: int = 0) -> str:
    """Return the figure or image that arguments describe, "" where they hold no address of a picture.

    `place` is that of the address among the values without name.
    """
    named = arguments.get("src", "url", "image_path", "image", "path", "file", "link", "img")
    address = named or arguments.at(place)
    if not address or not (named or PICTURE.search(address)) or ("/" not in address and "." not in address):
        return ""
    source = arguments.get("attr")
    if source and arguments.get("attrlink"):
        source = f"[{source}]({arguments.get('attrlink')})"
    caption = " ".join(part for part in (arguments.get("caption", "title"), source) if part)
    alt = arguments.get("alt") or arguments.get("caption", "title")
    shown = image(address, alt, width=arguments.get("width"), height=arguments.get("height"))
    target = arguments.get("link", "href", "target_url")
    if target and target != address and not PICTURE.fullmatch(target):
        shown = link(target, shown)
    return figure(shown, caption) if is_alone else shown
