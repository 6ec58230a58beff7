"""Paths of Hugo's content files: section, name, language. Spec: gohugo.io/content-management/multilingual."""

from exporters.settings.source_site import SourceSite


def content(site: SourceSite) -> str:
    """The folder of the content."""
    return str(site.setting("contentdir") or "content").strip("/")


def path_below(path: str, site: SourceSite) -> str:
    """The path below the folder of the content, or of that of a language; "" for a file elsewhere."""
    folders = [content(site), *_folders(site).values()]
    found = max((each for each in folders if path.startswith(f"{each}/")), key=len, default="")
    return path[len(found) + 1 :] if found else ""


def default_language(site: SourceSite) -> str:
    """The language of files that name none."""
    return str(site.setting("defaultcontentlanguage") or "en").lower()


def split_name(name: str, site: SourceSite) -> tuple[str, str]:
    """The name of a file without suffix and language, and its language: `post.de.md` is `post` in `de`."""
    stem = name.rpartition(".")[0]
    begin, dot, end = stem.rpartition(".")
    return (begin, end.lower()) if dot and end.lower() in _languages(site) else (stem, "")


def language_of(path: str, site: SourceSite) -> str:
    """The language of a file: by its name, else by its folder, else the default one."""
    named = split_name(path.rpartition("/")[2], site)[1]
    by_folder = (language for language, folder in _folders(site).items() if path.startswith(f"{folder}/"))
    return named or next(by_folder, "") or default_language(site)


def _languages(site: SourceSite) -> dict[str, object]:
    found = site.setting("languages")
    return {str(key).lower(): value for key, value in found.items()} if isinstance(found, dict) else {}


def _folders(site: SourceSite) -> dict[str, str]:
    """The folders of languages that have their own."""
    found = {}
    for language, value in _languages(site).items():
        own = (
            next((each for key, each in value.items() if key.lower() == "contentdir"), None)
            if isinstance(value, dict)
            else None
        )
        if isinstance(own, str):
            found[language] = own.strip("/")
    return found
