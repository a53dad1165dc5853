"""Reading: every form of input, and what becomes of each that cannot be read."""

import codecs
import gzip
import io
import json
import random
import re
import subprocess
import sys
import tracemalloc
from typing import Any

import pandas as pd
import pyarrow as arrow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from tests.conftest import ROOT, SHARED
from transforms.read import (
    MAX_ARTICLE_BYTES,
    RECORD_COLUMNS,
    read_file,
    reject_duplicates,
    size_limit,
    tabular,
    unpack,
)
from transforms.read import file as reading
from transforms.read.fields import OTHER_NAMES
from transforms.tables import columns

NEWS = "The harbour master’s office said “no” on Monday – and nobody at the café believed her.\n"


def texts(path: str, data: bytes) -> list[str]:
    return list(read_file(path, data).records["text"])


def the_reject(path: str, data: bytes) -> tuple[int | None, str]:
    """(record, reason) of the one reject; every reject says what to do."""
    rejects = read_file(path, data).rejects
    assert len(rejects) == 1, rejects.to_dict("records")
    row = rejects.iloc[0]
    assert row["path"] == path
    assert len(row["remedy"]) > 10
    return row["record"], row["reason"]


def the_record(**fields: Any) -> dict[str, Any]:
    records = read_file("a.jsonl", json.dumps({"text": NEWS, **fields}).encode()).records
    record: dict[str, Any] = records.iloc[0].to_dict()
    return record


def as_parquet(table: arrow.Table, **how: Any) -> bytes:
    stream = io.BytesIO()
    parquet.write_table(table, stream, **how)
    return stream.getvalue()


# --- formats -----------------------------------------------------------------------------------------------

JSONL = json.dumps({"text": NEWS}).encode() + b"\n"
CSV = b'text,title\n"He said ""no"", twice.\nThen he left.",Two lines\n'


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize(
    ("suffix", "data", "text", "record"),
    [
        (".txt", NEWS.encode(), NEWS, None),
        (".html", b"<p>Rain.</p>", "<p>Rain.</p>", None),
        (".htm", b"<p>Rain.</p>", "<p>Rain.</p>", None),
        (".jsonl", JSONL, NEWS, 1),
        (".csv", CSV, 'He said "no", twice.\nThen he left.', 1),
        (".tsv", CSV.replace(b",Two", b"\tTwo").replace(b"text,", b"text\t"), 'He said "no", twice.\nThen he left.', 1),
        (".parquet", as_parquet(arrow.table({"text": [NEWS]})), NEWS, 1),
    ],
)
def test_each_format_is_read_packed_or_not(
    suffix: str, data: bytes, text: str, record: int | None, packed: bool
) -> None:
    parsed = read_file("a" + suffix + ".gz" * packed, gzip.compress(data) if packed else data)
    assert parsed.rejects.empty
    assert parsed.records[["text", "record"]].to_numpy().tolist() == [[text, record]]


def test_a_suffix_in_capitals_is_that_suffix() -> None:
    assert texts("A.TXT", NEWS.encode()) == [NEWS]


def test_an_unknown_suffix_is_rejected_without_a_look_inside() -> None:
    assert size_limit("a.docx") == 0
    assert "suffix" in the_reject("a.docx", b"P")[1]


@pytest.mark.parametrize(
    ("name", "remedy"),
    [("a.zip", "Unpack it"), ("a.DOCX", "plain text"), ("a.eml", "Open it"), ("a.xlsx", "CSV"), ("a.json", ".jsonl")],
)
def test_how_articles_are_got_out_of_what_they_are_mailed_in_is_told(name: str, remedy: str) -> None:
    assert remedy in read_file(name, b"P").rejects["remedy"].iloc[0]


def test_what_is_read_has_its_columns_even_when_there_is_nothing() -> None:
    parsed = read_file("a.txt", b"")
    assert tuple(parsed.records.columns) == RECORD_COLUMNS
    assert parsed.rejects.columns.tolist() == columns("rejects")


# --- encodings ---------------------------------------------------------------------------------------------

POLISH = "Premier powiedział, że żadne rozmowy się nie odbyły. Żaden minister o tym nie wiedział, twierdzą urzędnicy."
CZECH = (
    "Předseda vlády řekl, že žádné jednání nebylo. Žádný ministr o tom nevěděl, tvrdí úředníci v Ústí. Rozhovory budou "
    "pokračovat příští týden, kdy přijede zahraniční delegace. Přístav zůstane uzavřený, oznámil mluvčí."
)
RUSSIAN = "Министр сказал, что урожай был плохой. Никто ему не поверил, но прилив пришел."
FRENCH = "Le président a déclaré à la presse que la récolte était mauvaise. « Rien à cacher », a-t-il ajouté."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (NEWS, "cp1252"),
        (NEWS, "mac-roman"),
        (NEWS.replace("’", "'").replace("“", '"').replace("”", '"').replace("–", "-"), "latin-1"),
        (NEWS * 400, "cp1252"),
        (FRENCH, "cp1252"),
        (FRENCH, "latin-1"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859-2"),
        (CZECH, "cp1250"),
        (CZECH, "iso8859-2"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
    ],
)
def test_an_old_encoding_is_guessed_with_a_warning(text: str, encoding: str) -> None:
    records = read_file("a.txt", text.encode(encoding)).records
    assert records["text"].tolist() == [text]
    assert "guess" in records["warnings"][0][0]


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman"])
def test_real_articles_survive_an_old_encoding(encoding: str) -> None:
    gold = SHARED / "gold" / "attributions-train.jsonl"
    if not gold.exists():
        pytest.skip("../shared/gold is not here")
    articles = [json.loads(line)["text"] for line in gold.open(encoding="utf-8")]
    packed = [(text, text.encode(encoding, "ignore")) for text in articles if not text.isascii()]
    asked = [(text, data) for text, data in packed if data.decode(encoding) == text]
    survived = sum(texts("a.txt", data) == [text] for text, data in asked)
    assert survived >= 0.97 * len(asked) > 300  # the rest holds mojibake, which reads as another encoding


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_believed_without_a_warning(encoding: str) -> None:
    records = read_file("a.txt", NEWS.encode(encoding)).records
    assert (records["text"].tolist(), records["warnings"].tolist()) == ([NEWS], [[]])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [NEWS, RUSSIAN])
