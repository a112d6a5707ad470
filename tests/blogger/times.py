"""How a blog writes the times of comments and the dates of posts: a format is a row."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
GERMAN_MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
MONTHS_OF = {
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro".split(),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre".split(),
    "nl": "januari februari maart april mei juni juli augustus september oktober november december".split(),
}
GERMAN_WEEKDAYS = "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split()


@dataclass(frozen=True, slots=True)
class TimeFormat:
    """One choice in a blog's settings."""

    write: Callable[[datetime.datetime], str]
    has_date: bool = True


def _british(time: datetime.datetime) -> str:
    return f"{time.day} {MONTHS[time.month - 1]} {time.year} at {time:%H:%M}"


def _american(time: datetime.datetime) -> str:
    return f"{MONTHS[time.month - 1]} {time.day}, {time.year} at {_twelve(time)} {time:%p}"


def _german(time: datetime.datetime) -> str:
    return f"{time.day}. {GERMAN_MONTHS[time.month - 1]} {time.year} um {time:%H:%M}"


def _german_long(time: datetime.datetime) -> str:
    day = f"{GERMAN_WEEKDAYS[time.weekday()]}, {GERMAN_MONTHS[time.month - 1]} {time.day}, {time.year}"
    return f"{day} {_twelve(time)}:00 {time:%p}"


def _spanish_short(time: datetime.datetime) -> str:
    half = "a.\N{NO-BREAK SPACE}m." if time.hour < 12 else "p.\N{NO-BREAK SPACE}m."
    return f"{time.day}/{time.month}/{time:%y} {_twelve(time)} {half}"


def _by_name(language: str, pattern: str) -> Callable[[datetime.datetime], str]:
    def write(time: datetime.datetime) -> str:
        return pattern.format(
            day=time.day, month=MONTHS_OF[language][time.month - 1], year=time.year, time=time
        )

    return write


def _clock(time: datetime.datetime) -> str:
    return f"{time:%H:%M}"


def _twelve(time: datetime.datetime) -> str:
    return f"{time.hour % 12 or 12}:{time:%M}"


TIME_FORMATS = {
    "british": TimeFormat(_british),
    "american": TimeFormat(_american),
    "german": TimeFormat(_german),
    "german_long": TimeFormat(_german_long),
    "spanish_short": TimeFormat(_spanish_short),
    "clock": TimeFormat(_clock, has_date=False),
    "spanish": TimeFormat(_by_name("es", "{day} de {month} de {year}, {time:%H:%M}")),
    "portuguese": TimeFormat(_by_name("pt", "{day} de {month} de {year} às {time:%H:%M}")),
    "french": TimeFormat(_by_name("fr", "{day} {month} {year} à {time:%H:%M}")),
    "italian": TimeFormat(_by_name("it", "{day} {month} {year} alle ore {time:%H:%M}")),
    "dutch": TimeFormat(_by_name("nl", "{day} {month} {year} om {time:%H:%M}")),
}
"""Like ``22 February 2016 at 08:11``, ``May 30, 2019 at 1:06 PM``, ``6. Juni 2015 um 10:33``, ``Mittwoch, Mai 10, 2017
4:14:00 PM``, ``30/12/14 2:07 a. m.`` (with a no-break space), ``21:00``; then ``22 de febrero de 2016, 08:11`` and its neighbours."""

FORMATS_OF = {
    "en": ("british", "british", "american"),
    "es": ("spanish", "spanish_short"),
    "es-419": ("spanish", "spanish_short"),
    "pt-BR": ("portuguese",),
    "pt": ("portuguese",),
    "fr": ("french",),
    "de": ("german", "german_long"),
    "it": ("italian",),
    "nl": ("dutch",),
}
"""By language, the formats that its blogs use, the usual ones more than once."""


def date_header(day: datetime.date, language: str) -> str:
    """The line above a post: with the weekday in English, as a plain date in other languages."""
    code = language.partition("-")[0]
    if code == "en":
        return f"{WEEKDAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]} {day.year}"
    if code == "de":
        return f"{GERMAN_WEEKDAYS[day.weekday()]}, {day.day}. {GERMAN_MONTHS[day.month - 1]} {day.year}"
    of = " de " if code in {"es", "pt"} else " "
    return f"{day.day}{of}{MONTHS_OF[code][day.month - 1]}{of}{day.year}"
