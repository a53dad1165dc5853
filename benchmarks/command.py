"""The command line of a benchmark: its head, which says how it is called and what it prints, is its help."""

import argparse


def arguments_of(head: str | None) -> argparse.ArgumentParser:
    """A parser whose --help prints the `head` of a script as it stands."""
    return argparse.ArgumentParser(description=head, formatter_class=argparse.RawDescriptionHelpFormatter)
