"""Repair single tags: addresses, lazy images, tracking pixels, event handlers, inline style, check boxes."""

import re
from typing import Final

from exporters.bodies.html.addresses import AddressResolver
from exporters.bodies.html.embeds import LAZY_ATTRIBUTES, find_source, is_placeholder
from exporters.bodies.html.entry_ids import EntryIds
from exporters.bodies.html.markup import START_TAG, parse_attributes, write_start_tag
from exporters.support.lazy_regex import lazy_regex

_PIXEL_SIZES: Final = frozenset({"0", "1", "0px", "1px"})
_LAZY_SOURCES: Final = ("data-srcset", "data-lazy-srcset")
_ADDRESS_ATTRIBUTES: Final = frozenset({"src", "srcset", *_LAZY_SOURCES, *LAZY_ATTRIBUTES})  # of an image
_HANDLER: Final = lazy_regex("on[a-z]{1,30}")
_EMPTY: Final = lazy_regex(r"<(?:img|source)>")
_INVISIBLE: Final = frozenset({"style", "hidden", "aria-hidden"})
_CELLS: Final = frozenset({"td", "th"})
_ALIGNMENT: Final = lazy_regex(r"\s*text-align\s*:\s*(left|right|center|justify)\s*;?\s*", re.IGNORECASE)
_ALIGNMENTS: Final = frozenset({"left", "right", "center", "justify"})
_CHECK_BOX: Final = lazy_regex(r'(<li(?: [^<>]*)?>(?:\s*<p>)?\s*)?<input((?: [^\s=>]+="[^"]*")+)>(\s?)')
_PICTURE: Final = lazy_regex(r"<picture(?: [^<>]*)?>[^<]*(?>(?:<source(?: [^<>]*)?>[^<]*)+)<img(?: [^<>]*)?>")
_SOURCES: Final = lazy_regex(r"<source((?: [^<>]*)?)>")


def rewrite(
    html: str,
    addresses: AddressResolver,
    removed_parts: set[str],
    ids: EntryIds,
    tags: re.Pattern[str] = START_TAG,
) -> str:
    """Return normalised `html` with absolute addresses and without unsafe parts; name those in `removed_parts`.

    `tags` matches the start tags that may have either.
    """
    written: dict[str, str] = {}  # by tag as it was; most tags stand in a text many times

    def rewrite_once(match: re.Match[str]) -> str:
        tag = match[0]
        if tag not in written or ' id="' in tag or ' name="' in tag:  # an id stands in an entry once
            written[tag] = rewrite_tag(match)
        return written[tag]

    def rewrite_tag(match: re.Match[str]) -> str:
        name, values = match[1], parse_attributes(match[2])
        for attribute in [each for each in values if each in _INVISIBLE or each.startswith("on")]:
            written = values.pop(attribute)
            if attribute != "style" and not attribute.startswith("on"):
                continue
            if attribute == "style" and name in _CELLS and (alignment := _ALIGNMENT.fullmatch(written)):
                values["align"] = alignment[1]
                continue
            removed_parts.add(attribute if attribute == "style" or _HANDLER.fullmatch(attribute) else "on…")
        if "id" in values or "name" in values:
            ids.rewrite_id(name, values)
        if name == "img":
            return _rewrite_image(values, addresses, removed_parts)
        if "href" in values:
            href = values["href"]
            _replace(values, "href", ids.rewrite_link(href) or addresses.resolve_link(href))
        if "cite" in values:
            _replace(values, "cite", addresses.resolve_url(values["cite"]))
        if name == "source":
            lazy_srcset = _pop_lazy_srcset(values)
            _replace(values, "srcset", addresses.resolve_srcset(values.get("srcset") or lazy_srcset))
        if "align" in values and values["align"].lower() not in _ALIGNMENTS:
            del values["align"]
        return write_start_tag(name, values)

    if "<picture" in html:
        html = _PICTURE.sub(_give_image_an_address, html)
    return _EMPTY.sub(lambda match: _drop_empty(match, removed_parts), tags.sub(rewrite_once, html))


def draw_check_boxes(html: str) -> str:
    """Return normalised `html` with ☐ or ☑ for each check box of a task list: readers drop it, and the task with it."""

    def draw(match: re.Match[str]) -> str:
        values = parse_attributes(match[2])
        if values.get("type", "").lower() != "checkbox" or not (match[1] or "disabled" in values):
            return match[0]
        return f"{match[1] or ''}{'☑' if 'checked' in values else '☐'}{match[3] or ' '}"

    return _CHECK_BOX.sub(draw, html)


def _give_image_an_address(match: re.Match[str]) -> str:
    """Return a picture whose image has the address of the last source, the plainest, if it has none of its own."""
    start = match[0].rindex("<img")
    image = parse_attributes(match[0][start + 4 : -1])
    if not is_placeholder(find_source(image)) or image.get("srcset") or _pop_lazy_srcset(dict(image)):
        return match[0]
    sources = [parse_attributes(source[1]) for source in _SOURCES.finditer(match[0])]
    srcsets = [srcset for values in sources if (srcset := values.get("srcset") or _pop_lazy_srcset(values))]
    if not srcsets:
        return match[0]
    return match[0][:start] + write_start_tag("img", {**image, "data-srcset": srcsets[-1], "src": ""})


def _pop_lazy_srcset(values: dict[str, str]) -> str:
    return next(filter(None, [values.pop(name, "") for name in _LAZY_SOURCES]), "")


def _drop_empty(match: re.Match[str], removed_parts: set[str]) -> str:
    if match[0] == "<img>":
        removed_parts.add("image without address")
    return ""


def _rewrite_image(values: dict[str, str], addresses: AddressResolver, removed_parts: set[str]) -> str:
    """Return an image with an absolute address, or "". A script may expect the address in another attribute."""
    src = find_source(values)
    srcset, lazy_srcset = values.get("srcset", ""), _pop_lazy_srcset(values)
    values = {name: value for name, value in values.items() if name not in _ADDRESS_ATTRIBUTES}
    if values.get("width", "").strip() in _PIXEL_SIZES and values.get("height", "").strip() in _PIXEL_SIZES:
        removed_parts.add("tracking pixel")
        return ""
    candidates = addresses.resolve_srcset(srcset or lazy_srcset)
    if src.strip() and not (candidates and is_placeholder(src)):
        url = addresses.resolve_url(src)
    else:
        url = candidates.split(" ")[0].rstrip(",") if candidates else None
        if url is None:
            removed_parts.add("image without address")
    if url is None:
        return ""
    return write_start_tag("img", {"src": url, **({"srcset": candidates} if candidates else {}), **values})


def _replace(values: dict[str, str], name: str, value: str | None) -> None:
    if value:
        values[name] = value
    else:
        values.pop(name, None)
