"""What is private in a text and what is not. All addresses, numbers and places are made up or set aside for fiction."""

from itertools import pairwise

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.publication.private import KINDS, MASK, Private, masked, private_in
from flows.publication.private_cells import QUICK, may_hold
from schemas.alterations import MASKS

PRIVATE: tuple[tuple[str, str, str], ...] = (
    # E-mail addresses: the kind, the text before the place, what is found, and what stands after it
    ("email", "write to [jo.bloggs@example.org].", ""),
    ("email", "[jo@example.org]", ""),
    ("email", "Reply to [Jo_B+rota@mail.example.co.uk], please", ""),
    ("email", "<[jo@example.org]>", ""),
    ("email", "mailto:[jo@example.org]?subject=Rota", ""),
    ("email", "mailto:[jo%40example.org]", ""),
    ("email", "[jo@example.org](mailto:jo@example.org)", "several"),
    ("email", r"**[jo\_bloggs@example.org]**", ""),
    ("email", "'[jo@example.org]'", ""),
    ("email", "[jo.o'neil@prob.example]'s address", ""),
    ("email", "[jo@xn--bcher-kva.example]", ""),
    ("email", "[zoë@bücher.example]", ""),
    ("email", "[jo\uff20example.org]", ""),
    ("email", "[jo&#64;example.org]", ""),
    ("email", "[jo @ example.org]", ""),
    ("email", "[jo@ example.org]", ""),
    ("email", "[jo [at] example [dot] org]", ""),
    ("email", "[jo(at)example.co.uk]", ""),
    ("email", "[jo {AT} example {DOT} org {DOT} uk] is read daily", ""),
    ("email", "[jo [dot] bloggs [at] example [dot] org]", ""),
    ("email", "[jo [at] example dot org]", ""),
    ("email", "https://blog.example/unsubscribe?who=[jo@example.org]", ""),
    ("email", "Anon@10.47: [jo@example.org]", ""),
    ("email", "E-mail:[1047@example.org]", ""),
    ("email", "one line\n[jo@example.org]\nanother", ""),
    # Telephone numbers: those of 01632, 020 7946, 07700 900 and 0808 157 are set aside for fiction
    ("telephone", "[07700 900123]", ""),
    ("telephone", "Call me on [07700900123] after ten", ""),
    ("telephone", "ring [020 7946 0123], then [01632 960123]", "several"),
    ("telephone", "[(01632) 960 123]", ""),
    ("telephone", "[(020) 7946-0123]", ""),
    ("telephone", "[+44 7700 900123]", ""),
    ("telephone", "[+44 (0)20 7946 0123]", ""),
    ("telephone", "[0044 7700 900 123]", ""),
    ("telephone", "[44 7700 900123]", ""),
    ("telephone", "[020.7946.0123]", ""),
    ("telephone", "[0121-496-0123]", ""),
    ("telephone", "[07 700 900 123]", ""),
    ("telephone", "the helpline, [0808 157 0123], is shut", ""),
    ("telephone", "[0300 123 1234]", ""),
    ("telephone", "[0800 1111]", ""),
    ("telephone", "[+353 1 234 5678]", ""),
    ("telephone", "[+1 415 555 2671]", ""),
    ("telephone", "[01999 123456] is mistyped", ""),
    ("telephone", "[01632\u00a0960123]", ""),
    ("telephone", "Tel: [567 890]", ""),
    ("telephone", "Fax - [960124]", ""),
    ("telephone", "Mobile no. [07700 900124]", ""),
    ("telephone", "https://wa.me/[447700900123]", ""),
    ("telephone", "https://blog.example/send?phone=[447700900123]&text=hello", ""),
    ("telephone", "tel:[+441632960123]", ""),
    ("telephone", "*[07700 900123]*", ""),
    ("telephone", "glued together[07700 900123]", ""),
    ("telephone", "since 2016 on [01632 960125]", ""),
    ("telephone", "[\uff10\uff17\uff17\uff10\uff10 \uff19\uff10\uff10\uff11\uff12\uff13]", ""),
    ("telephone", "[\uff0b44 7700 900123]", ""),
    ("telephone", "on [07700_900469], she said", ""),
    ("telephone", "[+44_7700_900469]", ""),
    # Folded over a line
    ("telephone", "ring [0161\n496 0123]", ""),
    ("telephone", "ring [0121\r\n496 0123] today", ""),
    ("telephone", "The office of the branch is open, ring [(0161)\n496 0123].\nAsk for Jo.", ""),
    ("telephone", "or ring [07700\n900123] by 10:26", ""),
    ("telephone", "or ring [07700 900\n123], if you can", ""),
    ("telephone", "or ring [020 7946\n   0123]\n2. By post", ""),
    ("telephone", "or ring [+44\n7700 900123]", ""),
    ("telephone", "or ring [+44 7700\n900123]\n2016 was better", ""),
    ("national_insurance", "her number, [AB 12\n34 56 C], was told", ""),
    ("national_insurance", "her number is [AB\n12 34 56 C]", ""),
    ("national_insurance", "her number is [AB 12 34 56\nC]", ""),
    ("email", "[split.person@\nmail.example]", ""),
    ("email", "write to [split.person@\r\n    mail.example] soon", ""),
    ("address", "[14 The Row, York YO1\n7HH]", ""),
    # Addresses
    ("address", "[12 Invented Street, Leeds LS1 4AB]", ""),
    ("address", "Write to [12a Invented Street, Leeds, LS1 4AB].", ""),
    ("address", "[Flat 2, 14 The Row, York, YO1 7HH]", ""),
    ("address", "[14 The Row,\nYork\nYO1 7HH]", ""),
    ("address", "[12/13 St. Mary's Road, Stoke-on-Trent, Staffs. ST4 7AB]", ""),
    ("address", "[12, LS1 4AB]", ""),
    ("address", "[12 invented street leeds ls1 4ab]", ""),
    ("address", "[Unit 7, Old Mill Wharf, Newcastle upon Tyne NE11AA]", ""),
    ("address", "[9 Elm Grove, London SW1A 2AA] on Friday", ""),
    # National Insurance numbers
    ("national_insurance", "[QQ 12 34 56 C]", ""),
    ("national_insurance", "NI number [QQ123456C]", ""),
    ("national_insurance", "[qq123456c]", ""),
    ("national_insurance", "[AB-12-34-56-D]", ""),
)  # fmt: skip

