"""Forms: what a value in a gold file may be, and how it is read."""

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from difflib import get_close_matches
from typing import NamedTuple

LARGEST = 10**15
"""Numbers of a gold are smaller: no salary and no count comes near."""


class Form(NamedTuple):
    """What a value may be, in words, and how it is read; ``read`` raises ValueError for anything else."""

    words: str
    read: Callable[[object], object]


Forms = Mapping[str, Form]


def or_null(form: Form) -> Form:
    """The same, or null for "there must be none"."""
    return Form(f"{form.words}, or null", lambda value: None if value is None else form.read(value))


def list_of(words: str, form: Form) -> Form:
    """A list of such values."""

    def read(value: object) -> object:
        if not isinstance(value, list):
            raise ValueError
        return tuple(form.read(item) for item in value)

    return Form(words, read)


def _text(value: object) -> object:
    if not isinstance(value, str) or not value.strip():
        raise ValueError
    value.encode("utf-8")  # half of a surrogate pair is no character: UnicodeEncodeError is a ValueError
    return value


def _count(value: object) -> object:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < LARGEST:
        raise ValueError
    return value


def _number(value: object) -> object:
    if isinstance(value, float):
        value = Decimal(str(value))
    if isinstance(value, Decimal) and value.is_finite() and 0 <= value < LARGEST:
        return value
    return _count(value)


def _flag(value: object) -> object:
    if not isinstance(value, bool):
        raise ValueError
    return value


def _date(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError
    return datetime.date.fromisoformat(value)


def _moment(value: object) -> object:
    if not isinstance(value, str) or len(value) < len("2018-03-12T10:26"):
        raise ValueError
    found = datetime.datetime.fromisoformat(value)
    if found.tzinfo is not None:
        raise ValueError
    return found


def _signatory(value: object) -> object:
    if not isinstance(value, list) or len(value) != 3:
        raise ValueError
    return (_text(value[0]), *(None if part is None else _text(part) for part in value[1:]))


TEXT = Form("words", _text)
COUNT = Form("a whole number from 0", _count)
NUMBER = Form("a number from 0", _number)
FLAG = Form("true or false", _flag)
DATE = Form('a date such as "2018-03-12"', _date)
MOMENT = Form('a time without a zone, such as "2018-03-12T10:26:00"', _moment)
TEXTS = list_of('a list of words, such as ["Napo", "UNISON"]', TEXT)
SIGNATORIES = list_of(
    "a list of [name, role, organisation], role and organisation null where there is none",
    Form("", _signatory),
)
NOTE = Form("anything", lambda value: value)
"""For people; it is not compared."""


def read_fields(
    value: object, where: str, forms: Forms, required: tuple[str, ...] = ()
) -> tuple[dict[str, object], list[str]]:
    """The members of an object by their forms, and what is wrong with the rest, in words; ``where`` names the object."""
    if not isinstance(value, dict):
        return {}, [f"{where or 'the file'}: found {shown(value)}, expected an object, {{…}}"]
    inside = f"{where}." if where else ""
    fields: dict[str, object] = {}
    wrong = [f"{inside}{name}: it is not given: add it" for name in required if name not in value]
    for name, given in value.items():
        if name not in forms:
            wrong.append(f"{inside}{name}: {_unknown(name, forms)}")
            continue
        try:
            fields[name] = forms[name].read(given)
        except ValueError:
            wrong.append(f"{inside}{name}: found {shown(given)}, expected {forms[name].words}")
    return fields, wrong


def shown(value: object) -> str:
    """A value as a message quotes it."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    found = ascii(value) if isinstance(value, str) and not value.isprintable() else repr(value)
    if isinstance(value, Decimal):
        found = str(value)
    return found if len(found) <= 60 else f"{found[:57]}…"


def _unknown(name: str, forms: Forms) -> str:
    near = get_close_matches(name, forms, 1)
    if near:
        return f"no such key: did you mean {near[0]!r}?"
    return f"no such key: take it out, or give one of {', '.join(forms)}"
