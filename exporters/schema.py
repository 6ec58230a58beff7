"""JSON Schemas: jsonschema-rs validates, jsonschema explains failures. Spec: JSON Schema 2020-12."""

import json
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Final

import jsonschema_rs

from exporters.diagnostics.diagnostic import Diagnostic, shown
from exporters.schema_files import schema_text
from exporters.support.nearest import did_you_mean
from exporters.yamldoc.document import placed
from exporters.yamldoc.positions import KeyPath, YamlDocument

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

Formats = Mapping[str, Callable[[str], bool]]

FIX: Final = "x-outfeed-fix"  # our keyword in the schemas: what would be right, in words
FIELD: Final = "x-outfeed-field"  # the field that a rule on several fields names
_TYPES: Final = {
    str: "text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "a mapping",
    type(None): "nothing",
}
_WANTED: Final = {
    "string": "text",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "array": "a list",
    "object": "a mapping",
    "null": "nothing",
}


class JsonSchema:
    """A schema that validates fast and explains failures well."""

    def __init__(self, name: str, formats: Formats | None = None, *, settled: AbstractSet[str] = frozenset()) -> None:
        """Compile the schema `name`; `formats` says what the formats in it mean (both engines ignore them untold).

        `settled` are formats of which every value is known to have them: they are looked at only to explain.
        """
        self._name = name
        self._formats = dict(formats or {})
        self._settled = settled

    @cached_property
    def _decider(self) -> Any:
        contents = json.loads(schema_text(self._name), object_hook=lambda each: _without_formats(each, self._settled))
        return jsonschema_rs.Draft202012Validator(contents, formats=self._formats, validate_formats=bool(self._formats))

    @cached_property
    def _explainer(self) -> "Draft202012Validator":
        from jsonschema import Draft202012Validator, FormatChecker  # 50 ms, for what is wrong alone

        checker = FormatChecker(formats=())
        for name, is_right in self._formats.items():
            checker.checks(name)(lambda value, is_right=is_right: not isinstance(value, str) or is_right(value))
        return Draft202012Validator(json.loads(schema_text(self._name)), format_checker=checker)

    def accepts(self, value: Any) -> bool:
        """Return whether `value`, made of JSON types, is valid."""
        return bool(self._decider.is_valid(value))

    def problems(
        self, value: Any, document: YamlDocument, original: Callable[[KeyPath], KeyPath] = lambda path: path
    ) -> list[Diagnostic]:
        """Return every problem with `value` at its place in `document`; empty if the schema accepts it.

        `original` tells where in the document a path of `value` comes from, where entries of lists were left out.
        """
        if self.accepts(value):
            return []
        found = [
            problem for error in self._explainer.iter_errors(value) for problem in _worded(error, document, original)
        ]
        if not found:  # the engines disagree: say at least what the deciding one saw
            found = [
                _at(document, original(tuple(error.instance_path)), "schema", error.message, "see `outfeed schema`")
                for error in self._decider.iter_errors(value)
            ]
        once = dict.fromkeys(found)  # jsonschema tells of two missing keys twice
        return sorted(once, key=lambda each: (each.line, each.column, each.field))


@cache
def load_schema(name: str) -> JsonSchema:
    """Return the schema `name` without custom formats, compiled once."""
    return JsonSchema(name)


def _without_formats(schema: dict[str, Any], formats: AbstractSet[str]) -> dict[str, Any]:
    """One object of a schema: the engine that decides has rules of its own for formats that it is told nothing of."""
    return {
        key: value
        for key, value in schema.items()
        if key != "format" or not isinstance(value, str) or value not in formats
    }


def _worded(
    error: "ValidationError", document: YamlDocument, original: Callable[[KeyPath], KeyPath]
) -> Iterator[Diagnostic]:
    """Yield the diagnostics of one jsonschema error: one for each missing or unknown key."""
    path = original(tuple(error.absolute_path))
    value, schema, rule = _untyped(error)
    match error.validator:
        case "required":
            for key in rule:
                if key not in value:
                    yield _at(
                        document, (*path, key), "field-missing", "missing", f"write {key}: {_example(schema, key)}"
                    )
        case "additionalProperties":
            known = schema.get("properties", {})
            for key in value:
                if key not in known:
                    yield _at(document, (*path, key), "key-unknown", "unknown key", did_you_mean(key, known))
        case "anyOf" | "oneOf" | "dependentRequired" | "not":
            field = (schema[FIELD],) if FIELD in schema else ()
            fix = schema.get(FIX, "see `outfeed schema`")
            yield _at(document, (*path, *field), "field-missing", "missing", fix)
        case "type":
            names = [rule] if isinstance(rule, str) else rule
            wanted = " or ".join(_WANTED[name] for name in names)
            if names == ["object"] and "properties" in schema:
                wanted += f", such as {{{next(iter(schema['properties']))}: …}}"
            kind = _TYPES.get(type(value), "something else")
            seen = kind if isinstance(value, (list, dict, type(None))) else f"{shown(value)} is {kind}"
            yield _at(document, path, "type-wrong", seen, f"write {wanted}{_hint(schema)}")
        case "enum" | "const":
            words = [rule] if error.validator == "const" else rule
            choices = ", ".join(shown(word) for word in words)
            seen = f"{shown(value)} is not an allowed value"
            yield _at(document, path, "value-wrong", seen, f"write {schema.get(FIX, choices)}")
        case _:
            yield _at(document, path, "value-wrong", _limit(error), f"write {schema.get(FIX, 'another value')}")


def _limit(error: "ValidationError") -> str:
    """Return how a value breaks a limit: `-1 is less than 1`."""
    value, _, bound = _untyped(error)
    match error.validator:
        case "minimum" | "exclusiveMinimum":
            return f"{shown(value)} is less than {bound}"
        case "maximum" | "exclusiveMaximum":
            return f"{shown(value)} is more than {bound}"
        case "maxLength":
            return f"{len(value):,} characters, more than {bound:,}"
        case "minLength" | "minItems":
            return "empty"
        case "maxItems":
            return f"{len(value):,} entries, more than {bound:,}"
        case "format":
            return f"{shown(value)} is not a {bound}"
        case _:
            return f"{shown(value)} has the wrong form"


def _untyped(error: "ValidationError") -> tuple[Any, Any, Any]:
    """Return the value, its schema and the broken rule, whose types depend on the keyword."""
    return error.instance, error.schema, error.validator_value


def _hint(schema: Mapping[str, Any]) -> str:
    """Return an example from the schema, as `, such as 2021-08-24T07:30:00Z`."""
    examples = [example for example in schema.get("examples", ()) if not isinstance(example, (dict, list))]
    return f", such as {_written(examples[0])}" if examples else ""


def _example(schema: Mapping[str, Any], key: str) -> str:
    """Return an example of the field `key`."""
    example = _written(schema.get("properties", {}).get(key, {}).get("examples", ["…"])[0])
    return example if len(example) <= 25 else "…"  # a long one reads as if it were asked for


def _written(example: object) -> str:
    """Return an example as YAML writes it: `true`, not True."""
    return str(example).lower() if isinstance(example, bool) else str(example)


def _at(document: YamlDocument, path: KeyPath, rule: str, message: str, fix: str) -> Diagnostic:
    return placed(Diagnostic(rule, message, fix), document, path)
