"""The Jinja2 sandbox of pages, which reports every fault of a template as a TemplateSyntaxError or ValueError."""

from typing import Any

from jinja2 import TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment


class PageEnvironment(ImmutableSandboxedEnvironment):
    """The sandbox. A template that can't be compiled raises TemplateSyntaxError, whatever Jinja2 or Python raises."""

    def compile(self, source: Any, name: str | None = None, filename: str | None = None, **options: Any) -> Any:  # type: ignore[override]
        """Compile a template. Raises TemplateSyntaxError, with line 0 if the line is unknown."""
        try:
            return super().compile(source, name, filename, **options)
        except TemplateSyntaxError:
            raise
        except Exception as error:
            raise TemplateSyntaxError(_describe(error), 0, name, filename) from error


def encodable(value: object) -> object:
    """Return the output of a template unchanged. Raises ValueError if UTF-8 can't encode it."""
    if isinstance(value, str) and not _is_encodable(value):
        message = "half of a character, a lone surrogate, which UTF-8 can't hold"
        raise ValueError(message)
    return value


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _describe(error: Exception) -> str:
    """Return the message for an error that is not Jinja2's."""
    if isinstance(error, (RecursionError, MemoryError)):
        return "nested too deeply"
    return error.msg if isinstance(error, SyntaxError) else str(error)  # its position is in generated code
