"""Conditions: which articles a feed takes."""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.feeds import fields
from exporters.feeds.where import compile_conditions, needs_whole
from exporters.model.article import Article, Image, Person, Provider, Related
from exporters.settings.conditions import FIELDS
from exporters.settings.values import Condition
from exporters.store import rows
from tests.makers import LATER, MOMENT, article

MADE: Final = article(
    id="https://example.org/A",
    url="https://example.org/A",
    original_url="https://wired.com/A",
    title="Künstliche Intelligenz in C++",
    summary="About  R&D.",
    content_html='<h2>One</h2><p class="Deep">Machine <b>learn</b>ing &amp; more<br>text</p>',
    published=MOMENT,
    updated=LATER,
    authors=(Person(name="Ann Smith"), Person(name="Bob")),
    provider=Provider(name="Wired", domain="wired.com"),
    topics=("AI", "Machine Learning"),
    category="News",
    type="video",
    quality=50,
    heat=-3.5,
    images=(Image(url="https://example.org/1.jpg"),),
    amp_url="https://example.org/amp/A",
    extra={
        "series": {"name": "Deep Dive", "part": 2},
        "flags": ["Red", "green", 3, True],
        "sponsored": False,
        "zero": 0,
        "score": 1.0,
        "one": 1,
        "yes": True,
        "nothing": None,
        "blank": "",
        "none": [],
        "no": {},
        "hollow": [None, "", {}, []],
        "people": [{"name": "Ann"}, {"name": "Bob", "age": 40}, "Carl"],
        "og.title": "Dotted",
        "og": {"title": "Nested", "image.width": 5},
        "event": "2021-08-24",
        "meeting": "2021-08-24T09:30:00+02:00",
        "never": "2021-02-30",
    },
)
BARE: Final = article()
MERGED: Final = {
    "topic": {"ml": "Machine Learning", "ki": "AI"},
    "provider": {"wired.com": "Wired", "wired magazine": "Wired"},
    "author": {"robert": "Bob"},
    "category": {"nachrichten": "News"},
    "type": {"film": "video"},
}

Aliases = Mapping[str, Mapping[str, str]]


def holds(field: str, made: Article = MADE, aliases: Aliases | None = None, **parts: Any) -> bool:
    """Whether a condition holds for an article, and for its facts where they are enough."""
    condition = Condition(field=field, **parts)
    test = compile_conditions([condition], aliases or {})
    answer = test(made)
    if not needs_whole([condition]):
        assert test(fields.decoder.decode(rows.unpack(rows.pack(made)))) is answer
    return answer


