"""Web-text extractors, as installed, and what of a page's truth survives in their renderings: an extractor is a row.

None of them reaches for the network: each is given the page's source. What their layouts look like, the docstrings say;
``N.`` stands for the number of an item, ``A`` and ``T`` for author and time.
"""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tests.blogger.survival import survivors
from tests.blogger.truth import Keeps, TruePage, gold

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

Render = Callable[[str], str]

COMMON_CRAWL_BLOCKS = frozenset(
    "address article aside blockquote body br button canvas caption col colgroup dd div dl dt embed fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li map noscript object ol output p pre progress section"
    " table tbody textarea tfoot th thead title tr ul video".split()
)
"""The elements at which the writer of Common Crawl's WET files begins a line (ia-web-commons, ExtractingParseObserver)."""


def trafilatura(html: str, *, favor_recall: bool = False, favor_precision: bool = False) -> str:
    """The marker on a line of its own after a comment's first LINE. What is left of the page's foot stands before the thread.

    Nested: neither authors, times, count nor title. Not nested: the count line and the bare lines of all comments.
    """
    from trafilatura import extract

    found = extract(html, include_comments=True, favor_recall=favor_recall, favor_precision=favor_precision)
    return found or ""


def trafilatura_recall(html: str) -> str:
    """As ``trafilatura`` on these pages."""
    return trafilatura(html, favor_recall=True)


def trafilatura_precision(html: str) -> str:
    """As ``trafilatura``, without what is left of the page's foot."""
    return trafilatura(html, favor_precision=True)


def resiliparse(html: str) -> str:
    """Numbered outline without ``A`` and ``T``; a list of replies with little text is dropped whole, unseen."""
    from resiliparse.extract.html2text import extract_plain_text

    return extract_plain_text(html, main_content=True)


def resiliparse_all(html: str) -> str:
    """Numbered outline, items opening ``N. AT``; under each the words of its reply box."""
    from resiliparse.extract.html2text import extract_plain_text

    return extract_plain_text(html, main_content=False)


def resiliparse_unnumbered(html: str) -> str:
    """As ``resiliparse_all``, without numbers: indented, each comment opening ``AT``."""
    from resiliparse.extract.html2text import extract_plain_text

    return extract_plain_text(html, main_content=False, list_bullets=False)


@lru_cache(maxsize=1)
def _soup(html: str) -> "BeautifulSoup":
    """The page parsed, once for all that only read it."""
    from bs4 import BeautifulSoup

    return BeautifulSoup(html, "html.parser")


def beautifulsoup_lines(html: str) -> str:
    """Each text node a line: ``A``, ``T``, lines, ``Reply``, ``Delete``. Links and italics break lines too."""
    return _soup(html).get_text("\n", strip=True)


def beautifulsoup_newline(html: str) -> str:
    """As ``beautifulsoup_lines``, with the blank lines and edges of the source."""
    return _soup(html).get_text("\n")


def beautifulsoup_glued(html: str) -> str:
    """All text as it stands in the source: where the thread is one line there, one line ``AT…ReplyDelete…AT…``."""
    return _soup(html).get_text()


def beautifulsoup_space(html: str) -> str:
    """The whole page in one line, each text node parted from the next by a blank."""
    return _soup(html).get_text(" ", strip=True)


def trafilatura_html2txt(html: str) -> str:
    """The whole page in one line."""
    from trafilatura import html2txt

    return html2txt(html)


def resiliparse_unformatted(html: str) -> str:
    """The whole page in one line."""
    from resiliparse.extract.html2text import extract_plain_text

    return extract_plain_text(html, preserve_formatting=False)


def justext(html: str) -> str:
    """All paragraphs, boilerplate too, a line each: ``AT``, paragraphs, ``ReplyDelete``. Single breaks become blanks."""
    from justext import justext as paragraphs  # type: ignore[import-untyped]

    return "\n".join(paragraph.text for paragraph in paragraphs(html, frozenset()))


def inscriptis(html: str) -> str:
    """Numbered outline, deeply indented, items opening ``N. AT``."""
    from inscriptis import get_text  # type: ignore[import-untyped]

    return str(get_text(html))


def html2text(html: str) -> str:
    """Markdown, wrapped at 78: links, escapes, items opening with the number and an image alone, nothing indented."""
    from html2text import HTML2Text

    return HTML2Text().handle(html)


def html2text_plain(html: str) -> str:
    """Markdown without links and wrapping; images and escapes remain."""
    from html2text import HTML2Text

    converter = HTML2Text()
    converter.ignore_links = True
    converter.body_width = 0
    return converter.handle(html)


