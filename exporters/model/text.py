"""Which characters text may hold. Spec: XML 1.0 §2.2 Char; RFC 4287 §4.2.14; JSON Feed 1.1."""

import unicodedata
from typing import Final

from exporters.support.lazy_regex import lazy_regex

FORBIDDEN: Final = lazy_regex("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DISCOURAGED: Final = "\x7f-\x84\x86-\x9f"
UNSAFE: Final = lazy_regex(f"{FORBIDDEN.pattern[:-1]}{_DISCOURAGED}]")


def is_clean(text: str) -> bool:
    """Whether every format can hold `text`: no control but tab and line ends, no surrogate, no U+FFFE or U+FFFF."""
    if text.isprintable() or text.replace("\n", " ").isprintable():  # in half of the time of the pattern
        return True
    return FORBIDDEN.search(text) is None


def without_mail(name: str) -> str:
    """Return a name without e-mail addresses, and without the brackets around them."""
    if "@" not in name or not _MAIL.search(name):
        return name
    return " ".join(_EMPTY_BRACKETS.sub(" ", _MAIL.sub(" ", name)).split()).strip(" ,;:|/<>()[]-–—")


_MAIL: Final = lazy_regex(r"(?<![\w.+%@-])(?:mailto:)?[\w.+%-]+@[\w.-]*\w")  # not @name@host, a public address
_EMPTY_BRACKETS: Final = lazy_regex(r"<\s*>|\(\s*\)|\[\s*\]")


def is_visible(text: str) -> bool:
    """Whether `text` has a visible character: white space and zero-width marks do not count."""
    return text[:1].isalnum() or any(unicodedata.category(char) not in _INVISIBLE for char in text)


_INVISIBLE: Final = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})


def check_text(name: str, text: str | None) -> None:
    """Raise ValueError if `text` is empty or contains control characters; None is valid."""
    if text is None or (text.isprintable() and text[:1].isalnum()):  # nearly every text
        return
    if not (is_clean(text) and is_visible(text)):
        message = f"{name}: text that is empty or contains control characters"
        raise ValueError(message)
