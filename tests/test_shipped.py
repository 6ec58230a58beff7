"""The schemas as they ship."""

import json

import pytest

from exporters.schema_files import SCHEMA_NAMES, schema_text


class TestText:
    """Each schema is JSON and says which draft it is in."""

    @pytest.mark.parametrize("name", SCHEMA_NAMES)
    def test_it_is_a_schema_of_2020_12(self, name: str) -> None:
        schema = json.loads(schema_text(name))

        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert schema["type"] == "object"

    def test_another_name_is_no_schema(self) -> None:
        with pytest.raises(FileNotFoundError):
            schema_text("none")
