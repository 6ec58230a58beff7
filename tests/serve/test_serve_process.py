"""`outfeed serve` as a process: how it begins and how it ends."""

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.cli.running import environment, outfeed, outfeed_here, seen
from tests.serve.serving import site

ENDS_WITHIN = 10.0  # seconds: a machine at its limits may take longer than the one that people expect


@contextmanager
def started(folder: Path, *flags: str, before: str = "") -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """The process, and the first line that it prints: it serves then."""
    begin = ["-c", f"{before}\nfrom exporters.cli.main import main\nmain()"] if before else ["-m", "exporters"]
    with subprocess.Popen(
        [sys.executable, *begin, "serve", "articles", "--port", "0", *flags],
        cwd=folder,
        env=environment({"TMPDIR": str(folder / "tmp")}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            assert process.stdout is not None
            yield process, process.stdout.readline()
        finally:
            process.kill()


@contextmanager
def served(folder: Path, *flags: str, before: str = "") -> Iterator[tuple["subprocess.Popen[str]", int]]:
    """The process, once it serves, and its port."""
    with started(folder, *flags, before=before) as (process, line):
        found = re.search(r":(\d+)/", line)
        assert found is not None
        yield process, int(found[1])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a site and a place for temporary files."""
    site(tmp_path)
    (tmp_path / "tmp").mkdir()
    return tmp_path


class TestEnd:
    """Ctrl-C and SIGTERM end it, whatever is open, and leave nothing behind."""

    @pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
    def test_open_streams_do_not_hold_it(self, folder: Path, number: signal.Signals, status: int) -> None:
        with served(folder) as (process, port):
            streams = [HTTPConnection("127.0.0.1", port, timeout=30) for _ in range(10)]
            for each in streams:
                each.request("GET", "/_outfeed/events")
                assert each.getresponse().status == 200
            process.send_signal(number)
            out, err = process.communicate(timeout=ENDS_WITHIN)
            for each in streams:
                each.close()

        assert process.returncode == status
        assert "Traceback" not in out + err
        assert list((folder / "tmp").iterdir()) == []

    def test_a_job_in_the_background_ends_as_well(self, folder: Path) -> None:
        ignoring = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)"  # as a shell starts it
        with served(folder, before=ignoring) as (process, _):
            process.send_signal(signal.SIGINT)

            assert process.wait(ENDS_WITHIN) == 130

    def test_nothing_but_its_own_cache_is_new(self, folder: Path) -> None:
        before = seen(folder / "articles")
        with served(folder) as (process, _):
            process.send_signal(signal.SIGINT)
            process.wait(ENDS_WITHIN)

        after = seen(folder / "articles")
        assert {name for name in after if not name.startswith(".outfeed-serve/")} == set(before)
        assert not (folder / "out").exists()


class TestBegin:
    """A server that can't start says why."""

    def test_a_port_in_use_is_named(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = other.getsockname()[1]
            ran = outfeed("serve", "articles", "--port", str(port), cwd=folder)

        fix = "end the program that has it, or give --port 0 for a free one"
        assert (ran.status, ran.err) == (2, f"error: port {port} is in use; {fix} [port-in-use]\n")

    def test_a_host_that_is_not_of_this_machine_is_named(self, folder: Path) -> None:
        ran = outfeed_here("serve", "articles", "--host", "192.0.2.1", "--port", "0", cwd=folder)

        assert (ran.status, "[address-unusable]" in ran.err) == (2, True)

    def test_the_address_that_it_prints_can_be_opened(self, folder: Path) -> None:
        with started(folder, "--host", "0.0.0.0") as (_, line):  # noqa: S104
            assert re.match(r"Serving at http://127\.0\.0\.1:\d+/ and at the other addresses of this machine", line)

    def test_a_missing_extra_is_one_line(self, folder: Path) -> None:
        missing = "import sys; sys.modules['watchfiles'] = None"
        with served(folder, before=missing) as (process, _):
            process.send_signal(signal.SIGTERM)
            err = process.communicate(timeout=ENDS_WITHIN)[1]

        assert err.count("outfeed[serve]") == 1

    def test_a_folder_that_is_not_there_is_named(self, folder: Path) -> None:
        ran = outfeed_here("serve", "nowhere", cwd=folder)

        assert (ran.status, ran.out) == (2, "")
        assert ran.err.startswith("nowhere: error: no such file or folder")

    def test_standard_input_is_refused(self, folder: Path) -> None:
        ran = outfeed_here("serve", "-", cwd=folder)

        assert (ran.status, "standard input" in ran.err) == (2, True)
