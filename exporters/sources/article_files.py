"""ArticleFiles: the files that links and pictures of one article lead to. It keeps what it was asked for the cache."""

import os
from collections.abc import Iterable
from functools import cached_property
from typing import Final
from urllib.parse import quote, urljoin

from exporters.bodies.context import LinkAnswer
from exporters.settings.source_site import SourceSite
from exporters.sources.dialects import registry
from exporters.sources.dialects.file_rules import FileRules, page_folder
from exporters.sources.link_targets import LinkTargets
from exporters.sources.source_files import SourceFiles, is_file, problem_of, unlisted
from exporters.store.links import Asked, LinkFact, LinkTarget

_SAFE: Final = "!$&'()*+,;=:@/-._~"  # of a path. Spec: RFC 3986 §3.3
_ABSENT: Final = ("missing", "outside")


class ArticleFiles:
    """Finds files for the links of one article. Spec: the protocols of `exporters.bodies.context`."""

    def __init__(self, targets: LinkTargets, path: str, home: str) -> None:
        """`path` is that of the file of the article, absolute; `home` the address of the home page."""
        self.targets = targets
        self._files = targets.files
        self._path = path
        self._home = home
        self._asked: dict[tuple[Asked, str], LinkFact] = {}
        self._is_draft, self._opens = False, 0

    def begin(self, *, is_draft: bool, opens: int) -> None:
        """Take what the article is: in a draft, a link to a draft is right, as is one to what is public before it."""
        self._is_draft, self._opens = is_draft, opens

    @cached_property
    def _folder(self) -> str:
        return os.path.dirname(self._path)  # noqa: PTH120 - paths are texts here

    @property
    def facts(self) -> tuple[LinkFact, ...]:
        """What was asked, with the answers."""
        return tuple(self._asked.values())

    def by_path(self, path: str) -> str | None:
        """Return the permalink of the article in the file at `path`."""
        return self.article(path).url

    def by_name(self, name: str) -> str | None:
        """Return the permalink of the one article whose file is called `name`; one of the same folder wins."""
        found = self._named(name)
        return _answer(self._look_for(found)).url if found else None

    def article(self, path: str) -> LinkAnswer:
        """Return where a link to the article in the file at `path` leads."""
        fact = LinkFact("article", "", LinkTarget("outside"), "outside")
        for place in self._places(path):
            found = self._look_for(place)
            if found.problem not in _ABSENT:
                return _answer(found)
            fact = fact if fact.problem == "missing" else found
        if self._rules.is_vault and (near := self._named(path)):
            return _answer(self._look_for(near))
        is_elsewhere = path.startswith("/") and self._site is None  # the folder is not known to be that of the site
        return LinkAnswer(None) if is_elsewhere else _answer(fact)

    def picture(self, path: str, page: str) -> LinkAnswer:
        """Return the address of the file at `path` for the article at the permalink `page`."""
        rules, stem = self._rules, self._path.rpartition(".")[0]
        places = self._places(path)
        if rules.has_asset_folders and not path.startswith("/"):
            places += self._places(f"{os.path.basename(stem)}/{path}")  # noqa: PTH119 - as above
        found = next(filter(self._has_file, places), None) or (self._attachment(path) if rules.is_vault else "")
        if not found:
            return LinkAnswer(None)
        if rules.renames and not self._published(found):
            return LinkAnswer(None, "renamed")
        if beside := self._beside(found, stem):
            return LinkAnswer(urljoin(page_folder(page, strips_html=rules.strips_html), _quote_path(beside)))
        if below := self._published(found):
            return LinkAnswer(self._home + _quote_path(below))
        return LinkAnswer(None, "unpublished" if rules.is_complete else None)

    @cached_property
    def _site(self) -> SourceSite | None:
        return self._files.site_of(self._path)

    @cached_property
    def _rules(self) -> FileRules:
        return registry.find(self._site.dialect).file_rules(self._site) if self._site else FileRules()

    @cached_property
    def _root(self) -> str:
        return self._files.root(self._path)

    def _places(self, path: str) -> list[str]:
        """The absolute paths that a path in the article may mean, the likeliest first."""
        if "\0" in path:
            return []
        folders = [self._folder]
        if path.startswith("/"):
            folders = [self._root, f"{self._root}{os.sep}{self._content}"] if self._site else [self._root]
        elif self._rules.is_vault:
            folders.append(self._root)
        return list(dict.fromkeys(os.path.normpath(f"{folder}{os.sep}{path.lstrip('/')}") for folder in folders))

    @cached_property
    def _content(self) -> str:
        """The folder of the articles, below that of the site."""
        if self._site is None:
            return ""
        path = self._site.within(self._path)
        below = registry.find(self._site.dialect).below(path, self._site)
        return path.removesuffix(below) if path.endswith(below) else ""

    def _look_for(self, path: str) -> LinkFact:
        """What a link to the file at the absolute `path` leads to."""
        name = self._files.key(path)
        fact = self._asked.get(("article", name))
        if fact is not None:
            return fact
        if self._files.listed(path) is None:
            target = unlisted(path, self._root)
            fact = LinkFact("article", name, target, problem_of(target))
        else:
            target, stamp, digest = self.targets.target(path)
            problem = self._files.problem(target, path, opens=self._opens, is_draft=self._is_draft)
            fact = LinkFact("article", name, target if self._is_draft else target.public, problem, stamp, digest)
        if fact.problem != "outside":
            self._asked["article", name] = fact
        return fact

    def _named(self, name: str) -> str:
        """The path of the one file that is called `name`, "" where there is none, or several are equally near."""
        paths = self._files.named(name)
        self._asked["name", name] = LinkFact("name", name, names=name_keys(self._files, paths))
        near = [each for each in paths if os.path.dirname(each) == self._folder]  # noqa: PTH120 - as above
        found = near or paths
        return found[0] if len(found) == 1 else ""

    def _attachment(self, name: str) -> str:
        """The path of the one file of the vault that is called `name`, "" where there is none, or several are."""
        paths = self._files.attachments(name, self._path)
        self._asked["attachment", name] = LinkFact("attachment", name, names=name_keys(self._files, paths))
        return paths[0] if len(paths) == 1 else ""

    def _has_file(self, path: str) -> bool:
        if not path.startswith(self._root.rstrip(os.sep) + os.sep):
            return False
        name = self._files.key(path)
        is_there = is_file(path, self._root)
        self._asked["file", name] = LinkFact("file", name, LinkTarget("file" if is_there else "missing"))
        return is_there

    def _beside(self, path: str, stem: str) -> str:
        """The path of a file from the folder of the page, where the generator puts it there; "" where it does not."""
        rules, folder, name = self._rules, *os.path.split(stem)
        if rules.has_asset_folders and path.startswith(f"{stem}{os.sep}"):
            return path[len(stem) + 1 :].replace(os.sep, "/")
        if rules.has_bundles and name.partition(".")[0] == "index" and path.startswith(f"{folder}{os.sep}"):
            return path[len(folder) + 1 :].replace(os.sep, "/")
        return ""

    def _published(self, path: str) -> str:
        """The path of a file below the home page, where the generator publishes it as it is; "" where it does not."""
        below = path[len(self._root.rstrip(os.sep)) + 1 :].replace(os.sep, "/")
        for folder, address in self._rules.folders:
            prefix = f"{folder}/" if folder else ""
            inside = below.removeprefix(prefix)
            is_hidden = self._rules.hides_underscores and any(each[:1] in ("_", ".") for each in inside.split("/"))
            if below.startswith(prefix) and not is_hidden:
                return f"{address}/{inside}".lstrip("/")
        return ""


def _quote_path(path: str) -> str:
    """The path as an address has it, bytes that are not UTF-8 too."""
    return quote(path, safe=_SAFE, errors="surrogateescape")


def name_keys(files: SourceFiles, paths: Iterable[str]) -> tuple[str, ...]:
    """What the cache keeps of the files that have a name."""
    return tuple(sorted(map(files.key, paths)))


def _answer(fact: LinkFact) -> LinkAnswer:
    return LinkAnswer(None, fact.problem) if fact.problem else LinkAnswer(fact.target.url)
