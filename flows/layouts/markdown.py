"""Pages in Markdown (html2text): what they show once links, images, escapes and folded lines are undone."""

import re
from functools import lru_cache

from flows.layouts.views import View, ViewLine, view_of
from flows.page import Page, Span

_URL = r"\((?:[^()\\]|\\.|\([^()]*+\))*+\)"
_TOKEN = re.compile(
    rf"!\[[^\[\]]*+\]{_URL}"  # an image shows nothing
    rf"|(?P<open>\[)(?=[^\[\]]*+(?:(?<=!)\[[^\[\]]*+\]{_URL}[^\[\]]*+)?\]{_URL})"  # a link shows its text
    rf"|(?P<close>\]{_URL})"
    r"|\\(?=[!-/:-@\[-`{-~])"  # an escape shows the character behind it
    r"|(?P<break>\s*[\r\n]\s*)",  # a folded line
    re.DOTALL,
)
_HEADING = re.compile(r"#{1,6}\s+")
_LINK = re.compile(rf"\]{_URL}", re.DOTALL)


@lru_cache(maxsize=8)
def markdown_view(page: Page) -> View | None:
    """What a page in Markdown shows; None for a page that has no links or images of Markdown. Linear in the page."""
    if "](" not in page.text or not _LINK.search(page.text):
        return None
    lines: list[ViewLine] = []
    first = 0
    while first < len(page.lines):
        last = first + 1
        while last < len(page.lines) and _is_folded(page, last):
            last += 1
        if (line := _shown(page, first, last)) is not None:
            lines.append(line)
        first = last
    return view_of(page, lines) if lines else None


def _is_folded(page: Page, line: int) -> bool:
    """Whether a line goes on with the paragraph of the one above: no blank line, hard break or indent between them."""
    between = page.text[page.lines[line - 1].end : page.lines[line].start]
    return between.removeprefix(" ") in {"\n", "\r\n", "\r"}


def _shown(page: Page, first: int, last: int) -> ViewLine | None:
    """The paragraph of these lines as one line, None where it shows nothing."""
    start, end = page.lines[first].start, page.lines[last - 1].end
    parts: list[str] = []
    origins: list[tuple[int, int]] = []
    length = 0

    def show(text: str, origin: int) -> None:
        nonlocal length
        if text:
            parts.append(text)
            origins.append((length, origin))
            length += len(text)

    position = start - page.indent(first)
    show(page.text[position:start], position)
    heading = _HEADING.match(page.text, start, end)
    position = heading.end() if heading else start
    links = 0
    for token in _TOKEN.finditer(page.text, position, end):
        if token["close"] is not None and not links:
            continue
        show(page.text[position : token.start()], position)
        position = token.end()
        if token["break"] is not None:
            show(" ", token.start())
        links += (token["open"] is not None) - (token["close"] is not None)
    show(page.text[position:end], position)
    text = "".join(parts)
    return ViewLine(text, tuple(origins), Span(start, end), first) if text.strip() else None


def shown_lines(page: Page, length: int) -> list[str]:
    """The first lines of a page as they show: in Markdown the whole paragraph that a line is of, else the line itself."""
    lines = [page.line(number) for number in range(length)]
    view = markdown_view(page)
    if view is not None:
        ends = [*(line.first_line for line in view.lines[1:]), len(page.lines)]
        for line, end in zip(view.lines, ends, strict=True):
            for number in range(line.first_line, min(end, length)):
                if page.lines[number].start < line.span.end:
                    lines[number] = line.text.strip()
    return lines
