"""The report: one self-contained HTML page that shows an analyst what the tables hold.

in   tables   every published table, as data frames (`transforms.tables.TABLES`)
out  html     one page: no script, no request, every text of the articles shown as text

The way: tables → view (plain values a template can show) → page.html.
"""

from collections.abc import Mapping

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined

from transforms.tables import TABLES


def render_report(tables: Mapping[str, pd.DataFrame]) -> str:
    """The report as an HTML document; the same tables give the same bytes."""
    environment = Environment(loader=PackageLoader(__name__, ""), autoescape=True, undefined=StrictUndefined)
    rows = [(table, len(tables[table])) for table in TABLES if table != "runs"]
    return environment.get_template("page.html").render(rows=rows)
