"""Get a document and send a form over http and https, with limits of time, size and redirects. Spec: RFC 9110."""

import re
import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final, NamedTuple, TypeVar
from urllib.parse import quote, urlencode, urljoin
from urllib.request import getproxies, proxy_bypass

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.response import HTTPResponse

from exporters import NAME, PROJECT_URL, __version__
from exporters.diagnostics.diagnostic import clip_text, escape_controls
from exporters.http.address import HttpAddress, hide_login, parse_address
from exporters.http.failure import FAILURES, FetchError, UnreachableError, answered, explain, explain_unreachable

__all__ = [
    "Deadline",
    "FetchError",
    "FetchedDocument",
    "FormResponse",
    "HttpAnswer",
    "HttpRedirect",
    "UnreachableError",
    "fetch",
    "fetch_answer",
    "post",
    "read_body",
]

_MOST_REDIRECTS: Final = 10
_CONNECT_SECONDS: Final = 10.0  # for each IP address of a host: where IPv6 leads nowhere, there is time left for IPv4
_BLOCK: Final = 1 << 16  # bytes
_FOUND: Final = (200, 203)
_GONE: Final = (404, 410)
_GZIP: Final = ("gzip", "x-gzip")
_CODINGS: Final = (*_GZIP, "deflate")
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


class Deadline:
    """A time limit for a whole exchange: name lookup, TLS, redirects, and servers that send a byte at a time.

    A timeout of urllib3 bounds one wait, and each byte begins a new one: with 2.8.0, `Timeout(total=0.5)` took 4 s for
    a header that came at ten bytes a second. Looking up a name has no timeout at all. So the exchange runs in a thread,
    which is waited for no longer than the time allows. Then its socket is shut, and the thread ends; where a name is
    still being looked up, it ends as soon as that does. It never keeps the process from ending.
    """

    def __init__(self, seconds: float | None = None) -> None:
        """`seconds` counts from the start of the exchange; None for no limit."""
        self._seconds = seconds
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._is_over = False

    def run(self, exchange: Callable[["Deadline"], _Result]) -> _Result:
        """Return or raise what `exchange` returns or raises. Raises TimeoutError if it takes too long."""
        future = Future[_Result]()

        def work() -> None:
            try:
                future.set_result(exchange(self))
            except BaseException as error:  # noqa: BLE001 - it is raised where the result is awaited
                future.set_exception(error)
            finally:
                self._watch(None)

        thread = threading.Thread(target=work, name="outfeed-fetching", daemon=True)
        thread.start()
        try:
            result = future.result(timeout=self._seconds)
        finally:
            self._expire()
            if future.done():
                thread.join()
        return result

    def watch(self, connected: socket.socket) -> None:
        """Shut `connected` down when time is up. Raises TimeoutError if it is up already.

        It is duplicated, because TLS takes the descriptor away from it before the handshake.
        """
        self._watch(connected.dup())
        self.check()

    def check(self) -> None:
        """Raise TimeoutError if time is up."""
        if self._is_over:
            raise TimeoutError

    def _watch(self, duplicate: socket.socket | None) -> None:
        with self._lock:
            if self._socket is not None:
                self._socket.close()
            self._socket = duplicate

    def _expire(self) -> None:
        with self._lock:
            self._is_over = True
            if self._socket is not None:
                with suppress(OSError):  # the other end closed it
                    self._socket.shutdown(socket.SHUT_RDWR)


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
    proxy = _proxy_for(address)
    try:
        connection = _connect(address, proxy, deadline)
    except FAILURES as error:
        way = f", by way of the proxy {proxy.authority}" if proxy else ""
        raise UnreachableError(address.url, explain_unreachable(error) + way) from error
    headers = {"Host": address.authority, **_HEADERS, **request.headers}
    if login:
        headers["Authorization"] = login
    target = address.target
    if proxy and address.scheme == "http":
        target = address.url
        headers |= _proxy_login(proxy)
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


class _PlainConnection(HTTPConnection):
    """A connection limited by a deadline from its first byte on, the TLS handshake included."""

    deadline: Deadline

    def _new_conn(self) -> socket.socket:
        connected = super()._new_conn()
        try:
            self.timeout = None  # from here on the deadline bounds the time
            connected.settimeout(None)
            self.deadline.watch(connected)
        except BaseException:
            connected.close()
            raise
        return connected

    def send(self, data: Any) -> None:
        """Send `data`; CONNECT as HTTP/1.1, which proxies such as Envoy require. Python 3.11 writes HTTP/1.0."""
        if isinstance(data, bytes) and data.startswith(b"CONNECT "):
            data = data.replace(b" HTTP/1.0\r\n", b" HTTP/1.1\r\n", 1)
        super().send(data)


