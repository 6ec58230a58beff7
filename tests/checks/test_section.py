"""A document that is checked in sections: the same findings at the same places, but for rules that look across."""

import json
import random
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from exporters.checks.finding import Finding
from exporters.checks.run import findings
from exporters.checks.section import COMPARING_RULES, UNREADABLE, CheckedSection, is_about_frame, join_sections, shift
from tests.checks.test_check_cases import MEDIA_TYPES, TABLES

CASES = Path(__file__).parent / "cases"
ENTRIES = {
    "rss": re.compile(r"<item>.*?</item>\n", re.DOTALL),
    "atom": re.compile(r"<entry>.*?</entry>\n", re.DOTALL),
    "csv": re.compile(r'(?<=\r\n)(?:[^"\r\n]|"[^"]*")*(?:\r\n|\n)'),
}
ROOTS = {"rss": "rss", "atom": "feed", "csv": ""}
MORE = {  # entries with what no case has in an entry
    "rss": [
        "<item><q:x>1</q:x></item>\n",
        '<item>\n<itunes:x xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">1</itunes:x></item>\n',
    ],
    "atom": ["<entry><q:x>1</q:x><id>x</id>\n</entry>\n", "<entry><id>x</id></entry>\n"],
    "jsonfeed": [
        '{\n"authors": [1, {"x.y": null}], "author": {"url": "/"}, "tags": [[], 2]\n}',
        "3",
        '{\n"id": 1\n}',
    ],
    "csv": ['1,"a\r\nb"\r\n', "1\r\n", "1,=2\r\n", '1,"x"\r\n', "1,2\n", "\r\n", '"@\n",\r\n'],
}


class Document:
    """A frame and entries, to be written whole or in sections."""

    def __init__(self, kind: str, text: str) -> None:
        self.kind = kind
        self.join = ",\n" if kind == "jsonfeed" else ""
        if kind == "jsonfeed":
            value = json.loads(text)
            self.entries = [json.dumps(item, indent=1) for item in value["items"]]
            self.before, _, self.after = json.dumps(value | {"items": ["…"]}, indent=1).partition(json.dumps("…"))
        else:
            found = [*ENTRIES[kind].finditer(text)]
            self.entries = [match[0] for match in found]
            self.before, self.after = text[: found[0].start()], text[found[-1].end() :]
            self.before = self.before.replace(f"<{ROOTS[kind]} ", f'<{ROOTS[kind]} xmlns:q="urn:q" ')

    def written(self, entries: list[str]) -> bytes:
        return f"{self.before}{self.join.join(entries)}{self.after}".encode()

    def findings(self, entries: list[str]) -> list[Finding]:
        return findings(self.written(entries), MEDIA_TYPES[self.kind])

    def sections(self, entries: list[str], cuts: list[int]) -> Iterator[CheckedSection]:
        for begin, end in pairwise([0, *cuts, len(entries)]):
            lines = "".join(f"{entry}{self.join}" for entry in entries[:begin]).count("\n")
            yield CheckedSection(findings=self.findings(entries[begin:end]), entries=begin, lines=lines)


def texts(kind: str) -> list[str]:
    """The cases of a format that have entries."""
    if kind == "csv":
        tables = [data.decode() for name, (_, data) in TABLES.items() if name.startswith("c")]
        return [text for text in tables if ENTRIES[kind].search(text)]
    read = [path.read_text(encoding="utf-8") for path in sorted((CASES / kind).glob("*.*"))]
    bodies = [text.split("\n", 2)[2] if text.startswith("//") else text for text in read]
    if kind == "jsonfeed":
        return [text for text in bodies if '"items": [\n' in text and not findings_of(text) & UNREADABLE]
    return [text for text in bodies if ENTRIES[kind].search(text)]


def findings_of(text: str) -> set[str]:
    return {found.rule for found in findings(text.encode(), MEDIA_TYPES["jsonfeed"])}


def entries_of_cases(kind: str) -> list[str]:
    found = [entry for text in texts(kind) for entry in Document(kind, text).entries]
    return [*found, *MORE[kind]]


def local(found: list[Finding]) -> list[Finding]:
    return [finding for finding in found if finding.rule not in COMPARING_RULES]


@pytest.mark.parametrize("kind", ["rss", "atom", "jsonfeed", "csv"])
class TestWholeAndSections:
    """What is found does not depend on the cuts, but for the rules that look across entries."""

    def test_a_case_among_others_is_found_alike(self, kind: str) -> None:
        chance = random.Random(kind)  # noqa: S311 the same every day
        sound = Document(kind, texts(kind)[0]).entries
        for text in texts(kind):
            document = Document(kind, text)
            entries = [*document.entries, *chance.choices(sound, k=5), *document.entries]
            chance.shuffle(entries)
            cuts = sorted(chance.sample(range(1, len(entries)), 3))

            whole = document.findings(entries)

            assert local(join_sections(document.sections(entries, cuts))) == local(whole), text

    def test_all_faults_together_are_found_alike(self, kind: str) -> None:
        chance = random.Random(kind)  # noqa: S311 the same every day
        readable = [
            entry
            for entry in entries_of_cases(kind)
            if not {found.rule for found in Document(kind, texts(kind)[0]).findings([entry])} & UNREADABLE
        ]
        for text in texts(kind)[::4]:
            document = Document(kind, text)
            chance.shuffle(readable)
            cuts = sorted(chance.sample(range(1, len(readable)), 4))

            whole = document.findings(readable)

            assert local(join_sections(document.sections(readable, cuts))) == local(whole)
            assert len({found.rule for found in whole}) > 3

    def test_findings_of_the_frame_are_those_without_entries_before(self, kind: str) -> None:
        for text in texts(kind):
            document = Document(kind, text)
            found = document.findings(document.entries)
            later = document.findings([document.entries[0], *document.entries])

            assert [each for each in found if is_about_frame(each)] == [each for each in later if is_about_frame(each)]


