"""Which requests are answered: those of the page itself, and of programs that name this machine.

A site on the internet can lead its own name to 127.0.0.1 and have a browser ask there (DNS rebinding). So a request
must name an address, `localhost` or the host that was asked for, and no page of another origin may ask. A page in a
sandbox has the origin `null`, as frames of ours do: it gets what is published, and media files by their secret address.
"""

import re
import socket
from email.message import Message
from ipaddress import ip_address
from typing import Final, NamedTuple

from exporters.serve import frame_media

_HOST: Final = re.compile(r"(\[[0-9A-Fa-f:.]{2,45}\]|[0-9A-Za-z._-]{1,253})(?::\d{1,5})?", re.ASCII)
_PRIVATE: Final = "/_outfeed/"  # addresses below it answer with more than what is published
_OF_FRAMES: Final = frame_media.PREFIX  # frames have an origin of their own


class Refusal(NamedTuple):
    """Why a request is refused."""

    status: int
    reason: str


def is_loopback(host: str) -> bool:
    """Return whether a host to listen on is reachable from this machine alone."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class AccessRule:
    """Judges requests."""

    def __init__(self, host: str) -> None:
        """`host` is the one that the server listens on."""
        self._is_loopback = is_loopback(host)
        names = {"localhost", host.lower()}
        if not self._is_loopback:
            names |= {socket.gethostname().lower(), f"{socket.gethostname().lower()}.local"}
        self._names = frozenset(names)

    def refuse(self, path: str, headers: Message) -> Refusal | None:
        """Return why the request is refused; None if it is not."""
        hosts = headers.get_all("Host", [])
        if len(hosts) != 1:
            return Refusal(400, "the request names no host, or several")
        if not self._is_known(hosts[0]):
            return Refusal(421, "the request names another host; open the address that outfeed serve printed")
        origins = [each.lower() for each in headers.get_all("Origin", [])]
        if any(each not in ("null", f"http://{hosts[0].lower()}") for each in origins):
            return Refusal(403, "a page of another origin asks")
        site = headers.get("Sec-Fetch-Site", "same-origin").lower()
        is_foreign = "null" in origins or site in ("cross-site", "same-site")
        if is_foreign and path.startswith(_PRIVATE) and not path.startswith(_OF_FRAMES):
            return Refusal(403, "a page of another origin asks")
        return None

    def _is_known(self, given: str) -> bool:
        found = _HOST.fullmatch(given)
        if found is None:
            return False
        name = found[1].lower()
        if name in self._names:
            return True
        try:
            address = ip_address(name.strip("[]"))
        except ValueError:
            return False
        return address.is_loopback or not self._is_loopback
