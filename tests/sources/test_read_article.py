"""One file becomes one Outcome."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.diagnostics.diagnostic import Level
from exporters.model.article import Article, Image, Person, Provider, Related
from exporters.model.outcome import FieldOrigin, ReadOutcome
from exporters.model.site import Site
from exporters.sources.parse import ArticleReader
from tests.sources.making import SITE, file, outcome, told

FULL = file(
    "id: '1'",
    "excerpt: Words",
    "updatedDateTime: 2021-08-25T00:00:00+02:00",
    "originalUrl: https://wired.com/1",
    "ampWebUrl: https://wired.com/1/amp",
    "cdnAmpWebUrl: https://cdn.org/1",
    "type: article",
    "category: news",
    "quality: 204",
    "heat: 2.5",
    "provider:",
    "  name: Wired",
    "  domain: wired.com",
    "  images: [{url: /logo.png, width: 50}, {url: https://a.b/second.png}]",
    "  authors: [{name: Ann, url: https://ann.org/, images: [https://ann.org/a.png]}, {name: Bo}]",
    "topics: [AI, Chips]",
    "images: [{url: https://a.b/1.png, width: 7, height: 8, title: One, isCached: true}]",
    "related: [{webUrl: https://r.org/1, title: One, quality: 1}]",
    "layout: post",
    "secured: MwAJA5IiNZSHw3gUXtXAUng6",
    body="Some *words* that are longer.",
)


def made(data: bytes, path: str = "x.md", site: Site = SITE) -> Article:
    """The article of the file that holds `data`."""
    article = ArticleReader(site).read(data, path).article
    assert article is not None
    return article


class TestArticle:
    """Every field of the front matter arrives in its place."""

    def test_a_full_one(self) -> None:
        assert made(FULL) == Article(
            id="1",
            url="https://example.org/1",
            original_url="https://wired.com/1",
            title="A title",
            summary="Words",
            content_html="<p>Some <em>words</em> that are longer.</p>",
            published=datetime(2021, 8, 24, 7, 30, tzinfo=UTC),
            updated=datetime(2021, 8, 24, 22, tzinfo=UTC),
            authors=(
                Person(name="Ann", url="https://ann.org/", avatar="https://ann.org/a.png"),
                Person(name="Bo"),
            ),
            provider=Provider(
                name="Wired", domain="wired.com", image=Image(url="https://example.org/ai/logo.png", width=50)
            ),
            topics=("AI", "Chips"),
            category="news",
            type="article",
            images=(Image(url="https://a.b/1.png", width=7, height=8, title="One"),),
            related=(Related(url="https://r.org/1", title="One", quality=1),),
            quality=204,
            heat=2.5,
            amp_url="https://wired.com/1/amp",
            amp_cdn_url="https://cdn.org/1",
            extra={"layout": "post"},
        )

    def test_what_is_required_is_enough(self) -> None:
        moment = datetime(2021, 8, 24, 7, 30, tzinfo=UTC)

        assert outcome(file()) == ReadOutcome(
            path="x.md",
            kind="article",
            article=Article(
                id="https://example.org/1",
                url="https://example.org/1",
                title="A title",
                summary="A title",
                published=moment,
                updated=moment,
                authors=(Person(name="AI Every Day"),),
            ),
            date_origin=FieldOrigin("publishedDateTime", 3, 1),
        )

    def test_the_original_address_is_the_permalink_where_there_is_no_other(self) -> None:
        data = file("originalUrl: https://wired.com/1").replace(b"webUrl: https://example.org/1\n", b"")

        assert (made(data).url, made(data).original_url) == ("https://wired.com/1", None)

    def test_the_same_address_twice_is_no_original(self) -> None:
        assert made(file("originalUrl: https://example.org/1")).original_url is None

    @pytest.mark.parametrize("data", [FULL, file("title: Café 😀", body="é\nü")])
    def test_a_mark_and_carriage_returns_change_nothing(self, data: bytes) -> None:
        plain, windows = outcome(data), outcome(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"))

        assert windows == plain


class TestAuthors:
    """The people who wrote it, else the provider, else the site's author, else the site."""

    @pytest.mark.parametrize(
        ("lines", "author"),
        [
            (["provider: {name: Wired, authors: [Ann]}"], Person(name="Ann")),
            (
                ["provider: {name: Wired, domain: wired.com, images: [/a.png]}"],
                Person(name="Wired", url="https://wired.com/", avatar="https://example.org/ai/a.png"),
            ),
            (["provider: {domain: wired.com}"], Person(name="wired.com", url="https://wired.com/")),
            (["provider: {images: [/a.png]}"], Person(name="Us")),
            (["provider: {authors: []}"], Person(name="Us")),
            ([], Person(name="Us")),
        ],
    )
    def test_one(self, lines: list[str], author: Person) -> None:
        site = Site(title="S", description="D", url=SITE.url, feeds_url=SITE.feeds_url, author=Person(name="Us"))

        assert made(file(*lines), site=site).authors == (author,)