class TestAnyOf:
    """One of the values: text whatever its case, numbers by value, lists by any element."""

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("topics", "AI"),
            ("topics", " machine\u00a0 LEARNING "),
            ("authors", "ann smith"),
            ("category", "NEWS"),
            ("type", "Video"),
            ("provider", "wired"),
            ("provider", "WIRED.com"),
            ("provider.name", "wired"),
            ("provider.domain", "Wired.com"),
            ("title", "ku\u0308nstliche intelligenz in c++"),
            ("summary", "about r&d."),
            ("content", " one machine learning & more text "),
            ("quality", 50),
            ("quality", 50.0),
            ("heat", -3.5),
            ("id", "https://example.org/A"),
            ("url", "https://example.org/A"),
            ("original_url", "https://wired.com/A"),
            ("amp_url", "https://example.org/amp/A"),
            ("extra.series.name", "deep dive"),
            ("extra.series.part", 2),
            ("extra.flags", "RED"),
            ("extra.flags", 3),
            ("extra.flags", True),
            ("extra.sponsored", False),
            ("extra.zero", 0),
            ("extra.score", 1),
            ("extra.one", 1.0),
            ("extra.people.name", "bob"),
            ("extra.people", "Carl"),
            ("extra.og.title", "dotted"),
            ("extra.og.title", "nested"),
            ("extra.og.image.width", 5),
        ],
    )
    def test_it_holds(self, field: str, value: Any) -> None:
        assert holds(field, any_of=(value,))
        assert holds(field, any_of=("another", value))
        assert not holds(field, none_of=(value,))

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("topics", "Machine"),
            ("topics", "MachineLearning"),
            ("topics", "ML"),
            ("authors", "Ann"),
            ("provider.name", "wired.com"),
            ("provider.domain", "wired"),
            ("quality", 51),
            ("quality", "50"),
            ("id", "https://example.org/a"),
            ("url", "HTTPS://example.org/A"),
            ("original_url", "https://wired.com/a"),
            ("amp_url", "https://example.org/amp/a"),
            ("amp_cdn_url", "https://example.org/amp/A"),
            ("extra.series", "deep dive"),
            ("extra.series.part", "2"),
            ("extra.sponsored", 0),
            ("extra.zero", False),
            ("extra.one", True),
            ("extra.score", True),
            ("extra.yes", 1),
            ("extra.yes", "True"),
            ("extra.nothing", "None"),
            ("extra.blank", ""),
            ("extra.missing", "x"),
            ("extra.series.name.more", "x"),
            ("extra.Series.name", "deep dive"),
        ],
    )
    def test_it_does_not(self, field: str, value: Any) -> None:
        assert not holds(field, any_of=(value,))
        assert holds(field, none_of=(value,))

    def test_none_of_several_means_none_of_them(self) -> None:
        assert holds("topics", none_of=("Sports", "Music"))
        assert not holds("topics", none_of=("Sports", "ai"))

    @pytest.mark.parametrize("field", ["topics", "category", "provider", "quality", "content", "extra.series.name"])
    def test_a_missing_field_is_none_of_anything(self, field: str) -> None:
        assert not holds(field, BARE, any_of=("AI", 1))
        assert holds(field, BARE, none_of=("AI", 1))


class TestText:
    """Text that holds other text, whatever the case of both."""

    @pytest.mark.parametrize(
        ("field", "text"),
        [
            ("title", "INTELLIGENZ"),
            ("title", "ku\u0308nst"),
            ("title", "c++"),
            ("summary", "about r&d"),
            ("topics", "learn"),
            ("authors", "smith"),
            ("provider", ".com"),
            ("category", "new"),
            ("id", "EXAMPLE.org/a"),
            ("url", "example"),
            ("content", "machine learning & more text"),
            ("content", "ONE MACHINE"),
            ("extra.flags", "gree"),
            ("extra.series.name", "dive"),
        ],
    )
    def test_it_holds(self, field: str, text: str) -> None:
        assert holds(field, text=(text,))
        assert holds(field, text=("nowhere", text))

    @pytest.mark.parametrize(
        ("field", "text"),
        [
            ("title", "machine"),
            ("topics", "AI Machine"),  # not across two of them
            ("content", "class"),  # tags are no text
            ("content", "deep"),
            ("content", "amp;"),
            ("quality", "5"),
            ("extra.flags", "3"),
            ("extra.missing", "a"),
        ],
    )
    def test_it_does_not(self, field: str, text: str) -> None:
        assert not holds(field, text=(text,))

    def test_what_is_missing_holds_no_text(self) -> None:
        assert not holds("content", BARE, text=("a",))
        assert not holds("category", BARE, text=("a",))


class TestBounds:
    """Numbers from least to most, both included."""

    @pytest.mark.parametrize(("field", "number"), [("quality", 50), ("heat", -3.5), ("extra.series.part", 2)])
    def test_bounds_are_included(self, field: str, number: float) -> None:
        assert holds(field, least=number)
        assert holds(field, most=number)
        assert holds(field, least=number, most=number)

    @pytest.mark.parametrize(("field", "number"), [("quality", 50), ("heat", -3.5), ("extra.series.part", 2)])
    def test_beyond_them_nothing_is(self, field: str, number: float) -> None:
        assert not holds(field, least=number + 0.5)
        assert not holds(field, most=number - 0.5)
        assert not holds(field, least=number - 2, most=number - 1)

    @pytest.mark.parametrize("field", ["extra.sponsored", "extra.yes", "extra.event", "extra.missing", "title"])
    def test_what_is_no_number_is_not_within(self, field: str) -> None:
        assert not holds(field, least=-(10**9))
        assert not holds(field, most=10**9)

    def test_zero_is_a_bound(self) -> None:
        assert holds("quality", least=0)
        assert not holds("quality", most=0)

    def test_a_missing_number_is_not_within(self) -> None:
        assert not holds("quality", BARE, least=-(10**9))

    def test_one_element_has_to_be_within_both(self) -> None:
        made = article(extra={"sizes": [1, 9]})

        assert not holds("extra.sizes", made, least=4, most=6)
        assert holds("extra.sizes", made, least=4, most=9)


