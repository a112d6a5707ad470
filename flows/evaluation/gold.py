"""Gold: what a person labelled in a page, read strictly: a key that nobody compares must not pass for one that agrees.

``docs/evaluation.md`` describes the file. A field that a gold does not give is not compared; null says "there must be none".
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from flows.evaluation.fields import BULLETIN, COLUMN_OF, COMMENT, DOCUMENT, GOLD, JOB_ADVERT, NOT_COLUMNS
from flows.evaluation.forms import Forms, read_fields, shown

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class GoldComment:
    """A comment as labelled: its text, and those of ``parent``, ``depth``, ``author`` … that the gold gives."""

    text: str
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class GoldPassage:
    """A bulletin or job advert as labelled: its first and last words, and the columns that the gold gives."""

    starts: str | None
    ends: str | None
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Gold:
    """What was labelled in one page. A table that the gold does not give is None, and not compared."""

    name: str
    """The gold's own file, for people."""
    file: str
    """The page's, relative to the raw folder."""
    document: Mapping[str, object]
    comments: tuple[GoldComment, ...] | None
    bulletins: tuple[GoldPassage, ...] | None
    job_adverts: tuple[GoldPassage, ...] | None


class GoldProblem(NamedTuple):
    """Why a gold cannot be used: its file, and what was found, where, and what to do."""

    gold: str
    message: str


def read_gold(path: Path, name: str | None = None) -> Gold | tuple[GoldProblem, ...]:
    """The gold in a file, or everything that is wrong with it."""
    name = str(path) if name is None else name
    try:
        value = json.loads(
            path.read_bytes().decode("utf-8-sig"),
            parse_float=Decimal,
            parse_constant=_no_number,
            object_pairs_hook=_without_twins,
        )
    except OSError as error:
        return (GoldProblem(name, f"{error.strerror}: check the path and the right to read it"),)
    except UnicodeDecodeError as error:
        return (GoldProblem(name, f"byte {error.start} is not UTF-8: save the file as UTF-8"),)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        return (GoldProblem(name, f"not JSON: {error.msg} ({where}): mend it there"),)
    except (ValueError, RecursionError) as error:
        reason = str(error) if isinstance(error, ValueError) else "nested too deeply"
        return (GoldProblem(name, f"not JSON that a gold may be: {reason}"),)
    return gold_from(value, name)


def gold_from(value: object, name: str = "gold") -> Gold | tuple[GoldProblem, ...]:
    """The gold that a JSON value holds, or everything that is wrong with it."""
    fields, wrong = read_fields(value, "", GOLD, required=("file",))
    given: Mapping[str, object] = value if isinstance(value, dict) else {}
    file = fields.get("file")
    if "file" in fields and not _is_path(file):
        wrong.append(
            f'file: found {shown(file)}, expected a path below the raw folder, such as "2018/page.txt"'
        )
    document, wrong_here = read_fields(given.get("document", {}), "document", DOCUMENT)
    wrong += wrong_here
    comments, wrong_here = _each(given, "comments", COMMENT, ("position", "text"), _comment)
    wrong += [*wrong_here, *_threading(given.get("comments"))]
    bulletins, wrong_here = _each(given, "bulletins", BULLETIN, (), _passage)
    wrong += wrong_here
    adverts, wrong_here = _each(given, "job_adverts", JOB_ADVERT, (), _passage)
    wrong += wrong_here
    if comments is not None:
        wrong += [
            *_strays("bulletins", bulletins, len(comments)),
            *_strays("job_adverts", adverts, len(comments)),
        ]
    if wrong:
        return tuple(GoldProblem(name, message) for message in wrong)
    document.pop("note", None)
    return Gold(name, str(file), document, comments, bulletins, adverts)


def _is_path(value: object) -> bool:
    return (
        isinstance(value, str)
        and value.isprintable()
        and not value.startswith("/")
        and bool(value.strip())
        and ".." not in value.split("/")
    )


def _each(
    gold: Mapping[str, object],
    key: str,
    forms: Forms,
    required: tuple[str, ...],
    make: Callable[[dict[str, Any]], T],
) -> tuple[tuple[T, ...] | None, list[str]]:
    """The records of one list, None where the gold has none, and what is wrong with them."""
    if key not in gold:
        return None, []
    items = gold[key]
    if not isinstance(items, list):
        return None, [f"{key}: found {shown(items)}, expected a list, [] where the page has none"]
    made: list[T] = []
    wrong: list[str] = []
    for place, item in enumerate(items):
        fields, wrong_here = read_fields(item, f"{key}[{place}]", forms, required)
        wrong += wrong_here
        if not wrong_here:
            made.append(make(fields))
    return tuple(made), wrong


def _comment(fields: dict[str, Any]) -> GoldComment:
    return GoldComment(fields["text"], _columns(fields))


def _passage(fields: dict[str, Any]) -> GoldPassage:
    return GoldPassage(fields.get("starts"), fields.get("ends"), _columns(fields))


def _columns(fields: Mapping[str, object]) -> dict[str, object]:
    return {COLUMN_OF.get(name, name): value for name, value in fields.items() if name not in NOT_COLUMNS}


def _threading(comments: object) -> list[str]:
    """What is wrong with positions, parents and depths; values of other forms are told of elsewhere."""
    wrong: list[str] = []
    for place, comment in enumerate(comments if isinstance(comments, list) else ()):
        if not isinstance(comment, dict):
            continue
        where = f"comments[{place}]"
        position, parent, depth = (comment.get(name) for name in ("position", "parent", "depth"))
        if type(position) is int and position != place:
            wrong.append(
                f"{where}.position: found {position}, expected {place}: positions run from 0, in the page's order"
            )
        if type(parent) is int and parent >= place:
            wrong.append(
                f"{where}.parent: found {parent}, expected the position of an earlier comment, or null"
            )
        if type(depth) is int and depth > 1:
            wrong.append(f"{where}.depth: found {depth}, expected 0 or 1: threads are two deep")
        if depth == 0 and type(parent) is int:
            wrong.append(f"{where}.depth: found 0 with a parent: expected 1, or parent null")
    return wrong


def _strays(key: str, passages: tuple[GoldPassage, ...] | None, comments: int) -> list[str]:
    return [
        f"{key}[{place}].in_comment: found {position}, expected the position of one of the {comments} comments, or null"
        for place, passage in enumerate(passages or ())
        if isinstance(position := passage.fields.get("in_comment"), int) and position >= comments
    ]


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object, unless a key stands in it twice: which of its values counts nobody can tell."""
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twin = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key {shown(twin)} stands twice in one object: take one out")
    return found


def _no_number(name: str) -> object:
    raise ValueError(f"{name} is not a number in JSON: give one, or null")
