"""The front matter is repaired field by field; each change is told with its place, before and after."""

from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo

import pytest

from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.repair.article import RepairedFields, repair
from exporters.yamldoc.document import read_yaml

YES = ("true", "yes", "on", "1")
NO = ("false", "no", "off", "0")
BASE = "https://example.org/ai/"


def repaired(text: str, zone: tzinfo | None = None) -> RepairedFields:
    """The front matter `text`, repaired."""
    return repair(read_yaml(text), base=BASE, zone=zone)


def line(note: Diagnostic) -> str:
    """The place, field and slug of a diagnostic."""
    return f"{note.line}:{note.column} {note.field} {note.rule}"


class TestRepairs:
    """Field, place, slug, before and after."""

    @pytest.mark.parametrize(
        ("text", "field", "value", "told", "before", "after"),
        [
            ("title: 2021", "title", "2021", "1:1 title text-scalar", "2021", "2021"),
            ("title: yes", "title", "yes", "1:1 title text-scalar", "yes", "yes"),
            ("title: 010", "title", "010", "1:1 title text-scalar", "010", "010"),
            ("title: 1_000.50", "title", "1_000.50", "1:1 title text-scalar", "1_000.50", "1_000.50"),
            ("id: 0x1F", "id", "0x1F", "1:1 id text-scalar", "0x1F", "0x1F"),
            ("title: ' A '", "title", "A", "1:1 title text-spaces", " A ", "A"),
            ("excerpt: |\n  A\n  B\n", "excerpt", "A B", "1:1 excerpt text-spaces", "A\nB\n", "A B"),
            ("excerpt: ''", "excerpt", None, "1:1 excerpt text-empty", "", ""),
            ("excerpt: '\u200b'", "excerpt", None, "1:1 excerpt text-empty", "\u200b", ""),
            ("category: a &amp; b", "category", "a & b", "1:1 category text-entity", "a &amp; b", "a & b"),
            ("type: 'a\x01b'", "type", "ab", "1:1 type text-control", "a\x01b", "ab"),
            ("id: 'a\x01b'", "id", "ab", "1:1 id text-control", "a\x01b", "ab"),
            ("title: aâ€”b", "title", "a—b", "1:1 title text-mojibake", "aâ€”b", "a—b"),
            ("webUrl: /x", "webUrl", BASE + "x", "1:1 webUrl url-relative", "/x", BASE + "x"),
            ("webUrl: ' '", "webUrl", None, "1:1 webUrl url-spaces", " ", ""),
            (
                "webUrl: HTTPS://E.org/X",
                "webUrl",
                "https://e.org/X",
                "1:1 webUrl url-case",
                "HTTPS://E.org/X",
                "https://e.org/X",
            ),
            (
                "images: [Http://E.ORG:80?X#Y]",
                "images",
                [{"url": "http://e.org:80?X#Y"}],
                "1:10 images[0] url-case",
                "Http://E.ORG:80?X#Y",
                "http://e.org:80?X#Y",
            ),
            ("quality: '7'", "quality", 7, "1:1 quality number-text", "7", "7"),
            ("quality: ' 7.5 '", "quality", 7.5, "1:1 quality number-text", " 7.5 ", "7.5"),
            ("heat: ''", "heat", None, "1:1 heat text-empty", "", ""),
            ("published: 'No'", "published", False, "1:1 published flag-text", "No", "no"),
            ("published: 0", "published", False, "1:1 published flag-text", "0", "0"),
            ("draft: 'on'", "draft", True, "1:1 draft flag-text", "on", "on"),
            ("title: [A]", "title", "A", "1:1 title list-of-one", "[A]", "A"),
            ("category: [news]", "category", "news", "1:1 category list-of-one", "[news]", "news"),
            ("topics: AI", "topics", ["AI"], "1:1 topics list-single", "AI", "AI"),
            (
                "topics: {a: b, c: [true]}",
                "topics",
                [{"a": "b", "c": [True]}],
                "1:1 topics list-single",
                "{a: b, c: [true]}",
                "{a: b, c: [true]}",
            ),
            ("topics: [AI, B, AI]", "topics", ["AI", "B"], "1:17 topics[2] list-repeated", "AI", ""),
            ("topics:\n- A\n- 7", "topics", ["A", "7"], "3:3 topics[1] text-scalar", "7", "7"),
            ("topics: [A|B]", "topics", ["A|B"], "1:10 topics[0] csv-separator", "A|B", "A¦B"),
            ("topics: [A, A, B]", "topics", ["A", "B"], "1:13 topics[1] list-repeated", "A", ""),
            ("topics: [A, '']", "topics", ["A"], "1:13 topics[1] text-empty", "", ""),
            (
                "images:\n  - url: /x\n    width: 5\n",
                "images",
                [{"url": BASE + "x", "width": 5}],
                "2:5 images[0].url url-relative",
                "/x",
                BASE + "x",
            ),
            (
                "images:\n  - url: https://a.b/\n    width: '1200'\n",
                "images",
                [{"url": "https://a.b/", "width": 1200}],
                "3:5 images[0].width number-text",
                "1200",
                "1200",
            ),
            ("related: [{title: A}]", "related", [], "1:11 related[0] related-unlinked", "A", ""),
            (
                "provider: {authors: [{name: ' A'}]}",
                "provider",
                {"authors": [{"name": "A"}]},
                "1:23 provider.authors[0].name text-spaces",
                " A",
                "A",
            ),
            (
                "provider: {domain: 'https://Wired.com/x'}",
                "provider",
                {"domain": "wired.com"},
                "1:12 provider.domain domain-address",
                "https://Wired.com/x",
                "wired.com",
            ),
            (
                "related: [{webUrl: https://a.b/}, {webUrl: /x}]",
                "related",
                [{"webUrl": "https://a.b/"}, {"webUrl": BASE + "x"}],
                "1:36 related[1].webUrl url-relative",
                "/x",
                BASE + "x",
            ),
        ],
    )
    def test_one(self, text: str, field: str, value: object, told: str, before: str, after: str) -> None:
        result = repaired(text)
        note = result.notes[0]

        assert result.fields.get(field) == value
        assert (line(note), note.before, note.after) == (told, before, after)
        assert note.level is Level.NOTE
        assert result.problems == []

    @pytest.mark.parametrize(
        "text",
        [
            "title: A title",
            "quality: 7",
            "published: no",
            "topics: [AI, B]",
            "images: [{url: https://a.b/x, width: 5, title: A}]",
            "publishedDateTime: 2021-08-24T07:30:00Z",
            "id: 'https://a.b/é &amp; A|B'",
        ],
    )
    def test_what_is_right_stays_without_a_word(self, text: str) -> None:
        result = repaired(text)

        assert (result.notes, result.problems) == ([], [])
        assert result.fields == read_yaml(text).value

    def test_one_field_may_take_several(self) -> None:
        notes = repaired("webUrl: ' /a b?c=1&amp;d '").notes

        assert [note.rule for note in notes] == ["url-spaces", "url-entity", "url-relative", "url-encoded"]
        assert (notes[0].before, notes[-1].after) == (" /a b?c=1&amp;d ", f"{BASE}a%20b?c=1&d")

    def test_a_message_shows_the_stretch_that_changed(self) -> None:
        [note] = repaired(f"excerpt: {'a' * 500}  {'b' * 500}").notes

        assert len(note.message) < 100
        assert "aaa  bbb" in note.message
        assert note.before == f"{'a' * 500}  {'b' * 500}"

    @pytest.mark.parametrize(
        ("text", "field", "value"),
        [
            ("images: https://a.b/x", "images", [{"url": "https://a.b/x"}]),
            ("images: [/x]", "images", [{"url": BASE + "x"}]),
        ],
    )
    def test_an_address_alone_is_an_image(self, text: str, field: str, value: object) -> None:
        assert repaired(text).fields[field] == value

    @pytest.mark.parametrize(
        ("written", "right"),
        [
            ("a/b", "write https://host/a/b, or /a/b below site.url"),
            ("two words", "write https://host/path, or /path below site.url"),
            ("www.example.org/x", "write https://www.example.org/x"),
            ("ftp://a.b/c", "write https://host/path"),
        ],
    )
    def test_an_address_that_cannot_be_repaired_says_what_to_write(self, written: str, right: str) -> None:
        [problem] = repaired(f"webUrl: {written}").problems

        assert (line(problem), problem.fix) == ("1:1 webUrl url-wrong", right)

    def test_of_a_related_article_with_a_wrong_address_only_the_address_is_told(self) -> None:
        result = repaired("related: [{webUrl: ftp://a.b/c, title: A}, {title: B}]")

        assert [line(each) for each in result.problems] == ["1:12 related[0].webUrl url-wrong"]
        assert [line(each) for each in result.notes] == ["1:44 related[1] related-unlinked"]

    def test_an_author_alone_is_a_name(self) -> None:
        assert repaired("provider: {authors: Ann}").fields["provider"] == {"authors": [{"name": "Ann"}]}

    def test_other_keys_are_extra_and_stay_as_they_are(self) -> None:
        result = repaired("title: A\nlayout: ' post '\nn: 010\nd: 2021-08-24\n")

        assert result.extra == {"layout": " post ", "n": 8, "d": "2021-08-24"}
        assert [line(note) for note in result.notes] == ["2:1 layout key-extra", "3:1 n key-extra", "4:1 d key-extra"]


