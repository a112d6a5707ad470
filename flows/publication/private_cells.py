"""Which documents hold private data in any cell that is published: a quick look at whole columns, a closer one at few cells."""

from collections.abc import Collection, Iterator

import pyarrow as pa
import pyarrow.compute as pc

from flows.publication.private import private_in
from flows.tables import Tables

NOT_TEXT = frozenset(
    "document_id capture_id relation comment_id parent_id bulletin_id advert_id record_id source sha256 dialect certainty kind issuers evidence withheld "
    "salary_currency salary_period severity code altered".split()
)
"""Columns of words that are no text of a page: keys, names of files and values from closed lists. All others are looked at."""
_EMAIL = r"[@\x{ff20}]|%40|&#64;|[\[({<]\s?at\s?[\])}>]"
_TELEPHONE = (
    r"(?:^|[^0-9.,]|(?:^|[^0-9])[.,])(?:\+|0|44)[^a-z0-9\n]*(?:[0-9][^a-z0-9\n]*){6}|(?:wa\.me/|phone=|callto:)|"
    r"(?:tel|telephone|phone|mobile|mob|fax|whatsapp)\b[^0-9\n]*[0-9][^a-z0-9\n]*[0-9]"
)
_NATIONAL_INSURANCE = r"[a-z]{2}[ \x{a0}-]?[0-9]{2}[ \x{a0}-]?[0-9]{2}[ \x{a0}-]?[0-9]{2}[ \x{a0}-]?[a-d]"
_POSTCODE = r"[a-z]{1,2}[0-9][0-9a-z]?[ \x{a0}]{0,2}[0-9][a-z]{2}"
_MAY_BE = rf"(?i){_EMAIL}|{_TELEPHONE}|{_NATIONAL_INSURANCE}|{_POSTCODE}"
"""A pattern of RE2 that finds all private data and not much else; the closer look takes a thousand times as long."""


def documents_with_private_data(tables: Tables, kinds: Collection[str]) -> list[str]:
    """The ids of the documents in which any published cell holds private data of these kinds, in order."""
    found: set[str] = set()
    for table in tables.values():
        if "document_id" in table.column_names:
            for name in text_columns(table.schema):
                found.update(_in_column(table, name, kinds))
    return sorted(found)


def text_columns(schema: pa.Schema) -> list[str]:
    """The columns that hold words of a page, or words about them."""
    return [
        field.name
        for field in schema
        if field.name not in NOT_TEXT and not _is_precision(field.name) and _holds_text(field.type)
    ]


def _is_precision(name: str) -> bool:
    return name.endswith("_precision")


def _holds_text(kind: pa.DataType) -> bool:
    if pa.types.is_nested(kind):
        return any(_holds_text(kind.field(i).type) for i in range(kind.num_fields))
    return bool(pa.types.is_string(kind))


def _in_column(table: pa.Table, name: str, kinds: Collection[str]) -> Iterator[str]:
    for documents, values in _strings(table["document_id"].combine_chunks(), table[name].combine_chunks()):
        likely = pc.and_(
            pc.is_valid(documents), pc.fill_null(pc.match_substring_regex(values, _MAY_BE), False)
        )
        for document_id, text in zip(
            documents.filter(likely).to_pylist(), values.filter(likely).to_pylist(), strict=True
        ):
            if private_in(text, kinds):
                yield document_id


def _strings(documents: pa.Array, values: pa.Array) -> Iterator[tuple[pa.Array, pa.Array]]:
    """The strings of a column, those inside lists and structs too, each with the document that it belongs to."""
    if pa.types.is_list(values.type):
        yield from _strings(documents.take(pc.list_parent_indices(values)), pc.list_flatten(values))
    elif pa.types.is_struct(values.type):
        for field in values.type:
            if _holds_text(field.type):
                yield from _strings(documents, pc.struct_field(values, field.name))
    else:
        yield documents, values
