"""Pages damaged at random, and what must hold for the reading of each: `python -m tests.fuzz [--seconds 600] [--seed N]`.

The property tests damage pages by the same functions and hold them to the same.
"""

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

from flows.page import page_of
from flows.pipeline import page_records
from flows.problems import CODES
from flows.reading import read_page
from flows.records import PageRecords
from flows.segments import Kind
from tests.fixture_files import pages_for_variations, text_of
from tests.generator import TELLING_PARAGRAPHS, plain_page
from tests.renderers import RENDERERS

RENDERED = Path(__file__).parent / "rendered"
BREAKS = ("\n", "\r\n", "\r", "\n\n", "\r\r\n", "\n\r")
OTHER_BREAKS = ("\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029")
"""Line breaks to ``str.splitlines``, and none of a page."""
BLANKS = ("", " ", "  ", "    ", "      ", "\t", "\u00a0", "\u3000", "\u200b", "\ufeff")
WORDS = (
    "ReplyDelete", "Delete", "Reply", "Replies", "Add comment", "Load more...", "3 comments:", "No comments:", "1 comment:",
    "99999999999 comments:", "1.", "2.", "3.", "10.", "2. Replies", "3. Reply", "٣.", "² comments:", "1. ReplyDelete",
    "Post a Comment", "Newer Post", "Blog Archive", "Posted by X at 10:26", "Monday, 4 March 2019", "12th March 2018",
    "31 February 2019", "Dear Member", "Best wishes", "Marian Tolley, General Secretary, Napo", "Salary: £1 to £2 pa",
    "Closing date: 1 May 2018", "Interviews: w/c 7th May 2018", "JTU 7-2019", "This on the Napo website:-", "*****",
    "--oo00oo--", "Branch Report May 2018", "This comment has been removed by the author.",
    "A paragraph that is long enough to be taken for a copy of itself where it stands on a page twice, or thrice, or more.",
)  # fmt: skip
HEADS = (
    "Anonymous22 February 2016 at 08:11", "Jim 2222 February 2016 at 08:11", "22 February 2016 at 08:11", "10:26", "9:59 PM",
    "Jim\n23 February 2016 at 09:30", "Jim May 30, 2019 at 1:06 PM", "Jo30/12/14 2:07 a. m.", "Jo2:07", "29 February 2015 at 10:00",
    "Anonymous said...", "Jim\nsaid...", "said…", "Bob dijo...", "Eva hat gesagt…", "6. Juni 2015 um 10:33 Uhr", "at 10:26",
    "Mittwoch, Mai 10, 2017 4:14:00 PM", "٣ March 2016 at 10:26", "1. Jim22 February 2016 at 08:11", "  2. Jim\n10:26",
    "99 February 2016 at 99:99", "31/12/9999 23:59", "00/00/00 0:00", "1 March 0000 at 00:00",
)  # fmt: skip
MARKDOWN = (
    "[a](b)", "![](b)", "[", "]", "](", "![", ")", "(", "\\", "\\[", "[22 February 2016 at\n08:11](b)", "#### 3 comments:", "# ",
    "Reply[Delete](b)", "[Delete](b\nc)", "  1. ![](b)", "     1. ![](b)", "[ ![](a) ](b)", "[Jim](b) said...", "](\\)", "[]()",
)  # fmt: skip
ABROAD = (
    "ResponderEliminar", "Eliminar", "Responder", "Respuestas", "1 comentario:", "ResponderBorrar", "ResponderExcluir",
    "RépondreSupprimer", "2 commentaires :", "AntwortenLöschen", "Löschen", "3 Kommentare:", "Antworten", "RispondiElimina",
    "BeantwoordenVerwijderen", "4 reacties:", "Keine Kommentare:", "comentarios:", "Kommentare:",
)  # fmt: skip
CONTROLS = tuple(map(chr, (*range(1, 32), 127, 0x200B, 0x202E, 0xFEFF, 0xFFFD, 0x1F602)))
PIECES = (WORDS, HEADS, MARKDOWN, ABROAD, BREAKS, BLANKS, OTHER_BREAKS, CONTROLS, TELLING_PARAGRAPHS)
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|$)")

