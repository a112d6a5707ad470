"""``corrections.toml``: what it may say, and that no build passes it by."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from flows.errors import UsageError
from flows.publication.correctable import LEFT_ALONE, correctable
from flows.publication.correction_file import FILE, Correction, read_corrections
from flows.sources import list_sources
from schemas import TABLES, table_named

COMMENT = "2019/some-page/c-0123456789abcdef"
KEYS = {
    "documents": "2019/some-page",
    "comments": COMMENT,
    "bulletins": "2019/some-page/b-0123456789abcdef",
    "job_adverts": "2019/some-page/a-0123456789abcdef-2",
}


def entry(key: str = COMMENT, column: str = "author", found: str = '"Jo22"', should_be: str = '"Jo"') -> str:
    """An entry as it is written."""
    return (
        f'[[correction]]\nkey = "{key}"\ncolumn = "{column}"\nfound = {found}\nshould_be = {should_be}\n'
        'reason = "The 22 is of the time."\non = 2026-11-22\n'
    )


ENTRY = entry()


def written(folder: Path, text: str) -> Path:
    """The folder, which is made, with this file in it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_text(text, encoding="utf-8")
    return folder


def test_a_folder_without_the_file_corrects_nothing(tmp_path: Path) -> None:
    assert read_corrections([tmp_path]) == ()


@pytest.mark.parametrize("text", ["", "# nothing as yet\n", "correction = []\n"])
def test_a_file_without_entries_corrects_nothing(tmp_path: Path, text: str) -> None:
    assert read_corrections([written(tmp_path, text)]) == ()


def test_entries_are_read_in_their_order(tmp_path: Path) -> None:
    """With the line on which each begins, and what its key names."""
    title = entry("2019/some-page", "title", "{ null = true }", '"Keys"')
    first, second = read_corrections([written(tmp_path, f"# mistakes\n{ENTRY}\n{title}")])
    assert first == Correction(
        place=f"{tmp_path / FILE}: entry 1",
        number=1,
        line=2,
        key=COMMENT,
        table="comments",
        document="2019/some-page",
        record="c-0123456789abcdef",
        column="author",
        found="Jo22",
        should_be="Jo",
        reason="The 22 is of the time.",
        on=date(2026, 11, 22),
    )
    assert (second.number, second.line, second.table, second.record) == (2, 10, "documents", None)
    assert (second.document, second.found, second.should_be) == ("2019/some-page", None, "Keys")


def test_a_line_that_only_looks_like_an_entry_takes_the_lines_away(tmp_path: Path) -> None:
    """Better no line than a wrong one."""
    text = ENTRY.replace('"The 22 is of the time."', '"""\n[[correction]]\n"""')
    (correction,) = read_corrections([written(tmp_path, text)])
    assert correction.line is None


@pytest.mark.parametrize(("table", "key"), KEYS.items())
def test_the_letter_of_a_key_tells_the_table(tmp_path: Path, table: str, key: str) -> None:
    column = "title" if table == "documents" else "text"
    (correction,) = read_corrections([written(tmp_path, entry(key, column))])
    assert (correction.table, correction.key, correction.document) == (table, key, "2019/some-page")


VALUES: dict[str, tuple[str, str, str, Any]] = {
    "a text": ("documents", "title", '" Keys "', "Keys"),
    "a text of several lines": ("comments", "text", '"""\n  One.\r\n\n Two. \n"""', "One.\nTwo."),
    "the text of a post": ("documents", "body", '"One.\\n\\nTwo."', "One.\nTwo."),
    "a day": ("bulletins", "issued_on", "2018-03-05", date(2018, 3, 5)),
    "a moment": ("comments", "posted_at", "2018-03-05T10:26:00", datetime(2018, 3, 5, 10, 26)),
    "a sum": ("job_adverts", "salary_min", "23456.5", Decimal("23456.50")),
    "a sum in full": ("job_adverts", "salary_max", "30_000", Decimal("30000")),
    "a number": ("documents", "declared_comments", "34", 34),
    "yes or no": ("comments", "is_removed", "true", True),
    "texts": ("bulletins", "issuers", '["Napo", "UNISON"]', ["Napo", "UNISON"]),
    "no texts": ("bulletins", "headings", "[]", []),
    "people": (
        "bulletins", "signatories", '[\n{ name = "A. Name" },\n{ role = "Chair", organisation = "Napo" }]',
        [{"name": "A. Name", "role": None, "organisation": None}, {"name": None, "role": "Chair", "organisation": "Napo"}],
    ),
    "nothing": ("comments", "posted_at", "{ null = true }", None),
}  # fmt: skip


