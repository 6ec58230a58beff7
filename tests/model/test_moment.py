"""Moments: aware, UTC, whole seconds, between 1900 and 9990."""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exporters.model.moment import (
    UnreadableMomentError,
    check,
    has_hour,
    has_leap_second,
    has_zone,
    parse,
    parse_rfc3339,
    rfc3339,
    without_leap_second,
)
from tests.profiles import examples

TOKYO = ZoneInfo("Asia/Tokyo")
two_digits = st.integers(0, 99).map("{:02}".format)
nearly_usual = st.builds("{}{}-{}-{}T{}:{}:{}Z".format, *[two_digits] * 7) | st.from_regex(
    r"[12][09]\d\d-[01]\d-[0-3]\dT[0-2]\d:[0-6]\d:[0-6]\d(?:Z|z|\+01:00|)\n?", fullmatch=True
)


def parsed_or_slug(text: str) -> datetime | str:
    """The moment, or the name of the rule that it breaks."""
    try:
        return parse(text, TOKYO)
    except UnreadableMomentError as error:
        return error.rule


class TestParse:
    """A date as people and programs write it."""

    @pytest.mark.parametrize(
        ("written", "moment"),
        [
            ("2021-08-24T07:30:00Z", "2021-08-24T07:30:00Z"),
            ("2021-08-24t07:30:00z", "2021-08-24T07:30:00Z"),
            ("2021-08-24 07:30:00 +02:00", "2021-08-24T05:30:00Z"),
            ("2021-08-24 07:30:00 +0200", "2021-08-24T05:30:00Z"),
            ("2021-08-24 07:30 -5", "2021-08-24T12:30:00Z"),
            ("2021-08-24T07:30:00-00:30", "2021-08-24T08:00:00Z"),
            ("2021-08-24 07:30 UTC", "2021-08-24T07:30:00Z"),
            ("2021-08-24 07:30 GMT", "2021-08-24T07:30:00Z"),
            ("2021-8-4 7:30Z", "2021-08-04T07:30:00Z"),
            ("2021-08-24T07:30:59.999999Z", "2021-08-24T07:30:59Z"),
            ("2021-08-24T07:30:59,9Z", "2021-08-24T07:30:59Z"),
            ("  2021-08-24T07:30:00Z\n", "2021-08-24T07:30:00Z"),
            ("2021-08-24T00:30:00+14:00", "2021-08-23T10:30:00Z"),
            ("1900-01-01T00:00:00Z", "1900-01-01T00:00:00Z"),
            ("9990-12-31T23:59:59Z", "9990-12-31T23:59:59Z"),
            ("2020-02-29T00:00:00Z", "2020-02-29T00:00:00Z"),
            ("2021-08-24", "2021-08-23T15:00:00Z"),
            ("2021-08-24 07:30", "2021-08-23T22:30:00Z"),
        ],
    )
    def test_a_moment(self, written: str, moment: str) -> None:
        parsed = parse(written, TOKYO)

        check(parsed)
        assert rfc3339(parsed) == moment

    @pytest.mark.parametrize(
        ("written", "rule"),
        [
            ("", "date-unreadable"),
            ("yesterday", "date-unreadable"),
            ("24/08/2021", "date-unreadable"),
            ("2021", "date-unreadable"),
            ("2021-08", "date-unreadable"),
            ("2021-08-24T07", "date-unreadable"),
            ("2021-08-24Z", "date-unreadable"),
            ("2021-08-24T07:30:00Zebra", "date-unreadable"),
            ("２０２１-08-24", "date-unreadable"),
            ("Tue, 24 Aug 2021 07:30:00 GMT", "date-unreadable"),
            ("2021-02-30", "date-unreal"),
            ("2021-02-29T00:00:00Z", "date-unreal"),
            ("2021-13-01", "date-unreal"),
            ("2021-08-24T24:00:00Z", "date-unreal"),
            ("2021-08-24T07:60:00Z", "date-unreal"),
            ("2021-08-24T07:30:60Z", "date-unreal"),
            ("2016-12-30T23:59:60Z", "date-unreal"),  # the day before
            ("2016-12-31T23:59:60+01:00", "date-unreal"),  # 22:59:60
            ("2016-11-30T23:59:60Z", "date-unreal"),  # they are at the end of June and December
            ("2016-12-31T23:59:61Z", "date-unreal"),
            ("2021-08-24T07:30:00+24:00", "date-unreal"),
            ("2021-08-24T07:30:00+99:99", "date-unreal"),
            ("0000-01-01", "date-out-of-range"),
            ("0001-01-01T00:00:00+01:00", "date-out-of-range"),
            ("9990-12-31T23:00:00-02:00", "date-out-of-range"),
            ("0001-01-01", "date-out-of-range"),
            ("1899-12-31T23:59:59Z", "date-out-of-range"),
            ("1900-01-01T00:00:00+00:01", "date-out-of-range"),
            ("9991-01-01T00:00:00Z", "date-out-of-range"),
            ("9999-12-31", "date-out-of-range"),
            ("2021-08-24", "date-without-zone"),
            ("2021-08-24 07:30:00", "date-without-zone"),
        ],
    )
    def test_what_is_wrong_has_a_name(self, written: str, rule: str) -> None:
        zone = None if rule == "date-without-zone" else UTC

        with pytest.raises(UnreadableMomentError) as caught:
            parse(written, zone)
        assert caught.value.rule == rule

    @examples(10)
    @given(nearly_usual)
    @example("2021-08-24T24:00:00Z")
    @example("2021-02-29T00:00:00Z")
    @example("1899-12-31T23:59:59Z")
    @example("9991-01-01T00:00:00Z")
    @example("2021-08-24T07:30:00Z")
    def test_what_is_read_at_a_glance_is_what_all_the_rules_read(self, text: str) -> None:
        with patch("exporters.model.moment._USUAL", re.compile("(?!)")):
            by_all_rules = parsed_or_slug(text)

        assert parsed_or_slug(text) == by_all_rules

    def test_a_named_zone_wins_over_the_configured_one(self) -> None:
        assert rfc3339(parse("2021-08-24T07:30:00Z", TOKYO)) == "2021-08-24T07:30:00Z"

    def test_an_hour_that_the_clocks_skip_is_a_moment_all_the_same(self) -> None:
        check(parse("2021-03-28 02:30", ZoneInfo("Europe/Berlin")))

    @given(st.datetimes(datetime(1900, 1, 2), datetime(9990, 12, 30)), st.integers(-1439, 1439))  # noqa: DTZ001
    def test_what_any_offset_names_is_the_same_moment(self, local: datetime, minutes: int) -> None:
        aware = local.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
        parsed = parse(aware.isoformat())

        assert parsed == aware
        assert parsed.tzinfo is UTC
        assert parse(rfc3339(parsed)) == parsed

    @given(st.text())
    def test_any_text_is_a_moment_or_unreadable(self, text: str) -> None:
        with suppress(UnreadableMomentError):
            check(parse(text, UTC))


