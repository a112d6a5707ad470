"""Whether time grows as the page does: the hardest pages known, at one and at two sizes."""

import sys
from collections.abc import Callable
from random import Random
from time import perf_counter

from benchmarks.table import Row, print_table
from flows.page import page_of
from flows.pipeline import page_records
from tests.generator import plain_page

MEGABYTE = 1_000_000
COUNT = "9 comments:\n"
TIME = "22 February 2016 at 08:11"

PAGES: dict[str, Callable[[int], str]] = {
    "a page of 25 and 50 MB": lambda times: _long_page(25 * MEGABYTE * times),
    "a line of 25 and 50 MB": lambda times: "caseload " * (25 * MEGABYTE * times // 9),
    "a line of 25 and 50 MB without a blank": lambda times: "x" * (25 * MEGABYTE * times),
    "blanks, 25 and 50 MB": lambda times: "A" + " " * (25 * MEGABYTE * times) + "\nReplyDelete",
    "50,000 and 100,000 markers, own line": lambda times: "A\n" + "ReplyDelete\n" * (50_000 * times),
    "50,000 and 100,000 markers, one line": lambda times: "A\n" + "ReplyDelete" * (50_000 * times),
    "50,000 and 100,000 one-word comments": lambda times: "A\n" + "ReplyDeleteA\n" * (50_000 * times),
    "50,000 and 100,000 nested-looking numbers": lambda times: _numbers(50_000 * times),
    "50,000 and 100,000 numbered replies": lambda times: _replies(50_000 * times),
    "50,000 and 100,000 identical lines": lambda times: "The same line again and again.\n" * (50_000 * times),
    "50,000 and 100,000 lines like names": lambda times: "Dear Members\n" + "Ann Lee\n" * (50_000 * times),
    "50,000 and 100,000 salaries": lambda times: "Salary: £1\n" * (50_000 * times),
    "20,000 and 40,000 author lines": lambda times: COUNT + f"Jim{TIME}\n" * (20_000 * times),
    "20,000 and 40,000 comments that open with author lines": lambda times: (
        COUNT + f"Jim1{TIME}\nText.\nReplyDelete\n" * (20_000 * times)
    ),
    "20,000 and 40,000 items with author lines": lambda times: (
        COUNT
        + f"  1. Jim1{TIME}\n    ReplyDelete\n    Replies\n    1. Jim{TIME}\n      Delete\n"
        * (10_000 * times)
    ),
    "20,000 and 40,000 comments, one line": lambda times: (
        COUNT + f"Jim1{TIME}TextReplyDeleteReplies" * (20_000 * times)
    ),
    "20,000 and 40,000 comments of the older Blogger": lambda times: (
        COUNT + f"Jim said...\nText.\n{TIME}\n" * (20_000 * times)
    ),
    "20,000 and 40,000 comments in Markdown": lambda times: (
        COUNT + f"  1. ![](b)\n\nJim[{TIME}](b)\n\nText\nfolded.\n\nReply[Delete](b)\n\n" * (20_000 * times)
    ),
    "50,000 and 100,000 links that do not end": lambda times: "[a](b)" + "[a](" * (50_000 * times),
    "50,000 and 100,000 escapes in addresses": lambda times: "[a](b)" + "](\\)" * (50_000 * times),
    "50,000 and 100,000 folded lines of one paragraph": lambda times: (
        "  [a](b)\n" + "some words\n" * (50_000 * times)
    ),
}


def main() -> None:
    """Print seconds of reading, recording and checking each page whole."""
    rows: list[Row] = []
    for name, make in PAGES.items():
        once, twice = _seconds(make(1)), _seconds(make(2))
        rows.append((name, f"{once:.2f}", f"{twice:.2f}", f"{twice / once:.1f}"))
        print(".", end="", file=sys.stderr, flush=True)
    print_table("Time by size (seconds)", ("page", "once", "twice as large", "ratio"), rows)


def _seconds(text: str) -> float:
    start = perf_counter()
    page_records(page_of(text))
    return perf_counter() - start


def _long_page(characters: int) -> str:
    random, parts, length = Random(1), [], 0
    comments = plain_page(random, "long", dialect="own_line", comments=2_000).text
    while length < characters:
        parts.append(comments)
        length += len(comments) + 1
    return "\n".join(parts)[:characters]


def _numbers(count: int) -> str:
    items = (f"{' ' * (2 + 2 * (number % 7))}{number}. x\n" for number in range(1, count + 1))
    return f"{count} comments:\n\n" + "".join(items)


def _replies(count: int) -> str:
    replies = (f"    {number}. x\n      Delete\n" for number in range(1, count + 1))
    return f"{count + 1} comments:\n\n  1. x\n    ReplyDelete\n    Replies\n" + "".join(replies)


if __name__ == "__main__":
    main()
