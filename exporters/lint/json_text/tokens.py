"""Read the tokens of JSON text: texts, numbers and words, also those that people often write instead."""

import re
from dataclasses import dataclass, field
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any, Final, NoReturn

from exporters.diagnostics.diagnostic import quote_value
from exporters.lint.json_text.words import WRONG, SyntaxProblem, describe_string, describe_word

MOST_PROBLEMS: Final = 200  # that are reported of one text
_SPACE: Final = re.compile(r"[ \t\n\r]*+")
_OTHER_SPACE: Final = re.compile(r"[\s\ufeff]++")
_COMMENT: Final = re.compile(r"//[^\n]*+|/\*(?>(?:[^*]++|\*(?!/))*)\*/|#[^\n]*+")
_NUMBER: Final = re.compile(r"-?(?:0|[1-9]\d*+)(?:\.\d++)?(?:[eE][+-]?\d++)?(?![\w.+-])", re.ASCII)
_WORD: Final = re.compile(r"[\w.$+-]++")
_SINGLE: Final = re.compile(r"'(?>(?:[^'\\\n]++|\\.)*)'")
_STRING: Final = re.compile(r'"(?>(?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*)"')
_CURLY: Final = frozenset("\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb")
_LOOSE: Final = re.compile(r'"(?>(?:[^"\\]++|\\.)*)"', re.DOTALL)
_TOKENS: Final = frozenset('{}[]:,"')
_LITERALS: Final = {"true": True, "false": False, "null": None}
_MOST_DIGITS: Final = 400


class UnclearTextError(Exception):
    """What follows can't be understood."""


@dataclass(slots=True)
class JsonTokenReader:
    """Reads the token at an offset, and notes its problem. Raises UnclearTextError where no token begins."""

    text: str
    problems: list[SyntaxProblem] = field(default_factory=list)
    at: int = 0

    def string(self) -> str:
        """Return the text that begins here. Spec: RFC 8259 §7."""
        start = self.at
        if self.text[start] == "'":
            self.report("single quotes", 'write " around keys and texts')
            match = _SINGLE.match(self.text, start)
            if match is None:
                self.stop("a text in single quotes that does not end on its line", 'write " around it')
            self.at = match.end()
            return match[0][1:-1]
        if _STRING.match(self.text, start) is None:  # a JSONDecodeError would count all lines before it
            return self._strange_string(start)
        value, self.at = scanstring(self.text, start + 1, True)  # noqa: FBT003 - without control characters
        return str(value)

    def _strange_string(self, start: int) -> str:
        match = _LOOSE.match(self.text, start)
        if match is None:
            self.stop('a text without " at its end', 'write " where it ends')
        problem = describe_string(match[0], start)
        self.note(problem)
        if "\n" in match[0]:  # where it should end is a guess
            raise UnclearTextError
        self.at = match.end()
        return match[0][1:-1]

    def scalar(self) -> Any:
        """Return the number or the literal that begins here. Spec: RFC 8259 §3, §6."""
        start = self.at
        if number := _NUMBER.match(self.text, start):
            self.at = number.end()
            if self.at - start <= _MOST_DIGITS:
                return float(number[0]) if re.search("[.eE]", number[0]) else int(number[0])
            message, fix = f"a number of {self.at - start:,} digits", "shorten it: parsers keep about 17"
            self.note(SyntaxProblem(WRONG, message, fix, start, is_unread=True))
            return 0
        word = _WORD.match(self.text, start)
        if word is None:
            self._stop_at_sign("value")
        self.at = word.end()
        if word[0] in _LITERALS:
            return _LITERALS[word[0]]
        problem, value = describe_word(word[0], start)
        self.note(problem)
        return value

    def bare_key(self) -> str:
        """Return a key without quotation marks."""
        start = self.at
        word = _WORD.match(self.text, start)
        if word is None:
            self._stop_at_sign("key")
        self.report(f"the key {quote_value(word[0])} without quotation marks", f'write "{word[0][:60]}"')
        self.at = word.end()
        return word[0]

    def skip_space(self) -> None:
        """Go on to the next token."""
        while True:
            self.at = _SPACE.match(self.text, self.at).end()  # type: ignore[union-attr]
            if self.at == len(self.text) or self.text[self.at] in _TOKENS:
                return
            if comment := _COMMENT.match(self.text, self.at):
                self.report(f"the comment {quote_value(comment[0])}", "remove it: JSON has none")
                self.at = comment.end()
            elif space := _OTHER_SPACE.match(self.text, self.at):
                self.report(f"the white space {space[0][0]!a}", "write a plain space: JSON has no other")
                self.at = space.end()
            else:
                return

    def _stop_at_sign(self, due: str) -> NoReturn:
        sign = self.text[self.at]
        if sign in _CURLY:
            self.stop(f"the quotation mark {sign}", 'write "')
        self.stop(f"{quote_value(sign)} where a {due} is due", f"write a {due}")

    def report(self, message: str, fix: str, start: int = -1) -> None:
        """Note a problem at `start`, or here."""
        self.note(SyntaxProblem(WRONG, message, fix, self.at if start < 0 else start))

    def note(self, problem: SyntaxProblem) -> None:
        """Note a problem, as long as there are not too many."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(problem)

    def stop(self, message: str, fix: str) -> NoReturn:
        """Note a problem after which nothing can be understood."""
        self.report(message, fix)
        raise UnclearTextError