Damage = Callable[[Random, str, Sequence[str]], str]


# Damage


def damaged(random: Random, pages: Sequence[str]) -> str:
    """One of the pages, damaged once or several times."""
    text = random.choice(pages)
    for _ in range(random.randint(1, 4)):
        text = random.choice(DAMAGES)(random, text, pages)
    return text


def _range(random: Random, length: int) -> tuple[int, int]:
    """A range, as often short as long."""
    first = random.randint(0, length)
    return first, min(length, first + random.randint(0, random.choice((1, 3, 40, length))))


def _lines(text: str) -> list[str]:
    """The lines with their breaks."""
    return [match.group() for match in _LINE.finditer(text) if match.group()]


def _cut(random: Random, text: str, _: Sequence[str]) -> str:
    first, last = _range(random, len(text))
    return text[:first] + text[last:]


def _keep(random: Random, text: str, _: Sequence[str]) -> str:
    first, last = sorted((random.randint(0, len(text)), random.randint(0, len(text))))
    return text[first:last]


def _double(random: Random, text: str, _: Sequence[str]) -> str:
    first, last = _range(random, len(text))
    place = random.choice((last, random.randint(0, len(text))))
    return text[:place] + text[first:last] + text[place:]


def _insert(random: Random, text: str, _: Sequence[str]) -> str:
    place = random.randint(0, len(text))
    pieces = [random.choice(random.choice(PIECES)) for _ in range(random.randint(1, 8))]
    return text[:place] + "".join(pieces) + text[place:]


def _insert_lines(random: Random, text: str, _: Sequence[str]) -> str:
    lines = _lines(text)
    for _place in range(random.randint(1, 5)):
        line = random.choice(BLANKS) + random.choice(random.choice(PIECES)) + random.choice(BREAKS)
        lines.insert(random.randint(0, len(lines)), line)
    return "".join(lines)


def _join(random: Random, text: str, pages: Sequence[str]) -> str:
    return text[: random.randint(0, len(text))] + random.choice(pages)


def _insert_part(random: Random, text: str, pages: Sequence[str]) -> str:
    other = random.choice(pages)
    first, last = _range(random, len(other))
    place = random.randint(0, len(text))
    return text[:place] + other[first:last] + text[place:]


def _shuffle(random: Random, text: str, _: Sequence[str]) -> str:
    """Some lines in another order, or dropped."""
    lines = _lines(text)
    first, last = _range(random, len(lines))
    part = lines[first:last]
    random.shuffle(part)
    return "".join([*lines[:first], *part[random.randint(0, 2) :], *lines[last:]])


def _indent(random: Random, text: str, _: Sequence[str]) -> str:
    """Some lines set further right, or left."""
    lines, blank = _lines(text), random.choice(BLANKS)
    first, last = _range(random, len(lines))
    moved = [blank + line if blank else line.lstrip(" ") for line in lines[first:last]]
    return "".join([*lines[:first], *moved, *lines[last:]])


def _glue(random: Random, text: str, _: Sequence[str]) -> str:
    """Some line breaks gone."""
    lines = _lines(text)
    first, last = _range(random, len(lines))
    return "".join([*lines[:first], *(line.rstrip("\r\n") for line in lines[first:last]), *lines[last:]])


def _other_breaks(random: Random, text: str, _: Sequence[str]) -> str:
    return with_breaks(text, random.choice(BREAKS))


def _byte_order_mark(_: Random, text: str, __: Sequence[str]) -> str:
    return "\ufeff" + text


DAMAGES: tuple[Damage, ...] = (
    _cut, _keep, _double, _insert, _insert, _insert_lines, _insert_lines, _join, _insert_part, _shuffle, _indent, _glue,
    _other_breaks, _byte_order_mark,
)  # fmt: skip


