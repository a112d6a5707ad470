"""The lines of job adverts in one form: labels with their values, and the sentences of an advert that is one paragraph."""

import re
from collections.abc import Sequence
from itertools import pairwise

from flows.posts.cues import ADVERT_CUE
from flows.posts.line_cues import begins_as_in_advert, gives_pay_or_closing, names_post, remembered
from flows.posts.openings import is_heading
from flows.posts.passage import ends_as_lead

_NUMBER = re.compile(r"(?:Job |Vacancy |Post )?(?:[Rr]ef(?:erence)?|no|number)\b[.:]?\s*[\w/.-]+")
"""For a whole line: the number of the vacancy."""
_DASH, _BLANK, _ALONE = "-", " ", "\n"
_LABELS = (
    (_DASH + _BLANK + _ALONE,
     r"Employer|Organisation|Location|Hours|Grade|Contract(?: type| length)?|Closing date|Interview dates?|Start date"),
    (_DASH + _ALONE, r"Place of work"),
    (_BLANK + _ALONE,
     r"(?:Job|Post) title|Salary(?: range)?|Department|Business area|Working pattern|Type of role|Reference|Number of (?:jobs|posts|vacancies)(?: available)?"),
    (_DASH, r"Based|Base|Agency|Client|Interviews?|Reports to|Duration|Length"),
    (_BLANK, r"Region|Pay"),
    (_ALONE, r"Locations|Expected start date|Pay band|(?:Job |Vacancy )?Reference(?: number)?|Job grade|Job family|Advertised nationally"),
    ("",
     r"Post(?: type)?|Role|Position|Vacancy|Company|Location\(s\)|Area|Site|Where|(?:Post )?Based (?:in|at)|Post based|Anticipated start date|Starts?|Starting|Hours of work|Working hours|Job type|Band"
     r"|Job ref|(?:Job |Vacancy )?Ref(?:erence)?(?: number| no)?|Reporting to|Responsible to|Accountable to|Time commitment|Tenure|Directorate|Division|No\.? of posts"
     r"|(?:Annual |Starting |Basic )?Salary(?: range| scale)?|Pay(?: range| rate| scale)|(?:Hourly |Daily |Day )?Rate(?: of pay)?|Remuneration"
     r"|Closing date for (?:applications|CVs)|Closes|Closing|Deadline|Assessment(?: centre| date| day)?"),
)  # fmt: skip
"""The labels of fields, and of each what may stand behind it besides a colon or, in a table, tabs, blanks or a stroke: a dash,
one blank, or nothing, where its value stands on the line below.
"""


def _labels(behind: str) -> str:
    """The pattern of the labels behind which this may stand."""
    return "|".join(labels for forms, labels in _LABELS if behind in forms)


LABEL = re.compile(rf"(?P<label>{_labels('')})\s*:\s*(?P<value>\S.*)", re.IGNORECASE)
"""For a whole line: a field, as also the rows and labels below are made to be."""
_OF_TABLE = re.compile(
    rf"(?P<label>{_labels('')})\s{{0,8}}:?(?:\t|\s\s|\s?\|)[\s|]{{0,60}}(?P<value>[^\s|][^|]*)",
    re.IGNORECASE,
)
"""For a whole line: a row of a table, its label and its value parted by tabs, blanks or a stroke."""
_WITH_DASH = re.compile(rf"(?P<label>{_labels(_DASH)})\s[-–—]\s(?P<value>\S.*)", re.IGNORECASE)
_WITH_BLANK = re.compile(
    rf"(?P<label>{_labels(_BLANK)}) (?P<value>(?:[A-Z£€]|\d)[^:]{{0,80}}(?<![.:?!]))", re.IGNORECASE
)
"""For a whole line, where it is one of several: a row whose cells nothing but a blank parts any more."""
_LEAST_ROWS = 3
_LABEL_ALONE = re.compile(rf"(?:{_labels(_ALONE)})\s*:?", re.IGNORECASE)
"""For a whole line: a label whose value stands on the line below."""
_LONGEST_LABEL, _LONGEST_VALUE, _MOST_VALUES = 30, 120, 4
_OF_DATE = re.compile(r"closing|interview", re.IGNORECASE)
_OF_PAY = re.compile(r"salary|pay|grade|rate", re.IGNORECASE)
_DIGIT = re.compile(r"\d")

_SENTENCE_END = re.compile(r"(?<=[.!?])(?<!\bc\.)(?<! Dr\.)(?<! [Nn]o\.)(?<! St\.) +(?=[A-Z£€$])")
_LEAST_RUN_IN, _LONGEST_RUN_IN, _LONGEST_FIRST = 80, 1500, 160
_OF_READER = re.compile(r"\b(?:I|me|my|was|were|had|they)\b")
"""Words of a reader who tells of a post, where nothing introduces it as an advert."""
_OF_ANY = re.compile(
    r"(?:An?|The|Any|Every|Each|No|Some|Our|My) (?!.*\b(?:required|wanted|needed|sought|vacancy|opportunity)\b)"
)
"""Where a sentence speaks of somebody who has a post."""
_SALARY, _CLOSING = ADVERT_CUE["salary_in_prose"], ADVERT_CUE["closing_in_prose"]


def unframed(lines: Sequence[str]) -> Sequence[str]:
    """The lines, those that strokes enclose without them."""
    if not any(line.startswith("|") for line in lines):
        return lines
    return tuple([(line.startswith("|") and line.strip("| \t")) or line for line in lines])


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

    A date needs a digit; a sentence is no value, nor is a line of the pay but below its own label. What stands between it and the next label that stands alone is a part of it.
    """
    found = list(lines)
    alone = [index for index, line in enumerate(lines[:-1]) if is_label_alone(line)]
    for index, following in pairwise([*alone, len(lines)]):
        label = lines[index].rstrip(": ")
        below = lines[index + 1]
        if _may_be_value(label, below) and (_DIGIT.search(below) or not _OF_DATE.match(label)):
            is_whole = following < len(lines) and following - index <= _MOST_VALUES
            last = following if is_whole and max(map(len, lines[index:following])) <= _LONGEST_VALUE else 0
            found[index] = f"{label}: {below}"
            for place in range(index + 1, max(last, index + 2)):
                found[place] = f"{label}: {lines[place]}"
    return tuple(found)


def _may_be_value(label: str, below: str) -> bool:
    if len(below) > _LONGEST_VALUE or below[-1] in ".:" or is_label_alone(below):
        return False
    return _OF_PAY.search(label) is not None or "salary_line" not in begins_as_in_advert(below)


@remembered
def is_labelled(line: str) -> bool:
    """Whether a line is a field behind its label: it may have been put there, so that the line stands nowhere as it is."""
    return ":" in line and LABEL.fullmatch(line) is not None


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
    if (above and is_heading(above)) or (not ends_as_lead(above) and _OF_READER.search(line)):
        return False
    if index + 1 < len(lines) and gives_pay_or_closing(lines[index + 1]):
        return False
    first, *others = sentences_of(line)
    if len(first) > _LONGEST_FIRST or not names_post(first) or _OF_ANY.match(first):
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
        and not is_labelled(line)
        and not gives_pay_or_closing(line)
        and ADVERT_CUE["recruiting"].find(line) is None
        and _NUMBER.fullmatch(line) is None
    )
