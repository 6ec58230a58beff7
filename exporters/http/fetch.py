"""What is published at an address now."""

from typing import Final, NamedTuple

from exporters.http.address import parsed
from exporters.http.body import body
from exporters.http.failure import FetchError, UnreachableError, answered
from exporters.http.leash import Leash, bounded
from exporters.http.request import Request, reply

__all__ = ["FetchError", "Fetched", "UnreachableError", "fetch"]

_FOUND: Final = (200, 203)
_GONE: Final = (404, 410)
# Feeds become a fifth of their size in gzip, and every server that compresses knows it.
_GET: Final = Request("GET", {"Accept-Encoding": "gzip"}, frozenset({301, 302, 303, 307, 308}))


class Fetched(NamedTuple):
    """A document, and where it was."""

    data: bytes  # decoded
    media_type: str | None  # the whole Content-Type header
    address: str  # where redirects led; without user name, password and fragment


def fetch(address: str, *, most_bytes: int = 64 << 20, seconds: float = 30.0) -> Fetched | None:
    """The document at `address`, http or https; None where there is none: statuses 404 and 410, and nothing else.

    `seconds` bounds the whole time, `most_bytes` the document as it comes and as it is decoded. Redirects are followed,
    at most 10, to http(s) alone and never from https to http. A user name and a password in the address are sent to its
    own origin alone, and stand in no message. Proxies are those that the environment names.

    Raises FetchError for everything else, an address that is none too.
    """
    asked = parsed(address)

    def work(leash: Leash) -> Fetched | None:
        with reply(asked, _GET, leash) as (here, response):
            if response.status in _GONE:
                return None
            if response.status not in _FOUND:
                raise FetchError(here.url, answered(response.status), response.status)
            data = body(response, here.url, most_bytes, leash)
            return Fetched(data, response.headers.get("Content-Type"), here.url)

    try:
        return bounded(work, seconds)
    except TimeoutError:
        raise UnreachableError(asked.url, f"did not answer within {seconds:g} s") from None
