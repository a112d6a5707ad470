"""A page that somebody contributes: what it is, whether it can be read, what reads it, and whether the corpus has it."""

import os
import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from flows.page import LINE_BREAK, Page
from flows.pipeline import page_records
from flows.problems import Problem, Severity
from flows.publication.private import NAMES, private_in
from flows.records import PageRecords
from flows.sources import LARGEST, Source, page_bytes, read_source
from flows.sources.kinds import codec_of
from flows.validation.containers import HEAD, container_of
from flows.validation.files import Item
from flows.validation.findings import Finding, Reported, Unlisted, reported
from flows.validation.severities import advice_on

LONG_LINE = 200_000
"""Characters of a line above which the page's line breaks are likely lost."""
_CUT_WITHIN = 3
_EXPECTED = "the text of a page"
_MOJIBAKE = re.compile(
    "[\u00c2\u00c3][\u0080-\u00bf]|\u00e2\u20ac[\u2122\u02dc\u0153\u009d\u201c\u201d\u00a6]"
)
_LOST = re.compile("\ufffd")
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0e-\x1f\x7f]")
_QUALITY: tuple[tuple[re.Pattern[str], str, str, str], ...] = (
    (_MOJIBAKE, "mojibake", "characters that are UTF-8 read as Windows-1252", "fetch the page anew and have it decoded as UTF-8; do not mend it by hand"),
    (_LOST, "characters_lost", "characters that were lost when the page was decoded (U+FFFD)", "fetch the page anew, with its own encoding"),
    (_CONTROL, "control_characters", "control characters, which no page shows", "see how the text was made; extract the page anew if you can"),
)  # fmt: skip
"""Signs in a page's text that something went wrong before the extractor."""


class CheckedPage(NamedTuple):
    """What came of checking a page; ``records`` are its rows, None where it could not be read."""

    report: Reported
    page: Page | None = None
    records: PageRecords | None = None


def check_page_file(item: Item, most: int) -> CheckedPage:
    """Read a page and say what is found in it, at most ``most`` findings of a rule. No more than its limit is read."""
    found = _refusal(item) or _read(item)
    if isinstance(found, Page):
        records = page_records(found)
        return CheckedPage(_report(item, found, records, most), found, records)
    return CheckedPage(reported(item.shown, "", [found], most))


def records_at(item: Item) -> PageRecords | None:
    """The rows of a page that was checked already; None where it cannot be read any more."""
    found = _read(item)
    return page_records(found) if isinstance(found, Page) else None


