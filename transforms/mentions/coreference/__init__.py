"""Coreference: what each name of an article is, and which of them mean the same.

The way: shown, several_words (what a name is) → person_names, cast (what may be called so) → bearers (of one surname)
→ casting.
"""
