"""newsboat and its podboat take a show: all six episodes are queued and fetched. Needs the program newsboat."""

import os
import pty
import subprocess
from pathlib import Path
from typing import Final

from tests.planning.publishing_at import hosting
from tests.podcasts.making import export, make_show, sound

NAMES: Final = {f"{number}.{sound(number)[0]}" for number in range(1, 7)}


def environment(home: Path) -> dict[str, str]:
    """A home of its own for the programs, and a terminal."""
    return {"PATH": "/usr/bin:/bin:/usr/local/bin", "HOME": str(home), "LANG": "C.UTF-8", "TERM": "xterm"}


def podboat(home: Path, queue: Path, files: Path) -> None:
    """Let podboat fetch the queue, and leave it once every file is there: it ends by the key q alone."""
    terminal, inner = pty.openpty()
    command = ["podboat", "-C", str(home / "config"), "-q", str(queue), "-a"]
    child = subprocess.Popen(
        command, stdin=inner, stdout=inner, stderr=inner, env=environment(home), start_new_session=True
    )
    os.close(inner)
    while True:
        try:
            shown = os.read(terminal, 65_536)
        except OSError:  # Linux answers so at the end
            break
        if not shown:
            break
        if {each.name for each in files.iterdir()} >= NAMES:
            os.write(terminal, b"q")
    assert child.wait(60) == 0
    os.close(terminal)


def test_every_episode_is_queued_and_fetched(tmp_path: Path) -> None:
    home, files = tmp_path / "home", tmp_path / "files"
    home.mkdir()
    files.mkdir()
    with hosting(tmp_path / "show") as site:
        folder = make_show(tmp_path / "show", f"{site.url}audio")
        assert export(folder).status == 0
        (home / "urls").write_text(f"{site.url}out/rss.xml\n", encoding="utf-8")
        (home / "config").write_text(
            f'podcast-auto-enqueue yes\ndownload-path "{files}/"\nmax-downloads 3\n', encoding="utf-8"
        )
        own = ["-u", str(home / "urls"), "-c", str(home / "cache.db"), "-C", str(home / "config")]
        subprocess.run(
            ["newsboat", *own, "-q", "-x", "reload"], env=environment(home), check=True, capture_output=True, timeout=60
        )
        (queue,) = home.rglob("queue")
        queued = {line.split()[0] for line in queue.read_text(encoding="utf-8").splitlines()}
        podboat(home, queue, files)

    assert queued == {f"{site.url}audio/{name}" for name in NAMES}
    assert {each.name: each.read_bytes() for each in files.iterdir()} == {
        f"{number}.{sound(number)[0]}": sound(number)[1] for number in range(1, 7)
    }
