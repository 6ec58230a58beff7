"""What to write instead of a date that can't be read: the author's own, where it has one meaning."""

from datetime import UTC

import pytest

from exporters.model import moment
from exporters.repair.date_advice import LIKE, advise


def advice(text: str, *, needs_zone: bool = False) -> str:
    """The advice on a wrong date."""
    with pytest.raises(moment.UnreadableMomentError) as caught:
        moment.parse(text, None if needs_zone else UTC)
    return advise(text, caught.value.rule, needs_zone=needs_zone)


READABLE = [  # a date in another form; the same as it is to be written, with zone and without
    ("24/08/2021", "2021-08-24T00:00:00Z", "2021-08-24"),
    ("08/24/2021", "2021-08-24T00:00:00Z", "2021-08-24"),
    ("03/03/2024", "2024-03-03T00:00:00Z", "2024-03-03"),
    ("24.08.2021 7:30", "2021-08-24T07:30:00Z", "2021-08-24T07:30:00"),
    ("24. 8. 2021", "2021-08-24T00:00:00Z", "2021-08-24"),
    ("August 24, 2021", "2021-08-24T00:00:00Z", "2021-08-24"),
    ("24 Aug. 2021", "2021-08-24T00:00:00Z", "2021-08-24"),
    ("24th of August 2021", "2021-08-24T00:00:00Z", "2021-08-24"),
    ("2021-Aug-24", "2021-08-24T00:00:00Z", "2021-08-24"),
    ("Tue, 24 Aug 2021 07:30:00 +0200", "2021-08-24T07:30:00+0200", "2021-08-24T07:30:00+0200"),
    ("Tue, 24 Aug 2021 07:30:00 GMT", "2021-08-24T07:30:00Z", "2021-08-24T07:30:00Z"),
    ("Aug 24th, 2021 at 7:30 PM", "2021-08-24T19:30:00Z", "2021-08-24T19:30:00"),
    ("24/08/2021 12:05 a.m.", "2021-08-24T00:05:00Z", "2021-08-24T00:05:00"),
    ("2021/08/24", "2021-08-24T00:00:00Z", "2021-08-24"),
    ("20210824", "2021-08-24T00:00:00Z", "2021-08-24"),
    ("1629790200", "2021-08-24T07:30:00Z", "2021-08-24T07:30:00Z"),
    ("1629790200000", "2021-08-24T07:30:00Z", "2021-08-24T07:30:00Z"),
    ("2021-24-08 07:30", "2021-08-24T07:30:00Z", "2021-08-24 07:30"),
]


class TestMeanings:
    """A day above 12 or the name of a month says which part is which."""

    @pytest.mark.parametrize(("text", "with_zone", "without_zone"), READABLE)
    def test_a_date_with_one_meaning_is_written_out(self, text: str, with_zone: str, without_zone: str) -> None:
        assert advice(text, needs_zone=True) == f"write {with_zone}"
        assert advice(text) == f"write {without_zone}"
        assert moment.parse(with_zone) == moment.parse(without_zone, UTC)

    def test_a_date_with_two_meanings_is_written_out_twice(self) -> None:
        assert advice("01/02/2024") == "write 2024-02-01 (day first), or 2024-01-02 (month first)"

    @pytest.mark.parametrize(
        "text",
        [
            *("soon", "Monday", "0", "24/08/21", "31/02/2024", "99/99/2024", "24/08/2021 25:00", "13 Foo 2024"),
            *("2021-08-24 noon", "24/08/2021 13:00 PM", "9" * 5_000, "1/" * 5_000, "Mai 24, 2021"),
        ],
    )
    def test_what_names_no_day_gets_an_example(self, text: str) -> None:
        assert advice(text) == LIKE

    def test_a_date_without_zone_gets_one(self) -> None:
        assert advice("2021-8-4 7:30", needs_zone=True).startswith("write 2021-08-04T07:30:00Z, or set source.timezone")


class TestUnreal:
    """The part that does not exist is named."""

    @pytest.mark.parametrize(
        ("text", "fix"),
        [
            ("2021-02-30", "write a day from 01 to 28: February 2021 has no other"),
            ("2024-02-30", "write a day from 01 to 29: February 2024 has no other"),
            ("2021-06-00", "write a day from 01 to 30: June 2021 has no other"),
            ("2021-13-40", "write a month from 01 to 12"),
            ("2021-08-24T25:00Z", "write an hour from 00 to 23"),
            ("2021-08-24T12:61Z", "write minutes and seconds from 00 to 59"),
            ("2021-08-24T10:00:00+25:00", "write an offset from -23:59 to +23:59"),
            ("1066-10-14", "write a year from 1900 to 9990"),
        ],
    )
    def test_each_part(self, text: str, fix: str) -> None:
        assert advice(text) == fix
