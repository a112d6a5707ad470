"""Made-up posts: prose, with or without a bulletin or a job advert whose fields are known."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.blogger.prose import prose, sentence
from tests.blogger.times import MONTHS

Paragraphs = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class MadePost:
    """A post's paragraphs, and what a reader must find among them."""

    paragraphs: Paragraphs
    bulletins: tuple[Mapping[str, Any], ...] = ()
    job_adverts: tuple[Mapping[str, Any], ...] = ()


_SEPARATORS = ("--oo00oo--", "******", "-----", "*****")


def made_post(random: Random, day: datetime.date, language: str = "en") -> MadePost:
    """A post as of a day. Bulletins and adverts come in English only, in one post of four."""
    if language == "en" and random.random() < 0.25:
        return random.choice(PASSED_ON)(random, day)
    return plain(random, day, language)


def plain(random: Random, _day: datetime.date, language: str = "en") -> MadePost:
    """Prose, some of it set apart by separators."""
    made: list[tuple[str, ...]] = []
    for number in range(random.randint(2, 6)):
        if number and random.random() < 0.2:
            made.append((random.choice(_SEPARATORS),))
        made.append(tuple(prose(random, 2, 5, language) for _ in range(1 if random.random() < 0.8 else 2)))
    return MadePost(tuple(made))


def joint_bulletin(random: Random, day: datetime.date) -> MadePost:
    """A bulletin of two unions, shared by a reader: date, title, headings, signatures."""
    title = random.choice(("Joint Unions Reject the Estates Offer", "Joint Unions Write to the Employer"))
    heading = random.choice(("Rooms and Chairs", "Workloads", "Car Allowance"))
    issued = _written(day)
    signed = ("Marian Tolley General Secretary Napo", "Piers Ashdown Regional Organiser UNISON")
    body = (
        (issued,),
        (title,),
        (
            "Members are asked to read this bulletin with care. The unions have met the employer three times since Christmas.",
        ),
        (heading,),
        (
            "The employer proposes one chair for every two members. Napo and UNISON have said that this will not do.",
        ),
        ("A further meeting has been arranged. We will write to our members again when it is over.",),
        signed,
    )
    truth = _bulletin(
        kind="joint_bulletin",
        title=title,
        issued_on=day.isoformat(),
        issued_precision="day",
        issuers=["Napo", "UNISON"],
        signatories=[
            ["Marian Tolley", "General Secretary", "Napo"],
            ["Piers Ashdown", "Regional Organiser", "UNISON"],
        ],
        starts=issued,
        ends=signed[-1],
    )
    return _around(random, "Thanks to the reader for sharing this:-", body, bulletins=(truth,))


def circular(random: Random, day: datetime.date) -> MadePost:
    """A circular with a reference."""
    reference = f"BR {random.randint(2, 40)}/{day.year}"
    body = (
        (reference,),
        ("Dear Member",),
        ("Lone Working in Annexes",),
        (
            "Napo has written to every division about the strip on the wall. Members should report a strip that does not ring.",
            "This circular replaces the last one.",
        ),
        ("Yours sincerely",),
        ("Odile Marsh", "Assistant General Secretary"),
    )
    truth = _bulletin(
        kind="circular",
        title="Lone Working in Annexes",
        reference=reference,
        issuers=["Napo"],
        signatories=[["Odile Marsh", "Assistant General Secretary", "Napo"]],
        starts=reference,
        ends="Assistant General Secretary",
    )
    return _around(random, "This has just been sent to me:-", body, bulletins=(truth,))


def statement(random: Random, _day: datetime.date) -> MadePost:
    """A union's statement from its website: no title, no date, no names."""
    first = (
        "Napo has today written to the minister about the chairs, and has asked for a reply within the month."
    )
    last = "A fuller statement will follow when there is one."
    truth = _bulletin(
        kind="statement",
        title=None,
        issuers=["Napo"],
        signatories=[],
        starts=first,
        ends=last,
    )
    return _around(random, "This on the Napo website:-", ((first,), (last,)), bulletins=(truth,))


def advert(random: Random, day: datetime.date) -> MadePost:
    """A job advert from a newspaper."""
    least, most = random.randint(21, 34) * 1000, random.randint(35, 52) * 1000 + 250
    salary = f"£{least:,} to £{most:,} per annum"
    closes = day + datetime.timedelta(days=random.randint(10, 30))
    interviews = closes + datetime.timedelta(days=random.randint(7, 20))
    starts = interviews + datetime.timedelta(days=random.randint(30, 60))
    last = f"Interviews: {_written(interviews)}"
    body = (
        ("Depot Manager (Hedges)",),
        (f"Salary: {salary}",),
        (
            "Seetec is looking for a manager of hedges, based in Marsh Norton. "
            f"The successful candidate will start on or around {_written(starts)}.",
        ),
        (f"Closing date: {_written(closes)}", last),
    )
    truth = {
        "job_title": "Depot Manager (Hedges)",
        "employer": "Seetec",
        "location": "Marsh Norton",
        "salary_min": least,
        "salary_max": most,
        "salary_currency": "GBP",
        "salary_period": "year",
        "salary_text": salary,
        "starts_on": starts.isoformat(),
        "starts_on_precision": "approximate",
        "closes_on": closes.isoformat(),
        "closes_on_precision": "day",
        "interviews_on": interviews.isoformat(),
        "interviews_on_precision": "day",
        "published_in": "Fenland Argus",
        "copies": 1,
        "starts": "Depot Manager (Hedges)",
        "ends": last,
    }
    return _around(
        random, "This advert appeared in the Fenland Argus last week:-", body, job_adverts=(truth,)
    )


PASSED_ON: tuple[Callable[[Random, datetime.date], MadePost], ...] = (
    joint_bulletin,
    circular,
    statement,
    advert,
)
"""Posts that pass on what somebody else wrote."""


def _around(
    random: Random,
    introduction: str,
    body: Paragraphs,
    *,
    bulletins: tuple[Mapping[str, Any], ...] = (),
    job_adverts: tuple[Mapping[str, Any], ...] = (),
) -> MadePost:
    """The blogger's own words about a text, which separators set apart from it."""
    before: Paragraphs = (
        ((f"{sentence(random)} So it goes.",), (random.choice(_SEPARATORS),)) if random.random() < 0.6 else ()
    )
    after = ((random.choice(_SEPARATORS),), ("I counted the chairs myself and there are nine.",))
    return MadePost((*before, (introduction,), *body, *after), bulletins, job_adverts)


def _bulletin(**fields: Any) -> dict[str, Any]:
    return {"in_comment": None, "reference": None, "issued_on": None, "issued_precision": None, **fields}


def _written(day: datetime.date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
