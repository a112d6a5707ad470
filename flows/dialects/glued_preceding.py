"""Marker after the first paragraph, glued to what precedes (trafilatura 1.2).

A1ReplyDelete
A2
B1Delete
C1ReplyDelete
"""

from flows.first_paragraph import Delimiter, evidence, read_first_paragraph_thread
from flows.interface import DELIMITER_AFTER_TEXT, DELIMITER_LINE, LAST_LETTERS, LONGEST_DELIMITER
from flows.page import Page, Span
from flows.threads import Thread

NAME = "glued_preceding"


def recognise(page: Page) -> int:
    """Number of markers of this layout: none where no marker is glued to what precedes it."""
    found = _delimiters(page)
    glued = any(page.lines[delimiter.line].start < delimiter.span.start for delimiter in found)
    return evidence(found) if glued else 0


def read_thread(page: Page) -> Thread:
    return read_first_paragraph_thread(page, _delimiters(page))


def _delimiters(page: Page) -> list[Delimiter]:
    text, letters = page.text, LAST_LETTERS
    found: list[Delimiter] = []
    for number, (start, end) in enumerate(page.lines):
        if text[end - 1] not in letters:
            continue
        match = DELIMITER_LINE.fullmatch(text, start, end)
        match = match or DELIMITER_AFTER_TEXT.search(text, max(start, end - LONGEST_DELIMITER), end)
        if match is not None:
            found.append(Delimiter(number, Span(*match.span()), match["top"] is not None))
    return found
