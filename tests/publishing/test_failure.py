"""What the system refused while files were prepared or published, in words."""

import errno
import os
from pathlib import Path

import pytest

from exporters.publishing.failure import failure, unreadable

OUT = Path("out")
WHOLE = "every published file is whole, old or new"


def refused(number: int) -> OSError:
    """The error of that number, as the system raises it."""
    return OSError(number, os.strerror(number))


class TestFailure:
    """Before the first rename another folder helps; after it the next run completes what there is."""

    @pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
    def test_a_full_disk(self, number: int) -> None:
        assert str(failure(refused(number), OUT)) == "out: error: the disk is full; make room and run again [disk-full]"
        assert str(failure(refused(number), OUT, begun=True)) == (
            f"out: error: the disk is full; {WHOLE}; make room and run again [disk-full]"
        )

    @pytest.mark.parametrize("number", [errno.EEXIST, errno.ENOTDIR])
    def test_a_file_in_the_place_of_a_folder(self, number: int) -> None:
        assert str(failure(refused(number), OUT)) == "out: error: not a folder; choose another --out [out-unwritable]"
        assert str(failure(refused(number), OUT, begun=True)).endswith(
            f"; {WHOLE}; make it writable and run again [out-unwritable]"
        )

    @pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.EIO])
    def test_anything_else_is_told_with_its_reason(self, number: int) -> None:
        before, after = (str(failure(refused(number), OUT, begun=begun)) for begun in (False, True))

        assert before.startswith("out: error: can't be written: ")
        assert before.endswith("; make it writable or choose another --out [out-unwritable]")
        assert after == before.replace(
            "; make it writable or choose another --out", f"; {WHOLE}; make it writable and run again"
        )

    def test_the_status_is_that_of_publishing(self) -> None:
        assert failure(refused(errno.EIO), OUT).status == unreadable(refused(errno.EIO), OUT).status == 3


class TestUnreadable:
    """A file that says what is published, and can't be read."""

    def test_it(self) -> None:
        told = str(unreadable(refused(errno.EACCES), OUT / "manifest.json"))

        assert told.startswith("out/manifest.json: error: can't be read: ")
        assert told.endswith("; make it readable [out-unreadable]")
