"""The keys of a feed among each other, and feeds among feeds."""

from pathlib import Path

import pytest

from tests.settings.saying import problem, problems, rules, settings


class TestTexts:
    """Title, description, copyright and id hold placeholders of the path, and braces that are written twice."""

    def test_they_stay_to_be_filled(self, folder: Path) -> None:
        text = """feeds:
- path: "{type}/{topic}"
  title: "{{News}}: {topic}"
  description: All about {topic} in {type}
  id: "https://example.org/{topic}/{type}"
"""

        feed = settings(folder, text).feeds[0]

        assert feed.title == "{{News}}: {topic}"
        assert feed.description == "All about {topic} in {type}"
        assert feed.id == "https://example.org/{topic}/{type}"

    @pytest.mark.parametrize("key", ["title", "description", "copyright", "id"])
    @pytest.mark.parametrize(
        ("value", "said"),
        [
            (
                "tag:a,2021:{tpoic}",
                '"{tpoic}" is not a placeholder; did you mean {topic}? write {{ for a brace [placeholder-unknown]',
            ),
            ("tag:a,2021:{author}", "the path has no {author}; use {author} in the path too, or remove it here"),
            (
                "tag:a,2021:{topic",
                '"tag:a,2021:{topic" has a brace without a partner; write {{ or }} for a brace [brace-alone]',
            ),
            (
                "tag:a,2021:topic}",
                '"tag:a,2021:topic}" has a brace without a partner; write {{ or }} for a brace [brace-alone]',
            ),
            ("tag:a,2021:{}", '"{}" is not a placeholder; use one of {topic}, '),
        ],
    )
    def test_another_word_in_braces_would_be_shown_to_people(
        self, folder: Path, key: str, value: str, said: str
    ) -> None:
        found = problem(folder, f"feeds:\n- path: topics/{{topic}}\n  {key}: '{value}'\n")

        assert found.startswith(f"3:3: error: feeds[0].{key}: ")
        assert said in found

    def test_a_feed_without_path_has_no_placeholders(self, folder: Path) -> None:
        said = problem(folder, "feeds: [{title: 'All of {topic}'}]")

        assert said.startswith("1:10: error: feeds[0].title: the path has no {topic}; ")
        assert said.endswith(" [placeholder-absent]")


class TestIdentity:
    """Each feed has an id of its own, an absolute address. Spec: RFC 4287 §4.2.6."""

    @pytest.mark.parametrize(
        ("value", "said"),
        [
            (
                "https://example.org/x",
                '"https://example.org/x" lacks {topic} and {type}, so all these feeds would share',
            ),
            (
                "https://example.org/{type}",
                '"https://example.org/{type}" lacks {topic}, so all these feeds would share',
            ),
            ("{topic}/{type}", '"{topic}/{type}" is not an absolute address; write one that never changes'),
        ],
    )
    def test_one_for_several_feeds_tells_them_apart(self, folder: Path, value: str, said: str) -> None:
        found = problem(folder, f"feeds:\n- path: '{{topic}}/{{type}}'\n  id: '{value}'\n")

        assert found.startswith(f"3:3: error: feeds[0].id: {said}")

    def test_two_feeds_do_not_share_one(self, folder: Path) -> None:
        text = "feeds:\n- {path: a, id: 'tag:a,2021:x'}\n- path: b\n  id: tag:a,2021:x\n"

        assert problem(folder, text) == (
            '4:3: error: feeds[1].id: "tag:a,2021:x" is also the id of feeds[0] (line 2);'
            " write another id, or remove the key [feed-id-shared]"
        )

    def test_a_topic_may_have_the_name_of_a_type(self, folder: Path) -> None:
        text = (
            "feeds:\n- {path: 'a/{topic}', id: 'tag:a,2021:{topic}'}\n- {path: 'b/{type}', id: 'tag:a,2021:{type}'}\n"
        )

        assert rules(folder, text) == ["3:22 feed-id-shared"]

    @pytest.mark.parametrize("site", ["url: https://example.org", "feeds_url: https://EXAMPLE.org/feeds/"])
    def test_one_that_is_made_of_the_path_is_not_taken_either(self, folder: Path, site: str) -> None:
        text = f"site: {{{site}}}\nfeeds:\n- {{path: b, id: https://example.org/feeds/a/}}\n- path: a\n"

        assert rules(folder, text) == ["3:13 feed-id-shared"]

    def test_its_own_address_may_be_written_out(self, folder: Path) -> None:
        text = "site: {url: https://example.org}\nfeeds:\n- {path: a, id: https://example.org/feeds/a/}\n"

        assert settings(folder, text).feeds[0].id == "https://example.org/feeds/a/"