NOT_PRIVATE = (
    # Readers who are cited, and other uses of the sign
    "Anon@10.47", "Anon@10:47", "Anon @ 10.47", "anon@1047", "Anonymous@22.47pm", "Anon@9.am", "Anon@10.47.Great point", "Anon@1047.Great point",
    "@10.47 you are right", "To Jo@08.15: no", "thanks @probationer", "@jo_bloggs", "meet @ the office", "meet @ www.blog.example", "5 lamps @ £3.50",
    "jo@office", "Anon@22.", "look at the polka dot curtain", "https://video.example/@jo.bloggs/1",
    # Years, dates, times
    "2016", "2016-2017", "2014/2015/2016", "22/02/2016 08:11", "22.02.2016 0811", "01.02.2016 0811 2233", "01-02-2016 0811", "2016-02-22 08:11:00",
    "0900-1700 and 0930-1630", "from 09.00 to 17.00", "Monday, 22 February 2016", "w/c 7th May 2018", "1 2 3 4 5 6 7 8 9", "phone 2016-2017", "mobile 22.02.2016",
    "20160222081100",
    # Money and counts
    "£22,000 to £28,500.50", "£07700900123", "€01632960123", "$1,000,000,000", "30,000,000 hours", "1,234 567 890 cases", "case-load of 45 to 60", "0.0123456789", "3.14159265358979",
    "0.5 per cent of 1000000", "120%",
    # Statutes, circulars, numbers of things
    "JTU27-2021", "PI 05/2014", "PI 05/2014 and PI 06/2014", "section 327 of the Criminal Justice Act 2003", "Offender Rehabilitation Act 2014 c. 11",
    "SI 2005/1788", "[2016] EWHC 1234 (Admin)", "Bulletin 12345678", "ISBN 0140449136", "ISBN-13: 978-0-14-044913-6", "T20167001", "form 0123", "version 1.0.12.345", "10.1000/123456789",
    "BR12/2016/0007",
    # Web addresses
    "https://blog.example/2016/02/07700900123.html", "http://www.blog.example/p/01632960123/?id=02079460123", "www.blog.example/07700-900123",
    # Places without a house, and numbers without a place
    "Leeds LS1 4AB", "the office at LS1 4AB", "Call 12 officers in Leeds LS1 4AB", "In 2016 the branch moved to Invented Road, London SW11 2PH", "12 Invented Street, Leeds",
    "Rose Cottage, Leeds LS1 4AB", "on the m1 2nd junction at 12", "12 of them went. The office is in Leeds LS1 4AB",
    # Lines that end and begin with numbers of their own
    "It was so in 2019\n496 0123 of them", "2016\n2017\n2018\n2019", "Leeds 01\n2345678", "1.\n2.\n3.", "It began on 01.02.2016\n0811 hours",
    "Rows of 0161\n0496\n0123", "at 09.30\n10.15 and 11.00", "It began at 09.30\n123 4567 people came", "form 0123\n2. Then 4567890",
    "the version 0.12\n345 678 901", "It cost £0161\n496 0123", "paid 0161\n496,012 pounds", "January 01\nFebruary 02\nMarch 03", "page 07\n1. First\n2. Second",
    "case 0161 and\n496 0123 more", "ring 0161\n\n496 0123", "Year 2016 0100\n2017 0200\n2018 0300", "came to 12\n34 56 a week", "AB\n12\n34\n56\nC",
    "AB 12\n34 56\nC", "cited Anon@\n10.47 is right", "we met @\nwww.blog.example", "band 01\n20,000 to 30,000", "on 01/02/2016\n01234 of", "Total 00 01 02\n03 04 05",
    "file_0123_4567890", "20160222_0811_2233",
    # Other numbers with letters
    "AB 12 34 56 E", "GB 12 34 56 A", "ABC123456D", "room QQ 12",
)  # fmt: skip


