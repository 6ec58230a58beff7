"""`outfeed` and `python` as scripts find them, without the 0.3 s that it takes to load the program.

They hand their words, folder, variables and streams to a process that has loaded it; that forks one which does the run.
"""

import marshal
import os
import shlex
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, NoReturn

from exporters.cli.main import main
from tests.cli.forking import fork, status

_CLIENT: Final = """\
import _socket, array, marshal, os, sys
line = _socket.socket(_socket.AF_UNIX)
line.connect(sys.argv[1])
given = marshal.dumps((sys.argv[2:], os.getcwd(), dict(os.environ)))
fds = (_socket.SOL_SOCKET, _socket.SCM_RIGHTS, array.array("i", range(3)))
line.sendmsg([len(given).to_bytes(4, "big")], [fds])
line.sendall(given)
sys.exit(line.recv(1)[0])
"""


@contextmanager
def programs(folder: Path) -> Iterator[Path]:
    """While the block runs, `outfeed` and `python` are in `folder`; of the latter, `python -I -c CODE WORD...`."""
    with tempfile.TemporaryDirectory() as place:  # a socket must not have a long name
        name = f"{place}/line"
        for each in ("outfeed", "python"):
            client = shlex.join([sys.executable, "-I", "-S", "-c", _CLIENT, name, each])
            (folder / each).write_text(f'#!/bin/sh\nexec {client} "$@"\n', encoding="utf-8")
            (folder / each).chmod(0o755)
        process = fork(lambda: _serve(name), cwd=folder, stdout=subprocess.PIPE)
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == b"ready\n"
            yield folder
        finally:
            process.kill()
            process.communicate()


def _serve(name: str) -> NoReturn:
    """Fork a process for every run that is asked for."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(name)
        server.listen()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while True:
            line, _ = server.accept()
            with suppress(ChildProcessError):  # there was none yet
                while os.waitpid(-1, os.WNOHANG)[0]:
                    """That run has ended."""
            if not os.fork():
                server.close()
                line.send(bytes([_run(line)]))
                os._exit(0)
            line.close()


def _run(line: socket.socket) -> int:
    """Do a run as its words say, and tell its status."""
    size, streams, _, _ = socket.recv_fds(line, 4, 3)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    with line.makefile("rb") as given:
        words, folder, variables = marshal.loads(given.read(int.from_bytes(size, "big")))  # noqa: S302 - our own
    os.chdir(folder)

    def run() -> None:
        if words[0] == "outfeed":
            sys.argv = words
            main()
        assert words[:3] == ["python", "-I", "-c"]
        sys.argv = words[2:3] + words[4:]
        exec(words[3], {"__name__": "__main__"})  # noqa: S102 - of a script

    return status(run, variables)
