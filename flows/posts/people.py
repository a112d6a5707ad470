"""Names of people and the roles that they hold in unions."""

import re
from functools import lru_cache

from flows.posts.organisations import ORGANISATION

_HEAD = (
    r"(?:General Secretar(?:y|ies)|(?:Vice|Co)[- ]Chairs?|Vice[- ]Presidents?|Chair(?:man|woman|person|s)?"
    r"|Secretar(?:y|ies)|Convenors?|Organisers?|Officers?|Officials?|Treasurers?|Presidents?"
    r"|Representatives?|Reps?|Negotiators?|Co-?ordinators?|Stewards?|Editors?|Directors?|Head of [A-Z]\w+)"
)
_MODIFIER = (
    r"(?:National|Regional|Branch|Assistant|Deputy|Acting|Interim|Joint|Area|Lead|Senior|Press|Executive|Divisional"
    r"|Research|Campaigns?|Communications|Membership|Health (?:and|&) Safety|Full[- ]Time|Vice|Policy|Industrial|Honorary|Hon\.?|Staff Side|Trade Union(?: Side)?|Union|Link|Equalit(?:y|ies)|Learning|Welfare|Minutes|Women['’]s)"
)
ROLE = re.compile(rf"(?<![\w-])(?:{_MODIFIER}\s)*{_HEAD}(?![\w-])(?:\s\(?\d{{4}}\s?[-–]\s?\d{{2,4}}\)?)?")
_CAPITAL = re.compile(r"[A-Z](?<![\w-].)")
WORD = r"[A-Z][^\W\d_]*(?:['’-][^\W\d_]+)*\.?"
NAME = re.compile(rf"{WORD}(?:\s(?:{WORD}|de|van|von|der|ap)){{1,3}}")
_NOT_NAMES = frozenset(
    "Probation Prison Police Court Senior Chief Dear Best Kind Yours Many Regards Wishes Thanks Salary Closing"
    " Interview Interviews Branch National Report".split()
)
_WORDS = re.compile(r"\w+")
_AND = re.compile(r"\s{0,4}(?:/|&|,|;|\band\b)\s{0,4}")


def role_in(text: str) -> re.Match[str] | None:
    """The first role in a text."""
    for capital in _CAPITAL.finditer(text):
        if (role := ROLE.match(text, capital.start())) is not None:
            return role
    return None


@lru_cache(maxsize=64)
def names_in(text: str) -> tuple[str, ...]:
    """The names of which a text consists, none where it holds anything else."""
    names = tuple(part for part in _AND.split(text) if part)
    is_name = all(
        NAME.fullmatch(n) and _NOT_NAMES.isdisjoint(_WORDS.findall(n)) and not ORGANISATION.search(n)
        for n in names
    )
    return names if is_name else ()