def _expected(marked: str) -> tuple[str, list[str]]:
    """A text without the brackets that mark what is private in it; brackets that are the text's own hold ``at`` or ``dot``."""
    for own in ("at", "dot"):
        marked = marked.replace(f"[{own}]", f"‹{own}›")
    text, found = "", list[str]()
    for place, piece in enumerate(marked.replace("]", "[").split("[")):
        words = piece.replace("‹", "[").replace("›", "]")
        text += words
        found += [words] if place % 2 else []
    return text, found


@pytest.mark.parametrize(("kind", "marked"), [(kind, marked) for kind, marked, how in PRIVATE if not how])
def test_what_is_private_is_found_to_the_character(kind: str, marked: str) -> None:
    text, expected = _expected(marked)
    assert [(p.kind, text[p.start : p.end]) for p in private_in(text)] == [
        (kind, words) for words in expected
    ]


def test_several_in_one_text_are_found_in_order() -> None:
    text = "ring 020 7946 0123, then 01632 960123 or [jo@example.org](mailto:jo@example.org)"
    assert [(p.kind, text[p.start : p.end]) for p in private_in(text)] == [
        ("telephone", "020 7946 0123"),
        ("telephone", "01632 960123"),
        ("email", "jo@example.org"),
        ("email", "jo@example.org"),
    ]


@pytest.mark.parametrize("text", NOT_PRIVATE)
def test_what_is_not_private_is_left_alone(text: str) -> None:
    assert private_in(text) == ()
    assert private_in(f"He said: {text} and no more.") == ()


@pytest.mark.parametrize(
    "figures", ["0161\n496 0123", "07700\n900123\n0161\n496 0123", "  0161 \n  496 0123"]
)
def test_figures_below_each_other_are_no_number(figures: str) -> None:
    """A number goes on in the next line where words stand before it: a column of a table has none."""
    assert private_in(figures) == ()


def test_a_number_at_a_line_s_end_is_not_joined_with_one_that_follows() -> None:
    text = "since 2019\n0123456789 rang, and 0161\n0161 496 0123 too"
    assert [text[p.start : p.end] for p in private_in(text)] == ["0123456789", "0161 496 0123"]


def test_there_are_cases_enough() -> None:
    assert len({marked for _, marked, _ in PRIVATE}) >= 40
    assert len(set(NOT_PRIVATE)) >= 60
    assert {kind for kind, _, _ in PRIVATE} == set(MASKS)


