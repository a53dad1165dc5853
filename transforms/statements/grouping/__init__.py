"""Grouping: statements and links out of scored pairs, with their evidence, made again only where something changed.

in   pairs of texts with their scores (statements.comparison), the tellings of the texts
out  statements and restatements (tables.Statements, tables.Restatements)
"""