@pytest.mark.parametrize(("table", "column", "value", "expected"), VALUES.values(), ids=VALUES)
def test_values_are_written_as_the_column_has_them(
    tmp_path: Path, table: str, column: str, value: str, expected: Any
) -> None:
    """As TOML writes them; what is expected and what should be alike."""
    other = {"is_removed": "false", "issuers": "[]", "headings": '["x"]', "signatories": "[]"}.get(column)
    other = other or ("{ null = true }" if expected is not None else "2020-01-01T00:00:00")
    for found, should_be in ((value, other), (other, value)):
        (read,) = read_corrections([written(tmp_path, entry(KEYS[table], column, found, should_be))])
        given = read.found if found == value else read.should_be
        assert given == expected
        assert type(given) is type(expected)


WRONG_VALUES = {
    "a number for a text": ("comments", "author", "5", "{ null = true } where there is nothing"),
    "an empty text": ("comments", "author", '" "', "a text"),
    "blank lines": ("comments", "text", '"\\n \\n"', "a text"),
    "a list for a text": ("comments", "author", '["Jo"]', "a text"),
    "a day in quotation marks": ("bulletins", "issued_on", '"2018-03-05"', "without quotation marks"),
    "a day with a time": ("bulletins", "issued_on", "2018-03-05T10:00:00", "a day"),
    "a moment without a time": ("comments", "posted_at", "2018-03-05", "a day and time"),
    "a moment with a zone": ("comments", "posted_at", "2018-03-05T10:00:00Z", "or zone"),
    "parts of seconds": ("comments", "posted_at", "2018-03-05T10:00:00.5", "to the second"),
    "three decimals": ("job_adverts", "salary_min", "1.005", "two decimals"),
    "no number": ("job_adverts", "salary_min", "nan", "a sum"),
    "too large a sum": ("job_adverts", "salary_min", "1e400", "a sum"),
    "a sum in words": ("job_adverts", "salary_min", '"30,000"', "a sum"),
    "a flag for a sum": ("job_adverts", "salary_min", "true", "a sum"),
    "parts of a number": ("documents", "declared_comments", "1.5", "a whole number"),
    "a flag for a number": ("documents", "declared_comments", "true", "a whole number"),
    "too large a number": ("documents", "declared_comments", "9223372036854775808", "a whole number"),
    "a number for a flag": ("comments", "is_removed", "1", "true or false"),
    "null where none may be": ("comments", "is_removed", "{ null = true }", "true or false"),
    "null for a list": ("bulletins", "issuers", "{ null = true }", "a list of texts"),
    "null = false": ("comments", "author", "{ null = false }", "{ null = true }"),
    "a text for a list": ("bulletins", "issuers", '"Napo"', "a list of texts"),
    "a blank in a list": ("bulletins", "issuers", '["Napo", ""]', "a list of texts"),
    "people as texts": ("bulletins", "signatories", '["A. Name"]', "a list of people"),
    "nobody": ("bulletins", "signatories", "[{}]", "a list of people"),
    "a part of another name": ("bulletins", "signatories", '[{ naem = "A" }]', "name, role and organisation"),
}


@pytest.mark.parametrize(("table", "column", "value", "words"), WRONG_VALUES.values(), ids=WRONG_VALUES)
@pytest.mark.parametrize("field", ["found", "should_be"])
def test_a_value_of_another_type_is_an_error(
    tmp_path: Path, field: str, table: str, column: str, value: str, words: str
) -> None:
    """It says how such values are written."""
    right = (
        next(written for at, name, written, _ in VALUES.values() if name == column)
        if column != "author"
        else '"x"'
    )
    given = {"found": right, "should_be": right} | {field: value}
    with pytest.raises(UsageError, match=f"entry 1: {field} is .* it should be .*{words}"):
        read_corrections([written(tmp_path, entry(KEYS[table], column, **given))])