def test_the_quick_look_at_whole_columns_passes_nothing_by() -> None:
    """That for each kind finds what is of this kind."""
    assert QUICK.keys() == set(MASKS)
    for wanted in MASKS:
        texts = [_expected(marked)[0] for kind, marked, _ in PRIVATE if kind == wanted]
        likely = may_hold(pa.array(texts), (wanted,)).to_pylist()
        assert [text for text, is_likely in zip(texts, likely, strict=True) if not is_likely] == []


PIECES = (
    "jo", "JO", "\u017f", "\u212a", "é", "\u0661", "x_y", "at", "dot", "AT", "DoT", "@", "\uff20", "%40", "&#64;", "[", "]", "(", ")", "{", "<",
    ">", ".", ",", " ", "\u00a0", "\u2003", "\x1c", "\x0b", "\t", "\n", "\\", "-", "+", "xn--", "org", "com", "www.", "10.47", "0", "7", "44",
    "07700", "900123", "020 7946 0123", "Tel", "phone=", "wa.me/", "callto:", "tel:", "%2B", "AB", "12", "34", "56", "C", "14 The Row,",
    "York", "YO1", "7HH", "b/c", "’", "_", "/", ":", "\uff10", "\r\n", "0161", "496 0123", "\uff17", "\uff0b",
)  # fmt: skip
"""What private data is made of, and what stands about it, beyond ASCII too."""


@settings(max_examples=500)
@given(st.lists(st.sampled_from(PIECES), min_size=2, max_size=14).map("".join))
def test_the_quick_look_finds_whatever_the_closer_look_does(text: str) -> None:
    for kind in MASKS:
        if private_in(text, (kind,)):
            assert may_hold(pa.array([text]), (kind,)).to_pylist() == [True]


@settings(max_examples=500)
@given(st.lists(st.sampled_from(PIECES), min_size=2, max_size=14).map("".join))
def test_a_text_is_looked_at_whatever_else_stands_in_it(text: str) -> None:
    """No private data is passed by because its text seems to have none: an address before it changes nothing."""
    before = "jo@example.org\n\n\n\n"
    found = [private for private in private_in(before + text) if private.start >= len(before)]
    shifted = [Private(kind, start + len(before), end + len(before)) for kind, start, end in private_in(text)]
    assert found == shifted


def test_the_quick_look_passes_by_what_readers_write_most() -> None:
    texts = [
        "Well said at 10:26, and in 2016 too.", "£22,000 a year since 22 February 2016", "45 cases", "Anon@10.47 is right. And so",
        "Anon @ 10.47: no", "@Jo. Well", "None.", "",
    ]  # fmt: skip
    likely = may_hold(pa.array([*texts, None]), MASKS).to_pylist()
    assert [text for text, is_likely in zip([*texts, None], likely, strict=True) if is_likely] == []


def test_only_the_kinds_that_are_named_are_looked_for() -> None:
    text = "jo@example.org, 07700 900123"
    assert private_in(text, {"telephone"}) == (Private("telephone", 16, 28),)
    assert private_in(text, ()) == ()


@pytest.mark.parametrize(
    "text",
    ["@" * 20_000, "a@" * 20_000, "a.b@c." * 10_000, "1 High LS1 4AB " * 2_000, "]dot[" * 5_000 + "@", "0" * 20_000, "(at) " * 9_000],
    ids=lambda text: text[:8],
)  # fmt: skip
def test_found_places_are_in_order_and_apart_whatever_the_text(text: str) -> None:
    found = private_in(text)
    assert all(0 <= p.start < p.end <= len(text) for p in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


# Masks


def test_a_mask_has_the_length_of_what_it_hides_and_keeps_its_lines() -> None:
    text = "At 14 The Row,\r\nYork\nYO1 7HH."
    found = masked(text, ((p.start, p.end) for p in private_in(text)))
    assert found == f"At {MASK * 11}\r\n{MASK * 4}\n{MASK * 7}."
    assert len(found) == len(text)


def test_a_masked_text_has_nothing_private_left() -> None:
    for _, marked, _ in PRIVATE:
        text, _ = _expected(marked)
        assert private_in(masked(text, ((p.start, p.end) for p in private_in(text)))) == (), text


def test_a_spreadsheet_takes_no_mask_for_a_formula() -> None:
    assert len(MASK) == 1
    assert MASK not in "=+-@'\t\r"


def test_kinds_are_those_of_the_tables() -> None:
    assert KINDS == MASKS
