"""Words: what the rules know of the language. Word tables, the roles that persons have, and how names are spelt."""