class TestMoments:
    """From `after`, which is included, to `before`, which is not."""

    SECOND: Final = timedelta(seconds=1)

    @pytest.mark.parametrize(("field", "moment"), [("published", MOMENT), ("updated", LATER)])
    def test_after_is_included_and_before_is_not(self, field: str, moment: datetime) -> None:
        assert holds(field, after=moment)
        assert not holds(field, after=moment + self.SECOND)
        assert holds(field, before=moment + self.SECOND)
        assert not holds(field, before=moment)
        assert holds(field, after=moment, before=moment + self.SECOND)
        assert not holds(field, after=moment - self.SECOND, before=moment)

    @pytest.mark.parametrize(
        ("field", "moment"),
        [
            ("extra.event", datetime(2021, 8, 24, tzinfo=UTC)),
            ("extra.meeting", datetime(2021, 8, 24, 7, 30, tzinfo=UTC)),
        ],
    )
    def test_dates_among_other_keys_are_read(self, field: str, moment: datetime) -> None:
        assert holds(field, after=moment, before=moment + self.SECOND)
        assert not holds(field, after=moment + self.SECOND)

    @pytest.mark.parametrize("field", ["extra.never", "extra.flags", "extra.zero", "extra.missing"])
    def test_what_is_no_date_is_at_no_time(self, field: str) -> None:
        assert not holds(field, after=datetime(1900, 1, 1, tzinfo=UTC))
        assert not holds(field, before=datetime(9990, 1, 1, tzinfo=UTC))


class TestHas:
    """Given, and not empty."""

    @pytest.mark.parametrize("field", [field for field in FIELDS if field not in ("amp_cdn_url", "related")])
    def test_a_field_is_there(self, field: str) -> None:
        assert holds(field, has=True)
        assert not holds(field, has=False)

    @pytest.mark.parametrize(
        "field",
        "topics category type provider provider.name provider.domain content original_url amp_url amp_cdn_url quality "
        "heat images related extra.series".split(),
    )
    def test_a_field_is_missing(self, field: str) -> None:
        assert not holds(field, BARE, has=True)
        assert holds(field, BARE, has=False)

    def test_a_provider_has_a_name_or_a_domain(self) -> None:
        made = article(provider=Provider(domain="wired.com"))

        assert holds("provider", made, has=True)
        assert holds("provider.name", made, has=False)
        assert holds("provider", article(provider=Provider(image=Image(url="https://e.example/1"))), has=False)

    def test_related_articles_and_amp(self) -> None:
        made = article(related=(Related(url="https://r.example/"),), amp_cdn_url="https://cdn.example/")

        assert holds("related", made, has=True)
        assert holds("amp_cdn_url", made, has=True)

    @pytest.mark.parametrize("key", ["series", "sponsored", "zero", "flags", "people", "people.age", "og.title"])
    def test_other_keys_are_there(self, key: str) -> None:
        assert holds(f"extra.{key}", has=True)

    @pytest.mark.parametrize("key", ["nothing", "blank", "none", "no", "hollow", "missing", "series.year", "zero.x"])
    def test_other_keys_are_empty_or_missing(self, key: str) -> None:
        assert holds(f"extra.{key}", has=False)


