"""Values that are right as they are stay so by the shorter way too."""

from hypothesis import example, given
from hypothesis import strategies as st

from exporters.model.url import host_of
from exporters.repair import kinds
from exporters.repair.report import RepairReport
from exporters.repair.url import clean
from exporters.yamldoc.document import read_yaml


class TestDomains:
    """A host name, which may be written as an address."""

    @given(
        st.lists(st.sampled_from(["a", "Z", "0", "-", "_", ".", ":80", "é", "[::1]", "@", "/", "//", "?", "org"])).map(
            "".join
        )
    )
    @example("wired.com")
    @example("wired.com.")
    @example("127.0.0.1")
    @example("[::a]")
    def test_a_host_name_stays_as_its_address_has_it(self, written: str) -> None:
        report = RepairReport(read_yaml("a: 1"), "https://example.org/", None)
        address = written if "//" in written else f"https://{written}"
        host = host_of(clean(address, "https://example.org/")[0])

        assert kinds.domain(report, written, ("provider", "domain")) == ((host or written) if written else None)
