"""Text of posts and comments as HTML."""

import re
from collections.abc import Iterable
from html import escape

_LINKED = re.compile(r"https://\S+")
_QUOTE = re.compile(r"“.*”")

Paragraphs = Iterable[tuple[str, ...]]


def body(paragraphs: Paragraphs, *, line_feeds: bool = False) -> str:
    """Paragraphs as Blogger sends them: breaks, two between paragraphs. In posts the source's lines end at breaks too."""
    end = "\n" if line_feeds else ""
    return f"<br />{end}<br />{end}".join(f"<br />{end}".join(map(inline, lines)) for lines in paragraphs)


def inline(line: str) -> str:
    """One line. Addresses in ``https`` are links, those in ``http`` bare; a line that is all quote is in italics."""
    if _QUOTE.fullmatch(line):
        return f"<i>{escape(line, quote=False)}</i>"
    made, done = [], 0
    for match in _LINKED.finditer(line):
        made += [escape(line[done : match.start()], quote=False), link(match.group(), match.group())]
        done = match.end()
    return "".join([*made, escape(line[done:], quote=False)])


def link(address: str, text: str) -> str:
    """A link as readers' comments have them."""
    return f'<a href="{escape(address)}" rel="nofollow">{escape(text, quote=False)}</a>'
