"""Parse http and https addresses into ASCII, with user name and password apart. Spec: RFC 3986, RFC 9110 §4.2."""

import re
from base64 import b64encode
from typing import Final, NamedTuple
from urllib.parse import quote, unquote, unquote_to_bytes, urlsplit

import idna

from exporters.diagnostics.diagnostic import clip_text, escape_controls
from exporters.http.failure import FetchError
from exporters.model.url import is_host

_PORTS: Final = {"http": 80, "https": 443}
_SAFE: Final = "%/:=&?~+!$,;'@()*[]|"  # stays as it is in a path and a query: what is encoded already, too
_LOGIN: Final = re.compile(r"(\A[^/@]*//)?.*@", re.DOTALL)  # nobody can tell where it ends in what is no address


class HttpAddress(NamedTuple):
    """The parts of an http or https address."""

    scheme: str  # http, https
    host: str  # a name in ASCII, an IPv4 address, or an IPv6 address without brackets
    port: int
    target: str  # path and query, percent-encoded
    login: str | None = None  # the value of an Authorization header. Spec: RFC 7617

    @property
    def origin(self) -> tuple[str, str, int]:
        """Return the origin; user name and password are sent to no other. Spec: RFC 9110 §4.3.1."""
        return self.scheme, self.host, self.port

    @property
    def authority(self) -> str:
        """Return host and port as in a Host header, without the default port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """Return the address without user name, password and fragment."""
        return f"{self.scheme}://{self.authority}{self.target}"


def parse_address(text: str) -> HttpAddress:
    """Return the address in `text`, without its fragment. Raises FetchError if it is invalid or not http(s)."""
    try:
        parts = urlsplit(text.strip())
        port, host = parts.port, _ascii(unquote(parts.hostname or ""))
        query = f"?{_encode(parts.query)}" if parts.query else ""
        target = _encode(parts.path or "/") + query
    except ValueError:  # it may quote a password, so it is not the cause either
        raise FetchError(hide_login(text), "is not a valid address") from None
    if parts.scheme not in _PORTS:
        raise FetchError(hide_login(text), "is not an address of http or https")
    if not is_host(f"[{host}]" if ":" in host else host):
        raise FetchError(hide_login(text), "is not an address with a valid host")
    return HttpAddress(
        scheme=parts.scheme,
        host=host,
        port=_PORTS[parts.scheme] if port is None else port,
        target=target,
        login=_login(parts.netloc),
    )


def hide_login(text: str) -> str:
    """Return an invalid address as a message may show it: without user name and password."""
    return escape_controls(clip_text(_LOGIN.sub(r"\1", text.strip())))


def _ascii(host: str) -> str:
    return host.lower() if host.isascii() else idna.encode(host, uts46=True).decode("ascii")


def _encode(text: str) -> str:
    return quote(text, safe=_SAFE, errors="surrogateescape")


def _login(authority: str) -> str | None:
    user, at, _ = authority.rpartition("@")
    if not at:
        return None
    name, _, password = user.partition(":")
    return f"Basic {b64encode(unquote_to_bytes(name) + b':' + unquote_to_bytes(password)).decode('ascii')}"
