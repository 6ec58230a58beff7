"""Small documents, one per rule: each opens with two lines, Description and Expect, and triggers exactly that."""

import ast
import re
from pathlib import Path

import pytest

from exporters.checks.finding import Finding
from exporters.checks.markup import html_findings
from exporters.checks.run import findings

CASES = Path(__file__).parent / "cases"
RULES = Path(__file__).parents[2] / "exporters" / "checks"
MEDIA_TYPES = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "jsonfeed": "application/feed+json",
    "csvw": "application/csvm+json",
    "csv": "text/csv",
}
FILES = sorted(CASES.glob("*/*.*"))
EXPECT = re.compile(r"(?:<!--|//) Expect: (.*?)(?: -->)?")

# slug, variant -> level, field, line, document: bytes and line ends matter here, so no files
TABLES = {
    "clean": ("nothing", b'id,note\r\n1,"a, ""b""\nc"\r\n-2.5e3,\'=1\r\n," x"\r\n'),
    "clean--no-end": ("nothing", b"id,note\r\n1,2"),
    "clean--one-column": ("nothing", b'id\r\n""\r\n1\r\n'),
    "csv-byte-order-mark": ("warning - 1", b"\xef\xbb\xbfid,note\r\n1,2\r\n"),
    "csv-header-empty": ("error - 1", b"id,\r\n1,2\r\n"),
    "csv-header-repeated": ("error - 1", b"id,id\r\n1,2\r\n"),
    "csv-columns-differ": ("error - 4", b'id,note\r\n1,"a\r\nb"\r\n1\r\n'),
    "csv-columns-differ--blank": ("error - 3", b"id,note\r\n1,2\r\n\r\n"),
    "csv-line-end-wrong": ("warning - 2", b"id,note\r\n1,2\n3,4\n"),
    "csv-quote-needless": ("warning note 2", b'id,note\r\n1,"two"\r\n'),
    "csv-formula": ("error note 2", b"id,note\r\n1,=1+1\r\n"),
    "csv-formula--at": ("error note 2", b"id,note\r\n1,@SUM(1)\r\n"),
    "csv-formula--minus": ("error note 2", b"id,note\r\n1,-2+3\r\n"),
    "csv-formula--tab": ("error note 2", b"id,note\r\n1,\tx\r\n"),
    "csv-formula--space": ("error note 2", b"id,note\r\n1, =1+1\r\n"),
    "csv-formula--semicolon": ("error note 2", b"id,note\r\n1,;=1+1\r\n"),
    "csv-formula--full-width": ("error note 2", "id,note\r\n1,\uff1d1+1\r\n".encode()),
    "clean--enclosure": (
        "nothing",
        b"id,enclosure_url,enclosure_type,enclosure_length\r\n1,https://e.org/a,audio/mpeg,1\r\n2,,,\r\n3,https://e.org/b,,\r\n",
    ),
    "csv-enclosure-wrong": ("error enclosure_url 2", b"id,enclosure_url,enclosure_type\r\n1,,audio/mpeg\r\n"),
    "csv-enclosure-wrong--type": ("error enclosure_type 2", b"enclosure_url,enclosure_type\r\nhttps://e.org/a,mp3\r\n"),
    "csv-enclosure-wrong--length": (
        "error enclosure_length 3",
        b"enclosure_url,enclosure_length\r\n,\r\nhttps://e.org/a,1 MB\r\n",
    ),
    "csv-not-wellformed": ("error - 2", b'id,note\r\n1,a"b\r\n'),
    "csv-not-wellformed--open": ("error - 2", b'id,note\r\n1,"b\r\n'),
    "text-not-utf8": ("error - 2", b"id,note\r\n1,\xfc\r\n"),
    "document-empty": ("error -", b""),
}


def told(finding: Finding) -> str:
    return f"{finding.rule} {finding.level} {finding.field or '-'}"


class TestCases:
    """A case triggers its own rule, once, at its place, and no other."""

    @pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
    def test_a_document_triggers_exactly_what_it_expects(self, path: Path) -> None:
        data = path.read_bytes()
        head = data.decode().split("\n")[:2]
        expected = EXPECT.fullmatch(head[1])
        if path.parent.name == "html":
            found = [judged.at("content") for judged in html_findings(data.decode())]
        else:
            body = b"".join(data.splitlines(keepends=True)[2:]) if head[0].startswith("//") else data
            found = findings(body, MEDIA_TYPES[path.parent.name])

        assert expected is not None
        assert [told(finding) for finding in found] == ([] if expected[1] == "nothing" else [expected[1]])

    @pytest.mark.parametrize("name", TABLES)
    def test_a_table_triggers_exactly_what_it_expects(self, name: str) -> None:
        expected, data = TABLES[name]

        found = [
            f"{told(finding)} {finding.line or ''}".rstrip() for finding in findings(data, "text/csv; charset=utf-8")
        ]

        assert found == ([] if expected == "nothing" else [f"{name.partition('--')[0]} {expected}"])

    @pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
    def test_a_case_is_named_after_what_it_expects(self, path: Path) -> None:
        lines = path.read_text(encoding="utf-8").split("\n")
        rule = path.stem.partition("--")[0]

        assert "Description: " in lines[0]
        assert f"Expect: {'nothing' if rule == 'clean' else f'{rule} '}" in lines[1]

    def test_every_rule_has_a_case(self) -> None:
        cases = {path.stem.partition("--")[0] for path in FILES} | {name.partition("--")[0] for name in TABLES}
        elsewhere = {"xml-not-utf8"}  # test_safe_parsing.py: its bytes are no UTF-8

        assert rules() - elsewhere - {rule for rule in rules() if rule.startswith("formats-")} == cases - {"clean"}


def rules() -> set[str]:
    """Every slug that the rules' source names."""
    found = set[str]()
    for path in RULES.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                named = [word.value for word in node.keywords if word.arg == "rule"]
                for value in (*named, *node.args[:2]):
                    if isinstance(value, ast.Constant) and isinstance(value.value, str):
                        found |= {value.value} & set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)+", value.value))
    return found - NO_SLUGS


NO_SLUGS = {"us-ascii", "utf-8", "utf-16", "latin-1"}
