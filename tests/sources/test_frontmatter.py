"""A file is taken apart into front matter and body."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.errors import ArticleError
from exporters.sources.folder import MOST_BYTES
from exporters.sources.frontmatter import decode, split_article


def told(error: ArticleError) -> tuple[str, int, int]:
    """Slug, line and column of the one problem."""
    [problem] = error.diagnostics
    return problem.rule, problem.line, problem.column


class TestDecode:
    """UTF-8, with or without a byte order mark, up to 8 MiB."""

    @given(st.text())
    def test_utf_8_is_read(self, text: str) -> None:
        if "\x00" not in text[:4]:
            assert decode(text.encode()) == text.removeprefix("\ufeff")

    def test_a_mark_is_taken_off_once(self) -> None:
        assert decode("\ufeff\ufeffa".encode()) == "\ufeffa"

    @pytest.mark.parametrize(
        ("data", "problem"),
        [
            ("---\ntitle: café\n".encode("latin-1"), ("not-utf-8", 2, 11)),
            ("\ufeff---\r\ntitle: é".encode() + b"\x80", ("not-utf-8", 2, 9)),
            ("\ufeff---\ntitle: ééé".encode() + b"\x80", ("not-utf-8", 2, 11)),
            (b"\xff", ("not-utf-8", 1, 1)),
            (b"---\n\xed\xa0\x80", ("not-utf-8", 2, 1)),  # a surrogate
            (b"---\n\xc0\xaf", ("not-utf-8", 2, 1)),  # an overlong slash
            (b"---\n\xf4\x90\x80\x80", ("not-utf-8", 2, 1)),  # beyond U+10FFFF
            ("---\n😀".encode()[:-1], ("not-utf-8", 2, 1)),  # cut in the middle
            ("---".encode("utf-16"), ("not-utf-8", 1, 1)),
            ("---".encode("utf-16-le"), ("not-utf-8", 1, 1)),
            ("---".encode("utf-16-be"), ("not-utf-8", 1, 1)),
            ("---".encode("utf-32"), ("not-utf-8", 1, 1)),
            (b"a" * (MOST_BYTES + 1), ("file-too-large", 1, 1)),
        ],
        ids=lambda value: repr(value)[:30],
    )
    def test_what_is_not_is_told_where_it_begins(self, data: bytes, problem: tuple[str, int, int]) -> None:
        with pytest.raises(ArticleError) as caught:
            decode(data)
        assert told(caught.value) == problem

    @pytest.mark.parametrize("start", ["---\n", "\ufeff---\n", "\ufeffé"])
    def test_the_byte_that_does_not_fit_is_named(self, start: str) -> None:
        with pytest.raises(ArticleError, match="the byte 0xE4 is not UTF-8"):
            decode(start.encode() + b"\xe4 \x80")

    def test_the_largest_file_is_read(self) -> None:
        assert len(decode(b"a" * MOST_BYTES)) == MOST_BYTES


class TestSplit:
    """YAML between lines of `---`, and what follows."""

    @pytest.mark.parametrize(
        ("text", "front", "body", "body_line"),
        [
            ("---\na: 1\n---\nbody\n", "---\na: 1\n", "body\n", 4),
            ("---\na: 1\n---\n\nbody\n", "---\na: 1\n", "\nbody\n", 4),
            ("---\na: 1\n---", "---\na: 1\n", "", 3),
            ("---\n---\n", "---\n", "", 3),
            ("--- \t\na: 1\n---  \nb", "--- \t\na: 1\n", "b", 4),
            ("---\r\na: 1\r\n---\r\nb\r\n", "---\r\na: 1\r\n", "b\r\n", 4),
            ("---\na: 1\n...\nb", "---\na: 1\n", "b", 4),
            ("---\na: |\n  ---\n---x\n ---\n---\nb\n---\n", "---\na: |\n  ---\n---x\n ---\n", "b\n---\n", 7),
        ],
    )
    def test_the_second_line_of_dashes_ends_it(self, text: str, front: str, body: str, body_line: int) -> None:
        parts = split_article(text)

        assert (parts.front, parts.body, parts.body_line) == (front, body, body_line)

    @pytest.mark.parametrize(
        ("text", "problem", "seen"),
        [
            ("", ("front-matter-missing", 1, 1), "an empty file"),
            (" \n\t\r\n", ("front-matter-missing", 1, 1), "an empty file"),
            ("# Words\n", ("front-matter-missing", 1, 1), "no front matter"),
            ("----\na: 1\n---\n", ("front-matter-missing", 1, 1), "front matter begins at line 3, not at line 1"),
            ("\n---\na: 1\n---\n", ("front-matter-missing", 1, 1), "front matter begins at line 2, not at line 1"),
            ("+++\na = 1\n+++\n", ("front-matter-missing", 1, 1), "front matter in TOML"),
            ('{"a": 1}\n', ("front-matter-missing", 1, 1), "front matter in JSON"),
            ("---", ("front-matter-open", 1, 4), "no second line of ---"),
            ("---\na: 1\n", ("front-matter-open", 2, 5), "no second line of ---"),
            ("---\na: 1\n--- #\n\n\n", ("front-matter-open", 3, 6), "no second line of ---"),
            ("---\r\na: 1\r\n", ("front-matter-open", 2, 5), "no second line of ---"),
        ],
    )
    def test_what_is_missing_is_told(self, text: str, problem: tuple[str, int, int], seen: str) -> None:
        with pytest.raises(ArticleError) as caught:
            split_article(text)
        assert told(caught.value) == problem
        assert caught.value.diagnostics[0].message == seen

    @given(st.text(st.sampled_from("-.\r\n \ta"), max_size=40))
    def test_the_first_line_that_may_end_it_does(self, text: str) -> None:
        opening = re.match(r"---[ \t]*\r?(?:\n|\Z)", text)
        closing = re.compile(r"(?m)^(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)").search(text, opening.end()) if opening else None
        try:
            parts = split_article(text)
        except ArticleError:
            assert closing is None
            return

        assert closing is not None
        assert (parts.front, parts.fence, parts.body) == (text[: closing.start()], closing[0], text[closing.end() :])

    @given(st.text(st.sampled_from("-.\r\n \ta"), max_size=40))
    def test_nothing_is_lost(self, text: str) -> None:
        try:
            parts = split_article(text)
        except ArticleError:
            return

        assert text.startswith(parts.front)
        assert text.endswith(parts.body)
        assert parts.body_line == text[: len(text) - len(parts.body)].count("\n") + 1
