"""Patterns of addresses: each language gives what its generator gives, and nothing that leads elsewhere."""

import pickle
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Final
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from exporters.sources.addresses.filenames import jekyll_name
from exporters.sources.addresses.languages import DEFAULTS, PatternLanguage, parse_pattern
from exporters.sources.addresses.parts import AddressError, AddressParts, PatternOptions
from tests.sources.outputs import OUTPUTS

MOMENT: Final = datetime(2024, 1, 7, 23, 30, 5, tzinfo=timezone(timedelta(hours=-5)))
PARTS: Final = AddressParts(
    moment=MOMENT,
    title="My Title: Öl",
    name="my file",
    folders=("Blog", "sub"),
    section_slugs=("the-blog", "below"),
    categories=("Big Cat", "Small"),
    collection="posts",
    language="de",
    author="Ann B.",
    fields={"series": "one"},
)


def path(language: str, text: str, options: PatternOptions | None = None, /, **changes: Any) -> str:
    """The path that a pattern makes of `PARTS`."""
    return parse_pattern(language, text, options).path(structs.replace(PARTS, **changes))


class TestGenerators:
    """Addresses that the generators built themselves."""

    @pytest.mark.parametrize(("pattern", "section", "name", "address"), OUTPUTS["hugo"], ids=ascii)
    def test_hugo(self, pattern: str, section: str, name: str, address: str) -> None:
        title = {"My Post": "Ümlaut & C#: it's", "other": "Two  Words", "index": "B"}[name]
        folders = (section, "Sub One", "deep", *(["bundle"] if name == "index" else []))

        made = path(
            "hugo",
            pattern,
            title=title,
            name=name,
            slug="My Slug/ä" if name == "other" else None,
            folders=folders,
            moment=datetime(2024, 1, 7, tzinfo=UTC) if name == "index" else MOMENT,
        )

        assert made == address

    @pytest.mark.parametrize(("pattern", "name", "address"), OUTPUTS["jekyll"], ids=ascii)
    def test_jekyll(self, pattern: str, name: str, address: str) -> None:
        date = jekyll_name(name).date or ""
        year, month, day = map(int, date.split("-"))

        made = path(
            "jekyll",
            pattern,
            slug="My Slug ä.b" if name.endswith("-x") else None,
            name=name,
            folders=("cat", "p8"),
            categories=("cat", "Big Cat", "C#"),
            moment=datetime(year, month, day, tzinfo=UTC),
        )

        assert made == address


