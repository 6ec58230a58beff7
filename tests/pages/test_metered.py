"""The work of a template is bounded: none hangs or eats memory, and each stops at the same place every time."""

from pathlib import Path
from typing import Final

import pytest

from exporters.errors import UsageError
from exporters.pages.render import PageTemplates, _metered_environment
from tests.deadline import deadline
from tests.makers import article
from tests.pages.making import TEMPLATES, maker, many, pages, render, root, told

DOUBLED: Final = (
    "{% set ns = namespace(x=1, y=1) %}"
    "{% for i in range(40) %}{% set ns.x = (ns.x, ns.x) %}{% set ns.y = (ns.y, ns.y) %}{% endfor %}"
)
HUGE: Final = "{% set huge = 10 ** 10 %}"
LONG: Final = "{% set long = 'x' * 100000 %}"
ENDLESS: Final = {
    "loops": "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
    "loop of none": "{% for i in range(99) %}{% for j in range(99999) if false %}{% endfor %}{% endfor %}",
    "long body": "{% for i in range(99999) %}" + "x" * 100_000 + "{% endfor %}",
    "many statements": "{% for i in range(99999) %}" + "{% if i %}{% endif %}" * 500 + "{% endfor %}",
    "macro": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    "macro without end": "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    "caller": "{% macro m() %}{{ caller() }}{{ caller() }}{% endmacro %}"
    + "{% call m() %}" * 18
    + "{% endcall %}" * 18,
    "include": "{% include 'about.html' %}{% include 'about.html' %}",
    "import": "{% import 'about.html' as it %}",
    "block": "{% block a %}{{ self.a() }}{{ self.a() }}{% endblock %}",
    "loop within itself": DOUBLED
    + "{% for i in ns.x recursive %}{% if i is iterable %}{{ loop(i) }}{% endif %}{% endfor %}",
    "output": LONG + "{% for i in range(99999) %}{{ long }}{% endfor %}",
    "set block": "{% set x %}" + "x" * 100_000 + "{% endset %}{% for i in range(99999) %}{{ x }}{% endfor %}",
    "in a list": "{% set all = range(9999)|list %}{% for i in range(9999) %}{% if 'x' in all %}{% endif %}{% endfor %}",
    "slices": LONG + "{% for i in range(99999) %}{% set x = long[1:] %}{% endfor %}",
    "lazy filters": "{% for i in range(99) %}{{ range(99999)|map('upper')|list|length }}{% endfor %}",
    "work to get": "{{ [0 - 10 ** 12]|map('spend units')|list }}{% for i in range(99999) %}{{ i }}{% endfor %}",
    "multiplied text": HUGE + "{{ 'x' * huge }}",
    "multiplied list": HUGE + "{{ huge * [1] }}",
    "power": "{{ 2 ** (2 ** 40) }}",
    "numbers": "{% set ns = namespace(x=3) %}{% for i in range(60) %}{% set ns.x = ns.x * ns.x %}{% endfor %}",
    "doubled text": "{% set ns = namespace(x='x') %}{% for i in range(60) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
    "added lists": "{% set ns = namespace(x=[1]) %}{% for i in range(60) %}{% set ns.x = ns.x + ns.x %}{% endfor %}",
    "shown": DOUBLED + "{{ ns.x }}",
    "shown namespace": DOUBLED + "{{ ns }}",
    "compared": DOUBLED + "{{ ns.x == ns.y }}",
    "searched": DOUBLED + "{{ [ns.x].index(ns.y) }}",
    "key": DOUBLED + "{{ {ns.x: 1} }}",
    "looked up": DOUBLED + "{{ {1: 1}[ns.x] }}",
    "changed": DOUBLED + "{% for i in [ns.x, ns.y] %}{{ loop.changed(i) }}{% endfor %}",
    "sorted": DOUBLED + "{{ [ns.x, ns.y]|sort }}",
    "as JSON": DOUBLED + "{{ ns.x|tojson|length }}",
    "joined to text": DOUBLED + "{{ (ns.x ~ '')|length }}",
    "center": HUGE + "{{ 'x'|center(huge) }}",
    "center as a method": HUGE + "{{ 'x'.center(huge) }}",
    "center by name": HUGE + "{{ 'x'|attr('center')(huge) }}",
    "center of each": HUGE + "{{ ['x']|map('center', huge)|list }}",
    "center in a block": "{% filter center(10 ** 10) %}{% endfilter %}",
    "center of a constant": "{{ 'x'|center(10000000000) }}",
    "tabs": HUGE + "{{ '\t'.expandtabs(huge) }}",
    "bytes": HUGE + "{{ (1).to_bytes(huge, 'big') }}",
    "translated": LONG + "{{ long.translate({120: long}) }}",
    "percent": "{{ '%10000000000d' % 1 }}",
    "percent without end": "{{ ('%(' * 1000000) % 1 }}",
    "percent with an odd key": "{{ '%(a(b))30000000d' % {'a(b)': 1} }}",
    "calculated percent": HUGE + "{{ '%*d' % (huge, 1) }}",
    "format filter": "{{ '%.10000000000f'|format(1) }}",
    "format": "{{ '{:10000000000}'.format(1) }}",
    "format of markup": "{{ ('{:10000000000}'|safe).format(1) }}",
    "calculated format": HUGE + "{{ '{:{}}'.format(1, huge) }}",
    "indent": LONG + "{{ ('\n' * 10000)|indent(long) }}",
    "batch": HUGE + "{{ [1]|batch(huge, 1)|list }}",
    "slice": HUGE + "{{ [1]|slice(huge)|list }}",
    "round": HUGE + "{{ 1|round(huge, 'ceil') }}",
    "replace": LONG + "{{ long|replace('', long) }}",
    "replace as a method": LONG + "{{ long.replace('x', long) }}",
    "join": LONG + "{{ range(99999)|join(long) }}",
    "join as a method": LONG + "{{ long.join(long) }}",
    "sum": "{{ ([[1]] * 99999)|sum(start=[]) }}",
    "wordwrap": LONG + "{{ long|wordwrap(1) }}",
    "urlize": "{{ ('(' * 100000)|urlize }}",
    "striptags": "{{ ('<!---->' * 100000)|striptags }}",
    "deep expression": "{{ " + "(" * 20_000 + "1" + ")" * 20_000 + " }}",
    "long expression": "{{ " + "1 and " * 20_000 + "1 }}",
    "deep blocks": "{% if 1 %}" * 2_000 + "{% endif %}" * 2_000,
    "deep loops": "{% for i in [1] %}" * 30 + "{% endfor %}" * 30,
    "a long number": "{{ " + "9" * 5_000 + " }}",
    "many arguments": "{{ range(" + ",".join(f"a{n}=1" for n in range(40_000)) + ") }}",
    "many macros": "".join(f"{{% macro a{n}() %}}{{% endmacro %}}" for n in range(20_000)),
    "many blocks": "".join(f"{{% block a{n} %}}{{% endblock %}}" for n in range(25_000)),
    "half a character": "{{ '\\ud800' }}",
    "chance": "{{ [1, 2]|random }}",
    "words by chance": "{{ lipsum() }}",
}
RICH: Final = """\
{% extends "outfeed/root.html" %}
{% macro card(row) %}
<p>{{ row.name|upper|truncate(40) }} {{ "%05d" % row.count }} {{ "{:>9}".format(row.count) }}
{{ row.name|replace("T", "t")|center(80) }} {{ row.href ~ "?" ~ row.count }} {{ row.name[:5] * 3 }}
{% if row.count in (1, 2, 3) and row.name != "x" %}{{ row.name.split(" ")|join("-") }}{% endif %}</p>
{% endmacro %}
{% block main %}
{{ page.groups|map(attribute="title")|join(", ") }}
{% for group in page.groups %}
{{ group.rows|sum(attribute="count") }} {{ group.rows|selectattr("count")|list|length }}
{% for row in group.rows|sort(attribute="name") %}{{ card(row) }}{% endfor %}
{% for three in group.rows|batch(3) %}{% for row in three if row.count %}{{ loop.index }}{% endfor %}{% endfor %}
{% endfor %}
{{ super() }}
{% endblock %}
"""


