"""Environment: Jinja2 as pages need it, which blames a template for whatever it can't make of it."""

from typing import Any

from jinja2 import TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment


class PageEnvironment(ImmutableSandboxedEnvironment):
    """The sandbox. A template that Jinja2 or Python can't compile is a TemplateSyntaxError, whatever they raise."""

    def compile(self, source: Any, name: str | None = None, filename: str | None = None, **more: Any) -> Any:  # type: ignore[override]
        """The code of a template. Raises TemplateSyntaxError, with line 0 where the line is not known."""
        try:
            return super().compile(source, name, filename, **more)
        except TemplateSyntaxError:
            raise
        except Exception as error:
            raise TemplateSyntaxError(_said(error), 0, name, filename) from error


def encodable(value: object) -> object:
    """What a template puts out, unchanged. Raises ValueError where no page can hold it."""
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


def _said(error: Exception) -> str:
    """What a message says of an error that is none of Jinja2's."""
    if isinstance(error, (RecursionError, MemoryError)):
        return "nested too deeply"
    return error.msg if isinstance(error, SyntaxError) else str(error)  # its place is one in generated code