def test_utf16_without_its_mark_is_read_with_a_warning(text: str, encoding: str) -> None:
    records = read_file("a.txt", text.encode(encoding)).records
    assert records["text"].tolist() == [text]
    assert encoding in records["warnings"][0][0]


def test_a_page_is_read_in_the_encoding_it_declares() -> None:
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2"></head>{CZECH}</html>'
    records = read_file("a.html", page.encode("iso8859-2")).records
    assert (records["text"].tolist(), records["warnings"].tolist()) == ([page], [[]])


def test_a_page_that_declares_another_encoding_than_its_own_is_guessed() -> None:
    page = f"<html><meta charset=utf-8>{NEWS}</html>"
    assert texts("a.html", page.encode("cp1252")) == [page]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (NEWS.encode() + b"\xff\xff" + NEWS.encode(), "broken UTF-8 at byte 97"),
        (b"The harbour \xff opened on Monday.", "broken UTF-8 at byte 13"),
        ("She said “".encode()[:-1], "in the middle of a UTF-8 character"),
        (b"\xef\xbb\xbfand \xff more", "broken UTF-8 at byte 8"),
        ("She said".encode("utf-16")[:-1], "byte-order mark says utf-16"),
    ],
)
def test_broken_text_is_rejected_with_the_place(data: bytes, says: str) -> None:
    record, reason = the_reject("a.txt", data)
    assert record is None
    assert says in reason


def test_a_text_that_a_byte_or_two_spoil_is_read_with_a_warning_that_says_where() -> None:
    spoilt = NEWS.encode() * 9 + b"\x93No,\x94 said Zo\xeb \xff \xe2\x80 Orm.\n"
    for mark, at in ((b"", 865), (codecs.BOM_UTF8, 868)):
        records = read_file("a.txt", mark + spoilt).records
        assert records["text"].tolist() == [NEWS * 9 + "“No,” said Zoë \ufffd \ufffd Orm.\n"]
        says = f"broken UTF-8 in 5 places, the first at byte {at}; it was read there as cp1252, a guess, or as �."
        assert records["warnings"].tolist() == [[f"The text is {says}"]]
    [says] = read_file("a.txt", NEWS.encode() + b'He said \x93no".\n' + NEWS.encode()).records["warnings"][0]
    assert "in one place, at byte 105;" in says


def test_a_byte_that_is_no_utf8_costs_a_file_of_records_none_of_them() -> None:
    line = '{"text": "“No,” said Žanna Orm of the ferries. %s"}'
    lines = [line % (word * 50) for word in ("Rain ", "Snow ", "Hail ")]
    data = "\n".join(lines).encode().replace(b"Snow", b"Sn\x94w", 1)
    records = read_file("a.jsonl", data).records
    assert records["record"].tolist() == [1, 2, 3]
    assert [len(warnings) for warnings in records["warnings"]] == [0, 1, 0]
    rows = "text\n" + "\n".join(f'"Žanna Orm said no. {word * 99}"' for word in ("Rain ", "Snow "))
    assert read_file("a.csv", rows.encode().replace(b"Snow", b"Sn\x94w", 1)).records["record"].tolist() == [1, 2]


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 words",
        b"{\\rtf1 words}",
        b"PK\x03\x04words",
        b"words \0 and words",
        bytes(range(256)) * 4,
        b"\x01\x00\x02\x00\x03\x00",
        gzip.compress(NEWS.encode(), mtime=0),
    ],
)
def test_binary_is_rejected(data: bytes) -> None:
    assert "binary" in the_reject("a.txt", data)[1]


@pytest.mark.parametrize("before", [100, 101])
def test_a_stray_nul_makes_a_text_neither_binary_nor_utf16(before: int) -> None:
    text = "a" * before + "\0" + "b" * 101
    records = read_file("a.txt", text.encode()).records
    assert (records["text"].tolist(), records["warnings"].tolist()) == ([text], [[]])


@given(st.binary(max_size=300))
@settings(max_examples=300)
def test_whatever_bytes_a_file_holds_it_is_read_or_rejected(data: bytes) -> None:
    for suffix in (".txt", ".txt.gz", ".html", ".jsonl", ".csv", ".tsv", ".parquet"):
        parsed = read_file("a" + suffix, data)
        assert len(parsed.records) + len(parsed.rejects) > 0
        for text in parsed.records["text"]:
            text.encode("utf-8")


