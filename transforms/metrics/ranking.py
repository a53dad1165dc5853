"""Entities in the order of what was counted of them in the whole corpus."""

from collections.abc import Mapping

import pandas as pd

from transforms.tables import of_level


def rank_entities(
    tables: Mapping[str, pd.DataFrame], by: str = "n_mentions", then: str = "n_as_speaker"
) -> pd.DataFrame:
    """Entities of which column `by` or `then` of the corpus's metrics counts anything, the greatest `by` first.

    Rows hold their columns of `entities` and of `mention_metrics`.
    """
    metrics = of_level("corpus", tables["mention_metrics"])
    rows = metrics[(metrics[by] > 0) | (metrics[then] > 0)]
    order = [by, then, "name", "entity_id"]
    return rows.merge(tables["entities"], on="entity_id").sort_values(order, ascending=[False, False, True, True])
