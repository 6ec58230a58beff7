"""CSV that is wrong: each fault has its line and column, and the other rows arrive."""

from pathlib import Path

import pytest

from exporters.sources.source import MOST_ITEM_BYTES
from tests.sources.malformed import FOREIGN, are_clear, case
from tests.sources.test_rows import read, titles, told

HEAD = "title,url,date\n"
GOOD = "Good,https://example.org/good,2024-01-02T10:00:00Z\n"
DATE = "2024-01-02T10:00:00Z"
U, D = "https://example.org/a", DATE  # a cell each

ROWS = [  # the second line of a table, and what is told of it
    case("no cell but one", "A", "2:1 csv-columns"),
    case("a cell too few", "A,b", "2:3 csv-columns"),
    case("a cell too many", f"A,{U},{D},x", "2:46 csv-columns"),
    case("an empty cell too many", f"A,{U},{D},", "2:46 csv-columns"),
    case("commas alone", ",,,,", "2:4 csv-columns"),
    case("100,000 cells", "," * 99_999, "2:4 csv-columns"),
    case("100,000 cells in quotes", '"",' * 99_999, "2:10 csv-columns"),
    case("semicolons", f"A;{U};{D}", "2:1 csv-columns"),
    case("JSON", '{"title": "A"}', "2:1 csv-columns"),
    case("a quote that is not closed", f'"A,{U},{D}', "2:1 csv-syntax"),
    case("a quote that is not closed in the last cell", f'A,{U},"{D}', "2:25 csv-syntax"),
    case("text behind a quote", f'"A" x,{U},{D}', "2:4 csv-syntax"),
    case("a quote in quotes", f'"A "b" c",{U},{D}', "2:5 csv-syntax"),
    case("a backslash before a quote", f'"A \\"b\\" c",{U},{D}', "2:6 csv-syntax"),
    case("a space before the comma", f'"A" ,{U},{D}', "2:4 csv-syntax"),
    case("a row of NUL", "\x00\x00\x00", "2:1 csv-columns"),
    case("no title", f",{U},{D}", "2:1 field-missing title"),
    case("a title of spaces", f"   ,{U},{D}", "2:1 field-missing title"),
    case("a title of control characters", f"\x01\x02,{U},{D}", "2:1 field-missing title"),
    case("a title of 100,000 characters", f"{'A' * 100_000},{U},{D}", "2:1 value-wrong title"),
    case("no address", f"A,,{D}", "2:1 field-missing url"),
    case("an address without host", f"A,https://,{D}", "2:3 url-wrong url"),
    case("an address of another scheme", f"A,javascript:alert(1),{D}", "2:3 url-wrong url"),
    case("an address of words", f"A,not an address,{D}", "2:3 url-wrong url"),
    case("no date", f"A,{U},", "2:1 field-missing date"),
    case("a date of words", f"A,{U},soon", "2:25 date-unreadable date"),
    case("a date that does not exist", f"A,{U},2024-02-30T00:00:00Z", "2:25 date-unreal date"),
    case("a date of a spreadsheet", f"A,{U},45293.5", "2:25 date-unreadable date"),
    case("a date of another country", f"A,{U},02/01/2024", "2:25 date-unreadable date"),
    case("a date without zone", f"A,{U},2024-01-02 10:00:00", "2:25 date-without-zone date"),
    case("a date in the year 1", f"A,{U},0001-01-01T00:00:00Z", "2:25 date-out-of-range date"),
    case("a date of 10,000 digits", f"A,{U},{'9' * 10_000}", "2:25 date-unreadable date"),
]
MORE = "title,url,date,tags,quality,heat,published,image,author,provider,provider.name,content_html,content_text\n"
CELLS = [  # the cells behind title, url and date
    case("a tag of brackets", f"{'[' * 2_000},,,,,,,,,", "2:46 value-wrong tags[0]"),
    case("a number of words", ",high,,,,,,,,", "2:47 type-wrong quality"),
    case("a number of 10,000 digits", f",{'9' * 10_000},,,,,,,,", "2:47 type-wrong quality"),
    case("a list of numbers", ",[1],,,,,,,,", "2:47 type-wrong quality"),
    case("no number", ",NaN,,,,,,,,", "2:47 type-wrong quality"),
    case("no finite number", ",,inf,,,,,,,", "2:48 value-wrong heat"),
    case("a hexadecimal number", ",,0x1F,,,,,,,", "2:48 type-wrong heat"),
    case("neither yes nor no", ",,,perhaps,,,,,,", "2:49 type-wrong published"),
    case("an address of a picture", ",,,,a b,,,,,", "2:50 url-wrong image"),
    case("two bodies", ",,,,,,,,<p>a</p>,a", "2:63 key-repeated content_text"),
]
HEADS = [
    case("no known name", "a,b,c\n", "1:1 csv-header"),
    case("names in another language", "Titel,Adresse,Datum\n", "1:1 csv-header"),
    case("no names, data at once", f"A,{U},{D}\n", "1:1 csv-header"),
    case("a name twice", "title,url,date,title\n", "1:16 csv-header title"),
    case("a name twice in other capitals", "title,url,Title\n", "1:11 csv-header title"),
    case("no name between two", "title,,url\n", "1:7 csv-header"),
    case("a quote that is not closed", 'title,"url\n', "1:7 csv-syntax"),
    case("text behind a quote", '"title"x,url\n', "1:8 csv-syntax"),
    case("names with many dots", f"title,provider{'.a' * 3_000}\n", "1:7 csv-header provider"),
    case("1,001 columns", f"title{',x' * 1_000}\n", "1:2005 csv-header"),
    case("100,000 columns", f"title{',x' * 100_000}\n", "1:1 csv-header"),
    case("a line of 9 MiB", "t" * (9 << 20) + "\n", "1:1 csv-header"),
]