# --- limits ------------------------------------------------------------------------------------------------


def test_an_article_over_the_limit_is_rejected() -> None:
    assert "limit of 8 MiB" in the_reject("a.txt", b"x" * (MAX_ARTICLE_BYTES + 1))[1]
    assert texts("a.txt", b"x" * MAX_ARTICLE_BYTES) == ["x" * MAX_ARTICLE_BYTES]


def test_a_gzip_bomb_costs_no_more_memory_than_its_limit() -> None:
    bomb = gzip.compress(b"\0" * (32 * MAX_ARTICLE_BYTES), 1)
    tracemalloc.start()
    try:
        _, reason = the_reject("a.txt.gz", bomb)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert "limit of 8 MiB, unpacked" in reason
    assert peak < 4 * MAX_ARTICLE_BYTES


def test_nothing_of_a_file_is_remembered_though_its_keys_are_texts() -> None:
    lines = (json.dumps({"text": NEWS, letter * 1_000_000: 1}) for letter in "abcdefgh")
    data = "\n".join(lines).encode()
    tracemalloc.start()
    try:
        assert len(texts("a.jsonl", data)) == 8
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held < 1_000_000


def test_a_gzip_of_very_many_members_is_unpacked_in_one_pass() -> None:
    assert texts("a.txt.gz", gzip.compress(b"Rain. ") * 20_000) == ["Rain. " * 20_000]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (gzip.compress(NEWS.encode() * 50, mtime=0)[:-12], "cut short"),
        (gzip.compress(NEWS.encode(), mtime=0)[:-8] + bytes(8), "damaged"),
        (gzip.compress(NEWS.encode(), mtime=0) + b"more", "damaged"),
        (NEWS.encode(), "not gzip"),
        (gzip.compress(b"", mtime=0), "empty"),
        (b"", "empty"),
        (gzip.compress(b"\xef\xbb\xbf", mtime=0), "the file is empty"),
        (gzip.compress("\u2003\n".encode("utf-16"), mtime=0), "the file is empty"),
    ],
)
def test_a_damaged_or_empty_gzip_is_rejected(data: bytes, says: str) -> None:
    assert says in the_reject("a.txt.gz", data)[1]


def test_a_table_over_the_limit_is_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "MAX_TABLE_BYTES", 1 << 20)
    assert "limit of 1 MiB" in the_reject("a.jsonl.gz", gzip.compress(JSONL * 20_000))[1]


def test_a_monstrous_line_costs_only_itself() -> None:
    data = JSONL + b'{"text": "' + b"x" * 4 * MAX_ARTICLE_BYTES + b'"}\n' + JSONL
    parsed = read_file("a.jsonl", data)
    assert parsed.records["record"].tolist() == [1, 3]
    assert "longer than 25 MiB" in the_reject("a.jsonl", data)[1]


@pytest.mark.parametrize("letter", ["ж", "𝔄", "字", "\n"])
def test_an_article_within_the_limit_is_read_however_its_line_escapes_it(letter: str) -> None:
    text = "x" + letter * ((MAX_ARTICLE_BYTES - 2) // len(letter.encode())) + "x"
    assert texts("a.jsonl", json.dumps({"text": text}).encode()) == [text]


def test_a_parquet_dictionary_that_repeats_a_text_for_ever_is_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tabular, "MAX_TABLE_BYTES", 1 << 20)
    repeated = arrow.DictionaryArray.from_arrays(arrow.array([0] * 5000, arrow.int32()), [NEWS * 1000])
    data = as_parquet(arrow.table({"text": repeated}))
    assert len(data) < 1 << 20
    reason = the_reject("a.parquet", data)[1]
    assert "limit of 1 MiB" in reason
    assert f"after {len(texts('a.parquet', data))} records, which were read" in reason


