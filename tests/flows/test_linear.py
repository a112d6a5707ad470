"""Reading takes work in proportion to the page, whatever stands on it.

Work is counted, never timed: the lines of the program that run (each turn of a loop anew) for a page and for one twice
as long. What happens inside a pattern or a slice is not counted so; those cases are given sizes at which anything but
linear work would take hours, and run in a child process whose processor time is limited.
"""

import gc
import os
import resource
import sys
from collections.abc import Callable
from itertools import count
from types import FrameType
from typing import Any

import pytest

from flows.citations import links_in, times_in
from flows.page import page_of
from flows.reading import read_page
from flows.records import records_of

MakePage = Callable[[int], str]
TraceFunction = Callable[[FrameType, str, Any], Any]
LEAST, MOST_RATIO = 500, 2.5
CPU_SECONDS = 20
CPU_SECONDS_FOR_A_LINE = 4
"""For a child that needs a tenth of it: no measurement, but the difference between ending and never ending."""
LETTER = "Napo members are here.\nMarian Tolley, General Secretary, Napo\n"

COUNTED: dict[str, MakePage] = {
    "top markers in a row": lambda n: "Post\nA\n" + "ReplyDelete\n" * n,
    "lone markers in a row": lambda n: "Post\nA\n" + "Delete\n" * n,
    "markers with text, own line": lambda n: "Post\n" + "A\nReplyDelete\nB\nDelete\n" * n,
    "markers with text, glued to what follows": lambda n: "Post\n" + "A\nReplyDeleteB\nDelete" * n,
    "markers with text, glued to what precedes": lambda n: "Post\n" + "AReplyDelete\nBDelete\n" * n,
    "set-aside lines": lambda n: "Post\nA\nReplyDelete\n" + "Reply\nReplies\nLoad more...\n" * n,
    "furniture": lambda n: "Post\nA\nReplyDelete\n" + "Posted by X at 10:26\nHome\n" * n,
    "numbers": lambda n: "9 comments:\n" + "".join(f"  {i}. x\n" for i in range(1, n)),
    "numbers nested ever deeper": lambda n: (
        "9 comments:\n" + "".join(f"{' ' * (2 + i % 60)}1. x\n" for i in range(n))
    ),
    "numbers of replies": lambda n: "9 comments:\n  1. x\n" + "    Replies\n    1. y\n      Delete\n" * n,
    "numbers with gaps": lambda n: (
        "9 comments:\n" + "".join(f"  {2 * i + 1}. x\n    ReplyDelete\n" for i in range(n))
    ),
    "numbers without a count line": lambda n: "  1. x\n" * n + "    ReplyDelete\n",
    "text between items": lambda n: "9 comments:\n  1. x\n    ReplyDelete\n" + "    stray\n" * n,
    "count lines": lambda n: "3 comments:\n" * n,
    "count lines with items": lambda n: "3 comments:\n  1. x\n" * n,
    "unsplit paragraphs": lambda n: "3 comments:\n" + "A paragraph.\n" * n,
    "identical lines": lambda n: "The same line.\n" * n,
    "identical long lines": lambda n: ("The same line, which is long enough. " * 5 + "\n") * n,
    "identical pairs": lambda n: "One line of two.\nThe other line.\n" * n,
    "copies with insertions": lambda n: "".join(f"A line that comes again.\nLine {i}.\n" for i in range(n)),
    "two copies of many lines": lambda n: "".join(f"Line {i % n}.\n" for i in range(2 * n)),
    "separators": lambda n: "*****\n-----\n" * n,
    "separated parts": lambda n: "".join(f"Line {i}.\n*****\n" for i in range(n)),
    "blank lines": lambda n: "A\n" + " \n\u00a0\n" * n + "B\n",
    "introductions": lambda n: "This on the Napo website:-\nProse.\n" * n,
    "salutations": lambda n: "Dear Member\nA Title\nProse.\n" * n,
    "letters of two lines": lambda n: "Dear Member\nBest wishes\n" * n,
    "bulletins one after another": lambda n: f"Dear Member\nA Title\n{LETTER}" * n,
    "bulletins between separators": lambda n: f"Dear Member\nA Title\n{LETTER}*****\n" * n,
    "bulletins in comments": lambda n: "Post\n" + f"Dear Member\nReplyDeleteA Title\n{LETTER}" * n,
    "dates above titles": lambda n: "12 March 2018\nA Title\n" * n,
    "names": lambda n: "Dear Member\nA Title\n" + "Marian Tolley\n" * n,
    "signatures": lambda n: "12 March 2018\nA Title\n" + "Marian Tolley, General Secretary, Napo\n" * n,
    "adverts one after another": lambda n: "Salary: £9 pa\nClosing date: 1 May 2018\n" * n,
    "adverts between separators": lambda n: "".join(
        f"Salary: £{i} pa\nClosing date: 1 May 2018\n*****\n" for i in range(n)
    ),
    "adverts in comments": lambda n: (
        "Post\n" + "Salary: £9 pa\nReplyDeleteClosing date: 1 May 2018\nInterviews: June\n" * n
    ),
}
"""Pages of some n lines, in ways that have made readers of threads quadratic, or may."""


