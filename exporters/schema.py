"""JSON Schemas: jsonschema-rs validates, jsonschema explains failures. Spec: JSON Schema 2020-12."""

import json
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Final

import jsonschema_rs

from exporters.diagnostics.diagnostic import Diagnostic, quote_value
from exporters.schema_files import schema_text
from exporters.support.nearest import did_you_mean
from exporters.yamldoc.positions import KeyPath, YamlDocument, place_diagnostic

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

Formats = Mapping[str, Callable[[str], bool]]

_LONGEST_EXAMPLE: Final = 25  # characters
FIX: Final = "x-outfeed-fix"  # our keyword in the schemas: the fix of a diagnostic, in words
FIELD: Final = "x-outfeed-field"  # our keyword: the field that a rule about several fields reports
_VALUE_TYPES: Final = {
    str: "text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "a mapping",
    type(None): "nothing",
}
_SCHEMA_TYPES: Final = {
    "string": "text",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "array": "a list",
    "object": "a mapping",
    "null": "nothing",
}


class JsonSchema:
    """A JSON Schema. jsonschema-rs decides whether a value is valid; jsonschema explains why it is not."""

    def __init__(
        self, name: str, formats: Formats | None = None, *, trusted_formats: AbstractSet[str] = frozenset()
    ) -> None:
        """Name the schema `name`; it is compiled at first use. `formats` checks each `format` by its name.

        Both engines ignore a format without a check. The caller vouches that values have the `trusted_formats`: they
        are checked only to explain a failure.
        """
        self._name = name
        self._formats = dict(formats or {})
        self._trusted_formats = trusted_formats

    @cached_property
    def _validator(self) -> Any:
        contents = json.loads(
            schema_text(self._name), object_hook=lambda each: _without_formats(each, self._trusted_formats)
        )
        return jsonschema_rs.Draft202012Validator(contents, formats=self._formats, validate_formats=bool(self._formats))

    @cached_property
    def _explaining_validator(self) -> "Draft202012Validator":
        from jsonschema import Draft202012Validator, FormatChecker  # 50 ms, only for an invalid value

        checker = FormatChecker(formats=())
        for name, is_right in self._formats.items():
            checker.checks(name)(lambda value, is_right=is_right: not isinstance(value, str) or is_right(value))
        return Draft202012Validator(json.loads(schema_text(self._name)), format_checker=checker)

    def accepts(self, value: Any) -> bool:
        """Return whether `value`, which consists of JSON types, is valid."""
        return bool(self._validator.is_valid(value))

    def problems(
        self, value: Any, document: YamlDocument, original: Callable[[KeyPath], KeyPath] = lambda path: path
    ) -> list[Diagnostic]:
        """Return a diagnostic for every problem with `value`, at its line and column; empty if the schema accepts it.

        `original` maps a path in `value` to its path in `document`; they differ if entries of lists are left out.
        """
        if self.accepts(value):
            return []
        diagnostics = [
            problem
            for error in self._explaining_validator.iter_errors(value)
            for problem in _diagnostics(error, document, original)
        ]
        if not diagnostics:  # the engines disagree: report at least the errors of jsonschema-rs
            diagnostics = [
                _at(document, original(tuple(error.instance_path)), "schema", error.message, "see `outfeed schema`")
                for error in self._validator.iter_errors(value)
            ]
        unique = dict.fromkeys(diagnostics)  # jsonschema reports two missing keys twice
        return sorted(unique, key=lambda each: (each.line, each.column, each.field))


@cache
def load_schema(name: str) -> JsonSchema:
    """Return the schema `name` without custom formats, compiled once."""
    return JsonSchema(name)


def _without_formats(schema: dict[str, Any], formats: AbstractSet[str]) -> dict[str, Any]:
    """Return an object of a schema without `formats`: jsonschema-rs checks them by rules of its own otherwise."""
    return {
        key: value
        for key, value in schema.items()
        if key != "format" or not isinstance(value, str) or value not in formats
    }


