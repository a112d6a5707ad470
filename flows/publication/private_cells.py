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
_OTHER = r"\x{80}-\x{10ffff}"
"""Whatever letter, digit or blank beyond ASCII may stand there."""
_BLANK = rf"[\s\x0b\x1c-\x1f{_OTHER}]?"
_FOLD = r"[ \t]*[\r\n]{1,2}[ \t]*"
_OPEN, _SHUT = r"[\[({<]", r"[\])}>]"
_AT = rf"(?:[@\x{{ff20}}](?:[ \x{{a0}}]{{0,2}}|{_FOLD})|%40|&#64;|{_OPEN}{_BLANK}(?:at|@){_BLANK}{_SHUT}{_BLANK})"
_DOT = rf"(?:\.|{_BLANK}{_OPEN}{_BLANK}(?:dot|\.){_BLANK}{_SHUT}{_BLANK}|[ \x{{a0}}]dot[ \x{{a0}}])"
_EMAIL = rf"{_AT}(?:\\?[\w{_OTHER}-]+{_DOT})+(?:xn--|[a-z{_OTHER}]{{2}})"
"""What follows the name: the time by which a reader is cited, ``@10.47``, is none."""
_FULL_WIDTH = r"\x{ff10}-\x{ff19}"
_DIGIT = f"[0-9{_FULL_WIDTH}]"
_BETWEEN_DIGITS = f"[^a-z0-9{_FULL_WIDTH}]*"
_TELEPHONE = (
    rf"(?:^|[^0-9.,]|(?:^|[^0-9])[.,])(?:[+\x{{ff0b}}]|[0\x{{ff10}}]|[4\x{{ff14}}]{{2}}){_BETWEEN_DIGITS}(?:{_DIGIT}{_BETWEEN_DIGITS}){{6}}|"
    r"(?:wa\.me/|phone=|callto:)|"
    rf"(?:tel|telephone|phone|mobile|mob|fax|whatsapp)\b[^0-9{_FULL_WIDTH}\n]*{_DIGIT}{_BETWEEN_DIGITS}{_DIGIT}"
)
_BETWEEN_PAIRS = rf"(?:[ \x{{a0}}-]?|{_FOLD})"
_NATIONAL_INSURANCE = rf"[a-z]{{2}}(?:{_BETWEEN_PAIRS}[0-9]{{2}}){{3}}{_BETWEEN_PAIRS}[a-d]"
_POSTCODE = rf"[a-z]{{1,2}}[0-9][0-9a-z]?(?:[ \x{{a0}}]{{0,2}}|{_FOLD})[0-9][a-z]{{2}}"
QUICK = {
    "email": _EMAIL,
    "telephone": _TELEPHONE,
    "address": _POSTCODE,
    "national_insurance": _NATIONAL_INSURANCE,
}
"""Patterns of RE2, letters of either case, that find all private data of a kind and not much else. The closer look takes a
hundred times as long, so that it is for the texts and the kinds alone that these find."""


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
        likely = pc.and_(pc.is_valid(documents), may_hold(values, kinds))
        owners, texts = documents.filter(likely), values.filter(likely)
        for kind in sorted(kinds):
            of_kind = may_hold(texts, (kind,))
            for document_id, text in zip(
                owners.filter(of_kind).to_pylist(), texts.filter(of_kind).to_pylist(), strict=True
            ):
                if private_in(text, (kind,)):
                    yield document_id


def may_hold(texts: pa.Array, kinds: Collection[str]) -> pa.Array:
    """Which of these texts may hold private data of these kinds: all that do, and not many others."""
    pattern = f"(?i){'|'.join(QUICK[kind] for kind in sorted(kinds))}"
    return pc.fill_null(pc.match_substring_regex(texts, pattern), False)


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
