"""What a run says of its tables in the terminal."""

import pandas as pd

from flows.summary import headline


def test_the_headline_counts_what_the_tables_hold(sample_tables: dict[str, pd.DataFrame]) -> None:
    quotes = sample_tables["quotes"].query("kind != 'scare'")
    told = headline(sample_tables)
    assert told.startswith(
        f"17 articles: {len(quotes)} quotations of {quotes['speaker_id'].nunique()} named speakers, "
    )
    assert f" {(sample_tables['statements']['n_documents'] > 1).sum()} statements told in more than one article" in told
