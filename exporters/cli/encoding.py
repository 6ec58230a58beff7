"""Make file names UTF-8 in every locale, so that a site has the same folders everywhere."""

import os
import sys
from contextlib import suppress

from exporters.diagnostics.diagnostic import Diagnostic, quote_value


def use_utf8_names() -> None:
    """Restart the process in Python's UTF-8 mode if the locale gives file names another encoding.

    Output keeps the encoding of the locale. Returns if nothing has to change, or if Python can't be started
    again. Spec: PEP 540.
    """
    is_python = sys.executable and not getattr(sys, "frozen", False)
    if _is_utf8() or os.name != "posix" or not is_python:
        return
    environment = {} if sys.stdout is None else {"PYTHONIOENCODING": sys.stdout.encoding}  # None: the stream is closed
    arguments = [sys.executable, "-X", "utf8", *sys.orig_argv[1:]]
    with suppress(OSError):
        os.execve(sys.executable, arguments, environment | os.environ)  # noqa: S606 - itself


def describe_unencodable(error: UnicodeEncodeError) -> Diagnostic:
    """Return the diagnostic for a file name that the encoding of the locale can't hold.

    Raises `error` itself if file names are UTF-8, which holds every name: then it has another cause.
    """
    if _is_utf8():
        raise error
    start, end = error.object[: error.start].rpartition("/")[2], error.object[error.start :].partition("/")[0]
    return Diagnostic(
        rule="name-unencodable",
        message=(
            f"{quote_value(start + end)} is not a file name in {sys.getfilesystemencoding()}, "
            "the encoding of the locale"
        ),
        fix="run it with LC_ALL=C.UTF-8 or PYTHONUTF8=1",
    )


def _is_utf8() -> bool:
    return sys.getfilesystemencoding().lower() in ("utf-8", "utf8")
