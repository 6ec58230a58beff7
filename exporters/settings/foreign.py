"""Reads what Jekyll's and Hugo's settings tell about a site. What does not fit is passed over: they serve others."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from exporters.model.article import Person
from exporters.settings import rules
from exporters.settings.find import check_mapping, refused, text_of, toml, yaml_of
from exporters.settings.values import ForeignSettings

_PLACE: Final = re.compile(r"line (\d+),? column (\d+)")  # in what json and tomllib say


def read(file: Path) -> ForeignSettings:
    """What `file` tells about its site. Raises SettingsError where it can't be read."""
    value = _contents(file)
    return _jekyll(value) if file.stem == "_config" else hugo(_lowered(value))


def _jekyll(value: dict[str, Any]) -> ForeignSettings:
    """Spec: jekyllrb.com/docs/configuration, and jekyll-seo-tag for `author` and `lang`."""
    url, path = _string(value.get("url")), _string(value.get("baseurl"))
    return ForeignSettings(
        title=_text(value.get("title")),
        description=_text(value.get("description")),
        url=_base(f"{url.rstrip('/')}/{path.lstrip('/')}"),
        language=_language(value.get(key) for key in ("lang", "language", "locale")),
        author=_person(value.get("author")),
        timezone=rules.zone_of(_string(value.get("timezone"))),
    )


def hugo(value: dict[str, Any]) -> ForeignSettings:
    """Spec: gohugo.io/configuration; the case of a key means nothing."""
    params = _lowered(value.get("params"))
    return ForeignSettings(
        title=_text(value.get("title")),
        description=_text(params.get("description")),
        url=_base(_string(value.get("baseurl"))),
        language=_language(value.get(key) for key in ("languagecode", "locale", "defaultcontentlanguage")),
        author=_person(value.get("author")) or _person(params.get("author")),
        timezone=rules.zone_of(_string(value.get("timezone"))),
    )


def known(
    *, url: Any, title: Any, description: Any = None, language: Any = None, author: Any = None, timezone: Any = None
) -> ForeignSettings:
    """What settings tell about a site, whatever they call it. What does not fit is passed over."""
    return ForeignSettings(
        title=_text(title),
        description=_text(description),
        url=_base(_string(url)),
        language=_language([language]),
        author=_person(author),
        timezone=rules.zone_of(_string(timezone)),
    )


def _contents(file: Path) -> dict[str, Any]:
    """The top level of `file`."""
    if file.suffix in (".yml", ".yaml"):
        document = yaml_of(file)
        return {
            key: document.source_text((key,)) if isinstance(value, (bool, int, float)) else value  # `lang: no`
            for key, value in (document.value or {}).items()
        }
    text = text_of(file)
    kind, parse = ("JSON", json.loads) if file.suffix == ".json" else ("TOML", toml)
    try:
        value = parse(text)
    except (ValueError, RecursionError) as error:
        place = _PLACE.search(str(error))
        line, column = (int(place[1]), int(place[2])) if place else (0, 0)
        raise refused(file, "settings-syntax", f"not valid {kind}", f"write valid {kind}", line, column) from error
    check_mapping(file, value)
    return dict(value)


def _lowered(value: Any) -> dict[str, Any]:
    return {key.lower(): each for key, each in value.items()} if isinstance(value, dict) else {}


def _string(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _text(value: Any) -> str | None:
    return rules.tidy(value) or None if isinstance(value, str) and not rules.text(value) else None


def _base(url: str) -> str | None:
    return None if rules.address(url) else rules.base(url)


def _language(values: Iterable[Any]) -> str | None:
    """The first that is a language tag; `en_US` is what POSIX calls `en-US`."""
    tags = (_string(value).replace("_", "-") for value in values)
    return next((tag for tag in tags if rules.LANGUAGE.fullmatch(tag)), None)


def _person(value: Any) -> Person | None:
    """An author: a name, or a mapping with `name` and `url` (`uri` in jekyll-feed)."""
    parts = _lowered(value) if isinstance(value, dict) else {"name": value}
    name = _text(parts.get("name"))
    urls = (_string(parts.get(key)) for key in ("url", "uri"))
    return Person(name=name, url=next((url for url in urls if not rules.page(url)), None)) if name else None
