"""MappedDocument: front matter under our names, which knows where each value stands and what its author calls it."""

from collections.abc import Mapping
from typing import Any, Final

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.repair.report import renamed_hint
from exporters.support.lazy_regex import lazy_regex
from exporters.yamldoc.positions import KeyPath, TextPosition, YamlDocument, field_name

_STEP: Final = lazy_regex(r"\[(\d+)\]|\.?([^.\[\]]+)")
_TOP: Final = TextPosition(1, 1)


class MappedDocument:
    """A document that presents `value`; each value in it stands at a path of another document, or nowhere in it."""

    def __init__(
        self,
        original: YamlDocument,
        value: dict[str, Any],
        origins: Mapping[KeyPath, KeyPath | None],
        words: Mapping[str, str],
    ) -> None:
        """`origins` tell where what stands at a path comes from; None: from the file's name or the site's settings.

        `words` are the author's names of fields that he did not write, by ours.
        """
        self._words = words
        self.value: Any = value
        self.is_fast = original.is_fast
        self.original = original
        self._origins = origins

    def source(self, path: KeyPath) -> KeyPath | None:
        """Where in the original the value at `path` stands; None where it comes from elsewhere."""
        for length in range(len(path), 0, -1):
            if path[:length] in self._origins:
                origin = self._origins[path[:length]]
                return None if origin is None else (*origin, *path[length:])
        return path

    def place(self, path: KeyPath = ()) -> TextPosition:
        """Where the author wrote it; line 1 where he did not."""
        origin = self.source(path)
        return _TOP if origin is None else self.original.place(origin)

    def source_text(self, path: KeyPath) -> str | None:
        """The scalar at `path` as the author wrote it."""
        origin = self.source(path)
        return None if origin is None else self.original.source_text(origin)

    def is_quoted(self, path: KeyPath) -> bool:
        """Whether it stands in quotes."""
        origin = self.source(path)
        return origin is not None and self.original.is_quoted(origin)

    def name(self, path: KeyPath) -> str:
        """What the author calls the field at `path`: `tags[0]`, where we say `topics[0]`; what he may write instead."""
        origin = self.source(path)
        return field_name(origin) if origin is not None else self._words.get(field_name(path), field_name(path))

    def as_written(self, diagnostic: Diagnostic) -> Diagnostic:
        """The same in the author's words."""
        if not diagnostic.field:
            return diagnostic
        fix = diagnostic.fix
        if diagnostic.rule == "key-extra":
            fix = renamed_hint(fix, diagnostic.field, lambda field: self._words.get(field, field))
        return diagnostic._replace(field=self.name(_path(diagnostic.field)), fix=fix)


def _path(field: str) -> KeyPath:
    """The path that `images[0].url` names."""
    return tuple(int(found[1]) if found[1] else found[2] for found in _STEP.finditer(field))
