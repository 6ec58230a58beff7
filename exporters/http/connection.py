"""Open connections over http and https, direct or through the proxy that the environment names."""

import socket
import ssl
from typing import Any, Final
from urllib.request import getproxies, proxy_bypass

from urllib3.connection import HTTPConnection, HTTPSConnection

from exporters.http.address import HttpAddress, parse_address
from exporters.http.deadline import Deadline
from exporters.http.failure import FetchError

_CONNECT_SECONDS: Final = 10.0  # for each IP address of a host: where IPv6 leads nowhere, there is time left for IPv4


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


def connect(address: HttpAddress, proxy: HttpAddress | None, deadline: Deadline) -> HTTPConnection:
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
        connection.set_tunnel(address.host, address.port, {"Host": f"{host}:{address.port}", **proxy_login(proxy)})
    try:
        connection.connect()
    except BaseException:
        connection.close()
        raise
    return connection


def find_proxy(address: HttpAddress) -> HttpAddress | None:
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


def proxy_login(proxy: HttpAddress) -> dict[str, str]:
    """Return the header with user name and password for a proxy. Spec: RFC 9110 §11.7.2."""
    return {"Proxy-Authorization": proxy.login} if proxy.login else {}
