"""The baseline: findings that are known, so that only new ones are reported."""

import json
import os
import re
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, NamedTuple

from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.diagnostics.formatter import is_address, writable
from exporters.errors import PublishError, UsageError, reason
from exporters.support.files import NotRegularError, put_file, read_regular
from exporters.support.paths import shown_path

_VERSION: Final = 1
_MOST_BYTES: Final = 64 << 20
_NUMBER: Final = re.compile(r"\[\d+\]|\b(?:line|column) \d+|\b\d+(?= (?:time|item|entr|character|byte))")
_MARK: Final = "outfeed lint baseline"


class BaselineKey(NamedTuple):
    """A finding as the baseline knows it: it stays the same when lines or items move."""

    path: str  # relative to the folder of the baseline, or an address
    rule: str
    fingerprint: str


class Baseline:
    """The findings that a file knows, each with how often it was there."""

    def __init__(self, file: Path, known: Counter[BaselineKey] | None = None) -> None:
        """`file` is where it lies; paths in it are relative to its folder."""
        self.file = file
        self._known = known if known is not None else Counter()
        self._found = Counter[BaselineKey]()
        self._paths = set[str]()  # of the documents that were judged

    @classmethod
    def read(cls, file: Path) -> "Baseline":
        """Return the baseline in `file`. Raises UsageError if there is none, PublishError if it can't be read."""
        try:
            data = read_regular(file, _MOST_BYTES)
        except FileNotFoundError:
            fix = "write it with --write-baseline"
            raise UsageError.because("baseline-unreadable", "no such file", fix, path=shown_path(file)) from None
        except NotRegularError:
            raise _unreadable(file, "no regular file") from None
        except OSError as error:
            raise PublishError.because(
                "baseline-unreadable", reason(error), "check it", path=shown_path(file)
            ) from error
        known = _parse(data)
        if known is None:
            raise _unreadable(file, "not a baseline of outfeed lint")
        return cls(file, known)

    def judge(self, path: str, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return the diagnostics of the document `path` that are new. Of the same ones, the first are."""
        named = self._relative(path)
        self._paths.add(named)
        every = list(diagnostics)
        keys = [BaselineKey(named, each.rule, _fingerprint(each)) for each in every]
        counts = Counter(keys)
        self._found += counts
        new = {key: count - self._known[key] for key, count in counts.items()}
        left = []
        for each, key in zip(every, keys, strict=True):
            if new[key] > 0:
                new[key] -= 1
                left.append(each)
        return left

    def stale(self) -> list[Diagnostic]:
        """Return a note if findings of the documents that were judged are gone."""
        gone = sum(
            count - self._found[key]
            for key, count in self._known.items()
            if key.path in self._paths and count > self._found[key]
        )
        if not gone:
            return []
        message = f"{gone:,} finding{'s' if gone > 1 else ''} of the baseline {'are' if gone > 1 else 'is'} gone"
        fix = "write it anew with --write-baseline"
        path = shown_path(self.file)
        return [Diagnostic(rule="baseline-stale", level=Level.NOTE, message=message, fix=fix, path=path)]

    def write(self) -> int:
        """Write what was found, and what the file knows of other documents; return how many findings were found.

        Raises UsageError if the file holds something else, PublishError if it can't be written.
        """
        others = Counter({key: count for key, count in self._known.items() if key.path not in self._paths})
        rows = sorted((others + self._found).items())
        lines = ",\n".join(json.dumps([*key, count], ensure_ascii=False) for key, count in rows)
        text = f'{{"{_MARK}": {_VERSION},\n"findings": [\n{lines}\n]}}\n'
        try:
            put_file(Path(os.path.realpath(self.file)), [writable(text).encode()])
        except OSError as error:
            path = shown_path(self.file)
            raise PublishError.because("baseline-unreadable", reason(error), "name another file", path=path) from error
        return self._found.total()

    def _relative(self, path: str) -> str:
        if is_address(path) or path.startswith("<"):
            return path
        try:
            return Path(os.path.relpath(path, self.file.absolute().parent)).as_posix()
        except ValueError:  # another drive of Windows
            return path


def _fingerprint(diagnostic: Diagnostic) -> str:
    """Return what stays of a finding when lines and items move: field and message without numbers of places."""
    words = "\0".join(_NUMBER.sub("", part) for part in (diagnostic.field, diagnostic.message))
    return sha256(words.encode("utf-8", "backslashreplace")).hexdigest()[:16]


def _parse(data: bytes) -> Counter[BaselineKey] | None:
    """Return the findings in a baseline file; None if it is none."""
    try:
        document: Any = json.loads(data)
        if document[_MARK] != _VERSION:
            return None
        rows = [
            (BaselineKey(path, rule, fingerprint), count) for path, rule, fingerprint, count in document["findings"]
        ]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    if not all(
        isinstance(count, int) and count > 0 and all(isinstance(part, str) for part in key) for key, count in rows
    ):
        return None
    return Counter(dict(rows))


def _unreadable(file: Path, message: str) -> UsageError:
    return UsageError.because(
        "baseline-unreadable", message, "name another file, or write it with --write-baseline", path=shown_path(file)
    )
