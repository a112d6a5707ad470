"""Tables of measurements, as Markdown."""

from collections.abc import Iterable, Sequence

Row = tuple[str, ...]


def print_table(title: str, headings: Sequence[str], rows: Iterable[Row]) -> None:
    """Print a table whose first column names what was measured."""
    print(f"\n## {title}\n")
    print(f"| {' | '.join(headings)} |")
    print(f"|---|{'---:|' * (len(headings) - 1)}")
    for row in rows:
        print(f"| {' | '.join(row)} |")
