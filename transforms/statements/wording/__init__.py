"""Wording: the words of texts as numbers, their stems and what they mean to one another."""