def _diagnostics(
    error: "ValidationError", document: YamlDocument, original: Callable[[KeyPath], KeyPath]
) -> Iterator[Diagnostic]:
    """Yield the diagnostics of one jsonschema error: one for each missing or unknown key."""
    path = original(tuple(error.absolute_path))
    value, schema, rule = _error_parts(error)
    match error.validator:
        case "required":
            for key in rule:
                if key not in value:
                    yield _at(
                        document, (*path, key), "field-missing", "missing", f"write {key}: {_example(schema, key)}"
                    )
        case "additionalProperties":
            properties = schema.get("properties", {})
            for key in value:
                if key not in properties:
                    yield _at(document, (*path, key), "key-unknown", "unknown key", did_you_mean(key, properties))
        case "anyOf" | "oneOf" | "dependentRequired" | "not":
            field = (schema[FIELD],) if FIELD in schema else ()
            fix = schema.get(FIX, "see `outfeed schema`")
            yield _at(document, (*path, *field), "field-missing", "missing", fix)
        case "type":
            names = [rule] if isinstance(rule, str) else rule
            expected = " or ".join(_SCHEMA_TYPES[name] for name in names)
            if names == ["object"] and "properties" in schema:
                expected += f", such as {{{next(iter(schema['properties']))}: …}}"
            kind = _VALUE_TYPES.get(type(value), "something else")
            message = kind if isinstance(value, (list, dict, type(None))) else f"{quote_value(value)} is {kind}"
            fix = f"write {expected}{_hint(schema, value)}"
            if value is None and path and isinstance(path[-1], str) and not {"object", "array"}.isdisjoint(names):
                fix += ", or remove the key"
            yield _at(document, path, "type-wrong", message, fix)
        case "enum" | "const":
            words = [rule] if error.validator == "const" else rule
            choices = ", ".join(quote_value(word) for word in words)
            message = f"{quote_value(value)} is not an allowed value"
            yield _at(document, path, "value-wrong", message, f"write {schema.get(FIX, choices)}")
        case _:
            yield _at(document, path, "value-wrong", _limit(error), f"write {schema.get(FIX, 'another value')}")


def _limit(error: "ValidationError") -> str:
    """Return how a value breaks a limit: `-1 is less than 1`."""
    value, _, limit = _error_parts(error)
    match error.validator:
        case "minimum" | "exclusiveMinimum":
            return f"{quote_value(value)} is less than {limit}"
        case "maximum" | "exclusiveMaximum":
            return f"{quote_value(value)} is more than {limit}"
        case "maxLength":
            return f"{len(value):,} characters, more than {limit:,}"
        case "minLength" | "minItems":
            return "empty"
        case "maxItems":
            return f"{len(value):,} entries, more than {limit:,}"
        case "format":
            return f"{quote_value(value)} is not a {limit}"
        case _:
            return f"{quote_value(value)} has the wrong form"


def _error_parts(error: "ValidationError") -> tuple[Any, Any, Any]:
    """Return the value, its schema and the value of the failed keyword, whose types depend on the keyword."""
    return error.instance, error.schema, error.validator_value


def _hint(schema: Mapping[str, Any], value: object) -> str:
    """Return an example, as `, such as 2021-08-24T07:30:00Z`: the author's own text, else that of the schema."""
    if isinstance(value, (list, dict)) and schema.get("type") == "string":
        parts = list(value.values())[:1] if isinstance(value, dict) else value[:1] if "format" in schema else value
        texts = [part for part in parts if isinstance(part, str) and part.strip()]
        if texts and len(texts) == len(parts) and (isinstance(value, list) or "format" not in schema):
            return f", such as {quote_value(', '.join(texts))}"
    examples = [example for example in schema.get("examples", ()) if not isinstance(example, (dict, list))]
    return f", such as {_yaml_text(examples[0])}" if examples and len(str(examples[0])) <= _LONGEST_EXAMPLE else ""


def _example(schema: Mapping[str, Any], key: str) -> str:
    """Return an example of the field `key`."""
    example = _yaml_text(schema.get("properties", {}).get(key, {}).get("examples", ["…"])[0])
    return example if len(example) <= _LONGEST_EXAMPLE else "…"  # a long example reads like a requirement


def _yaml_text(example: object) -> str:
    """Return an example as YAML writes it: `true`, not True."""
    return str(example).lower() if isinstance(example, bool) else str(example)


def _at(document: YamlDocument, path: KeyPath, rule: str, message: str, fix: str) -> Diagnostic:
    return place_diagnostic(Diagnostic(rule, message, fix), document, path)