class TestAliases:
    """A name and the one it stands for are one, in articles and in conditions."""

    @pytest.mark.parametrize(
        ("field", "written", "asked"),
        [
            ("topics", "ML", "Machine Learning"),
            ("topics", "machine learning", "ml"),
            ("topics", "ML", "ml"),
            ("category", "Nachrichten", "news"),
            ("type", "video", "Film"),
        ],
    )
    def test_names_are_merged_on_both_sides(self, field: str, written: str, asked: str) -> None:
        made = article(**{field: (written,) if field == "topics" else written})

        assert holds(field, made, MERGED, any_of=(asked,))
        assert not holds(field, made, MERGED, none_of=(asked,))

    def test_so_are_authors_and_providers(self) -> None:
        made = article(authors=(Person(name="Robert"),), provider=Provider(name="WIRED Magazine"))

        assert holds("authors", made, MERGED, any_of=("bob",))
        assert holds("provider", made, MERGED, any_of=("wired.com",))

    def test_each_field_has_its_own(self) -> None:
        assert not holds("category", article(category="ML"), MERGED, any_of=("Machine Learning",))
        assert not holds("title", article(title="ML"), MERGED, any_of=("Machine Learning",))

    @pytest.mark.parametrize("text", ["learning", "ml"])
    def test_text_is_found_in_both_spellings(self, text: str) -> None:
        assert holds("topics", article(topics=("ML",)), MERGED, text=(text,))


class TestTogether:
    """Everything that is asked must hold."""

    def test_all_parts_of_a_condition(self) -> None:
        assert holds("topics", any_of=("AI",), none_of=("Sports",), text=("learning",), has=True)
        assert not holds("topics", any_of=("AI",), none_of=("Machine Learning",))
        assert not holds("topics", any_of=("AI",), text=("sports",))
        assert not holds("quality", least=1, any_of=(49,))

    def test_all_conditions(self) -> None:
        ai, news = Condition(field="topics", any_of=("AI",)), Condition(field="category", any_of=("News",))
        made = [MADE, article(topics=("AI",)), article(category="News"), BARE]

        assert [compile_conditions([ai, news], {})(each) for each in made] == [True, False, False, False]

    def test_without_any_every_article_is_taken(self) -> None:
        assert compile_conditions([], {})(BARE)
        assert holds("topics", BARE)


class TestNeedsWhole:
    """Whether the facts are enough to decide."""

    @pytest.mark.parametrize(
        "field",
        "content summary url original_url images related amp_url amp_cdn_url extra.series".split(),
    )
    def test_what_facts_lack(self, field: str) -> None:
        assert needs_whole([Condition(field="topics"), Condition(field=field)])

    @pytest.mark.parametrize(
        "field",
        "id title published updated authors provider provider.name provider.domain topics category type quality "
        "heat".split(),
    )
    def test_what_they_hold(self, field: str) -> None:
        assert not needs_whole([Condition(field=field)])

    def test_nothing_is_asked(self) -> None:
        assert not needs_whole([])


NAMES: Final = st.sampled_from(["AI", "ai", " a  I", "ML", "Machine Learning", "É", "e\u0301", "1", "learn", "a"])
NUMBERS: Final = st.sampled_from([0, 1, 1.0, 2.5, -1])
SCALARS: Final = NAMES | NUMBERS | st.booleans()
FIELDS_ASKED: Final = ("topics", "category", "quality", "extra.k", "extra.k.k")
MANY: Final = st.lists(SCALARS, max_size=2).map(tuple)
CONDITIONS: Final = st.builds(
    Condition,
    field=st.sampled_from(FIELDS_ASKED),
    any_of=MANY,
    none_of=MANY,
    text=st.lists(NAMES, max_size=2).map(tuple),
    least=st.none() | NUMBERS,
    most=st.none() | NUMBERS,
    has=st.none() | st.booleans(),
)
ARTICLES: Final = st.builds(
    article,
    topics=st.lists(NAMES, max_size=3).map(tuple),
    category=st.none() | NAMES,
    quality=st.none() | NUMBERS,
    extra=st.dictionaries(
        st.just("k"), st.none() | SCALARS | st.lists(SCALARS, max_size=2) | st.dictionaries(st.just("k"), SCALARS)
    ),
)