def with_breaks(text: str, line_break: str) -> str:
    """A text whose lines all end in this."""
    return re.sub(r"\r\n?|\n", line_break, text)


# What must hold


def is_blank(text: str) -> bool:
    """Whether a source with this text is refused before it is a page."""
    return not text.strip().strip("\ufeff").strip()


def assert_sound(text: str) -> PageRecords:
    """All that holds for every page; ``page_records`` also holds it to ``checks_of_pages.check_page``."""
    records = page_records(page_of(text))
    assert "".join(text[s["start"] : s["end"]] for s in records.segments) == text
    assert all(s["start"] < s["end"] for s in records.segments)
    assert {s["kind"] for s in records.segments} <= {kind.value for kind in Kind}
    _assert_references(records)
    for problem in records.problems:
        assert problem.code in CODES
        _assert_within(text, problem.start, problem.end, problem.line)
    return records


def _assert_references(records: PageRecords) -> None:
    keys = [
        *(row["comment_id"] for row in records.comments),
        *(row["bulletin_id"] for row in records.bulletins),
        *(row["advert_id"] for row in records.job_adverts),
    ]
    assert len(keys) == len(set(keys))
    assert {s["record_id"] for s in records.segments if s["record_id"]} <= set(keys)
    comments = {row["comment_id"] for row in records.comments}
    assert {row["comment_id"] for row in (*records.bulletins, *records.job_adverts)} - {None} <= comments
    assert records.document["comments"] == len(records.comments)
    of_comments = [span for s in records.segments if s["kind"] == "comment" for span in [s["record_id"]]]
    assert set(of_comments) == comments
    for rows in (records.comments, records.bulletins, records.job_adverts):
        for row in rows:
            _assert_ordered(row["spans"])


def _assert_ordered(spans: list[dict[str, Any]]) -> None:
    bounds = [bound for span in spans for bound in (span["start"], span["end"])]
    assert bounds == sorted(bounds)
    assert all(span["start"] < span["end"] for span in spans)


def _assert_within(text: str, start: int | None, end: int | None, line: int | None) -> None:
    if start is None or end is None:
        assert (start, end, line) == (None, None, None)
        return
    assert 0 <= start < end <= len(text)
    assert line == len(text[:start].replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def assert_read(text: str) -> None:
    """A page is read soundly, and as it was before; a blank one, which is no source, without an error."""
    if is_blank(text):
        read_page(page_of(text))
    else:
        assert assert_sound(text) == page_records(page_of(text))


# The command


def pages_to_damage(random: Random) -> list[str]:
    """The fixtures, what older extractors left, and generated pages of every layout."""
    rendered = [text_of(path) for path in sorted(RENDERED.rglob("*.txt"))]
    made = [
        plain_page(random, "page", dialect=dialect, comments=random.randint(1, 9)).text
        for dialect in RENDERERS
        for _ in range(3)
    ]
    return [*pages_for_variations(), *rendered, *made]


def main() -> None:
    """Read damaged pages until the time is over, or one is not read soundly: then that page is saved."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=main.__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument(
        "--seed", type=int, help="the same seed makes the same pages (default: another each time)"
    )
    parser.add_argument("--save", type=Path, default=Path("failing-page.txt"), help="for the page that fails")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else Random().randrange(10**9)
    random = Random(seed)
    pages = pages_to_damage(random)
    end, number = monotonic() + options.seconds, 0
    print(f"seed {seed}, {len(pages)} pages to damage", flush=True)  # noqa: T201
    while monotonic() < end:
        text = damaged(random, pages)
        try:
            assert_read(text)
        except Exception:
            options.save.write_bytes(text.encode("utf-8"))
            print(f"seed {seed}: page {number} fails; it is in {options.save}", file=sys.stderr)  # noqa: T201
            raise
        number += 1
    print(f"seed {seed}: {number} damaged pages were read soundly")  # noqa: T201


if __name__ == "__main__":
    main()
