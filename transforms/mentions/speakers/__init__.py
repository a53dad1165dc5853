"""Speakers: whose words the quotations are, from a name, a role or a pronoun to an entity of the article.

The way: discourse (who was named before) → descriptions (roles, ages, kinds of organisation) → resolution.
"""