class TestMoved:
    """Every number that counts entries or lines counts on; no other does."""

    @pytest.mark.parametrize(
        ("rule", "field", "line", "expected"),
        [
            ("guid-missing", "item[3]", 9, ("item[103]", 59)),
            ("feed-url-invalid", "entry[1]/link@href", 9, ("entry[101]/link@href", 59)),
            ("feed-url-invalid", "items[0].attachments[2].url", 0, ("items[100].attachments[2].url", 0)),
            ("feed-url-invalid", "authors[2].url", 0, ("authors[2].url", 0)),
            ("feed-url-invalid", "channel/image/url", 9, ("channel/image/url", 9)),
            ("csv-formula", "item[2]", 9, ("item[2]", 59)),
            ("csv-formula", "note", 1, ("note", 1)),
            ("csv-byte-order-mark", "", 1, ("", 1)),
            ("csv-columns-differ", "", 2, ("", 52)),
            ("json-key-repeated", "", 0, ("", 0)),
            ("json-not-wellformed", "", 4, ("", 54)),
            ("formats-dates-differ", "text/csv", 0, ("text/csv", 0)),
        ],
    )
    def test_a_finding_is_told_at_its_place_in_the_whole(
        self, rule: str, field: str, line: int, expected: tuple[str, int]
    ) -> None:
        found = shift(Finding(rule=rule, message="x", fix="y", line=line, field=field), entries=100, lines=50)

        assert (found.field, found.line) == expected
        assert (found.rule, found.message, found.fix) == (rule, "x", "y")

    @pytest.mark.parametrize(
        ("rule", "seen", "expected"),
        [
            (
                "guid-repeated",
                'the guid "of item[7]/guid again" of item[1]/guid appears again',
                "of item[101]/guid appears again",
            ),
            ("jsonfeed-id-repeated", 'the id "x" of items[0] appears again', "of items[100] appears again"),
            ("atom-id-repeated", 'the id "x" of entry[1]/id appears again', "of entry[101]/id appears again"),
            ("element-empty", "x of item[1] again", "x of item[1] again"),
            ("xml-not-wellformed", "mismatch: b line 8 and item, line 9…", "mismatch: b line 58 and item, line 9…"),
        ],
    )
    def test_the_text_names_the_place_in_the_whole(self, rule: str, seen: str, expected: str) -> None:
        found = shift(Finding(rule=rule, message=seen, fix="y", line=9, field="item[2]"), entries=100, lines=50)

        assert found.message.endswith(expected)
        assert found.message.count("[7]") == seen.count("[7]")


class TestRulesThatLookAcross:
    """What a section cannot know of those before it."""

    def test_a_guid_repeated_is_told_within_a_section_alone(self) -> None:
        document = Document("rss", (CASES / "rss" / "clean.xml").read_text(encoding="utf-8"))
        first, second = document.entries
        entries = [first, second, second, first]

        whole = [found for found in document.findings(entries) if found.rule in COMPARING_RULES]
        parts = [found for found in join_sections(document.sections(entries, [1])) if found.rule in COMPARING_RULES]

        assert [found.field for found in whole] == ["item[3]/guid", "item[4]/guid"]
        assert parts == whole[:1]

    def test_what_is_told_once_is_told_of_the_first_section(self) -> None:
        document = Document("csv", "id,note\r\n1,2\r\n")
        entries = ["1,2\r\n", '1,"2"\n', '1,"2"\n']

        found = join_sections(document.sections(entries, [1, 2]))

        assert [(each.rule, each.line) for each in found] == [("csv-line-end-wrong", 3), ("csv-quote-needless", 3)]

    def test_an_unreadable_section_makes_the_document_unreadable(self) -> None:
        document = Document("csv", "id,note\r\n1,2\r\n")
        entries = ["1\r\n", '"a\r\nb",2\r\n', '1,a"b\r\n']

        assert join_sections(document.sections(entries, [1, 2])) == document.findings(entries)
        assert [(each.rule, each.line) for each in document.findings(entries)] == [("csv-not-wellformed", 5)]

    def test_the_lines_that_the_xml_parser_names_are_those_of_the_whole(self) -> None:
        document = Document("rss", (CASES / "rss" / "clean.xml").read_text(encoding="utf-8"))
        entries = [*document.entries, "<item>\n<title>a</titel>\n</item>\n", document.entries[0]]

        (found,) = join_sections(document.sections(entries, [1, 2, 3]))

        assert [found] == document.findings(entries)
        assert found.rule == "xml-not-wellformed"

    def test_differences_are_told_once_for_each_format(self) -> None:
        def found(seen: str, kind: str = "text/csv") -> Finding:
            return Finding(rule="formats-ids-differ", message=seen, fix="y", field=kind)

        lost, added = found('the id "1" of x/y is missing'), found('the id "2" is not in x/y')
        elsewhere = found('the id "2" is not in x/y', "application/atom+xml")
        again = [found('the id "3" is not in x/y'), found('the id "4" of x/y is missing'), elsewhere]

        one_by_one = [CheckedSection(findings=each, entries=0, lines=0) for each in ([lost, added], again)]
        together = [CheckedSection(findings=[lost, added, *again], entries=0, lines=0)]

        assert join_sections(one_by_one) == join_sections(together) == [lost, added, elsewhere]
