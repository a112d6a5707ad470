"""Reading takes work in proportion to the page, whatever stands on it.

Work is counted, never timed: the lines of the program that run (each turn of a loop anew) for a page and for one five
times as long. What happens inside a pattern or a slice is not counted so; those cases are given sizes at which anything but
linear work would take hours, and run in a child process whose processor time is limited.
"""

import gc
import os
import resource
import sys
from collections.abc import Callable
from functools import partial
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
LEAST, TIMES, MOST_RATIO = 100, 5, 5.5
"""Far from 25, as quadratic work would be: what there is of it may add an eighth for 500 lines, no more."""
CPU_SECONDS = 20
CPU_SECONDS_FOR_A_LINE = 4
"""For a child that needs a tenth of it: no measurement, but the difference between ending and never ending."""
LETTER = "Napo members are here.\nMarian Tolley, General Secretary, Napo\n"

TIME = "22 February 2016 at 08:11"
HEAD = f"Anonymous{TIME}\n"
LANGUAGES = (
    "A\nReplyDeleteReply\nReplies\nDelete\nAdd comment\n9 comments:\nJim said...\n",
    "A\nResponderEliminar\nResponder\nRespuestas\nEliminar\nCargar más...\n9 comentarios:\nJim dijo...\n",
    "A\nResponderBorrar\nResponder\nRespuestas\nBorrar\nCargar más...\nNo hay comentarios:\nJim dijo…\n",
    "A\nResponderExcluir\nResponder\nRespostas\nExcluir\nCarregar mais...\n9 comentários:\nJim disse...\n",
    "A\nRépondreSupprimer\nRépondre\nRéponses\nSupprimer\n9 commentaires :\nJim a dit...\n",
    "A\nAntwortenLöschen\nAntworten\nLöschen\nMehr anzeigen\n9 Kommentare:\nJim hat gesagt…\n",
    "A\nRispondiElimina\nRispondi\nRisposte\nElimina\nCarica altro...\n9 commenti:\nJim ha detto...\n",
    "A\nBeantwoordenVerwijderen\nBeantwoorden\nReacties\nVerwijderen\n9 reacties:\nJim zei...\n",
)
"""The words of the comment form in each language."""


