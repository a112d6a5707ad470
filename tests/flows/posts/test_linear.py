"""Bulletins and adverts are looked for in time in proportion to the post, whatever its lines are made of.

Counted and limited as ``tests/flows/test_linear.py`` tells.
"""

from functools import partial

import pytest

from flows.page import page_of
from flows.reading import read_page
from tests.flows.test_linear import CPU_SECONDS_FOR_A_LINE, MakePage, _ends, _work

LEAST, TIMES, MOST_RATIO = 50, 4, 4.6
OPENING = "Dear Member\nA Title\n"
SIGNED = "Marian Tolley, General Secretary, Napo\n"
JOB = "An Officer\nSalary: £9 pa\n"
CLOSING = "Closing date: 1 May 2018\n"


def _between(above: str, words: str, below: str, number: int) -> str:
    return above + words * number + below


_in_bulletin = partial(partial, _between, OPENING)
_in_advert = partial(partial, _between, JOB)

COUNTED: dict[str, MakePage] = {
    "salutations in a row": lambda n: "Dear All\n" * n,
    "salutations below many closes": lambda n: OPENING + SIGNED * n + "Dear All\n" * n,
    "salutations that nothing closes": lambda n: "Dear All\nA Title\nProse.\n" * n,
    "addressees that no union is named for": lambda n: "To all members\nDear All\nA Title\nSome prose.\n" * n,
    "references in a row": lambda n: "JTU 14-2018\n" * n,
    "letterheads in a row": lambda n: "Napo / UNISON\n" * n,
    "lines that lead to something": lambda n: "The following lines:\n" * n,
    "headings below lines that lead to them": lambda n: "Jobs here:\nAn Officer\n" * n + JOB + CLOSING,
    "lines that lead to something, in a comment": lambda n: (
        "Post\nA\nReplyDelete\n" + "The following lines:\nA Heading\n" * n + f"{JOB}{CLOSING}Delete\n"
    ),
    "roles": lambda n: OPENING + "General Secretary\n" * n,
    "roles before names": lambda n: OPENING + "Chair: Ann Lee / Bob Roe\n" * n,
    "names joined": lambda n: OPENING + "Ann Lee/Bob Roe/Cal Fox/Dee Hay\n" * n,
    "names with brackets": lambda n: OPENING + "Ann Lee (Napo), Bob Roe (GMB)\n" * n,
    "names with unions below": lambda n: OPENING + "Ann Lee, Chair\nNapo\n" * n,
    "names in columns": lambda n: OPENING + "Ann Lee   Bob Roe\nChair   Chair\n" * n,
    "columns that hold too little": lambda n: OPENING + "Ann Lee   Bob Roe\nChair\n" * n,
    "farewells": lambda n: OPENING + "Best wishes\n" * n,
    "farewells with first names": lambda n: OPENING + "Best wishes\nMarian\n" * n,
    "lists": lambda n: OPENING + "1. An item\n" * n + SIGNED,
    "salaries": lambda n: JOB + "Salary: £20,000\n" * n,
    "salaries under titles": lambda n: CLOSING + JOB * n,
    "salaries under titles, with dates": lambda n: f"{JOB}{CLOSING}" * n,
    "scales of pay": lambda n: JOB + "Band 1: £9\n" * n + CLOSING,
    "fields with labels": lambda n: JOB + "Location: Ely\n" * n + CLOSING,
    "paragraphs that are adverts": lambda n: (
        JOB + f"An Officer, Ely. £9 pa. {'You will dig. ' * 6}Apply by 1 May 2018.\n" * n
    ),
    "rows of a table": lambda n: JOB + "Location\tEly\n" * n + CLOSING,
    "labels above values": lambda n: JOB + "Location\nEly\n" * n + CLOSING,
    "lines that lead to titles": lambda n: JOB + CLOSING + "And this from the same page:\nAn Officer\n" * n,
    "lines that join others": lambda n: "requires an\nOfficer\n" * n + JOB + CLOSING,
    "separators between openings": lambda n: "Dear All\n*****\n" * n,
    "separators below introductions": lambda n: f"This job seen:-\n*****\n{JOB}{CLOSING}" * n,
}
"""Posts of some n lines, each of which may begin, end or part a record."""


@pytest.mark.parametrize("make", COUNTED.values(), ids=COUNTED)
def test_four_times_the_post_takes_four_times_the_work(make: MakePage) -> None:
    short, long = _work(make(LEAST)), _work(make(TIMES * LEAST))
    assert long < MOST_RATIO * short, f"{short:,} steps, then {long:,}"


