"""What changed between two snapshots: the rows of their tables (`difference`), and what editors did (`revisions`)."""
