"""Where a job advert was published, by the words that introduce it."""

import re

from flows.dates import MONTH, WEEKDAY
from flows.posts.organisations import ORGANISATION

_WORD = r"[A-Z][\w'’]+"
_OF_PAPER = (
    r"(?:Jobs|Vacancies|Careers|Recruit|Monthly|Weekly|Daily|Online|Gazette|Times|Echo|Courier|Argus|Post|Herald|Chronicle|Guardian|Messenger|News|Board|Bulletin|Journal|Today|Mail|Press|Telegraph|Mercury"
    r"|Examiner|Star|Standard|Advertiser|Observer|Independent|Review|Magazine|Mirror|Express|Record|Citizen|Reporter|Leader|Sentinel|Tribune|Exchange|Network|Noticeboard|Hub)"
)
_NO_PAPER = rf"(?!(?:Trade|Local|National) Press|Internet|Facebook|(?:{WEEKDAY})(?! [A-Z])|(?:{MONTH})\b|(?:CRC|NPS|Trust|Company|Council|PDU|University|College|Charity|Agency)(?:['’]s)?(?! [A-Z])\b)"
_PAPER = rf"(?P<name>{_NO_PAPER}{_WORD}(?: (?:& |and (?=District|County|{_WORD} {_OF_PAPER}\b))?{_WORD})*)"
_KNOWN = rf"(?P<name>{_NO_PAPER}(?:{_WORD} (?:& )?)*{_OF_PAPER}(?: {_WORD})*|[A-Z][a-z]+(?:[A-Z][a-z]+)+|Indeed|Reed|Monster|Totaljobs)"
"""The name of a paper or site that shows what it is: it needs no article."""
_WHOLE_KNOWN = re.compile(_KNOWN)
_PUBLISHED = (
    re.compile(
        rf"\b(?:[Tt]he |[Tt]oday['’]s |\w+day['’]s |week['’]s ){_PAPER} (?:carried|has|had|ran|printed)\b"
    ),
    re.compile(
        rf"\b(?:published|advertis(?:ed|ing|es)|appear(?:ed|s|ing)|[Ss]een|saw (?:it|this)|[Ff]ound|[Ss]potted|printed|posted|taken|copied|pasted|lifted|clipped|retyped|pages?|website)\b"
        rf"[^.:]{{0,40}}?\b(?:in|on|of|off|from) (?:the |today['’]s |last week['’]s |this week['’]s )?{_PAPER}"
    ),
    re.compile(
        rf"\b(?:[Tt]his|[Tt]hese|that|[Ii]t|[Oo]ne|[Aa]nother|[Tt]wo|[Tt]hree|[Bb]oth|adverts?|ads?|jobs?|vacancy|vacancies)\b"
        rf"[^.:]{{0,40}}? (?:on (?:the )?|(?:in|from|off) the ){_PAPER}"
    ),
    re.compile(
        rf"\b(?:[Ff]rom|[Oo]ut of|[Oo]ff|(?:copy|pages?|back) of) (?:the |[Tt]oday['’]s |(?:last |this )?(?:\w+day|week|month)['’]s ){_PAPER}"
    ),
    re.compile(rf"\b[Ii]n (?:last |this )?\w+day['’]s {_PAPER}"),
    re.compile(rf"\b[Ii]n (?:the |this (?:week|month)['’]s ){_PAPER} (?:this|last) (?:week|month|\w+day)\b"),
    re.compile(rf"\b(?:on|from|off|at) (?:the )?{_PAPER} (?:web ?site|site|page)\b"),
    re.compile(rf"\b(?:bulletin|web ?site|site|paper|newspaper|magazine), (?:the )?{_PAPER}\s*:"),
    re.compile(
        rf"\b(?:[Ff]rom|[Vv]ia|[Cc]ourtesy of|[Oo]n|[Ii]n|[Oo]ff) {_KNOWN}(?:,? [a-z][^.:]{{0,40}})?\s*:-?$"
    ),
    re.compile(r"\b(?:on|from|at|in|off|via) (?P<name>[a-z][a-z0-9-]*(?:\.[a-z]{2,7}){1,3})\b"),
    re.compile(rf"\b(?:on|from) {_PAPER}, (?:a|the) (?:web ?site|site|jobs? board|paper|magazine)\b"),
)
_POSSESSIVE = re.compile(r"['’]s$")
_SEVERAL = re.compile(r"\b(?:[Bb]oth|[Tt]hese|[Tt]wo|[Tt]hree|[Aa]dverts|[Jj]obs|[Vv]acancies)\b")
_SAME_PAPER = re.compile(r"\bsame (?:page|paper|issue|site|place)\b")


def is_paper(name: str) -> bool:
    """Whether a name shows that it is that of a paper or site."""
    return _WHOLE_KNOWN.fullmatch(name) is not None


def introduces_several(introduction: str) -> bool:
    """Whether what is introduced are several adverts, all from one paper."""
    return _SEVERAL.search(introduction) is not None


def published_in(introduction: str, earlier_paper: str | None) -> str | None:
    """The paper or site that the introduction names; of "the same page", or without words of its own, that of the one before."""
    if not introduction or _SAME_PAPER.search(introduction):
        return earlier_paper
    found = (
        _POSSESSIVE.sub("", match["name"])
        for pattern in _PUBLISHED
        if (match := pattern.search(introduction))
    )
    return next((name for name in found if ORGANISATION.fullmatch(name) is None), None)
