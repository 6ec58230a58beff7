"""The feeds that an article belongs to: with `topics/{topic}` in a path one for each of its topics."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import product
from typing import Final, Literal

from exporters.feeds.fields import ArticleFacts
from exporters.feeds.slug import folder
from exporters.model import moment
from exporters.model.article import Article
from exporters.settings.names import folded
from exporters.settings.paths import filled, placeholders

PeriodKind = Literal["month", "year"]

_WRITTEN: Final = {
    "month": re.compile(r"(?:19|[2-9]\d)\d\d-(?:0[1-9]|1[0-2])", re.ASCII),
    "year": re.compile(r"(?:19|[2-9]\d)\d\d", re.ASCII),
}


def period_of(published: datetime | int, kind: PeriodKind) -> str:
    """The month or year that a moment lies in, `2021-08` or `2021`; a number is seconds since 1970."""
    when = moment.at(published) if isinstance(published, int) else published.astimezone(UTC)
    return f"{when.year:04}-{when.month:02}" if kind == "month" else f"{when.year:04}"


def is_period(period: str, kind: PeriodKind) -> bool:
    """Whether `period` is a month or a year, as `kind` says, that an article can have been published in."""
    return _WRITTEN[kind].fullmatch(period) is not None


def period_start(period: str) -> datetime:
    """The first moment, UTC, of what `period` told: `2021-08` or `2021`."""
    year, _, month = period.partition("-")
    return datetime(int(year), int(month or 1), 1, tzinfo=UTC)


Aliases = Mapping[str, Mapping[str, str]]  # by placeholder: a folded name, and the one it stands for


def values(article: ArticleFacts | Article, placeholder: str, aliases: Aliases, *, month_alone: bool) -> list[str]:
    """The values of `placeholder` for an article, as feeds name them; none where the article has no such field.

    Of spellings that share a folder (`AI`, `ai`) the first one stays. `month_alone`: `08`, not `2021-08`.
    """
    names = aliases.get(placeholder, {})
    made: dict[str, str] = {}  # by folder
    for written in _written(article, placeholder, month_alone=month_alone):
        value = names.get(folded(written), written) if names else written
        made.setdefault(folder(value, placeholder), value)
    return list(made.values())


def groups(article: ArticleFacts | Article, template: str, aliases: Aliases) -> Iterator[tuple[str, dict[str, str]]]:
    """The feeds of `template` that an article belongs to: the path of each, and the values that fill it.

    Several placeholders give every combination, so an article with 100 topics and 100 authors is in 10,000 feeds of
    `{topic}/{author}`, made one after the other. One without a value for a placeholder is in none.
    """
    names = placeholders(template)
    choices = [
        values(article, name, aliases, month_alone="year" in names[:rank])  # 2021/08, not 2021/2021-08
        for rank, name in enumerate(names)
    ]
    seen = set[str]()  # `{category}{type}`: "a" and "bc" make the path that "ab" and "c" make
    for chosen in product(*choices):
        given = dict(zip(names, chosen, strict=True))
        path = path_of(template, given)
        if path not in seen:
            seen.add(path)
            yield path, given


def path_of(template: str, values: Mapping[str, str]) -> str:
    """The folder below the out folder that `template` names with these values: `topics/ai-hardware`."""
    return filled(template, {name: folder(value, name) for name, value in values.items()})


def _written(article: ArticleFacts | Article, placeholder: str, *, month_alone: bool) -> Iterable[str]:
    """The values as the article has them. Raises KeyError where `placeholder` is none."""
    match placeholder:
        case "topic":
            return article.topics
        case "author":
            return [person.name for person in article.authors]
        case "provider":
            source = article.provider
            found = (source.name or source.domain) if source else None
        case "category":
            found = article.category
        case "type":
            found = article.type
        case "year":
            found = period_of(article.published, "year")
        case "month":
            found = period_of(article.published, "month")[-2 if month_alone else 0 :]
        case _:
            raise KeyError(placeholder)
    return [found] if found else []
