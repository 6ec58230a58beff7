"""Which articles a feed takes: the conditions of `where`, compiled once, asked of every article."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

from exporters.feeds.fields import ArticleFacts, reader
from exporters.model import moment
from exporters.model.article import Article
from exporters.settings.names import folded
from exporters.settings.values import Condition

Test = Callable[[ArticleFacts | Article], bool]
_Part = Callable[[Sequence[Any]], bool]  # asked of the values of a field
_Key = Callable[[Any], object]  # equal for values that count as one

_PLACEHOLDERS: Final = {  # by field: which aliases merge its names
    "topics": "topic",
    "provider": "provider",
    "category": "category",
    "type": "type",
    "authors": "author",
}
_MANY: Final = 100  # words; to collect the triples of a text takes as long as to look for so many
_EXACT: Final = frozenset({"id", "url", "original_url", "amp_url", "amp_cdn_url"})  # identities: case matters


def matcher(conditions: Sequence[Condition], aliases: Mapping[str, Mapping[str, str]]) -> Test:
    """Whether all `conditions` hold for an article: a function that is asked for each.

    `aliases` are by placeholder: a folded name, and the one it stands for. A field of several values holds what any
    of them holds; `none_of` wants that none does, and so holds where the field is missing.
    """
    tests = tuple(_test(each, aliases.get(_PLACEHOLDERS.get(each.field, ""), {})) for each in conditions)
    return lambda article: all(test(article) for test in tests)


def needs_whole(conditions: Sequence[Condition]) -> bool:
    """Whether any condition asks for a field that `ArticleFacts` lacks: its test takes an `Article` only."""
    return any(each.field.partition(".")[0] not in ArticleFacts.__struct_fields__ for each in conditions)


def _test(condition: Condition, names: Mapping[str, str]) -> Test:
    read = reader(condition.field)
    parts = tuple(_parts(condition, names))
    if len(parts) == 1:
        (only,) = parts
        return lambda article: only(read(article))

    def test(article: ArticleFacts | Article) -> bool:
        values = read(article)
        return all(part(values) for part in parts)

    return test


def _parts(condition: Condition, names: Mapping[str, str]) -> list[_Part]:
    """A test for each part that is given."""
    parts: list[_Part] = []
    key = _key(condition.field, names)
    if (has := condition.has) is not None:
        parts.append(lambda values: bool(values) == has)
    if condition.any_of:
        parts.append(_any_of(frozenset(map(key, condition.any_of)), key))
    if condition.none_of:
        listed = _any_of(frozenset(map(key, condition.none_of)), key)
        parts.append(lambda values: not listed(values))
    if condition.text:
        parts.append(_text(tuple(map(folded, condition.text)), names))
    if condition.least is not None or condition.most is not None:
        parts.append(_within(condition.least, condition.most))
    if condition.after is not None or condition.before is not None:
        parts.append(_between(condition.after, condition.before))
    return parts


def _any_of(wanted: frozenset[object], key: _Key) -> _Part:
    return lambda values: any(key(value) in wanted for value in values)


def _text(wanted: tuple[str, ...], names: Mapping[str, str]) -> _Part:
    """A name that stands for another is looked through in both spellings."""
    is_found = _any_in if len(wanted) < _MANY else _any_of_many_in

    def part(values: Sequence[Any]) -> bool:
        texts = [_folded(value) for value in values if isinstance(value, str)]
        texts += [folded(names[text]) for text in texts if text in names]
        return any(is_found(wanted, text) for text in texts)

    return part


def _any_in(wanted: Sequence[str], text: str) -> bool:
    return any(each in text for each in wanted)


def _any_of_many_in(wanted: Sequence[str], text: str) -> bool:
    """The same, where most words need no look through the whole text: it lacks their first or last letters."""
    triples = _triples(text)
    likely = (each for each in wanted if len(each) < 3 or (each[:3] in triples and each[-3:] in triples))
    return any(each in text for each in likely)


@lru_cache(maxsize=2)  # every feed asks for the same text
def _triples(text: str) -> frozenset[str]:
    """Every three letters that follow each other in `text`."""
    return frozenset(map("".join, zip(text, text[1:], text[2:], strict=False)))


_folded: Final = lru_cache(maxsize=16)(folded)  # every feed asks for the texts of the same article


def _within(least: float | None, most: float | None) -> _Part:
    def part(values: Sequence[Any]) -> bool:
        return any(
            (least is None or least <= value) and (most is None or value <= most)
            for value in values
            if isinstance(value, int | float) and not isinstance(value, bool)
        )

    return part


def _between(after: datetime | None, before: datetime | None) -> _Part:
    def part(values: Sequence[Any]) -> bool:
        return any(
            (after is None or after <= when) and (before is None or when < before)
            for when in map(_when, values)
            if when is not None
        )

    return part


def _when(value: Any) -> datetime | None:
    """A moment; in `extra` dates are text."""
    if isinstance(value, datetime):
        return value
    try:
        return moment.parse(value, UTC) if isinstance(value, str) else None
    except moment.UnreadableMomentError:
        return None


def _key(field: str, names: Mapping[str, str]) -> _Key:
    """What values of `field` are compared by: text folded, numbers by value, true and false as neither 1 nor 0."""
    exact = field in _EXACT

    def key(value: Any) -> object:
        if isinstance(value, bool):
            return (value,)
        if not isinstance(value, str):
            return value if isinstance(value, int | float) else None
        if exact:
            return value
        name = folded(value)
        return folded(names[name]) if name in names else name

    return key
