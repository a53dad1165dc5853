"""Frames of several partitions become one: new articles among those that stay."""

import pandas as pd
from hypothesis import example, given
from hypothesis import strategies as st

from flows.partitions import interleave
from transforms.tables import conform, rows_of

ARTICLES = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 3))  # id → paragraphs


def paragraphs(articles: dict[str, int], section: str) -> pd.DataFrame:
    named = [(doc_id, ordinal) for doc_id, n in articles.items() for ordinal in range(n)]
    rows = pd.DataFrame(named, columns=["doc_id", "ordinal"])
    place = {"start": 0, "end": 5, "prose_start": 0, "spoken_start": None}
    said = {"kind": "body", "section": section, "text": "Words"} | place
    return conform("paragraphs", rows.assign(paragraph_id=[f"{doc_id}{n}" for doc_id, n in named], **said))


@given(ARTICLES, st.sets(st.sampled_from("abcdefgh")), ARTICLES)
@example({"a": 1, "b": 2, "c": 1}, {"a", "c"}, {})  # one went from between two that stay
@example({"a": 1, "c": 1}, {"a", "c"}, {"b": 2})
def test_new_articles_stand_in_order_among_those_kept(
    before: dict[str, int], chosen: set[str], new: dict[str, int]
) -> None:
    kept = chosen - set(new)
    held, made = paragraphs(before, "held"), paragraphs(new, "made")
    stacked = pd.concat([rows_of(kept, held), made], ignore_index=True)
    pd.testing.assert_frame_equal(interleave(kept, held, made), conform("paragraphs", stacked))


def test_new_rows_are_given_the_types_of_those_held() -> None:
    held = pd.DataFrame({"doc_id": ["a", "c"], "n": [1, 2]}).astype({"doc_id": "string", "n": "Int64"})
    made = pd.DataFrame({"doc_id": ["b"], "n": [None]}, dtype=object)
    rows = interleave(["a", "c"], held, made)
    assert rows.dtypes.equals(held.dtypes)
    assert rows["n"].tolist() == [1, pd.NA, 2]
