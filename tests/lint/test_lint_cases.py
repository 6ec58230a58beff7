"""A small document for each rule, and a near miss: `cases/<format>/<clause>/<rule>.xml` and `<rule>-ok.xml`.

Each opens with two comments, Description and Expect. In JSON and CSV these are lines that begin with `//`, and no part
of the document. Expect names what `outfeed lint` finds: `rule level field`, apart by semicolons, or `nothing`.
"""

import re
from pathlib import Path
from typing import Final

import pytest

from exporters.checks.finding import Finding
from exporters.lint.lint import lint

CASES: Final = Path(__file__).parents[1] / "checks" / "cases"
FILES: Final = sorted(CASES.glob("*/*/*.*"))
HEAD: Final = re.compile(
    rb"(?:<\?xml[^>]*\?>\s*)?(?:<!--|//) Description: [^\n]+\n(?:<!--|//) Expect: (.*?)(?: -->)?\r?\n"
)
OK: Final = "-ok"


def document(path: Path) -> bytes:
    """The document of a case: without the lines that are no comment in its format."""
    data = path.read_bytes()
    return b"".join(data.splitlines(keepends=True)[2:]) if data.startswith(b"//") else data


def described(finding: Finding) -> str:
    return f"{finding.rule} {finding.level} {finding.field or '-'}"


def expected(path: Path) -> list[str]:
    found = HEAD.match(path.read_bytes())
    assert found is not None, "a case begins with Description and Expect"
    return [] if found[1] == b"nothing" else found[1].decode().split("; ")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(CASES).as_posix())
def test_a_document_has_the_findings_that_it_expects_and_no_other(path: Path) -> None:
    assert [described(each) for each in lint(document(path))] == expected(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(CASES).as_posix())
def test_a_case_is_named_after_its_rule(path: Path) -> None:
    rule = path.stem.partition("--")[0]
    found = [each.partition(" ")[0] for each in expected(path)]

    if rule.endswith(OK):
        assert rule.removesuffix(OK) not in found
    else:
        assert rule in found


def test_every_case_has_a_near_miss() -> None:
    names = {(path.parent, path.stem.partition("--")[0]) for path in FILES}

    assert {(folder, name) for folder, name in names if not name.endswith(OK)} == {
        (folder, name.removesuffix(OK)) for folder, name in names if name.endswith(OK)
    }