@pytest.mark.parametrize(("row", "problem"), ROWS)
def test_a_row_that_is_wrong_hides_no_other(tmp_path: Path, row: str, problem: str) -> None:
    outcomes = read(tmp_path, "a.csv", f"{HEAD}{row}\n{GOOD}")

    assert told(outcomes) == [problem]
    assert titles(outcomes) == ["Good"]
    assert are_clear(outcomes)


@pytest.mark.parametrize(("cells", "problem"), CELLS)
def test_a_cell_of_the_wrong_kind_hides_no_other_row(tmp_path: Path, cells: str, problem: str) -> None:
    outcomes = read(tmp_path, "a.csv", f"{MORE}A,{U},{D},{cells}\n{GOOD.strip()}{',' * 10}\n")

    assert problem in told(outcomes)
    assert titles(outcomes) == ["Good"]


@pytest.mark.parametrize(("head", "problem"), HEADS)
def test_names_of_columns_that_can_not_be_used(tmp_path: Path, head: str, problem: str) -> None:
    outcomes = read(tmp_path, "a.csv", head + GOOD)

    assert [each.partition(".")[0] for each in told(outcomes)] == [problem]
    assert are_clear(outcomes)


class TestFiles:
    """A file that is no table, or one in an encoding that does not fit."""

    @pytest.mark.parametrize("data", FOREIGN)
    def test_content_of_another_kind_is_named(self, tmp_path: Path, data: bytes) -> None:
        outcomes = read(tmp_path, "a.csv", data)

        assert told(outcomes) == ["1:1 content-foreign"]
        assert are_clear(outcomes)

    @pytest.mark.parametrize(
        "data",
        [
            case("empty", b""),
            case("a mark alone", b"\xef\xbb\xbf"),
            case("a mark of UTF-16 alone", b"\xff\xfe"),
            case("spaces", b" \n\t\n  "),
            case("line ends", b"\r\n\r\n"),
        ],
    )
    def test_an_empty_file(self, tmp_path: Path, data: bytes) -> None:
        assert told(read(tmp_path, "a.csv", data)) == ["1:1 rows-missing"]

    @pytest.mark.parametrize(
        ("data", "problem"),
        [
            case("a byte of no character", b"A\x81,b,c\n", "2:2 not-utf-8"),
            case("a mark of UTF-8, and Latin-1", None, "2:4 not-utf-8"),
            case("half a character of UTF-16", b"A\x00\x00\xd8B\x00,\x00\n\x00", "2:2 not-utf-8"),
        ],
    )
    def test_a_byte_that_does_not_fit_hides_no_other_row(
        self, tmp_path: Path, data: bytes | None, problem: str
    ) -> None:
        if data is None:
            content = f"{HEAD}Caf@,{U},{D}\n{GOOD}".encode("utf-8-sig").replace(b"@", b"\xe9")
        elif b"\n\x00" in data:
            content = b"\xff\xfe" + HEAD.encode("utf-16-le") + data + GOOD.encode("utf-16-le")
        else:
            content = HEAD.encode() + data + GOOD.encode()
        outcomes = read(tmp_path, "a.csv", content)

        assert told(outcomes) == [problem]
        assert titles(outcomes) == ["Good"]

    def test_utf_16_that_ends_in_the_middle_of_a_character(self, tmp_path: Path) -> None:
        outcomes = read(tmp_path, "a.csv", (HEAD + GOOD).encode("utf-16-le") + b"x")

        assert told(outcomes) == ["3:1 not-utf-8"]
        assert titles(outcomes) == ["Good"]

    def test_a_row_of_9_mib(self, tmp_path: Path) -> None:
        outcomes = read(tmp_path, "a.csv", f"{HEAD}{'A' * (9 << 20)},b,c\n{GOOD}")

        assert told(outcomes) == ["2:1 file-too-large"]
        assert titles(outcomes) == ["Good"]

    def test_a_row_whose_letters_take_more_bytes_than_it_may_have(self, tmp_path: Path) -> None:
        outcomes = read(tmp_path, "a.csv", f"{HEAD}{'é' * (MOST_ITEM_BYTES // 2)},b,c\n{GOOD}")

        assert told(outcomes) == ["2:1 file-too-large"]
        assert titles(outcomes) == ["Good"]

    @pytest.mark.parametrize("line", ["A text of words\n", "\n\nOne, two; three\n", "x" * (3 << 20) + "\n"])
    def test_a_text_of_9_mib_in_quotes_is_one_row(self, tmp_path: Path, line: str) -> None:
        """Each of its lines was once a row of its own, with an error."""
        count = (9 << 20) // len(line) + 1
        outcomes = read(tmp_path, "a.csv", f'{HEAD}"{line * count}",b,c\n{GOOD}A,b,c\n')

        assert told(outcomes)[0] == "2:1 file-too-large"
        assert {each.partition(":")[0] for each in told(outcomes)[1:]} == {str(4 + line.count("\n") * count)}
        assert titles(outcomes) == ["Good"]

    def test_a_stray_quote_before_9_mib_of_rows_hides_none_of_them(self, tmp_path: Path) -> None:
        row = f"{'x' * (1 << 20)},b,c\n"
        outcomes = read(tmp_path, "a.csv", f'{HEAD}"A,b,c\n{row * 9}{GOOD}')

        assert sorted({each.partition(":")[0] for each in told(outcomes)}, key=int) == [str(2 + at) for at in range(10)]
        assert titles(outcomes) == ["Good"]

    def test_a_quote_that_is_not_closed_over_many_lines_is_one_error(self, tmp_path: Path) -> None:
        body = "<p>one\ntwo, three\n\n<b>four</b>\n" * 50
        again = f'Two,{U},"{DATE}\n'
        outcomes = read(tmp_path, "a.csv", f'{HEAD}A,{U},"{body}{GOOD}{again}{GOOD}')

        assert told(outcomes) == ["2:25 csv-syntax", "203:27 csv-syntax"]
        assert titles(outcomes) == ["Good", "Good"]

    def test_a_row_of_several_lines_behind_it_arrives(self, tmp_path: Path) -> None:
        rows = f'"A,{U},{D}\nwords\n"Two\nlines",{U},{D}\n'
        outcomes = read(tmp_path, "a.csv", f"{HEAD}{rows}{GOOD}")

        assert told(outcomes) == ["2:1 csv-syntax"]
        assert titles(outcomes) == ["Two lines", "Good"]

    @pytest.mark.parametrize("last", ["", 'q"z\n'])
    @pytest.mark.parametrize("line", ['x","y\n', 'a"b,"c\n', '"a\n'])
    def test_each_of_many_stray_quotes_is_told_at_its_own_line(self, tmp_path: Path, line: str, last: str) -> None:
        """Each line was once read again for each line before it: a file of them took hours."""
        outcomes = read(tmp_path, "a.csv", HEAD + line * 5_000 + last + GOOD)

        first_lines = [*range(2, 5_001), 5_002 if last else 5_001]  # the quote in the last line ends the one before
        assert [each.partition(":")[0] for each in told(outcomes)] == list(map(str, first_lines))
        assert titles(outcomes) == ["Good"]


