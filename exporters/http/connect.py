"""A connection to a host: directly or by way of a proxy, with TLS where the address asks for it."""

import socket
import ssl
from http.client import HTTPConnection
from typing import Final
from urllib.request import getproxies, proxy_bypass

from exporters.diagnostics.diagnostic import escaped
from exporters.http.address import Address, parsed
from exporters.http.failure import FetchError
from exporters.http.leash import Leash

_SECONDS: Final = 10.0  # for each address of a host: where IPv6 leads nowhere, there is time left for IPv4
_HEAD: Final = 1 << 16  # bytes of what a proxy answers


def proxy_for(address: Address) -> Address | None:
    """The proxy that the environment names for this address: `https_proxy`, `http_proxy`, `no_proxy`.

    Raises FetchError where it is none that can be used.
    """
    named = getproxies().get(address.scheme)
    if not named or proxy_bypass(f"{address.host}:{address.port}"):
        return None
    try:
        return parsed(named if "://" in named else f"http://{named}")
    except FetchError as error:
        raise FetchError(address.url, f"can't be reached: its proxy {error}") from None


def connection(address: Address, proxy: Address | None, leash: Leash) -> HTTPConnection:
    """A connection that is open. Raises OSError."""
    nearest = proxy or address
    made = HTTPConnection(nearest.host, nearest.port)
    try:
        made.sock = socket.create_connection((nearest.host, nearest.port), _SECONDS)
        made.sock.settimeout(None)  # from here on the leash bounds the time
        leash.hold(made.sock)
        if proxy is not None and address.scheme == "https":
            _tunnel(made.sock, address, proxy)
        if address.scheme == "https":
            made.sock = ssl.create_default_context().wrap_socket(
                made.sock, server_hostname=address.host, do_handshake_on_connect=False
            )
            leash.hold(made.sock)
            made.sock.do_handshake()
    except BaseException:
        made.close()
        raise
    return made


def _tunnel(sock: socket.socket, address: Address, proxy: Address) -> None:
    """Let the proxy connect us. Spec: RFC 9110 §9.3.6."""
    host = f"[{address.host}]" if ":" in address.host else address.host
    target = f"{host}:{address.port}"
    login = f"Proxy-Authorization: {proxy.login}\r\n" if proxy.login else ""
    sock.sendall(f"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n{login}\r\n".encode("ascii"))
    head = b""
    while b"\r\n\r\n" not in head:
        block = sock.recv(4096)
        head += block
        if not block or len(head) > _HEAD:
            raise ConnectionError("the proxy does not answer in HTTP")
    status = head.partition(b"\r\n")[0].decode("latin-1").partition(" ")[2]
    if not status.startswith("2"):
        raise ConnectionError(f"the proxy answered {escaped(status[:40])}")
