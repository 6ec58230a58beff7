"""What programs may rely on is written down, and changes only on purpose."""

import pytest

from exporters import api
from tests.write_interface import RECORD, described


class TestRecord:
    """tests/public_interface.txt is the interface."""

    def test_it_is_what_was_recorded(self) -> None:
        assert described() == RECORD.read_text(encoding="utf-8"), (
            "read docs/api.md on what may change, then `make interface`"
        )

    def test_another_signature_is_another_record(self, monkeypatch: pytest.MonkeyPatch) -> None:
        before = described()
        monkeypatch.setattr(api, "validate", api.plan)

        assert described() != before

    def test_members_of_classes_stand_in_it(self) -> None:
        lines = RECORD.read_text(encoding="utf-8").splitlines()

        assert "    published: datetime" in lines  # a field of an article
        assert "    def self_url(self, format_name: str) -> str" in lines
        assert "class FeedPlan(Struct, frozen=True, kw_only=True)" in lines  # which a plan holds
        assert "        self.plan" in lines  # of an exception
