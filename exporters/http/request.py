"""Get a document and send a form over http and https, with limits of time, size and redirects. Spec: RFC 9110."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final, NamedTuple, TypeVar
from urllib.parse import quote, urlencode, urljoin

from urllib3.response import HTTPResponse

from exporters import NAME, PROJECT_URL, __version__
from exporters.diagnostics.diagnostic import clip_text, escape_controls
from exporters.http.address import HttpAddress, hide_login, parse_address
from exporters.http.body import read_body
from exporters.http.connection import connect, find_proxy, proxy_login
from exporters.http.deadline import Deadline
from exporters.http.failure import FAILURES, FetchError, UnreachableError, answered, explain, explain_unreachable

__all__ = [
    "FetchError",
    "FetchedDocument",
    "FormResponse",
    "HttpAnswer",
    "HttpRedirect",
    "UnreachableError",
    "fetch",
    "fetch_answer",
    "post",
]

_MOST_REDIRECTS: Final = 10
_FOUND: Final = (200, 203)
_GONE: Final = (404, 410)
_MOST_TEXT: Final = 1 << 16  # bytes of the answer to a form
_LONGEST_TEXT: Final = 300  # characters
_MARKUP: Final = re.compile(r"<(?:style|script)\b.*?</(?:style|script)\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_HEADERS: Final = {
    "User-Agent": f"{NAME}/{__version__} (+{PROJECT_URL})",
    "Accept": "*/*",
    "Cache-Control": "no-cache",  # caches on the way ask the origin: the answer has to be what is published now
    "Connection": "close",
}
_Result = TypeVar("_Result")


class FetchedDocument(NamedTuple):
    """A document and its final address."""

    data: bytes  # decoded
    media_type: str | None  # the whole Content-Type header
    address: str  # where redirects led; without user name, password and fragment


class HttpRedirect(NamedTuple):
    """One redirect on the way to a document."""

    status: int  # 301, 302, 303, 307 or 308
    source: str  # without user name, password and fragment, as the next one
    target: str


class HttpAnswer(NamedTuple):
    """A document, and what the server said about it."""

    document: FetchedDocument
    headers: Mapping[str, str]  # by name in small letters; of several with one name the first
    redirects: tuple[HttpRedirect, ...] = ()


class FormResponse(NamedTuple):
    """The response to a form."""

    status: int
    retry_after: float | None  # seconds; None where it does not say. Spec: RFC 9110 §10.2.3
    text: str  # plain, on one line, at most 300 characters: why it refused; "" where it did not (2xx)


class _Request(NamedTuple):
    method: str
    headers: Mapping[str, str]
    follows: frozenset[int]  # the redirects after which the same is asked elsewhere
    body: bytes | None = None


# Feeds become a fifth of their size in gzip, and every server that compresses knows it.
_GET: Final = _Request("GET", {"Accept-Encoding": "gzip"}, frozenset({301, 302, 303, 307, 308}))
_FORM: Final = _Request(
    "POST",
    {"Content-Type": "application/x-www-form-urlencoded", "Accept-Encoding": "identity"},
    frozenset({307, 308}),  # after any other redirect a POST would become a GET
)


def fetch(address: str, *, most_bytes: int = 64 << 20, seconds: float = 30.0) -> FetchedDocument | None:
    """Return the document at `address`, http or https; None only for the statuses 404 and 410.

    `seconds` bounds the whole time, `most_bytes` the document as it comes and as it is decoded. Redirects are followed,
    at most 10, to http(s) alone and never from https to http. A user name and a password in the address are sent to its
    own origin alone, and stand in no message. Proxies are those that the environment names.

    Raises FetchError for everything else, also where the address is not valid.
    """
    answer = fetch_answer(address, most_bytes=most_bytes, seconds=seconds)
    return None if answer is None else answer.document


def fetch_answer(address: str, *, most_bytes: int = 64 << 20, seconds: float = 30.0) -> HttpAnswer | None:
    """Return the document at `address` with what the server said about it; otherwise as `fetch`."""

    def exchange(deadline: Deadline) -> HttpAnswer | None:
        redirects: list[HttpRedirect] = []
        with _follow(asked, _GET, deadline, redirects) as (last, response):
            if response.status in _GONE:
                return None
            if response.status not in _FOUND:
                raise FetchError(last.url, answered(response.status), response.status)
            data = read_body(response, last.url, most_bytes, deadline)
            document = FetchedDocument(data, _header(response, "Content-Type"), last.url)
            headers = {name.lower(): _header(response, name) or "" for name in response.headers}
            return HttpAnswer(document, headers, tuple(redirects))

    asked = parse_address(address)
    return _run_within(exchange, asked, seconds)


def post(address: str, fields: Mapping[str, str] | Sequence[tuple[str, str]], *, seconds: float = 30.0) -> FormResponse:
    """Send `fields` as a form to `address`, http or https, within `seconds` in all.

    Redirects are followed where they ask for the same request elsewhere (307, 308), as `fetch` follows them; any other
    one is an answer. Raises FetchError where there is none.
    """

    def exchange(deadline: Deadline) -> FormResponse:
        with _follow(asked, form, deadline) as (last, response):
            text = "" if 200 <= response.status < 300 else _read_text(response, last.url, deadline)
            return FormResponse(response.status, _read_wait(_header(response, "Retry-After")), text)

    asked, form = parse_address(address), _FORM._replace(body=urlencode(fields).encode("ascii"))
    return _run_within(exchange, asked, seconds)


def _run_within(exchange: Callable[[Deadline], _Result], address: HttpAddress, seconds: float) -> _Result:
    try:
        return Deadline(seconds).run(exchange)
    except TimeoutError:
        raise UnreachableError(address.url, f"did not answer within {seconds:g} s") from None


@contextmanager
def _follow(
    first: HttpAddress, request: _Request, deadline: Deadline, redirects: list[HttpRedirect] | None = None
) -> Iterator[tuple[HttpAddress, HTTPResponse]]:
    """Yield the first response that is no redirect, and its address. Raises FetchError, also for errors in the block.

    `redirects` gets those that were followed. User name and password are those of `first`, and are sent to its origin
    alone. Spec: RFC 9110 §15.4.
    """
    address = first
    for _ in range(_MOST_REDIRECTS + 1):
        login = first.login if address.origin == first.origin else None
        with _send(request, address, login, deadline) as response:
            if response.status not in request.follows:
                yield address, response
                return
            target = _location(address, response)
            if redirects is not None:
                redirects.append(HttpRedirect(response.status, address.url, target.url))
            address = target
    raise FetchError(first.url, f"redirects more than {_MOST_REDIRECTS} times")


def _location(address: HttpAddress, response: HTTPResponse) -> HttpAddress:
    """Return the target of a redirect. Raises FetchError if we don't follow it. Spec: RFC 9110 §10.2.2."""
    location = _header(response, "Location")
    if location is None:
        raise FetchError(address.url, "redirects, but does not say where", response.status)
    try:
        # http.client takes octets for Latin-1; they stay what they were.
        path = quote(location.strip().encode("latin-1", "replace"), safe="%/:=&?~+!$,;'@()*[]|#")
        target = parse_address(urljoin(address.url, path))
    except (ValueError, FetchError):
        why = f"redirects to {hide_login(location)}, which is not a valid address of http or https"
        raise FetchError(address.url, why, response.status) from None
    if (address.scheme, target.scheme) == ("https", "http"):  # anybody on the way may write what comes from there
        why = f"redirects from https to {clip_text(target.url)}, which is not encrypted"
        raise FetchError(address.url, why, response.status)
    return target