class TestMoments:
    """Dates become RFC 3339 in UTC."""

    @pytest.mark.parametrize(
        ("written", "moment", "rules"),
        [
            ("2021-08-24T07:30:00Z", "2021-08-24T07:30:00Z", []),
            ("2021-08-24 07:30:00 +02:00", "2021-08-24T05:30:00Z", []),
            ("'2021-08-24T07:30:00Z'", "2021-08-24T07:30:00Z", ["date-quoted"]),
            ("2021-08-24", "2021-08-23T15:00:00Z", ["date-only"]),
            ("2021-08-24 07:30", "2021-08-23T22:30:00Z", ["date-zone"]),
            ('"2021-08-24"', "2021-08-23T15:00:00Z", ["date-quoted", "date-only"]),
        ],
    )
    def test_one(self, written: str, moment: str, rules: list[str]) -> None:
        result = repaired(f"publishedDateTime: {written}", ZoneInfo("Asia/Tokyo"))

        assert result.fields == {"publishedDateTime": moment}
        assert [note.rule for note in result.notes] == rules

    @pytest.mark.parametrize("written", ["2021-08-24", "2021-08-24 07:30:00"])
    def test_without_any_zone_it_is_a_problem_that_names_the_setting(self, written: str) -> None:
        [problem] = repaired(f"publishedDateTime: {written}").problems

        assert (problem.rule, problem.level) == ("date-without-zone", Level.ERROR)
        assert "source.timezone" in problem.fix

    def test_an_update_before_publication_is_moved_to_it(self) -> None:
        result = repaired("publishedDateTime: 2021-08-24T07:30:00Z\nupdatedDateTime: 2021-08-24T07:29:00Z\n")

        assert result.fields["updatedDateTime"] == "2021-08-24T07:30:00Z"
        assert [line(note) for note in result.notes] == ["2:1 updatedDateTime date-order"]

    def test_time_decides_and_not_how_it_is_written(self) -> None:
        text = "publishedDateTime: 2021-08-24T09:30:00+02:00\nupdatedDateTime: 2021-08-24T07:31:00Z\n"

        assert repaired(text, UTC).notes == []


