"""python -m tests.serve.endurance [COUNT]: 50,000 requests, half of them hostile, and what the server holds meanwhile.

Clients leave before the answer, in the middle of it, or at its end; some never send all of a request. Memory and open
handles of another process can be read on Linux alone.
"""

import json
import os
import random
import re
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from typing import Final

import click

from tests.serve.serving import SETTINGS, site
from tests.serve.test_hostile_requests import HOST, KINDS, send
from tests.serve.test_serve_process import served
from tests.serve.test_served_pictures import PIXEL

COUNT: Final = 50_000
STEP: Final = 5_000  # requests between two looks
CLIENTS: Final = 4
SETTLED: Final = 45  # seconds after which the server has closed what clients left open


def ordinary(port: int) -> list[bytes]:
    """Requests of pages, readers and players."""
    key = json.loads(get(port, "/_outfeed/feed?path="))["entries"][0]["key"]
    frame = f"/_outfeed/frame?feed=&key={key}&view="
    (picture,) = re.findall(r'<img src="([^"]+)"', get(port, f"{frame}full").decode())
    targets = ["/", "/_outfeed/static/serve.js", "/rss.xml", "/atom.xml", "/feed.json", "/feed.csv", "/1.gif", picture]
    targets += [f"/_outfeed/{each}" for each in ("state", "feed?path=", f"entry?feed=&key={key}", "raw?file=rss.xml")]
    targets += [frame + view for view in ("full", "card", "text", "mail", "podcast")]
    heads = (
        HOST,
        HOST + b"Accept-Encoding: gzip\r\n",
        HOST + b"Range: bytes=10-99\r\n",
        HOST + b"Connection: close\r\n",
    )
    return [b"GET " + target.encode() + b" HTTP/1.1\r\n" + head + b"\r\n" for target in targets for head in heads]


def get(port: int, target: str) -> bytes:
    """An answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", target)
    with connection.getresponse() as response:
        return response.read()


def holds(pid: int) -> str:
    """Memory, open handles and threads of a process, and the seconds of processor that it took."""
    process = Path(f"/proc/{pid}")
    facts = dict(line.split(":", 1) for line in (process / "status").read_text().splitlines())
    ticks = (process / "stat").read_text().rpartition(")")[2].split()  # from the third field on, see proc(5)
    processor = (int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK")
    handles = len(list((process / "fd").iterdir()))
    memory, threads = int(facts["VmRSS"].split()[0]) / 1000, facts["Threads"].strip()
    return f"{memory:6.1f} MB {handles:5} handles {threads:>4} threads {processor:6.1f} s of processor"


def main(count: int) -> None:
    """Send the requests; print what the server holds; fail where it does not answer any more."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        article = site(folder) / "3.md"  # the newest
        article.write_text(article.read_text(encoding="utf-8") + "\n![Picture](1.gif)\n", encoding="utf-8")
        (folder / "articles" / "outfeed.yaml").write_text(SETTINGS, encoding="utf-8")
        (folder / "articles" / "1.gif").write_bytes(PIXEL)
        (folder / "tmp").mkdir()
        with served(folder) as (process, port), ThreadPoolExecutor(CLIENTS) as clients:
            usual, chance, begun = ordinary(port), random.Random(1), time.monotonic()  # noqa: S311 - the same in every run
            before = get(port, "/rss.xml")
            click.echo(f"{0:6,} requests: {holds(process.pid)}")
            for sent in range(0, count, STEP):
                chosen = [
                    chance.choice(KINDS if chance.random() < 0.5 else usual) for _ in range(min(STEP, count - sent))
                ]
                list(clients.map(lambda data, seed: send(port, data, random.Random(seed)), chosen, range(len(chosen))))  # noqa: S311
                click.echo(f"{sent + len(chosen):6,} requests: {holds(process.pid)}")
            click.echo(f"{time.monotonic() - begun:.0f} s")
            time.sleep(SETTLED)
            click.echo(f"{SETTLED} s later:     {holds(process.pid)}")
            if process.poll() is not None or get(port, "/rss.xml") != before:
                sys.exit("the server does not answer as before")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
