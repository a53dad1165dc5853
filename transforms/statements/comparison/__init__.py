"""Comparison: which texts are worth comparing, and what two of them share and do not.

in   Texts and their Vocabulary (statements.wording)
out  pairs of texts, what differs in them, and how probable it is that they say the same
"""
