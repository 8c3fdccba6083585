"""Files of protocols as people have them: encodings, delimiters, names of columns, and what is broken."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exchange.formulas import as_meant, neutralised
from bot.exchange.importing.columns import Column
from bot.exchange.importing.drafts import Understanding
from bot.exchange.importing.tables import LARGEST, MOST_ROWS, Table, opened
from bot.exchange.refusal import Refusal

SHEET = "Title;Device;Skin type;Settings;Notes\nCheek – veins;Vbeam Prima;II-III;7,5 J/cm², 6 ms;20 µs\n"
ENCODINGS = ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]


def table_of(content: str | bytes, name: str = "a.csv") -> Table:
    return opened(content.encode() if isinstance(content, str) else content, name)


def rows_of(content: str | bytes, name: str = "a.csv") -> list[dict[str, str]]:
    return [{str(column): text for column, text in row.cells.items()} for row in table_of(content, name).next_rows(100)]


def problems_of(content: str | bytes, name: str = "a.csv") -> list[str]:
    """Everything that is wrong with a file before it is read by the catalogue."""
    table = table_of(content, name)
    rows = [] if table.header.problems else table.next_rows(MOST_ROWS + 1)
    found = [*table.header.problems, *(each for row in rows for each in row.problems), *table.ending]
    return [each.shown for each in found]


def refusal_of(content: str | bytes, name: str = "a.csv") -> str:
    with pytest.raises(Refusal) as refused:
        table_of(content, name)
    return str(refused.value)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_sheet_is_read_in_whatever_encoding_it_was_saved(encoding: str) -> None:
    assert rows_of(SHEET.encode(encoding)) == [
        {
            "title": "Cheek – veins",
            "device": "Vbeam Prima",
            "skin_types": "II-III",
            "settings": "7,5 J/cm², 6 ms",
            "notes": "20 µs",
        }
    ]


def test_the_encoding_and_the_delimiter_are_told() -> None:
    table = table_of(SHEET.encode("cp1252"))
    assert (table.encoding, table.form) == ("Windows-1252", "CSV with semicolons")


@pytest.mark.parametrize(
    ("title", "encoding", "name"),
    [
        ("Αποτρίχωση κνήμης, GMP", "cp1253", "Windows-1253"),
        ("Έλξη", "cp1253", "Windows-1253"),
        ("Épilation, là où elle a été brûlée", "cp1252", "Windows-1252"),
        ("ÄÖÜ in Fuß, Füße, Größe", "cp1252", "Windows-1252"),
    ],
)
def test_greek_is_not_taken_for_western_letters(title: str, encoding: str, name: str) -> None:
    content = f"title;settings\n{title};14 J/cm² – 20 µs\n".encode(encoding)
    assert table_of(content).encoding == name
    assert rows_of(content) == [{"title": title, "settings": "14 J/cm² – 20 µs"}]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(delimiter: str, end: str) -> None:
    lines = [["title", "settings", "notes"], ["A", "7 J", ""], ["B", "8 J", "x"]]
    text = end.join(delimiter.join(line) for line in lines)
    assert [row["title"] for row in rows_of(text)] == ["A", "B"]


def test_a_delimiter_that_excel_says_in_its_first_line() -> None:
    assert rows_of("sep=|\r\ntitle|settings\r\nA, with; all|7 J\r\n") == [{"title": "A, with; all", "settings": "7 J"}]


def test_names_of_columns_as_people_write_them() -> None:
    [row] = rows_of("Protocol name,Laser,Fitzpatrick,SPOT SIZE,Parameters\nA,GMP,II,18 mm,7 J\n")
    assert set(row) == {"title", "device", "skin_types", "handpiece", "settings"}


def test_cells_over_several_lines_and_with_marks_in_them() -> None:
    text = 'title,settings\n"A ""quoted"" title","first\nsecond, line"\n\nB,3 J\n'
    rows = table_of(text).next_rows(9)
    assert [row.number for row in rows] == [2, 4]  # as a spreadsheet counts, the blank one too
    assert rows[0].cells == {"title": 'A "quoted" title', "settings": "first\nsecond, line"}


def test_a_mark_at_the_end_of_a_number_is_no_quotation() -> None:
    assert rows_of('title,settings\nA,spot 5" wide\n')[0]["settings"] == 'spot 5" wide'


def test_what_marks_a_cell_as_text_is_taken_off() -> None:
    assert rows_of("title,settings\n'=A,'-5 °C\n") == [{"title": "=A", "settings": "-5 °C"}]


WRONG_HEADERS = [
    ("titel,settings\na,b\n", ["Row 1: the column “titel” is unknown. Is “title” meant?", "needed"]),
    ("title,setings,devise\na,b,c\n", ["Is “settings” meant?", "Is “device” meant?", "needed"]),
    (
        "title,device\na,b\n",
        ["Row 1, settings: there is no such column, and it is needed (for a tip, what it says)."],
    ),
    ("title,title,settings\na,b,c\n", ["Row 1, title: “title” and “title” both stand for this"]),
    ("title,Name,settings\na,b,c\n", ["Row 1, title: “title” and “Name” both stand for this"]),
    ("one,two\na,b\n", ["the names of the columns should stand here"]),
    ("7 J,8 J\n", ["the names of the columns should stand here"]),
    ('"title,settings\n', ["quotation mark"]),
]


@pytest.mark.parametrize(("text", "said"), WRONG_HEADERS)
def test_wrong_names_of_columns(text: str, said: list[str]) -> None:
    found = problems_of(text)
    assert len(found) == len(said)
    assert all(words in problem for words, problem in zip(said, found, strict=True))


def test_a_first_row_that_may_name_a_patient_is_not_repeated() -> None:
    [problem] = problems_of("titel Mrs Jane Placeholder MRN 4711234,settings\nA,b\n")
    assert "Placeholder" not in problem


def test_a_cell_in_a_column_without_a_name_is_not_lost() -> None:
    assert problems_of("title,,settings\nA,,7 J\n") == []
    assert problems_of("title,,settings\nA,18 mm,7 J\n")[0].startswith("Row 2: a cell under no column's name")


def test_a_column_that_is_not_used_is_told_and_an_exports_own_are_not() -> None:
    header = table_of("title,settings,price,cautions,use,entry\na,b,c,d,e,f\n").header
    assert [each.text for each in header.notes] == ["the column “price” is not used."]


WRONG_ROWS = [
    ("A,\n", ["Row 2, settings: nothing stands there, and it is needed (for a tip, what it says)."]),
    ("A,7 J,more\n", ["Row 2: a cell under no column's name"]),
    ("A,,7 J\n", ["Row 2: a cell under no column's name"]),
    ("A,7 J\rB\n", ["Row 2: a line end of another kind"]),
    (f"{'A' * 151},7 J\n", ["Row 2, title: 151 characters; at most 150 are kept."]),
    ("A,7\0 J\n", ["Row 2, settings: a character that cannot be seen (U+0000)."]),
    ('"A" b,7 J\nB,8 J\n', ["Row 2: text follows a closing quotation mark."]),
    ('A,"7 J\nB,8 J\n', ["Row 2: a quotation mark"]),
    (f'A,"{"7 J " * 40_000}\n', ["Row 2: a quotation mark"]),
    (f'A,"{"7 J " * 40_000}"\nB,8 J\n', ["Row 2, settings: 159,999 characters; at most"]),
]


@pytest.mark.parametrize(("text", "said"), WRONG_ROWS)
def test_rows_that_are_wrong(text: str, said: list[str]) -> None:
    found = problems_of("title,settings\n" + text)
    assert len(found) == len(said)
    assert all(problem.startswith(words) for words, problem in zip(said, found, strict=True))


UNREADABLE = [
    (b"", "empty"),
    (b"\xef\xbb\xbf\r\n ", "empty"),
    (b"\0\0\0\0", "empty"),
    (b"PK\x03\x04 and so on", "Excel workbook"),
    (b"%PDF-1.7", "PDF"),
    (b"\xef\xbb\xbftitle;\xff", "from byte"),
    ("title;settings\nA;7 µs, 3 J/cm²\n".encode() + b"\xb5", "partly UTF-8 and partly not (line 3, byte 0xb5)"),
    (b"title;settings\n\x81\x8d\n", "neither UTF-8, UTF-16, Windows-1252 nor Windows-1253"),
    ("title;settings\nМой тест\n".encode("cp1251"), "neither UTF-8, UTF-16, Windows-1252 nor Windows-1253"),
    ("title\n".encode("utf-16") + b"x", "from byte"),
]


@pytest.mark.parametrize(("content", "said"), UNREADABLE)
def test_what_is_no_text(content: bytes, said: str) -> None:
    assert said in refusal_of(content)


def test_a_file_that_is_too_large_is_not_read() -> None:
    assert "25.0 MB; at most 16 MB" in refusal_of(b"x" * 25 * 1024 * 1024)
    assert LARGEST == 16 * 1024 * 1024


def test_too_many_rows() -> None:
    text = "title,settings\n" + "A,7 J\n" * (MOST_ROWS + 1)
    assert problems_of(text) == [f"Row {MOST_ROWS + 2}: a file holds at most 20,000 rows; divide it."]


# JSON.


def test_json_needs_no_mark_for_text_and_keeps_its_apostrophes() -> None:
    assert rows_of("""[{"title": "'=A", "settings": "-5"}]""") == [{"title": "'=A", "settings": "-5"}]


def test_json_keeps_numbers_as_they_are_written_and_takes_lists() -> None:
    text = '[{"title": "A", "settings": 7.50, "skin_types": ["I", "II"], "id": 12, "notes": null}]'
    assert rows_of(text) == [{"title": "A", "settings": "7.50", "skin_types": "I; II", "id": "12", "notes": ""}]


def test_json_rows_may_lack_keys_and_have_others() -> None:
    rows = rows_of('[{"title": "A", "settings": "x"}, {"Settings": "y", "Title": "B", "device": "GMP"}]')
    assert rows == [{"title": "A", "settings": "x"}, {"settings": "y", "title": "B", "device": "GMP"}]


NO_LISTS = ['{"title": "A", "settings": "x"}', '["a"]', "[5]", "[null]", '[[["a"]]]']


@pytest.mark.parametrize("text", NO_LISTS)
def test_json_that_is_no_list_of_objects(text: str) -> None:
    assert "JSON must be a list of objects" in refusal_of(text)


def test_a_file_called_json_is_json() -> None:
    assert "JSON must be a list" in refusal_of('"title"', "a.json")


ROW = '{"title": "A", "settings": "x"}'
WRONG_JSON: list[tuple[str, list[str]]] = [
    ("[]", ["Row 1: the list is empty."]),
    (f"[{ROW}, 5]", ["Row 2: a text and no object."]),
    (f"[{ROW} {ROW}]", ["Row 2: this is not JSON (Expecting ',' or ']', line 1, column"]),
    (f"[{ROW}, {{", ["Row 2: this is not JSON"]),
    (f"[{ROW}", ["Row 2: this is not JSON"]),
    (f"[{ROW}] x", ["Row 1: something follows the end of the list."]),
    (f"[{ROW}, " + "[" * 200_000, ["Row 2: brackets within brackets"]),
    ("[" + "[" * 200_000, ["Row 1: brackets within brackets"]),
    (f'[{ROW}, {{"title": NaN}}]', ["Row 2: this is not JSON (NaN)."]),
    ('[{"title": {}, "settings": ["a"]}]', ["Row 1, title: an object", "Row 1, settings: a list", "Row 1", "Row 1"]),
    ('[{"title": true, "settings": "x"}]', ["Row 1, title: true or false", "Row 1, title"]),
    ('[{"title": "\\ud83d", "settings": "x"}]', ["Row 1, title: half a character"]),
    ('[{"title": "a\\u0000", "settings": "x"}]', ["Row 1, title: a character that cannot be seen (U+0000)"]),
    ('[{"titel": "a", "settings": "x"}]', ["Row 1: the column “titel” is unknown.", "Row 1, title"]),
    (f'[{ROW}, {{"title": "B", "settings": "y", "devise": "GMP"}}]', ["Row 2: the column “devise” is unknown."]),
    (f'[{ROW}, {{"title": "B", "settings": "y", "Title": "C"}}]', ["Row 2, title: it stands there twice."]),
    (f'[{ROW}, {{"title": "B", "settings": "y", "settings": "z"}}]', ["Row 2, settings: it stands there twice."]),
    ('[{"title": "A", "settings": "x", "settings": "y"}]', ["Row 1, settings: it stands there twice."]),
    (f"[{ROW}, null, 5]", ["Row 2: null and no object.", "Row 3: a text and no object."]),
]


@pytest.mark.parametrize(("text", "said"), WRONG_JSON)
def test_json_that_is_wrong(text: str, said: list[str]) -> None:
    found = problems_of(text)
    assert len(found) == len(said)
    assert all(problem.startswith(words) for words, problem in zip(said, found, strict=True))


# Whatever comes.


@given(st.binary(max_size=200))
def test_any_bytes_are_rows_or_told(content: bytes) -> None:
    _read_through(content, "a.csv")
    _read_through(content, "a.json")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*Column, "x", "titel"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_json_is_rows_or_told(value: Any) -> None:
    _read_through(json.dumps(value).encode(), "a.json")


@given(st.lists(st.tuples(*[st.text(max_size=12)] * 3), max_size=5), st.sampled_from([",", ";", "\t"]))
def test_any_sheet_is_rows_or_told(lines: list[tuple[str, str, str]], delimiter: str) -> None:
    text = delimiter.join(("title", "settings", "device")) + "\n"
    text += "\n".join(delimiter.join(line) for line in lines)
    _read_through(text.encode(errors="replace"), "a.csv")


@given(st.text() | st.text("='\uff1d -@+a\t\n"))
def test_what_was_neutralised_comes_back_as_it_was(text: str) -> None:
    assert as_meant(neutralised(text)) == text


def _read_through(content: bytes, name: str) -> None:
    try:
        table = opened(content, name)
    except Refusal as why:
        assert str(why)
        return
    understanding = Understanding((), date(2026, 1, 1))
    while not table.header.problems and (rows := table.next_rows(10)):
        for row in rows:
            understood = understanding.of(row)
            assert understood.draft is not None or understood.problems or understood.notes
    assert 0 <= table.done <= 1
