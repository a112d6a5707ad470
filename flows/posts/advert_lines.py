"""The lines of job adverts in one form: labels with their values, and the sentences of an advert that is one paragraph."""

import re
from collections.abc import Sequence
from itertools import pairwise

from flows.posts.cues import ADVERT_CUE
from flows.posts.line_cues import begins_as_in_advert, gives_pay_or_closing, names_post, remembered
from flows.posts.openings import is_heading

_NUMBER = re.compile(r"(?:Job |Vacancy |Post )?(?:[Rr]ef(?:erence)?|no|number)\b[.:]?\s*[\w/.-]+")
"""For a whole line: the number of the vacancy."""
_LABELS = (
    r"Job title|Post title|Post(?: type)?|Role|Position|Vacancy|Employer|Organisation|Company|Agency|Client|Location(?:s|\(s\))?|Region|Area|Site|Where|(?:Post )?Based(?: (?:in|at))?|Base|Place of work"
    r"|(?:Expected |Anticipated )?Start date|Starts?|Starting|Hours(?: of work)?|Working hours|Contract(?: type| length)?|Job ref|(?:Job |Vacancy )?Ref(?:erence)?(?: number| no)?|Job grade|Job family|Job type|Working pattern|Reports to|Reporting to|Responsible to"
    r"|Accountable to|Grade|Pay band|Band|Time commitment|Duration|Length|Tenure|Business area|Department|Directorate|Division|Type of role|Number of (?:jobs|posts|vacancies)(?: available)?|Advertised nationally|No\.? of posts"
)
LABEL = re.compile(rf"(?P<label>{_LABELS})\s*:\s*(?P<value>\S.*)", re.IGNORECASE)
_OF_TABLE = re.compile(
    rf"\|?\s{{0,8}}(?P<label>{_LABELS}|(?:Annual |Starting |Basic )?Salary(?: range| scale)?|Pay(?: range| rate| scale)?|(?:Hourly |Daily |Day )?Rate(?: of pay)?|Remuneration"
    r"|Closing date(?: for (?:applications|CVs))?|Closes|Closing|Deadline|Interviews?(?: dates?)?|Assessment(?: centre| date| day)?)"
    r"\s{0,8}:?(?:\t|\s\s|\s?\|)[\s|]{0,60}(?P<value>[^\s|][^|]*)\|?",
    re.IGNORECASE,
)
"""For a whole line: a row of a table, its label and its value parted by tabs, blanks or a stroke."""
_WITH_DASH = re.compile(
    r"(?P<label>Location|Based|Base|Place of work|Employer|Agency|Client|Organisation|Hours|Contract(?: type)?|Closing date|Interviews?(?: dates?)?|Start date|Grade|Reports to|Duration|Length)\s[-–—]\s(?P<value>\S.*)",
    re.IGNORECASE,
)
_WITH_BLANK = re.compile(
    r"(?P<label>Job title|Post title|Department|Business area|Employer|Organisation|Location|Region|Salary|Pay|Grade|Hours|Number of (?:posts|jobs|vacancies)|Working pattern|Contract(?: type)?|Type of role|Closing date|Interview date|Start date|Reference)"
    r" (?P<value>(?:[A-Z£€]|\d)[^:]{0,80}(?<![.:?!]))"
)
"""For a whole line, where it is one of several: a row whose cells nothing but a blank parts any more."""
_LEAST_ROWS = 3
_LABEL_ALONE = re.compile(
    r"(?:(?:Job|Post) title|Salary(?: range)?|Locations?|Place of work|Employer|Organisation|Closing date|Interview dates?|(?:Expected )?[Ss]tart date|Job grade|Grade|Pay band"
    r"|Contract(?: type| length)?|Working pattern|Hours|(?:Job |Vacancy )?Reference(?: number)?|Business area|Department|Type of role|Job family|Number of (?:jobs|posts|vacancies)(?: available)?|Advertised nationally)\s*:?",
    re.IGNORECASE,
)
"""For a whole line: a label whose value stands on the line below."""
_LONGEST_LABEL, _LONGEST_VALUE, _MOST_VALUES = 30, 120, 4
_OF_DATE = re.compile(r"closing|interview", re.IGNORECASE)
_DIGIT = re.compile(r"\d")