class TestFlags:
    """A word for yes or no is taken, since a draft must not leave because of quotes."""

    @pytest.mark.parametrize("field", ["published", "draft", "removed"])
    @pytest.mark.parametrize(("word", "value"), [(word, True) for word in YES] + [(word, False) for word in NO])
    def test_each_word(self, field: str, word: str, value: bool) -> None:
        for written in (word, word.upper(), f" {word.title()} "):
            result = repaired(f"{field}: {written!r}")

            assert result.fields == {field: value}
            assert [note.rule for note in result.notes] == ["flag-text"]


class TestNumbers:
    """A number in quotes is one."""

    @pytest.mark.parametrize(
        ("written", "value"),
        [("'7'", 7), ("'-7'", -7), ("'7.0'", 7), ("7.0", 7), ("'.5'", 0.5), ("'1e3'", 1000), (f"'{7:020}'", 7)],
    )
    def test_one(self, written: str, value: float) -> None:
        number = repaired(f"heat: {written}").fields["heat"]

        assert number == value
        assert isinstance(number, int) == (number % 1 == 0)

    @pytest.mark.parametrize("written", ["' '", "''"])
    def test_nothing_is_left_out(self, written: str) -> None:
        result = repaired(f"heat: {written}\npublished: {written}\npublishedDateTime: {written}\n")

        assert result.fields == {}
        assert [note.rule for note in result.notes] == ["text-empty"] * 3


