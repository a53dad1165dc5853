"""Rules that the table declarations state: shape, types, ranges, categories, keys, references."""

from collections.abc import Iterator

import pandas as pd
import pandera.pandas as pa

from transforms.check.findings import REBUILD, Finding, Tables, show_rows
from transforms.tables import TABLES, in_key_order, key, references


def check_declared(tables: Tables) -> list[Finding]:
    """Findings against `transforms.tables` alone; a table that is absent or misshapen is marked so."""
    findings = [finding for table in TABLES for finding in _check_table(table, tables)]
    misshapen = {finding.table for finding in findings if finding.breaks_shape}
    return findings + [
        finding
        for table in TABLES
        for column, target in references(table).items()
        if not misshapen & {table, target.split(".")[0]}
        for finding in _check_reference(tables, table, column, target)
    ]


def _check_table(table: str, tables: Tables) -> Iterator[Finding]:
    if table not in tables:
        says = f"Table {table} is missing."
        yield Finding(f"{table} exists", table, "error", 0, (), says, REBUILD, breaks_shape=True)
        return
    rows = tables[table]
    try:
        TABLES[table].validate(rows, lazy=True)
    except pa.errors.SchemaErrors as errors:
        yield from _from_pandera(table, rows, errors.failure_cases)
    if set(key(table)) <= set(rows.columns):
        twice = rows[rows.duplicated(key(table), keep=False)]
        if len(twice):
            says = f"{', '.join(key(table))} tell the rows of {table} apart."
            yield Finding(f"{table} key", table, "error", len(twice), show_rows(twice[key(table)]), says, REBUILD)
        in_order = in_key_order(table, rows).index
        if not in_order.equals(rows.index):
            moved = rows.loc[in_order != rows.index, key(table)]
            says = f"Rows of {table} are in the order of {', '.join(key(table))}."
            yield Finding(f"{table} order", table, "error", len(moved), show_rows(moved), says, REBUILD)


def _from_pandera(table: str, rows: pd.DataFrame, cases: pd.DataFrame) -> Iterator[Finding]:
    for (column, check), failed in cases.groupby(["column", "check"], dropna=False):
        misshapen = bool(failed["index"].isna().any())
        of_table = failed["schema_context"].iloc[0] == "DataFrameSchema"
        subject = failed["failure_case"].iloc[0] if of_table else column
        rule = f"{table}.{subject} {check}"
        says = f"Column {subject} of {table} keeps: {check}."
        examples = show_rows(failed[["index", "failure_case"]])
        yield Finding(rule, table, "error", len(failed), examples, says, REBUILD, breaks_shape=misshapen)


def _check_reference(tables: Tables, table: str, column: str, target: str) -> Iterator[Finding]:
    other, other_column = target.split(".")
    values = tables[table][column].dropna()
    known = pd.Index(tables[other][other_column].unique())
    dangling = tables[table].loc[values.index[known.get_indexer(values) < 0]]
    if len(dangling):
        says = f"Each {column} of {table} is a {other_column} of {other}."
        examples = show_rows(dangling[list(dict.fromkeys([*key(table), column]))])
        yield Finding(f"{table}.{column} refers", table, "error", len(dangling), examples, says, REBUILD)
