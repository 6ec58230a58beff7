"""Which rules judge a document of each format."""

from collections.abc import Callable
from typing import Final

from exporters.checks.finding import Finding
from exporters.lint.json_text.document import judge_json
from exporters.lint.recognition import DocumentFormat
from exporters.lint.rules.atom.judge import judge_atom
from exporters.lint.rules.atom.obsolete import judge_atom_03
from exporters.lint.rules.chapters.rules import chapters_findings
from exporters.lint.rules.csv.rules import judge_csv
from exporters.lint.rules.csvw.metadata import csvw_findings
from exporters.lint.rules.json_feed.rules import json_feed_findings
from exporters.lint.rules.opml.rules import judge_opml
from exporters.lint.rules.rss.judge import judge_rss
from exporters.lint.rules.sitemaps.rules import judge_sitemap
from exporters.lint.rules.sitemaps.text_lines import judge_text_sitemap
from exporters.lint.rules.xml.layer import with_xml_rules

Judge = Callable[[bytes], list[Finding]]


JUDGES: Final[dict[DocumentFormat, Judge]] = {
    DocumentFormat.RSS: with_xml_rules(judge_rss),
    DocumentFormat.RSS_1: with_xml_rules(judge_rss),
    DocumentFormat.ATOM: with_xml_rules(judge_atom),
    DocumentFormat.ATOM_03: with_xml_rules(judge_atom_03),
    DocumentFormat.JSON_FEED: lambda data: judge_json(data, json_feed_findings),
    DocumentFormat.CSV: judge_csv,
    DocumentFormat.CSVW: lambda data: judge_json(data, csvw_findings),
    DocumentFormat.SITEMAP: with_xml_rules(judge_sitemap),
    DocumentFormat.TEXT_SITEMAP: judge_text_sitemap,
    DocumentFormat.CHAPTERS: lambda data: judge_json(data, chapters_findings),
    DocumentFormat.OPML: with_xml_rules(judge_opml),
}
