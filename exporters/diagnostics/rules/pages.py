"""What is wrong with the templates of the pages."""

from typing import Final

from exporters.diagnostics.rules.rule import Rule, error

PAGES: Final[dict[str, Rule]] = {
    "template-broken": error(
        "template that can't be used",
        (
            "A template of `pages.templates` is no file that can be read, no valid Jinja2 or not UTF-8, names a"
            " variable or a template that does not exist, does what templates may not, or would work for too long."
            " Nothing was published."
        ),
        "Correct the line; docs/pages.md lists what each template sees.",
    ),
    "templates-missing": error(
        "folder of templates that does not exist",
        "There is no folder where `pages.templates` points to.",
        "Correct the path, which is relative to the settings file, or leave it out.",
    ),
}
