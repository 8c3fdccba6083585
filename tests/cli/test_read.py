"""`python -m bot read`: JSON lines in and out, and one text shown plainly."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import example, given
from hypothesis import strategies as st

from bot.cli import json_lines
from bot.cli.commands import fluence
from bot.cli.json_lines import Damaged, answer
from bot.cli.shown_reading import shown
from bot.clinical.reader import read
from bot.clinical.reading import DeviceQuestion, EntryKind, Hints

MESSAGE = "Vbeam Prima 595 nm, 10 mm, 7.5 J/cm2, 6 ms, DCD 30/20, FST III. 3 sessions, 4 weeks apart."
KEYS = """
    wavelength_nm filter_nm fluence_j_cm2 energy_mj pulse_ms spot_mm density_pct depth_um power_w passes frequency_hz
    sessions interval_weeks spot_rect_mm density cooling fitzpatrick devices handpieces modalities indications
    body_sites complications urgent identifiers cautions sets
""".split()  # noqa: SIM905 (a word a line would be a page of its own)


def run(given: bytes | str, *arguments: str) -> Result:
    return CliRunner().invoke(fluence, ["read", *arguments], input=given)


def line(**row: Any) -> bytes:
    return json.dumps(row).encode() + b"\n"


def rows(result: Result) -> list[dict[str, Any]]:
    return [json.loads(each) for each in result.stdout.splitlines()]


def test_a_message_is_answered_with_every_key() -> None:
    result = run(line(id="m1", text=MESSAGE))
    assert (result.exit_code, result.stderr) == (0, "")
    [said] = rows(result)
    assert said["id"] == "m1"
    assert [key for key in KEYS if key not in said] == []
    assert all(value is None or isinstance(value, list) for key, value in said.items() if key != "id")
    assert said["wavelength_nm"] == [595]
    assert said["fluence_j_cm2"] == [7.5]
    assert said["fitzpatrick"] == ["III"]
    assert said["devices"] == ["vbeam_prima"]
    assert said["urgent"] is None
    assert said["sets"][0]["spot_mm"] == [10]


def test_numbers_are_written_as_a_person_writes_them() -> None:
    result = run(line(id=1, text="1064 nm, 20 J/cm2, 0.5 µs, 0.2 mm spot, 18-20 ms"))
    assert '"wavelength_nm": [1064]' in result.stdout
    assert '"fluence_j_cm2": [20]' in result.stdout
    assert '"pulse_ms": [0.0005, [18, 20]]' in result.stdout


@pytest.mark.parametrize("name", ["m1", 7, 2.5, None, "", "é"])
def test_the_id_comes_back(name: object) -> None:
    assert rows(run(line(id=name, text="")))[0]["id"] == name


def test_an_id_may_be_absent() -> None:
    assert rows(run(line(text="")))[0]["id"] is None


def test_what_else_stands_in_a_line_is_no_matter() -> None:
    assert run(line(id=1, text="", kind=None, device=None, expect={"passes": [2]})).exit_code == 0


def test_the_hints_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Hints] = []

    def spy(text: str, hints: Hints) -> object:
        seen.append(hints)
        return read(text, hints)

    monkeypatch.setattr(json_lines, "read", spy)
    result = run(line(text="", kind="Tip", device="picoway") + line(text="", device="PicoWay"))
    assert result.exit_code == 0
    assert seen == [Hints(EntryKind.TIP, "picoway"), Hints(None, "picoway")]
    assert rows(result)[0]["devices"] == ["picoway"]


DAMAGED = [
    (b"{", "not JSON"),
    (b"plain words", "not JSON"),
    (b'{"text": NaN}', "not JSON (NaN)"),
    (b"[" * 200_000, "too deep"),
    (b'{"id": ' + b"1" * 5000 + b', "text": ""}', "too large a number"),
    (b'["a", "b"]', "a list and no object"),
    (b'"text"', "a text and no object"),
    (b"null", "null and no object"),
    (b"{}", 'there is no "text"'),
    (b'{"id": "x"}', 'there is no "text"'),
    (b'{"text": 5}', '"text" is a number'),
    (b'{"text": null}', '"text" is null'),
    (b'{"text": ["a"]}', '"text" is a list'),
    (b'{"id": {}, "text": ""}', '"id" is an object'),
    (b'{"id": true, "text": ""}', '"id" is true or false'),
    (b'{"id": 1e999, "text": ""}', '"id" is too large'),
    (b'{"text": "\\ud83d"}', "half a character"),
    (b'{"id": "\\ud83d", "text": ""}', "half a character"),
    (b'{"text": "", "kind": "tipp"}', "the kinds are tip, complication, protocol, question, summary, review"),
    (b'{"text": "", "kind": 3}', '"kind" is a number'),
    (b'{"text": "", "device": "gentelmax_pro"}', "near it: gentlemax_pro"),
    (b'{"text": "", "device": "qqqqqq"}', '"qqqqqq" is not in the catalogue'),
    (b'{"text": "", "device": []}', '"device" is a list'),
    ('{"text": "15 J/cm²"}'.encode("cp1252"), "not UTF-8 (byte 0xb2 at 18)"),
    ('{"text": "15 J/cm²"}'.encode()[:-3], "not UTF-8"),
    ('{"text": ""}'.encode("utf-16"), "not UTF-8"),
]


@pytest.mark.parametrize(("damaged", "why"), DAMAGED)
def test_a_damaged_line_is_reported_by_its_number_and_the_rest_is_read(damaged: bytes, why: str) -> None:
    result = run(line(id=1, text="") + b"\n" + damaged + b"\r\n" + line(id=4, text=""))
    assert result.exit_code == 1
    assert [each["id"] for each in rows(result)] == [1, 4]
    [said] = result.stderr.splitlines()
    assert said.startswith("line 3: ")
    assert why in said


def test_a_report_says_nothing_of_the_message() -> None:
    result = run(b'{"text": "Maria Jones", "kind": "x"}\n{"text": "Maria Jones"\nMaria Jones\n')
    assert len(result.stderr.splitlines()) == 4
    assert "Maria" not in result.stderr


def test_what_is_quoted_of_a_line_is_short_and_harmless() -> None:
    result = run(line(text="", kind="\x1b[2J" * 1000))
    assert "\x1b" not in result.stderr
    assert len(result.stderr.splitlines()[0]) < 400


def test_plain_text_is_pointed_to_its_own_way() -> None:
    result = run("Vbeam 7 mm 10 J\n")
    assert result.exit_code == 1
    assert "--text" in result.stderr
    assert "--text" not in run(line(text="") + b"x\n").stderr


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    result = run(b"\xef\xbb\xbf" + b'{"id": 1, "text": "a"}\r\n\r\n{"id": 2, "text": "b"}')
    assert (result.exit_code, [each["id"] for each in rows(result)]) == (0, [1, 2])


def test_separators_within_a_text_end_no_line() -> None:
    result = run('{"id": 1, "text": "a\u2028b\x85c"}\n'.encode())
    assert (result.exit_code, len(rows(result))) == (0, 1)


def test_nothing_in_nothing_out() -> None:
    assert (run(b"").exit_code, run(b"").output) == (0, "")


def test_files_are_read_one_after_the_other_and_named_in_reports(tmp_path: Path) -> None:
    one, other = tmp_path / "one.jsonl", tmp_path / "other.jsonl"
    one.write_bytes(line(id=1, text="") + b"x\n")
    other.write_bytes(b"x\n" + line(id=2, text=""))
    result = run(b"", str(one), str(other))
    assert [each["id"] for each in rows(result)] == [1, 2]
    first, second = result.stderr.splitlines()
    assert first.startswith(f"{one}, line 2: ")
    assert second.startswith(f"{other}, line 1: ")
    assert run(b"x\n", str(one), "-").stderr.splitlines()[1].startswith("-, line 1: ")


def test_a_file_that_is_not_there_is_said_to_be(tmp_path: Path) -> None:
    result = run(b"", str(tmp_path / "absent.jsonl"))
    assert result.exit_code == 2
    assert "does not exist" in result.stderr
    assert run(b"", str(tmp_path)).exit_code == 2


def test_text_and_files_are_not_given_together(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    assert run(b"", "--text", "a", str(tmp_path / "a")).exit_code == 2


def test_a_fault_of_the_reader_costs_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(text: str, hints: Hints) -> object:
        if text == "bad":
            raise IndexError("the words of a message")
        return read(text, hints)

    monkeypatch.setattr(json_lines, "read", failing)
    result = run(line(id=1, text="bad") + line(id=2, text="good"))
    assert result.exit_code == 1
    assert [each["id"] for each in rows(result)] == [2]
    assert result.stderr == "line 1: a fault in the reader (IndexError); please report it\n"
    shown = run(b"", "--text", "bad")
    assert (shown.exit_code, shown.stderr) == (1, "Error: a fault in the reader (IndexError); please report it\n")


@given(st.binary(max_size=80))
def test_any_bytes_are_answered_or_reported(content: bytes) -> None:
    try:
        answer(content)
    except Damaged as why:
        assert str(why)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@example({"id": 5, "text": "#tip 14 J/cm²", "kind": None, "device": "vbeam_prima"})  # hardly ever drawn
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(("id", "text", "kind", "device"), JSON)))
def test_any_values_are_answered_or_reported(row: dict[str, Any]) -> None:
    try:
        said = json.loads(answer(json.dumps(row).encode()))
    except Damaged as why:
        assert str(why)
    else:
        assert said["id"] == row.get("id")


# One text, shown plainly.


@pytest.mark.parametrize(("arguments", "given"), [(("--text", MESSAGE), b""), (("--text", "-"), MESSAGE.encode())])
def test_a_text_is_shown_with_names_and_units(arguments: tuple[str, ...], given: bytes) -> None:
    result = run(given, *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    for words in ("wavelength 595 nm", "fluence 7.5 J/cm²", "pulse 6 ms", "interval 4 weeks", "Vbeam Prima", "III"):
        assert words in result.stdout, words


def test_bytes_that_are_no_text_are_shown_as_far_as_they_go() -> None:
    result = run(MESSAGE.encode() + b" \xb5\xff", "--text", "-")
    assert result.exit_code == 0
    assert "wavelength 595 nm" in result.stdout


def test_nothing_found_is_said() -> None:
    assert run(b"", "--text", "").stdout == "Nothing was found.\n"


def test_an_identifier_is_shown_by_its_kind_and_place_alone() -> None:
    text = "call her on maria.jones@example.org please"
    said = run(b"", "--text", text).stdout
    assert "email at 12–35" in said
    assert "maria" not in said


def test_no_caution_never_reads_as_checked() -> None:
    said = run(b"", "--text", "595 nm").stdout
    assert "does not say that the settings were checked" in said or "Caution" in said


def test_values_are_shown_as_they_are_said() -> None:
    said = shown(read("IPL 15 x 35 mm, up to 18 J/cm2, from 20 to 30 ms"))
    assert "15 × 35" in said
    assert "up to 18 J/cm²" in said
    assert "20–30" in said
    assert "0.000006 ms" in shown(read("1064 nm, 6 ns"))
    assert shown(read("10600 nm, density 10 %")).count("10 %") == 1
    assert "24 botox" in shown(read("24 U Botox"))


def test_a_short_name_that_several_devices_share_is_shown_as_a_question() -> None:
    reading = read("with pixel, slow down")
    [question] = reading.device_questions
    assert isinstance(question, DeviceQuestion)
    assert "“pixel” may be " in shown(reading)
    assert answer(b'{"text": "with pixel, slow down"}').find(b'"written": "pixel"') > 0


def test_kinds_of_identifiers_are_written_as_keys_are() -> None:
    [said] = rows(run(line(text="MRN 0042137 came back")))
    assert said["identifiers"] == [{"kind": "record_number", "start": 4, "end": 11}]
