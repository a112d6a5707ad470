"""What was misread and should be otherwise: ``corrections.toml`` of a SOURCE folder, read strictly."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from flows.errors import FileError, UsageError
from flows.publication.correctable import LEFT_ALONE, correctable, form_of, named
from flows.publication.entries import EntryReader, entry_files, entry_tables
from schemas import Field, table_named

FILE = "corrections.toml"
_HEADING = "correction"
_FIELDS = ("key", "column", "found", "should_be", "reason", "on")
_NULL = {"null": True}


@dataclass(frozen=True, slots=True)
class Correction:
    """An entry of the file: in this row and column ``found`` stands and ``should_be`` should.

    ``place`` says where the entry is written; ``number`` counts from 1 in its file, ``line`` is None where it is not easily
    told. ``record`` is the letter and the digest of a record's key, None for a document. The two values are such as the
    table has; None for null.
    """

    place: str
    number: int
    line: int | None
    key: str
    table: str
    document: str
    record: str | None
    column: str
    found: Any
    should_be: Any
    reason: str
    on: date


def read_corrections(sources: Sequence[Path]) -> tuple[Correction, ...]:
    """The entries of the SOURCE folders' files, in the order of the folders and of the files.

    Raises UsageError where a file is wrong, naming every entry that is, and where a SOURCE would escape the file of a folder around it or a file below it
    would escape the build.
    """
    corrections: list[Correction] = []
    wrong: list[str] = []
    for file in entry_files(sources, FILE):
        for number, (values, line) in enumerate(entry_tables(file, _HEADING, Decimal), 1):
            try:
                corrections.append(_correction(f"{file}: entry {number}", number, line, values))
            except UsageError as error:
                wrong.append(str(error))
    seen: dict[tuple[str, str], Correction] = {}
    for correction in corrections:
        first = seen.setdefault((correction.key, correction.column), correction)
        if first is not correction:
            wrong.append(
                f"{correction.place} corrects {correction.column} of {correction.key}, as {first.place} does: keep one of the two"
            )
    if wrong:
        raise FileError(wrong)
    return tuple(corrections)


def _correction(place: str, number: int, line: int | None, values: Any) -> Correction:
    reader = EntryReader(place, values, _HEADING, _FIELDS)
    key = reader.text("key")
    table, document, record = named(key)
    column = reader.text("column")
    field = _field(reader, table, column)
    found, should_be = _value(reader, "found", field), _value(reader, "should_be", field)
    if found == should_be:
        raise UsageError(f"{place}: found and should_be are the same: there is nothing to correct")
    reason, on = reader.text("reason").strip(), reader.day("on")
    return Correction(place, number, line, key, table, document, record, column, found, should_be, reason, on)


def _field(reader: EntryReader, table: str, column: str) -> Field:
    schema = table_named(table)
    if column in LEFT_ALONE and column in (*schema.columns, "altered"):
        raise UsageError(
            f"{reader.place}: {column} of {table} is not corrected, for {LEFT_ALONE[column]}: take the entry out, and report a "
            "page that is read wrongly"
        )
    for field in schema.fields:
        if field.name == column:
            return field
    raise reader.wrong(
        "column", f"one of {', '.join(correctable(schema))}, for {reader.values['key']!r} is of {table}"
    )


def _value(reader: EntryReader, name: str, field: Field) -> Any:
    """A value as the table has it. TOML has no null: ``{ null = true }`` is it."""
    form = form_of(field)
    expected = form.expected
    if field.nullable:
        expected += ", or { null = true } where there is nothing"
    written = reader.values.get(name)
    if field.nullable and written == _NULL and written["null"] is True:
        return None
    value = form.read(written)
    if value is None:
        raise reader.wrong(name, expected)
    return value