class TestFolders:
    """Each feed has a folder of its own, whatever the articles say."""

    def test_one_path_twice_names_both_places(self, folder: Path) -> None:
        text = "feeds:\n- path: topics/AI\n- path: hot\n- limit: 3\n  path: topics/ai\n"

        assert problem(folder, text) == (
            '5:3: error: feeds[2].path: "topics/ai" can be the same folder as "topics/AI" of feeds[0] (line 2);'
            " write another path, such as more/topics/ai [feed-path-shared]"
        )

    def test_a_placeholder_may_become_the_word_of_another_path(self, folder: Path) -> None:
        text = "feeds:\n- path: topics/{topic}\n- path: topics/ai\n"

        assert problem(folder, text) == (
            '3:3: error: feeds[1].path: "topics/ai" can be the same folder as "topics/{topic}" of feeds[0] (line 2);'
            " write another path, such as more/topics/ai [feed-path-shared]"
        )

    def test_a_feed_without_path_lies_in_the_out_folder(self, folder: Path) -> None:
        text = 'feeds:\n- path: ""\n- limit: 3\n'

        assert problem(folder, text) == (
            '3:3: error: feeds[1].path: "" is also the folder of feeds[0] (line 2);'
            " write another path, such as all [feed-path-shared]"
        )

    def test_each_feed_is_told_once(self, folder: Path) -> None:
        text = "feeds:\n" + "- path: '{topic}'\n" * 4

        assert rules(folder, text) == [f"{line}:3 feed-path-shared" for line in (3, 4, 5)]

    def test_others_may_lie_beside_and_within(self, folder: Path) -> None:
        text = (
            "feeds: [{}, {path: topics}, {path: 'topics/{topic}'}, {path: 'topics/{topic}/{year}'}, {path: 'x-{type}'}]"
        )

        assert len(settings(folder, text).feeds) == 5

    def test_a_thousand_feeds_are_compared(self, folder: Path) -> None:
        feeds = "".join(f"- path: a{number}-{{topic}}\n" for number in range(999))

        assert rules(folder, f"feeds:\n{feeds}- path: a7-x\n") == ["1001:3 feed-path-shared"]

    def test_more_are_refused(self, folder: Path) -> None:
        feeds = "".join(f"- path: a{number}\n" for number in range(1001))

        assert problem(folder, f"feeds:\n{feeds}") == (
            "1:1: error: feeds: 1,001 entries, more than 1,000;"
            " write 1 to 1000 feeds, such as - path: topics/{topic} [value-wrong]"
        )


class TestArchive:
    """An archived feed keeps every entry, newest first. Spec: RFC 5005 §4."""

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ("window: 7 days", "feeds[0].window: window conflicts with archive; remove one of them: "),
            ("max_bytes: 1 MB", "feeds[0].max_bytes: max_bytes conflicts with archive; remove one of them: "),
            ("order: heat", "feeds[0].order: this order conflicts with archive; write newest, or remove archive"),
            (
                "order: updated",
                "feeds[0].order: this order conflicts with archive; write newest, or remove archive",
            ),
        ],
    )
    def test_what_would_drop_entries_does_not_go_with_it(self, folder: Path, line: str, said: str) -> None:
        found = problem(folder, f"feeds:\n- archive: month\n  {line}\n")

        assert found.startswith(f"3:3: error: {said}")
        assert found.endswith(" [archive-apart]")

    def test_all_of_them_are_told(self, folder: Path) -> None:
        text = "feeds:\n- max_bytes: 1 MB\n  window: 7 days\n  order: quality\n  archive: year\n"

        assert rules(folder, text) == ["2:3 archive-apart", "3:3 archive-apart", "4:3 archive-apart"]

    def test_limit_and_the_usual_order_do(self, folder: Path) -> None:
        feed = settings(folder, "feeds: [{archive: year, order: newest, limit: 0}]").feeds[0]

        assert (feed.archive, feed.order, feed.limit) == ("year", "newest", 0)

    def test_an_order_that_there_is_not_is_told_as_such(self, folder: Path) -> None:
        assert "did you mean heat?" in problem(folder, "feeds: [{archive: year, order: haet}]")


class TestEverything:
    """All problems are told in one run, top to bottom."""

    def test_a_file_of_mistakes(self, folder: Path) -> None:
        text = """feeds:
  - path: topics/{tpoic}
    title: "{author}"
    where: {topcs: AI, heat: {min: a}}
    window: 3 months
    limit: -1
  - path: ../up
    archive: month
    max_bytes: 5
  - path: same
  - path: same
    ttl: 0
aliases:
  topic: {A: B, B: A}
pages: maybe
"""

        assert rules(folder, text) == [
            "2:5 placeholder-unknown",
            "3:5 placeholder-absent",
            "4:13 condition-field",
            "4:31 type-wrong",
            "5:5 window-wrong",
            "6:5 value-wrong",
            "7:5 feed-path-outside",
            "9:5 max-bytes-wrong",
            "9:5 archive-apart",
            "11:5 feed-path-shared",
            "12:5 value-wrong",
            "14:11 alias-circle",
            "15:1 type-wrong",
        ]
        assert len(problems(folder, text)) == 13
