"""`source.ids` is one of the rules that Outfeed knows; nothing else is run, looked up or shown whole."""

from pathlib import Path

import pytest

from exporters.errors import SettingsError
from exporters.settings.load import load

VALUES = ['"../../etc/passwd"', '"{0.__class__}"', '"a\\0b"', '"\\e[2J"', "[permalink]", "{a: b}", "7", "PERMALINK"]


@pytest.mark.parametrize("value", [*VALUES, "x" * 100_000])
def test_any_other_value_is_one_short_error(tmp_path: Path, value: str) -> None:
    (tmp_path / "outfeed.yaml").write_text(
        f"site: {{url: 'https://e.org'}}\nsource: {{ids: {value}}}\n", encoding="utf-8"
    )

    with pytest.raises(SettingsError) as caught:
        load(tmp_path)

    (problem,) = caught.value.diagnostics
    assert (problem.line, problem.column, problem.field) == (2, 10, "source.ids")
    assert len(str(problem)) < 600
    assert str(problem).isprintable()
