"""Expand placeholders: `topics/{topic}` makes one feed for each topic of an article."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import product
from typing import Final, Literal

from exporters.feeds.fields import ArticleFacts
from exporters.feeds.slug import folder_name
from exporters.model import moment
from exporters.model.article import Article
from exporters.settings.names import fold
from exporters.settings.paths import fill, placeholders

PeriodKind = Literal["month", "year"]

_PERIODS: Final = {
    "month": re.compile(r"(?:19|[2-9]\d)\d\d-(?:0[1-9]|1[0-2])", re.ASCII),
    "year": re.compile(r"(?:19|[2-9]\d)\d\d", re.ASCII),
}


def period_of(published: datetime | int, kind: PeriodKind) -> str:
    """Return the month or year of a moment, `2021-08` or `2021`; a number is seconds since 1970."""
    when = moment.from_timestamp(published) if isinstance(published, int) else published.astimezone(UTC)
    return f"{when.year:04}-{when.month:02}" if kind == "month" else f"{when.year:04}"


def is_period(period: str, kind: PeriodKind) -> bool:
    """Whether `period` is a month or year, as `kind` says, between 1900 and 9999."""
    return _PERIODS[kind].fullmatch(period) is not None


def period_start(period: str) -> datetime:
    """Return the first moment, UTC, of a period: `2021-08` or `2021`."""
    year, _, month = period.partition("-")
    return datetime(int(year), int(month or 1), 1, tzinfo=UTC)


Aliases = Mapping[str, Mapping[str, str]]  # by placeholder: a folded name, and the one it stands for


def placeholder_values(
    article: ArticleFacts | Article, placeholder: str, aliases: Aliases, *, month_alone: bool
) -> list[str]:
    """Return the values of `placeholder` for an article; none if the article lacks that field.

    Of spellings that share a folder (`AI`, `ai`) the first one wins. `month_alone`: `08`, not `2021-08`.
    """
    names = aliases.get(placeholder, {})
    by_folder: dict[str, str] = {}  # by folder
    for spelling in _spellings(article, placeholder, month_alone=month_alone):
        value = names.get(fold(spelling), spelling) if names else spelling
        by_folder.setdefault(folder_name(value, placeholder), value)
    return list(by_folder.values())


def expand_template(
    article: ArticleFacts | Article, template: str, aliases: Aliases
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the feeds of `template` that an article belongs to: the path, and the values that fill it.

    Several placeholders give every combination, so an article with 100 topics and 100 authors is in 10,000 feeds of
    `{topic}/{author}`, yielded one by one. An article without a value for a placeholder is in none.
    """
    names = placeholders(template)
    choices = [
        placeholder_values(article, name, aliases, month_alone="year" in names[:rank])  # 2021/08, not 2021/2021-08
        for rank, name in enumerate(names)
    ]
    known_paths = set[str]()  # `{category}{type}`: "a" and "bc" make the path that "ab" and "c" make
    for combination in product(*choices):
        filling = dict(zip(names, combination, strict=True))
        path = fill_path(template, filling)
        if path not in known_paths:
            known_paths.add(path)
            yield path, filling


def fill_path(template: str, values: Mapping[str, str]) -> str:
    """Return the folder below the out folder that `template` gives with these values: `topics/ai-hardware`."""
    return fill(template, {name: folder_name(value, name) for name, value in values.items()})


def _spellings(article: ArticleFacts | Article, placeholder: str, *, month_alone: bool) -> Iterable[str]:
    """Return the values as the article spells them. Raises KeyError for an unknown placeholder."""
    match placeholder:
        case "topic":
            return article.topics
        case "author":
            return [person.name for person in article.authors]
        case "provider":
            source = article.provider
            value = (source.name or source.domain) if source else None
        case "category":
            value = article.category
        case "type":
            value = article.type
        case "year":
            value = period_of(article.published, "year")
        case "month":
            value = period_of(article.published, "month")[-2 if month_alone else 0 :]
        case _:
            raise KeyError(placeholder)
    return [value] if value else []
