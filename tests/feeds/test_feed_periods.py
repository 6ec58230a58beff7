"""Months and years, in UTC."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.feeds.fan_out import PeriodKind, is_period, period_of, period_start

MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(9990, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
KINDS = st.sampled_from(["month", "year"])


class TestPeriod:
    """A moment lies in one month and one year."""

    @pytest.mark.parametrize(
        ("moment", "month", "year"),
        [
            (datetime(2021, 8, 24, 7, 30, tzinfo=UTC), "2021-08", "2021"),
            (datetime(1900, 1, 1, tzinfo=UTC), "1900-01", "1900"),
            (datetime(9990, 12, 31, 23, 59, 59, tzinfo=UTC), "9990-12", "9990"),
            (datetime(2021, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=1))), "2020-12", "2020"),
            (0, "1970-01", "1970"),
            (-1, "1969-12", "1969"),
            (1629790200, "2021-08", "2021"),
        ],
    )
    def test_it_is_told_in_utc(self, moment: datetime | int, month: str, year: str) -> None:
        assert (period_of(moment, "month"), period_of(moment, "year")) == (month, year)

    @given(MOMENTS, KINDS)
    def test_seconds_tell_the_same(self, moment: datetime, kind: PeriodKind) -> None:
        seconds = (moment.replace(microsecond=0) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(seconds=1)

        assert period_of(seconds, kind) == period_of(moment, kind)


class TestIsOf:
    """A manifest may hold anything; an archive is of a month or a year."""

    @pytest.mark.parametrize("month", ["1900-01", "2021-08", "9990-12"])
    def test_a_month_is_no_year(self, month: str) -> None:
        assert is_period(month, "month")
        assert not is_period(month, "year")

    @pytest.mark.parametrize("year", ["1900", "2021", "9990"])
    def test_a_year_is_no_month(self, year: str) -> None:
        assert is_period(year, "year")
        assert not is_period(year, "month")

    @pytest.mark.parametrize(
        "other",
        ["", "2021-13", "2021-00", "2021-8", "2021-08\n", "2021-", "1899", "0000-01", "../x", "20２１", "20210"],
    )
    def test_anything_else_is_neither(self, other: str) -> None:
        assert not is_period(other, "month")
        assert not is_period(other, "year")

    @given(MOMENTS, KINDS)
    def test_what_is_told_is_of_its_kind(self, moment: datetime, kind: PeriodKind) -> None:
        assert is_period(period_of(moment, kind), kind)


class TestStart:
    """A period begins where the one before it ends."""

    def test_a_month_begins_on_its_first_and_a_year_in_january(self) -> None:
        assert period_start("2021-08") == datetime(2021, 8, 1, tzinfo=UTC)
        assert period_start("1900") == datetime(1900, 1, 1, tzinfo=UTC)

    @given(MOMENTS, KINDS)
    def test_the_second_before_lies_in_another(self, moment: datetime, kind: PeriodKind) -> None:
        first = period_start(period_of(moment, kind))

        assert first <= moment
        assert period_of(first, kind) == period_of(moment, kind)
        assert period_of(first - timedelta(seconds=1), kind) < period_of(moment, kind)
        assert first.tzinfo is UTC
