"""`show --why`: beside each bulletin and advert, by which cues it was recognised."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from rich.console import Console

from flows.cli.reasons import Reason, print_reason, reasons_by_start
from flows.cli.show import run_show
from flows.page import page_of
from flows.posts.passage import Shown, Weighed
from flows.reading import Reading, read_page
from flows.segments import Kind

POST = (
    "The week in words.\nJTU 14-2018\nPAY TALKS BEGIN\nNapo has met.\nBest wishes\nMarian Tolley, General Secretary, Napo\n"
    "*****\nThis job was in the Fenland Argus:-\nCase Manager\nSalary: £22,000 pa\nClosing date: 4 May 2018\n*****\nMore soon.\n"
)
LETTER = "Dear Members,\nPay\nNapo has met.\nBest wishes\nDora Pell, Branch Chair"
ADVERT = "Case Manager\nSalary: £22,000 pa\nLocation: Ely\nClosing date: 4 May 2018\nTo apply, write."


def thread(*texts: str) -> str:
    """A thread with these comments, none of which is a reply."""
    heads = (f"Reader{22 + i} February 2018 at 08:11\n" for i in range(len(texts)))
    comments = (f"{head}{text}\nReplyDelete\n" for head, text in zip(heads, texts, strict=True))
    return f"{len(texts)} comments:\n{''.join(comments)}"


PAGE = POST + thread("Who would?", f"I found this.\n{LETTER}", f"And this:\n{ADVERT}")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture(scope="module")
def reading() -> Reading:
    """A page with a bulletin and an advert in the post, and as many in comments."""
    found = read_page(page_of(PAGE))
    assert [placed.comment for placed in found.bulletins] == [None, 1]
    assert [placed.comment for placed in found.adverts] == [None, 2]
    return found


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "week.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def told(reading: Reading) -> list[Reason]:
    """The reasons in the order of the page."""
    return [reason for _, reasons in sorted(reasons_by_start(reading).items()) for reason in reasons]


def lines_for(reasons: Iterable[Reason]) -> list[str]:
    """What is printed of reasons where nobody looks at a terminal: sum, then weight, name and words of each cue."""
    lines: list[str] = []
    for name, weighed in reasons:
        lines.append(f"why {name}: {weighed.weight:+d}")
        lines += [f"{cue.weight:+d} {cue.name} “{' '.join(cue.words.split())}”" for cue in weighed.shown]
    return lines


def test_reasons_stand_beside_the_segment_of_their_record(reading: Reading) -> None:
    """Of a record within a comment, beside the comment."""
    kinds = {segment.start: segment.kind for segment in reading.segments}
    assert {
        reason.name: kinds[start]
        for start, reasons in reasons_by_start(reading).items()
        for reason in reasons
    } == {
        "bulletin 0": Kind.BULLETIN,
        "bulletin 1 in comment 1": Kind.COMMENT,
        "job_advert 0": Kind.JOB_ADVERT,
        "job_advert 1 in comment 2": Kind.COMMENT,
    }


def test_two_records_of_one_comment_are_both_told() -> None:
    found = read_page(page_of("A post.\n" + thread("Who would?", f"{LETTER}\nAnd this:\n{ADVERT}")))
    assert [reason.name for reason in told(found)] == ["bulletin 0 in comment 1", "job_advert 0 in comment 1"]


def test_show_why_prints_every_cue(reading: Reading, page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Name, weight and words, under the record's sum, in the order of the page and above the record's text."""
    assert run_show(page, None, None, why=True) == 0
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    printed = [" ".join(line.split()) for line in shown.splitlines()]
    reasons = lines_for(told(reading))
    assert [line for line in printed if re.match(r"why |[+-]\d+ ", line)] == reasons
    assert len(reasons) > 4 * 4
    for first, name in (
        ("JTU 14-2018", "bulletin 0"),
        ("Case Manager", "job_advert 0"),
        ("I found this.", "bulletin 1 in comment 1"),
    ):
        place = next(i for i, line in enumerate(printed) if line.endswith(first) and "“" not in line)
        assert any(line.startswith(f"why {name}:") for line in printed[:place])


def test_show_without_why_prints_none(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nor anything else that differs."""
    run_show(page, None, None, why=True)
    explained = capsys.readouterr().out.splitlines()
    run_show(page, None, None)
    plain = capsys.readouterr().out.splitlines()
    assert plain == [line for line in explained if not re.match(r"why |    [+-]\d+ ", line)]


def test_show_why_draws_them_into_the_picture(page: Path, tmp_path: Path) -> None:
    run_show(page, None, tmp_path / "page.svg", why=True)
    picture = (tmp_path / "page.svg").read_text(encoding="utf-8")
    assert "salary_line" in picture and "union_signs" in picture


def on_terminal(reason: Reason) -> str:
    """What is printed of a reason to a terminal that shows colours."""
    out = Console(
        force_terminal=True, color_system="standard", width=100, highlight=False, legacy_windows=False
    )
    with out.capture() as capture:
        print_reason(out, reason, 24)
    return capture.get()


def test_on_a_terminal_every_cue_is_told_in_colours(reading: Reading) -> None:
    """The same words in the same order."""
    for reason in told(reading):
        shown = on_terminal(reason)
        assert COLOUR.search(shown)
        lines = [" ".join(line.split()) for line in COLOUR.sub("", shown).splitlines()]
        assert lines == [f"why {reason.weighed.weight:+d} {reason.name}", *lines_for([reason])[1:]]


AGAINST = Reason(
    "bulletin 0", Weighed((Shown("reference", 3, "JTU 14-2018"), Shown("told_to_press", -3, "said")))
)


def test_what_speaks_against_a_record_has_another_colour_and_its_sign() -> None:
    _, by, against = on_terminal(AGAINST).splitlines()
    assert COLOUR.findall(by)[0] != COLOUR.findall(against)[0]
    assert "+3" in by and "-3" in against


def printed_plainly(words: str) -> str:
    out = Console(force_terminal=False, width=1000, highlight=False)
    with out.capture() as capture:
        print_reason(out, Reason("bulletin 0", Weighed((Shown("titled", 1, words),))), 24)
    return capture.get().splitlines()[1]


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("Pay talks", "“Pay talks”"),
        ("Pay\n   talks", "“Pay talks”"),
        ("[bold]Pay[/bold]", "“[bold]Pay[/bold]”"),
        ("word " * 30, f"“{('word ' * 30)[:59].rstrip()}…”"),
        ("", ""),
    ],
    ids=["as they are", "on two lines", "with brackets", "long", "none"],
)
def test_words_are_on_one_line_and_not_too_long(words: str, printed: str) -> None:
    assert printed_plainly(words).split(maxsplit=2)[2:] == ([printed] if printed else [])