def html_text(html: str) -> str:
    """Flat, blank lines between blocks; ``A T`` and ``Reply Delete`` on a line each."""
    from html_text import extract_text

    return extract_text(html)


def wet(html: str) -> str:
    """As near to Common Crawl's WET as an installed extractor comes: html_text, told where WET begins a line.

    WET itself (Java) was read, not run: a new line at each of its blocks, no blank lines, a blank after ``cite``, so ``A T``
    on a line. It glues ``ReplyDelete``; html_text writes ``Reply Delete``.
    """
    from html_text import extract_text

    return extract_text(html, newline_tags=COMMON_CRAWL_BLOCKS, double_newline_tags=frozenset())


@dataclass(frozen=True, slots=True)
class Extractor:
    """An extractor and what survives in its rendering of each template."""

    run: Render
    nested: Keeps
    unnested: Keeps
    dialect: str
    """The dialect as which a nested thread must be read."""
    dialect_unnested: str | None = "older_blogger"
    """The same of a thread that is not nested; None where what is left of one is not read."""

    def render(self, html: str) -> str:
        """The page's text. Warnings of the libraries are theirs to mend."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return self.run(html)

    def keeps(self, page: TruePage) -> Keeps:
        return self.nested if page.is_nested else self.unnested

    def dialect_of(self, page: TruePage) -> str | None:
        """The dialect as which a page with a thread must be read."""
        if not page.is_nested:
            return self.dialect_unnested
        if self.run is beautifulsoup_glued and not page.template.is_one_line:
            return "flat_with_headers"
        return self.dialect

    def gold(self, page: TruePage, file: str, rendering: str) -> dict[str, Any] | None:
        """The gold file of a page's rendering, or None where it cannot be told which comments were dropped."""
        keeps = self.keeps(page)
        places = survivors(page, keeps, rendering)
        return None if places is None else gold(page, file, keeps, places)


_ALL = Keeps()
_FLAT = Keeps(parents=False)
_PARAGRAPHS = Keeps(authors=False, times=False, count=False, title=False, date=False)
_BARE = Keeps(parents=False, authors=False, times=False, title=False, date=False, removed=False)
_GLUED = Keeps(breaks=False)
_IN_ONE_LINE = Keeps(breaks=False, title=False, date=False)

EXTRACTORS: dict[str, Extractor] = {
    "trafilatura": Extractor(trafilatura, _PARAGRAPHS, _BARE, "own_line", "declared_paragraphs"),
    "trafilatura_recall": Extractor(
        trafilatura_recall, _PARAGRAPHS, _BARE, "own_line", "declared_paragraphs"
    ),
    "trafilatura_precision": Extractor(
        trafilatura_precision, _PARAGRAPHS, _BARE, "own_line", "declared_paragraphs"
    ),
    "resiliparse": Extractor(
        resiliparse,
        Keeps(comments=False, authors=False, times=False),
        Keeps(comments=False, parents=False),
        "numbered_outline",
    ),
    "resiliparse_all": Extractor(resiliparse_all, _ALL, _FLAT, "outline_with_headers"),
    "resiliparse_unnumbered": Extractor(resiliparse_unnumbered, _ALL, _FLAT, "flat_with_headers"),
    "beautifulsoup_lines": Extractor(beautifulsoup_lines, _ALL, _FLAT, "flat_with_headers"),
    "beautifulsoup_newline": Extractor(beautifulsoup_newline, _ALL, _FLAT, "flat_with_headers"),
    "beautifulsoup_glued": Extractor(
        beautifulsoup_glued, _GLUED, Keeps(breaks=False, parents=False), "run_together"
    ),
    "beautifulsoup_space": Extractor(beautifulsoup_space, _IN_ONE_LINE, _IN_ONE_LINE, "run_together", None),
    "trafilatura_html2txt": Extractor(trafilatura_html2txt, _IN_ONE_LINE, _IN_ONE_LINE, "run_together", None),
    "resiliparse_unformatted": Extractor(
        resiliparse_unformatted, _IN_ONE_LINE, _IN_ONE_LINE, "run_together", None
    ),
    "justext": Extractor(justext, _ALL, _FLAT, "flat_with_headers"),
    "inscriptis": Extractor(inscriptis, _ALL, _FLAT, "outline_with_headers"),
    "html2text": Extractor(
        html2text, Keeps(letters=False), Keeps(letters=False, parents=False), "markdown_outline"
    ),
    "html2text_plain": Extractor(
        html2text_plain, Keeps(letters=False), Keeps(letters=False, parents=False), "markdown_outline"
    ),
    "html_text": Extractor(html_text, _ALL, _FLAT, "flat_with_headers"),
    "wet": Extractor(wet, _ALL, _FLAT, "flat_with_headers"),
}
"""By name."""
