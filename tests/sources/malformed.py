"""What tests of malformed sources share: a case, and contents that no source takes."""

import gzip
from typing import Any, Final

import pytest

from exporters.model.outcome import ReadOutcome

PNG: Final = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(64))
FOREIGN: Final = [  # one error at the beginning, whatever the format
    pytest.param(gzip.compress(b"title,url,date\n", mtime=0), id="gzip"),
    pytest.param(PNG, id="picture"),
    pytest.param(b"\xff\xd8\xff\xe0\x00\x10JFIF", id="photo"),
    pytest.param(b"PK\x03\x04\x14\x00[Content_Types].xml", id="spreadsheet"),
    pytest.param(b"%PDF-1.7\n", id="pdf"),
    pytest.param(b"\xef\xbb\xbf\n<!DOCTYPE html>\n<title>404 Not Found</title>", id="error page"),
    pytest.param(b"<HTML><HEAD><TITLE>502 Bad Gateway</TITLE></HEAD></HTML>", id="error page of nginx"),
]


def case(name: str, *values: object) -> Any:
    """A row of a table of cases, with a name that says what is wrong."""
    return pytest.param(*values, id=name)


def are_clear(outcomes: list[ReadOutcome]) -> bool:
    """Whether each error says what was seen and what would be right, in a line that a terminal can show."""
    errors = [each for outcome in outcomes for each in outcome.diagnostics if each.level == "error"]
    return all(each.message and each.fix and len(each.message) < 400 and each.line and each.column for each in errors)
