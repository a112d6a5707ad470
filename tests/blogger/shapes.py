"""Shapes of made-up comments: a shape is a row. Each makes the paragraphs of one comment."""

from collections.abc import Callable
from random import Random

from tests.blogger.prose import INNER_LINES, SHORT, SIGNATURES, prose, sentence, telling

Paragraphs = tuple[tuple[str, ...], ...]
Shape = Callable[[Random, str], Paragraphs]


def one_paragraph(random: Random, language: str) -> Paragraphs:
    return ((prose(random, 1, 5, language),),)


def several_paragraphs(random: Random, language: str) -> Paragraphs:
    return tuple((prose(random, 1, 4, language),) for _ in range(random.randint(2, 6)))


def single_breaks(random: Random, language: str) -> Paragraphs:
    """Lines and paragraphs mixed."""
    return tuple(
        tuple(sentence(random, language) for _ in range(random.randint(1, 3)))
        for _ in range(random.randint(1, 3))
    )


def short(random: Random, _language: str) -> Paragraphs:
    return ((random.choice(SHORT),),)


def opens_with_marker_word(random: Random, language: str) -> Paragraphs:
    """Also with other beginnings that have confused readers; in one of two there is more below."""
    first = random.choice(telling(language))
    more = several_paragraphs(random, language) if random.random() < 0.5 else ()
    return ((first,), *more)


def tells_within(random: Random, language: str) -> Paragraphs:
    """A confusing line as a later line or paragraph."""
    line = random.choice(telling(language))
    if random.random() < 0.5:
        return ((sentence(random, language), line),)
    return ((sentence(random, language),), (line,), (sentence(random, language),))


def numbered_list(random: Random, language: str) -> Paragraphs:
    """Numbers with points, in half of them right at the start; with single or double breaks."""
    items = tuple(f"{number}. {sentence(random, language)}" for number in range(1, random.randint(3, 6)))
    before = ((sentence(random, language),),) if random.random() < 0.5 else ()
    body = (items,) if random.random() < 0.6 else tuple((item,) for item in items)
    return (*before, *body, *(((sentence(random, language),),) if random.random() < 0.3 else ()))


def dashed_list(random: Random, language: str) -> Paragraphs:
    mark = random.choice(("- ", "* ", "• ", "-"))
    items = tuple(mark + sentence(random, language) for _ in range(random.randint(2, 4)))
    return ((sentence(random, language),), items) if random.random() < 0.6 else (items,)


def addresses(random: Random, language: str) -> Paragraphs:
    """An address alone, within a line, or both; ``https`` ones are links in the page."""
    number = random.randint(1, 999)
    linked = f"https://rota.example/news/{number}?a=1&b=2"
    bare = f"http://www.depot.example/{number}.html"
    return random.choice(
        (
            ((linked,),),
            ((bare,),),
            ((f"{sentence(random, language)} See {linked} for the rest.",),),
            ((sentence(random, language), bare), (sentence(random, language),)),
            ((linked, bare), (sentence(random, language),)),
        )
    )


def quotation(random: Random, language: str) -> Paragraphs:
    """A quote in italics, alone or within a line, and what is said to it."""
    quoted = f"“{sentence(random, language)}”"
    if random.random() < 0.5:
        return ((quoted,), (prose(random, 1, 3, language),))
    return ((f"You wrote {quoted} and I agree.",), (quoted, sentence(random, language)))


def signed(random: Random, language: str) -> Paragraphs:
    """A name at the end, after a single or a double break."""
    name = random.choice(SIGNATURES)
    body = prose(random, 1, 4, language)
    return ((body, name),) if random.random() < 0.4 else ((body,), (name,))


def inner_line(random: Random, language: str) -> Paragraphs:
    """A date, time, rule or number that stands alone, in the middle or at the end."""
    line = random.choice(INNER_LINES)
    after = ((prose(random, 1, 2, language),),) if random.random() < 0.7 else ()
    if random.random() < 0.4:
        return ((sentence(random, language), line), *after)
    return ((sentence(random, language),), (line,), *after)


def long(random: Random, language: str) -> Paragraphs:
    return tuple((prose(random, 4, 9, language),) for _ in range(random.randint(5, 10)))


SHAPES: dict[str, tuple[int, Shape]] = {
    "one_paragraph": (30, one_paragraph),
    "several_paragraphs": (14, several_paragraphs),
    "single_breaks": (10, single_breaks),
    "short": (10, short),
    "opens_with_marker_word": (8, opens_with_marker_word),
    "tells_within": (4, tells_within),
    "numbered_list": (5, numbered_list),
    "dashed_list": (4, dashed_list),
    "addresses": (5, addresses),
    "quotation": (5, quotation),
    "signed": (4, signed),
    "inner_line": (5, inner_line),
    "long": (2, long),
}
"""With how often each occurs."""
