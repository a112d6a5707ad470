"""Dates as British texts write them: as partial as they are."""

import datetime

import pytest

from flows.dates import PartialDate, Precision, find_date, whole_date


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "date", "precision", "words"),
    [
        ("22 February 2016", "2016-02-22", "day", "22 February 2016"),
        ("It was sent on 10th June 2019, in the evening.", "2019-06-10", "day", "10th June 2019"),
        ("the 1st of May 2018", "2018-05-01", "day", "1st of May 2018"),
        ("May 30, 2019 at 1:06 PM", "2019-05-30", "day", "May 30, 2019"),
        ("Monday, 4 March 2019", "2019-03-04", "day", "Monday, 4 March 2019"),
        ("Friday 6 December 2013", "2013-12-06", "day", "Friday 6 December 2013"),
        ("Tues the 3rd Sept 2019", "2019-09-03", "day", "Tues the 3rd Sept 2019"),
        ("1 Jan. 2020", "2020-01-01", "day", "1 Jan. 2020"),
        ("13/04/2018", "2018-04-13", "day", "13/04/2018"),
        ("13.4.18", "2018-04-13", "day", "13.4.18"),
        ("29 February 2016", "2016-02-29", "day", "29 February 2016"),
        ("Branch Report March 2018", "2018-03-01", "month", "March 2018"),
        ("June, 2016", "2016-06-01", "month", "June, 2016"),
        ("Interviews: w/c 7th May 2018", "2018-05-07", "week", "w/c 7th May 2018"),
        ("week commencing Monday 7 May 2018", "2018-05-07", "week", "week commencing Monday 7 May 2018"),
        ("start on or around 1st July 2018", "2018-07-01", "approximate", "on or around 1st July 2018"),
        ("circa March 2018", "2018-03-01", "approximate", "circa March 2018"),
        ("by 1 May 2018 or, failing that, June 2018", "2018-05-01", "day", "1 May 2018"),
    ],
)
def test_date_is_read_with_its_precision_and_its_words(
    text: str, date: str, precision: str, words: str
) -> None:
    found = find_date(text)
    assert found is not None
    assert (found.date, found.precision, found.text) == (_day(date), Precision(precision), words)


@pytest.mark.parametrize(
    ("text", "words"), [("on 7th May we met", "7th May"), ("Tuesday 3 September", "Tuesday 3 September")]
)
def test_date_without_a_year_is_not_guessed(text: str, words: str) -> None:
    """The words are kept, the date is null."""
    assert find_date(text) == (None, None, words)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tomorrow",
        "the 5th",
        "2018",
        "10:26",
        "12 Mayors",
        "3 Marches",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    """A time, a number of a section, a word that begins as a month does."""
    assert find_date(text) is None


@pytest.mark.parametrize(
    "text", ["31 February 2019", "29 February 2017", "12/13/2018", "0 May 2018", "w/e 4 May 2018"]
)
def test_words_that_give_no_day_are_kept_without_a_date(text: str) -> None:
    """Nothing is guessed, and nothing that the text says is lost."""
    assert find_date(f"Closing date: {text}") == PartialDate(None, None, text)


@pytest.mark.parametrize(
    ("text", "day", "words"),
    [
        ("Interviews: 9th and 10th July 2018", "2018-07-09", "9th and 10th July 2018"),
        ("on 6/7th June 2019", "2019-06-06", "6/7th June 2019"),
        ("1-3 May 2018", "2018-05-01", "1-3 May 2018"),
        ("2018-05-12", "2018-05-12", "2018-05-12"),
        ("12 May '18", "2018-05-12", "12 May '18"),
    ],
)
def test_first_day_of_a_range_and_other_forms(text: str, day: str, words: str) -> None:
    found = find_date(text)
    assert found is not None
    assert (str(found.date), found.text) == (day, words)


@pytest.mark.parametrize("text", ["Section 3.4.18", "see para 3.4.18"])
def test_numbers_of_sections_are_no_dates(text: str) -> None:
    assert find_date(text) is None


@pytest.mark.parametrize(
    ("line", "is_date"),
    [
        ("10th June 2019", True),
        ("10th June 2019.", True),
        ("Monday, 4 March 2019", True),
        ("March 2018", True),
        ("On 10th June 2019", False),
        ("10th June 2019 was a Monday", False),
        ("", False),
    ],
)
def test_whole_line_is_a_date(line: str, is_date: bool) -> None:
    assert (whole_date(line) is not None) == is_date