MANY = 10_000
LARGE: dict[str, MakePage] = {
    "names joined": _in_bulletin("Marian Tolley/", "\n"),
    "names joined by and": _in_bulletin("Marian Tolley and ", "\n"),
    "names with unions": _in_bulletin("Ann Lee (Napo), ", "\n"),
    "names with brackets that do not end": _in_bulletin("Ann Lee (Napo, ", "\n"),
    "opening brackets": _in_bulletin("(", "\n"),
    "closing brackets": _in_bulletin(")", "\n"),
    "roles": _in_bulletin("Secretary ", "\n"),
    "words before roles": _in_bulletin("National ", "\n"),
    "capitals": _in_bulletin("A", "\n"),
    "capitals and apostrophes": _in_bulletin("A'", "\n"),
    "words with capitals": _in_bulletin("Ab ", "\n"),
    "salutations": _in_bulletin("Dear All ", "\n"),
    "columns": _in_bulletin("Ann Lee   ", "\nChair   Chair\n"),
    "tabs": _in_bulletin("\t", "x\nChair\tChair\n"),
    "farewells": _in_bulletin("with very all our my best ", "\n"),
    "what was said": _in_bulletin("said: ", "\nNapo\nBest wishes\n"),
    "unions": _in_bulletin("Napo ", "\nBest wishes\n"),
    "unions named as such": _in_bulletin("unions Napo, ", "\nBest wishes\n"),
    "letterheads": _in_bulletin("Napo / ", "x\nBest wishes\n"),
    "amounts": _in_advert("£20,000 - ", f"\n{CLOSING}"),
    "labels": _in_advert("Post: Role: ", f"\n{CLOSING}"),
    "starts": _in_advert("start on A ", f"\n{CLOSING}"),
    "closing dates in prose": _in_advert(". Closing date is ", f"\n{CLOSING}"),
    "interviews": _in_advert("Interviews: ", f"\n{CLOSING}"),
    "applications": _in_advert("apply by ", f"\n{CLOSING}"),
    "digits of an amount": lambda n: f"{JOB}£{'9' * n}x\n{CLOSING}",
    "blanks behind a label": lambda n: f"An Officer\nSalary{' ' * n}x\n{CLOSING}",
    "blanks between names": _in_bulletin(" ", "Bob Roe\nChair   Chair\n"),
    "unions that do not end": _in_bulletin("Napo and UNISON and ", "\nBest wishes\n"),
    "sentences": _in_advert("A. ", f"\n{CLOSING}"),
    "names of who may recruit": _in_advert(". Ab Cd ", f"\n{CLOSING}"),
    "names with what they are": _in_advert(". Ab, a b c, ", f"\n{CLOSING}"),
    "capitals of a name": _in_advert("Ab of ", f"\n{CLOSING}"),
    "capitals of a place": _in_advert("based in Ab ", f"\n{CLOSING}"),
    "places joined": lambda n: f"{JOB}based in {'Ab or ' * n}\n{CLOSING}",
    "lines that lead": lambda n: f"{JOB}{CLOSING}{'and this ' * n}:\nAn Officer\n",
    "rates": _in_advert(". £9 ", f"\n{CLOSING}"),
    "rates joined": _in_advert("£9 / ", f"\n{CLOSING}"),
    "posts that are sought": _in_advert("seeks an Ab Cd ", f"\n{CLOSING}"),
    "bodies to which one applies": _in_advert(" to Ab at Cd Trust", f"\n{CLOSING}"),
    "sentences of a paragraph": lambda n: f"An Officer, Ely. £9 pa. {'You dig. ' * n} Apply by 1 May 2018.\n",
    "a title with places": lambda n: f"An Officer{' - Ely' * n}\nSalary: £9 pa\n{CLOSING}",
    "a labelled title with places": lambda n: f"{JOB}Post: An Officer{', Ely' * n}\n{CLOSING}",
    "a labelled title with terms": lambda n: f"{JOB}Post: An Officer{' - £9 pa' * n}\n{CLOSING}",
    "columns of a row": lambda n: f"{JOB}Location{'  ' * n}|{' |' * n}\n{CLOSING}",
    "who is spoken to": _in_advert("You ", f"\n{CLOSING}"),
    "introductions": lambda n: f"{'This shared: ' * n}:-\n{JOB}{CLOSING}",
    "papers": lambda n: f"{'advert published in ' * n}:-\n{JOB}{CLOSING}",
    "sentences above a separator": lambda n: f"{'A. ' * n}\n*****\n{JOB}{CLOSING}",
    "a separator": lambda n: f"{'* ' * n}\n{JOB}{CLOSING}",
}  # fmt: skip


@pytest.mark.parametrize("make", LARGE.values(), ids=LARGE)
def test_long_line_ends(make: MakePage) -> None:
    """One of ten thousand words, in a bulletin or an advert, is read to the end."""
    page = page_of(make(MANY))
    _ends(lambda: read_page(page), CPU_SECONDS_FOR_A_LINE)
