"""How grave the problems of reading a page are to whoever contributes it, and what can be done about each."""

from typing import NamedTuple

from flows.problems import CODES, Severity

_KEEP = "leave the text as it is: what the extractor left is the source"


class Advice(NamedTuple):
    """What a problem of reading means for a contribution."""

    severity: Severity
    remedy: str


_NOTE, _WARNING = Severity.INFO, Severity.WARNING
_LOOK = "look at the page with `probation-corpus show`, and open an issue where it is read wrongly"

ADVICE: dict[str, Advice] = {
    "no_thread_found": Advice(_NOTE, "nothing, if the page has no comments; else send it just as the extractor left it"),
    "thread_unsplit": Advice(_WARNING, "extract the page again with another extractor, if you can"),
    "thread_incomplete": Advice(_WARNING, "extract the page again with another extractor, if you can"),
    "thread_cut": Advice(_WARNING, "see that the whole page was saved"),
    "mixed_layouts": Advice(_WARNING, "send one file for each page, as one extractor left it"),
    "comments_surplus": Advice(_WARNING, _LOOK),
    "depth_contradiction": Advice(_WARNING, _LOOK),
}  # fmt: skip
"""Reading problems by their code. All others tell what the extractor dropped or what is in doubt: a note, with no remedy.

The severity is that of the contribution, not of the row in the problems table: nobody can mend what an extractor dropped.
"""


def advice_on(code: str) -> Advice:
    """What a problem of reading means for whoever contributes the page."""
    severity = CODES[code][0]
    if severity is Severity.ERROR:
        return Advice(severity, "")
    return ADVICE.get(code, Advice(_NOTE, _KEEP))
