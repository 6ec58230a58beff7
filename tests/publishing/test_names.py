"""Names of files below the out folder: what may be one, and which may not stand side by side."""

from pathlib import PurePosixPath
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.publishing.names import ReservedNames, folders_of, is_name

GOOD: Final = (
    "a a/b/c.xml topics/c++/rss.xml ... a/... .a a. ..a a.. é/漢字 manifest.jsonx a/manifest.json a/.outfeed-new c/d:e"
    " 1:x ab:c"
).split()
BAD: Final = (
    ". .. ./a ../a a/. a/.. a/./b a/../b /a //a a//b a/ \\a a\\b a/\\b C:x z:/x manifest.json MANIFEST.json"
    " manifest.json/a manifest.json/a/b .outfeed-new .Outfeed-New/a"
).split()


class TestIsName:
    """A name stays below the out folder, on every system, and is none that publishing itself needs."""

    @pytest.mark.parametrize("name", [*GOOD, "a b", "\u2027", "\xa0", "x" * 300])
    def test_this_is_one(self, name: str) -> None:
        assert is_name(name)

    @pytest.mark.parametrize("name", [*BAD, "", "a\n", "a/b\n"])
    def test_this_is_none(self, name: str) -> None:
        assert not is_name(name)

    @pytest.mark.parametrize(
        "char", [*map(chr, (*range(0x20), *range(0x7F, 0xA0))), *"\u2028\u2029\ud800\udbff\udc00\udfff"]
    )
    def test_nor_is_what_no_message_could_show(self, char: str) -> None:
        assert not is_name(f"a{char}b")
        assert not is_name(f"a/{char}")


class TestFolders:
    """Each once, in the order of the files, inner ones first."""

    @given(st.lists(st.lists(st.sampled_from(["a", "b", "-", "é", "a.b"]), min_size=1, max_size=4).map("/".join)))
    def test_they_are_the_parents_of_the_names(self, names: list[str]) -> None:
        parents = dict.fromkeys(parent for name in names for parent in PurePosixPath(name).parents)

        assert folders_of(names) == ["" if each == PurePosixPath() else str(each) for each in parents]


class TestNames:
    """Some file systems take `A` and `a` for one file; a file is no folder of another one."""

    @pytest.mark.parametrize(
        ("taken", "other"), [("a", "A"), ("a/b", "A"), ("a/b/c", "a/B"), ("A", "a/b"), ("a/b", "A/B/c"), ("a", "a/b/c")]
    )
    def test_these_can_not_stand_together(self, taken: str, other: str) -> None:
        for first, second in ((taken, other), (other, taken)):
            names = ReservedNames()
            names.take(first)
            with pytest.raises(ValueError, match=f"{second} is not a name for a file below the out folder"):
                names.take(second)

    def test_these_can(self) -> None:
        names = ReservedNames()
        for name in ("a/b", "a/c", "A/d", "ab", "b", "c/a/b"):
            names.take(name)

    def test_what_is_given_back_is_free_with_folders_that_nothing_else_needs(self) -> None:
        names = ReservedNames()
        names.take("a/b/c")
        names.take("a/d")
        names.give_back("A/B/C")
        names.take("a/b")
        with pytest.raises(ValueError, match="is not a name"):
            names.take("a")
        names.give_back("a/b")
        names.give_back("a/d")

        names.take("a")

    def test_a_name_that_was_refused_takes_nothing(self) -> None:
        names = ReservedNames()
        names.take("a")
        with pytest.raises(ValueError, match="is not a name"):
            names.take("a/b")
        names.give_back("a")

        names.take("a/b/c")

    def test_what_was_not_taken_can_not_be_given_back(self) -> None:
        with pytest.raises(KeyError):
            ReservedNames().give_back("a")
