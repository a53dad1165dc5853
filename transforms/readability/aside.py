"""textstat without NLTK, which it imports for a dictionary that it is given here (transforms.readability.reference).

Imported before anything else asks for textstat. To load NLTK takes a fifth of a second, a twentieth of what a run takes
that finds a few new articles.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType


@contextmanager
def put_aside(name: str) -> Iterator[None]:
    """What is imported in the block gets the package `name` when it asks something of it, and not before."""
    later = ModuleType(name)
    vars(later)["__getattr__"] = lambda asked: getattr(import_module(name), asked)
    held = sys.modules.setdefault(name, later)
    try:
        yield
    finally:
        if held is later:
            del sys.modules[name]


with put_aside("nltk"):
    import textstat  # noqa: F401
