"""Who recruits in a job advert."""

import re
from collections.abc import Iterator, Sequence

from flows.posts.advert_lines import is_free
from flows.posts.bodies import NAME, UNIT, WHOLE_NAME, WORD, is_body, is_person, is_place
from flows.posts.organisations import ORGANISATION, canonical
from flows.posts.papers import is_paper

LONGEST_LINE = 110
_DASH = re.compile(r" [-–] ")
_SMALL = re.compile(r"\b(?:For|And|Of|The|In)\b")
_SUBJECT = (
    rf"(?:The )?(?P<name>(?!(?:The|This|You|We|It|There|Applic|Cand|Experience|Full|Are|If|Please|Teaching|Remote)\b){NAME})"
    r"(?:, (?:(?:an?|the|one of) [^,.]{3,60}|[A-Z][^,.]{2,60}),)? (?P<verb>is|are|was|has|have|requires?|seeks?|wish(?:es)?|runs?|supports?|helps|offers?|provides?|needs?|wants?|invites?)\b"
)
"""For the beginning of a sentence: a name, and what it does."""
_FIRST_SUBJECT, _LATER_SUBJECT = re.compile(f"(?={_SUBJECT})"), re.compile(rf"[.?!] (?={_SUBJECT})")
_BASED_SUBJECT = re.compile(
    rf"^(?:Based|Located) (?:in|at) [^.\n]{{2,60}}, (?:the )?(?P<name>{NAME}) (?:is|are|was|has)\b",
    re.MULTILINE,
)
_RECRUITS = re.compile(r"requires?|seeks?|wish(?:es)?|needs?|wants?|invites?")
_LOOKS = re.compile(
    r" (?:currently |now |urgently |actively |always )?(?:looking|seeking|recruiting|hiring|inviting|acting as an [Ee]mployment)\b"
    r"| an? (?:[a-z]+ ){0,2}(?:opportunity|vacancy)\b| (?:[a-z]+ ){0,2}(?:opportunities|vacancies)\b"
)
_APPLIED_TO = re.compile(
    rf"(?: to (?:[A-Z][\w'’-]+ at )?| at | of )(?:the )?(?P<name>{NAME})|\n[A-Z][a-z]+(?: [A-Z][a-z]+)?, (?P<signed>{NAME})"
)
_ASKS = re.compile(
    r"\b(?:(?:CVs?|[Ff]orms?|[Ll]etters?|[Aa]pplications?|[Aa]pply|[Cc]ontact)\b[^.\n]*|(?:call|ring|e-?mail|contact) [A-Z][\w'’-]+|(?:staff|employees))$"
)
"""Before the body of which one asks for the post, or whose staff may; or a person signs for it."""
_BY_BODY = re.compile(r"\b(?:[Ff]rom|[Bb]y|[Ww]ith|[Aa]t) (?:the )?(?=[A-Z])")
_OF_ALL = re.compile(rf"\b(?:[Bb]oth|[Aa]ll(?: three| four)?) (?:from|at|with|by) (?P<name>{WORD} {NAME})")
_REACH = 60
_GENERIC = re.compile(
    r"Centre|Trust|Charity|Council|University|Company|Project|Service|Agency|Association|Partnership|School|Department|Commissioner|Society"
)
_CLIENT = re.compile(r"\b[Oo]ur client\b")
"""Who recruits is not named."""
_BEHIND_NAME = re.compile(r"(?:,| [-–(]|$)")


def employer_labelled(value: str) -> str:
    """What stands behind the label of an employer: a body that is known, without its part, in its one form."""
    known = ORGANISATION.match(value)
    return canonical(known.group()) if known is not None and _BEHIND_NAME.match(value, known.end()) else value


def employer_line(lines: Sequence[str], title: str | None) -> tuple[str | None, str | None]:
    """A body's name on a line of its own near the top, and the place that stands behind it."""
    for line in lines[:5]:
        if line == title or not is_free(line) or len(line) > LONGEST_LINE:
            continue
        name, _, rest = _DASH.sub(", ", line, count=1).partition(", ")
        if is_body(name):
            is_where = bool(rest) and not UNIT.search(rest) and is_place(rest)
            return canonical(_as_known(name, lines)), rest if is_where else None
    return None, None


def _as_known(name: str, lines: Sequence[str]) -> str:
    """A name in capitals in the form in which it is known or stands further down; any other as it stands."""
    if not name.isupper():
        return name
    cased = _SMALL.sub(lambda match: match.group().lower(), name.title())
    if ORGANISATION.fullmatch(cased):
        return cased
    again = re.finditer(rf"\b{re.escape(name)}\b", "\n".join(lines), re.IGNORECASE)
    forms = (match.group() for match in again)
    return next((form for form in forms if form[0].isupper() and not form.isupper()), name)


def _subjects(text: str) -> Iterator[re.Match[str]]:
    """The names with which sentences begin, each with its verb."""
    for line in text.split("\n"):
        if (first := _FIRST_SUBJECT.match(line)) is not None:
            yield first
        yield from _LATER_SUBJECT.finditer(line)


def employer_in(text: str) -> str | None:
    """Who is said to recruit, or else the body of which the advert first speaks; no name that is merely mentioned."""
    based = _BASED_SUBJECT.search(text) if "Based " in text or "Located " in text else None
    best = None if based is None else based["name"]
    for match in _subjects(text):
        name = match["name"]
        looks = _LOOKS.match(match.string, match.end("verb")) is not None
        may_recruit = looks or " " in name or ORGANISATION.fullmatch(name) is not None
        if is_person(name) or not may_recruit:
            continue
        if _GENERIC.fullmatch(name):
            whole = _whole_name(name, text)
            if whole is None:
                continue
            name = whole
        if looks or _RECRUITS.fullmatch(match["verb"]):
            return canonical(name)
        if not (_CLIENT.search(text) or match.string.startswith(" our ", match.end("verb"))):
            best = best or name
    best = best or _applied_to(text)
    return None if best is None else canonical(best)


def _whole_name(name: str, text: str) -> str | None:
    """The name near the top that ends with a word such as ``Centre``, by which a body is called further down."""
    lines = text.split("\n", 5)[:5]
    return next((line for line in lines if line.endswith(f" {name}") and WHOLE_NAME.fullmatch(line)), None)


def _applied_to(text: str) -> str | None:
    """The body to which one applies, to whose staff a post is open, or for which a person signs."""
    for match in _APPLIED_TO.finditer(text):
        name = match["name"] or match["signed"]
        if is_body(name) and (
            match["signed"] or _ASKS.search(text, max(0, match.start() - _REACH), match.start())
        ):
            return name
    return None


def employer_introduced(introduction: str) -> str | None:
    """The body that an introduction says to advertise, if it is one that is known or all adverts below are said to be its."""
    found = (ORGANISATION.match(introduction[match.end() :]) for match in _BY_BODY.finditer(introduction))
    known = next((canonical(named.group()) for named in found if named is not None), None)
    if known is not None:
        return known
    of_all = _OF_ALL.search(introduction)
    return None if of_all is None or is_paper(of_all["name"]) else of_all["name"]
