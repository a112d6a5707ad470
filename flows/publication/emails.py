"""E-mail addresses in a text, as people write them on blogs: plain, spaced, or with ``[at]`` and ``[dot]``."""

import re
from collections.abc import Iterator

_OPEN, _SHUT = r"[\[({<]", r"[\])}>]"
_AT = re.compile(
    rf"[ \u00a0]{{1,2}}[@\uff20][ \u00a0]{{1,2}}|[@\uff20](?:[ \t]*(?:\r\n|\r|\n)[ \t]*|[ \u00a0]?)|%40|&#64;|\s?{_OPEN}\s?(?:at|@)\s?{_SHUT}\s?",
    re.IGNORECASE,
)
_DOT = rf"(?:\.|\s?{_OPEN}\s?(?:dot|\.)\s?{_SHUT}\s?|[ \u00a0]dot[ \u00a0])"
_CLOCK = r"[0-9]{1,2}\.|(?:[01][0-9]|2[0-3])[0-5][0-9]\.(?-i:[A-Z])"
"""What follows the sign where a reader is cited by the clock, with the next sentence glued to it."""
_DOMAIN = re.compile(
    rf"(?!{_CLOCK}|www\.)(?:\\?[\w-]{{1,63}}{_DOT}){{1,8}}(?:xn--[\w-]{{1,59}}|[^\W\d_]{{2,63}})",
    re.IGNORECASE,
)
_LOCAL_BACKWARDS = re.compile(rf"(?:[\w.%+'’!#$&^{{}}|~\\-]|\s?{_SHUT}\s?tod\s?{_OPEN}\s?)+", re.IGNORECASE)
"""What stands before the sign, read backwards from it, which takes linear time: ``]tod[`` is ``[dot]``."""
_MARKUP = ".'’!#$&^{}|~\\%-"
"""What may stand before an address and is none of it."""
_LONGEST = 254


def emails_in(text: str) -> Iterator[tuple[int, int]]:
    """Where e-mail addresses stand, in order, not overlapping. Time is linear in the text."""
    done = 0
    for at in _AT.finditer(text):
        domain = _DOMAIN.match(text, at.end())
        begin = max(done, at.start() - _LONGEST)
        local = _LOCAL_BACKWARDS.match(text[begin : at.start()][::-1])
        if domain is None or local is None:
            continue
        start = at.start() - len(local.group()[::-1].lstrip(_MARKUP))
        if start < at.start():
            done = domain.end()
            yield start, done
