"""Files that lie beside an article are published in the folder of its page."""

from urllib.parse import urljoin

from hypothesis import example, given
from hypothesis import strategies as st

from exporters.sources.article_media import folder_address

pieces = st.sampled_from(["a", "b.html", ".", "..", ".c", "/", "//", "?x=/y/z", "#f/g", ";p=1", "%2e", "@", ":"])
pages = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["https://", "http://", "HTTPS://"]),
    st.sampled_from(["h", "Example.ORG", "a.b:8080", "[::1]"]),
    st.sampled_from(["", "/"]),
    st.lists(pieces, max_size=6).map("".join).filter(lambda path: not path[:1].isalnum()),
)


class TestFolderAddress:
    """RFC 3986 §5.2: the reference `.` against the address of a page."""

    @given(pages)
    @example("https://example.org/2021/08/a/")
    @example("http://h/")
    @example("https://h")
    def test_it_is_what_urljoin_says(self, page: str) -> None:
        assert folder_address(page) == urljoin(page, ".")