@pytest.mark.parametrize("name", ["text", "Text"])
def test_a_parquet_text_that_packing_hides_is_rejected_unread(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(tabular, "MAX_TABLE_BYTES", 1 << 20)
    data = as_parquet(arrow.table({name: ["x" * (2 << 20)]}), compression="zstd")
    assert len(data) < 1 << 16
    assert "limit of 1 MiB" in the_reject("a.parquet", data)[1]


def test_rejects_of_one_file_are_listed_up_to_a_number_and_then_counted() -> None:
    parsed = read_file("log.jsonl", b"no json\n" * 1500 + JSONL)
    assert len(parsed.records) == 1
    assert len(parsed.rejects) == 1001
    assert "500 more" in parsed.rejects["reason"].iloc[-1]
    assert reading._MOST_REJECTS == 1000


def test_lines_that_begin_with_a_quote_inside_a_quoted_field_end_no_row() -> None:
    rows = "".join(f'"""No,"" said {name}.\n""Never.""\n""Not once."""\tWest\n' for name in ("Kord", "Orm"))
    said = [f'"No," said {name}.\n"Never."\n"Not once."' for name in ("Kord", "Orm")]
    assert texts("a.tsv", f"text\tsource\n{rows}".encode()) == said


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
def test_a_table_that_a_spreadsheet_saved_as_text_is_read_by_rows(encoding: str) -> None:
    """Excel's “Unicode Text” and “Text (Tab delimited)” end in .txt; they were one article of all rows."""
    table = 'Headline\tDate\tBody\r\nTolls rise\t4 March 2026\t"“No,” said Kord.\n\n""Never."""\r\nRain\t\tIt fell.\r\n'
    records = read_file("a.txt", table.encode(encoding)).records
    assert records[["record", "title", "text"]].to_numpy().tolist() == [
        [1, "Tolls rise", '“No,” said Kord.\n\n"Never."'],
        [2, "Rain", "It fell."],
    ]
    assert texts("a.txt", b"Date\tHeadline\n4 March\tTolls rise\n") == ["Date\tHeadline\n4 March\tTolls rise\n"]


# --- jsonl -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b'{"text": "Rain."', "not valid JSON"),
        (b"[1, 2]", "not an object"),
        (b'"Rain."', "not an object"),
        (b"null", "not an object"),
        (b"[" * 100_000, "not valid JSON"),
        (b'{"text": "Rain.", "n": ' + b"1" * 5000 + b"}", "not valid JSON"),
        (b'{"text": 5}', "text is not a string"),
        (b'{"title": "Rain"}', "no text and no html"),
        (b'{"text": "  "}', "no text and no html"),
        (b'{"text": "caf\xc3\xa9 and caf\xc3\xa9 \xff"}', "broken UTF-8"),
    ],
)
def test_a_bad_line_is_rejected_by_its_number_and_spoils_no_other(line: bytes, says: str) -> None:
    data = JSONL + b"\n" + line + b"\r\n" + JSONL
    assert read_file("a.jsonl", data).records["record"].tolist() == [1, 4]
    record, reason = the_reject("a.jsonl", data)
    assert record == 3
    assert says in reason


def test_a_record_without_an_article_is_told_by_the_fields_it_has() -> None:
    nested = b'{"no": 7, "meta": {"headline": "Rain"}, "content": {"body": "It fell."}, "tags": []}'
    (row,) = read_file("a.jsonl", nested).rejects.to_dict("records")
    assert row["reason"] == "the record has no text and no html (fields: no, meta, content, tags)"
    assert row["remedy"] == (
        "Write its article as a string under text (or html); what lies in meta, content is not read."
    )
    (row,) = read_file("a.csv", b"title,text\nRain,\n").rejects.to_dict("records")
    assert row["reason"] == "the record has no text and no html (fields: title)"
    assert row["remedy"] == "Fill its text (or html), or leave it out."


