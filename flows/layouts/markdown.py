"""Pages in Markdown (html2text): what they show once links, images, escapes and folded lines are undone."""

import re
from functools import lru_cache

from flows.interface import SAID
from flows.layouts.views import View, ViewLine, view_of
from flows.page import Page, Span

_URL = r"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*+\))*+\)"
_TOKEN = re.compile(
    rf"!\[[^\[\]]*+\]{_URL}"  # an image shows nothing
    rf"|(?P<open>\[)(?=[^\[\]]*+(?:(?<=!)\[[^\[\]]*+\]{_URL}[^\[\]]*+)?\]{_URL})"  # a link shows its text
    rf"|(?P<close>\]{_URL})"
    r"|\\(?=[!-/:-@\[-`{-~])"  # an escape shows the character behind it
    r"|(?P<break>(?<!\s)\s*[\r\n]\s*)",  # a folded line
    re.DOTALL,
)
_HEADING = re.compile(r"#{1,6}\s+")
_SAID = re.compile(rf"(?:{SAID})$")
_LONGEST_SAID = 20
_NO_BREAKS = str.maketrans("\r\n", "  ")
_HAS_MARKS = re.compile(r"[\[\]\\#]")
"""Characters without which a paragraph shows as it stands, but for its folds."""
_FOLDS = frozenset(("\n", " \n", "\r\n", " \r\n", "\r", " \r"))
_LINK = re.compile(rf"\]{_URL}", re.DOTALL)


@lru_cache(maxsize=8)
def markdown_view(page: Page) -> View | None:
    """What a page in Markdown shows; None for a page that has no links or images of Markdown. Linear in the page."""
    if "]" not in page.text or "](" not in page.text or not _LINK.search(page.text):
        return None
    lines: list[ViewLine] = []
    first = 0
    while first < len(page.lines):
        last = first + 1
        while last < len(page.lines) and _is_folded(page, last):
            last += 1
        lines.append(_shown(page, first, last))
        first = last
    shown = [line for i, line in enumerate(lines) if line.text.strip() or _is_in_text(lines, i)]
    return view_of(page, [line if line.text.strip() else _raw(page, line) for line in shown])


def _is_in_text(lines: list[ViewLine], place: int) -> bool:
    """Whether a paragraph of pictures alone is a part of a text, and not the portrait above an author's name."""
    below = lines[place + 1].text.rstrip() if place + 1 < len(lines) else ""
    return _SAID.search(below, max(0, len(below) - _LONGEST_SAID)) is None


def _raw(page: Page, line: ViewLine) -> ViewLine:
    """A line that shows nothing, as it stands on the page; without line breaks."""
    text = page.text[slice(*line.span)].translate(_NO_BREAKS)
    return line._replace(text=text, origins=((0, line.span.start),))


def _is_folded(page: Page, line: int) -> bool:
    """Whether a line goes on with the paragraph of the one above: no blank line, hard break or indent between them."""
    between = page.text[page.lines[line - 1].end : page.lines[line].start]
    return between == "\n" or between in _FOLDS


def _shown(page: Page, first: int, last: int) -> ViewLine:
    """The paragraph of these lines as one line; blank where it shows nothing."""
    start, end = page.lines[first].start, page.lines[last - 1].end
    position = start - page.indent(first)
    plain = page.text[position:end]
    if _HAS_MARKS.search(plain) is None:
        return _unfolded(page, first, last, position)
    parts: list[str] = []
    origins: list[tuple[int, int]] = []
    length = 0

    def show(text: str, origin: int) -> None:
        nonlocal length
        if text:
            parts.append(text)
            origins.append((length, origin))
            length += len(text)

    show(page.text[position:start], position)
    heading = _HEADING.match(page.text, start, end)
    position = heading.end() if heading else start
    links = 0
    for token in _TOKEN.finditer(page.text, position, end):
        kind = token.lastgroup
        if kind == "close" and not links:
            continue
        show(page.text[position : token.start()], position)
        position = token.end()
        if kind == "break" or (kind == "open" and parts and not parts[-1][-1].isspace()):
            show(" ", token.start())  # where a link begins is known: a name and a time are not glued
        links += (kind == "open") - (kind == "close")
    show(page.text[position:end], position)
    # Within brackets that are no link's, a break is left.
    return ViewLine("".join(parts).translate(_NO_BREAKS), tuple(origins), Span(start, end), first)


def _unfolded(page: Page, first: int, last: int, position: int) -> ViewLine:
    """A paragraph that has no marks but its folds; its indent begins at this offset."""
    span = Span(page.lines[first].start, page.lines[last - 1].end)
    parts = [page.text[position : page.lines[first].end]]
    origins, length = [(0, position)], len(parts[0])
    for start, end in page.lines[first + 1 : last]:
        parts.append(page.text[start:end])
        origins += ((length, page.lines[first].end), (length + 1, start))
        length += 1 + end - start
    return ViewLine(" ".join(parts), tuple(origins), span, first)


def shown_lines(page: Page, length: int) -> list[str]:
    """The first lines of a page as they show: in Markdown the whole paragraph that a line is of, else the line itself."""
    lines = [page.line(number) for number in range(length)]
    view = markdown_view(page)
    if view is not None:
        ends = [*(line.first_line for line in view.lines[1:]), len(page.lines)]
        for line, end in zip(view.lines, ends, strict=True):
            text = line.text.strip()
            for number in range(line.first_line, min(end, length)):
                if page.lines[number].start < line.span.end:
                    lines[number] = text
    return lines
