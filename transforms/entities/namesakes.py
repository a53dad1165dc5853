"""Namesakes: whether two articles that may speak of one person do, by who and what else they name, their company.

in   sightings, and the only person whom a surname may mean
out  surnames that mean nobody, as the article that names their only bearer in full is about something else
"""

from collections.abc import Mapping

import pandas as pd

from transforms.entities.persons import BY_FAR

LEAST_COMPANY = 5  # others that an article names, by whom can be told what it is about
_FEW = 10  # as one article in so many names them


def of_other_company(
    sightings: pd.DataFrame, meant: Mapping[str, str], named: Mapping[str, int]
) -> set[tuple[str, str]]:
    """(doc_id, person named in part) of whom one other article alone gives the full name, and no other that few give.

    named   person → how many articles name him or her in full
    """
    parts = sightings[["doc_id", "entity_id"]][sightings["partial"].to_numpy(bool)]
    parts = parts[parts["entity_id"].map(lambda one: named.get(meant.get(one, ""), 0) == 1).to_numpy(bool)]
    pairs = list(zip(parts["doc_id"].tolist(), parts["entity_id"].tolist(), strict=True))
    full = sightings[["doc_id", "entity_id"]][~sightings["partial"].to_numpy(bool)]
    full = full.assign(entity_id=full["entity_id"].map(lambda one: meant.get(one, one)))
    full = full[full["entity_id"].isin({meant[part] for _, part in pairs}).to_numpy(bool)]
    names_whom = dict(sorted(zip(full["entity_id"].tolist(), full["doc_id"].tolist(), strict=True)))
    concerned = {doc_id for doc_id, _ in pairs} | set(names_whom.values())
    company: dict[str, set[str]] = {doc_id: set() for doc_id in concerned}
    beside = sightings[["doc_id", "entity_id"]][sightings["doc_id"].isin(concerned).to_numpy(bool)]
    for doc_id, entity in beside.itertuples(index=False):
        company[doc_id].add(entity)
    n_articles = sightings["entity_id"].value_counts().to_dict()
    few = max(BY_FAR, sightings["doc_id"].nunique() / _FEW)
    strangers = set()
    shared: dict[tuple[str, str], set[str]] = {}  # once for each two articles, as one may tell of thousands in part
    for doc_id, part in pairs:
        names, beside = {part, meant[part]}, (doc_id, names_whom[meant[part]])
        if beside not in shared:
            shared[beside] = {one for one in company[doc_id] & company[beside[1]] if n_articles[one] <= few}
        is_known = min(len(company[doc]) - len(names & company[doc]) for doc in beside) >= LEAST_COMPANY
        if is_known and shared[beside] <= names:
            strangers.add((doc_id, part))
    return strangers