class TestTexts:
    """Summary and content: neither is empty, and the content is never the shorter one."""

    @pytest.mark.parametrize(
        ("excerpt", "body", "summary", "content"),
        [
            ("", "", "A title", None),
            ("Words", "", "Words", None),
            ("", "Body", "Body", "<p>Body</p>"),
            ("Words", "A longer body", "Words", "<p>A longer body</p>"),
            ("Longer words", "Body", "Longer words", "<p>Longer words</p>\n<p>Body</p>"),
            ("1 < 2 &amp; <MSFT.O>", "Body", "1 < 2 & <MSFT.O>", "<p>1 &lt; 2 &amp; &lt;MSFT.O&gt;</p>\n<p>Body</p>"),
            ("", "a " * 200, ("a " * 150).strip() + "…", f"<p>{('a ' * 200).strip()}</p>"),
            ("", "a" * 301, "a" * 299 + "…", f"<p>{'a' * 301}</p>"),
            ("", "a" * 300, "a" * 300, f"<p>{'a' * 300}</p>"),
            ("", "<script>x</script>", "A title", None),
        ],
        ids=range(10),
    )
    def test_one(self, excerpt: str, body: str, summary: str, content: str | None) -> None:
        article = made(file(f"excerpt: '{excerpt}'", body=body))

        assert (article.summary, article.content_html) == (summary, content)

    @pytest.mark.parametrize(
        ("body", "summary", "content"),
        [
            ("# A title\n\nBody", "Body", "<p>Body</p>"),
            ("\n\n## A *title*\n\nBody", "Body", "<p>Body</p>"),
            ("A title\n===\n", "A title", None),
            ("# Another title\n\nBody", "Another title Body", "<h1>Another title</h1>\n<p>Body</p>"),
        ],
    )
    def test_a_first_heading_that_is_the_title(self, body: str, summary: str, content: str | None) -> None:
        article = made(file(body=body))

        assert (article.summary, article.content_html) == (summary, content)

    def test_a_heading_that_is_left_out_is_told_at_its_line(self) -> None:
        result = outcome(file(body="\n\n# A title\n\nBody"))

        assert told(result) == ["8:1 title-repeated body"]

    def test_the_text_before_a_divider_is_the_summary(self) -> None:
        article = made(file(body="# A title\n\nThe *lead*[^1].\n\n<!-- more -->\n\nThe rest."))

        assert article.summary.startswith("The lead")
        assert "The rest." not in article.summary
        assert article.content_html is not None
        assert article.content_html.endswith("<p>The rest.</p>")

    def test_featured_content_stands_before_the_body(self) -> None:
        article = made(file("featuredContent: <p>First</p>", body="Second"))

        assert article.content_html == "<p>First</p>\n<p>Second</p>"

    def test_html_files_are_not_read_as_markdown(self) -> None:
        assert made(file(body="*a*<br>b"), "x.html").content_html == "*a*<br>b"
        assert made(file(body="*a*"), "X.MARKDOWN").content_html == "<p><em>a</em></p>"

    def test_addresses_in_the_body_are_absolute(self) -> None:
        article = made(file("webUrl: https://example.org/a/b/", body="[x](/x) [y](y) ![z](//z.org/z.png)"))

        assert article.content_html == (
            '<p><a href="https://example.org/ai/x">x</a> <a href="https://example.org/a/b/y">y</a> '
            '<img src="https://z.org/z.png" alt="z"></p>'
        )

    def test_what_was_taken_away_is_told_in_its_line(self) -> None:
        result = outcome(file("type: a", body="a\n<script>alert(1)</script>"))

        assert told(result) == ["8:1 html-unsafe body"]
        assert "script" in result.diagnostics[0].message


