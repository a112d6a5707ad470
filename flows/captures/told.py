"""What the maintainer is told of captures, as problems."""

from collections.abc import Iterable, Iterator, Mapping

from flows.captures.groups import Group, Groups
from flows.problems import CODES, Problem
from flows.records import Row

MOST_NAMED = 20
"""Captures that a message names; the table has all."""


def problems_of(found: Groups, captures: Iterable[Row]) -> list[Problem]:
    """One for each post with several captures, and what may be wrong; ``captures`` are the rows of that table."""
    rows = {row["capture_id"]: row for row in captures}
    return [
        *(_captured_again(group, rows) for group in found.groups),
        *_of_one_address(found, rows),
        *_unknown(found, rows),
    ]


def _captured_again(group: Group, rows: Mapping[str, Row]) -> Problem:
    others = [rows[capture.capture_id] for capture in group.captures if capture.capture_id != group.published]
    named = ", ".join(map(_counted, others[:MOST_NAMED]))
    more = f" and {len(others) - MOST_NAMED} more" if len(others) > MOST_NAMED else ""
    message = (
        f"the fullest capture of its post, with {_comments(rows[group.published]['comments'])}; not published besides: "
        f"{named}{more}"
    )
    return _problem(rows[group.published], "captured_again", message)


def _counted(row: Row) -> str:
    only = f", {row['comments_only_here']} of them only there" if row["comments_only_here"] else ""
    return f"{row['source']} ({_comments(row['comments'])}{only})"


def _comments(number: int) -> str:
    return f"{number} comment{'' if number == 1 else 's'}"


def _of_one_address(found: Groups, rows: Mapping[str, Row]) -> Iterator[Problem]:
    for pair in found.unlike:
        first, second = rows[pair.first], rows[pair.second]
        if first["document_id"] != second["document_id"]:
            message = (
                f"gives the address {second['url']}, as {first['source']} does, and has nothing in common with it: "
                "both stay documents; put the address right where it is wrong, or say same_as where it is one post"
            )
            yield _problem(second, "url_shared", message)


def _unknown(found: Groups, rows: Mapping[str, Row]) -> Iterator[Problem]:
    for one, other in found.unknown:
        message = f"{one} is said to be the same as {other}, and "
        message += (
            f"no document {other if one in rows else one} was read: name it as documents.document_id does"
        )
        if one in rows:
            yield _problem(rows[one], "same_as_unknown", message)
        else:
            yield Problem(one, None, CODES["same_as_unknown"][0], "same_as_unknown", message)


def _problem(row: Row, code: str, message: str) -> Problem:
    return Problem(row["source"], row["document_id"], CODES[code][0], code, message)
