"""Readers that poll: a process serves a folder over HTTP, and threads in it ask for every file again and again."""

import http.client
import random
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final, NamedTuple

from lxml import etree, html

from exporters.publishing import manifest
from exporters.publishing.manifest import Manifest
from exporters.publishing.names import MANIFEST
from tests.publishing.making import hexed
from tests.site.published import ids, kind

ENDS: Final = (b">\n", b"}\n", b"\r\n")  # of whole files

State = dict[str, str]  # what is published: the SHA-256 of each file, hexadecimal, by name


class Clock(NamedTuple):
    """What the process that exports and the one that reads tell each other, as shared values."""

    done: Any  # the number of the last state that was published
    begun: Any  # that of the newest one that an export has begun with
    rounds: Any  # how often each reader has asked for every file
    stop: Any  # whether to end after one more round


@dataclass
class Seen:
    """What a reader saw."""

    requests: int = 0
    missing: int = 0  # of the answers, those that there is no such file
    between: int = 0  # manifests of two states together
    states: set[str] = field(default_factory=set)  # the manifests of whole states
    wrong: list[str] = field(default_factory=list)

    def take(self, name: str, data: bytes | None, states: Sequence[State]) -> None:
        """Judge and count an answer, None where there is no such file, that has to be of one of `states`."""
        self.requests += 1
        self.missing += data is None
        if wrong := problem(name, data, states):
            self.wrong.append(f"{name} is {wrong}")
        elif name == MANIFEST and data is not None:
            self.between += not manifest.parse(data).complete
            self.states |= {hexed(data)} & {state[name] for state in states}


def problem(name: str, data: bytes | None, states: Sequence[State]) -> str:
    """What is wrong with an answer, None where there is no such file, that has to be of one of `states`; or ""."""
    if data is None:
        return "missing" if all(name in state for state in states) else ""
    try:
        parse(name, data)
        if name == MANIFEST and not (told := manifest.parse(data)).complete:
            return "" if _is_of_these(told, states) else "of other states"
    except (SyntaxError, ValueError, LookupError, manifest.ManifestError):
        return "not whole"
    return "" if hexed(data) in [state.get(name) for state in states] else "of another state"


def parse(name: str, data: bytes) -> None:
    """Parse a file to its last byte. Raises SyntaxError, ValueError or LookupError where it is not whole."""
    if not data.endswith(ENDS):
        raise ValueError(data[-9:])
    if kind(name):
        ids(name, data)
    elif name.endswith((".xml", ".opml")):
        etree.fromstring(data)
    elif name.endswith(".html"):
        html.document_fromstring(data)


def serve(out: Path, states: Sequence[State], clock: Clock, told: Connection) -> None:
    """The life of the process: when it is told to stop, it says what each reader saw."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(out))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        seen = [Seen() for _ in clock.rounds]
        readers = [
            threading.Thread(target=_poll, args=(server.server_address[1], states, clock, each, number))
            for number, each in enumerate(seen)
        ]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        server.shutdown()
    told.send(seen)


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # connections stay open, as readers like it
    disable_nagle_algorithm = True  # else each answer waits 40 ms for the client to confirm its head

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


def _poll(port: int, states: Sequence[State], clock: Clock, seen: Seen, number: int) -> None:
    names, chance = sorted(set().union(*states)), random.Random(number)  # noqa: S311 - no secret
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    is_last = False
    while not is_last:
        is_last = bool(clock.stop.value)
        for name in chance.sample(names, len(names)):
            oldest = clock.done.value
            try:
                line.request("GET", f"/{name}")
                answer = line.getresponse()
                data = answer.read()
            except (http.client.HTTPException, OSError) as error:  # fewer bytes than were promised
                seen.requests += 1
                seen.wrong.append(f"{name} could not be had: {error!r}")
                line.close()
                continue
            seen.take(name, None if answer.status == 404 else data, states[oldest : clock.begun.value + 1])
        clock.rounds[number] += 1
    line.close()


def _is_of_these(told: Manifest, states: Sequence[State]) -> bool:
    """Whether a manifest of two states together says of no file what none of `states` holds."""
    held = {item for state in states for item in state.items()}
    return all(
        (each.path, record.sha256) in held
        for each in told.files
        for record in (each, each.earlier)
        if record is not None
    )
