"""Write the JSON of fixtures from what the program reads, for review.

    python -m tests.write_expected                      the fixtures that have no JSON yet
    python -m tests.write_expected own_line/removed …   these, anew

A written file is a proposal: read every line of it against the text and the docstring of its dialect before it is kept. Where they
disagree, the file is what must be mended by hand, and then the program.
"""

import sys
from collections.abc import Sequence

from flows.page import page_of
from flows.reading import read_page
from flows.records import records_of
from tests.fixture_files import FIXTURES, as_expected, dumped, fixture_texts, text_of


def main(names: Sequence[str]) -> None:
    """Write the named fixtures' JSON, or the missing ones; say which."""
    texts = [FIXTURES / f"{name}.txt" for name in names] or [
        path for path in fixture_texts() if not path.with_suffix(".json").exists()
    ]
    for path in texts:
        text = text_of(path)
        expected = as_expected(text, records_of(read_page(page_of(text))))
        path.with_suffix(".json").write_text(dumped(expected), encoding="utf-8")
        sys.stdout.write(f"{path.with_suffix('.json').relative_to(FIXTURES)}: read it against its text\n")


if __name__ == "__main__":
    main(sys.argv[1:])
