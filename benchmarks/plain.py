"""The plain script: what most people would write today, with the packages that one finds first.

It reads the front matter with PyYAML, validates it with jsonschema, makes RSS and Atom with feedgen, and JSON Feed and
CSV with the standard library: all articles, newest first.

python benchmarks/plain.py FOLDER OUT safe|c
"""

import csv
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml
from feedgen.feed import FeedGenerator
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

SCHEMA = Path(__file__).parent.parent / "schemas" / "article.schema.json"
SITE = "https://example.org/"
LOADERS: dict[str, Any] = {"safe": yaml.SafeLoader, "c": yaml.CSafeLoader}


def read(folder: Path, loader: Any) -> list[dict[str, Any]]:
    """The articles, newest first; raises ValidationError at the first that the schema refuses."""
    validator = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    markdown = MarkdownIt()
    articles = []
    for path in sorted(folder.rglob("*.md")):
        _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        article = yaml.load(front, Loader=loader)  # noqa: S506 -- both loaders are safe ones
        published = article["publishedDateTime"].replace(tzinfo=UTC)
        article["publishedDateTime"] = published.isoformat()
        validator.validate(article)
        articles.append({**article, "published": published, "body": markdown.render(body.strip())})
    return sorted(articles, key=lambda article: article["published"], reverse=True)


def generator(articles: list[dict[str, Any]]) -> FeedGenerator:
    """What RSS and Atom are made from."""
    feed = FeedGenerator()
    feed.id(SITE)
    feed.title("Example")
    feed.description("An example")
    feed.link(href=SITE, rel="alternate")
    feed.updated(articles[0]["published"] if articles else datetime(1990, 1, 1, tzinfo=UTC))
    for article in articles:
        entry = feed.add_entry(order="append")
        entry.id(article["webUrl"])
        entry.title(article["title"].strip())
        entry.link(href=article["webUrl"])
        entry.summary(article["excerpt"].strip())
        if article["body"]:
            entry.content(article["body"], type="html")
        entry.author(name=article["provider"]["name"])
        entry.published(article["published"])
        entry.updated(article["published"])
        for topic in article["topics"]:
            entry.category(term=topic)
    return feed


def item(article: dict[str, Any]) -> dict[str, Any]:
    """One item of JSON Feed."""
    return {
        "id": article["webUrl"],
        "url": article["webUrl"],
        "title": article["title"].strip(),
        "summary": article["excerpt"].strip(),
        **({"content_html": article["body"]} if article["body"] else {"content_text": article["excerpt"].strip()}),
        "date_published": article["publishedDateTime"],
        "authors": [{"name": article["provider"]["name"]}],
        "tags": article["topics"],
        "image": article["images"][0]["url"],
    }


def main(folder: Path, out: Path, loader: str) -> None:
    """Write the four feeds of the articles in `folder`."""
    articles = read(folder, LOADERS[loader])
    out.mkdir(parents=True, exist_ok=True)
    feed = generator(articles)
    feed.rss_file(str(out / "rss.xml"), pretty=True)
    feed.atom_file(str(out / "atom.xml"), pretty=True)
    top = {"version": "https://jsonfeed.org/version/1.1", "title": "Example", "home_page_url": SITE}
    with (out / "feed.json").open("w", encoding="utf-8") as file:
        json.dump({**top, "items": list(map(item, articles))}, file, ensure_ascii=False, indent=2)
    with (out / "feed.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "title", "summary", "published", "author", "topics"])
        for each in articles:
            row = [each["webUrl"], each["title"].strip(), each["excerpt"].strip(), each["publishedDateTime"]]
            writer.writerow([*row, each["provider"]["name"], "|".join(each["topics"])])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
