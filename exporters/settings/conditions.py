"""Read `where`: the conditions that the articles of a feed satisfy."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from math import isfinite
from typing import Any, Final, NamedTuple

from exporters.diagnostics.diagnostic import Diagnostic, quote_value
from exporters.model import moment
from exporters.settings import rules
from exporters.settings.problem_collector import ProblemCollector
from exporters.settings.values import Condition
from exporters.yamldoc.positions import KeyPath


class FieldKind(NamedTuple):
    """The type of a field, as messages call it, and the operators that it has."""

    name: str
    operators: tuple[str, ...]
    example: str  # a condition


TEXT: Final = FieldKind("text", ("any", "not", "text", "has"), "AI")
NUMBER: Final = FieldKind("a number", ("any", "not", "min", "max", "has"), "{min: 50}")
MOMENT: Final = FieldKind("a date", ("after", "before"), "{after: 2021-08-24}")
PRESENCE: Final = FieldKind("present or not", ("has",), "{has: true}")
ANYTHING: Final = FieldKind("anything", ("any", "not", "min", "max", "after", "before", "text", "has"), "yes")
OPERATORS: Final = ANYTHING.operators
EXTRA: Final = "extra."  # prefix of a key of the front matter without a field in the model

FIELDS: Final[Mapping[str, FieldKind]] = {
    **dict.fromkeys(("topics", "authors", "category", "type", "provider", "provider.name", "provider.domain"), TEXT),
    **dict.fromkeys(("title", "summary", "content", "id", "url", "original_url", "amp_url", "amp_cdn_url"), TEXT),
    **dict.fromkeys(("quality", "heat"), NUMBER),
    **dict.fromkeys(("published", "updated"), MOMENT),
    **dict.fromkeys(("images", "related"), PRESENCE),
}
_FRONT_MATTER: Final = {  # keys of our articles: the field of the model; `extra` never holds them
    **{key: key for key in "id title type category topics provider images related quality heat published".split()},
    "publishedDateTime": "published",
    "updatedDateTime": "updated",
    "webUrl": "url",
    "originalUrl": "original_url",
    "ampWebUrl": "amp_url",
    "cdnAmpWebUrl": "amp_cdn_url",
    "excerpt": "summary",
    "featuredContent": "content",
    "provider.authors": "authors",
}
_OTHER_NAMES: Final = {  # names in other programs and formats
    **dict.fromkeys(("date", "datePublished"), "published"),
    **dict.fromkeys(("lastmod", "dateModified"), "updated"),
    **dict.fromkeys(("link", "permalink"), "url"),
    **dict.fromkeys(("body", "content_html"), "content"),
    **dict.fromkeys(("author", "authors.name"), "authors"),
    **dict.fromkeys(("topic", "tag", "tags"), "topics"),
    "description": "summary",
    "categories": "category",
    "image": "images",
}
_UNSUPPORTED: Final = {  # keys of our articles without a field to select by, and why
    "enclosures": "feeds do not depend on files",
    "draft": "only --drafts exports drafts",
    "removed": "withdrawn articles are never exported",
    "secured": "it is private and never read",
}


def field_kind(problems: ProblemCollector, field: str) -> FieldKind | Diagnostic:
    """Return the type of `field`, or the problem if articles have no such field."""
    if field in FIELDS:
        return FIELDS[field]
    if field in ("extra", EXTRA):
        fix = "write extra. and a key of the front matter, such as extra.series"
        return Diagnostic("condition-field", "extra has no key", fix)
    key = field.removeprefix(EXTRA)
    if key in _UNSUPPORTED:
        return Diagnostic("condition-field", f"{key} is not a field to select by", f"remove it: {_UNSUPPORTED[key]}")
    name = _FRONT_MATTER.get(key) or (_FRONT_MATTER.get(key.partition(".")[0]) if key != field else None)
    if key != field and name is None:
        return ANYTHING
    name = name or _OTHER_NAMES.get(key)
    fix = f"write {name}" if name else problems.suggest(field, (*FIELDS, "extra.KEY"))
    return Diagnostic("condition-field", f"{quote_value(field)} is not a field of articles", fix)


MOST: Final = 50  # fields of one feed: the model has about twenty, and an author may add keys
MOST_VALUES: Final = 1000  # in the list of one condition

Scalar = str | int | float | bool
_DATE: Final = "a date, such as 2021-08-24"


def read(problems: ProblemCollector, path: KeyPath, value: Any, zone: tzinfo) -> tuple[Condition, ...]:
    """Return the conditions in `value`, which is at `path`. Add problems. Dates without zone are in `zone`."""
    if not isinstance(value, dict):
        return ()  # the schema says so
    if not value:
        problems.add(path, _empty_problem("topics: AI"))
    if len(value) > MOST:
        problems.add(
            path, Diagnostic("value-wrong", f"{len(value):,} fields, more than {MOST}", "write fewer conditions")
        )
        return ()
    conditions = []
    for field, expression in value.items():
        kind = field_kind(problems, field)
        if isinstance(kind, Diagnostic):
            problems.add((*path, field), kind)
        else:
            conditions.append(_ConditionReader(problems, (*path, field), field, kind, zone).condition(expression))
    return tuple(conditions)


class _ConditionReader(NamedTuple):
    """Reads the condition of one field."""

    problems: ProblemCollector
    path: KeyPath
    field: str
    kind: FieldKind
    zone: tzinfo

    def condition(self, expression: Any) -> Condition:
        """Return the condition in `expression`: one value, a list of values, or operators. Add problems."""
        if not isinstance(expression, dict):
            if "any" not in self.kind.operators:
                message = f"{self.field} without {' or '.join(self.kind.operators)}"
                self.problems.add(self.path, Diagnostic("condition-operator", message, f"write {self.kind.example}"))
                return Condition(field=self.field)
            return Condition(field=self.field, any_of=self.scalars(self.path, expression, self.kind))
        if not expression:
            self.problems.add(self.path, _empty_problem(f"{self.kind.operators[0]}: …"))
        operators = {name: expression[name] for name in expression if self.accepts(name)}
        condition = Condition(
            field=self.field,
            any_of=self.scalars((*self.path, "any"), operators["any"], self.kind) if "any" in operators else (),
            none_of=self.scalars((*self.path, "not"), operators["not"], self.kind) if "not" in operators else (),
            text=self.texts((*self.path, "text"), operators["text"]) if "text" in operators else (),
            least=self.number("min", operators),
            most=self.number("max", operators),
            after=self.moment("after", operators),
            before=self.moment("before", operators),
            has=self.flag(operators),
        )
        self.check_range(condition)
        return condition

    def accepts(self, operator: str) -> bool:
        """Return whether the field has `operator`; add a problem if not."""
        if operator in self.kind.operators:
            return True
        operators = ", ".join(self.kind.operators)
        if operator in OPERATORS:
            message = f"{operator} does not fit {self.field} ({self.kind.name})"
            problem = Diagnostic("condition-operator", message, f"write {operators}")
        else:
            problem = Diagnostic("key-unknown", "unknown key", self.problems.suggest(operator, self.kind.operators))
        self.problems.add((*self.path, operator), problem)
        return False

    def scalars(self, path: KeyPath, value: Any, kind: FieldKind) -> tuple[Scalar, ...]:
        """Return the one value or the list of values in `value`. Add problems."""
        if value == []:
            self.problems.add(path, _empty_problem(f"[{'5' if kind is NUMBER else 'AI'}]"))
        if isinstance(value, list) and len(value) > MOST_VALUES:
            message = f"{len(value):,} values, more than {MOST_VALUES:,}"
            self.problems.add(path, Diagnostic("value-wrong", message, "write fewer"))
            return ()
        values = [((*path, at), each) for at, each in enumerate(value)] if isinstance(value, list) else [(path, value)]
        scalars = [self.scalar(at, each, kind) for at, each in values]
        return tuple(each for each in scalars if each is not None)

    def texts(self, path: KeyPath, value: Any) -> tuple[str, ...]:
        """Return the one text or the list of texts in `value`, whatever the type of the field. Add problems."""
        return tuple(map(str, self.scalars(path, value, FieldKind("text", (), ""))))

    def scalar(self, path: KeyPath, value: Any, kind: FieldKind) -> Scalar | None:
        """Return `value` as a value of a field of `kind`; None with a problem if it is not one."""
        if kind is NUMBER:
            return self.checked_number(path, value)
        if not isinstance(value, (str, int, float, bool)):
            return self.reject(path, value, "text" if kind is not ANYTHING else "text, a number, true or false")
        if kind is ANYTHING and not isinstance(value, str):
            return value if isfinite(value) else self.reject(path, value, "a number")
        text = rules.tidy(self.problems.source_text(path, value))
        if problem := rules.text(text) or (None if text else _empty_problem("a word")):
            self.problems.add(path, problem)
            return None
        return text

    def number(self, operator: str, operators: dict[str, Any]) -> int | float | None:
        """Return the number of `operator`, which is a bound; None if there is none. Add problems."""
        return self.checked_number((*self.path, operator), operators[operator]) if operator in operators else None

    def checked_number(self, path: KeyPath, value: Any) -> int | float | None:
        """Return `value` if it is a finite number; else None with a problem. Booleans are not numbers."""
        if isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value):
            return value
        return self.reject(path, value, "a number")

    def moment(self, operator: str, operators: dict[str, Any]) -> datetime | None:
        """Return the moment of `operator` in UTC; None if there is none. A date is its first moment. Add problems."""
        if operator not in operators:
            return None
        path, value = (*self.path, operator), operators[operator]
        if not isinstance(value, str):
            return self.reject(path, value, _DATE)
        try:
            return moment.parse(value, self.zone)
        except moment.UnreadableMomentError as error:
            self.problems.add(path, Diagnostic(error.rule, f"{quote_value(value)} is {error}", f"write {_DATE}"))
            return None

    def flag(self, operators: dict[str, Any]) -> bool | None:
        """Return whether the field must be present; None if `has` is missing. Add problems."""
        value = operators.get("has")
        if "has" not in operators or isinstance(value, bool):
            return value
        return self.reject((*self.path, "has"), value, "true or false")

    def check_range(self, condition: Condition) -> None:
        """Add a problem for bounds that no value satisfies."""
        if condition.least is not None and condition.most is not None and condition.least > condition.most:
            message = f"min {condition.least} is more than max {condition.most}"
            self.problems.add(
                (*self.path, "min"), Diagnostic("condition-range", message, "write the smaller one as min")
            )
        if condition.after is not None and condition.before is not None and condition.after >= condition.before:
            message = (
                f"after {moment.rfc3339(condition.after)} is not earlier than before {moment.rfc3339(condition.before)}"
            )
            self.problems.add(
                (*self.path, "after"), Diagnostic("condition-range", message, "write the earlier one as after")
            )

    def reject(self, path: KeyPath, value: Any, expected: str) -> None:
        """Add the problem that `value` is not of the type `expected`."""
        self.problems.add(path, Diagnostic("type-wrong", self.problems.describe(path, value), f"write {expected}"))


def _empty_problem(fix: str) -> Diagnostic:
    return Diagnostic("settings-empty", "empty", f"write {fix}, or remove the key")
