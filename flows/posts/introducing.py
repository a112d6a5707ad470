"""How a blogger or a reader introduces a text that is passed on."""

import re

_PASSED_ON = (
    r"shar(?:ed|ing)|pass(?:ed|ing)|forward(?:ed|ing)|sent (?:in|to)|sending|received|website|\bsite\b|blog|e-?mail(?:ed)?"
    r"|following|advert|circulat|Facebook|Twitter|forum|newspaper|appeared|published"
)
INTRODUCTION = re.compile(
    rf"(?:(?:(?:And|Also|Then),? )?(?:(?:[Mm]any )?[Tt]hank|[Tt]his\b|[Tt]he following\b|[Hh]ere\b|[Rr]eaders?\b|[Ff]rom\b|[Ss]een?\b"
    rf"|[Rr]eceived\b|I(?:'ve|’ve| have) (?:just )?(?:been sent|received|seen)\b)"
    rf".{{0,160}}?(?:{_PASSED_ON}).{{0,160}}:|.{{1,160}}:-)",
    re.DOTALL,
)
"""For a whole line: the blogger's words before a text that is passed on. ``:-`` at a line's end is his habit."""

_WITHIN_A_BULLETIN = re.compile(
    r"\b(?:we|our|us|(?<!their )(?<!its )members?|I (?:think|mean|say))\b", re.IGNORECASE
)
"""Who speaks for a union does not introduce what a union says."""
_LONGEST_INTRODUCTION = 400
_HERE_IT_IS = re.compile(
    r"(?:(?:and|but|so|now) )?(?:here(?: is|'s|’s| are)|(?:this|these|the following) (?:is|are|was|were|has|have)(?: just)?(?: been)?)\b"
    r".{0,80}\b(?:came|sent|went|gone|got|landed|arrived|received|issued|put out|circulated|taken from)\b.{0,120}:-?",
    re.IGNORECASE | re.DOTALL,
)
"""For a whole line: it came to somebody, be it to "us" or to "members"."""
_AT_HEAD = re.compile(
    r"\b(?:this|these|it|following|latest|here)\b.*\b(?:sent|sends|gone|went|came|turned up|landed|arrived|supplied|inbox|issued|put out|posted|copied|pasted|e-?mail(?:ed)?"
    rf"|letter|message|bulletin|statement|{_PASSED_ON})\b.*:$|^(?:A |An |The )?(?:[Mm]essage|[Ee]-?mail|[Ll]etter) (?:from|to) .*:$|:-$",
    re.DOTALL | re.IGNORECASE,
)


_LEADS = re.compile(
    r"(?:[Aa]nd|[Aa]lso|[Tt]hen|[Nn]ext|[Nn]ow|[Ff]irst(?:ly)?|[Ss]econd(?:ly)?|[Tt]hird(?:ly)?|[Ll]ast(?:ly)?|[Ff]inally|[Mm]eanwhile|[Ee]lsewhere|[Aa]nother|[Oo]ne|[Tt]his|[Hh]ere|[Bb]elow|[Ff]rom)\b.{0,200}:"
)
"""For the end of a line above what can only be a text of its own: the blogger goes on to the next."""


def is_introduction_at_head(line: str) -> bool:
    """Whether a line above all else in a post introduces what is passed on: nobody else speaks there of "us" or "members"."""
    if line[-1] not in ":-":
        return False
    return _AT_HEAD.search(_last_sentence(line[-_LONGEST_INTRODUCTION:])) is not None


def may_lead(line: str) -> bool:
    """Whether a line introduces what stands below it, if that is a text of its own."""
    if line.endswith(":-"):
        return True
    if line[-1] != ":":
        return False
    words = _last_sentence(line)
    return _LEADS.fullmatch(words) is not None and _WITHIN_A_BULLETIN.search(words) is None


def is_introduction(line: str) -> bool:
    """Whether a whole line, or the last sentence of a paragraph, introduces a text that is passed on."""
    if line[-1] not in ":-":
        return False
    return any(
        len(words) < _LONGEST_INTRODUCTION
        and INTRODUCTION.fullmatch(words) is not None
        and (words.startswith(("Thank", "Many thank")) or _WITHIN_A_BULLETIN.search(words) is None)
        for words in (line, _last_sentence(line))
    ) or (len(line) < _LONGEST_INTRODUCTION and _HERE_IT_IS.fullmatch(line) is not None)


def _last_sentence(line: str) -> str:
    """What stands behind the last full stop within a line."""
    stop = line.rfind(". ", 0, -2)
    return line if stop < 0 else line[stop + 2 :]
