"""A document of plain values that stand in no text."""

from typing import Any, Final

from exporters.yamldoc.positions import KeyPath, TextPosition

_NOWHERE: Final = TextPosition(0, 0)


class GivenDocument:
    """A plain value that stands in no file, for those who read documents."""

    plain = True

    def __init__(self, value: Any, place: TextPosition = _NOWHERE) -> None:
        """`value` is plain; `place` is where all of it stands, if it stands anywhere."""
        self.value = value
        self._place = place

    def place(self, path: KeyPath = ()) -> TextPosition:  # noqa: ARG002
        """The place of the whole: no field has one of its own."""
        return self._place

    def written(self, path: KeyPath) -> str | None:
        """The scalar at `path` as YAML would have it; None where there is none."""
        value = self.value
        for part in path:
            try:
                value = value[part]
            except (LookupError, TypeError):
                return None
        if isinstance(value, bool):
            return str(value).lower()
        return str(value) if isinstance(value, (str, int, float)) else None

    def quoted(self, path: KeyPath) -> bool:  # noqa: ARG002
        """False: text is text, without quotes."""
        return False
