"""Salaries as adverts write them."""

import json
import os
import resource
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from flows.posts.money import Salary, find_salary

GOLD = Path(__file__).parents[2] / "passages" / "first"
CPU_SECONDS = 8
LONG = 50_000

WITH_PERIODS = [
    ("£57,310 to £66,205 pa inclusive of London Allowance", 57310, 66205, "GBP", "year"),
    ("£31,500 to £34,250 per annum", 31500, 34250, "GBP", "year"),
    ("£31,500 - £34,250 pa plus allowance", 31500, 34250, "GBP", "year"),
    ("£28k to £31k p.a.", 28000, 31000, "GBP", "year"),
    ("£32,100 per annum, rising after probation", 32100, None, "GBP", "year"),
    ("£24,000pa", 24000, 24000, "GBP", "year"),
    ("£24,000 p/a", 24000, 24000, "GBP", "year"),
    ("£24,000 PA", 24000, 24000, "GBP", "year"),
    ("£27,000 a year", 27000, 27000, "GBP", "year"),
    ("£27,000 per year", 27000, 27000, "GBP", "year"),
    ("£27,000/year", 27000, 27000, "GBP", "year"),
    ("£27,000 annually", 27000, 27000, "GBP", "year"),
    ("£27,000 gross per annum", 27000, 27000, "GBP", "year"),
    ("£27,000 (pro rata) per annum", 27000, 27000, "GBP", "year"),
    ("£27,000 depending on experience pa", 27000, 27000, "GBP", "year"),
    ("£22,000 per year (37 hours per week)", 22000, 22000, "GBP", "year"),
    ("£19,500 to £21,000 per annum, pro rata for 16 hours a week", 19500, 21000, "GBP", "year"),
    ("£20,000 pa to £24,000 pa", 20000, 24000, "GBP", "year"),
    ("£20,000 p.a. rising to £24,000", 20000, 24000, "GBP", "year"),
    ("£1,640 per month plus unsocial hours allowance", 1640, 1640, "GBP", "month"),
    ("£1,640 per calendar month", 1640, 1640, "GBP", "month"),
    ("£1,900 pcm", 1900, 1900, "GBP", "month"),
    ("£1,900 p.c.m.", 1900, 1900, "GBP", "month"),
    ("£1,900 pm", 1900, 1900, "GBP", "month"),
    ("£1,900 monthly", 1900, 1900, "GBP", "month"),
    ("£450 a week", 450, 450, "GBP", "week"),
    ("£450 pw", 450, 450, "GBP", "week"),
    ("£450 p.w.", 450, 450, "GBP", "week"),
    ("£450/wk", 450, 450, "GBP", "week"),
    ("£450 weekly", 450, 450, "GBP", "week"),
    ("£150 per day", 150, 150, "GBP", "day"),
    ("£150 a day, 3 days a week", 150, 150, "GBP", "day"),
    ("£150/day", 150, 150, "GBP", "day"),
    ("£150pd", 150, 150, "GBP", "day"),
    ("£150 per diem", 150, 150, "GBP", "day"),
    ("£150-£180 per day", 150, 180, "GBP", "day"),
    ("£35 per hour + expenses", 35, 35, "GBP", "hour"),
    ("£24.50 per hour umbrella / £20.12 PAYE", "20.12", "24.50", "GBP", "hour"),
    ("£17.85 PAYE / £22.40 Umbrella per hour", "17.85", "22.40", "GBP", "hour"),
    ("£8.75 an hour, weekends £9.50", "8.75", "9.50", "GBP", "hour"),
    ("£12.60 an hour", "12.60", "12.60", "GBP", "hour"),
    ("£12.50ph", "12.50", "12.50", "GBP", "hour"),
    ("£12.50 p.h.", "12.50", "12.50", "GBP", "hour"),
    ("£12.50 p/h", "12.50", "12.50", "GBP", "hour"),
    ("£12.50/hr", "12.50", "12.50", "GBP", "hour"),
    ("£12.50/hour", "12.50", "12.50", "GBP", "hour"),
    ("£12.50 hourly", "12.50", "12.50", "GBP", "hour"),
    ("£8.50-£9.20 per hour", "8.50", "9.20", "GBP", "hour"),
    ("£30 per hour up to £35 per hour", 30, 35, "GBP", "hour"),
]
WITHOUT_PERIODS = [
    ("£28,000", 28000, 28000, "GBP", None),
    ("£31,346 - £36,379", 31346, 36379, "GBP", None),
    ("£31,346–£36,379", 31346, 36379, "GBP", None),
    ("£31,346.00 — £36,379.00", 31346, 36379, "GBP", None),
    ("£ 31,346 to £ 36,379", 31346, 36379, "GBP", None),
    ("£31, 346 to £36, 379", 31346, 36379, "GBP", None),
    ("£23,000 - 25,000", 23000, 25000, "GBP", None),
    ("£25000-£30000", 25000, 30000, "GBP", None),
    ("£25k-£30k", 25000, 30000, "GBP", None),
    ("£25K to £30K DOE", 25000, 30000, "GBP", None),
    ("£26k - £28.5k", 26000, 28500, "GBP", None),
    ("£22-25k", 22000, 25000, "GBP", None),
    ("£22k-25", 22000, 25000, "GBP", None),
    ("£30-35,000", 30000, 35000, "GBP", None),
    ("£40 k", 40000, 40000, "GBP", None),
    ("between £30,000 and £33,000", 30000, 33000, "GBP", None),
    ("£20,000, rising to £24,000", 20000, 24000, "GBP", None),
    ("£20,000 rising by annual increments to £24,000", 20000, 24000, "GBP", None),
    ("£20,000 rising to a maximum of £24,000", 20000, 24000, "GBP", None),
    ("£20,000 increasing to £24,000 after probation", 20000, 24000, "GBP", None),
    ("£20,000 up to £24,000", 20000, 24000, "GBP", None),
    ("circa £40k", 40000, 40000, "GBP", None),
    ("Circa £40,000", 40000, 40000, "GBP", None),
    ("c£40k", 40000, 40000, "GBP", None),
    ("c. £40,000", 40000, 40000, "GBP", None),
    ("around £40,000", 40000, 40000, "GBP", None),
    ("approx. £40,000", 40000, 40000, "GBP", None),
    ("in the region of £40,000", 40000, 40000, "GBP", None),
    ("up to £50,000", None, 50000, "GBP", None),
    ("Up to £50k", None, 50000, "GBP", None),
    ("up to circa £50k", None, 50000, "GBP", None),
    ("a maximum of £50,000", None, 50000, "GBP", None),
    ("not exceeding £50,000", None, 50000, "GBP", None),
    ("from £30,000", 30000, None, "GBP", None),
    ("From £88,000", 88000, None, "GBP", None),
    ("from £30,000 to £33,000", 30000, 33000, "GBP", None),
    ("starting at £21,777, rising to £27,373", 21777, 27373, "GBP", None),
    ("starting from £30,000", 30000, None, "GBP", None),
    ("a minimum of £30,000", 30000, None, "GBP", None),
    ("at least £30,000", 30000, None, "GBP", None),
    ("£30,000+", 30000, None, "GBP", None),
    ("£30,000 + benefits", 30000, 30000, "GBP", None),
    ("£23,000 pro rata (0.6 FTE)", 23000, 23000, "GBP", None),
    ("£30,000 (actual £18,000) pro rata", 30000, 30000, "GBP", None),
    ("£9,000 for 15 hours a week", 9000, 9000, "GBP", None),
    ("£9,000 for two days/week", 9000, 9000, "GBP", None),
    ("£25,000 (£480 per week)", 25000, 25000, "GBP", None),
    ("£30,000 and £3,000 London Weighting", 30000, 30000, "GBP", None),
    ("£30,000 plus £3,889 London Weighting pa", 30000, 30000, "GBP", None),
    ("£30,000 - £2,000 joining bonus", 30000, 30000, "GBP", None),
    ("£67,600 - £91,000 (London), £60,500 - £82,000 (National)", 60500, 91000, "GBP", None),
    ("£19,262 to £24,101 (PSO); £16,394 to £17,711 pro rata (Admin)", 16394, 24101, "GBP", None),
    ("£21,074 rising to £23,111 pro rata (actual £17,087 – £18,739)", 21074, 23111, "GBP", None),
    ("£38,289 to £43,171 (Band 5), plus market supplement of £2,000", 38289, 43171, "GBP", None),
    ("£30,000, plus £28,000", 30000, 30000, "GBP", None),
    ("£20,000, £400 bonus", 20000, 20000, "GBP", None),
    ("£9.50 - 37 hours", "9.50", "9.50", "GBP", None),
    ("£9.75 - 19 May 2017", "9.75", "9.75", "GBP", None),
    ("£30,000 paid monthly", 30000, 30000, "GBP", None),
    ("£30,000 with weekly supervision and a day off", 30000, 30000, "GBP", None),
    ("£30,000, 25 days per year leave", 30000, 30000, "GBP", None),
    ("£30,000, annual leave of 25 days", 30000, 30000, "GBP", None),
    ("£30,000, a year's contract", 30000, 30000, "GBP", None),
    ("£30,000 for day and night shifts", 30000, 30000, "GBP", None),
    ("NPS Band 5 £37,174 - £42,445", 37174, 42445, "GBP", None),
    ("Band 4 (£28,000 - £33,000)", 28000, 33000, "GBP", None),
    ("Grade C: £24,000", 24000, 24000, "GBP", None),
]
OTHER_CURRENCIES = [
    ("€40,000", 40000, 40000, "EUR", None),
    ("€38,450 - €46,120 per annum", 38450, 46120, "EUR", "year"),
    ("€40-45k", 40000, 45000, "EUR", None),
    ("EUR 40,000", 40000, 40000, "EUR", None),
    ("40,000 euros a year", 40000, 40000, "EUR", "year"),
    ("40,000 - 45,000 EUR", 40000, 45000, "EUR", None),
    ("$55,000 per year", 55000, 55000, "USD", "year"),
    ("US$96,000 - US$104,500 per year", 96000, 104500, "USD", "year"),
    ("USD 96,000", 96000, 96000, "USD", None),
    ("A$90,000", 90000, 90000, "AUD", None),
    ("AU$90,000 to AU$95,000", 90000, 95000, "AUD", None),
    ("C$70,000", 70000, 70000, "CAD", None),
    ("NZ$80,000", 80000, 80000, "NZD", None),
    ("GBP 30,000", 30000, 30000, "GBP", None),
    ("9 pounds an hour", 9, 9, "GBP", "hour"),
]
READ_ALONE = [
    *((words, *rest, words) for words, *rest in (*WITH_PERIODS, *WITHOUT_PERIODS, *OTHER_CURRENCIES)),
    *((words, None, None, None, None, words) for words in (
        "competitive", "Competitive salary", "Highly competitive package", "Competitive, plus car", "negotiable",
        "Band 4", "NPS Band 4", "Grade C", "Band 4, depending on experience",
    )),
    ("They offer £27,000 a year. I laughed.", 27000, 27000, "GBP", "year", "£27,000 a year"),
    ("The contract of £4m pays staff £18,000 pa.", 18000, 18000, "GBP", "year", "£18,000 pa"),
    ("Case Administrator (£18,000 pa) needed in Hull", 18000, 18000, "GBP", "year", "£18,000 pa"),
    ("“Senior Partner, £54,000 to £61,500 pa plus car”", 54000, 61500, "GBP", "year", "£54,000 to £61,500 pa plus car"),
    ("Housing officer, £24,500 to £27,000", 24500, 27000, "GBP", None, "£24,500 to £27,000"),
    ("It comes with an annual salary of £30,000.", 30000, 30000, "GBP", "year", "£30,000"),
    ("A daily rate of £150 is paid", 150, 150, "GBP", "day", "£150 is paid"),
    ("£31,346 | Leeds | Permanent", 31346, 31346, "GBP", None, "£31,346"),
    ("£31,346 pa     Leeds", 31346, 31346, "GBP", "year", "£31,346 pa"),
    ("£31,346 pa, Closing date: 3 May 2019", 31346, 31346, "GBP", "year", "£31,346 pa"),
    ("£31,346 pa.", 31346, 31346, "GBP", "year", "£31,346 pa"),
    ("£26k p.a. The post is in Leeds.", 26000, 26000, "GBP", "year", "£26k p.a."),
]  # fmt: skip
LABELLED = [
    ("Starting salary £33,014", 33014, 33014, "GBP", None, "£33,014"),
    ("Pay: £8.40 per hour inc. holiday pay, paid four weekly", "8.40", "8.40", "GBP", "hour", "£8.40 per hour inc. holiday pay"),
    ("Pay: £12.10 per hour - funded to May", "12.10", "12.10", "GBP", "hour", "£12.10 per hour"),
    ("Pay: £12.10 per hour. 37 hours a week", "12.10", "12.10", "GBP", "hour", "£12.10 per hour"),
    ("Salary – £28,000", 28000, 28000, "GBP", None, "£28,000"),
    ("Pay: £9.40 an hour. Gloves are your own.", "9.40", "9.40", "GBP", "hour", "£9.40 an hour"),
    ("Salary range: £20,000 to £21,000", 20000, 21000, "GBP", None, "£20,000 to £21,000"),
    ("Salary scale: €38,450 - €46,120", 38450, 46120, "EUR", None, "€38,450 - €46,120"),
    ("Remuneration: €450 a week", 450, 450, "EUR", "week", "€450 a week"),
    ("Annual salary: £30,000", 30000, 30000, "GBP", "year", "£30,000"),
    ("Salary (per annum): £30,000", 30000, 30000, "GBP", "year", "£30,000"),
    ("Salary (pa): £30,000", 30000, 30000, "GBP", "year", "£30,000"),
    ("Hourly rate: £12", 12, 12, "GBP", "hour", "£12"),
    ("Day rate: £150", 150, 150, "GBP", "day", "£150"),
    ("Daily rate: £150 - £180", 150, 180, "GBP", "day", "£150 - £180"),
    ("SALARY: £30,000 PER ANNUM", 30000, 30000, "GBP", "year", "£30,000 PER ANNUM"),
    ("Salary £31,346", 31346, 31346, "GBP", None, "£31,346"),
    ("Salary: £31,346 pa Location: Leeds", 31346, 31346, "GBP", "year", "£31,346 pa"),
    ("Post: Warden. Salary: Competitive. Apply now.", None, None, None, None, "Competitive"),
    ("Salary: by negotiation", None, None, None, None, "by negotiation"),
    ("Salary: peanuts, rising to cashews", None, None, None, None, "peanuts, rising to cashews"),
    ("Salary: Competitive. A bonus of £500 is paid.", None, None, None, None, "Competitive"),
    ("Salary Band 4", None, None, None, None, "Band 4"),
    ("Salary: NPS Band 5 £37,174 - £42,445", 37174, 42445, "GBP", None, "NPS Band 5 £37,174 - £42,445"),
    ("Salary: £1.2m", None, None, None, None, "£1.2m"),
    ("Salary: £31.346", None, None, None, None, "£31.346"),
    ("Salary: £31 346", None, None, None, None, "£31 346"),
    ("Salary: 28,000 to 32,000 per annum", 28000, 32000, None, "year", "28,000 to 32,000 per annum"),
    ("Salary: 37 hours", None, None, None, None, "37 hours"),
    *((f"Salary: {words}", *rest, words) for words, *rest in (*WITH_PERIODS, *WITHOUT_PERIODS, *OTHER_CURRENCIES)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "minimum", "maximum", "currency", "period", "text"), [*READ_ALONE, *LABELLED]
)
def test_salary(
    line: str,
    minimum: str | int | None,
    maximum: str | int | None,
    currency: str | None,
    period: str | None,
    text: str,
) -> None:
    """Amounts, currency and period as far as the words give them, and the words themselves; nothing is guessed."""
    low, high = (None if amount is None else Decimal(amount) for amount in (minimum, maximum))
    assert find_salary(line) == Salary(low, high, currency, period, text)