def _work(text: str) -> int:
    """How many steps it takes to read a page: lines of the program run, each turn of a loop anew, and calls."""
    steps = count()

    def trace(_frame: FrameType, _event: str, _argument: object) -> TraceFunction:
        next(steps)
        return trace

    page = page_of(text)
    before = sys.gettrace()
    gc.disable()
    sys.settrace(trace)
    try:
        records_of(read_page(page))
    finally:
        sys.settrace(before)
        gc.enable()
    return next(steps)


def _ends(call: Callable[[], object], seconds: int) -> None:
    """Make a call in a child process that may use only so much processor time."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
            call()
            status = 0
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    assert not os.WIFSIGNALED(status), f"it did not end in {seconds} s of processor time"
    assert os.WEXITSTATUS(status) == 0


@pytest.mark.parametrize("make", COUNTED.values(), ids=COUNTED)
def test_twice_the_page_takes_twice_the_work(make: MakePage) -> None:
    """The steps for 2n lines are about twice those for n: far from four times, as they would be if they were quadratic."""
    once, twice = _work(make(LEAST)), _work(make(2 * LEAST))
    assert twice < MOST_RATIO * once, f"{once:,} steps, then {twice:,}"


MANY = 100_000
LARGE: dict[str, MakePage] = {
    "markers in a row": lambda n: "Post\nA\n" + "ReplyDelete\n" * n,
    "nested-looking numbers": lambda n: (
        "9 comments:\n\n" + "".join(f"{' ' * (2 + i % 7)}{i}. \n" for i in range(n))
    ),
    "identical lines": lambda n: "The same line.\n" * n,
    "one line": lambda n: "word " * (10 * n),
    "one word": lambda n: "A" * (10 * n),
    "blanks within a line": lambda n: "a" + " " * (10 * n) + "b",
    "blanks at the end of a line": lambda n: "A\nReplyDelete\na" + " " * (10 * n) + "\rb",
    "empty lines": lambda n: "a" + "\n" * (10 * n) + "b",
    "carriage returns": lambda n: "a" + "\r" * (10 * n) + "b",
    "digits": lambda n: "A\nReplyDelete\n" + "1" * (10 * n),
}


@pytest.mark.parametrize("make", LARGE.values(), ids=LARGE)
def test_large_page_ends(make: MakePage) -> None:
    """A hundred thousand of anything, and lines and runs of a million characters, are read to the end."""
    page = page_of(make(MANY))
    _ends(lambda: read_page(page), CPU_SECONDS)


CITED: dict[str, str] = {
    "stops and brackets within an address": "http://a.example/" + ".)," * MANY + "x",
    "stops and brackets behind an address": "http://a.example/" + ".)," * MANY,
    "brackets behind an address": "http://a.example/(" + ")" * MANY,
    "stops behind brackets": "http://a.example/(" + ".)" * MANY,
    "addresses": "http://a.example/ " * MANY,
    "addresses without blanks": "http://" * MANY,
    "times": "10:26 " * MANY,
    "times without blanks": "10:26" * MANY,
    "digits": "1" * MANY,
    "digits and colons": "1:" * MANY,
}


@pytest.mark.parametrize("text", CITED.values(), ids=CITED)
def test_citations_of_a_long_comment_end(text: str) -> None:
    """Addresses and times are found in one pass."""
    _ends(lambda: (links_in(text), times_in(text)), CPU_SECONDS_FOR_A_LINE)


INTRICATE: dict[str, str] = {
    "capitals before a role": f"Dear Member\nMarian Tolley\n{'A' * 60}! Secretary\n",
    "capitals behind a role": f"Dear Member\nMarian Tolley, Secretary {'A' * 60}!\n",
    "joined words behind a role": f"Dear Member\nMarian Tolley, Secretary {'Of' * 40}!\n",
    "apostrophes in a name": f"Dear Member\n{chr(39).join(['A', *['AA'] * 25])}! Secretary\n",
    "hyphens in a name": f"Dear Member\n{'-'.join(['Aa'] * 26)}!, Secretary\n",
    "capitals in a title": f"{'Ab ' * 40}Branch {'Ab ' * 8}Repor\nProse.\n",
    "spaced signs": f"{'- ' * 39}x\n",
    "byline": f"Posted by {'at 1' * 45}\n",
    "sharing": f"{'Share to X ' * 17}!\n",
    "introduction": f"This {'shared on the from a ' * 15}x\n",
    "place": f"Salary: £1 pa\nbased in {'Ab and ' * 20}\nClosing date: 1 May 2018\n",
}


@pytest.mark.parametrize("text", INTRICATE.values(), ids=INTRICATE)
def test_intricate_line_ends(text: str) -> None:
    """No pattern tries all the ways in which a short line may be divided: that would take longer than the world has."""
    page = page_of(text)
    _ends(lambda: read_page(page), CPU_SECONDS_FOR_A_LINE)