class TestLong:
    """A list has at most 2,000 entries."""

    def test_as_many_are_taken(self) -> None:
        entries = [f"t{number}" for number in range(2_000)]

        assert repaired(f"topics: [{', '.join(entries)}]").fields == {"topics": entries}

    def test_one_more_is_a_problem(self) -> None:
        result = repaired(f"title: A\ntopics: [{'x, ' * 2_001}]")

        [problem] = result.problems
        assert (line(problem), problem.message, problem.fix) == (
            "2:1 topics value-wrong",
            "2,001 entries",
            "keep at most 2,000",
        )
        assert result.fields == {"title": "A"}


class TestShapes:
    """What has a wrong shape passes as it is, for the schema to refuse."""

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("title: [A, B]", ["A", "B"]),
            ("title: [[A]]", [["A"]]),
            ("title: []", []),
            ("webUrl: 7", 7),
            ("provider: 7", 7),
            ("topics: 7.5", ["7.5"]),
            ("topics: [[A]]", [["A"]]),
            ("images: [7]", [7]),
            ("images: 7", 7),
            ("published: perhaps", "perhaps"),
            ("published: []", []),
            ("quality: many", "many"),
            ("quality: 1_000x", "1_000x"),
            ("quality: '1_000'", "1_000"),
            ("heat: '0x1F'", "0x1F"),
            (f"heat: '{7:021}'", f"{7:021}"),
            ("heat: '１'", "１"),
            ("heat: 'nan'", "nan"),
            ("heat: .nan", "nan"),
            ("quality: {}", {}),
            ("publishedDateTime: []", []),
        ],
    )
    def test_one(self, text: str, value: object) -> None:
        assert list(repaired(text).fields.values()) == [value]


class TestHosts:
    """Hosts get small letters, and an id that is the permalink stays as it was."""

    @pytest.mark.parametrize(
        ("text", "derived"),
        [
            ("webUrl: HTTPS://E.org/X", "HTTPS://E.org/X"),
            ("originalUrl: https://E.org/ä", "https://E.org/%C3%A4"),
            ("webUrl: https://e.org/X\noriginalUrl: https://E.org/X", ""),
            ("webUrl: https://E.org/X\nid: 7x", ""),
            ("webUrl: https://E.org/X\nid: ''", "https://E.org/X"),
            ("webUrl: https://e.org/X", ""),
        ],
    )
    def test_the_id_stays(self, text: str, derived: str) -> None:
        assert repaired(text).derived_id == derived

    def test_addresses_below_the_home_page_stay_as_the_settings_have_it(self) -> None:
        made = repair(read_yaml("webUrl: /x"), base="https://Example.org/", zone=None)

        assert made.fields["webUrl"] == "https://Example.org/x"
        assert [each.rule for each in made.notes] == ["url-relative"]


