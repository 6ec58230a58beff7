"""The feeds that an article belongs to: with `topics/{topic}` in a path one for each of its topics."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from exporters.feeds.facts import ArticleFacts
from exporters.feeds.periods import period_of
from exporters.feeds.slug import folder
from exporters.model.article import Article
from exporters.settings.names import folded
from exporters.settings.paths import filled, placeholders

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
