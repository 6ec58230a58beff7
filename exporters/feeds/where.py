"""Compile the conditions of `where` into one test of articles."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

from exporters.feeds.fields import ArticleFacts, field_reader
from exporters.model import moment
from exporters.model.article import Article
from exporters.settings.names import fold
from exporters.settings.values import Condition

Test = Callable[[ArticleFacts | Article], bool]
_Part = Callable[[Sequence[Any]], bool]  # tests the values of a field
_Key = Callable[[Any], object]  # equal for values that match

_PLACEHOLDERS: Final = {  # by field: the placeholder whose aliases apply
    "topics": "topic",
    "provider": "provider",
    "category": "category",
    "type": "type",
    "authors": "author",
}
_MANY: Final = 100  # words; from here on, collecting the triples of a text is faster than searching for each word
_EXACT: Final = frozenset({"id", "url", "original_url", "amp_url", "amp_cdn_url"})  # identities: case matters


def compile_conditions(conditions: Sequence[Condition], aliases: Mapping[str, Mapping[str, str]]) -> Test:
    """Return a function that tells whether all `conditions` hold for an article.

    `aliases` are by placeholder: a folded name, and the name it stands for. A field of several values matches if
    any of them does; `none_of` requires that none does, and so matches a missing field.
    """
    tests = tuple(_test(each, aliases.get(_PLACEHOLDERS.get(each.field, ""), {})) for each in conditions)
    return lambda article: all(test(article) for test in tests)


def needs_whole(conditions: Sequence[Condition]) -> bool:
    """Whether any condition reads a field that `ArticleFacts` lacks: its test needs an `Article`."""
    return any(each.field.partition(".")[0] not in ArticleFacts.__struct_fields__ for each in conditions)


def _test(condition: Condition, names: Mapping[str, str]) -> Test:
    read = field_reader(condition.field)
    parts = tuple(_part_tests(condition, names))
    if len(parts) == 1:
        (only,) = parts
        return lambda article: only(read(article))

    def test(article: ArticleFacts | Article) -> bool:
        values = read(article)
        return all(part(values) for part in parts)

    return test


def _part_tests(condition: Condition, names: Mapping[str, str]) -> list[_Part]:
    """Return a test for each part of the condition."""
    parts: list[_Part] = []
    key = _key(condition.field, names)
    if (has := condition.has) is not None:
        parts.append(lambda values: bool(values) == has)
    if condition.any_of:
        parts.append(_any_of(frozenset(map(key, condition.any_of)), key))
    if condition.none_of:
        matches_any = _any_of(frozenset(map(key, condition.none_of)), key)
        parts.append(lambda values: not matches_any(values))
    if condition.text:
        parts.append(_text(tuple(map(fold, condition.text)), names))
    if condition.least is not None or condition.most is not None:
        parts.append(_number_between(condition.least, condition.most))
    if condition.after is not None or condition.before is not None:
        parts.append(_date_between(condition.after, condition.before))
    return parts


def _any_of(wanted: frozenset[object], key: _Key) -> _Part:
    return lambda values: any(key(value) in wanted for value in values)


def _text(wanted: tuple[str, ...], names: Mapping[str, str]) -> _Part:
    """Return a test for words; an alias is searched in both spellings."""
    is_found = _any_in if len(wanted) < _MANY else _any_of_many_in

    def part(values: Sequence[Any]) -> bool:
        texts = [_fold(value) for value in values if isinstance(value, str)]
        texts += [fold(names[text]) for text in texts if text in names]
        return any(is_found(wanted, text) for text in texts)

    return part


def _any_in(wanted: Sequence[str], text: str) -> bool:
    return any(each in text for each in wanted)


def _any_of_many_in(wanted: Sequence[str], text: str) -> bool:
    """Like `_any_in`, but skip words whose first or last three letters are not in the text."""
    triples = _letter_triples(text)
    likely = (each for each in wanted if len(each) < 3 or (each[:3] in triples and each[-3:] in triples))
    return any(each in text for each in likely)


@lru_cache(maxsize=2)  # every feed searches the same text
def _letter_triples(text: str) -> frozenset[str]:
    """Return every three consecutive letters of `text`."""
    return frozenset(map("".join, zip(text, text[1:], text[2:], strict=False)))


_fold: Final = lru_cache(maxsize=16)(fold)  # every feed searches the texts of the same article


def _number_between(least: float | None, most: float | None) -> _Part:
    def part(values: Sequence[Any]) -> bool:
        return any(
            (least is None or least <= value) and (most is None or value <= most)
            for value in values
            if isinstance(value, int | float) and not isinstance(value, bool)
        )

    return part


def _date_between(after: datetime | None, before: datetime | None) -> _Part:
    def part(values: Sequence[Any]) -> bool:
        return any(
            (after is None or after <= published_at) and (before is None or published_at < before)
            for published_at in map(_moment_of, values)
            if published_at is not None
        )

    return part


def _moment_of(value: Any) -> datetime | None:
    """Return a moment, parsed if it is text, as dates in `extra` are."""
    if isinstance(value, datetime):
        return value
    try:
        return moment.parse(value, UTC) if isinstance(value, str) else None
    except moment.UnreadableMomentError:
        return None


def _key(field: str, names: Mapping[str, str]) -> _Key:
    """Return the key for comparing values of `field`: text folded, numbers by value, booleans apart from 1 and 0."""
    exact = field in _EXACT

    def key(value: Any) -> object:
        if isinstance(value, bool):
            return (value,)
        if not isinstance(value, str):
            return value if isinstance(value, int | float) else None
        if exact:
            return value
        name = fold(value)
        return fold(names[name]) if name in names else name

    return key
