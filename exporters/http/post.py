"""A form that is sent to an address, and what came back."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPResponse
from typing import Final, NamedTuple
from urllib.parse import urlencode

from exporters.diagnostics.diagnostic import escaped
from exporters.http.address import parsed
from exporters.http.body import body
from exporters.http.failure import FAILURES, FetchError, UnreachableError
from exporters.http.leash import Leash, bounded
from exporters.http.request import Request, reply

__all__ = ["Answer", "FetchError", "UnreachableError", "post"]

_LONGEST: Final = 300  # characters
_MOST_READ: Final = 1 << 16  # bytes
_HEADERS: Final = {"Content-Type": "application/x-www-form-urlencoded", "Accept-Encoding": "identity"}
_SAME_METHOD: Final = frozenset({307, 308})  # after any other redirect a form would become a question
_MARKUP: Final = re.compile(r"<(?:style|script)\b.*?</(?:style|script)\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE)


class Answer(NamedTuple):
    """What came back."""

    status: int
    retry_after: float | None  # seconds; None where it does not say. Spec: RFC 9110 §10.2.3
    text: str  # plain, on one line, at most 300 characters: why it refused; "" where it did not (2xx)


def post(address: str, fields: Mapping[str, str] | Sequence[tuple[str, str]], *, seconds: float = 30.0) -> Answer:
    """Send `fields` as a form to `address`, http or https; `seconds` bounds the whole time.

    Redirects are followed where they ask for the same request elsewhere (307, 308), as `fetch` follows them; any other
    one is an answer. Raises FetchError where there is none.
    """
    asked = parsed(address)
    request = Request("POST", _HEADERS, _SAME_METHOD, urlencode(fields).encode("ascii"))

    def work(leash: Leash) -> Answer:
        with reply(asked, request, leash) as (here, response):
            text = "" if 200 <= response.status < 300 else _text(response, here.url, leash)
            return Answer(response.status, _wait(response.headers.get("Retry-After")), text)

    try:
        return bounded(work, seconds)
    except TimeoutError:
        raise UnreachableError(asked.url, f"did not answer within {seconds:g} s") from None


def _text(response: HTTPResponse, address: str, leash: Leash) -> str:
    """What a person can read of the answer; "" where that is nothing."""
    with suppress(FetchError, *FAILURES):
        data = body(response, address, _MOST_READ, leash)
        return escaped(" ".join(_MARKUP.sub(" ", data.decode("utf-8", "replace")).split())[:_LONGEST])
    return ""


def _wait(written: str | None) -> float | None:
    """The seconds of a Retry-After header, which names them or a moment."""
    written = (written or "").strip()
    if re.fullmatch(r"[0-9]{1,9}", written):
        return float(written)
    with suppress(ValueError, TypeError, OverflowError, IndexError):
        moment = parsedate_to_datetime(written)
        return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
    return None
