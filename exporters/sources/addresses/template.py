"""A pattern of any language, once it is parsed: text and placeholders in turn."""

from collections.abc import Callable, Iterable
from typing import Final

from msgspec import Struct

from exporters.sources.addresses.encode import encode_path, finished
from exporters.sources.addresses.moments import MomentPart, moment_of
from exporters.sources.addresses.parts import AddressError, AddressParts
from exporters.support.nearest import did_you_mean, nearest

Fill = Callable[[AddressParts], str]
MOST_LONG: Final = 2_000  # characters of a pattern


class TemplatePattern(Struct, frozen=True):
    """Text and placeholders; `finish` makes the path of what they give together."""

    pieces: tuple[str | Fill, ...]
    finish: Callable[[str], str]

    def path(self, parts: AddressParts) -> str:
        """Return the path of the article: begins with /, percent-encoded. Raises AddressError where a value lacks."""
        text = "".join(piece if isinstance(piece, str) else piece(parts) for piece in self.pieces)
        return self.finish(text)


def plain_path(text: str) -> str:
    """Return the path that `text` is, encoded where needed."""
    return finished(encode_path(text))


def date_placeholder(name: str, part: MomentPart) -> Fill:
    """Return a placeholder that shows a part of the article's moment."""
    return lambda parts: part(moment_of(parts, name))


def required_placeholder(name: str, value: Callable[[AddressParts], str | None], right: str) -> Fill:
    """Return a placeholder that must have a value."""

    def fill(parts: AddressParts) -> str:
        text = value(parts)
        if not text:
            raise AddressError(f"no value for {name}", right)
        return text

    return fill


def field(name: str, shown: str, known: Iterable[str]) -> Fill:
    """Return a placeholder that shows another field of the article, or names the one that was probably meant."""
    near = nearest(name, known)
    right = f"did you mean {near}?" if near else f"write {name} in the front matter"
    return required_placeholder(shown, lambda parts: parts.fields.get(name), right)


def unknown_placeholder(name: str, known: Iterable[str], sign: str = "") -> AddressError:
    """Return the error of a placeholder that the language does not have."""
    return AddressError(f"{sign}{name} is not a placeholder", did_you_mean(name, known))


def check_length(text: str) -> None:
    """Raise AddressError where a pattern is longer than any real one."""
    if len(text) > MOST_LONG:
        raise AddressError(f"a pattern of {len(text):,} characters", f"keep it under {MOST_LONG:,}")
