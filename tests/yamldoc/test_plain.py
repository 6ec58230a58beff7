"""The fast way through front matter: what it admits it reads as the reference does, and it never admits too much."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.yamldoc.document import read_yaml
from exporters.yamldoc.fast_scan import scan
from exporters.yamldoc.positions import KeyPath
from tests.profiles import examples
from tests.yamldoc.plain_cases import PIECES, PRIVATE, SEEDS, SURE, agree, document, front, mutant, soup


class TestAdmitted:
    """Front matter as articles have it takes the fast way."""

    @pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem[:30])
    def test_every_seed(self, seed: Path) -> None:
        assert agree(front(seed))

    @pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem[:30])
    def test_every_seed_as_windows_writes_it(self, seed: Path) -> None:
        assert agree(front(seed).replace("\n", "\r\n"))

    @pytest.mark.parametrize(
        ("lines", "value"),
        [
            ("a: word", {"a": "word"}),
            ("a: two words ", {"a": "two words"}),
            ("a: http://example.org/?b=c#d", {"a": "http://example.org/?b=c#d"}),
            ("a: k:v", {"a": "k:v"}),
            ("a: -5", {"a": -5}),
            ("a: 010", {"a": 8}),
            ("a: yes", {"a": True}),
            ("a: ~", {"a": None}),
            ("a: 12:30:45", {"a": 45045}),
            ("a: 2021-08-24T07:30:00Z", {"a": "2021-08-24T07:30:00Z"}),
            ("a: 'it''s: #1'", {"a": "it's: #1"}),
            ('a: "b: #c"', {"a": "b: #c"}),
            ('a: ""', {"a": ""}),
            ('a: "say \\"yes\\" \\\\ \\/ \\n \\u00e9"', {"a": 'say "yes" \\ / \n é'}),
            ('a: "one\ntwo  \n\n  three"\nb: 1', {"a": "one two\nthree", "b": 1}),
            ("a: [x, y z, 'q', 1]\nb: []\nc: {}", {"a": ["x", "y z", "q", 1], "b": [], "c": {}}),
            ("a:\nb: ", {"a": None, "b": None}),
            ("a:\n\n# c\n  b:\n      c: 1\n  d: 2", {"a": {"b": {"c": 1}, "d": 2}}),
            ("a:\n  - b\n  -   c: 1\n      d: 2\n  - e", {"a": ["b", {"c": 1, "d": 2}, "e"]}),
            ("a:\n- b\n- c:\n  - d\n  e: f\ng: h", {"a": ["b", {"c": ["d"], "e": "f"}], "g": "h"}),
            ("a:\n  - b:\n  - c:\nd: 1", {"a": [{"b": None}, {"c": None}], "d": 1}),
            ("a: 漢字\xa0\u3000😀", {"a": "漢字\xa0\u3000😀"}),
            ("a: x\xa0\nb: y\u3000 ", {"a": "x\xa0", "b": "y\u3000"}),
            ("yes: 1\nnull: 2", {"yes": 1, "null": 2}),
        ],
    )
    def test_a_plain_shape(self, lines: str, value: object) -> None:
        text = f"---\n{lines}\n"

        assert agree(text)
        assert read_yaml(text).value == value

    def test_sixteen_levels_and_no_more(self) -> None:
        def nested(levels: int) -> str:
            return "---\n" + "".join(f"{'  ' * level}a:\n" for level in range(levels))

        assert agree(nested(16))
        assert not agree(nested(17))

    def test_who_changes_a_value_changes_no_other(self) -> None:
        text = "---\na: []\nb: []\nc: {}\n"
        changed = read_yaml(text).value
        changed["a"].append(1)
        changed["c"]["d"] = 1

        assert read_yaml(text).value == {"a": [], "b": [], "c": {}}
        assert changed["b"] == []


class TestRefused:
    """What may mean anything else than it seems is left to the reference, which reads it or tells what is wrong."""

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "---\n",
            "---\n# nothing\n",
            "a: 1\n",
            "--- \na: 1\n",
            "---\na: 1",
            "---\n- a\n",
            "---\n a: 1\n",
            "---\nword\n",
            "---\na: 1\n---\n",
            "---\na: 1\n...\n",
            "%YAML 1.1\n---\na: 1\n",
            "---\n\ufeffa: 1\n",
            "---\na: x\x00y\n",
            "---\na:\tx\n",
            '---\na: "x\ty"\n',
            "---\na: x\ry\n",
            "---\na: x\x7fy\n",
            "---\na: x\ufeffy\n",
            "---\na: x\x85y\n",
            "---\na: x\u2028y\n",
            "---\na: x\U0010fe00y\n",
            "---\na: 1\na: 2\n",
            "---\nb:\n  a: 1\n  a: 2\n",
            "---\nsecured: 1\nsecured: 2\n",
            "---\na: one\n  two\n",
            "---\na: one\n\n  two\n",
            "---\na: 1\n  b: 2\n",
            "---\na:\n  b: 1\n c: 2\n",
            "---\na:\n  - b\n - c\n",
            "---\na:\n  - b\n    c\n",
            "---\na: b\n- c\n",
            "---\na:\n  - b\n  c: d\n",
            "---\na:\n- b\nc: d\n- e\n",
            "---\na:\n  b: c\n  - d\n",
            "---\na:\n  b\n",
            '---\na:\n  "b"\n',
            "---\na:\n  - - b\n",
            "---\na:\n  -\n    b: 1\n",
            "---\na:\n  - \n",
            "---\na:b\n",
            "---\na : b\n",
            "---\n? a\n: b\n",
            "---\n<<: {a: 1}\n",
            "---\n'a': 1\n",
            "---\n1: a\n",
            f"---\n{'a' * 101}: 1\n",
            "---\na: b: c\n",
            "---\na: b:\n",
            "---\na: b # c\n",
            "---\na: # c\n",
            '---\na: "b" # c\n',
            '---\na: "b" c\n',
            '---\na: "b"c"\n',
            '---\na: "b\\"\n',
            '---\na: "\\x41"\n',
            '---\na: "\\ud83d\\ude00"\n',
            '---\na: "b\\\n  c"\n',
            '---\na: "b\n--- c"\n',
            '---\na: "b\n...\n"\n',
            "---\na: 'b\n  c'\n",
            "---\na: 'b'c'\n",
            "---\na: <<\n",
            "---\na: =\n",
            "---\na: *b\n",
            "---\na: &b c\n",
            "---\na: !!str 1\n",
            "---\na: |\n  b\n",
            "---\na: >-\n  b\n",
            "---\na: - b\n",
            "---\na: @b\n",
            "---\na: [b\n",
            "---\na: [b: c]\n",
            "---\na: [[b]]\n",
            "---\na: [b,\n  c]\n",
            "---\na: {b: c}\n",
        ],
    )
    def test_a_text_that_is_not_plain(self, text: str) -> None:
        assert scan(text) is None

    def test_a_lone_surrogate(self) -> None:
        assert scan("---\na: \ud800\n") is None

    def test_a_long_run_of_blanks_is_looked_at_once(self) -> None:
        read = read_yaml('---\na: "x' + " " * 1_000_000 + 'y\n  z"\n')  # a second look at each would take an hour

        assert read.is_fast
        assert read.value["a"].endswith(" y z")


class TestReference:
    """Whatever is admitted means what the reference says, and stands where it says."""

    @pytest.mark.parametrize("piece", PIECES, ids=ascii)
    @pytest.mark.parametrize("line", ["a: {}", "a:\n- {}", "a:\n  - b: {}\n    c: 1", "a: [{}, x]", "{}", "{}\na: 1"])
    def test_every_piece_in_every_place(self, line: str, piece: str) -> None:
        agree(f"---\n{line.replace('{}', piece)}\n")

    @examples(4)
    @given(st.randoms(use_true_random=False))
    def test_any_soup_of_lines(self, random: Random) -> None:
        agree(soup(random))

    @examples(4)
    @given(st.randoms(use_true_random=False), st.lists(st.sampled_from(PIECES), max_size=3))
    def test_any_document(self, random: Random, tricky: list[str]) -> None:
        agree(document(random, (*SURE, *tricky)))

    @pytest.mark.parametrize("seed", range(4))
    def test_thousands_of_documents(self, seed: int) -> None:
        random = Random(seed)  # noqa: S311 — the same ones every day
        admitted = sum(agree(document(random, (*SURE, random.choice(PIECES)))) for _ in range(1_000))

        assert admitted > 500  # or nothing was compared

    @pytest.mark.parametrize("seed", range(4))
    def test_thousands_of_changed_seeds(self, seed: int) -> None:
        random = Random(seed)  # noqa: S311 — the same ones every day
        texts = [front(path) for path in SEEDS]
        admitted = sum(agree(mutant(random, random.choice(texts))) for _ in range(1_000))

        assert admitted > 200

    def test_without_the_fast_way_it_is_asked_itself(self) -> None:
        text = "---\na: 1\n"

        assert read_yaml(text).is_fast
        assert not read_yaml(text, use_fast_scan=False).is_fast


class TestPlaces:
    """Lines and columns are those of the file, whatever was folded or left out on the way."""

    TEXT = (
        "---\n"
        "title: One\n"
        'excerpt: "Two\n'
        'title: no key"\n'
        "\n"
        "secured: x\n"
        "images:\n"
        "  -  url: /a\n"
        '     alt: "a \\"b\\""\n'
        "  - /c\n"
        "date: 010\n"
    )

    @pytest.mark.parametrize(
        ("path", "place"),
        [
            ((), (1, 1)),
            (("title",), (2, 1)),
            (("excerpt",), (3, 1)),
            (("secured",), (6, 1)),
            (("images",), (7, 1)),
            (("images", 0), (8, 6)),
            (("images", 0, "url"), (8, 6)),
            (("images", 0, "alt"), (9, 6)),
            (("images", 1), (10, 5)),
            (("date",), (11, 1)),
            (("missing",), (1, 1)),
            (("",), (1, 1)),
            ((0,), (1, 1)),
            (("images", 7), (7, 1)),
            (("images", 0, "missing", "more"), (8, 6)),
        ],
    )
    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    def test_a_field_is_where_its_key_is(self, path: KeyPath, place: tuple[int, int], end: str) -> None:
        document = read_yaml(self.TEXT.replace("\n", end), private=PRIVATE)

        assert document.is_fast
        assert document.place(path) == place

    def test_lines_are_counted_from_the_first_one(self) -> None:
        document = read_yaml("---\na: 1\nb:\n  c: 2\n", first_line=10)

        assert document.place() == (10, 1)
        assert document.place(("a",)) == (11, 1)
        assert document.place(("b", "c")) == (13, 3)

    @pytest.mark.parametrize(
        ("path", "written", "quoted"),
        [
            (("date",), "010", False),
            (("images", 0, "alt"), 'a "b"', True),
            (("excerpt",), "Two title: no key", True),
            (("images",), None, False),
            (("missing",), None, False),
        ],
    )
    def test_a_scalar_is_told_as_written(self, path: KeyPath, written: str | None, quoted: bool) -> None:
        document = read_yaml(self.TEXT)

        assert document.source_text(path) == written
        assert document.is_quoted(path) == quoted

    def test_entries_on_one_line_have_their_columns(self) -> None:
        document = read_yaml('---\ntags: [a, "b c"]\n', first_line=5)

        assert document.is_fast
        assert document.place(("tags", 1)) == (6, 11)
        assert document.is_quoted(("tags", 1))


class TestPrivate:
    """What stands under a private key is not in the value, at any depth and whatever its capitals."""

    def test_it_goes_and_its_neighbours_stay(self) -> None:
        text = "---\nsecured: 1\na:\n  - Secured:\n      b: 2\n    c: 3\n  - SECURED: 4\nunsecured: secured\n"
        document = read_yaml(text, private=PRIVATE)

        assert document.is_fast
        assert document.value == {"a": [{"c": 3}, {}], "unsecured": "secured"}
