"""A hub is told of a topic: a POST with `hub.mode=publish` and `hub.url`. Spec: WebSub §6, PubSubHubbub 0.3 §7.1."""

from collections.abc import Callable
from typing import Final, NamedTuple

from exporters.http.failure import answered
from exporters.http.post import Answer, FetchError
from exporters.websub.clock import Clock

Post = Callable[[str, dict[str, str]], Answer]

_PAUSES: Final = (2.0, 4.0, 8.0)  # seconds between two tries
_LONGEST_PAUSE: Final = 60.0
_TOO_MANY: Final = 429  # Spec: RFC 6585 §4


class Refusal(NamedTuple):
    """The hub was not told."""

    reason: str  # what follows its address in a sentence
    is_general: bool  # it would not take any other topic either


def tell(hub: str, url: str, clock: Clock, post: Post) -> Refusal | None:
    """Tell `hub` that the topic at `url` changed; None where it took that.

    A hub that does not answer, or is too busy, is told again: four times in all, later and later, and no sooner than it
    asks for within a minute. Any other answer is its last word.
    """
    for pause in (*_PAUSES, None):
        asked = 0.0
        try:
            answer = post(hub, {"hub.mode": "publish", "hub.url": url})
        except FetchError as error:
            refusal = Refusal(error.reason, is_general=True)
            if error.status is not None:  # a redirect that leads nowhere
                return refusal
        else:
            if 200 <= answer.status < 300:
                return None
            said = f": {answer.text}" if answer.text else ""
            is_busy = answer.status == _TOO_MANY or answer.status >= 500
            refusal = Refusal(answered(answer.status) + said, is_general=is_busy)
            if not is_busy:
                return refusal
            asked = answer.retry_after or 0.0
        if pause is not None:
            clock.sleep(min(_LONGEST_PAUSE, max(pause, asked)))
    return refusal
