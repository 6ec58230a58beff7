"""A request and its answer, by way of redirects. Spec: RFC 9110 §10.2.2, §15.4."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from http.client import HTTPResponse
from typing import Final, NamedTuple
from urllib.parse import quote, urljoin

from exporters import NAME, PROJECT_URL, __version__
from exporters.diagnostics.diagnostic import clipped
from exporters.http.address import Address, concealed, parsed
from exporters.http.connect import connection, proxy_for
from exporters.http.failure import FAILURES, FetchError, UnreachableError, reason, unreachable
from exporters.http.leash import Leash

_MOST_REDIRECTS: Final = 10
_ALWAYS: Final = {
    "User-Agent": f"{NAME}/{__version__} (+{PROJECT_URL})",
    "Accept": "*/*",
    "Cache-Control": "no-cache",  # caches on the way ask the origin: the answer has to be what is published now
    "Connection": "close",
}


class Request(NamedTuple):
    """An HTTP request."""

    method: str
    headers: Mapping[str, str]
    follows: frozenset[int]  # the redirects after which the same is asked elsewhere
    body: bytes | None = None


class Reply(NamedTuple):
    """The answer: its body is still to be read."""

    address: Address
    response: HTTPResponse


@contextmanager
def reply(first: Address, request: Request, leash: Leash) -> Iterator[Reply]:
    """The first answer that is no redirect. Raises FetchError, also of what its user reads from it.

    User name and password are those of `first`, and are sent to its origin alone.
    """
    here = first
    for _ in range(_MOST_REDIRECTS + 1):
        login = first.login if here.origin == first.origin else None
        with _response(here, login, request, leash) as response:
            if response.status not in request.follows:
                yield Reply(here, response)
                return
            here = _next(here, response)
    raise FetchError(first.url, f"redirects more than {_MOST_REDIRECTS} times")


@contextmanager
def _response(address: Address, login: str | None, request: Request, leash: Leash) -> Iterator[HTTPResponse]:
    proxy = proxy_for(address)
    try:
        opened = connection(address, proxy, leash)
    except FAILURES as error:
        way = f", by way of the proxy {proxy.authority}" if proxy else ""
        raise UnreachableError(address.url, unreachable(error) + way) from error
    headers = {"Host": address.authority, **_ALWAYS, **request.headers}
    if login:
        headers["Authorization"] = login
    target = address.target
    if proxy and address.scheme == "http":
        target = address.url
        headers |= {"Proxy-Authorization": proxy.login} if proxy.login else {}
    try:
        with closing(opened):
            opened.request(request.method, target, request.body, headers)
            with closing(opened.getresponse()) as response:
                yield response
    except FAILURES as error:
        raise FetchError(address.url, reason(error)) from error


def _next(here: Address, response: HTTPResponse) -> Address:
    """Where a redirect leads. Raises FetchError where we don't go there."""
    location = response.headers.get("Location")
    if location is None:
        raise FetchError(here.url, "redirects, but does not say where", response.status)
    try:
        # http.client takes octets for Latin-1; they stay what they were.
        target = urljoin(here.url, quote(location.strip().encode("latin-1", "replace"), safe="%/:=&?~+!$,;'@()*[]|#"))
        there = parsed(target)
    except (ValueError, FetchError):
        why = f"redirects to {concealed(location)}, which is not a valid address of http or https"
        raise FetchError(here.url, why, response.status) from None
    if (here.scheme, there.scheme) == ("https", "http"):  # what comes from there, anybody on the way may have written
        why = f"redirects from https to {clipped(there.url)}, which is not encrypted"
        raise FetchError(here.url, why, response.status)
    return there
