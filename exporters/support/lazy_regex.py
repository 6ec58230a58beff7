"""Regular expressions that are compiled when they are first used: a run needs fewer than half of those it loads."""

import re
from typing import Any, AnyStr, Final, cast

_NAMES: Final = tuple(name for name in dir(re.Pattern) if not name.startswith("_"))


class LazyRegex:
    """Stands for a compiled pattern, and has its methods from the first use on."""

    __slots__ = (*_NAMES, "_flags", "_text")

    def __init__(self, text: str | bytes, flags: int) -> None:
        """`text` and `flags` are those of `re.compile`."""
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """Compile the pattern: only an attribute that is not yet there is asked for here."""
        if name not in _NAMES:
            raise AttributeError(name)
        compiled: Any = re.compile(self._text, self._flags)
        for each in _NAMES:
            setattr(self, each, getattr(compiled, each))
        return getattr(compiled, name)


def lazy_regex(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what `re.compile` returns, but compile it when it is first used: an error is raised there too."""
    return cast("re.Pattern[AnyStr]", LazyRegex(text, flags))
