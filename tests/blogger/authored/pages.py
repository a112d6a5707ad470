"""Pages written by hand, in the table ``PAGES``: what every extractor, of whatever version, is shown. All in them is invented."""

import re
from dataclasses import replace

from tests.blogger.authored.abroad import GERMAN, SPANISH
from tests.blogger.authored.busy import BUSY
from tests.blogger.authored.passed_on import ADVERT, BULLETIN
from tests.blogger.authored.small import LINKS, NO_COMMENTS, NO_REPLIES, OLDER, ONE_COMMENT
from tests.blogger.template import html_of
from tests.blogger.truth import TruePage

ON_ONE_LINE = replace(LINKS, name="what-the-inspector-saw-on-one-line")
"""As ``LINKS``, but the page was saved by a program that put its whole source on one line.

trafilatura 1.6 and 2.0 take the beginning of such a source, up to the first ``/>``, for a faulty document type and cut it off:
the post goes, and with the thread's outer elements most markers. Here images alone end so.
"""

PAGES: dict[str, TruePage] = {
    page.name: page
    for page in (
        BUSY, LINKS, ON_ONE_LINE, NO_REPLIES, BULLETIN, ADVERT, ONE_COMMENT, NO_COMMENTS, OLDER, SPANISH, GERMAN
    )
}  # fmt: skip
"""By name."""

_EMPTY_ELEMENT = re.compile(r"<(?!img\b)(\w+)([^<>]*?)\s*/>")


def source_of(page: TruePage) -> str:
    """The page's HTML, as an extractor is given it."""
    html = html_of(page)
    if page.name != ON_ONE_LINE.name:
        return html
    return _EMPTY_ELEMENT.sub(r"<\1\2>", html).replace("\n", "")
