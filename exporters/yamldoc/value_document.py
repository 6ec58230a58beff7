"""ValueDocument: a YamlDocument around a value that comes from no file, such as a program's."""

from typing import Any, Final

from exporters.yamldoc.positions import KeyPath, TextPosition

_NOWHERE: Final = TextPosition(0, 0)


class ValueDocument:
    """A YamlDocument whose value comes from no YAML text, so every field has the same position."""

    is_fast = True

    def __init__(self, value: Any, place: TextPosition = _NOWHERE) -> None:
        """Hold `value`, which has the types of YamlDocument.value. `place` is the position of every field."""
        self.value = value
        self._place = place

    def place(self, path: KeyPath = ()) -> TextPosition:  # noqa: ARG002
        """Return the position of the whole value, whatever `path` is."""
        return self._place

    def source_text(self, path: KeyPath) -> str | None:
        """Return the scalar at `path` as YAML writes it; None if there is no scalar."""
        value = self.value
        for part in path:
            try:
                value = value[part]
            except (LookupError, TypeError):
                return None
        if isinstance(value, bool):
            return str(value).lower()
        return str(value) if isinstance(value, (str, int, float)) else None

    def is_quoted(self, path: KeyPath) -> bool:  # noqa: ARG002
        """Return False: the type of a value says whether it is text."""
        return False