@contextmanager
def _send(request: _Request, address: HttpAddress, login: str | None, deadline: Deadline) -> Iterator[HTTPResponse]:
    proxy = find_proxy(address)
    try:
        connection = connect(address, proxy, deadline)
    except FAILURES as error:
        way = f", by way of the proxy {proxy.authority}" if proxy else ""
        raise UnreachableError(address.url, explain_unreachable(error) + way) from error
    headers = {"Host": address.authority, **_HEADERS, **request.headers}
    if login:
        headers["Authorization"] = login
    target = address.target
    if proxy and address.scheme == "http":
        target = address.url
        headers |= proxy_login(proxy)
    try:
        with closing(connection):
            connection.request(
                request.method, target, request.body, headers, preload_content=False, decode_content=False
            )
            with closing(connection.getresponse()) as response:
                yield response
    except FAILURES as error:
        # Where urllib3 refuses a header, only the frames of its error still hold the socket. They go at once.
        raise FetchError(address.url, explain(error)) from error.with_traceback(None)


def _header(response: HTTPResponse, name: str) -> str | None:
    """Return the first header of that name: urllib3 joins several with commas, which breaks two addresses."""
    return next(iter(response.headers.getlist(name)), None)


def _read_text(response: HTTPResponse, address: str, deadline: Deadline) -> str:
    """Return the readable text of the response; "" if there is none."""
    with suppress(FetchError, *FAILURES):
        data = read_body(response, address, _MOST_TEXT, deadline)
        return escape_controls(" ".join(_MARKUP.sub(" ", data.decode("utf-8", "replace")).split())[:_LONGEST_TEXT])
    return ""


def _read_wait(header: str | None) -> float | None:
    """Return the seconds of a Retry-After header, given as seconds or as a date."""
    header = (header or "").strip()
    if re.fullmatch(r"[0-9]{1,9}", header):
        return float(header)
    with suppress(ValueError, TypeError, OverflowError, IndexError):
        moment = parsedate_to_datetime(header)
        return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
    return None
