"""Pages made up for the tests of publication, and entries that withhold what stands in them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flows.keys import KeyMaker
from flows.page import page_of
from flows.pipeline import page_records
from flows.problems import Problem
from flows.publication.withheld import Withheld
from flows.tables import Tables, merged, tables_of
from tests.flows.publication.whole import Withholding, withhold

POST = "Saturday notes\n\nFriday, 22 January 2016\n\nThe county office shut on Friday and nobody told the receptionist.\n"
ELSEWHERE = "Monday notes\n\nMonday, 25 January 2016\n\nThe lift is out of order again, and so is the notice about it.\n"
RANT = "My manager told me in the car park that the rota would be burnt.\nShe said so twice, by the blue van."
OTHER = "Who keeps a rota on paper these days, I should like to know?"
Row = dict[str, Any]


def thread(*comments: tuple[int, str, str], post: str = POST) -> str:
    """A page in the layout of an outline with headers; each comment is its depth, author and text."""
    lines = [post, f"{len(comments)} comments:", ""]
    numbers = [0, 0]
    for hour, (depth, author, text) in enumerate(comments, 8):
        indent = "  " * (2 * depth + 1)
        if depth and not numbers[1]:
            lines += ["     Replies", ""]
        numbers = [numbers[0], numbers[1] + 1] if depth else [numbers[0] + 1, 0]
        lines += [f"{indent}{numbers[depth]}. {author}22 January 2016 at {hour:02}:11", ""]
        lines += [f"{indent}   {line}" for line in text.split("\n")]
        lines += ["", f"{indent}   {'Delete' if depth else 'ReplyDelete'}", ""]
    return "\n".join(lines)


def elsewhere(*texts: str) -> str:
    """A page of another post with these comments, all by Jo."""
    return thread(*((0, "Jo", text) for text in texts), post=ELSEWHERE)


def glued(*comments: str, post: str = "A post about the weather.") -> str:
    """A page in the layout of a marker glued to what follows; each comment is of one paragraph."""
    first, *others = comments
    return "\n".join([post, first, *(f"ReplyDelete{text}" for text in others), "ReplyDelete"])


def tables(pages: Mapping[str, str], problems: tuple[Problem, ...] = ()) -> Tables:
    """The tables of these pages, by document id."""
    read = [
        page_records(page_of(text, document_id=name, source=f"{name}.txt")) for name, text in pages.items()
    ]
    return merged([tables_of(read, problems)])


def key(document: str, text: str, letter: str = "c") -> str:
    """The true key of the first record with this text."""
    return KeyMaker(document, letter).key(text)


def entries(*names: str, gone: tuple[str, ...] = (), reason: str = "privacy") -> tuple[Withheld, ...]:
    """Entries for these keys and, where a name has no letter and digest at its end, documents."""
    made = []
    for number, name in enumerate(names, 1):
        document, _, record = name.rpartition("/")
        is_key = record[1:2] == "-" and record[0] in "cba"
        made.append(
            Withheld(
                number=number,
                place=f"withheld.toml: entry {number}",
                document=document if is_key else name,
                record=record[:18] if is_key else None,
                again=record[18:] if is_key else "",
                reason=reason,
                on=date(2026, 11, 22),
                gone=name in gone,
            )
        )
    return tuple(made)


def withheld(pages: Mapping[str, str], *names: str, gone: tuple[str, ...] = ()) -> Withholding:
    """What is published of these pages when these names are withheld."""
    return withhold(tables(pages), entries(*names, gone=gone))


def rows(found: Tables, table: str, **values: Any) -> list[Row]:
    """The rows of a table that have these values."""
    return [row for row in found[table].to_pylist() if all(row[name] == v for name, v in values.items())]


def tombstones(found: Tables, table: str) -> list[Row]:
    """The rows of a table that are withheld."""
    return [row for row in found[table].to_pylist() if row["withheld"] is not None]


def words_in(found: Tables) -> str:
    """Every cell of every table, for a search of what must not stand there."""
    return "\n".join(
        repr(value) if not isinstance(value, str) else value
        for table in found.values()
        for column in table.columns
        for value in column.to_pylist()
    )
