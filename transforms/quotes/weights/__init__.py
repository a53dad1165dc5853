"""Weights: what was learned from annotated articles (benchmarks/train_quotes.py)."""
