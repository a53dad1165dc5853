"""Small words inside names: Ilse van der Lund, Hamdan bin Saqr al Reldan."""

from transforms import lexicons

# Each with its marks; name_particles.tsv says what they mean.
NAME_PARTICLES = {word: frozenset(marks) for word, *marks in lexicons.rows("transforms", "name_particles.tsv")}


def with_capital(mark: str) -> frozenset[str]:
    """Those of a mark, as they are written with a capital.

    >>> sorted(with_capital("first"))
    ['Al', 'Da', 'De', 'Di', 'El', 'La', 'Le', 'Van', 'Von']
    """
    return frozenset(word.capitalize() for word, marks in NAME_PARTICLES.items() if mark in marks)