@pytest.mark.parametrize(
    "line",
    [
        "", "I earn very little", "Salary:", "31,500", "£", "£m", "37 hours", "2016", "call 0161 496 0123", "Closing date: 3 May 2019",
        "A contract worth £3.7 million", "£12m to £15m", "£1-2m", "£1 to £2 million", "£20bn", "£3.5mn", "£2 billion", "£1.2M",
        "Estimated total value: £38,000,000 to £44,500,000", "Competitive tendering has failed us", "Band 4 is a joke",
        "Band practice", "Grade inflation is a scandal", "My salary has not changed since 2010.",
    ],
)  # fmt: skip
def test_line_without_a_salary(line: str) -> None:
    """No amount, or one of millions; words of a salary in a sentence about something else."""
    assert find_salary(line) is None


class InGold(NamedTuple):
    """A salary's line in the gold, and what a person read in it."""

    line: str
    salary: Salary


def _gold() -> dict[str, InGold]:
    found: dict[str, InGold] = {}
    for file in sorted(GOLD.glob("*.json")):
        lines = file.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
        adverts = json.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)["job_adverts"]
        for place, advert in enumerate(adverts):
            minimum, maximum = (
                None if advert[name] is None else Decimal(advert[name])
                for name in ("salary_min", "salary_max")
            )
            text = advert["salary_text"]
            found[f"{file.stem} {place}"] = InGold(
                next(line for line in lines if text in line),
                Salary(minimum, maximum, advert["salary_currency"], advert["salary_period"], text),
            )
    return found


