"""Marks: which signs open and which close, and what stands between two of them."""
