"""Parse a command line of --changed, in which file names may begin with a dash."""

import os
from collections.abc import Mapping, Sequence
from typing import Final

import click

END: Final = "--"  # of the flags


class ChangedFilesCommand(click.Command):
    """A command that takes the names of changed files with `--changed`, also those that look like flags."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; with `--changed`, a word that names a file is that file."""
        options = [each for each in self.params if isinstance(each, click.Option)]
        if any(each.name == "changed" and set(each.opts) & set(args) for each in options):
            args = put_files_last(args, {name: not each.is_flag for each in options for name in each.opts})
        return super().parse_args(ctx, args)


def put_files_last(words: Sequence[str], flags: Mapping[str, bool]) -> list[str]:
    """Return the flags among `words`, then `--`, then the file names.

    If no file is called `--`, that word ends the flags. Otherwise, or without it, a word that names a file is that
    file, so that nobody who adds a file to a repository adds a flag. `flags` says of each flag if it takes a value;
    such a value is no file. A word that is both a flag and a file is

    - the flag, if it takes no value: no article has such a name;
    - the flag, if it takes a value and occurs again: the flags stand before the files, and each file comes once;
    - the file otherwise.
    """
    if END in words and not os.path.lexists(END):
        return list(words)
    flag_words, files = list[str](), list[str]()
    value_at = -1
    for at, word in enumerate(words):
        if word == END and at != value_at:
            files += words[at:]
            break
        if at == value_at:
            flag_words.append(word)
        elif not word.startswith("-") or _is_file(word, words[at + 1 :], flags):
            files.append(word)
        else:
            flag_words.append(word)
            value_at = at + 1 if flags.get(word) else -1
    return [*flag_words, END, *files]


def _is_file(word: str, rest: Sequence[str], flags: Mapping[str, bool]) -> bool:
    if not os.path.lexists(word):
        return False
    return word not in flags or (flags[word] and word not in rest)
