"""Related articles that no feed has: an export judges them as `validate` does, and leaves out the notes on them."""

import re
from random import Random
from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exporters.diagnostics.diagnostic import Level
from exporters.model.outcome import ReadOutcome
from exporters.repair import related
from exporters.repair.related import find_unneeded
from exporters.settings.source_site import SourceSite
from exporters.sources.parse import ArticleReader
from exporters.yamldoc.document import read_yaml
from tests.profiles import examples
from tests.sources.making import SITE, file, told

KEPT: Final = frozenset({1, 3, 5, 7, 8})  # by quality: 90 each, and 80 for the entry that comes first of those
QUALITIES: Final = (10, 90, 20, 90, 30, 90, 40, 90, 80, 80)
ENTRY: Final = """\
  - title: "Say \\"{name}\\""
    excerpt: "What “{name}” is"
    publishedDateTime: 2021-08-24T07:30:00Z
    webUrl: "https://www.example.com/a_b/{name}?c=%20&d"
    ampWebUrl: "https://www.example.com/{name}/amp/"
    type: article
    provider:
      name: Example’s
      domain: example-news.com
    quality: {quality}
    images:
      - url: "https://www.example.com/{name}.jpg"
        width: 1200
        height: 675
        isCached: true"""
REPLACEMENTS: Final = (  # in an entry: a pattern, what becomes of it
    ('title: ".*', "title: 2021"),
    ('title: ".*', 'title: ""'),
    ('title: ".*', 'title: "two  spaces &amp; more"'),
    ('title: ".*', 'title: "two\n\n  lines"'),
    ('title: ".*', 'title: "x\n--- y"'),
    ('title: ".*', r'title: "\\q"'),
    ('title: ".*', r'title: "x\\\\"'),
    ('title: ".*', "title: [a, b]"),
    ('title: ".*', "title: plain # comment"),
    ("    webUrl: .*\n", ""),
    ("webUrl: .*", 'webUrl: "/rooted/a b"'),
    ("webUrl: .*", 'webUrl: "ftp://example.com/"'),
    ("webUrl: .*", 'webUrl: "http://localhost/x"'),
    ("webUrl: .*", 'webUrl: "https://a.test/x"'),
    ("webUrl: .*", 'webUrl: "https://example.com/| é%zz;[a]"'),
    ("webUrl: .*", 'webUrl: "https://example.com/a#b#c"'),
    ("webUrl: .*", f'webUrl: "https://example.com/{"😀" * 700}"'),
    ("webUrl: .*", f'webUrl: "https://example.com/{"x" * 8_000}"'),
    ("webUrl: .*", f'webUrl: "https://{"x" * 64}.com/"'),
    ("webUrl: .*", "webUrl: https://example.com/plain"),
    ("www", "WWW"),
    ("quality: .*", 'quality: "99"'),
    ("quality: .*", "quality: 0100"),
    ("quality: .*", "quality: much"),
    ("quality: .*", "quality: 9e99"),
    ("    quality: .*\n", ""),
    ("name: .*", f"name: {'9' * 99}"),
    ("name: .*", "name: a: b"),
    ("isCached: true", "isCached: true\n    quality: 95"),
    ("isCached: true", "isCached: true\n    heat: 1"),
    ("isCached: true", "isCached: true\n\n    heat: 1"),
    ("isCached: true", "isCached: true\n        isCached: true"),
    ("    type: .*", "    # words"),
    ("    type: .*", "    typo: article"),
    ("(?s).*", "  - https://example.com/alone"),
    ("(?s).*", "  - ~"),
    ("(?s).*", "  key:"),
)


def article(*entries: str, last: str = "heat: 1") -> bytes:
    """An article with these related ones, and another key behind them."""
    return file("related:", *entries, last)


def entries() -> list[str]:
    """Related articles, of which only those in KEPT are in feeds."""
    return [ENTRY.format(name=f"n{number}", quality=each) for number, each in enumerate(QUALITIES)]


def read(data: bytes, *, is_export: bool, source: SourceSite | None = None) -> ReadOutcome:
    """What becomes of an article in an export, and where everything is told."""
    return ArticleReader(SITE, source=source, is_export=is_export).read(data, "x.md")


def assert_judged_alike(data: bytes) -> None:
    """An export reads the same article, and tells the same but for notes on related ones."""
    whole, short = read(data, is_export=False), read(data, is_export=True)
    assert (short.kind, short.article) == (whole.kind, whole.article)
    left_out = [each for each in whole.diagnostics if each not in short.diagnostics]
    assert [each for each in whole.diagnostics if each not in left_out] == list(short.diagnostics)
    assert all(each.level is Level.NOTE and each.field.startswith("related[") for each in left_out)


