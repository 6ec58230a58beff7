"""Which articles a feed has, told by a few lines that know nothing of the program: PyYAML and filters."""

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import Any

import yaml

Article = Mapping[str, Any]


def articles(source: Path) -> list[Article]:
    """The articles that can be shown, newest first: no drafts, none withdrawn, of each id the one updated last."""
    kept: dict[str, Article] = {}
    for path in sorted(source.rglob("*.md"), key=lambda each: each.relative_to(source).as_posix()):
        _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        each = yaml.load(front, yaml.CSafeLoader) | {"body": body}
        if each.get("published") is False or each.get("draft") or each.get("removed"):
            continue
        each["id"] = each.get("id") or each.get("webUrl") or each["originalUrl"]
        before = kept.get(each["id"])
        if before is None or (updated(each), published(each)) > (updated(before), published(before)):
            kept[each["id"]] = each
    return by(kept.values(), published)


def by(every: Iterable[Article], *keys: Callable[[Article], Any]) -> list[Article]:
    """Sorted by each key, the highest first; then by publication, then id ascending."""
    made = sorted(every, key=lambda each: str(each["id"]))
    for key in (published, *reversed(keys)):
        made = sorted(made, key=key, reverse=True)
    return made


def ids(every: Iterable[Article], limit: int = 0) -> list[str]:
    """The ids of the first of them, of all where `limit` is 0."""
    return [each["id"] for each in every][: limit or None]


def published(each: Article) -> datetime:
    """When it was published."""
    moment: datetime = each["publishedDateTime"]
    return moment


def updated(each: Article) -> datetime:
    """When it was changed last."""
    return max(published(each), each.get("updatedDateTime") or published(each))


def folded(value: str) -> str:
    """A name without what people don't mean by it."""
    return unicodedata.normalize("NFC", " ".join(value.split())).casefold()


def topics(each: Article) -> list[str]:
    """Its topics as plain text."""
    return [" ".join(html.unescape(str(topic)).split()) for topic in each.get("topics") or ()]


def provider(each: Article) -> list[str]:
    """Its provider by name, else by domain."""
    found = each.get("provider") or {}
    name = found.get("name") or found.get("domain")
    return [name] if name else []


def authors(each: Article) -> list[str]:
    """Who wrote it, else its provider, else the author of the site."""
    people = [person["name"] for person in (each.get("provider") or {}).get("authors", ())]
    return people or provider(each) or ["The editors"]


def one(key: str) -> Callable[[Article], list[str]]:
    """The value of a field, where there is one."""
    return lambda each: [each[key]] if each.get(key) else []


def moment(form: str) -> Callable[[Article], list[str]]:
    """When it was published, in that form."""
    return lambda each: [f"{published(each):{form}}"]


def folder(value: str, word: str) -> str:
    """What the folder of a value is called."""
    name, tidy = folded(value), unicodedata.normalize("NFC", " ".join(value.split()))
    kept = "".join(char if _stays(char) else "-" if char == " " else "/" for char in name)
    made = re.sub("[-/]+", "-", kept).strip("-") if "/" in kept else kept
    return made if made == kept else f"{made or word}-{sha256(tidy.encode()).hexdigest()[:6]}"


def _stays(char: str) -> bool:
    return char in "-_" or unicodedata.category(char)[0] in "LMN"


def fans(every: Iterable[Article], **fields: Callable[[Article], list[str]]) -> dict[str, list[str]]:
    """The ids of each combination of values, by the folders of these."""
    made: dict[str, list[str]] = {}
    for each in every:
        names = [dict.fromkeys(folder(value, word) for value in read(each)) for word, read in fields.items()]
        for path in map("/".join, product(*names)):
            made.setdefault(path, []).append(each["id"])
    return made