class _TlsConnection(_PlainConnection, HTTPSConnection):
    """The same, with TLS."""


def _connect(address: HttpAddress, proxy: HttpAddress | None, deadline: Deadline) -> HTTPConnection:
    """Return an open connection, direct or through a proxy. Raises FAILURES."""
    nearest = proxy or address
    connection: _PlainConnection
    if address.scheme == "https":
        context = ssl.create_default_context()
        connection = _TlsConnection(nearest.host, nearest.port, timeout=_CONNECT_SECONDS, ssl_context=context)
    else:
        connection = _PlainConnection(nearest.host, nearest.port, timeout=_CONNECT_SECONDS)
    connection.deadline = deadline
    if proxy is not None and address.scheme == "https":
        host = f"[{address.host}]" if ":" in address.host else address.host
        connection.set_tunnel(address.host, address.port, {"Host": f"{host}:{address.port}", **_proxy_login(proxy)})
    try:
        connection.connect()
    except BaseException:
        connection.close()
        raise
    return connection


def _proxy_for(address: HttpAddress) -> HttpAddress | None:
    """Return the proxy for `address` from the environment: `https_proxy`, `http_proxy`, `no_proxy`.

    Raises FetchError where Outfeed can't use it.
    """
    named = getproxies().get(address.scheme)
    if not named or proxy_bypass(f"{address.host}:{address.port}"):
        return None
    try:
        return parse_address(named if "://" in named else f"http://{named}")
    except FetchError as error:
        raise FetchError(address.url, f"can't be reached: its proxy {error}") from None


def _proxy_login(proxy: HttpAddress) -> dict[str, str]:
    return {"Proxy-Authorization": proxy.login} if proxy.login else {}


def read_body(response: HTTPResponse, address: str, most: int, deadline: Deadline) -> bytes:
    """Return the decoded body, at most `most` bytes. Spec: RFC 9110 §8.4.1.

    Raises FetchError where it is larger (as it comes, or decoded) or in a coding that was not asked for, and FAILURES.
    """
    codings = [each.strip().lower() for each in response.headers.get("Content-Encoding", "").split(",")]
    codings = [each for each in codings if each not in ("", "identity")]
    if len(codings) > 1 or not set(codings).issubset(_CODINGS):
        raise FetchError(
            address, f"is encoded as {escape_controls(clip_text(', '.join(codings)))}, which was not asked for"
        )
    blocks = _count(iter(lambda: response.read1(_BLOCK), b""), address, most)
    data = bytearray()
    for piece in _count(_inflate(blocks, codings[0]) if codings else blocks, address, most):
        deadline.check()
        data += piece
    return bytes(data)


def _count(blocks: Iterable[bytes], address: str, most: int) -> Iterator[bytes]:
    size = 0
    for block in blocks:
        size += len(block)
        if size > most:
            raise FetchError(address, f"is larger than {_as_bytes(most)}")
        yield block


def _as_bytes(size: int) -> str:
    """Return `64 MB`, or `1,000 bytes` if it is not a whole number of MB."""
    return f"{size:,} bytes" if size % (1 << 20) or not size else f"{size >> 20:,} MB"


def _inflate(blocks: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """Yield `blocks` decoded, in pieces of at most _BLOCK. Raises zlib.error if they are broken or incomplete.

    urllib3 2.8.0 takes gzip that lacks its end for whole, and ignores what follows it: half a feed would be a feed.
    Spec: RFC 1951, RFC 1952.
    """
    inflater = None
    for block in blocks:
        left, is_full = block, False
        while left or is_full:
            if inflater is None or inflater.eof:  # gzip may hold several members
                inflater = zlib.decompressobj(_window(coding, left))
            piece = inflater.decompress(left, _BLOCK)
            yield piece
            left = inflater.unconsumed_tail or inflater.unused_data
            is_full = len(piece) == _BLOCK and not inflater.eof
    if inflater is None or not inflater.eof:
        raise zlib.error("not whole")


def _window(coding: str, begin: bytes) -> int:
    """Return the window bits for zlib: `deflate` should be in zlib format, but some servers send it raw."""
    if coding in _GZIP:
        return 16 + zlib.MAX_WBITS
    return zlib.MAX_WBITS if begin[0] & 0x0F == zlib.DEFLATED else -zlib.MAX_WBITS


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