class TestPlaceholders:
    """Each placeholder, as the documentation of its program says."""

    @pytest.mark.parametrize(
        ("language", "pattern", "address"),
        [
            ("hugo", "/:sectionslug/:sectionslugs/:title", "/the-blog/the-blog/below/my-title-%C3%B6l/"),
            ("hugo", "/:sectionslugs[last]/:03-:04-:05-:15/", "/below/11-30-05-23/"),
            ("hugo", "/:2006/:002/:PM/:Monday/", "/2024/007/pm/sunday/"),
            ("pelican", "{slug}.html", "/my-title-ol.html"),
            ("pelican", "{date:%Y}/{date:%m}/{date:%-d}/{slug}/", "/2024/01/7/my-title-ol/"),
            ("pelican", "{date:%b-%B-%a-%A-%j-%y-%H-%M}/", "/Jan-January-Sun-Sunday-007-24-23-30/"),
            ("pelican", "{category}/{author}/{lang}/{series}/", "/big-cat/ann-b/de/one/"),
            ("pelican", "{path}", "/Blog/sub/my%20file.md"),
            ("pelican", "{title}/", "/My%20Title:%20%C3%96l/"),
            ("pelican", "{{x}}/{slug}", "/%7Bx%7D/my-title-ol"),
            ("hexo", ":year/:month/:day/:title/", "/2024/01/07/Blog/sub/my%20file/"),
            ("hexo", ":i_month-:i_day-:hour-:minute-:second/:name", "/1-7-23-30-05/my%20file"),
            ("hexo", ":timestamp/:post_title/:category/:series", "/1704688205/my-title-ol/Big-Cat/Small/one"),
            ("hexo", ":hash/", "/f89e49e6ea5b/"),
            ("mkdocs", "{date}/{slug}", "/2024/01/07/my-title-%C3%B6l/"),
            ("mkdocs", "/{categories}/{file}/", "/big-cat/my%20file/"),
            ("nikola", "posts", "/de/posts/Blog/sub/my-file/"),
            ("nikola", "", "/de/Blog/sub/my-file/"),
            ("zola", "", "/de/Blog/sub/my-file/"),
            ("zola", "/a/b", "/a/b/"),
            ("outfeed", "/{year}/{month}/{day}/{slug}/", "/2024/01/07/my-title-%C3%B6l/"),
            ("outfeed", "{section}/{category}/{name}.html", "/Blog/big-cat/my%20file.html"),
            ("outfeed", "/{path}/", "/Blog/sub/my%20file/"),
            ("outfeed", "/x-{title}", "/x-my-title-%C3%B6l"),
        ],
    )
    def test_it_has_its_value(self, language: str, pattern: str, address: str) -> None:
        assert path(language, pattern) == address

    @pytest.mark.parametrize(
        ("language", "pattern", "options", "changes", "address"),
        [
            ("hugo", ":title", PatternOptions(is_lower=False), {}, "/My-Title-%C3%96l/"),
            ("hugo", ":title", PatternOptions(is_pretty=False), {}, "/my-title-%C3%B6l.html"),
            ("hugo", "/A b/:slug.html", PatternOptions(is_front_matter=True), {"slug": "s"}, "/A%20b/s.html"),
            ("hugo", "/:slug", PatternOptions(is_front_matter=True), {"slug": "s"}, "/s/"),
            ("hugo", ":slugorcontentbasename", PatternOptions(), {"name": "index"}, "/sub/"),
            ("hugo", "/:sections/:title/", PatternOptions(), {"sections": ("one",), "title": "t"}, "/one/t/"),
            ("pelican", "{slug}", PatternOptions(is_unicode=True), {}, "/my-title-%C3%B6l"),
            ("pelican", "{slug}", PatternOptions(keeps_case=True), {}, "/My-Title-Ol"),
            ("pelican", "{slug}", PatternOptions(slug_source="basename"), {}, "/my-file"),
            ("pelican", "{slug}", PatternOptions(), {"slug": "Own Slug"}, "/Own%20Slug"),
            ("hexo", ":category/", PatternOptions(default_category="none"), {"categories": ()}, "/none/"),
            ("mkdocs", "{date}/{slug}", PatternOptions(date_format="d MMM''y"), {"slug": "s"}, "/7%20Jan'2024/s/"),
            ("mkdocs", "{categories}/{slug}", PatternOptions(most_categories=2), {"slug": "s"}, "/big-cat/small/s/"),
            ("mkdocs", "{categories}/{slug}", PatternOptions(is_pretty=False), {"slug": "s", "categories": ()}, "/s.html"),  # noqa: E501
            ("nikola", "posts", PatternOptions(is_pretty=False), {"language": "", "folders": ()}, "/posts/my-file.html"),  # noqa: E501
            ("zola", "", PatternOptions(slug_mode="off"), {"language": "", "folders": ()}, "/my%20file/"),
            ("zola", "", PatternOptions(), {"language": "", "name": "index", "folders": ("blog", "2024-01-02-x")}, "/blog/x/"),  # noqa: E501
            ("jekyll", "/:title", PatternOptions(), {"slug": "100%2e"}, "/100-2e"),
            ("jekyll", "/:path", PatternOptions(), {"name": "100%20x", "folders": ()}, "/100%2520x"),
            ("outfeed", "/{category}/{slug}/", PatternOptions(), {"categories": (), "slug": "s"}, "/s/"),
            ("outfeed", "/{section}-{category}/{slug}", PatternOptions(), {"categories": (), "folders": (), "slug": "s"}, "/s"),  # noqa: E501
            ("outfeed", "/{slug}/", PatternOptions(), {"title": "😀"}, "/my-file/"),
        ],
        ids=ascii,
    )  # fmt: skip
    def test_settings_decide(
        self, language: str, pattern: str, options: PatternOptions, changes: dict[str, Any], address: str
    ) -> None:
        assert path(language, pattern, options, **changes) == address

    @pytest.mark.parametrize("language", PatternLanguage)
    def test_a_default_is_understood(self, language: PatternLanguage) -> None:
        made = path(language, DEFAULTS[language])

        assert made.startswith("/")
        assert made.isascii()