def plain(value: Any) -> Any:
    """Text without its case; true and false as something of their own."""
    if isinstance(value, str):
        return " ".join(unicodedata.normalize("NFC", value).casefold().split())
    return f"<{value}>" if isinstance(value, bool) else value


def plain_values(made: Article, field: str) -> list[Any]:
    if field.startswith("extra"):
        value = made.extra.get("k")
        if field == "extra.k.k":
            value = value.get("k") if isinstance(value, dict) else None
    else:
        value = getattr(made, field)
    many = value if isinstance(value, (list, tuple)) else [value]
    found = [plain(each) for each in many if each is not None and each != {}]
    return ["machine learning" if field == "topics" and each == "ml" else each for each in found]


def plainly(condition: Condition, made: Article) -> bool:
    """The same as `matcher` in the plainest words, for the alias of ML alone."""
    values = plain_values(made, condition.field)
    merges = condition.field == "topics"

    def listed(wanted: Sequence[Any]) -> bool:
        names = [plain(each) for each in wanted]
        return any(("machine learning" if merges and name == "ml" else name) in values for name in names)

    originals = [plain(each) for each in made.topics] if merges else []
    texts = [each for each in [*values, *originals] if isinstance(each, str) and not each.startswith("<")]
    numbers = [each for each in values if isinstance(each, (int, float))]
    least = float("-inf") if condition.least is None else condition.least
    most = float("inf") if condition.most is None else condition.most
    bounded = condition.least is not None or condition.most is not None
    return all(
        [
            not condition.any_of or listed(condition.any_of),
            not listed(condition.none_of),
            not condition.text or any(plain(part) in text for part in condition.text for text in texts),
            not bounded or any(least <= number <= most for number in numbers),
            condition.has is None or condition.has == (len(values) > 0),
        ]
    )


class TestPlainly:
    """For any condition and any article."""

    @given(st.lists(CONDITIONS, max_size=2), ARTICLES)
    def test_the_answer_is_the_plain_one(self, conditions: Sequence[Condition], made: Article) -> None:
        test = compile_conditions(conditions, {"topic": {"ml": "Machine Learning"}})

        assert test(made) == all(plainly(condition, made) for condition in conditions)

    @given(CONDITIONS, ARTICLES)
    def test_facts_give_the_answer_of_the_article(self, condition: Condition, made: Article) -> None:
        if not needs_whole([condition]):
            test = compile_conditions([condition], {})

            assert test(fields.decoder.decode(rows.unpack(rows.pack(made)))) == test(made)


class TestContent:
    """A body is long, and a site has many feeds."""

    def test_it_is_read_once_for_all_feeds(self, monkeypatch: pytest.MonkeyPatch) -> None:
        read = Mock(side_effect=str)
        monkeypatch.setattr(fields, "unescape", read)
        every = [compile_conditions([Condition(field="content", text=(f"word {number}",))], {}) for number in range(9)]

        for content in ("<p>One word 1 here</p>", "<p>Another word 2 here</p>"):
            made = article(content_html=content)
            assert sum(matches(made) for matches in every) == 1

        assert read.call_count == 2


class TestManyWords:
    """`text` with hundreds of words: those whose letters a text lacks cost no look through it."""

    WORDS = tuple(f"{a}{b}{a}{c}" for a in "abcde" for b in "vwxyz" for c in "klmno")

    @pytest.mark.parametrize("text", ["so avak it is", "AVAK", "eze", "avaq", "qvak", "av", "x", "ezeo", "ab cd"])
    def test_they_find_what_a_few_find(self, text: str) -> None:
        wanted = (*self.WORDS, "cd")

        many = compile_conditions([Condition(field="title", text=wanted)], {})
        few = [compile_conditions([Condition(field="title", text=(word,))], {}) for word in wanted]

        assert many(article(title=text)) is any(one(article(title=text)) for one in few)
