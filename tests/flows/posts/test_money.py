"""Salaries as adverts write them."""

from decimal import Decimal

import pytest

from flows.posts.money import find_salary


@pytest.mark.parametrize(
    ("line", "minimum", "maximum", "currency", "period", "text"),
    [
        ("Salary: £31,500 to £34,250 per annum", "31500", "34250", "GBP", "year", "£31,500 to £34,250 per annum"),
        ("Salary: £31,500 - £34,250 pa plus allowance", "31500", "34250", "GBP", "year", "£31,500 - £34,250 pa plus allowance"),
        ("Salary – £28,000", "28000", "28000", "GBP", None, "£28,000"),
        ("Pay: £11.40 per hour", "11.40", "11.40", "GBP", "hour", "£11.40 per hour"),
        ("Pay: £9.40 an hour. Gloves are your own.", "9.40", "9.40", "GBP", "hour", "£9.40 an hour"),
        ("Salary: up to £34,000 pa", None, "34000", "GBP", "year", "up to £34,000 pa"),
        ("Salary: £28k to £31k p.a.", "28000", "31000", "GBP", "year", "£28k to £31k p.a"),
        ("Remuneration: €450 a week", "450", "450", "EUR", "week", "€450 a week"),
        ("Salary: £1,900 pcm", "1900", "1900", "GBP", "month", "£1,900 pcm"),
        ("Pay: £120 per day", "120", "120", "GBP", "day", "£120 per day"),
        ("Salary: £20,000 rising to 24,000 per year", "20000", "24000", "GBP", "year", "£20,000 rising to 24,000 per year"),
        ("They offer £27,000 a year. I laughed.", "27000", "27000", "GBP", "year", "£27,000 a year"),
        ("Salary: by negotiation", None, None, None, None, "by negotiation"),
        ("Salary range: £20,000 to £21,000", "20000", "21000", "GBP", None, "£20,000 to £21,000"),
    ],
)  # fmt: skip
def test_salary(
    line: str, minimum: str | None, maximum: str | None, currency: str | None, period: str | None, text: str
) -> None:
    """Amounts, currency and period as far as the words give them, and the words themselves; nothing is guessed."""
    expected = (
        *(None if amount is None else Decimal(amount) for amount in (minimum, maximum)),
        currency,
        period,
        text,
    )
    assert find_salary(line) == expected


@pytest.mark.parametrize("line", ["", "I earn very little", "Salary:", "31,500"])
def test_line_without_a_salary(line: str) -> None:
    assert find_salary(line) is None


@pytest.mark.parametrize(
    ("words", "minimum", "maximum", "period"),
    [
        ("£22,000 per year (37 hours per week)", 22000, 22000, "year"),
        ("£25,000 (£480 per week)", 25000, 25000, None),
        ("£30,000 and £3,000 London Weighting", 30000, 30000, None),
        ("between £30,000 and £33,000 pa", 30000, 33000, "year"),
        ("£22-25k", 22000, 25000, None),
        ("£21,777, rising to £27,373", 21777, 27373, None),
        ("from £30,000", 30000, None, None),
        ("£30,000+ pa", 30000, None, "year"),
        ("£12.50/hr", "12.50", "12.50", "hour"),
        ("£1.2m", None, None, None),
    ],
)
def test_amounts_that_mislead(words: str, minimum: object, maximum: object, period: str | None) -> None:
    """No other amount is taken for the end of a range, no other period for the salary's own."""
    salary = find_salary(f"Salary: {words}")
    assert salary is not None
    expected = [None if value is None else Decimal(str(value)) for value in (minimum, maximum)]
    assert [salary.minimum, salary.maximum] == expected
    assert (salary.period, salary.text) == (period, words)
