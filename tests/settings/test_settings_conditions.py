"""`where`: which articles a feed takes."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from exporters.schema_files import schema_text
from exporters.settings.conditions import FIELDS
from exporters.settings.values import Condition
from tests.settings.saying import problem, problems, rules, settings

TEXTS: Final = [
    *("topics", "authors", "category", "type", "provider", "provider.name", "provider.domain"),
    *("title", "summary", "content", "id", "url", "original_url", "amp_url", "amp_cdn_url"),
]


def where(folder: Path, written: str, more: str = "") -> tuple[Condition, ...]:
    """The conditions that `written` makes."""
    return settings(folder, f"{more}feeds:\n- where: {{{written}}}\n").feeds[0].where


def said(folder: Path, written: str) -> str:
    """The one thing that is said against `written`, behind the place of `where`."""
    found = problem(folder, f"feeds:\n- where:\n    {written}\n")
    assert found.startswith("3:")
    return found.partition(" error: feeds[0].where.")[2]


class TestForms:
    """One value, a list of which any will do, or a mapping of conditions; all of them must hold."""

    @pytest.mark.parametrize(
        ("written", "made"),
        [
            ("topics: AI", {"any_of": ("AI",)}),
            ("topics: [AI, Robotics]", {"any_of": ("AI", "Robotics")}),
            ("topics: {any: AI}", {"any_of": ("AI",)}),
            ("topics: {not: [AI, Robotics]}", {"none_of": ("AI", "Robotics")}),
            ("topics: {any: [A, B], not: C, text: d, has: true}",
             {"any_of": ("A", "B"), "none_of": ("C",), "text": ("d",), "has": True}),
            ("topics: {text: [robot, chip]}", {"text": ("robot", "chip")}),
            ("topics: {has: no}", {"has": False}),
        ],
    )  # fmt: skip
    def test_of_a_text(self, folder: Path, written: str, made: dict[str, Any]) -> None:
        assert where(folder, written) == (Condition(field="topics", **made),)

    @pytest.mark.parametrize(
        ("written", "made"),
        [
            ("heat: 5", {"any_of": (5,)}),
            ("heat: [5, 7.5]", {"any_of": (5, 7.5)}),
            ("heat: {min: 5, max: 5}", {"least": 5, "most": 5}),
            ("heat: {not: 0, has: true}", {"none_of": (0,), "has": True}),
            ("heat: {min: -1.5}", {"least": -1.5}),
        ],
    )
    def test_of_a_number(self, folder: Path, written: str, made: dict[str, Any]) -> None:
        assert where(folder, written) == (Condition(field="heat", **made),)

    def test_of_several_fields_in_the_order_of_the_file(self, folder: Path) -> None:
        found = where(folder, "type: article, quality: {min: 50}, images: {has: yes}")

        assert [each.field for each in found] == ["type", "quality", "images"]

    @pytest.mark.parametrize("field", TEXTS)
    def test_every_text_may_be_searched(self, folder: Path, field: str) -> None:
        assert where(folder, f"{field}: {{text: x}}") == (Condition(field=field, text=("x",)),)

    def test_every_field_is_of_one_kind(self) -> None:
        others = ["quality", "heat", "published", "updated", "images", "related"]

        assert sorted(FIELDS) == sorted([*TEXTS, *others])


class TestText:
    """Text is taken as the file has it, whatever YAML makes of it."""

    @pytest.mark.parametrize(
        ("written", "texts"),
        [
            ("no", ("no",)),
            ("2021", ("2021",)),
            ("[C++, 3D, 010, 1e3, yes, 2021-01-01]", ("C++", "3D", "010", "1e3", "yes", "2021-01-01")),
            ("'  Machine   Learning '", ("Machine Learning",)),
            ("'null'", ("null",)),
        ],
    )
    def test_it_stays(self, folder: Path, written: str, texts: tuple[str, ...]) -> None:
        assert where(folder, f"topics: {written}")[0].any_of == texts
        assert where(folder, f"topics: {{not: {written}}}")[0].none_of == texts
        assert where(folder, f"topics: {{text: {written}}}")[0].text == texts


class TestMoments:
    """`after` and `before`: a date alone is its first moment, in the zone of the settings, else in UTC."""

    @pytest.mark.parametrize(
        ("written", "moment"),
        [
            ("2021-01-01", datetime(2021, 1, 1, tzinfo=UTC)),
            ("'2021-01-01'", datetime(2021, 1, 1, tzinfo=UTC)),
            ("2021-1-1", datetime(2021, 1, 1, tzinfo=UTC)),
            ("2021-08-24T07:30:00Z", datetime(2021, 8, 24, 7, 30, tzinfo=UTC)),
            ("2021-08-24T07:30:00+02:00", datetime(2021, 8, 24, 5, 30, tzinfo=UTC)),
            ("2021-08-24 07:30", datetime(2021, 8, 24, 7, 30, tzinfo=UTC)),
        ],
    )
    def test_it_is_read(self, folder: Path, written: str, moment: datetime) -> None:
        assert where(folder, f"published: {{after: {written}}}")[0].after == moment
        assert where(folder, f"updated: {{before: {written}}}")[0].before == moment

    def test_the_day_begins_where_the_articles_are_written(self, folder: Path) -> None:
        found = where(
            folder, "published: {after: 2021-07-01, before: 2021-12-01}", "source: {timezone: Europe/Berlin}\n"
        )

        assert found[0].after == datetime(2021, 6, 30, 22, tzinfo=UTC)
        assert found[0].before == datetime(2021, 11, 30, 23, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("written", "told"),
        [
            (
                "{after: 24/08/2021}",
                '.after: "24/08/2021" is not a date; write a date, such as 2021-08-24 [date-unread',
            ),
            ("{after: 2021-02-30}", '.after: "2021-02-30" is not a real date; write a date, such as 2021-0'),
            ("{after: 1800-01-01}", '.after: "1800-01-01" is a date outside 1900 to 9990; write a date, such as'),
            ("{before: 2021}", ".before: 2021 is a number; write a date, such as 2021-08-24 [type-wrong]"),
            ("{before: [2021-01-01]}", ".before: a list; write a date, such as 2021-08-24 [type-wrong]"),
            ("2021-08-24", ": published without after or before; write {after: 2021-08-24} [condition-operator]"),
            ("", ": published without after or before; write {after: 2021-08-24} [condition-operator]"),
            ("{min: 5}", ".min: min does not fit published (a date); write after, before [condition-operator]"),
            ("{afer: 2021-08-24}", ".afer: unknown key; did you mean after? [key-unknown]"),
            (
                "{after: 2021-08-24, before: 2021-08-24}",
                ".after: after 2021-08-24T00:00:00Z is not earlier than before",
            ),
        ],
    )
    def test_what_is_none_is_told(self, folder: Path, written: str, told: str) -> None:
        assert told in said(folder, f"published: {written}")


class TestExtra:
    """Other keys of the front matter: values keep the type that YAML gives them."""

    def test_all_conditions_are_for_them(self, folder: Path) -> None:
        written = (
            "{any: [a, 1, 1.5, yes], not: x, min: 1, max: 2, after: 2021-01-01, before: 2022-01-01, text: 7, has: yes}"
        )

        assert where(folder, f"extra.series: {written}") == (
            Condition(
                field="extra.series",
                any_of=("a", 1, 1.5, True),
                none_of=("x",),
                least=1,
                most=2,
                after=datetime(2021, 1, 1, tzinfo=UTC),
                before=datetime(2022, 1, 1, tzinfo=UTC),
                text=("7",),
                has=True,
            ),
        )

    @pytest.mark.parametrize("key", ["series", "og.title", "tags", "date", "description", "author", "url", "summary"])
    def test_any_key_will_do_that_is_none_of_ours(self, folder: Path, key: str) -> None:
        assert where(folder, f"extra.{key}: x") == (Condition(field=f"extra.{key}", any_of=("x",)),)

    def test_none_of_ours_is_extra(self, folder: Path) -> None:
        import json

        for key in json.loads(schema_text("article"))["properties"]:
            assert said(folder, f"extra.{key}: x").endswith("[condition-field]")

    @pytest.mark.parametrize(
        ("written", "told"),
        [
            ("extra: x", "extra: extra has no key; write extra. and a key of the front matter, such as extra.series"),
            (
                "extra.: x",
                "extra.: extra has no key; write extra. and a key of the front matter, such as extra.series",
            ),
            ("extra.webUrl: x", 'extra.webUrl: "extra.webUrl" is not a field of articles; write url'),
            (
                "extra.provider.name: x",
                'extra.provider.name: "extra.provider.name" is not a field of articles; write pro',
            ),
            ("extra.secured: x", "extra.secured: secured is not a field to select by; remove it: it is private"),
            ("extra.x: .nan", "extra.x: .nan is a number; write a number"),
            ("extra.x: [[a]]", "extra.x[0]: a list; write text, a number, true or false"),
            ("extra.x: ", "extra.x: nothing; write text, a number, true or false"),
        ],
    )
    def test_what_is_none_is_told(self, folder: Path, written: str, told: str) -> None:
        assert said(folder, written).startswith(told)


class TestFields:
    """Fields have the names of the model, not those of the front matter."""

    @pytest.mark.parametrize(
        ("field", "right"),
        [
            ("topcs", "did you mean topics?"),
            ("Topics", "did you mean topics?"),
            ("provider.nam", "did you mean provider.name?"),
            ("publishedDateTime", "write published"),
            ("updatedDateTime", "write updated"),
            ("webUrl", "write url"),
            ("originalUrl", "write original_url"),
            ("ampWebUrl", "write amp_url"),
            ("cdnAmpWebUrl", "write amp_cdn_url"),
            ("excerpt", "write summary"),
            ("body", "write content"),
            ("featuredContent", "write content"),
            ("provider.authors", "write authors"),
            ("tags", "write topics"),
            ("date", "write published"),
            ("qwxyz", "use one of topics, authors, category, type, provider, provider.name, provider.domain, title"),
            ("draft", "remove it: only --drafts exports drafts"),
            ("removed", "remove it: withdrawn articles are never exported"),
            ("secured", "remove it: it is private and never read"),
        ],
    )
    def test_another_name_leads_to_the_right_one(self, folder: Path, field: str, right: str) -> None:
        found = said(folder, f"{field}: x")

        assert found.startswith(f"{field}: ")
        assert f"; {right}" in found
        assert found.endswith("[condition-field]")

    def test_of_very_many_unknown_fields_each_is_told(self, folder: Path) -> None:
        feeds = "".join(
            f"- path: p{feed}\n  where: {{{', '.join(f'topcs{feed}x{key}: a' for key in range(50))}}}\n"
            for feed in range(4)
        )

        assert len(problems(folder, f"feeds:\n{feeds}")) == 200

    def test_more_than_a_feed_can_need_are_refused(self, folder: Path) -> None:
        fields = ", ".join(f"extra.k{number}: x" for number in range(51))

        assert problem(folder, f"feeds: [{{where: {{{fields}}}}}]") == (
            "1:10: error: feeds[0].where: 51 fields, more than 50; write fewer conditions [value-wrong]"
        )

    def test_more_values_than_a_field_can_need_are_refused(self, folder: Path) -> None:
        assert said(folder, f"topics: [{'x, ' * 1001}]") == (
            "topics: 1,001 values, more than 1,000; write fewer [value-wrong]"
        )


class TestWrong:
    """A wrong operator or value is told where it stands, with what would be right."""

    @pytest.mark.parametrize(
        ("written", "told"),
        [
            ("topics: []", "topics: empty; write [AI], or remove the key [settings-empty]"),
            ("topics: {not: []}", "topics.not: empty; write [AI], or remove the key [settings-empty]"),
            ("heat: []", "heat: empty; write [5], or remove the key [settings-empty]"),
            ("topics: {}", "topics: empty; write any: …, or remove the key [settings-empty]"),
            ("topics: ''", "topics: empty; write a word, or remove the key [settings-empty]"),
            (
                'topics: "\\u200b"',
                "topics: no visible character; write some text, or remove the key [settings-empty]",
            ),
            ('topics: "\\x01"', "topics: the control character U+0001; remove it [settings-control]"),
            ("topics: ~", "topics: nothing; write text [type-wrong]"),
            ("topics: [AI, [x]]", "topics[1]: a list; write text [type-wrong]"),
            ("topics: [{any: x}]", "topics[0]: a mapping; write text [type-wrong]"),
            (
                "topics: {min: 5}",
                "topics.min: min does not fit topics (text); write any, not, text, has [condition-oper",
            ),
            ("topics: {txt: x}", "topics.txt: unknown key; did you mean text? [key-unknown]"),
            ("topics: {qwxyz: x}", "topics.qwxyz: unknown key; use one of any, not, text, has [key-unknown]"),
            ("topics: {has: 1}", "topics.has: 1 is a number; write true or false [type-wrong]"),
            ("topics: {has: }", "topics.has: nothing; write true or false [type-wrong]"),
            ("heat: high", 'heat: "high" is text; write a number [type-wrong]'),
            ("heat: '5'", 'heat: "5" is text; write a number [type-wrong]'),
            ("heat: yes", "heat: yes is true or false; write a number [type-wrong]"),
            ("heat: {min: .inf}", "heat.min: .inf is a number; write a number [type-wrong]"),
            (
                "heat: {text: 5}",
                "heat.text: text does not fit heat (a number); write any, not, min, max, has [condition",
            ),
            (
                "heat: {after: 2021-01-01}",
                "heat.after: after does not fit heat (a number); write any, not, min, max, h",
            ),
            (
                "heat: {min: 6, max: 5}",
                "heat.min: min 6 is more than max 5; write the smaller one as min [condition-ra",
            ),
            ("images: yes", "images: images without has; write {has: true} [condition-operator]"),
            (
                "images: {any: x}",
                "images.any: any does not fit images (present or not); write has [condition-operator]",
            ),
            ("related: {has: 'yes'}", 'related.has: "yes" is text; write true or false [type-wrong]'),
        ],
    )
    def test_it_is_told(self, folder: Path, written: str, told: str) -> None:
        assert said(folder, written).startswith(told)

    @pytest.mark.parametrize(
        ("written", "rule"),
        [("{}", "settings-empty"), ("[topics]", "type-wrong"), ("AI", "type-wrong"), ("", "type-wrong")],
    )
    def test_where_itself_is_a_mapping(self, folder: Path, written: str, rule: str) -> None:
        assert rules(folder, f"feeds:\n- where: {written}\n") == [f"2:3 {rule}"]

    def test_everything_is_told_at_its_own_place(self, folder: Path) -> None:
        text = """feeds:
- where:
    topcs: AI
    heat: {min: 5, mx: 6, text: a}
    published:
      before: soon
    type:
    - a
    - [b]
"""

        assert rules(folder, text) == [
            "3:5 condition-field",
            "4:20 key-unknown",
            "4:27 condition-operator",
            "6:7 date-unreadable",
            "9:7 type-wrong",
        ]