def templates(folder: Path, **texts: str) -> PageTemplates:
    """Templates of a site: `about` is about.html."""
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return PageTemplates(folder)


class TestBounded:
    """What would take too long, or too much memory, is a broken template, told with its place."""

    @pytest.mark.parametrize("what", ENDLESS)
    def test_it_ends(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
        monkeypatch.chdir(tmp_path)

        with deadline(15), pytest.raises(UsageError) as caught:
            pages([root(article())], templates=templates(tmp_path, about=ENDLESS[what]))

        (told_,) = caught.value.diagnostics
        assert (told_.rule, told_.path) == ("template-broken", "about.html")
        assert len(told_.message) < 300
        assert told_.message != "MemoryError"

    @pytest.mark.parametrize("text", ["{{ '%*d' % (9, 1) }}", "{{ '{:{}}'.format(1, 9) }}"])
    def test_a_width_has_to_be_written(self, tmp_path: Path, text: str) -> None:
        with pytest.raises(UsageError, match="a width that is calculated"):
            pages([root(article())], templates=templates(tmp_path, about=text))

    def test_an_entry_is_bounded_too(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match="more work than a template may do"):
            pages([root(article())], templates=templates(tmp_path, entry=ENDLESS["loops"]))

    def test_what_was_compiled_before_does_not_matter(self, tmp_path: Path) -> None:
        own = templates(tmp_path, about="{{ 'x'|center(2000) }}{% for i in range(999) %}{{ i }}{% endfor %}")
        left = []
        for _ in range(2):
            pages([root(article())], templates=own)
            left.append(_metered_environment(own._sources).meter._left)

        assert left[0] == left[1]


class TestSameInEachRun:
    """Python tells of functions and of plain objects where they lie in memory, so no page shows them."""

    @pytest.mark.parametrize(
        "text",
        [
            "{{ joiner() }}",
            "{{ cycler(1) }}",
            "{{ page.title.upper }}",
            "{{ page.title.format }}",
            "{{ page.addresses|map('upper') }}",
            "{% block a %}{% endblock %}{{ self.a }}",
            "{{ [{1: (joiner(),)}] }}",
            "{{ joiner() ~ 1 }}",
            "{{ joiner()|upper }}",
            "{{ [joiner()]|join }}",
            "{{ '%s'|format(joiner()) }}",
            "{{ '%s' % joiner() }}",
            "{{ '{}'.format(joiner()) }}",
            "{{ ','.join([joiner()]|map('string')) }}",
            "{{ [1]|batch(2) }}",
            "{{ 'a'.join }}",
            "{{ ['a'.join] }}",
        ],
    )
    def test_what_differs_is_refused(self, tmp_path: Path, text: str) -> None:
        with pytest.raises(UsageError, match="has no text: "):
            pages([root(article())], templates=templates(tmp_path, about=text))

    @pytest.mark.parametrize(
        "text",
        [
            "{{ page.newest.now() }}",
            "{{ page.newest.today() }}",
            "{{ page.newest.utcnow() }}",
            "{{ page.newest.date().today() }}",
            "{{ page.newest.min.now() }}",
            "{{ page.newest|attr('now') }}",
            "{{ [page.newest]|map(attribute='now')|list }}",
            "{{ '{0.now}'.format(page.newest) }}",
            "{{ page.newest.astimezone() }}",
            "{{ page.newest.fromtimestamp(0) }}",
            "{{ page.newest.replace(tzinfo=none).timestamp() }}",
            "{{ page.newest.strftime('%Y %-5s') }}",
            "{{ '{:%s}'.format(page.newest) }}",
        ],
    )
    def test_what_depends_on_the_moment_or_the_machine_is_refused(self, tmp_path: Path, text: str) -> None:
        with pytest.raises(UsageError, match=r"depends on (the moment or )?the machine: "):
            pages([root(article())], templates=templates(tmp_path, about=text))

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("{{ page.title.upper }}", "a function has no text: call it with ()"),
            ("{{ page.addresses|map('upper') }}", "a generator has no text: make a list of it with |list"),
            ("{{ cycler(1) }}", "an object has no text: this is a cycler, so use what it has"),
            ("{{ [1]|random }}", "random and lipsum are not available: the same site gives the same pages"),
            ("{{ lipsum() }}", "random and lipsum are not available: the same site gives the same pages"),
            (
                "{% extends 'about.html' %}",
                "a template or a macro that uses itself without end; extend ours as outfeed/root.html",
            ),
            (
                "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
                "a template or a macro that uses itself without end; extend ours as outfeed/root.html",
            ),
        ],
    )
    def test_the_remedy_is_named(self, tmp_path: Path, text: str, said: str) -> None:
        with pytest.raises(UsageError) as caught:
            pages([root(article())], templates=templates(tmp_path, about=text))

        assert [each.message for each in caught.value.diagnostics] == [said]

    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("{% set c = cycler('a', 'b') %}{{ c.next() }}{{ c.next() }}{{ c.current }}{{ c.reset() }}", "abaNone"),
            ("{% set j = joiner('|') %}{{ j() }}x{{ j() }}y", "x|y"),
            ("{% for i in [1] %}{{ loop }}{{ loop.cycle('a') }}{% endfor %}", "&lt;LoopContext 1/1&gt;a"),
            ("{% if page.title.upper is callable and page.addresses|map('upper') is iterable %}yes{% endif %}", "yes"),
            ("{{ page.newest.strftime('%Y %%s') }} {{ page.newest.timestamp()|int > 1 }}", "2024 %s True"),
            ("{{ range(3) }}{{ page.newest.year }}{{ none }}{{ 1.5 }}", "range(0, 3)2024None1.5"),
        ],
    )
    def test_what_does_not_is_shown(self, tmp_path: Path, text: str, shown: str) -> None:
        made = pages([root(article())], templates=templates(tmp_path, about=f"[{text}]"))

        assert f"[{shown}]".encode() in made["index.html"]


