"""Bodies that every state has one of: which state's, where an article does not say.

in   sightings of institutions and places that are named in full
out  (doc_id, body named alone) → the body of the country that the article is mostly of
"""

from collections import Counter, defaultdict
from collections.abc import Mapping

import pandas as pd

from transforms.entities.persons import BY_FAR
from transforms.mentions.known.gazetteer import adjectives_of, countries_of
from transforms.mentions.words.spelling import spelt_alike
from transforms.tables import WATCHLIST

_BODIES = ("Congress", "Senate", "House of Representatives", "Parliament", "Supreme Court", "Army", "Navy", "Air Force")


def bodies_of_states(full: pd.DataFrame, meant: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """(doc_id, body of a state that is named without it) → that of the country whose places the article names most.

    Only of a country whose body many articles name so, by far more than any other's and any state's or province's: the
    Senate of an article on Iowa is the U.S. Senate, where hardly any tells of the Iowa Senate.
    """
    named_so = full["name"].str.endswith(_BODIES) & (full["type"] == "organisation")
    institutions = full[["doc_id", "entity_id", "name", "origin"]][named_so.to_numpy(bool)]
    alone: dict[str, list[tuple[str, str]]] = defaultdict(list)
    named: dict[str, Counter[str]] = defaultdict(Counter)
    country_of: dict[str, dict[str, str]] = defaultdict(dict)
    countries = {spelt_alike(name): country for name, country in adjectives_of().items()}
    for doc_id, entity, name, origin in institutions.drop_duplicates(["doc_id", "entity_id"]).itertuples(index=False):
        body = next(body for body in _BODIES if name.endswith(body))
        whose = name.removesuffix(body).strip()
        one = meant.get(entity, entity)
        if not whose and origin != WATCHLIST:
            alone[body].append((doc_id, entity))
        elif country := countries.get(spelt_alike(whose)):
            country_of[body][one] = country
        if whose and (country or whose in countries_of()):
            named[body][one] += 1
    usual = {body: _by_far(named[body], country_of[body]) for body in alone}
    if not any(usual.values()):
        return {}
    mostly = _countries_of_articles(
        full[full["doc_id"].isin({doc_id for bare in alone.values() for doc_id, _ in bare})]
    )
    return {
        (doc_id, entity): body_of[country]
        for body, bare in alone.items()
        if (body_of := usual[body])
        for doc_id, entity in bare
        if (country := mostly.get(doc_id)) in body_of
    }


def _by_far(named: Counter[str], country_of: Mapping[str, str]) -> dict[str, str]:
    """Country → its body, of the one that is named by far most often."""
    (best, often), (_, seldom) = [*named.most_common(2), ("", 0), ("", 0)][:2]
    is_known = often >= BY_FAR * max(1, seldom)
    return {country_of[best]: best} if is_known and best in country_of else {}


def _countries_of_articles(full: pd.DataFrame) -> dict[str, str]:
    """Article → the country whose places and people it names most, where there is one."""
    places = full[["doc_id", "name", "n_mentions"]][full["type"].isin(("place", "nationality")).to_numpy(bool)]
    named: dict[str, Counter[str]] = defaultdict(Counter)
    for doc_id, name, times in places.itertuples(index=False):
        if country := countries_of().get(name):
            named[doc_id][country] += times
    most = {doc_id: [*countries.most_common(2), ("", 0)][:2] for doc_id, countries in named.items()}
    return {doc_id: country for doc_id, ((country, often), (_, seldom)) in most.items() if often > seldom}
