"""What lets a cue be tried in few places only, for speed, loses none of those where its pattern stands."""

from functools import cache
from pathlib import Path

import pytest

from flows.posts.cues import ADVERT_CUES, BULLETIN_CUES, Cue, Place
from flows.posts.line_cues import begins_as_in_advert

PAGES = Path(__file__).parents[2] / "passages"
LONGEST_LINE = 300
"""Of a line, what a cue of its beginning is looked for in."""
CUES = [pytest.param(cue, id=f"{i}-{cue.name}") for i, cue in enumerate((*ADVERT_CUES, *BULLETIN_CUES))]


@cache
def texts() -> tuple[str, ...]:
    """All authored pages; the lines of each are looked at besides."""
    return tuple(path.read_text(encoding="utf-8") for path in sorted(PAGES.glob("*/*.txt")))


@cache
def lines() -> tuple[str, ...]:
    return tuple({line.strip(): None for text in texts() for line in text.split("\n") if line.strip()})


@pytest.mark.parametrize("cue", CUES)
def test_cue_is_found_where_its_pattern_stands(cue: Cue) -> None:
    if cue.place is Place.LINE:
        shown = {line for line in lines() if cue.pattern.match(line, 0, LONGEST_LINE)}
    else:
        shown = {text for text in (*lines(), *texts()) if cue.pattern.search(text)}
    looked_in = lines() if cue.place is Place.LINE else (*lines(), *texts())
    found = {text for text in looked_in if cue.find(text)}
    assert not shown ^ found


@pytest.mark.parametrize(
    "cue", [cue for cue in ADVERT_CUES if cue.place is Place.LINE], ids=lambda cue: cue.name
)
def test_letters_with_which_a_line_begins_lose_no_cue(cue: Cue) -> None:
    shown = {line for line in lines() if cue.pattern.match(line, 0, LONGEST_LINE)}
    assert shown
    assert {line for line in lines() if cue.name in begins_as_in_advert(line)} == shown
