"""Identity: what Atom makes of an id, there and back."""

from hypothesis import example, given
from hypothesis import strategies as st

from exporters.model.ids import article_ids, atom_id

SITE = "https://example.org/"


class TestThereAndBack:
    """`written_so` finds every id that is written so, and no other one."""

    @given(st.text())
    @example("https://example.org/#id=7")
    @example("7")
    @example("%37")
    @example("a b")
    def test_every_id_is_found(self, identity: str) -> None:
        assert identity in article_ids(atom_id(identity, SITE), SITE)

    @given(st.one_of(st.text(), st.text(alphabet="7%3 é/").map("https://example.org/#id={}".format)))
    @example("https://example.org/#id=a b")
    def test_what_is_found_is_written_so(self, atom: str) -> None:
        assert all(atom_id(each, SITE) == atom for each in article_ids(atom, SITE))

    def test_the_one_that_is_no_iri_comes_first(self) -> None:
        assert list(article_ids("https://example.org/#id=7", SITE)) == ["7", "https://example.org/#id=7"]
        assert list(article_ids("urn:uuid:7", SITE)) == ["urn:uuid:7"]
        assert list(article_ids("7", SITE)) == []
