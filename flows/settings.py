"""What a run may be told."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

DEFAULT_INPUT, DEFAULT_OUT = "data/raw", "data/processed"


class Refusal(Exception):
    """The run cannot start or go on as asked: one line that names the path and the remedy (exit code 2)."""


@dataclass(frozen=True)
class Settings:
    """Settings of a run. Only `watchlist` and `entities` bear on the tables; the rest on how they are made.

    partition_size  articles a task takes at a time; memory a worker needs grows with it
    watchlist       CSV or YAML of names to look for, or None
    entities        what finds names: "rules", or the name of an installed spaCy model
    rebuild         process every article, also those the last snapshot holds
    strict          treat a rejected input, but for duplicates, as a failed run
    keep            snapshots to keep, the current one among them
    """

    partition_size: int = 100
    watchlist: Path | None = None
    entities: str = "rules"
    rebuild: bool = False
    strict: bool = False
    keep: int = 5

    def __post_init__(self) -> None:
        """Refuse what cannot be meant."""
        if self.partition_size < 1:
            raise Refusal(f"--partition-size {self.partition_size}: give a whole number of articles, 1 or more")
        if self.keep < 1:
            raise Refusal(f"--keep {self.keep}: give a whole number of snapshots, 1 or more")

    def on_tables(self) -> dict[str, Any]:
        """The settings that change what the tables hold."""
        return {"watchlist": self.watchlist.name if self.watchlist else None, "entities": self.entities}
