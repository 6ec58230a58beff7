"""Find the key that was probably meant: `datePublished` for `date_published`."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from exporters.support.nearest import nearest

_MOST_COMPARED: Final = 100  # unknown keys of a document: each comparison takes 0.1 ms


@dataclass(slots=True)
class KeyAdviser:
    """Knows what it answered, and compares only so many keys."""

    _answers: dict[tuple[str, tuple[str, ...]], str] = field(default_factory=dict)
    _letters: dict[tuple[str, ...], dict[str, str]] = field(default_factory=dict)  # the names by their letters

    def nearest(self, key: str, known: Iterable[str]) -> str:
        """Return the known key that `key` probably means; "" if none is near."""
        names = tuple(known)
        question = (key, names)
        if question not in self._answers:
            if names not in self._letters:
                self._letters[names] = {letters_of(each): each for each in names}
            answer = self._letters[names].get(letters_of(key), "")
            if not answer and len(self._answers) < _MOST_COMPARED:
                answer = nearest(key, names)
            self._answers[question] = answer
        return self._answers[question]


def letters_of(key: str) -> str:
    """Return the letters of a key in small letters, without what stands between its words."""
    return key.lower().replace("_", "").replace("-", "").replace(" ", "")
