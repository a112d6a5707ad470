"""What changed between two releases: found in bounded memory, told to people and to programs.

tables and windows bring both releases side by side; rows, keyless and reworded say what differs, hidden what of it must
not be told; schema_changes and decide give the level; as_json, as_markdown and words tell it.
"""

from flows.releases.changes.compare import compare
from flows.releases.changes.result import Changes
from flows.releases.changes.write import write_changes, write_first_changes

__all__ = ["Changes", "compare", "write_changes", "write_first_changes"]