class TestRelated:
    """The five of highest quality, ties in file order; what has no address can't be linked to."""

    @pytest.mark.parametrize(
        ("qualities", "kept"),
        [
            (["1", "2", "3"], "210"),
            (["1", "1", "1", "1", "1", "1"], "01234"),
            (["1", "9", "~", "5", "9", "-1", "0"], "14302"),
        ],
    )
    def test_the_best(self, qualities: list[str], kept: str) -> None:
        lines = [f"  - {{webUrl: https://r.org/{rank}, quality: {each}}}" for rank, each in enumerate(qualities)]
        article = made(file("related:", *lines))

        assert "".join(each.url[-1] for each in article.related) == kept

    def test_one_without_address_is_left_out(self) -> None:
        article = made(file("related: [{title: A}, {originalUrl: https://r.org/1}]"))

        assert article.related == (Related(url="https://r.org/1"),)


class TestLeftOut:
    """Drafts and withdrawn articles go before anything in them is judged."""

    @pytest.mark.parametrize(
        ("lines", "kind"),
        [
            (["published: false"], "draft"),
            (["published: 'no'"], "draft"),
            (["published: 0"], "draft"),
            (["draft: true"], "draft"),
            (["removed: true"], "withdrawn"),
            (["removed: 'yes'", "published: false"], "withdrawn"),
            (["published: true", "draft: false", "removed: false"], "article"),
            (["published: false", "title: []", "webUrl: 'javascript:1'", "topics: AI"], "draft"),
        ],
    )
    def test_one(self, lines: list[str], kind: str) -> None:
        result = outcome(file(*lines))

        assert result.kind == kind
        assert kind == "article" or result == ReadOutcome(path="x.md", kind=result.kind)

    def test_those_that_were_asked_for_are_read(self) -> None:
        draft = outcome(file("published: false"), drafts=True).article
        withdrawn = outcome(file("removed: true"), withdrawn=True).article

        assert draft is not None
        assert (draft.is_draft, draft.is_withdrawn) == (True, False)
        assert withdrawn is not None
        assert (withdrawn.is_draft, withdrawn.is_withdrawn) == (False, True)

    @pytest.mark.parametrize("flag", ["published: perhaps", "removed: []", "draft: 7"])
    def test_a_flag_that_says_nothing_rejects(self, flag: str) -> None:
        result = outcome(file(flag))

        assert told(result) == [f"5:1 type-wrong {flag.partition(':')[0]}"]


class TestNotes:
    """Diagnostics come in the order of the file, each with its path."""

    def test_the_order_is_that_of_the_file(self) -> None:
        data = file("topics: AI", "title: ' A'", "layout: post", "type: 7", body="<iframe></iframe>a")

        assert told(outcome(data, "a/x.md")) == [
            "2:1 text-spaces title",
            "5:1 list-single topics",
            "6:1 key-extra layout",
            "7:1 text-scalar type",
            "9:1 html-unsafe body",
        ]
        assert {each.path for each in outcome(data, "a/x.md").diagnostics} == {"a/x.md"}
        assert {each.level for each in outcome(data).diagnostics} == {Level.NOTE}

    @pytest.mark.parametrize(
        ("key", "right"),
        [
            ("layout", "kept as extra for conditions and plugins"),
            ("tite", "did you mean title?"),
            ("Topics", "did you mean topics?"),
        ],
    )
    def test_another_key_is_kept_and_told(self, key: str, right: str) -> None:
        [note] = outcome(file(f"{key}: x")).diagnostics

        assert (note.rule, note.field, note.fix) == ("key-extra", key, right)

    def test_a_missing_field_names_the_key_that_was_meant(self) -> None:
        problem, note = outcome(file().replace(b"title:", b"titel:")).diagnostics

        assert (problem.rule, note.rule) == ("field-missing", "key-extra")
        assert 'the article has "titel"' in problem.fix

    def test_dates_without_zone_are_those_of_the_site(self) -> None:
        result = outcome(file("publishedDateTime: 2021-08-24 07:30"), zone=ZoneInfo("Asia/Tokyo"))

        assert result.article is not None
        assert result.article.published == datetime(2021, 8, 23, 22, 30, tzinfo=UTC)
        assert told(result) == ["3:1 date-zone publishedDateTime"]

    def test_where_the_date_stands_is_kept_for_warnings_of_it(self) -> None:
        assert outcome(file("type: a")).date_origin == ("publishedDateTime", 3, 1)


yaml_like = st.text(st.sampled_from("ab:- \n'\"[]{},#&*!|>%@`01~<\\\x00\x85\u2028é"), max_size=40)


