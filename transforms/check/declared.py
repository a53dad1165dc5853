"""Rules that the table declarations state: shape, types, ranges, categories, keys, references.

The way: whole columns are looked at first, which is cheap; only a table that does not keep its declaration is given
to pandera, row by row, to tell where.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as arrow
import pyarrow.compute as compute

from transforms.arrays import Flags
from transforms.check.findings import REBUILD, Finding, show_rows
from transforms.tables import TABLES, Column, Tables, declared, in_key_order, key, references, strictly_ordered


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
        yield _finding(f"{table} exists", table, says, breaks_shape=True)
    elif not keeps_declaration(table, tables[table]):
        yield from _find_rows(table, tables[table])


def keeps_declaration(table: str, rows: pd.DataFrame) -> bool:
    """Whether `rows` are plainly as `table` is declared; False also where only a closer look can tell."""
    columns = declared(table)
    if list(rows.columns) != list(columns) or any(rows[name].dtype != c.dtype for name, c in columns.items()):
        return False
    return strictly_ordered(rows[key(table)]) and all(_allowed(rows[name], c) for name, c in columns.items())


def _allowed(values: pd.Series, column: Column) -> bool:
    """Whether every value is one that the column may hold."""
    if not column.nullable and values.hasnans:
        return False
    if column.unique and not values.is_unique:
        return False
    if column.choices is not None and not values.dropna().isin(column.choices).all():
        return False
    low_enough = column.at_most is None or (values <= column.at_most).fillna(True).all()
    return bool(low_enough) and (column.at_least is None or bool((values >= column.at_least).fillna(True).all()))


def _flags(compared: Any) -> Flags:
    return np.asarray(compared, dtype=bool)


def _find_rows(table: str, rows: pd.DataFrame) -> Iterator[Finding]:
    import pandera.pandas as pa

    try:
        TABLES[table].validate(rows, lazy=True)
    except pa.errors.SchemaErrors as errors:
        yield from _from_pandera(table, errors.failure_cases)
    if set(key(table)) <= set(rows.columns):
        twice = rows[rows.duplicated(key(table), keep=False)]
        if len(twice):
            says = f"{', '.join(key(table))} tell the rows of {table} apart."
            yield _finding(f"{table} key", table, says, twice[key(table)])
        in_order = in_key_order(table, rows).index
        if not in_order.equals(rows.index):
            moved = rows.loc[in_order != rows.index, key(table)]
            says = f"Rows of {table} are in the order of {', '.join(key(table))}."
            yield _finding(f"{table} order", table, says, moved)


def _from_pandera(table: str, cases: pd.DataFrame) -> Iterator[Finding]:
    for (column, check), failed in cases.groupby(["column", "check"], dropna=False):
        misshapen = bool(failed["index"].isna().any())
        of_table = failed["schema_context"].iloc[0] == "DataFrameSchema"
        subject = failed["failure_case"].iloc[0] if of_table else column
        rule = f"{table}.{subject} {check}"
        says = f"Column {subject} of {table} keeps: {check}."
        yield _finding(rule, table, says, failed[["index", "failure_case"]], breaks_shape=misshapen)


def _check_reference(tables: Tables, table: str, column: str, target: str) -> Iterator[Finding]:
    other, other_column = target.split(".")
    values = tables[table][column].dropna()
    known = _flags(compute.is_in(arrow.array(values), value_set=arrow.array(tables[other][other_column])))
    if not known.all():
        dangling = tables[table].loc[values.index[~known]]
        says = f"Each {column} of {table} is a {other_column} of {other}."
        shown = dangling[list(dict.fromkeys([*key(table), column]))]
        yield _finding(f"{table}.{column} refers", table, says, shown)


def _finding(rule: str, table: str, says: str, rows: pd.DataFrame | None = None, breaks_shape: bool = False) -> Finding:
    return Finding(
        rule=rule,
        table=table,
        severity="error",
        n_rows=0 if rows is None else len(rows),
        examples=() if rows is None else show_rows(rows),
        says=says,
        remedy=REBUILD,
        breaks_shape=breaks_shape,
    )
