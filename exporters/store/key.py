"""The key of a cache: a digest of everything that shapes its content. Another key empties the cache."""

import hashlib
import os
import sys
import unicodedata
import zoneinfo
from collections.abc import Iterable, Iterator, Mapping
from datetime import tzinfo
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from types import MappingProxyType
from typing import Final

import msgspec

from exporters.model.site import Site
from exporters.schema_files import INPUT_SCHEMAS, schema_text
from exporters.support.lazy_regex import lazy_regex

DIGEST_SIZE: Final = 16  # bytes, which makes collisions practically impossible
_DEPENDENCIES: Final = (  # distributions whose version may change a value or a byte
    "cssselect",
    "feedgen",
    "feedparser",
    "feedparser-sgmllib",
    "ftfy",
    "Jinja2",
    "MarkupSafe",
    "idna",
    "imagesize",
    "jsonschema",
    "jsonschema-rs",
    "jsonschema-specifications",
    "lxml",
    "msgspec",
    "nh3",
    "pyromark",
    "python-dateutil",
    "PyYAML",
    "referencing",
    "sgmllib3k",
    "tinytag",
    "tzdata",
)
# Packages without which the content of a cache is made.
OUTSIDE: Final = frozenset({"cli", "interface", "lint", "scaffold", "serve", "websub"})
_VERSION: Final = lazy_regex(r"(?m)^Version: (.*)$")
_PACKAGE: Final = Path(__file__).parents[1]


def content_digest(data: bytes, name: str, within: str = "") -> bytes:
    """Return the content digest of the file `name`, whose suffix says whether its body is Markdown.

    `within` is its path below the folder of the site, where that shapes what it says.
    """
    content = hashlib.sha256(data)
    content.update(name.rpartition(".")[2].lower().encode("utf-8", "surrogateescape"))
    if within:
        content.update(b"\0" + within.encode("utf-8", "surrogateescape"))
    return content.digest()[:DIGEST_SIZE]


def digest_of(parts: Iterable[bytes]) -> bytes:
    """Return one digest of several values, each with its length, so that different lists differ."""
    hasher = hashlib.sha256()
    for part in parts:
        hasher.update(len(part).to_bytes(8, "little"))
        hasher.update(part)
    return hasher.digest()[:DIGEST_SIZE]


def with_media(digest: bytes, media: bytes) -> bytes:
    """Return the digest of an article whose media files say what `media` is the digest of; b"": they say nothing."""
    return digest_of([digest, media]) if media else digest


def cache_key(
    site: Site, zone: tzinfo | None, ids: Mapping[str, str] = MappingProxyType({}), sources: Iterable[bytes] = ()
) -> bytes:
    """Return the key for articles of `site`, with `zone` for dates without one and `ids` by permalink.

    `sources` are what holds for single sources, and the plugins that read them.
    """
    kept = msgspec.msgpack.encode(sorted(ids.items()))
    return digest_of([_program(), msgspec.msgpack.encode(site), zone_rules(zone), kept, *sources])


@cache
def _program() -> bytes:
    """Return a digest of this program's code and of the versions of its dependencies.

    Computed once: a process keeps the code that it has loaded, whatever is installed meanwhile.
    """
    return digest_of(_parts())


def _parts() -> Iterable[bytes]:
    yield sys.implementation.name.encode()
    yield bytes(sys.version_info[:2])
    yield unicodedata.unidata_version.encode()
    for name in _DEPENDENCIES:
        yield _version(name)
    for name, path in sorted(_modules(str(_PACKAGE), "")):
        yield name.encode()
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - hundreds of files, in each run
            yield file.read()
    for schema in INPUT_SCHEMAS:
        yield schema_text(schema).encode()


def _modules(folder: str, below: str) -> Iterator[tuple[str, str]]:
    """Yield each module in `folder` as a path below the package, and where it is; pathlib takes 5 ms more."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                yield below + entry.name, entry.path
            elif entry.is_dir() and (below or entry.name not in OUTSIDE):
                yield from _modules(entry.path, f"{below}{entry.name}/")


def _version(name: str) -> bytes:
    try:
        package = distribution(name)  # `version` would import an e-mail parser
        metadata = package.read_text("METADATA") or package.read_text("PKG-INFO") or ""
    except PackageNotFoundError:
        metadata = ""
    return f"{name} {_VERSION.findall(metadata)[:1]}".encode()


def zone_rules(zone: tzinfo | None) -> bytes:
    """Return the rules of a time zone; governments change them."""
    if not isinstance(zone, zoneinfo.ZoneInfo):
        return repr(zone).encode()
    files = (Path(folder, zone.key or "") for folder in zoneinfo.TZPATH)
    return repr(zone).encode() + next((path.read_bytes() for path in files if path.is_file()), b"")
