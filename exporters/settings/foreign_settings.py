"""Read the settings of Jekyll and Hugo about a site. Invalid values are skipped: the files serve other programs."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from exporters.model.article import Person
from exporters.settings import rules
from exporters.settings.find import check_mapping, parse_toml, read_text, read_yaml_file, settings_error
from exporters.settings.values import SiteSettings
from exporters.support.lazy_regex import lazy_regex

_PLACE: Final = lazy_regex(r"line (\d+),? column (\d+)")  # in messages of json and tomllib


def read(file: Path) -> SiteSettings:
    """Return what `file` says about its site. Raises SettingsError if it is not readable."""
    value = _read_mapping(file)
    return _from_jekyll(value) if file.stem == "_config" else from_hugo(_lower_keys(value))


def _from_jekyll(value: dict[str, Any]) -> SiteSettings:
    """Return the settings in Jekyll's. Spec: jekyllrb.com/docs/configuration; jekyll-seo-tag: `author`, `lang`."""
    url, path = _string(value.get("url")), _string(value.get("baseurl"))
    return SiteSettings(
        title=_text(value.get("title")) or _text(value.get("name")),  # as jekyll-feed does
        description=_text(value.get("description")),
        url=_base(f"{url.rstrip('/')}/{path.lstrip('/')}"),
        language=_language(value.get(key) for key in ("lang", "language", "locale")),
        author=_person(value.get("author")),
        timezone=rules.zone_of(_string(value.get("timezone"))),
    )


def from_hugo(value: dict[str, Any]) -> SiteSettings:
    """Return the settings in Hugo's, whose keys are in lower case. Spec: gohugo.io/configuration."""
    params = _lower_keys(value.get("params"))
    return SiteSettings(
        title=_text(value.get("title")),
        description=_text(params.get("description")),
        url=_base(_string(value.get("baseurl"))),
        language=_language(value.get(key) for key in ("languagecode", "locale", "defaultcontentlanguage")),
        author=_person(value.get("author")) or _person(params.get("author")),
        timezone=rules.zone_of(_string(value.get("timezone"))),
    )


def from_values(
    *, url: Any, title: Any, description: Any = None, language: Any = None, author: Any = None, timezone: Any = None
) -> SiteSettings:
    """Return settings from the values of any generator. Invalid values are skipped."""
    return SiteSettings(
        title=_text(title),
        description=_text(description),
        url=_base(_string(url)),
        language=_language([language]),
        author=_person(author),
        timezone=rules.zone_of(_string(timezone)),
    )


def _read_mapping(file: Path) -> dict[str, Any]:
    """Return the mapping at the top level of `file`. Raises SettingsError if there is none."""
    if file.suffix in (".yml", ".yaml"):
        document = read_yaml_file(file)
        return {
            key: document.source_text((key,)) if isinstance(value, (bool, int, float)) else value  # `lang: no`
            for key, value in (document.value or {}).items()
        }
    text = read_text(file)
    kind, parse = ("JSON", json.loads) if file.suffix == ".json" else ("TOML", parse_toml)
    try:
        value = parse(text)
    except (ValueError, RecursionError) as error:
        place = _PLACE.search(str(error))
        line, column = (int(place[1]), int(place[2])) if place else (0, 0)
        raise settings_error(
            file, "settings-syntax", f"not valid {kind}", f"write valid {kind}", line, column
        ) from error
    check_mapping(file, value)
    return dict(value)


def _lower_keys(value: Any) -> dict[str, Any]:
    return {key.lower(): item for key, item in value.items()} if isinstance(value, dict) else {}


def _string(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _text(value: Any) -> str | None:
    return rules.tidy(value) or None if isinstance(value, str) and not rules.text(value) else None


def _base(url: str) -> str | None:
    return None if rules.address(url) else rules.base(url)


def _language(values: Iterable[Any]) -> str | None:
    """Return the first language tag in `values`; `en_US` is POSIX for `en-US`. Spec: BCP 47."""
    tags = (_string(value).replace("_", "-") for value in values)
    return next((tag for tag in tags if rules.LANGUAGE.fullmatch(tag)), None)


def _person(value: Any) -> Person | None:
    """Return an author from a name, or from a mapping with `name` and `url` (`uri` in jekyll-feed)."""
    parts = _lower_keys(value) if isinstance(value, dict) else {"name": value}
    name = _text(parts.get("name"))
    urls = (_string(parts.get(key)) for key in ("url", "uri"))
    return Person(name=name, url=next((url for url in urls if not rules.page(url)), None)) if name else None
