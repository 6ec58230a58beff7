"""Dates as documents write them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.checks.dates import rfc822_findings, rfc822_moment, rfc3339_findings, rfc3339_moment

DIGITS = st.integers(0, 65).map("{:02}".format)  # days, hours, minutes and seconds, and more than there are
YEARS = st.integers(0, 9999).map("{:04}".format)
CLOCKS = st.tuples(DIGITS, DIGITS, DIGITS).map(":".join)


class TestRfc822:
    """RSS 2.0: "All date-times in RSS conform to the Date and Time Specification of RFC 822"."""

    @pytest.mark.parametrize(
        ("text", "moment"),
        [
            ("Tue, 24 Aug 2021 07:30:00 +0000", datetime(2021, 8, 24, 7, 30, tzinfo=UTC)),
            ("24 Aug 2021 07:30 GMT", datetime(2021, 8, 24, 7, 30, tzinfo=UTC)),
            ("Tue, 24 Aug 2021 00:30:00 +0130", datetime(2021, 8, 23, 23, 0, tzinfo=UTC)),
            ("Tue, 24 Aug 2021 07:30:00 EST", datetime(2021, 8, 24, 12, 30, tzinfo=UTC)),
            ("Tue, 24 Aug 21 07:30:00 +0000", datetime(2021, 8, 24, 7, 30, tzinfo=UTC)),
            ("Sat, 31 Dec 2016 23:59:60 +0000", datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ],
    )
    def test_the_moment_is_read_in_utc(self, text: str, moment: datetime) -> None:
        assert rfc822_moment(text) == moment

    @pytest.mark.parametrize(
        "text",
        [
            "Di, 24 Aug 2021 07:30:00 +0000",
            "Tue, 24 August 2021 07:30:00 +0000",
            "Tue, 24 Aug 2021 07:30:00",
            "Tue, 24 Aug 2021 07:30:00 UTC",
            "Tue, 24 Aug 2021 25:30:00 +0000",
            "Tue, 24 Aug 2021 07:30:61 +0000",
            "Tue, 24 Aug 2021 07:30:00 +2400",
            "Tue, ٢٤ Aug 2021 07:30:00 +0000",
        ],
    )
    def test_what_no_reader_parses_is_an_error(self, text: str) -> None:
        assert [found.rule for found in rfc822_findings(text)] == ["rfc822-date-invalid"]

    def test_the_right_weekday_is_told(self) -> None:
        (found,) = rfc822_findings("Fri, 24 Aug 2021 07:30:00 +0000")

        assert (found.rule, found.fix) == ("rfc822-weekday-wrong", "write Tue, or no weekday")

    def test_a_date_without_weekday_is_right(self) -> None:
        assert not list(rfc822_findings("24 Aug 2021 07:30:00 +0000"))

    @given(
        st.sampled_from("Mon Tue Wed Thu Fri Sat Sun".split()), DIGITS, st.sampled_from(["Feb", "Aug"]), YEARS, CLOCKS
    )
    def test_the_usual_form_means_what_any_other_does(
        self, weekday: str, day: str, month: str, year: str, clock: str
    ) -> None:
        usual, other = (f"{weekday},{blank}{day} {month} {year} {clock} +0000" for blank in (" ", "  "))

        assert rfc822_moment(usual) == rfc822_moment(other)
        assert [found.rule for found in rfc822_findings(usual)] == [found.rule for found in rfc822_findings(other)]


class TestRfc3339:
    """RFC 4287 §3.3: an upper-case T, and a zone."""

    def test_the_moment_is_read_in_utc(self) -> None:
        assert rfc3339_moment("2021-08-24T00:30:00.123-02:00") == datetime(2021, 8, 24, 2, 30, tzinfo=UTC)

    @pytest.mark.parametrize(
        "text",
        ["2021-08-24", "2021-08-24t07:30:00z", "2021-08-24 07:30:00Z", "2021-02-29T07:30:00Z", "2021-08-24T07:30Z"],
    )
    def test_what_no_reader_parses_is_an_error(self, text: str) -> None:
        assert [found.rule for found in rfc3339_findings(text)] == ["rfc3339-date-invalid"]

    def test_the_first_moment_of_1990_is_not_early(self) -> None:
        assert not list(rfc3339_findings("1990-01-01T00:00:00Z"))

    @given(YEARS, DIGITS, DIGITS, CLOCKS)
    def test_the_usual_form_means_what_any_other_does(self, year: str, month: str, day: str, clock: str) -> None:
        assert rfc3339_moment(f"{year}-{month}-{day}T{clock}Z") == rfc3339_moment(f"{year}-{month}-{day}T{clock}.0Z")
