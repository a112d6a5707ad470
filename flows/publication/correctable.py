"""Which columns may be corrected, and how ``corrections.toml`` writes the values of each type of column."""

import datetime
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

import pyarrow as pa

from flows.page import Span, text_at
from schemas import Field, TableSchema

TABLES_BY_LETTER = {"c": "comments", "b": "bulletins", "a": "job_adverts"}
_KEY = re.compile(r"(?P<document>.+)/(?P<record>(?P<letter>[cba])-[0-9a-f]{16})(?:-[0-9]+)?", re.DOTALL)

_IS_KEY = "it is a key or holds one, by which rows are cited"
_IS_PLACE = "it says where the row stands in its page"
_IS_COUNT = "it is counted from what was read"
_IS_FILE = "it is taken from the file itself"
_IS_READING = "it says how the page was read, not what the page says"
_IS_PUBLISHING = "it says what publishing did to the row"
LEFT_ALONE = {
    **dict.fromkeys(("document_id", "comment_id", "bulletin_id", "advert_id", "parent_id"), _IS_KEY),
    **dict.fromkeys(("sequence", "depth", "spans"), _IS_PLACE),
    **dict.fromkeys(("characters", "comments", "bulletins", "job_adverts", "copies"), _IS_COUNT),
    **dict.fromkeys(("source", "sha256"), _IS_FILE),
    **dict.fromkeys(("dialect", "certainty", "evidence"), _IS_READING),
    **dict.fromkeys(("withheld", "altered"), _IS_PUBLISHING),
}
"""The columns that no correction may change, and why."""
TEXTS = frozenset({"text", "body"})
"""Columns whose lines are stripped and never empty."""
_MOST_INTEGER = 2**63 - 1


class Named(NamedTuple):
    """What a key names: a table, the document, and the letter and digest of a record, None for the document itself."""

    table: str
    document: str
    record: str | None


def named(key: str) -> Named:
    """What a key names, by its form."""
    match = _KEY.fullmatch(key)
    if match is None:
        return Named("documents", key, None)
    return Named(TABLES_BY_LETTER[match["letter"]], match["document"], match["record"])


def correctable(schema: TableSchema) -> tuple[str, ...]:
    """The columns of a table that may be corrected."""
    return tuple(name for name in schema.columns if name not in LEFT_ALONE)


class Form(NamedTuple):
    """How values of a type are written: a function that gives the table's value, None for a wrong one, and words."""

    read: Callable[[Any], Any]
    expected: str


def form_of(field: Field) -> Form:
    """How values of this column are written."""
    if field.name in TEXTS:
        return Form(_lines, _TEXT.expected)
    (form,) = [form for is_of_type, form in _FORMS if is_of_type(field.type)]
    return form


def _text(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _lines(value: Any) -> str | None:
    """A text in the form of records' texts."""
    return text_at(value, (Span(0, len(value)),)) or None if isinstance(value, str) else None


def _day(value: Any) -> datetime.date | None:
    is_day = isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)
    return value if is_day else None


def _moment(value: Any) -> datetime.datetime | None:
    is_moment = isinstance(value, datetime.datetime) and value.tzinfo is None and not value.microsecond
    return value if is_moment else None


def _sum(value: Any) -> Decimal | None:
    if not isinstance(value, int | Decimal) or isinstance(value, bool):
        return None
    number = Decimal(value)
    if not number.is_finite() or abs(number) >= 10**10 or number != round(number, 2):
        return None
    return round(number, 2)


def _integer(value: Any) -> int | None:
    is_integer = isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _MOST_INTEGER
    return value if is_integer else None


def _flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _texts(value: Any) -> list[str] | None:
    members = [_text(member) for member in value] if isinstance(value, list) else [None]
    return [member for member in members if member is not None] if None not in members else None


def _people(value: Any) -> list[dict[str, str | None]] | None:
    members = [_person(member) for member in value] if isinstance(value, list) else [None]
    return [member for member in members if member is not None] if None not in members else None


def _person(value: Any) -> dict[str, str | None] | None:
    parts = ("name", "role", "organisation")
    if not isinstance(value, dict) or not value or not set(value) <= set(parts):
        return None
    texts = {part: _text(given) for part, given in value.items()}
    return None if None in texts.values() else {part: texts.get(part) for part in parts}


_TEXT = Form(_text, "a text, in quotation marks")
_FORMS: tuple[tuple[Callable[[pa.DataType], bool], Form], ...] = (
    (pa.types.is_string, _TEXT),
    (pa.types.is_date, Form(_day, "a day, without quotation marks, such as 2018-03-05")),
    (
        pa.types.is_timestamp,
        Form(_moment, "a day and time to the second, without quotation marks or zone, such as 2018-03-05T10:26:00"),
    ),
    (pa.types.is_decimal, Form(_sum, "a sum with at most two decimals, such as 23456.50")),
    (pa.types.is_integer, Form(_integer, "a whole number")),
    (pa.types.is_boolean, Form(_flag, "true or false")),
    (
        lambda type_: pa.types.is_list(type_) and pa.types.is_string(type_.value_type),
        Form(_texts, 'a list of texts, such as ["one", "another"]'),
    ),
    (
        lambda type_: pa.types.is_list(type_) and pa.types.is_struct(type_.value_type),
        Form(_people, 'a list of people, such as [{ name = "A. Name", role = "Chair" }], each with some of name, role and organisation'),
    ),
)  # fmt: skip