class TestAnything:
    """Reading never raises, whatever a file holds."""

    @given(st.binary(max_size=60))
    def test_any_bytes(self, data: bytes) -> None:
        assert outcome(data).kind == "rejected"

    @given(st.sampled_from(["title", "webUrl", "publishedDateTime", "images", "provider", "related", "x"]), yaml_like)
    def test_any_value(self, key: str, value: str) -> None:
        result = outcome(file(f"{key}: {value}"))

        assert result.kind in ("article", "rejected", "draft", "withdrawn")
        assert (result.article is not None) == (result.kind == "article")
        assert (result.kind == "rejected") == any(each.level is Level.ERROR for each in result.diagnostics)

    @given(
        st.sampled_from("id title webUrl ampWebUrl publishedDateTime quality published provider.domain".split()),
        st.text(),
    )
    def test_any_text_in_a_field(self, key: str, text: str) -> None:
        quoted = "'" + text.replace("'", "''").replace("\n", " ").replace("\r", " ") + "'"
        outer, _, inner = key.partition(".")
        result = outcome(file(f"{outer}: {{{inner}: {quoted}}}" if inner else f"{key}: {quoted}"))

        assert (result.kind == "rejected") == any(each.level is Level.ERROR for each in result.diagnostics)


class TestIds:
    """Ids that some programs can't take stay, and are told."""

    @pytest.mark.parametrize(
        ("line", "identity", "place", "safe"),
        [
            ("webUrl: https://example.org/it's", "https://example.org/it's", "4:1 id-apostrophe webUrl", "it%27s"),
            ("id: it's-7", "it's-7", "5:1 id-apostrophe id", '"it-s-7"'),
            ("id: urn:x:it's", "urn:x:it's", "5:1 id-apostrophe id", '"urn:x:it%27s"'),
        ],
    )
    def test_an_apostrophe(self, line: str, identity: str, place: str, safe: str) -> None:
        result = outcome(file(line))

        assert (made(file(line)).id, told(result)) == (identity, [place])
        assert "RSS Guard 4.0.4" in result.diagnostics[0].message
        assert safe in result.diagnostics[0].fix

    def test_an_id_that_is_the_permalink_keeps_its_letters(self) -> None:
        article = made(file("webUrl: HTTPS://Example.ORG/Path"))

        assert (article.id, article.url) == ("HTTPS://Example.ORG/Path", "https://example.org/Path")

    @pytest.mark.parametrize("permalink", ["HTTPS://Example.ORG/Path", "https://example.org/Path"])
    def test_ids_that_are_given_are_found_by_either_address(self, permalink: str) -> None:
        reader = ArticleReader(SITE, ids={permalink: "7x"})

        article = reader.read(file("webUrl: HTTPS://Example.ORG/Path"), "x.md").article

        assert article is not None
        assert article.id == "7x"

    def test_the_address_as_it_is_written_comes_first(self) -> None:
        reader = ArticleReader(SITE, ids={"https://example.org/a": "small", "https://Example.org/a": "written"})

        article = reader.read(file("webUrl: https://Example.org/a"), "x.md").article

        assert article is not None
        assert article.id == "written"


class TestComments:
    """A text that ends where a comment begins is told, since its author may have meant the number sign."""

    def test_texts_and_topics(self) -> None:
        result = outcome(
            file("title: Why C # and Issue #5 matter", "topics: [A, B]", "category: x # y", "excerpt: 'a # b'")
        )

        assert told(result) == ["2:14 yaml-comment title", "6:13 yaml-comment category"]
        assert (result.diagnostics[0].message, result.diagnostics[0].fix) == (
            "a comment begins at #",
            "put the value in quotes if it is part of the text",
        )

    def test_entries_and_values_that_are_nothing_else(self) -> None:
        result = outcome(file("topics:", "- a # b", "- c", "excerpt: #d"))

        assert told(result) == ["6:5 yaml-comment topics[0]", "8:10 yaml-comment excerpt"]

    def test_comments_of_other_fields_mean_comments(self) -> None:
        assert told(outcome(file("webUrl: https://example.org/1 # the page", "quality: 5 # of 10"))) == []

    def test_a_title_that_is_missing_is_told_with_it(self) -> None:
        assert told(outcome(file("title: #5 of 10"))) == ["2:1 field-missing title", "2:8 yaml-comment title"]

    def test_a_date_where_a_flag_belongs(self) -> None:
        result = outcome(file("published: 2024-04-01"))

        assert [(each.rule, each.line, each.fix) for each in result.diagnostics] == [
            ("type-wrong", 5, "write true or false, since publishedDateTime has the date")
        ]

    def test_a_date_where_a_flag_belongs_and_no_other(self) -> None:
        result = outcome(b"---\ntitle: A\nwebUrl: https://example.org/\npublished: 2024-04-01\n---\n")

        assert "write publishedDateTime: 2024-04-01" in [each.fix for each in result.diagnostics]
