"""Quality checks: may these tables be published, and do they differ from the last ones more than they should?

in   tables       every published table, as data frames
     previous     the same of the snapshot before, where there is one
out  findings     one for each broken rule: severity, rows, examples, remedy

The way: declared rules (types, keys, references, ranges, categories: all derived from `transforms.tables`)
→ rules across tables → drift against the snapshot before. Severity `error` keeps a snapshot from being
published; `warn` is told and does not.
"""

from collections.abc import Collection, Mapping

import pandas as pd

from transforms.check.across import OF_CORPUS, OF_DOCUMENTS
from transforms.check.declared import check_declared
from transforms.check.drift import Thresholds, check_drift
from transforms.check.findings import Finding, Rule
from transforms.check.unchanged import documents_unlike
from transforms.tables import rows_of

__all__ = ["Finding", "Rule", "Thresholds", "check_articles", "check_drift", "check_tables"]


def check_tables(tables: Mapping[str, pd.DataFrame], sound: Mapping[str, pd.DataFrame] | None = None) -> list[Finding]:
    """Every declared and cross-table rule that `tables` break, errors first.

    `tables` maps each name of `transforms.tables.TABLES` to its rows; a missing table is itself a finding,
    and then the cross-table rules, which could only report its consequences, are not run.

    `sound` are rows of documents that these same rules found sound before (see `documents_unlike`): to those whose
    rows are still the same, the rules that a document keeps by itself are not held again.
    """
    findings = check_declared(tables)
    if not any(finding.breaks_shape for finding in findings):
        own = tables if sound is None else of_documents(documents_unlike(tables, sound), tables)
        findings += [found for rule in OF_DOCUMENTS if (found := rule.find(own)) is not None]
        findings += [found for rule in OF_CORPUS if (found := rule.find(tables)) is not None]
    return sorted(findings, key=lambda finding: (finding.severity, finding.table, finding.rule))


def check_articles(tables: Mapping[str, pd.DataFrame]) -> Finding | None:
    """The first rule that rows made article by article break, of those that an article keeps by itself.

    `tables` are those made before anything is known of the corpus, in their declared types.
    """
    held = (rule.find(tables) for rule in OF_DOCUMENTS if rule.table in tables)
    return next((found for found in held if found is not None), None)


def of_documents(doc_ids: Collection[str], tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Those rows of the tables that are of these documents; tables of the corpus are left out."""
    return {name: rows_of(doc_ids, rows) for name, rows in tables.items() if "doc_id" in rows.columns}
