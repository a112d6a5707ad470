"""The gold of a rendering: the page's truth, of which only those comments count whose words the extractor left."""

import json
import re
from collections.abc import Sequence
from typing import Any

from tests.blogger.truth import TruePage, gold
from tests.blogger.words import LANGUAGES
from tests.rendered.versions import Rendering

_NUMBER = re.compile(r"^\d+\. ")


def gold_of(page: TruePage, rendering: Rendering, text: str) -> dict[str, Any]:
    """The gold file of this rendering. What the post passes on is left out where its first or last line is gone."""
    made = gold(page, f"{page.name}.txt", rendering.keeps(page), surviving(page, text))
    lines = {" ".join(line.split()) for line in text.splitlines()}
    for table in ("bulletins", "job_adverts"):
        made[table] = [row for row in made[table] if {row["starts"], row["ends"]} <= lines]
    if (
        made["document"]["title"] is None and page.title in lines
    ):  # left behind the post, where it may be read
        del made["document"]["title"]
    return made


def dumped(gold_file: dict[str, Any]) -> str:
    """A gold file as it is committed."""
    return json.dumps(gold_file, ensure_ascii=False, indent=2) + "\n"


def surviving(page: TruePage, text: str) -> tuple[int, ...]:
    """The places of the comments whose lines all stand there, one below the other, wherever their markers went.

    Those of many lines are looked for first, and no line serves two comments.
    """
    lines = _readings(page, text)
    found: set[int] = set()
    taken: set[int] = set()
    for place in sorted(range(len(page.comments)), key=lambda place: -len(_lines(page, place))):
        wanted = _lines(page, place)
        for start in range(len(lines) - len(wanted) + 1):
            run = range(start, start + len(wanted))
            if taken.isdisjoint(run) and all(line in lines[at] for line, at in zip(wanted, run, strict=True)):
                found.add(place)
                taken |= set(run)
                break
    gone = {page.comments[place].text for place in range(len(page.comments)) if place not in found}
    alike = [place for place in found if page.comments[place].text in gone]
    assert not alike, f"{page.name}: of comments alike some are gone, and the text does not tell which"
    return tuple(sorted(found))


def _lines(page: TruePage, place: int) -> list[str]:
    return [" ".join(line.split()) for lines in page.comments[place].paragraphs for line in lines]


def _readings(page: TruePage, text: str) -> Sequence[set[str]]:
    """What each line may be: as it stands, without an item's number, without a marker glued to it. Markers alone are left out."""
    words = LANGUAGES[page.language]
    markers = (words.reply + words.delete, words.delete)
    made = []
    for raw in text.splitlines():
        line = " ".join(raw.split())
        if not line or line in markers:
            continue
        readings = {_NUMBER.sub("", line)}
        for before in ("", *markers):
            readings |= {line.removeprefix(before).removesuffix(after) for after in ("", *markers)}
        made.append(readings)
    return made