class TestRefused:
    """What is unknown or missing is named."""

    @pytest.mark.parametrize(
        ("language", "pattern", "message"),
        [
            ("jekyll", "/:yaer/:title", ":yaer is not a placeholder; did you mean year?"),
            ("jekyll", "/:x", ":x is not a placeholder; use one of year, short_year,"),
            ("hugo", "/:contentbasenam/", ":contentbasenam is not a placeholder; did you mean contentbasename?"),
            ("hugo", "/:sections[a]/", r"\[a\] is not a part of a list; write \[0\]"),
            ("hugo", "/:title[0]/", r":title\[0\] is not a placeholder; only :sections"),
            ("pelican", "{slug", "a { or } that has no partner"),
            ("pelican", "{slug.x}", "{slug.x} is not a placeholder"),
            ("pelican", "{slug!r}", "{slug} is not a placeholder"),
            ("pelican", "{0}", r"\{0\} is not a placeholder"),
            ("pelican", "{slug:>10000000}", "{slug:>10000000} is not a placeholder; only {date} takes a format"),
            ("pelican", "{date:%Q}", "%Q in a date; use one of %Y"),
            ("hexo", ":id/", ":id is a number that only Hexo's database knows"),
            ("mkdocs", "{dat}", "dat is not a placeholder; did you mean date"),
            ("mkdocs", "{date:%Y}", "{date:%Y} is not a placeholder; set post_url_date_format"),
            ("nikola", "posts/*.rst", "a destination that contains a pattern"),
            ("outfeed", "/{slgu}/", "slgu is not a placeholder; did you mean slug"),
            ("outfeed", "/{year:%Y}/", "year:%Y is not a placeholder"),
            ("outfeed", "/a\x00", r"the character U\+0000 in an address"),
            ("outfeed", "a" * 3000, "a pattern of 3,000 characters"),
        ],
        ids=lambda text: ascii(text)[:40],
    )
    def test_a_pattern_that_can_not_be_understood(self, language: str, pattern: str, message: str) -> None:
        with pytest.raises(AddressError, match=f"^{message}"):
            parse_pattern(language, pattern)

    @pytest.mark.parametrize(
        ("language", "pattern", "changes", "message"),
        [
            ("jekyll", "/:year/", {"moment": None}, "no date for :year"),
            ("jekyll", "/:slug/", {"name": "😀"}, "no value for :slug"),
            ("hugo", "/:Jan/", {"moment": None}, "no date for :Jan"),
            ("hugo", "/:title/", {"title": ""}, "no value for :title; write a title"),
            ("pelican", "{date:%Y}", {"moment": None}, "no date for {date}"),
            ("pelican", "{serie}", {}, "no value for {serie}; write serie in the front matter"),
            ("pelican", "{category}", {"categories": ()}, "no value for {category}"),
            ("hexo", ":year", {"moment": None}, "no date for :year"),
            ("pelican", "{catgory}", {}, "no value for {catgory}; did you mean category?"),
            ("hexo", ":titel", {}, "no value for :titel; did you mean title?"),
            ("hexo", ":serie", {}, "no value for :serie; write serie in the front matter"),
            ("mkdocs", "{date}", {"moment": None}, "no date for {date}"),
            ("mkdocs", "{slug}", {"title": ""}, "no value for {slug}"),
            ("nikola", "posts", {"name": ""}, "no value for the slug"),
            ("zola", "", {"name": "!"}, "the file name"),
            ("outfeed", "/{day}/", {"moment": None}, "no date for {day}"),
            ("jekyll", "/%2e%2e/:title", {}, "an address that leads out of its folder"),
            ("outfeed", "/{slug}/", {"title": "", "name": ""}, "no value for {slug}"),
            ("outfeed", "/{category}/", {"categories": ()}, "an empty address"),
        ],
        ids=ascii,
    )
    def test_a_value_that_is_missing(self, language: str, pattern: str, changes: dict[str, Any], message: str) -> None:
        with pytest.raises(AddressError, match=f"^{message}"):
            path(language, pattern, **changes)

    def test_an_error_passes_between_processes(self) -> None:
        error = pickle.loads(pickle.dumps(AddressError("a", "b")))  # noqa: S301

        assert (error.seen, error.right, str(error)) == ("a", "b", "a; b")


PATTERNS: Final = [
    ("jekyll", "/:categories/:title/"),
    ("jekyll", "/:path/:name"),
    ("hugo", "/:sections/:slug/"),
    ("hugo", "/:title/:contentbasename"),
    ("pelican", "{slug}/{author}/{series}"),
    ("hexo", ":title/:series/:category"),
    ("mkdocs", "{categories}/{slug}/{file}"),
    ("nikola", "posts"),
    ("zola", ""),
    ("outfeed", "/{section}/{category}/{slug}/{path}/"),
]
HOSTILE: Final = st.one_of(
    st.sampled_from(
        ["../", "..", ".", "%2e%2e", "%2E%2e%2fetc", "a\x00b", "", "😀", "x" * 5000, "\\..\\", "?a=b", "#f"]
    ),
    st.text(max_size=10),
)


class TestHostile:
    """Whatever the values hold, an address is a path below the site, or an error."""

    @given(st.sampled_from(PATTERNS), st.tuples(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE))
    def test_no_value_leads_out_of_the_site(self, pattern: tuple[str, str], values: tuple[str, ...]) -> None:
        title, slug, name, folder, category, other = values
        parts = structs.replace(
            PARTS, title=title, slug=slug, name=name, folders=(folder,), categories=(category,), author=other,
            fields={"series": other},
        )  # fmt: skip
        try:
            made = parse_pattern(*pattern).path(parts)
        except AddressError:
            return

        assert made.isascii()
        assert made.startswith("/")
        assert not made.startswith("//")
        assert not set(made) & set(' \\?#"<>\x00')
        assert not {".", ".."} & set(unquote(made).replace("\\", "/").split("/"))

    @given(
        st.sampled_from(PatternLanguage),
        st.text(st.sampled_from(":{}[]%/.\\_ay09\x00é-") | st.characters(), max_size=30),
    )
    def test_no_pattern_ends_in_a_traceback(self, language: PatternLanguage, text: str) -> None:
        try:
            made = path(language, text)
        except AddressError:
            return

        assert made.startswith("/")
        assert made.isascii()
