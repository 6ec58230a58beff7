"""An export on a cluster of Dask: the same bytes as alone, and a clear error where its workers die."""

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.cli.running import SEEDS, contents, environment

SCRIPT: Final = """
import os, sys
from distributed import Client, LocalCluster
from exporters import ExecutorError, export

class Killing:
    def __init__(self, pool):
        self.pool, self.tasks = pool, 0

    def submit(self, function, *arguments):
        self.tasks += 1
        return self.pool.submit(os._exit, 1) if self.tasks == 3 else self.pool.submit(function, *arguments)

def main(source):
    options = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    with LocalCluster(**options) as cluster, Client(cluster) as client:
        executor = client.get_executor()
        export(source, out="there", executor=executor)
        try:
            export(source, out="there", executor=Killing(executor), limit=1)
        except ExecutorError as error:
            print(error)

if __name__ == "__main__":
    main(sys.argv[1])
"""


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder in which the script has run, and what it printed."""
    folder = tmp_path_factory.mktemp("dask")
    (folder / "script.py").write_text(SCRIPT, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "script.py", str(SEEDS)],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=180,
        check=True,
    )
    command = [sys.executable, "-m", "exporters", "export", str(SEEDS), "--out", "alone", "--no-cache", "--quiet"]
    subprocess.run(command, cwd=folder, env=environment(), check=True)
    return folder, done.stdout


class TestCluster:
    """Two workers, each a process of its own."""

    def test_the_bytes_are_those_of_an_export_alone(self, ran: tuple[Path, str]) -> None:
        assert contents(ran[0] / "there") == contents(ran[0] / "alone")

    def test_workers_that_die_are_an_error(self, ran: tuple[Path, str]) -> None:
        assert "the executor failed: KilledWorker: " in ran[1]
        assert "[executor-failed]" in ran[1]
