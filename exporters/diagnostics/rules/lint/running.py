"""Rules about a run of `outfeed lint`: what is ignored, and what was known before."""

from typing import Final

from exporters.diagnostics.rules.rule import DiagnosticRule, note, our_docs, warning

LINT_RUN: Final[dict[str, DiagnosticRule]] = {
    "ignored-rule-unknown": warning(
        "a comment ignores a rule that does not exist",
        "A comment `outfeed: ignore` in the document, or `ignore` in its key `_outfeed`, names a rule that does not "
        "exist. What it should leave out is still reported.",
        "Write the name of a rule on this page, or remove it.",
        our_docs("lint", "Choose what counts", "choose-what-counts"),
    ),
    "baseline-stale": note(
        "findings of the baseline that are gone",
        "The baseline file has findings that the documents do not have any more. They would hide the same findings if "
        "these came back.",
        "Run the command again with `--write-baseline`.",
        our_docs("lint", "Old sins", "old-sins"),
    ),
}
