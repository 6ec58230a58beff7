"""The kinds of cases: for each a function that makes the case of a seed."""

from collections.abc import Callable, Mapping
from random import Random
from typing import Final

from tests.fuzz.case import Case
from tests.fuzz.kinds.articles import articles, bodies, encodings
from tests.fuzz.kinds.caches import caches
from tests.fuzz.kinds.front_matter import headers, json_front, toml
from tests.fuzz.kinds.linted import linted
from tests.fuzz.kinds.manifests import manifests
from tests.fuzz.kinds.published import published
from tests.fuzz.kinds.row_files import row_files
from tests.fuzz.kinds.settings import foreign_settings, ids, settings
from tests.fuzz.kinds.sizes import sizes
from tests.fuzz.kinds.templates import templates

Maker = Callable[[Random], Case]

KINDS: Final[Mapping[str, Maker]] = {
    "articles": articles,
    "bodies": bodies,
    "encodings": encodings,
    "toml": toml,
    "json-front-matter": json_front,
    "headers": headers,
    "sizes": sizes,
    "row-files": row_files,
    "settings": settings,
    "foreign-settings": foreign_settings,
    "templates": templates,
    "ids": ids,
    "manifests": manifests,
    "caches": caches,
    "published": published,
    "linted": linted,
}


def case(kind: str, seed: int) -> Case:
    """The case of that kind and seed."""
    return KINDS[kind](Random(f"{kind}:{seed}"))._replace(kind=kind, seed=seed)  # noqa: S311 - no secret