_SENTENCE_END = re.compile(r"(?<=[.!?])(?<!\bc\.)(?<! Dr\.)(?<! [Nn]o\.)(?<! St\.) +(?=[A-Z£€$])")
_LEAST_RUN_IN, _LONGEST_RUN_IN, _LONGEST_FIRST = 80, 1500, 160
_OF_READER = re.compile(r"\b(?:I|me|my|was|were|had|they)\b")
"""Words of a reader who tells of a post, where nothing introduces it as an advert."""
_SALARY, _CLOSING = ADVERT_CUE["salary_in_prose"], ADVERT_CUE["closing_in_prose"]


def in_rows(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines, with each row of a table as ``Label: value``."""
    rows = [_row(line) for line in lines]
    blank = {
        place: match for place, line in enumerate(rows) if (match := _WITH_BLANK.fullmatch(line)) is not None
    }
    if len({match["label"] for match in blank.values()}) >= _LEAST_ROWS:
        for place, match in blank.items():
            rows[place] = f"{match['label']}: {match['value']}"
    return tuple(rows)


def _row(line: str) -> str:
    if "\t" in line or "  " in line or "|" in line:
        match = _OF_TABLE.fullmatch(line)
    elif " - " in line or " – " in line or " — " in line:
        match = _WITH_DASH.fullmatch(line)
    else:
        return line
    return line if match is None else f"{match['label']}: {match['value'].rstrip()}"


def is_label_alone(line: str) -> bool:
    """Whether a line is a label whose value stands on the line below."""
    return len(line) <= _LONGEST_LABEL and _LABEL_ALONE.fullmatch(line) is not None


def with_values(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines, with each label that stands alone and the value below it both as ``Label: value``.

    A date needs a digit; a sentence is no value. What stands between it and the next label that stands alone is a part of it.
    """
    found = list(lines)
    alone = [index for index, line in enumerate(lines[:-1]) if is_label_alone(line)]
    for index, following in pairwise([*alone, len(lines)]):
        label = lines[index].rstrip(": ")
        below = lines[index + 1]
        is_value = len(below) <= _LONGEST_VALUE and below[-1] not in ".:" and not is_label_alone(below)
        if is_value and (_DIGIT.search(below) or not _OF_DATE.match(label)):
            is_whole = following < len(lines) and following - index <= _MOST_VALUES
            last = following if is_whole and max(map(len, lines[index:following])) <= _LONGEST_VALUE else 0
            found[index] = f"{label}: {below}"
            for place in range(index + 1, max(last, index + 2)):
                found[place] = f"{label}: {lines[place]}"
    return tuple(found)


def sentences_of(line: str) -> tuple[str, ...]:
    """The sentences of a paragraph, the first without its full stop."""
    first, *others = _SENTENCE_END.split(line)
    return (first.rstrip("."), *others)


def is_run_in(lines: Sequence[str], index: int) -> bool:
    """Whether a line is an advert by itself: a paragraph whose first sentence names the post, with pay and closing date."""
    line = lines[index]
    if not _LEAST_RUN_IN <= len(line) <= _LONGEST_RUN_IN or not (
        "£" in line or "€" in line or "alary" in line
    ):
        return False
    above = lines[index - 1] if index > 0 else ""
    if (above and is_heading(above)) or (not above.endswith((":", ":-")) and _OF_READER.search(line)):
        return False
    if index + 1 < len(lines) and gives_pay_or_closing(lines[index + 1]):
        return False
    first, *others = sentences_of(line)
    if len(first) > _LONGEST_FIRST or not names_post(first):
        return False
    shown = {name for sentence in others for name in begins_as_in_advert(sentence)}
    return ("salary_line" in shown or _SALARY.find(line) is not None) and (
        "closing_date" in shown or _CLOSING.find(line) is not None
    )


@remembered
def is_free(line: str) -> bool:
    """Whether a line is short, and neither a labelled field nor a salary nor a sentence."""
    return (
        is_heading(line)
        and LABEL.fullmatch(line) is None
        and not gives_pay_or_closing(line)
        and ADVERT_CUE["recruiting"].find(line) is None
        and _NUMBER.fullmatch(line) is None
    )
