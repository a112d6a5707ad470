"""What a file is by its first bytes, whatever its name says: nothing is unpacked, so that a small file stays small."""

import re
from typing import NamedTuple

HEAD = 2**16
"""Bytes at either end of a file that are looked at."""


class Container(NamedTuple):
    """Another kind of file than was expected: its code, what it is, and what to do instead."""

    code: str
    name: str
    remedy: str


_TEXT = "export the text itself, as UTF-8"
_UNPACK = "unpack it, and send the files that are in it"
_HTML = re.compile(
    rb"<(!doctype\s+html|html|head|body|meta|title|script|style|link|div|p|span|table|article|section|main|h[1-6])\b[^>]*>",
    re.IGNORECASE,
)
_DECLARED = re.compile(rb"<\?xml\b|<!--", re.IGNORECASE)
_MAGIC: tuple[tuple[bytes, str, str, str], ...] = (
    (b"%PDF-", "pdf_not_text", "a PDF document", _TEXT),
    (b"{\\rtf", "rtf_not_text", "a Rich Text document", _TEXT),
    (b"\xd0\xcf\x11\xe0", "office_not_text", "a document or spreadsheet of an older Microsoft Office", _TEXT),
    (b"\x1f\x8b", "gzip_not_text", "a gzip archive", _UNPACK),
    (b"BZh", "bzip2_not_text", "a bzip2 archive", _UNPACK),
    (b"\xfd7zXZ\x00", "xz_not_text", "an xz archive", _UNPACK),
    (b"(\xb5/\xfd", "zstd_not_text", "a Zstandard archive", _UNPACK),
    (b"7z\xbc\xaf'\x1c", "7z_not_text", "a 7-Zip archive", _UNPACK),
    (b"Rar!", "rar_not_text", "a RAR archive", _UNPACK),
    (b"SQLite format 3\0", "sqlite_not_text", "an SQLite database", "export its rows as CSV"),
    (b"\x89PNG", "picture_not_text", "a picture", "send the text of the page, not a picture of it"),
    (b"\xff\xd8\xff", "picture_not_text", "a picture", "send the text of the page, not a picture of it"),
    (b"GIF8", "picture_not_text", "a picture", "send the text of the page, not a picture of it"),
    (b"ARROW1", "arrow_not_text", "an Arrow file", "write the rows as Parquet or CSV"),
    (b"\x7fELF", "program_not_text", "a program", "send the text of the page"),
    (b"MZ", "program_not_text", "a program", "send the text of the page"),
    (b"WARC/", "warc_not_text", "a web archive (WARC)", "extract each page's text, and send one file a page"),
)
"""How files begin that are no text of a page and no rows."""
_PARQUET = Container("parquet_not_text", "a Parquet file", "give it the suffix .parquet")
_IN_ZIP: tuple[tuple[bytes, str, str, str], ...] = (
    (b"word/", "docx_not_text", "a Word document (.docx)", "in Word, save as plain text with encoding UTF-8"),
    (b"xl/", "xlsx_not_text", "an Excel workbook (.xlsx)", "in Excel, save as “CSV UTF-8”"),
    (b"opendocument.spreadsheet", "ods_not_text", "a LibreOffice spreadsheet (.ods)", "save it as CSV, with commas, in UTF-8"),
    (b"opendocument.text", "odt_not_text", "a LibreOffice document (.odt)", "save it as text, in UTF-8"),
    (b"application/epub", "epub_not_text", "an e-book (.epub)", _TEXT),
)  # fmt: skip
"""Zip archives that are something else, by words at either end of them."""


def container_of(head: bytes, tail: bytes) -> Container | None:
    """What other kind of file has this beginning and this end; None where it may be text or rows."""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(head, tail)
    if head.startswith(b"PAR1"):
        return _PARQUET
    for magic, code, name, remedy in _MAGIC:
        if head.startswith(magic):
            return Container(code, name, remedy)
    return _encoding(head) or _markup(head)


def _zip(head: bytes, tail: bytes) -> Container:
    for words, code, name, remedy in _IN_ZIP:
        if words in head or words in tail:
            return Container(code, name, remedy)
    return Container("zip_not_text", "a zip archive", _UNPACK)


def _encoding(head: bytes) -> Container | None:
    """UTF-16 and UTF-32, by their byte order marks or by where NULs stand."""
    sample = head[:4096]
    if sample.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        name = "text in UTF-32"
    elif sample.startswith((b"\xff\xfe", b"\xfe\xff")) or _alternates(sample):
        name = "text in UTF-16 (“Unicode”, as some programs call it)"
    else:
        return None
    return Container("utf16_not_utf8", name, "save it as UTF-8")


def _alternates(sample: bytes) -> bool:
    """Whether every second byte, more or less, is NUL and the others are not."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    return half >= 8 and max(even, odd) > 0.9 * half and min(even, odd) < 0.1 * half


def _markup(head: bytes) -> Container | None:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _HTML.match(start) or (_DECLARED.match(start) and _HTML.search(start)):
        return Container(
            "html_not_text",
            "HTML, the page's source",
            "send what a text extractor makes of the page, or the text that you see",
        )
    if _DECLARED.match(start):
        return Container("xml_not_text", "XML", "send the text of the page alone")
    return None