def _repeated(words: str, number: int) -> str:
    return words * (number // 5)


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
    "author lines without texts": lambda n: f"9 comments:\n{HEAD}ReplyDelete\n" + f"{HEAD}Delete\n" * n,
    "author lines without texts or markers": lambda n: "9 comments:\n" + HEAD * n,
    "author lines, glued": lambda n: "9 comments:\n" + f"Jim{TIME}\nText.\nReply\nDelete\nReplies\n" * n,
    "authors and times on two lines": lambda n: "9 comments:\n" + f"Jim\n{TIME}\nText.\nReplyDelete\n" * n,
    "names and times that may be parted in two ways": lambda n: (
        "9 comments:\n"
        + "".join(f"Jim{1 + i % 2}{TIME}\nText.\nReplyDelete\nReplies\nJo12:26\nDelete\n" for i in range(n))
    ),
    "clocks alone": lambda n: "9 comments:\n" + "Jim\n10:26\nText.\nReplyDelete\n" * n,
    "clocks without markers": lambda n: "9 comments:\n" + "Jim10:26\n10:26\n" * n,
    "times alone": lambda n: f"9 comments:\n{HEAD}A\nReplyDelete\n" + f"{TIME}\n" * n,
    "quoted heads": lambda n: f"9 comments:\n{HEAD}A\n" + HEAD * n + "ReplyDelete\n",
    "heads in the post": lambda n: HEAD * n + f"9 comments:\n{HEAD}A\nReplyDelete\n{HEAD}B\nReplyDelete\n",
    "days above the thread": lambda n: (
        "Monday, 22 February 2016\n" * n + f"9 comments:\n{HEAD}A\nReplyDelete\n"
    ),
    "items with heads": lambda n: (
        "9 comments:\n" + "".join(f"  {i}. {HEAD}    Text.\n    ReplyDelete\n" for i in range(1, n))
    ),
    "items with heads and replies": lambda n: (
        f"9 comments:\n  1. {HEAD}    ReplyDelete\n    Replies\n"
        + "".join(f"    {i}. {HEAD}      Delete\n      {i + 1}. Reply\n" for i in range(1, n))
    ),
    "items with heads below": lambda n: "9 comments:\n" + f"  1.\n    Jim\n    {TIME}\n    ReplyDelete\n" * n,
    "lists with heads": lambda n: f"9 comments:\n  1. {HEAD}" + f"    1. {HEAD}    2. {HEAD}" * n,
    "items without markers": lambda n: "99 comments:\n" + "  1. x\n    Replies\n    1. y\n" * n,
    "count lines of two lines": lambda n: "3\ncomments:\n" * n,
    "counts of none": lambda n: "No comments:\n" * n,
    "counts with said": lambda n: f"3 comments:\nJim said...\n{TIME}\n" * n,
    "people who said something": lambda n: "9 comments:\n" + "Jim said...\n" * n,
    "people who said something at a time": lambda n: "9 comments:\n" + f"Jim said...\nText.\n{TIME}\n" * n,
    "people who said something at a clock": lambda n: "9 comments:\n" + "Jim\nsaid...\nText.\n10:26\n" * n,
    "words of all who said something": lambda n: "9 comments:\n" + "zei...\na dit…\ndijo...\nsaid…\n" * n,
    "one who said something": lambda n: "9 comments:\nJim said...\n" + f"{TIME}\n" * n,
    "marker words of all languages": lambda n: "".join(LANGUAGES) * (n // 20),
    **{f"a page of {words.split()[1]}": partial(_repeated, words) for words in LANGUAGES},
    "lines run together": lambda n: "9 comments:\n" + f"Jim{TIME}TextReplyDeleteReplies\n" * n,
    "markers on one line": lambda n: f"9 comments:\nJim{TIME}A" + "ReplyDelete" * n + f"Jim{TIME}B\n",
    "comments on one line": lambda n: "9 comments:\n" + f"Jim{TIME}TextReplyDelete" * n,
    "times on one line": lambda n: "9 comments:\nDelete" + TIME * n,
    "links": lambda n: "[a](b)\n\n" + f"Jim[{TIME}](b)\n\nText\n\nReply[Delete](b)\n\n" * n,
    "links on folded lines": lambda n: "[a](b) Jim\n" * n,
    "an indented paragraph, folded": lambda n: "  [a](b)\n" + "word\n" * n,
    "pictures": lambda n: "  1. ![](b)\n\n" * n,
    "pictures above names": lambda n: "9 comments:\n\n" + f"![](b)\n\nJim said...\n\nText\n\n{TIME}\n\n" * n,
    "headings": lambda n: "# [a](b)\n\n## \n\n" * n,
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
def test_five_times_the_page_takes_five_times_the_work(make: MakePage) -> None:
    """The steps for 5n lines are about five times those for n: far from 25 times, as they would be if they were quadratic."""
    short, long = _work(make(LEAST)), _work(make(TIMES * LEAST))
    assert long < MOST_RATIO * short, f"{short:,} steps, then {long:,}"


MANY = 100_000
LARGE: dict[str, MakePage] = {
    "markers in a row": lambda n: "Post\nA\n" + "ReplyDelete\n" * n,
    "nested-looking numbers": lambda n: (
        "9 comments:\n\n" + "".join(f"{' ' * (2 + i % 7)}{i}. \n" for i in range(n // 4))
    ),
    "identical lines": lambda n: "The same line.\n" * (n // 4),
    "one line": lambda n: "word " * (10 * n),
    "one word": lambda n: "A" * (10 * n),
    "blanks within a line": lambda n: "a" + " " * (10 * n) + "b",
    "blanks at the end of a line": lambda n: "A\nReplyDelete\na" + " " * (10 * n) + "\rb",
    "empty lines": lambda n: "a" + "\n" * (10 * n) + "b",
    "carriage returns": lambda n: "a" + "\r" * (10 * n) + "b",
    "digits": lambda n: "A\nReplyDelete\n" + "1" * (10 * n),
    "comments on one line": lambda n: "9 comments:\n" + f"Jim{TIME}TextReplyDeleteReplies" * (n // 16),
    "markers on one line": lambda n: f"9 comments:\nJim{TIME}" + "ReplyDeleteReplies" * n + f"Jim{TIME}",
    "lone markers on one line": lambda n: f"9 comments:\nJim{TIME}" + "Delete" * n,
    "times on one line": lambda n: "9 comments:\nDelete" + TIME * n,
    "clocks on one line": lambda n: f"9 comments:\nJim{TIME}TextDelete" + "10:26" * n,
    "clocks with years on one line": lambda n: (
        f"9 comments:\nJim{TIME}TextDelete" + "2016 at 10:26" * (n // 4)
    ),
    "digits and blanks on one line": lambda n: f"9 comments:\nJim{TIME}TextDelete" + "1 " * n + ":30",
    "blanks before a time": lambda n: (
        f"9 comments:\nJim{TIME}TextDelete22 March 2016" + " " * (10 * n) + "10:26"
    ),
    "blanks within a date": lambda n: "9 comments:\nDelete22" + " " * (10 * n) + "March 2016 at 10:26",
    "blanks before said": lambda n: "9 comments:\nJim" + " " * (10 * n) + "said…!",
    "blanks between names": lambda n: "9 comments:\n" + ("Jim" + " " * n) * 20 + "said...",
    "stops": lambda n: "9 comments:\n" + "." * (10 * n),
    "said": lambda n: "9 comments:\n" + "Jim said... " * n,
    "opening brackets": lambda n: "[a](b)" + "[" * (10 * n),
    "closing brackets": lambda n: "[a](b)" + "]" * (10 * n),
    "links that do not end": lambda n: "[a](b)" + "[a](" * n,
    "links that do not end within one": lambda n: "[a](" + "[a](b)" * n,
    "addresses that do not end": lambda n: "[a](b)" + "](" * n,
    "addresses with brackets that do not end": lambda n: "[a](b)" + "](()" * n,
    "escaped brackets in addresses": lambda n: "[a](b)" + "](\\)" * n,
    "escaped brackets of both kinds in addresses": lambda n: "[a](b)" + "](\\(\\)" * n,
    "escapes in addresses": lambda n: "[a](b)" + "](" + "\\" * (10 * n),
    "escapes": lambda n: "[a](b)" + "\\" * (10 * n),
    "pictures in a row": lambda n: "![](b)" * n,
    "pictures that do not end": lambda n: "[a](b)" + "![" * n,
    "pictures within links that do not end": lambda n: "[a](b)" + "[![](" * n,
    "pictures within links": lambda n: "[![](a)](b)" * n,
    "pictures one after another within a link": lambda n: "[" + "![](a)" * n + "](b)",
    "pictures without addresses": lambda n: "[a](b)" + "[![]" * n,
    "links within links": lambda n: "[" * n + "[a](b)" + "](b)" * n,
    "blanks in Markdown": lambda n: "[a](b)" + " " * (10 * n) + "x",
    "blanks in folded Markdown": lambda n: "[a](b)\n" + "x \n" * (n // 4),
    "a folded paragraph": lambda n: "   [a](b)\n" + "some more words\n" * (n // 4),
    "number signs": lambda n: "[a](b)\n\n" + "#" * (10 * n),
}


@pytest.mark.parametrize("make", LARGE.values(), ids=LARGE)
def test_large_page_ends(make: MakePage) -> None:
    """A hundred thousand of anything (of lines that take the most work, 25,000), and runs of a million characters, are read."""
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