class TestTexts:
    """Texts in double quotes: YAML 1.1 §5.6, with the escapes that occur, on one line."""

    STRICT: Final = re.compile(r""""[^"\\\n]++(?>(?:\\["\\/nrt][^"\\\n]*+)*)"\n""")
    pieces = st.sampled_from(['"', "\\", "\n", "n", "q", "/", " ", "é", "—", '\\"', "\\\\", '"\n', "words"])

    @examples(10)
    @given(st.lists(pieces, max_size=8).map("".join))
    @example(r"a\\")
    @example(r"a\"")
    @example(r"\n")
    @example("a")
    def test_the_quick_way_takes_the_same(self, text: str) -> None:
        line = f'"{text}"\n'

        found, strict = re.compile(f"{related._TEXT}\n").match(line), self.STRICT.match(line)

        taken = found[0] if found and related._has_usual_escapes(found[0]) else None
        assert taken == (strict[0] if strict else None)


class TestUnneeded:
    """Entries that are right, and of which five better ones are there."""

    def test_they_are_found_by_their_quality(self) -> None:
        text = "---\nrelated:\n" + "\n".join(entries()) + "\ntopics:\n  - A\n"

        found = [re.findall(r"/(n\d)\.jpg", text[begin:end]) for begin, end in find_unneeded(text)]

        assert found == [[f"n{number}"] for number in range(10) if number not in KEPT]

    def test_of_five_none_is(self) -> None:
        assert not find_unneeded("---\nrelated:\n" + "\n".join(entries()[:5]) + "\n")

    def test_one_with_further_keys_is_not(self) -> None:
        text = "---\nrelated:\n" + "\n".join(f"{each}\n    heat: 1" for each in entries()) + "\n"

        assert not find_unneeded(text)
        assert read_yaml(text, find_unneeded=find_unneeded).is_fast

    def test_in_another_list_none_is(self) -> None:
        assert not find_unneeded("---\nothers:\n" + "\n".join(entries()) + "\n")


class TestJudged:
    """Whatever is wrong in an entry, wherever it stands."""

    @pytest.mark.parametrize(("pattern", "replacement"), REPLACEMENTS)
    @pytest.mark.parametrize("number", [0, 1, 9])
    def test_one_that_differs(self, number: int, pattern: str, replacement: str) -> None:
        changed = entries()
        changed[number] = re.sub(pattern, replacement, changed[number], count=1)

        assert_judged_alike(article(*changed))
        assert_judged_alike(article(*changed, last="heat: much"))
        assert_judged_alike(article(*changed).replace(b"\n", b"\r\n"))

    @examples(3)
    @given(st.integers(min_value=0))
    def test_any_mixture(self, seed: int) -> None:
        random = Random(seed)  # noqa: S311
        changed = random.choices(entries(), k=random.randint(0, 12))
        for at in range(len(changed)):
            if random.random() < 0.3:
                pattern, replacement = random.choice(REPLACEMENTS)
                changed[at] = re.sub(pattern, replacement, changed[at], count=1)
        lines = article(*changed).split(b"\n")
        if random.random() < 0.3:
            lines.insert(random.randrange(len(lines)), lines.pop(random.randrange(len(lines))))

        assert_judged_alike(b"\n".join(lines))

    def test_what_is_wrong_behind_them_has_its_own_line(self) -> None:
        data = article(*entries(), last="quality: wrong")

        [problem] = read(data, is_export=True).diagnostics

        assert problem.field == "quality"
        assert data.splitlines()[problem.line - 1].startswith(b"quality: wrong")

    def test_an_article_of_a_generator_has_all_of_them(self) -> None:
        data = b"---\ntitle: A\ndate: 2021-08-24\nrelated:\n" + "\n".join(entries()).encode() + b"\n---\n"
        source = SourceSite(dialect="jekyll")

        whole, short = (read(data, is_export=each, source=source) for each in (False, True))

        assert whole.article is not None
        assert short.article == whole.article


class TestNotes:
    """Notes on what no feed has are for `validate`."""

    @pytest.mark.parametrize("key", ["type", "category"])
    def test_only_those_on_the_five_best_stay(self, key: str) -> None:
        data = file("related:", *(each.replace("Say", " Say").replace("type", key) for each in entries()))

        assert [each.partition(" ")[2] for each in told(read(data, is_export=True))] == [
            f"text-spaces related[{number}].title" for number in sorted(KEPT)
        ]
        assert len(told(read(data, is_export=False))) == len(QUALITIES)
