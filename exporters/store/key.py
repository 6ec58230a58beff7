"""The key of a cache: everything that shapes what is in it. Where one part differs, nothing in it is taken."""

import hashlib
import re
import sys
import unicodedata
import zoneinfo
from collections.abc import Iterable, Mapping
from datetime import tzinfo
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from types import MappingProxyType
from typing import Final

import msgspec

from exporters.model.site import Site
from exporters.schema_files import INPUT_SCHEMAS, schema_text

DIGEST_SIZE: Final = 16  # bytes: enough that two contents never share one
_SHAPING: Final = (  # distributions whose version may change a value or a byte
    "cssselect",
    "feedgen",
    "feedparser",
    "ftfy",
    "Jinja2",
    "MarkupSafe",
    "idna",
    "jsonschema",
    "jsonschema-rs",
    "lxml",
    "markdown-it-py",
    "mdurl",
    "msgspec",
    "nh3",
    "python-dateutil",
    "PyYAML",
    "sgmllib3k",
    "tzdata",
)
_VERSION: Final = re.compile(r"(?m)^Version: (.*)$")
_PACKAGE: Final = Path(__file__).parents[1]


def digest(data: bytes, name: str, within: str = "") -> bytes:
    """What stands for the content `data` of the file `name`, whose suffix says whether its body is Markdown.

    `within` is its path below the folder of the site, where that shapes what it says.
    """
    content = hashlib.sha256(data)
    content.update(name.rpartition(".")[2].lower().encode("utf-8", "surrogateescape"))
    if within:
        content.update(b"\0" + within.encode("utf-8", "surrogateescape"))
    return content.digest()[:DIGEST_SIZE]


def of(parts: Iterable[bytes]) -> bytes:
    """One digest of several values, each with its length, so that no two lists of values share one."""
    joined = hashlib.sha256()
    for part in parts:
        joined.update(len(part).to_bytes(8, "little"))
        joined.update(part)
    return joined.digest()[:DIGEST_SIZE]


def key(
    site: Site, zone: tzinfo | None, ids: Mapping[str, str] = MappingProxyType({}), sources: Iterable[bytes] = ()
) -> bytes:
    """The key of articles of `site`, read with `zone` for dates which name none, and with `ids` by permalink.

    `sources` are what holds for single sources, and the plugins that read them.
    """
    kept = msgspec.msgpack.encode(sorted(ids.items()))
    return of([_program(), msgspec.msgpack.encode(site), zone_rules(zone), kept, *sources])


@cache
def _program() -> bytes:
    """A digest of this program to the letter, and of what it is built on.

    Looked at once: a process goes on with what it has loaded, whatever is installed meanwhile.
    """
    return of(_parts())


def _parts() -> Iterable[bytes]:
    yield sys.implementation.name.encode()
    yield bytes(sys.version_info[:2])
    yield unicodedata.unidata_version.encode()
    for name in _SHAPING:
        yield _version(name)
    for path in sorted(_PACKAGE.rglob("*.py")):
        yield path.relative_to(_PACKAGE).as_posix().encode()
        yield path.read_bytes()
    for schema in INPUT_SCHEMAS:
        yield schema_text(schema).encode()


def _version(name: str) -> bytes:
    try:
        found = distribution(name)  # `version` loads a parser of e-mails for that
        described = found.read_text("METADATA") or found.read_text("PKG-INFO") or ""
    except PackageNotFoundError:
        described = ""
    return f"{name} {_VERSION.findall(described)[:1]}".encode()


def zone_rules(zone: tzinfo | None) -> bytes:
    """The rules of a time zone; those of a place change when governments do."""
    if not isinstance(zone, zoneinfo.ZoneInfo):
        return repr(zone).encode()
    files = (Path(folder, zone.key or "") for folder in zoneinfo.TZPATH)
    return repr(zone).encode() + next((path.read_bytes() for path in files if path.is_file()), b"")
