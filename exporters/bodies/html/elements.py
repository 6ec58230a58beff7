"""Repair single tags: addresses, lazy images, tracking pixels, event handlers, inline style."""

import re
from typing import Final

from exporters.bodies.html.addresses import AddressResolver
from exporters.bodies.html.embeds import LAZY_ATTRIBUTES, find_source
from exporters.bodies.html.markup import START_TAG, parse_attributes, write_start_tag

_PIXEL_SIZES: Final = frozenset({"0", "1", "0px", "1px"})
_ADDRESS_ATTRIBUTES: Final = frozenset({"src", "srcset", "data-srcset", *LAZY_ATTRIBUTES})  # of an image
_HANDLER: Final = re.compile("on[a-z]{1,30}")
_EMPTY: Final = re.compile(r"<(?:img|source)>")


def rewrite(html: str, addresses: AddressResolver, removed_parts: set[str]) -> str:
    """Return normalised `html` with absolute addresses and without unsafe parts; name those in `removed_parts`."""

    def rewrite_tag(match: re.Match[str]) -> str:
        name, values = match[1], parse_attributes(match[2])
        for attribute in [each for each in values if each.startswith("on") or each == "style"]:
            removed_parts.add(attribute if attribute == "style" or _HANDLER.fullmatch(attribute) else "on…")
            del values[attribute]
        if name == "img":
            return _rewrite_image(values, addresses, removed_parts)
        if "href" in values:
            _replace(values, "href", addresses.resolve_link(values["href"]))
        if "cite" in values:
            _replace(values, "cite", addresses.resolve_url(values["cite"]))
        if name == "source":
            lazy_srcset = values.pop("data-srcset", "")
            _replace(values, "srcset", addresses.resolve_srcset(values.get("srcset") or lazy_srcset))
        return write_start_tag(name, values)

    return _EMPTY.sub(lambda match: _drop_empty(match, removed_parts), START_TAG.sub(rewrite_tag, html))


def _drop_empty(match: re.Match[str], removed_parts: set[str]) -> str:
    if match[0] == "<img>":
        removed_parts.add("image without address")
    return ""


def _rewrite_image(values: dict[str, str], addresses: AddressResolver, removed_parts: set[str]) -> str:
    """Return an image with an absolute address, or "". A script may expect the address in another attribute."""
    src = find_source(values)
    srcset, lazy_srcset = values.get("srcset", ""), values.get("data-srcset", "")
    values = {name: value for name, value in values.items() if name not in _ADDRESS_ATTRIBUTES}
    if values.get("width", "").strip() in _PIXEL_SIZES and values.get("height", "").strip() in _PIXEL_SIZES:
        removed_parts.add("tracking pixel")
        return ""
    candidates = addresses.resolve_srcset(srcset or lazy_srcset)
    if src.strip():
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
