"""Narration: a paragraph as its reporter's words; their shapes, and the phrases and clauses they form."""