@pytest.mark.parametrize(
    ("table", "column"),
    [(schema.name, name) for schema in TABLES if schema.name in KEYS for name in (*schema.columns, "altered") if name in LEFT_ALONE],
)  # fmt: skip
def test_what_is_no_matter_of_reading_is_not_corrected(tmp_path: Path, table: str, column: str) -> None:
    """The error says why."""
    with pytest.raises(
        UsageError, match=f"entry 1: {column} of {table} is not corrected, for {LEFT_ALONE[column]}"
    ):
        read_corrections([written(tmp_path, entry(KEYS[table], column))])


@pytest.mark.parametrize("table", KEYS)
def test_every_other_column_may_be_corrected(tmp_path: Path, table: str) -> None:
    """And takes the values of its type; counts, keys and spans are not among them."""
    names = correctable(table_named(table))
    assert {
        "documents": "title",
        "comments": "author",
        "bulletins": "reference",
        "job_adverts": "salary_min",
    }[table] in names
    assert not {"document_id", "spans", "sequence", "sha256", "comments", *table_named(table).key} & set(
        names
    )
    for name in names:
        with pytest.raises(UsageError, match=r"entry 1: found is \{\}: it should be"):
            read_corrections([written(tmp_path, entry(KEYS[table], name, found="{}"))])


WRONG = {
    "no TOML": ("[[correction]]\nkey = page\n", "line 2"),
    "another table": ("[[corrections]]\n", "corrections is not known"),
    "one table": (ENTRY.replace("[[correction]]", "[correction]"), r"\[\[correction\]\]"),
    "no table": ('correction = ["x"]\n', "entry 1"),
    "a field of another name": (ENTRY + "shouldbe = 1\n", "entry 1: shouldbe is not known"),
    "no key": (ENTRY.replace("key =", "#"), "entry 1: key is missing"),
    "a column of another table": (entry(column="salary_min"), "column is 'salary_min': .* author, .* of comments"),
    "no column": (ENTRY.replace("column =", "#"), "column is missing"),
    "found left out": (ENTRY.replace("found =", "#"), "found is missing.*{ null = true } where there is nothing"),
    "should_be left out": (ENTRY.replace("should_be =", "#"), "should_be is missing"),
    "nothing to correct": (entry(found='"Jo "'), "found and should_be are the same"),
    "no reason": (ENTRY.replace("reason =", "#"), "reason is missing"),
    "no day": (ENTRY.replace("on = 2026", "#"), "on is missing.*such as 2026-11-22"),
    "the same cell twice": (ENTRY + ENTRY, "entry 2 corrects author of .*, as .*entry 1 does"),
    "deeper than anybody writes": ("a = " + "[" * 9_000, "nested too deep: write lines such as"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "words"), WRONG.values(), ids=WRONG)
def test_a_file_that_is_wrong_is_an_error_that_names_the_place(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words) as raised:
        read_corrections([written(tmp_path, text)])
    assert str(raised.value).startswith(str(tmp_path / FILE))


def test_every_entry_that_is_wrong_is_named(tmp_path: Path) -> None:
    """In a line each."""
    text = ENTRY.replace("on = 2026", "#") + ENTRY + ENTRY + entry(found="5")
    with pytest.raises(UsageError) as raised:
        read_corrections([written(tmp_path, text)])
    found = [line.removeprefix(f"{tmp_path / FILE}: ")[:13] for line in str(raised.value).split("\n")]
    assert found == ["entry 1: on i", "entry 4: foun", "entry 3 corre"]


def test_a_part_of_a_folder_is_not_built_alone(tmp_path: Path) -> None:
    """Its records would have other keys, and stay as they are."""
    written(tmp_path / "raw" / "2019", "")
    (tmp_path / "raw" / "2019" / FILE).unlink()
    with pytest.raises(UsageError, match=f"whose {FILE} would not be heeded"):
        read_corrections([written(tmp_path / "raw", ENTRY) / "2019"])


def test_a_file_below_the_folder_is_an_error_that_says_where_it_belongs(tmp_path: Path) -> None:
    written(tmp_path / "raw" / "2019", ENTRY)
    with pytest.raises(UsageError, match=rf"move its entries to .*raw/{FILE}.* begin with 2019/"):
        read_corrections([tmp_path / "raw"])


def test_the_file_is_no_stray_among_the_sources(tmp_path: Path) -> None:
    assert list_sources([written(tmp_path, ENTRY)]).problems == ()