class TestRfc3339:
    """UTC is `Z`, and a year has four digits."""

    @examples(10)
    @given(nearly_usual)
    @example("2016-12-31T23:59:60Z")
    def test_text_becomes_what_its_moment_is_written_as(self, text: str) -> None:
        try:
            moment = rfc3339(parse(text, TOKYO))
        except UnreadableMomentError as error:
            with pytest.raises(UnreadableMomentError, match=str(error)):
                parse_rfc3339(text, TOKYO)
        else:
            assert parse_rfc3339(text, TOKYO) == moment

    def test_it(self) -> None:
        assert rfc3339(datetime(1900, 1, 2, 3, 4, 5, tzinfo=UTC)) == "1900-01-02T03:04:05Z"


class TestCheck:
    """The model takes UTC and whole seconds only."""

    @pytest.mark.parametrize(
        "moment",
        [
            datetime(2021, 1, 1),  # noqa: DTZ001
            datetime(2021, 1, 1, tzinfo=TOKYO),
            datetime(2021, 1, 1, tzinfo=timezone(timedelta(0), "Z")),
            datetime(2021, 1, 1, microsecond=1, tzinfo=UTC),
            datetime(1899, 12, 31, tzinfo=UTC),
            datetime(9991, 1, 1, tzinfo=UTC),
        ],
    )
    def test_another_is_refused(self, moment: datetime) -> None:
        with pytest.raises(ValueError, match="a moment"):
            check(moment)


class TestNames:
    """Whether a readable date names an hour and a zone."""

    @pytest.mark.parametrize(
        ("written", "hour", "zone"),
        [
            ("2021-08-24", False, False),
            ("2021-08-24 07:30", True, False),
            ("2021-08-24 07:30 Z", True, True),
            ("2021-08-24T07:30:00+01", True, True),
            ("yesterday", False, False),
        ],
    )
    def test_it(self, written: str, hour: bool, zone: bool) -> None:
        assert has_hour(written) is hour
        assert has_zone(written) is zone


class TestLeapSeconds:
    """They exist, and are the second before: RFC 3339 §5.7, appendix D."""

    @pytest.mark.parametrize(
        ("text", "utc"),
        [
            ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"),
            ("2016-12-31 18:59:60.5 -05:00", "2016-12-31T23:59:59Z"),
            ("2017-01-01T08:59:60+09:00", "2016-12-31T23:59:59Z"),
            ("2015-06-30T23:59:60Z", "2015-06-30T23:59:59Z"),
        ],
    )
    def test_it_is_the_second_before(self, text: str, utc: str) -> None:
        assert (rfc3339(parse(text)), has_leap_second(text)) == (utc, True)
        assert parse(without_leap_second(text)) == parse(text)

    @pytest.mark.parametrize("text", ["2016-12-31T23:59:59Z", "2016-12-31T23:60:00Z", "2016-12-31", "60"])
    def test_others_are_none(self, text: str) -> None:
        assert (has_leap_second(text), without_leap_second(text)) == (False, text)
