"""Reads `where`: which articles a feed takes."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from math import isfinite
from typing import Any, Final, NamedTuple

from exporters.diagnostics.diagnostic import Diagnostic, shown
from exporters.model import moment
from exporters.settings import rules
from exporters.settings.problem_collector import ProblemCollector
from exporters.settings.values import Condition
from exporters.yamldoc.positions import KeyPath


class FieldKind(NamedTuple):
    """What a field holds, as messages call it, and the words that ask for it."""

    name: str
    operators: tuple[str, ...]
    example: str  # a condition


TEXT: Final = FieldKind("text", ("any", "not", "text", "has"), "AI")
NUMBER: Final = FieldKind("a number", ("any", "not", "min", "max", "has"), "{min: 50}")
MOMENT: Final = FieldKind("a date", ("after", "before"), "{after: 2021-08-24}")
PRESENCE: Final = FieldKind("present or not", ("has",), "{has: true}")
ANYTHING: Final = FieldKind("anything", ("any", "not", "min", "max", "after", "before", "text", "has"), "yes")
OPERATORS: Final = ANYTHING.operators
EXTRA: Final = "extra."  # before a key of the front matter that the model has no field for

FIELDS: Final[Mapping[str, FieldKind]] = {
    **dict.fromkeys(("topics", "authors", "category", "type", "provider", "provider.name", "provider.domain"), TEXT),
    **dict.fromkeys(("title", "summary", "content", "id", "url", "original_url", "amp_url", "amp_cdn_url"), TEXT),
    **dict.fromkeys(("quality", "heat"), NUMBER),
    **dict.fromkeys(("published", "updated"), MOMENT),
    **dict.fromkeys(("images", "related"), PRESENCE),
}
_FRONT_MATTER: Final = {  # keys of our articles: the field of the model, which is what `extra` never holds
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
_ELSEWHERE: Final = {  # what other programs and formats call them
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
_NEVER: Final = {  # keys of our articles that no feed goes by
    "enclosures": "feeds do not depend on files",
    "draft": "only --drafts exports drafts",
    "removed": "withdrawn articles are never exported",
    "secured": "it is private and never read",
}


def kind_of(problems: ProblemCollector, field: str) -> FieldKind | Diagnostic:
    """What `field` holds, or why there is no such field."""
    if field in FIELDS:
        return FIELDS[field]
    if field in ("extra", EXTRA):
        right = "write extra. and a key of the front matter, such as extra.series"
        return Diagnostic("condition-field", "extra has no key", right)
    key = field.removeprefix(EXTRA)
    if key in _NEVER:
        return Diagnostic("condition-field", f"{key} is not a field to select by", f"remove it: {_NEVER[key]}")
    meant = _FRONT_MATTER.get(key) or (_FRONT_MATTER.get(key.partition(".")[0]) if key != field else None)
    if key != field and meant is None:
        return ANYTHING
    meant = meant or _ELSEWHERE.get(key)
    right = f"write {meant}" if meant else problems.near(field, (*FIELDS, "extra.KEY"))
    return Diagnostic("condition-field", f"{shown(field)} is not a field of articles", right)


MOST: Final = 50  # fields of one feed: there are about twenty, and keys of one's own
MOST_VALUES: Final = 1000  # that a condition lists

Scalar = str | int | float | bool
_DATE: Final = "a date, such as 2021-08-24"


def read(problems: ProblemCollector, path: KeyPath, value: Any, zone: tzinfo) -> tuple[Condition, ...]:
    """The conditions in `value`, which stands at `path`. Add what is wrong. Dates without zone are of `zone`."""
    if not isinstance(value, dict):
        return ()  # the schema says so
    if not value:
        problems.add(path, _empty("topics: AI"))
    if len(value) > MOST:
        problems.add(
            path, Diagnostic("value-wrong", f"{len(value):,} fields, more than {MOST}", "write fewer conditions")
        )
        return ()
    made = []
    for field, wanted in value.items():
        kind = kind_of(problems, field)
        if isinstance(kind, Diagnostic):
            problems.add((*path, field), kind)
        else:
            made.append(_Field(problems, (*path, field), field, kind, zone).condition(wanted))
    return tuple(made)


class _Field(NamedTuple):
    """A field that something is asked of, and where."""

    problems: ProblemCollector
    path: KeyPath
    field: str
    kind: FieldKind
    zone: tzinfo

    def condition(self, wanted: Any) -> Condition:
        """What is `wanted` of it: one value, a list of them, or operators."""
        if not isinstance(wanted, dict):
            if "any" not in self.kind.operators:
                seen = f"{self.field} without {' or '.join(self.kind.operators)}"
                self.problems.add(self.path, Diagnostic("condition-operator", seen, f"write {self.kind.example}"))
                return Condition(field=self.field)
            return Condition(field=self.field, any_of=self.scalars(self.path, wanted, self.kind))
        if not wanted:
            self.problems.add(self.path, _empty(f"{self.kind.operators[0]}: …"))
        known = {name: wanted[name] for name in wanted if self.is_known(name)}
        made = Condition(
            field=self.field,
            any_of=self.scalars((*self.path, "any"), known["any"], self.kind) if "any" in known else (),
            none_of=self.scalars((*self.path, "not"), known["not"], self.kind) if "not" in known else (),
            text=self.texts((*self.path, "text"), known["text"]) if "text" in known else (),
            least=self.number("min", known),
            most=self.number("max", known),
            after=self.moment("after", known),
            before=self.moment("before", known),
            has=self.flag(known),
        )
        self.check_range(made)
        return made

    def is_known(self, operator: str) -> bool:
        """Whether `operator` may be asked of this field; else add that it may not."""
        if operator in self.kind.operators:
            return True
        here = ", ".join(self.kind.operators)
        if operator in OPERATORS:
            seen = f"{operator} does not fit {self.field} ({self.kind.name})"
            wrong = Diagnostic("condition-operator", seen, f"write {here}")
        else:
            wrong = Diagnostic("key-unknown", "unknown key", self.problems.near(operator, self.kind.operators))
        self.problems.add((*self.path, operator), wrong)
        return False

    def scalars(self, path: KeyPath, value: Any, kind: FieldKind) -> tuple[Scalar, ...]:
        """One value or several."""
        if value == []:
            self.problems.add(path, _empty(f"[{'5' if kind is NUMBER else 'AI'}]"))
        if isinstance(value, list) and len(value) > MOST_VALUES:
            seen = f"{len(value):,} values, more than {MOST_VALUES:,}"
            self.problems.add(path, Diagnostic("value-wrong", seen, "write fewer"))
            return ()
        many = [((*path, at), each) for at, each in enumerate(value)] if isinstance(value, list) else [(path, value)]
        found = [self.scalar(at, each, kind) for at, each in many]
        return tuple(each for each in found if each is not None)

    def texts(self, path: KeyPath, value: Any) -> tuple[str, ...]:
        """One text or several, whatever the kind of the field."""
        return tuple(map(str, self.scalars(path, value, FieldKind("text", (), ""))))

    def scalar(self, path: KeyPath, value: Any, kind: FieldKind) -> Scalar | None:
        """A value that a field of `kind` may have."""
        if kind is NUMBER:
            return self.checked_number(path, value)
        if not isinstance(value, (str, int, float, bool)):
            return self.refused(path, value, "text" if kind is not ANYTHING else "text, a number, true or false")
        if kind is ANYTHING and not isinstance(value, str):
            return value if isfinite(value) else self.refused(path, value, "a number")
        text = rules.tidy(self.problems.written(path, value))
        if wrong := rules.text(text) or (None if text else _empty("a word")):
            self.problems.add(path, wrong)
            return None
        return text

    def number(self, operator: str, known: dict[str, Any]) -> int | float | None:
        """A bound."""
        return self.checked_number((*self.path, operator), known[operator]) if operator in known else None

    def checked_number(self, path: KeyPath, value: Any) -> int | float | None:
        """A number; true and false are none."""
        if isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value):
            return value
        return self.refused(path, value, "a number")

    def moment(self, operator: str, known: dict[str, Any]) -> datetime | None:
        """A moment; a date alone is its first one."""
        if operator not in known:
            return None
        path, value = (*self.path, operator), known[operator]
        if not isinstance(value, str):
            return self.refused(path, value, _DATE)
        try:
            return moment.parse(value, self.zone)
        except moment.UnreadableMomentError as error:
            self.problems.add(path, Diagnostic(error.rule, f"{shown(value)} is {error}", f"write {_DATE}"))
            return None

    def flag(self, known: dict[str, Any]) -> bool | None:
        """Whether the field is to be there."""
        value = known.get("has")
        if "has" not in known or isinstance(value, bool):
            return value
        return self.refused((*self.path, "has"), value, "true or false")

    def check_range(self, made: Condition) -> None:
        """Bounds that leave nothing between them."""
        if made.least is not None and made.most is not None and made.least > made.most:
            seen = f"min {made.least} is more than max {made.most}"
            self.problems.add((*self.path, "min"), Diagnostic("condition-range", seen, "write the smaller one as min"))
        if made.after is not None and made.before is not None and made.after >= made.before:
            seen = f"after {moment.rfc3339(made.after)} is not earlier than before {moment.rfc3339(made.before)}"
            self.problems.add(
                (*self.path, "after"), Diagnostic("condition-range", seen, "write the earlier one as after")
            )

    def refused(self, path: KeyPath, value: Any, wanted: str) -> None:
        """Report that `value` is not what is `wanted`."""
        self.problems.add(path, Diagnostic("type-wrong", self.problems.named(path, value), f"write {wanted}"))


def _empty(right: str) -> Diagnostic:
    return Diagnostic("settings-empty", "empty", f"write {right}, or remove the key")
