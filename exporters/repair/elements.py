"""What is taken out of or changed in single tags: addresses, lazy images, tracking pixels, handlers, inline style."""

import re
from typing import Final

from exporters.repair.addresses import AddressResolver
from exporters.repair.embeds import LAZY, source
from exporters.repair.markup import START, attributes, start

_NOTHING: Final = frozenset({"0", "1", "0px", "1px"})
_ADDRESSES: Final = frozenset({"src", "srcset", "data-srcset", *LAZY})  # of an image
_HANDLER: Final = re.compile("on[a-z]{1,30}")
_EMPTY: Final = re.compile(r"<(?:img|source)>")


def rewritten(html: str, addresses: AddressResolver, removed: set[str]) -> str:
    """Normalised `html` with every address absolute, and without what may not stay; `removed` is told what went."""

    def tag(found: re.Match[str]) -> str:
        name, values = found[1], attributes(found[2])
        for attribute in [each for each in values if each.startswith("on") or each == "style"]:
            removed.add(attribute if attribute == "style" or _HANDLER.fullmatch(attribute) else "on…")
            del values[attribute]
        if name == "img":
            return _image(values, addresses, removed)
        if "href" in values:
            _replace(values, "href", addresses.link(values["href"]))
        if "cite" in values:
            _replace(values, "cite", addresses.url(values["cite"]))
        if name == "source":
            later_set = values.pop("data-srcset", "")
            _replace(values, "srcset", addresses.srcset(values.get("srcset") or later_set))
        return start(name, values)

    return _EMPTY.sub(lambda found: _empty(found, removed), START.sub(tag, html))


def _empty(found: re.Match[str], removed: set[str]) -> str:
    if found[0] == "<img>":
        removed.add("image without address")
    return ""


def _image(values: dict[str, str], addresses: AddressResolver, removed: set[str]) -> str:
    """An image with an absolute address, or nothing. The address may wait in another attribute for a script."""
    src = source(values)
    srcset, later_set = values.get("srcset", ""), values.get("data-srcset", "")
    values = {name: value for name, value in values.items() if name not in _ADDRESSES}
    if values.get("width", "").strip() in _NOTHING and values.get("height", "").strip() in _NOTHING:
        removed.add("tracking pixel")
        return ""
    candidates = addresses.srcset(srcset or later_set)
    if src.strip():
        url = addresses.url(src)
    else:
        url = candidates.split(" ")[0].rstrip(",") if candidates else None
        if url is None:
            removed.add("image without address")
    if url is None:
        return ""
    return start("img", {"src": url, **({"srcset": candidates} if candidates else {}), **values})


def _replace(values: dict[str, str], name: str, value: str | None) -> None:
    if value:
        values[name] = value
    else:
        values.pop(name, None)
