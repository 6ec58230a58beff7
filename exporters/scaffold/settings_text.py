"""Write a first outfeed.yaml: the facts found, and every other setting as a comment.

Comments are made of the schema, so no setting is forgotten.
"""

import json
from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any, Final

from exporters import PROJECT_URL
from exporters.diagnostics.diagnostic import clip_text, escape_controls
from exporters.model.url import host_of
from exporters.scaffold.folder_facts import FolderFacts
from exporters.schema_files import schema_text, schema_url
from exporters.support.lazy_regex import lazy_regex
from exporters.yamldoc.document import read_yaml
from exporters.yamldoc.flow_style import quote

_PLAIN: Final = lazy_regex(r"[A-Za-z_.][A-Za-z0-9_./:+~%-]*(?<!:)")  # needs no quotes, unless it is a word such as no


def scalar(text: str) -> str:
    """Return text on one line, in double quotes if needed. Spec: YAML 1.1 §5.6 and §9.1.1."""
    if _PLAIN.fullmatch(text) and read_yaml(f"key: {text}\n").value == {"key": text}:
        return text
    return quote(text)


def flow(value: Any) -> str:
    """Return a value on one line: `[rss, json]`, `{min: 50}`."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{scalar(key)}: {flow(each)}' for key, each in value.items())}}}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(flow, value))}]"
    return scalar(value) if isinstance(value, str) else json.dumps(value)


WIDTH: Final = 116  # characters of a comment
NAMED: Final = 3  # topics or providers that a comment names
_HEAD: Final = f"""\
# yaml-language-server: $schema={{schema}}
# Settings of Outfeed. Each line that begins with # and a word, such as #formats, is a setting that is not in force:
# take its # away, and write your own value. All about them:
# {PROJECT_URL}/blob/main/docs/settings.md
"""
_BLOCKS: Final = frozenset({"podcast"})  # mappings with a line for each key
_WRITTEN: Final = frozenset({"path"})  # keys of a feed that the first one has

Schema = Mapping[str, Any]


def text(found: FolderFacts, url: str) -> str:
    """Return the settings of a site whose home page is `url`, which ends with a slash."""
    known, title = found.known, found.known.title or host_of(url)
    written = {
        "site": {
            "title": title,
            "description": known.description,
            "url": url,
            "language": known.language,
            "author": _without_none({"name": known.author.name, "url": known.author.url}) if known.author else None,
        },
        "source": {
            "path": found.source,
            "timezone": str(known.timezone) if known.timezone else None,
            "dialect": (found.named_dialect if not found.format else "") or None,
            "permalink": found.permalink or None,
            "ids": found.ids or None,
            "built": found.built or None,
            "format": found.format or None,
        },
        "ids": found.ids_file or None,
        "out": found.out,
    }
    lines: list[str] = []
    for key, about in json.loads(schema_text("settings"))["properties"].items():
        lines += ["", *_explain_setting(about)]
        value = written.get(key)
        if key == "feeds":
            lines += ["feeds:", *_feeds(about, found, title)]
        elif isinstance(value, dict):
            lines += [f"{key}:", *_mapping(about["properties"], _without_none(value), "  ")]
        else:
            lines.append(_setting(key, about, value))
    return _HEAD.format(schema=schema_url("settings")) + "\n".join(lines) + "\n"


def _mapping(properties: Schema, written: Mapping[str, Any], indent: str) -> Iterator[str]:
    """Yield every key of a mapping, active or commented out."""
    for key, about in properties.items():
        yield from _explain_setting(about, indent)
        yield _setting(key, about, written.get(key), indent)


def _setting(key: str, about: Schema, value: Any, indent: str = "") -> str:
    """Yield a setting, active or commented out with an example."""
    if key in _BLOCKS and value is not None:
        return "\n".join([f"{indent}{key}:", *(f"{indent}  {name}: {flow(each)}" for name, each in value.items())])
    if value is not None:
        return f"{indent}{key}: {flow(value)}"
    example = about["examples"][0] if "examples" in about else about["default"]
    return f"{indent}#{key}: {flow(example)}"


def _explain_setting(about: Schema, indent: str = "") -> Iterator[str]:
    """Return the first sentence of a setting's description."""
    sentence = about["description"].partition(". ")[0].removesuffix(".")
    return (f"{indent}# {line}" for line in wrap(f"{sentence}.", WIDTH - len(indent), break_long_words=False))


def _feeds(about: Schema, found: FolderFacts, title: str) -> Iterator[str]:
    """Yield the site-wide feed with all its options, and those that topics and providers would give."""
    braced, sentence = (
        each.replace("{", "{{").replace("}", "}}") for each in (title, found.known.description or title)
    )
    own = {"title": {"examples": [braced]}, "description": {"examples": [sentence]}}  # the schema's have placeholders
    properties = {
        key: {**each, **own.get(key, {})} for key, each in about["items"]["properties"].items() if key not in _WRITTEN
    }
    yield '  - path: "" # the feed of all articles, in the out folder itself'
    yield from _mapping(
        properties, _without_none({"id": found.feed_id or None, "podcast": found.podcast or None}), "    "
    )
    for one, names in (("topic", found.topics), ("provider", found.providers)):
        yield f"  # {_fan(names, one)}"
        yield f"  #- path: {one}s/{{{one}}}"
        yield f"  #  title: {scalar(f'{braced}: {{{one}}}')}"


def _fan(names: tuple[str, ...], one: str) -> str:
    """Return `A feed for each of the 12 topics, such as AI, Chips and Robots:`."""
    if not names:
        return f"A feed for each {one} of the articles:"
    some = [escape_controls(clip_text(name)) for name in names[:NAMED]]
    said = " and ".join([", ".join(some[:-1]), some[-1]] if some[1:] else some)
    several = f"the {len(names):,} {one}s, such as " if len(names) > NAMED else f"the {one}s "
    return f"A feed for each of {several}{said}:" if names[1:] else f"A feed for each {one}, now {said}:"


def _without_none(value: Mapping[str, Any]) -> dict[str, Any]:
    return {key: each for key, each in value.items() if each is not None}