class TestDialects:
    """What most tables do otherwise is found, and said once."""

    @pytest.mark.parametrize(
        ("table", "note"),
        [
            case("semicolons", (HEAD + GOOD).replace(",", ";"), "semicolons between cells"),
            case("tabs", (HEAD + GOOD).replace(",", "\t"), "tabs between cells"),
            case("bars", (HEAD + GOOD).replace(",", "|"), "bars between cells"),
            case("the first line of Excel", "sep=;\n" + (HEAD + GOOD).replace(",", ";"), "semicolons between cells"),
            case("UTF-16", (HEAD + GOOD).encode("utf-16"), "the encoding UTF-16"),
            case("UTF-16 without mark", (HEAD + GOOD).encode("utf-16-le"), "the encoding UTF-16"),
            case("UTF-16 the other way round", (HEAD + GOOD).encode("utf-16-be"), "the encoding UTF-16"),
            case("UTF-32", (HEAD + GOOD).encode("utf-32"), "the encoding UTF-32"),
            case("UTF-32 without mark", (HEAD + GOOD).encode("utf-32-be"), "the encoding UTF-32"),
            case("CR", (HEAD + GOOD).replace("\n", "\r"), "lines that end with CR"),
            case(
                "all at once",
                (HEAD + GOOD).replace(",", ";").replace("\n", "\r").encode("utf-16"),
                "semicolons between cells and the encoding UTF-16 and lines that end with CR",
            ),
        ],
    )
    def test_it_is_read(self, tmp_path: Path, table: str | bytes, note: str) -> None:
        outcomes = read(tmp_path, "a.csv", table)

        assert titles(outcomes) == ["Good"]
        assert [each.message for outcome in outcomes for each in outcome.diagnostics] == [note]

    @pytest.mark.parametrize(
        "table",
        [f"\ufeff{HEAD}{GOOD}", (HEAD + GOOD).replace("\n", "\r\n"), f"\n \n{HEAD}\n{GOOD}\n\n", HEAD + GOOD[:-1]],
    )
    def test_there_is_nothing_to_say(self, tmp_path: Path, table: str) -> None:
        (outcome,) = read(tmp_path, "a.csv", table)

        assert titles([outcome]) == ["Good"]
        assert outcome.diagnostics == ()

    def test_windows_1252(self, tmp_path: Path) -> None:
        table = f"{HEAD}“Café” – 5 €,{U},{D}\n{GOOD}".encode("cp1252")

        assert titles(read(tmp_path, "a.csv", table)) == ["“Café” – 5 €", "Good"]

    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    def test_a_cell_in_quotes_has_every_character(self, tmp_path: Path, end: str) -> None:
        head = f"title,url,date,content_html{end}"
        row = f'"A ""b"", c; d",{U},{D},"<p>one{end}{end}, ""two""</p>"{end}'
        outcomes = read(tmp_path, "a.csv", f"{head}{row}B,{U},soon,{end}")

        assert titles(outcomes) == ['A "b", c; d']
        assert outcomes[0].article is not None
        assert outcomes[0].article.content_html == '<p>one\n\n, "two"</p>'
        assert told(outcomes) == ["5:25 date-unreadable date"]

    def test_a_broken_row_has_the_line_of_its_place_when_cr_ends_lines(self, tmp_path: Path) -> None:
        table = f'{HEAD}"A\nb",{U},{D}\nC,{U},soon\n'.replace("\n", "\r")

        assert told(read(tmp_path, "a.csv", table)) == ["4:25 date-unreadable date"]