def ends_of(item: Item) -> tuple[bytes, bytes]:
    """The first and the last bytes of a file; it is opened without waiting, for a pipe may stand there by now."""
    with open(os.open(item.path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:  # noqa: PTH123
        head = file.read(HEAD) or b""
        file.seek(max(0, item.size - HEAD))
        return head, file.read(HEAD) or b""


def form_finding(item: Item, expected: str) -> Finding | None:
    """What a file is, if it is another kind of file than its suffix says; raises OSError."""
    return _form(*ends_of(item), expected)


def _form(head: bytes, tail: bytes, expected: str) -> Finding | None:
    container = container_of(head, tail)
    if container is None:
        return None
    message = f"this is {container.name}, not {expected}, whatever its name says"
    return Finding(Severity.ERROR, container.code, message, container.remedy)


def unreadable(error: OSError) -> Finding:
    """The finding for a file that the system does not let us read."""
    reason = error.strerror or type(error).__name__
    remedy = "give yourself leave to read it (chmod u+r), or take it away"
    return Finding(Severity.ERROR, "file_unreadable", f"cannot be read: {reason}", remedy)


def too_large(item: Item, largest: int, remedy: str) -> Finding | None:
    """The finding for a file with more bytes than are read; none of them is."""
    if item.size <= largest:
        return None
    message = f"{item.size:,} bytes, more than the {largest:,} that are read"
    return Finding(Severity.ERROR, "file_too_large", message, remedy)


def encoding_finding(data: bytes, error: UnicodeDecodeError) -> Finding:
    """The finding for bytes that are not UTF-8: where, and what they look like."""
    line = data.count(b"\n", 0, error.start) + 1
    begun = data.rfind(b"\n", 0, error.start) + 1
    character = len(data[begun : error.start].decode("utf-8", "replace")) + 1
    if error.reason == "unexpected end of data" and error.start >= len(data) - _CUT_WITHIN:
        message = "the file ends in the middle of a character: it was cut"
        return Finding(Severity.ERROR, "file_cut", message, "copy or download it again", line, character)
    byte = data[error.start]
    shown = bytes([byte]).decode("cp1252", "replace")
    guess = (
        f"it looks like Windows-1252, where the byte is “{shown}”: "
        if shown.isprintable() and shown != "\ufffd"
        else ""
    )
    remedy = f"{guess}save the file as UTF-8 (in most editors under “Save as…”, “Encoding”)"
    return Finding(Severity.ERROR, "not_utf8", f"byte 0x{byte:02x} is not UTF-8", remedy, line, character)


def _refusal(item: Item) -> Finding | None:
    remedy = "split it into its pages, one file each"
    try:
        flaw = too_large(item, LARGEST, remedy)
        # What is packed is looked at when it is unpacked.
        return flaw or (None if _is_packed(item) else form_finding(item, _EXPECTED))
    except OSError as error:
        return unreadable(error)


def _read(item: Item) -> Page | Finding:
    source = source_of(item)
    try:
        if _is_packed(item):
            data = page_bytes(source)
            if isinstance(data, Problem):
                return as_finding(data)
            if (flaw := _form(data[:HEAD], data[-HEAD:], _EXPECTED)) is not None:
                return flaw
        found = read_source(source)
        if isinstance(found, Page):
            return found
        if found.code == "not_utf8" and isinstance(data := page_bytes(source), bytes):
            data.decode("utf-8")
    except UnicodeDecodeError as error:
        return encoding_finding(error.object, error)
    except OSError as error:
        return unreadable(error)
    return as_finding(found)


def _is_packed(item: Item) -> bool:
    return codec_of(item.name) is not None


def source_of(item: Item) -> Source:
    """The file as a build would list it."""
    return Source(item.path, item.document_id, item.name, item.size, item.modified_ns)


def as_finding(problem: Problem) -> Finding:
    """A problem with a source; its message says after the last colon what to do."""
    message, _, remedy = problem.message.rpartition(": ")
    return Finding(problem.severity, problem.code, message, remedy, problem.line)


def _report(item: Item, page: Page, records: PageRecords, most: int) -> Reported:
    findings, unlisted = findings_in(page, records, most)
    row = records.document
    report = reported(item.shown, _says(records), findings, most, unlisted)
    return report._replace(
        document_id=page.document_id,
        sha256=page.sha256,
        dialect=row["dialect"],
        declared_comments=row["declared_comments"],
        comments=row["comments"],
    )


def findings_in(page: Page, records: PageRecords, most: int) -> tuple[list[Finding], list[Unlisted]]:
    """What is found in a page, and how much more there is of what its text has more than ``most`` times."""
    places = _Places(page.text)
    findings = [*_of_reading(records, places), *_of_lines(page, places), *_of_private_data(page, places)]
    unlisted: list[Unlisted] = []
    for pattern, code, message, remedy in _QUALITY:
        matches = pattern.finditer(page.text)
        for match in islice(matches, most):
            value = ascii(match.group())
            findings.append(
                Finding(Severity.WARNING, code, message, remedy, *places(match.start()), value=value)
            )
        unlisted.append(Unlisted(Severity.WARNING, code, None, sum(1 for _ in matches)))
    return findings, unlisted


def _says(records: PageRecords) -> str:
    """The dialect and the counts of a page, in words."""
    row = records.document
    declared, found = row["declared_comments"], row["comments"]
    comments = f"{found} {'comment' if found == 1 else 'comments'}"
    if declared is not None and declared != found:
        comments += f" of {declared} declared"
    others = [
        f"{row[column]} {noun if row[column] == 1 else f'{noun}s'}"
        for column, noun in (("bulletins", "bulletin"), ("job_adverts", "job advert"))
        if row[column]
    ]
    return ", ".join([row["dialect"] or "no thread", comments, *others])


class _Places:
    """Offsets of a text as lines and characters."""

    def __init__(self, text: str) -> None:
        self._begins = [0, *(match.end() for match in LINE_BREAK.finditer(text))]

    def __call__(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._begins, offset)
        return line, offset - self._begins[line - 1] + 1

    def longest(self, length: int) -> tuple[int, int]:
        """The longest line and its length; the page ends at ``length``."""
        lengths = [end - begin for begin, end in zip(self._begins, [*self._begins[1:], length], strict=True)]
        most = max(lengths)
        return lengths.index(most) + 1, most


def _of_reading(records: PageRecords, places: _Places) -> Iterator[Finding]:
    for problem in records.problems:
        severity, remedy = advice_on(problem.code)
        line, character = (problem.line, None) if problem.start is None else places(problem.start)
        yield Finding(severity, problem.code, problem.message, remedy, line, character)


def _of_lines(page: Page, places: _Places) -> Iterator[Finding]:
    line, length = places.longest(len(page.text))
    if length > LONG_LINE:
        yield Finding(
            Severity.WARNING,
            "line_long",
            f"a line of {length:,} characters: the line breaks of the page are likely lost",
            "extract the page anew, with its line breaks",
            line,
        )


def _of_private_data(page: Page, places: _Places) -> Iterator[Finding]:
    """What is private in the page, by its place: the words themselves are not repeated where all can read them."""
    for kind in sorted({found.kind for found in private_in(page.document_id)}):
        yield Finding(
            Severity.WARNING,
            "private_data",
            f"the name of the file holds what is private: {NAMES[kind][0]}",
            "rename the file before sending: no release can mask its name, which stands in the keys of its rows",
        )
    for found in private_in(page.text):
        yield Finding(
            Severity.WARNING,
            "private_data",
            f"{NAMES[found.kind][0]}: a release masks it, the file itself does not",
            "do not publish the file where that does harm; never edit the text",
            *places(found.start),
        )
