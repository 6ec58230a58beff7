"""Verbatim parts: text that the parser must not read as Markdown is put aside, and comes back as it was written."""

from typing import Final

from exporters.support.lazy_regex import lazy_regex

MARK: Final = "\ufdd0"  # no character: Unicode reserves it for use within programs
NUMBER: Final = lazy_regex(f"{MARK}([0-9]+){MARK}")


class VerbatimParts:
    """Parts of a text, each behind a number between two marks."""

    def __init__(self) -> None:
        """There are none at first."""
        self._parts: list[str] = []

    def __bool__(self) -> bool:
        """Whether any part was put aside."""
        return bool(self._parts)

    def put_aside(self, part: str) -> str:
        """Return what stands for `part` in the text."""
        self._parts.append(part)
        return f"{MARK}{len(self._parts) - 1}{MARK}"

    def part(self, number: str) -> str:
        """Return the part behind a number."""
        index = int(number[:9])
        return self._parts[index] if index < len(self._parts) else ""

    def restore(self, text: str) -> str:
        """Return `text` with the parts in their places."""
        return NUMBER.sub(lambda found: self.part(found[1]), text) if MARK in text else text