class TestMany:
    """The pages of all feeds together have a bound, which does not depend on which process makes them."""

    WORK = "{% for i in range(70000) %}{% endfor %}"

    def test_a_page_of_many_has_a_smaller_share(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        few = templates(tmp_path, about=self.WORK)

        assert pages([root(article())], templates=few)
        with pytest.raises(UsageError) as caught:
            pages([root(article())], templates=PageTemplates(tmp_path, 10_000))

        (found,) = caught.value.diagnostics
        assert (found.rule, found.path, found.line) == ("template-broken", "about.html", 1)

    def test_its_entries_pay_out_of_it_too(self, tmp_path: Path) -> None:
        entry = "{% for i in range(5000) %}{% endfor %}"
        templates(tmp_path, entry=entry)

        assert pages([root(*many(20))], templates=PageTemplates(tmp_path, 1_000))
        with pytest.raises(UsageError):
            pages([root(*many(20))], templates=PageTemplates(tmp_path, 20_000))

    @pytest.mark.parametrize("work", [3000, 3200])  # what is left ends within our page, and within an entry
    def test_entries_that_leave_nothing_for_our_page_are_to_blame(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: int
    ) -> None:
        monkeypatch.chdir(tmp_path)
        templates(tmp_path, entry=f"{{% for i in range({work}) %}}{{% endfor %}}")

        with pytest.raises(UsageError) as caught:
            pages([root(*many(20))], templates=PageTemplates(tmp_path, 20_000))

        (found,) = caught.value.diagnostics
        assert (found.rule, found.path, found.line) == ("template-broken", "entry.html", 1)

    def test_ours_have_room_however_many_feeds_there_are(self) -> None:
        listing = [root(*many(25)), *(told(f"Topic {number}", *many(25)) for number in range(3))]

        assert pages(listing, templates=PageTemplates(None, 1_000_000)) == pages(listing, templates=TEMPLATES)

    def test_the_share_is_a_part_of_what_pages_are_made_from(self, tmp_path: Path) -> None:
        assert PageTemplates(tmp_path, 600).digest == PageTemplates(tmp_path, 1_000).digest
        assert PageTemplates(tmp_path, 1_000).digest != PageTemplates(tmp_path, 2_000).digest


class TestAllowed:
    """What real templates do is far from the bounds."""

    def test_ours_need_a_tenth_at_most(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("exporters.pages.render._UNITS", 20_000)
        monkeypatch.setattr("exporters.pages.render._FEED_UNITS", 20)
        listing = [root(*many(25)), *(told(f"Topic {number}", article()) for number in range(60))]

        assert pages(listing, templates=PageTemplates(None)) == pages(listing, templates=TEMPLATES)

    def test_those_of_a_site_have_room_however_many_feeds_there_are(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("exporters.pages.render._UNITS", 20_000)  # so that the feeds have to pay for themselves
        listing = [root(article()), *(told(f"Topic {number}", article()) for number in range(1_000))]

        made = render(maker(listing).root(listing[0].listed), listing[0].articles, templates(tmp_path, root=RICH))

        assert b"TOPIC 999 00001" in made

    def test_what_is_not_defined_can_be_asked_for(self, tmp_path: Path) -> None:
        text = (
            "{% macro m(x) %}{{ x is defined }}{{ x|default('-') }}{% endmacro %}{{ m(nothing) }} "
            "{{ nothing is defined }}{{ nothing is undefined }} {{ nothing|default('none') }} {{ nothing|d(1) }} "
            "{% if nothing is defined and nothing == 1 %}x{% endif %}{{ [nothing]|length }}"
        )

        made = pages([root(article())], templates=templates(tmp_path, about=f"[{text}]"))

        assert b"[False- FalseTrue none 1 1]" in made["index.html"]

    def test_percent_signs_are_counted_as_python_reads_them(self, tmp_path: Path) -> None:
        text = "[{{ '%% %%(((x) %05d' % 7 }}, {{ '%(a b)s' % {'a b': 1} }}]"

        made = pages([root(article())], templates=templates(tmp_path, about=text))

        assert b"[% %(((x) 00007, 1]" in made["index.html"]
