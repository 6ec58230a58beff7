"""Check IRIs, tag URIs and URNs letter by letter. Spec: RFC 3987, RFC 3986, RFC 4151, RFC 8141, RFC 9562."""

import re
from datetime import date
from functools import lru_cache
from ipaddress import AddressValueError, IPv6Address
from typing import Final

from exporters.checks.values import CACHE_SIZE
from exporters.diagnostics.diagnostic import quote_value

_SPACE: Final = re.compile(r"\s")
_FORBIDDEN: Final = re.compile(r"[\x00-\x20\x7f-\x9f<>\"{}|\\^`\u2028\u2029\ufffe\uffff]")
_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2}).{0,2}")
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):", re.ASCII)
_PORT: Final = re.compile(r"[0-9]*", re.ASCII)
_REGISTERED_NAME: Final = re.compile(r"[^\[\]/?#@:]*")
_LABEL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?", re.ASCII)
_HOSTED: Final = frozenset({"http", "https", "ftp", "ftps"})  # schemes whose authority is a host
_HIGHEST_PORT: Final = 65_535

_ALPHANUMERIC: Final = r"[A-Za-z0-9]"
_COMPONENT: Final = rf"{_ALPHANUMERIC}(?:[A-Za-z0-9-]*{_ALPHANUMERIC})?"
_DNS_NAME: Final = re.compile(rf"{_COMPONENT}(?:\.{_COMPONENT})*", re.ASCII)
_EMAIL_NAME: Final = re.compile(r"[A-Za-z0-9._-]+", re.ASCII)
_TAG_DATE: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", re.ASCII)
_TAG_SPECIFIC: Final = re.compile(
    r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?\u00a0-\U0010fffd]|%[0-9A-Fa-f]{2})*(?:#(?:[^#])*)?"
)
_URN: Final = re.compile(r"urn:(?P<nid>[^:]*):(?P<nss>.+)", re.IGNORECASE | re.DOTALL)
_NAMESPACE_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,30}[A-Za-z0-9]", re.ASCII)
_UUID: Final = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}", re.ASCII)


def scheme_of(text: str) -> str:
    """Return the scheme of an IRI in lower case; "" for a relative reference."""
    found = _SCHEME.match(text)
    return found[1].lower() if found else ""


@lru_cache(CACHE_SIZE)
def iri_problem(text: str) -> str:
    """Return why `text` is no IRI reference, absolute or relative; "" for a valid one. Spec: RFC 3987 §2.2."""
    if found := _SPACE.search(text):
        return "white space in it" if text.strip() == text or found.start() else "white space before it"
    if found := _FORBIDDEN.search(text):
        return f"it contains {quote_value(found[0])}"
    if found := _PERCENT.search(text):
        return f"{quote_value(found[0])} is no percent-encoded byte"
    scheme = scheme_of(text)
    rest = text[len(scheme) + 1 :] if scheme else text
    if not scheme and ":" in re.split(r"[/?#]", text, maxsplit=1)[0]:
        return f"{quote_value(text.partition(':')[0])} is no scheme"
    if rest.count("#") > 1:
        return "a second # in it"
    if problem := _authority_problem(rest, scheme):
        return problem
    path = rest.partition("//")[2] if rest.startswith("//") else rest
    if "[" in path.partition("/")[2] or "]" in path.partition("/")[2]:
        return "a bracket outside the host"
    return ""


def _authority_problem(rest: str, scheme: str) -> str:
    """Return what is wrong with the host and port. Spec: RFC 3986 §3.2; RFC 9110 §4.2.1: http has a host."""
    if not rest.startswith("//"):
        return f"{scheme}: without //" if scheme in _HOSTED else ""
    authority = re.split(r"[/?#]", rest[2:], maxsplit=1)[0]
    host_and_port = authority.rpartition("@")[2]
    if host_and_port.startswith("["):
        host, _, port = host_and_port.partition("]")
        try:
            IPv6Address(host[1:])
        except AddressValueError:
            return f"{quote_value(host + ']')} is no IPv6 address"
        if port and not port.startswith(":"):
            return f"{quote_value(port)} behind the IPv6 address"
        port = port[1:]
    else:
        host, _, port = host_and_port.partition(":")
        if not _REGISTERED_NAME.fullmatch(host):
            return f"{quote_value(host)} is no host"
        if not host and scheme in _HOSTED:
            return "no host in it"
        labels = host.removesuffix(".").split(".") if host else []
        if scheme in _HOSTED and host.isascii() and "%" not in host and not all(map(_LABEL.fullmatch, labels)):
            return f"{quote_value(host)} is no host name"
    if not _PORT.fullmatch(port) or len(port) > 5 or (port and int(port) > _HIGHEST_PORT):
        return f"{quote_value(port)} is no port"
    return ""


@lru_cache(CACHE_SIZE)
def tag_problem(text: str) -> str:
    """Return why a `tag:` URI is invalid; "" for a valid one and for other schemes. Spec: RFC 4151 §2.1."""
    if scheme_of(text) != "tag":
        return ""
    entity, colon, specific = text[4:].partition(":")
    authority, comma, day = entity.rpartition(",")
    if not comma:
        return "no date behind the authority"
    if not colon:
        return "no colon behind the date"
    user, _, host = authority.rpartition("@")
    if not _DNS_NAME.fullmatch(host) or ("@" in authority and not _EMAIL_NAME.fullmatch(user)):
        return f"the authority {quote_value(authority)} is no host name and no e-mail address"
    if not _is_tag_date(day):
        return f"{quote_value(day)} is no date"
    if not _TAG_SPECIFIC.fullmatch(specific):
        return f"a letter that is not allowed in {quote_value(specific)}"
    return ""


def _is_tag_date(text: str) -> bool:
    found = _TAG_DATE.fullmatch(text)
    if found is None:
        return False
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return False
    return True


@lru_cache(CACHE_SIZE)
def urn_problem(text: str) -> str:
    """Return why a `urn:` is invalid; "" for a valid one and for other schemes. Spec: RFC 8141 §2; RFC 9562 §4."""
    if scheme_of(text) != "urn":
        return ""
    found = _URN.fullmatch(text)
    if found is None:
        return "a URN is urn:, a namespace, a colon and a name"
    if not _NAMESPACE_ID.fullmatch(found["nid"]) or found["nid"].lower() == "urn":
        return f"{quote_value(found['nid'])} is no namespace: 2 to 32 letters, digits and hyphens, none at its ends"
    if found["nid"].lower() == "uuid" and not _UUID.fullmatch(re.split("[?#]", found["nss"], maxsplit=1)[0]):
        return f"{quote_value(found['nss'])} is no UUID: 32 hexadecimal digits, 8-4-4-4-12"
    return ""
