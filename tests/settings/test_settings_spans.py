"""`window` and `max_bytes`: spans and sizes as people write them."""

from pathlib import Path

import pytest

from exporters.settings import spans
from tests.settings.saying import problem, problems, settings

SPANS = "write hours, days or weeks, such as 7 days"
SIZES = "write bytes, such as 512000, or 512 kB, or 1 MB"


class TestWindow:
    """Hours, days and weeks, from 1 hour to 3650 days."""

    @pytest.mark.parametrize(
        ("written", "seconds"),
        [
            ("7 days", 604_800),
            ("1 day", 86_400),
            ("36 hours", 129_600),
            ("1 hour", 3_600),
            ("2 weeks", 1_209_600),
            ("1 week", 604_800),
            ("3650 days", 315_360_000),
            ("'7  days '", 604_800),
        ],
    )
    def test_it_becomes_seconds(self, folder: Path, written: str, seconds: int) -> None:
        assert settings(folder, f"feeds: [{{window: {written}}}]").feeds[0].window == seconds

    def test_without_it_nothing_is_too_old(self, folder: Path) -> None:
        assert settings(folder, "feeds: [{}]").feeds[0].window is None

    @pytest.mark.parametrize(
        ("written", "said"),
        [
            ("3 months", '"3 months" is not a duration; write 90 days [window-wrong]'),
            ("1 year", '"1 year" is not a duration; write 365 days [window-wrong]'),
            ("90 minutes", '"90 minutes" is not a duration; write 2 hours [window-wrong]'),
            ("month", '"month" is not a duration; write 30 days [window-wrong]'),
            ("week", '"week" is not a duration; write 1 week [window-wrong]'),
            ("7d", '"7d" is not a duration; write 7 days [window-wrong]'),
            ("36h", '"36h" is not a duration; write 36 hours [window-wrong]'),
            ("7 Days", '"7 Days" is not a duration; write 7 days [window-wrong]'),
            ("7days", '"7days" is not a duration; write 7 days [window-wrong]'),
            ("7 dyas", '"7 dyas" is not a duration; write 7 days [window-wrong]'),
            ("7 apples", f'"7 apples" is not a duration; {SPANS} [window-wrong]'),
            ("P7D", f'"P7D" is not a duration; {SPANS} [window-wrong]'),
            ("1.5 days", f'"1.5 days" is not a duration; {SPANS} [window-wrong]'),
            ("'-7 days'", f'"-7 days" is not a duration; {SPANS} [window-wrong]'),
            ("''", f'"" is not a duration; {SPANS} [window-wrong]'),
            ("7", "7 has no unit; write one, such as 7 days [window-wrong]"),
            ("30", "30 has no unit; write one, such as 30 days [window-wrong]"),
            ("-1", "-1 has no unit; write one, such as 7 days [window-wrong]"),
            (".nan", "nan has no unit; write one, such as 7 days [window-wrong]"),
            ("0 days", '"0 days" is too short; write 1 hour to 3650 days [window-wrong]'),
            ("3651 days", '"3651 days" is too long; write 1 hour to 3650 days [window-wrong]'),
            ("999999999 weeks", '"999999999 weeks" is too long; write 1 hour to 3650 days [window-wrong]'),
            ("[7 days]", 'a list; write text, such as "7 days" [type-wrong]'),
            ("true", "true is true or false; write text, such as 7 days [type-wrong]"),
        ],
    )
    def test_what_is_none_gets_one_that_was_meant(self, folder: Path, written: str, said: str) -> None:
        assert problem(folder, f"feeds:\n- window: {written}\n") == f"2:3: error: feeds[0].window: {said}"


class TestMaxBytes:
    """Bytes, kB of 1,000 and MB of 1,000,000 bytes."""

    @pytest.mark.parametrize(
        ("written", "size"),
        [
            ("1000", 1_000),
            ("512_000", 512_000),
            ("512000.0", 512_000),
            ("512 kB", 512_000),
            ("512kB", 512_000),
            ("500 KB", 500_000),
            ("1 MB", 1_000_000),
            ("1.5 MB", 1_500_000),
            ("1000 MB", 1_000_000_000),
        ],
    )
    def test_it_becomes_bytes(self, folder: Path, written: str, size: int) -> None:
        assert settings(folder, f"feeds: [{{max_bytes: {written}}}]").feeds[0].max_bytes == size

    def test_without_it_nothing_is_too_large(self, folder: Path) -> None:
        assert settings(folder, "feeds: [{}]").feeds[0].max_bytes is None

    @pytest.mark.parametrize(
        ("written", "said"),
        [
            ("999", f"999 is not between 1 kB and 1000 MB; {SIZES} [max-bytes-wrong]"),
            ("-5", f"-5 is not between 1 kB and 1000 MB; {SIZES} [max-bytes-wrong]"),
            ("1001 MB", f'"1001 MB" is not between 1 kB and 1000 MB; {SIZES} [max-bytes-wrong]'),
            ("1000.5", f"1000.5 is not between 1 kB and 1000 MB; {SIZES} [max-bytes-wrong]"),
            ("512 KiB", '"512 KiB" is not a size; write 524288 [max-bytes-wrong]'),
            ("1 MiB", '"1 MiB" is not a size; write 1048576 [max-bytes-wrong]'),
            ("500k", '"500k" is not a size; write 500 kB [max-bytes-wrong]'),
            ("1 mb", '"1 mb" is not a size; write 1 MB [max-bytes-wrong]'),
            ("'512000'", '"512000" is not a size; write 512000 [max-bytes-wrong]'),
            ("512000 bytes", '"512000 bytes" is not a size; write 512000 [max-bytes-wrong]'),
            ("1 GB", f'"1 GB" is not a size; {SIZES} [max-bytes-wrong]'),
            ("large", f'"large" is not a size; {SIZES} [max-bytes-wrong]'),
            ("[1 MB]", "a list; write a whole number or text, such as 512 kB [type-wrong]"),
            ("true", "true is true or false; write a whole number or text, such as 512 kB [type-wrong]"),
        ],
    )
    def test_what_is_none_gets_one_that_was_meant(self, folder: Path, written: str, said: str) -> None:
        assert problem(folder, f"feeds:\n- max_bytes: {written}\n") == f"2:3: error: feeds[0].max_bytes: {said}"

    @pytest.mark.parametrize("written", [".nan", ".inf", "-.inf"])
    def test_what_is_no_number_is_no_size(self, folder: Path, written: str) -> None:
        first = problems(folder, f"feeds: [{{max_bytes: {written}}}]")[0]

        assert first.endswith("write a whole number or text, such as 512 kB [type-wrong]")


class TestOnce:
    """A value is read once, with its problems."""

    @pytest.mark.parametrize(
        ("key", "reader", "value"), [("max_bytes", "parse_size", "1 MB"), ("window", "parse_window", "7 days")]
    )
    def test_it_is_not_parsed_again(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, key: str, reader: str, value: str
    ) -> None:
        read, asked = getattr(spans, reader), list[object]()

        def counted(given: object) -> object:
            asked.append(given)
            return read(given)

        monkeypatch.setattr(spans, reader, counted)

        assert getattr(settings(folder, f"feeds: [{{{key}: {value}}}]").feeds[0], key) == read(value)
        assert asked == [value]