SALARIES_OF_GOLD = _gold()


@pytest.mark.parametrize("gold", SALARIES_OF_GOLD.values(), ids=SALARIES_OF_GOLD)
def test_salary_of_gold_is_found_in_its_line(gold: InGold) -> None:
    assert find_salary(gold.line) == gold.salary


@pytest.mark.parametrize(
    "words",
    [
        "£", "1", "1,", "£1", "£1,111", "£1 to ", "£1 rising by a to ", "up to ", "between £1 and ", "circa ", "c", "Band 4 ", "(", ")",
        " ", ". ", "a ", "A a ", "Salary", "Salary ", "Salary: ", "Salary (", "1 ", "1k", "per ", "£1 per a ", "hours a ", "|", "\t", "p.a.",
    ],
)  # fmt: skip
def test_time_is_in_proportion_to_the_line(words: str) -> None:
    """No run of the beginnings of salaries takes longer than its length asks for, with a label or without."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        for opening in ("", "Salary: ", "£1 "):
            find_salary(opening + words * (LONG // len(words)))
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0


def test_what_stands_before_each_further_rate_is_not_copied() -> None:
    """Fifteen thousand rates behind four million bytes: sixty thousand million, were they copied for each."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        find_salary("Salary: £9 pa " + "\N{SLIGHTLY SMILING FACE}" * 1_000_000 + " / £9" * 15_000)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
