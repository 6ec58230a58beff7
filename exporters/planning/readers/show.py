"""Read what a published feed says of itself as a podcast. Spec: Apple's guide to RSS; Podcasting 2.0."""

from typing import Any, Final

from exporters.model.moment import rfc3339
from exporters.planning.readers.document import parse_date, tidy
from exporters.planning.readers.elements import RSS_SPACES, Children, Element, children, first_text

_TRUE: Final = frozenset({"yes", "true", "explicit"})
_FALSE: Final = frozenset({"no", "false", "clean"})
_MOST: Final = 100  # elements of one name


def read_show(elements: Children) -> dict[str, Any]:
    """Return the show of a channel with these children, in the shape of the setting `podcast`; empty if it is none."""
    texts = {
        "author": first_text(elements, "itunes:author"),
        "type": _word(elements, "itunes:type"),
        "guid": first_text(elements, "podcast:guid"),
        "medium": _word(elements, "podcast:medium"),
        "new_feed_url": first_text(elements, "itunes:new-feed-url"),
    }
    flags = {
        "explicit": _flag(elements, "itunes:explicit"),
        "locked": _flag(elements, "podcast:locked"),
        "block": _flag(elements, "itunes:block") or None,
        "complete": _flag(elements, "itunes:complete") or None,
    }
    parts = {
        "category": _categories(elements),
        "image": next((url for each in _all(elements, "itunes:image") if (url := tidy(each.get("href")))), None),
        "owner": _owner(elements),
        "funding": [
            _without_none(url=tidy(each.get("url")), text=tidy(each.text))
            for each in _all(elements, "podcast:funding")
            if tidy(each.get("url"))
        ],
        "license": _license(elements),
        "location": [
            _without_none(
                name=tidy(each.text), **{key: tidy(each.get(key)) for key in ("rel", "geo", "osm", "country")}
            )
            for each in _all(elements, "podcast:location")
            if tidy(each.text)
        ],
        "trailers": [trailer for each in _all(elements, "podcast:trailer") if (trailer := _trailer(each))],
        "txt": [
            _without_none(text=tidy(each.text), purpose=tidy(each.get("purpose")))
            for each in _all(elements, "podcast:txt")
            if tidy(each.text)
        ],
    }
    every = {**parts, **flags, **texts}
    found = {key: every[key] for key in _ORDER if every[key] is not None and every[key] not in ([], {})}
    return found if any(name.startswith(("itunes:", "podcast:")) for name in elements) else {}


_ORDER: Final = (
    "category explicit image type author owner guid locked funding license medium location trailers complete block "
    "new_feed_url txt"
).split()


def _all(elements: Children, name: str) -> list[Element]:
    return elements.get(name, [])[:_MOST]


def _word(elements: Children, name: str) -> str | None:
    text = first_text(elements, name)
    return text.lower() if text else None


def _flag(elements: Children, name: str) -> bool | None:
    word = (first_text(elements, name) or "").lower()
    return True if word in _TRUE else False if word in _FALSE else None


def _categories(elements: Children) -> list[str]:
    """Return `Technology` or `Society & Culture > Documentary` for each category without others in it."""
    found = []
    for each in _all(elements, "itunes:category"):
        name = tidy(each.get("text"))
        inner = children(each, RSS_SPACES).get("itunes:category", [])[:_MOST]
        subs = [sub for child in inner if (sub := tidy(child.get("text")))]
        if name:
            found += [f"{name} > {sub}" for sub in subs] or [name]
    return list(dict.fromkeys(found))


def _owner(elements: Children) -> dict[str, str]:
    for each in _all(elements, "itunes:owner"):
        inner = children(each, RSS_SPACES)
        return _without_none(name=first_text(inner, "itunes:name"), email=first_text(inner, "itunes:email"))
    return {}


def _license(elements: Children) -> dict[str, str]:
    for each in _all(elements, "podcast:license"):
        if name := tidy(each.text):
            return _without_none(name=name, url=tidy(each.get("url")))
    return {}


def _trailer(element: Element) -> dict[str, Any]:
    """Return a trailer with title, address and date; empty if it lacks one of them."""
    title, url, published = tidy(element.text), tidy(element.get("url")), parse_date(element.get("pubdate"))
    if not (title and url and published):
        return {}
    numbers = {
        key: int(text[:15])
        for key in ("length", "season")
        if (text := element.get(key, "")).isascii() and text.isdigit()
    }
    return {
        "title": title,
        "url": url,
        "published": rfc3339(published),
        **_without_none(type=tidy(element.get("type"))),
        **numbers,
    }


def _without_none(**values: str | None) -> dict[str, str]:
    return {key: value for key, value in values.items() if value is not None}