def test_the_fields_told_of_are_few_and_short() -> None:
    names = ["\ud83d" + "n" * 50, *(f"column_{number}" for number in range(9))]
    _, reason = the_reject("a.jsonl", json.dumps(dict.fromkeys(names, 1)).encode())
    shown = reason.partition("(fields: ")[2].removesuffix(")").split(", ")
    assert shown == ["\ufffd" + "n" * 39 + "…", *names[1:8], "…"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_marked_jsonl_is_read_line_by_line(encoding: str) -> None:
    data = '{"text": "Žižka said no."}\n{"text": \n{"text": "She agreed."}\n'.encode(encoding)
    assert texts("a.jsonl", data) == ["Žižka said no.", "She agreed."]
    assert the_reject("a.jsonl", data)[0] == 2


def test_a_guess_at_a_whole_jsonl_is_warned_of_in_each_of_its_rows() -> None:
    lines = '{"text": "Žižka said no."}\n{"text": "She agreed."}\n'
    records = read_file("a.jsonl", lines.encode("utf-16-le")).records
    assert records["text"].tolist() == ["Žižka said no.", "She agreed."]
    assert ["utf-16-le, a guess" in warnings[0] for warnings in records["warnings"]] == [True, True]


def test_a_line_in_an_old_encoding_warns_in_its_own_row_only() -> None:
    records = read_file("a.jsonl", b"\xef\xbb\xbf" + JSONL + '{"text": "The café shut."}'.encode("cp1252")).records
    assert records["text"].tolist() == [NEWS, "The café shut."]
    assert [len(warnings) for warnings in records["warnings"]] == [0, 1]


def test_half_a_surrogate_pair_becomes_a_replacement_character() -> None:
    record = the_record(text="Rain \ud83d fell", title="\udc00 title")
    assert (record["text"], record["title"]) == ("Rain \ufffd fell", "\ufffd title")


# --- csv ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_without_an_article_tells_its_columns(delimiter: str) -> None:
    header = delimiter.join(["headline", "date", "story"])
    assert "(columns: headline, date, story)" in the_reject("a.csv", f"{header}\r\n".encode())[1]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_with_the_delimiter_its_header_has(delimiter: str) -> None:
    data = delimiter.join(["title", "Text"]) + "\r\n" + delimiter.join(["Rain", '"It rained, then; it\tstopped."'])
    record = read_file("a.csv", data.encode()).records.iloc[0]
    assert (record["title"], record["text"]) == ("Rain", "It rained, then; it\tstopped.")


@pytest.mark.parametrize(
    "before",
    [
        *("sep=;\r\n", "\r\n\n \t\n", "\nSEP=;\n"),
        *('"sep=;"\r\n', '"sep=;";\n', "sep=;;;\n", " sep = ; \n", "sep=\t\n", '" sep=;"\r\n'),
    ],
)
def test_what_a_spreadsheet_writes_before_the_names_is_passed_over(before: str) -> None:
    """An export that told its delimiter, or began with an empty line, had no column of articles."""
    parsed = read_file("a.csv", f'{before}title;text\nRain;"It rained; then not."\nHail;x;y\n'.encode())
    assert parsed.records[["record", "title", "text"]].to_numpy().tolist() == [[1, "Rain", "It rained; then not."]]
    line = len(before.splitlines()) + 3
    assert f"begins in line {line} " in parsed.rejects["reason"][0]


def test_a_file_named_for_its_tabs_has_tabs_between_its_fields_though_its_one_column_shows_none() -> None:
    """Between commas, the first by which a header with one name is read, each of its texts had too many fields."""
    assert texts("a.tsv", b"text\nIt rained, then stopped.\n") == ["It rained, then stopped."]
    assert texts("a.tsv", b"title,text\nRain,It rained.\n") == ["It rained."]


def test_where_nothing_is_quoted_between_tabs_an_article_may_begin_with_quotation_marks() -> None:
    """So web sheets and databases write them; as in a .csv the first had no end and the second lost its marks."""
    rows = ['"Go," he said.\tOne', '"Go\\n\\nnow," he said.\tTwo', '"Stay."\t"Three']
    read = texts("a.tsv", "\n".join(["text\ttitle", *rows]).encode())
    assert read == ['"Go," he said.', '"Go\n\nnow," he said.', '"Stay."']


def test_between_tabs_a_field_that_holds_a_tab_or_a_line_break_is_quoted_as_in_a_csv() -> None:
    data = b'text\ttitle\n"""Go,"" he said,\tand\nwent."\t"One"\nRain.\tC:\\new\n"Sun" they say.\tThree\n'
    parsed = read_file("a.tsv", data)
    assert parsed.records[["text", "title"]].to_numpy().tolist() == [
        ['"Go," he said,\tand\nwent.', "One"],
        ["Rain.", r"C:\new"],
    ]
    assert parsed.rejects["record"].tolist() == [3]


def test_csv_without_a_column_of_articles_is_rejected_with_the_columns_it_has() -> None:
    record, reason = the_reject("a.csv", b"headline,story\na,b\n")
    assert record is None
    assert "headline, story" in reason


@pytest.mark.parametrize("names", [["text", "text"], ["Text", "text "], ["text", "title", "TITLE"]])
def test_a_table_with_two_columns_of_one_name_is_rejected_and_no_text_lost(names: list[str]) -> None:
    table = arrow.Table.from_arrays([arrow.array([NEWS])] * len(names), names=names)
    for path, data in (
        ("a.csv", ",".join(names).encode() + b"\n" + b",".join([b"x"] * len(names))),
        ("a.parquet", as_parquet(table)),
    ):
        record, reason = the_reject(path, data)
        assert record is None
        assert f"more than one column is named {names[-1].strip().lower()}" in reason


def test_of_two_columns_of_one_name_only_those_that_are_read_are_rejected() -> None:
    assert "named body" in the_reject("a.csv", b"body,body\nRain.,Hail.\n")[1]
    assert texts("a.csv", b"body,text,body\nRain.,Hail.,Snow.\n") == ["Hail."]


def test_a_column_that_is_not_read_may_come_twice() -> None:
    assert texts("a.csv", b"note,text,note\na,Rain.,b\n") == ["Rain."]


def test_csv_with_no_row_is_rejected() -> None:
    assert "no records" in the_reject("a.csv", b"text,title\n")[1]


def test_a_field_longer_than_pythons_own_limit_is_read() -> None:
    assert texts("a.csv", b'text\n"' + b"word " * 40_000 + b'"\n') == ["word " * 40_000]


def test_the_limit_of_a_field_is_set_once_and_not_by_each_file_that_is_read() -> None:
    reads = "import csv, transforms.read as r; l = csv.field_size_limit(); r.read_file('a.csv', b'text\\nx'); "
    command = [sys.executable, "-c", reads + "print(l == csv.field_size_limit() == r.MAX_ARTICLE_BYTES)"]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout == "True\n"


def test_a_field_that_never_ends_is_rejected_with_its_line() -> None:
    data = b'text,title\nRain.,One\n"It rained,Two\n' + b"more,rows\n" * 3
    assert texts("a.csv", data) == ["Rain."]
    record, reason = the_reject("a.csv", data)
    assert record == 2
    assert "line 3" in reason


def test_a_field_over_the_limit_ends_the_file_there() -> None:
    data = b'text,title\nRain.,One\n"' + (b"x" * 1023 + b"\n") * 8200 + b'",Two\nSun.,Three\n'
    assert texts("a.csv", data) == ["Rain."]
    assert "limit" in the_reject("a.csv", data)[1]


def test_rows_after_an_unbalanced_quote_are_read_again() -> None:
    data = b'text,title\n"He said "no" twice.",One\nRain.,Two\nSun.,Three\n'
    assert texts("a.csv", data) == ["Rain.", "Sun."]
    assert the_reject("a.csv", data)[0] == 1


@pytest.mark.parametrize("row", [b"It rained, then stopped.,One", b"It rained"])
def test_a_row_of_more_or_fewer_fields_than_names_is_rejected(row: bytes) -> None:
    data = b"text,title\n" + row + b"\nSun.,Two\n"
    assert texts("a.csv", data) == ["Sun."]
    record, reason = the_reject("a.csv", data)
    assert record == 1
    assert "2 column names" in reason


# --- parquet -----------------------------------------------------------------------------------------------


def test_parquet_of_another_schema_is_rejected_with_the_columns_it_has() -> None:
    assert "columns: x, y" in the_reject("a.parquet", as_parquet(arrow.table({"x": [1], "y": [2]})))[1]


def test_parquet_of_no_rows_is_rejected() -> None:
    assert (
        "no records" in the_reject("a.parquet", as_parquet(arrow.table({"text": arrow.array([], arrow.string())})))[1]
    )


@pytest.mark.parametrize(
    "column",
    [
        arrow.array([NEWS], arrow.large_string()),
        arrow.array([NEWS]).dictionary_encode(),
        arrow.array([NEWS], arrow.string_view()),
    ],
    ids=lambda column: str(column.type),
)
def test_parquet_text_is_read_whatever_its_arrow_type(column: arrow.Array) -> None:
    assert texts("a.parquet", as_parquet(arrow.table({"text": column}))) == [NEWS]


def test_a_parquet_row_that_is_no_utf8_is_rejected_alone() -> None:
    offsets = arrow.py_buffer(b"".join(n.to_bytes(4, "little") for n in (0, 2, 7)))
    broken = arrow.Array.from_buffers(arrow.string(), 2, [None, offsets, arrow.py_buffer(b"\xff\xfeRain.")])
    data = as_parquet(arrow.table({"text": broken}))
    assert texts("a.parquet", data) == ["Rain."]
    record, reason = the_reject("a.parquet", data)
    assert record == 1
    assert "cannot be read" in reason


def test_a_parquet_day_outside_the_calendar_is_left_out_with_a_warning() -> None:
    days = arrow.array([2**31 - 1], arrow.int32()).cast(arrow.date32())
    record = read_file("a.parquet", as_parquet(arrow.table({"text": [NEWS], "published_at": days}))).records.iloc[0]
    assert pd.isna(record["published_at"])
    assert "published_at" in record["warnings"][0]


@pytest.mark.parametrize("zone", ["PST", "Z", "+0530", "Europe/Kyiv"])
def test_a_parquet_moment_is_read_though_its_zone_has_a_name_that_is_not_known(zone: str) -> None:
    noon = arrow.array([pd.Timestamp("2026-03-04T12:00").value // 1000], arrow.timestamp("us", zone))
    parsed = read_file("a.parquet", as_parquet(arrow.table({"text": [NEWS], "published_at": noon})))
    assert parsed.records["published_at"].tolist() == [pd.Timestamp("2026-03-04T12:00Z")], parsed.rejects
    assert parsed.records["warnings"].tolist() == [[]]


def test_parquet_with_bytes_changed_anywhere_is_read_or_rejected() -> None:
    whole = as_parquet(arrow.table({"text": [NEWS * n for n in range(1, 30)], "title": ["Rain"] * 29}))
    chance = random.Random(7)
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        parsed = read_file("a.parquet", bytes(data))
        assert len(parsed.records) + len(parsed.rejects) > 0


# --- fields ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-03-04", "2026-03-04T00:00"),
        ("20260304", "2026-03-04T00:00"),
        ("2026-03-04 10:30", "2026-03-04T10:30"),
        ("2026-03-04T10:30:00Z", "2026-03-04T10:30"),
        ("2026-03-04T10:30:00+02:00", "2026-03-04T08:30"),
        ("2026-03-04T10:30:00.123-0500", "2026-03-04T15:30:00.123"),
        ("Wed, 04 Mar 2026 10:30:00 GMT", "2026-03-04T10:30"),
        ("4 Mar 2026 10:30:00 -0500", "2026-03-04T15:30"),
        ("4 March 2026", "2026-03-04T00:00"),
        ("Wednesday, March 4, 2026", "2026-03-04T00:00"),
        ("Sept. 4, 2026", "2026-09-04T00:00"),
        ("March 4, 2026 Wednesday", "2026-03-04T00:00"),
        ("4 March 2026, 10:30", "2026-03-04T10:30"),
        ("04-Mar-2026 06:12AM", "2026-03-04T06:12"),
        (" 4-MAR-2026 06:12:30.79", "2026-03-04T06:12:30"),
        ("Mar 4, 2026 at 12:30 a.m.", "2026-03-04T00:30"),
        ("2026/3/4", "2026-03-04T00:00"),
        ("4.3.2026", "2026-03-04T00:00"),
        ("31/03/2026 10:30:15 PM", "2026-03-31T22:30:15"),
        (1772620200, "2026-03-04T10:30"),
        (1772620200000, "2026-03-04T10:30"),
        (1772620200.5, "2026-03-04T10:30:00.5"),
        ("1772620200", "2026-03-04T10:30"),
        ("1610120101500", "2021-01-08T15:35:01.500"),
        ("20260304103000", "2026-03-04T10:30"),
        (202603041030, "2026-03-04T10:30"),
        (20260304103000.0, "2026-03-04T10:30"),
    ],
)
def test_published_at_is_read_as_utc(written: Any, moment: str) -> None:
    record = the_record(published_at=written)
    assert record["published_at"] == pd.Timestamp(moment, tz="UTC")
    assert record["warnings"] == []


@pytest.mark.parametrize(
    "written",
    [
        *(
            "soon",
            "2026",
            "4 Smarch 2026",
            "31 June 2026",
            "03/04/2026",
            "31/3-2026",
            "2026-13-40",
            "4 March 2026 13:30 PM",
            "9999-12-31T23:59-05:00",
        ),
        *("4 Marvel 2026", "0001-01-01", "0001-01-01T00:00:00Z", "9999-12-31"),  # the last three stand for none
        *("16101201015", "20261340103000", "1772620200000000", "1" * 5000),
        *(20260304, True, [1], -5, 1e20, 1e300, 10**400, float("inf")),
    ],
)
def test_a_published_at_that_is_no_date_is_left_out_with_a_warning(written: Any) -> None:
    record = the_record(published_at=written)
    assert pd.isna(record["published_at"])
    assert "published_at" in record["warnings"][0]


def dates_of_one_file(*written: str) -> list[str | None]:
    """The days read of the records of one file; for a day left out, None, and one warning that says why."""
    lines = (json.dumps({"text": f"Rain fell {number} times.", "date": day}) for number, day in enumerate(written))
    records = read_file("a.jsonl", "\n".join(lines).encode()).records
    days = [None if pd.isna(day) else f"{day:%Y-%m-%d}" for day in records["published_at"]]
    assert [len(warnings) for warnings in records["warnings"]] == [int(day is None) for day in days]
    return days


def test_days_in_figures_are_read_in_the_order_that_one_of_the_file_shows() -> None:
    assert dates_of_one_file("03/04/2026", "31/03/2026") == ["2026-04-03", "2026-03-31"]
    assert dates_of_one_file("03/04/2026", "3/31/2026") == ["2026-03-04", "2026-03-31"]
    assert dates_of_one_file("03-04-2026", "31/03/2026", "2026-05-01") == ["2026-04-03", "2026-03-31", "2026-05-01"]


def test_days_in_figures_of_no_order_are_read_only_where_they_tell_it_themselves() -> None:
    assert dates_of_one_file("03/04/2026", "05/05/2026") == [None, "2026-05-05"]
    mixed = dates_of_one_file("03/04/2026", "31/03/2026", "3/31/2026", "32/13/2026", "31/02/2026", "1/2/0001")
    assert mixed == [None, "2026-03-31", "2026-03-31", None, None, None]


@pytest.mark.parametrize("written", [None, "", "  ", float("nan")])
def test_an_empty_published_at_needs_no_warning(written: Any) -> None:
    record = the_record(published_at=written)
    assert pd.isna(record["published_at"])
    assert record["warnings"] == []


@pytest.mark.parametrize(("given_id", "kept"), [("wire-7", "wire-7"), (7, "7"), (None, None)])
def test_a_records_own_doc_id_is_kept_beside_the_hash_of_its_text(given_id: Any, kept: str | None) -> None:
    record, other = the_record(doc_id=given_id), the_record(doc_id="another")
    assert record["external_id"] == kept
    assert record["doc_id"] == other["doc_id"]


def test_a_field_is_known_by_its_name_whatever_its_case_and_format() -> None:
    fields = {" Text": NEWS, "TITLE": "Rain", "Doc_ID": "7"}
    files = {
        "a.jsonl": json.dumps(fields).encode(),
        "a.csv": (",".join(fields) + '\n"' + '","'.join(fields.values()) + '"\n').encode(),
        "a.tsv": ("\t".join(fields) + '\n"' + '"\t"'.join(fields.values()) + '"\n').encode(),
        "a.parquet": as_parquet(arrow.table({name: [value] for name, value in fields.items()})),
    }
    for name, data in files.items():
        records = read_file(name, data).records
        assert records[["text", "title", "external_id"]].to_numpy().tolist() == [[NEWS, "Rain", "7"]], name


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet"])
def test_a_field_is_known_by_the_names_that_archives_give_it(kind: str) -> None:
    fields = {"Headline": "Rain", "body": NEWS, "Date": "2026-03-04", "publication": "Gannet", "ID": "7", "pages": "2"}
    data = {
        "jsonl": json.dumps(fields).encode(),
        "csv": (";".join(fields) + '\n"' + '";"'.join(fields.values()) + '"\n').encode(),
        "parquet": as_parquet(arrow.table({name: [value] for name, value in fields.items()})),
    }[kind]
    record = read_file(f"a.{kind}", data).records.iloc[0]
    assert record[["text", "title", "source", "external_id"]].tolist() == [NEWS, "Rain", "Gannet", "7"]
    assert record["published_at"] == pd.Timestamp("2026-03-04", tz="UTC")
    assert record["warnings"] == []


def test_a_fields_own_name_counts_before_others_where_it_holds_something() -> None:
    record = the_record(body="Other.", title="Rain", headline="Hail")
    assert (record["text"], record["title"]) == (NEWS, "Rain")
    assert the_record(title=None, headline="Hail")["title"] == "Hail"
    assert the_record(title="\n", headline="Hail")["title"] == "Hail"
    assert the_record(date="2026-03-05", published="2026-03-04")["published_at"].day == 4


def test_a_value_of_several_under_another_name_is_no_field() -> None:
    record = the_record(id={"oid": "7"}, outlet=["Gannet"])
    assert (record["external_id"], record["source"], record["warnings"]) == (None, None, [])


@pytest.mark.parametrize("name", ["source", "publisher"])
def test_an_outlet_may_be_written_as_an_object_with_its_name(name: str) -> None:
    record = the_record(**{name: {"id": None, "name": "Gannet"}})
    assert (record["source"], record["warnings"]) == ("Gannet", [])


def test_of_two_cases_of_a_name_the_small_one_counts_unless_it_is_null() -> None:
    assert the_record(Text="Other.")["text"] == NEWS
    assert the_record(title=None, Title="Rain")["title"] == "Rain"


def test_a_field_of_another_type_is_left_out_with_a_warning() -> None:
    record = the_record(title=["Rain"], source=5, doc_id=True)
    assert (record["title"], record["source"], record["external_id"]) == (None, None, None)
    assert len(record["warnings"]) == 3


def test_fields_of_one_line_are_written_in_one_line() -> None:
    assert the_record(title=" Rain \n in\tOstrel ")["title"] == "Rain in Ostrel"


def test_text_that_is_a_page_is_read_as_html() -> None:
    record = the_record(text="\n<!DOCTYPE html>\n<html><body>…</body></html>")
    assert record["markup"] == "html"
    assert "HTML" in record["warnings"][0]
    assert the_record(text="<i>Rain</i> fell.")["markup"] == "text"


def test_html_is_taken_where_text_is_empty() -> None:
    assert the_record(text=" ", html="<p>Rain</p>")["markup"] == "html"


def test_a_file_name_that_is_no_utf8_can_be_written_to_a_table() -> None:
    parsed = read_file("caf\udce9.txt", NEWS.encode())
    parsed.records["source_path"][0].encode("utf-8")


@pytest.mark.parametrize("number", [1e20, 10**11 - 1, 10**400])
def test_one_bad_date_costs_no_other_record_its_place(number: float) -> None:
    lines = [{"text": NEWS, "published_at": number}, {"text": "Rain fell on the quay."}]
    assert texts("a.jsonl", "\n".join(map(json.dumps, lines)).encode()) == [NEWS, "Rain fell on the quay."]


# --- duplicates --------------------------------------------------------------------------------------------


def test_the_same_text_is_kept_once_and_the_other_says_whose_twin_it_is() -> None:
    files = {
        "b.txt": NEWS.encode(),
        "a.jsonl": JSONL + b"\n" + JSONL,
        "c.txt": NEWS.encode("utf-16"),
        "d.txt": b"Rain.",
    }
    records = pd.concat([read_file(name, data).records for name, data in files.items()], ignore_index=True)
    once, rejects = reject_duplicates(records)
    assert once[["source_path", "record"]].to_numpy().tolist() == [["a.jsonl", 1], ["d.txt", None]]
    assert rejects[["path", "record"]].to_numpy().tolist() == [["a.jsonl", 3], ["b.txt", None], ["c.txt", None]]
    assert set(rejects["reason"]) == {"duplicate of a.jsonl, record 1"}


@pytest.mark.parametrize(
    "again",
    [NEWS + "\n", NEWS.strip(), NEWS.replace(" ", "\r\n"), NEWS.replace(" ", "\u00a0 "), "\t" + NEWS],
    ids=["line break", "trimmed", "wrapped", "no-break", "indented"],
)
def test_texts_that_differ_in_white_space_alone_are_one_article(again: str) -> None:
    files = {"a.txt": again, "b.txt": NEWS}
    records = pd.concat([read_file(name, text.encode()).records for name, text in files.items()], ignore_index=True)
    once, rejects = reject_duplicates(records)
    assert once[["source_path", "text"]].to_numpy().tolist() == [["a.txt", again]]
    assert rejects[["path", "reason"]].to_numpy().tolist() == [["b.txt", "duplicate of a.txt"]]
    assert records["doc_id"].nunique() == 2  # an id is that of the text as it stands


def test_texts_that_differ_in_a_word_or_where_it_ends_are_two_articles() -> None:
    texts_alike = [NEWS, NEWS.replace("Monday", "Sunday"), NEWS.replace("nobody", "no body"), NEWS + "She left."]
    records = [read_file(f"{number}.txt", text.encode()).records for number, text in enumerate(texts_alike)]
    assert len(reject_duplicates(pd.concat(records, ignore_index=True)).records) == 4


def test_which_twin_is_kept_does_not_depend_on_the_order_of_reading() -> None:
    records = pd.concat([read_file(f"{name}.txt", NEWS.encode()).records for name in "cab"], ignore_index=True)
    for seed in range(4):
        shuffled = records.sample(frac=1, random_state=seed)
        assert reject_duplicates(shuffled).records["source_path"].tolist() == ["a.txt"]


def test_the_guide_lists_every_name_that_a_field_is_known_by() -> None:
    guide = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| ([\w, ]+) \|$", guide, re.MULTILINE)
    told = {field: tuple(name.replace("_", "") for name in names.split(", ")) for field, names in rows}
    assert told == OTHER_NAMES