class TestMail:
    """E-mail addresses are no part of a name, and no message quotes them."""

    @pytest.mark.parametrize(
        ("written", "name"),
        [
            ("Jane Doe <jane@example.org>", "Jane Doe"),
            ("Jane Doe (jane@example.org)", "Jane Doe"),
            ("jane@example.org (Jane Doe)", "Jane Doe"),
            ("Jane Doe, mailto:jane.doe+x@mail.example.org", "Jane Doe"),
            ("Jane [jane@localhost] Doe", "Jane Doe"),
            ("Jürgen <jürgen@bücher.example>", "Jürgen"),
        ],
    )
    def test_a_name_stays(self, written: str, name: str) -> None:
        made = repaired(f'provider: {{name: "{written}", authors: ["{written}", {{name: "{written}"}}]}}')

        assert made.fields["provider"] == {"name": name, "authors": [{"name": name}, {"name": name}]}
        assert [each.rule for each in made.notes] == ["author-email"] * 3
        assert "@" not in repr(made.notes)

    def test_nobody_is_left_of_an_address_alone(self) -> None:
        made = repaired("provider: {authors: [a@e.org, {name: a@e.org, url: https://e.org/}, B]}")

        assert made.fields["provider"] == {"authors": [{"name": "B"}]}
        assert [line(each) for each in made.notes] == [
            "1:22 provider.authors[0] author-email",
            "1:32 provider.authors[1].name author-email",
        ]

    @pytest.mark.parametrize("name", ["@jane", "Jane (@jane@social.example)", "Jane @ Acme", "@"])
    def test_other_names_stay(self, name: str) -> None:
        made = repaired(f'provider: {{authors: ["{name}"]}}')

        assert (made.fields["provider"], made.notes) == ({"authors": [{"name": name}]}, [])


class TestLocalHosts:
    """A warning where nobody else can open an address; nothing changes."""

    @pytest.mark.parametrize(
        "url",
        [
            "http://localhost:4000/a/",
            "http://127.0.0.1:4000/a.png",
            "http://192.168.0.2/a",
            "http://[::1]/a",
            "https://mac.local/a",
            "HTTP://LocalHost/a",
        ],
    )
    def test_it_is_told_in_every_field(self, url: str) -> None:
        made = repaired(f"webUrl: '{url}'\nimages: ['{url}']\nprovider: {{authors: [{{name: A, url: '{url}'}}]}}")

        told = [line(each) for each in made.notes if each.level is Level.WARNING]
        assert told == [
            "1:1 webUrl address-local",
            "3:32 provider.authors[0].url address-local",
            "2:10 images[0] address-local",
        ]
        assert (made.fields["webUrl"].lower(), made.problems) == (url.lower(), [])

    @pytest.mark.parametrize("url", ["https://local.example.org/", "http://127.example.org/", "https://8.8.8.8/"])
    def test_public_ones_are_not(self, url: str) -> None:
        assert repaired(f"webUrl: {url}").notes == []

    def test_a_preview_of_the_whole_site_is_not(self) -> None:
        made = repair(
            read_yaml("webUrl: http://localhost:4000/a\noriginalUrl: /b"), base="http://localhost:4000/", zone=None
        )

        assert {each.level for each in made.notes} == {Level.NOTE}


def test_a_leap_second_is_told() -> None:
    made = repaired("publishedDateTime: 2016-12-31T23:59:60Z")

    assert made.fields["publishedDateTime"] == "2016-12-31T23:59:59Z"
    assert [(line(each), each.before) for each in made.notes] == [
        ("1:1 publishedDateTime date-leap-second", "2016-12-31T23:59:60Z")
    ]
