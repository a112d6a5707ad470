"""Names of bodies and of places, by their form."""

import re

from flows.posts.cues import ADVERT_CUE
from flows.posts.organisations import ORGANISATION

WORD = r"[A-ZÀ-Ý][\w'’&-]*"
NAME = rf"{WORD}(?: (?:(?:and|of|for|the|&|in) ){{0,2}}{WORD})*"
PLACE_NAME = rf"{WORD}(?:(?: (?:upon|on|under|le|by|of|the))* {WORD})*"
WHOLE_NAME = re.compile(NAME)
_WHOLE_PLACE = re.compile(rf"{PLACE_NAME}\.?(?:, .{{2,30}})?")
BODY = (
    r"\b(?:Constabulary|Police|Recruitment|Ltd|Limited|plc|LLP|CIC|CLG|CIO|Inc|Trust|University|College|Service|Services|Company|Association|Partnership|Solutions|Department|Council|Group"
    r"|Charity|Agency|CRC|Ministry|Authority|Society|Foundation|Institute|Board|Probation|Project|Federation|Consortium|School|Hospital|Housing|International"
    r"|Rehabilitation|Resourcing|Staffing|Locums|Personnel)\b"
)
"""Words of which the name of a body has one."""
_BODY = re.compile(BODY)
UNIT = re.compile(r"\b(?:School|Department|Faculty|Division|Directorate|Team|Unit|Centre for)\b")
"""Words of which the name of a part of a body has one."""
_PERSON = re.compile(
    rf"{ADVERT_CUE['names_post'].pattern.pattern}$|\b(?:Officers?|Advis[eo]rs?|Managers?|Directors?|Workers?|Supervisors?)$"
)


def is_unit(line: str) -> bool:
    """Whether a line names a part of a body, such as a school of a university."""
    return UNIT.match(line) is not None


def is_body(line: str) -> bool:
    """Whether a line is the name of a body."""
    name = line.title() if line.isupper() else line
    return ORGANISATION.fullmatch(line) is not None or (
        _BODY.search(name) is not None and WHOLE_NAME.fullmatch(name) is not None and not is_person(name)
    )


def is_person(name: str) -> bool:
    """Whether a name is that of a post, such as an officer's: ``Director of Services``."""
    return _PERSON.search(name.split(" of ", maxsplit=1)[0]) is not None


def is_place(text: str) -> bool:
    """Whether a text has the form of a place's name, with what stands behind a comma."""
    return _WHOLE_PLACE.fullmatch(text) is not None
