"""Files and folders that outlast a power cut: which refusal of the system is an error."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from exporters.publishing.durable import sync_files, sync_folders


@pytest.fixture
def refuse(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Let the system refuse to write down anything, with the error of that number."""

    def make(number: int) -> None:
        def refused(_handle: int) -> None:
            raise OSError(number, os.strerror(number))

        monkeypatch.setattr(os, "fsync", refused)

    return make


class TestRefused:
    """Some file systems can't write down a folder, and say so; a file they all can."""

    @pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP])
    def test_a_folder_that_the_file_system_writes_down_on_its_own_is_no_error(
        self, tmp_path: Path, refuse: Callable[[int], None], number: int
    ) -> None:
        refuse(number)

        sync_folders([tmp_path])

    @pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC])
    def test_a_folder_on_a_disk_that_fails_is_one(
        self, tmp_path: Path, refuse: Callable[[int], None], number: int
    ) -> None:
        refuse(number)

        with pytest.raises(OSError, match=os.strerror(number)):
            sync_folders([tmp_path])

    @pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP, errno.EIO, errno.ENOSPC])
    def test_a_file_always_is(self, tmp_path: Path, refuse: Callable[[int], None], number: int) -> None:
        (tmp_path / "a").write_bytes(b"1")
        refuse(number)

        with pytest.raises(OSError, match=os.strerror(number)):
            sync_files([tmp_path / "a"])
