"""The data card: what it says of the release is true, and others find the tables by its header."""

import datetime
import re
import tomllib
from typing import Any

import pytest
from huggingface_hub import DatasetCard

from flows.releases import card_header
from flows.releases.card import card
from flows.releases.dataset import Contributor, Dataset, Licence, read_dataset
from flows.releases.quality import FILE, read_quality
from flows.releases.versions import RULE
from flows.tables import Tables
from schemas import SCHEMA_VERSION, TABLES
from tests.flows.releases.release_folder import RAW, VERSION, tables_in, withheld_tables
from tests.quality import GENERATED_PAGES, SEED, labelled, passages, rendered, toml
from tests.test_figures import FLOORS
from tests.test_passages import SETS

NAMES = [schema.name for schema in TABLES]
SUMS = {name: str(place) * 64 for place, name in enumerate(NAMES)}
NOTHING_STATED = Dataset()
_TABLE = re.compile(r"(?:^\|.*\|\n)+", re.MULTILINE)


@pytest.fixture(scope="module")
def tables() -> Tables:
    return tables_in(RAW)


@pytest.fixture(scope="module")
def sample(tables: Tables) -> str:
    return card_of(tables, read_dataset([RAW]))


def card_of(tables: Tables, dataset: Dataset = NOTHING_STATED) -> str:
    return card(dataset, VERSION, tables, {name: [digest] for name, digest in SUMS.items()}, "")


def header_of(text: str) -> dict[str, Any]:
    """The header as the hub reads it."""
    data: Any = DatasetCard(text).data
    found: dict[str, Any] = data.to_dict()
    return found


def section(text: str, title: str) -> str:
    return text.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def table_in(text: str, first: str) -> list[list[str]]:
    """The cells of the table whose first column is called so, its header first."""
    found = [[line.strip("| ").split(" | ") for line in table.splitlines()] for table in _TABLE.findall(text)]
    (rows,) = (rows for rows in found if rows[0][0] == first)
    return [rows[0], *rows[2:]]


# The header


def test_header_names_a_configuration_for_each_table(sample: str) -> None:
    assert header_of(sample)["configs"] == [
        {"config_name": name, "data_files": f"{name}.parquet", "description": f"SHA-256 {SUMS[name]}"}
        for name in NAMES
    ]


def test_header_names_no_table_without_rows(tables: Tables) -> None:
    """Datasets fails on a file without rows."""
    fewer = {**tables, "bulletins": tables["bulletins"].slice(0, 0)}
    configs = header_of(card_of(fewer))["configs"]
    assert [config["config_name"] for config in configs] == [name for name in NAMES if name != "bulletins"]


def test_header_says_what_the_hub_asks_for(sample: str) -> None:
    found = header_of(sample)
    assert found["pretty_name"] == "Probation Corpus: the sample"
    assert found["language"] == ["en"]
    assert found["license"] == "cc-by-4.0"
    assert found["size_categories"] == ["n<1K"]
    assert "probation" in found["tags"]


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        (None, {}),
        (Licence("CC0-1.0", "CC0", "https://licence.example"), {"license": "cc0-1.0"}),
        (Licence("ODC-By-1.0", "ODC", "https://licence.example"), {"license": "odc-by"}),
        (
            Licence("OGL-UK-3.0", "Open Government Licence", "https://licence.example"),
            {"license": "other", "license_name": "OGL-UK-3.0", "license_link": "https://licence.example"},
        ),
    ],
    ids=lambda value: value.name if isinstance(value, Licence) else "",
)
def test_header_has_the_licence_in_the_hub_s_words(
    tables: Tables, licence: Licence | None, expected: dict[str, str]
) -> None:
    """One that the hub does not know is ``other``, with its name and address; none is none."""
    found = header_of(card_of(tables, Dataset(licence=licence)))
    assert {name: value for name, value in found.items() if name.startswith("license")} == expected


@pytest.mark.parametrize(
    ("rows", "expected"), [(999, "n<1K"), (1_000, "1K<n<10K"), (25_000, "10K<n<100K"), (10**9, "n>100M")]
)
def test_header_tells_the_size_between_powers_of_ten(rows: int, expected: str) -> None:
    assert card_header._size(rows) == expected


def test_title_that_yaml_could_misread_is_kept(tables: Tables) -> None:
    title = 'Notes: "first" #1 – Zoë\'s {blog}'
    assert header_of(card_of(tables, Dataset(title=title)))["pretty_name"] == title


# The counts


def test_rows_of_each_table_are_told(sample: str, tables: Tables) -> None:
    rows = table_in(sample, "table")[1:]
    assert [(name.strip("`"), int(count.replace(",", ""))) for name, count, _ in rows] == [
        (name, tables[name].num_rows) for name in NAMES
    ]


@pytest.mark.parametrize("first", ["year", "dialect"])
def test_counts_add_up_to_the_tables(sample: str, tables: Tables, first: str) -> None:
    """Each document and record in one row; those of which it is not known in the last."""
    names, *rows = table_in(section(sample, "What is in it"), first)
    sums = [sum(int(row[place]) for row in rows) for place in range(1, len(names))]
    assert sums == [tables[name].num_rows for name in ("documents", "comments", "bulletins", "job_adverts")]
    assert rows[-1][0] in {"not stated", "none recognised"}
    assert [row[0] for row in rows[:-1]] == sorted(row[0] for row in rows[:-1])


def test_counts_by_year_are_those_of_the_documents(sample: str, tables: Tables) -> None:
    rows = {row[0]: row[1:3] for row in table_in(section(sample, "What is in it"), "year")}
    in_2016 = [
        row
        for row in tables["documents"].to_pylist()
        if row["published_on"] is not None and row["published_on"].year == 2016
    ]
    assert rows["2016"] == [str(len(in_2016)), str(sum(row["comments"] for row in in_2016))]


def test_corpus_without_any_record_has_a_card(tables: Tables) -> None:
    """One page, no thread: nothing to count is said in words, and the recipe loads what there is."""
    empty = {name: table.slice(0, 0) for name, table in tables.items()}
    text = card_of({**empty, "documents": tables["documents"].slice(0, 1)})
    assert "There are no comments. There are no problems." in text
    assert 'load_dataset(str(Path.cwd()), name="documents"' in text


def test_withheld_rows_are_counted_by_table(sample: str) -> None:
    assert "Nothing is withheld in this release." in section(sample, "Ethics and privacy")
    told = section(card_of(withheld_tables()), "Ethics and privacy")
    found = re.findall(r"(\d+) of `(\w+)`", told)
    withheld = {
        name: table.num_rows - table["withheld"].null_count
        for name, table in withheld_tables().items()
        if "withheld" in table.column_names
    }
    assert {name: int(count) for count, name in found} == {n: count for n, count in withheld.items() if count}
    assert set(withheld) > {"documents", "comments"}


# The words


def test_card_states_version_rule_and_schema_version(sample: str) -> None:
    assert f"version **{VERSION}**" in sample
    assert RULE in section(sample, "Versions")
    assert SCHEMA_VERSION in section(sample, "Versions")


def test_card_says_whom_to_write_to_and_how_to_cite(sample: str) -> None:
    assert "https://example.org/probation-corpus/contact" in section(sample, "Ethics and privacy")
    cited = section(sample, "How to cite it")
    assert (
        "The probation-corpus contributors. Probation Corpus: the sample, version 1.0.0 [data set]." in cited
    )
    assert "index.json" in cited


def test_licence_is_stated_or_said_to_be_missing(sample: str, tables: Tables) -> None:
    """Never the sample's for other pages."""
    assert "https://creativecommons.org/licenses/by/4.0/" in section(sample, "Licence")
    without = card_of(tables)
    assert section(without, "Licence").strip().startswith("None is stated.")
    assert "creativecommons" not in without
    assert "write to those from whom you have this release" in section(without, "Ethics and privacy")


def test_bibliography_entry_takes_any_title(tables: Tables) -> None:
    dataset = Dataset(title="Pay & conditions: 100% {true}", contributors=(Contributor("A_B", "author"),))
    cited = section(card_of(tables, dataset), "How to cite it")
    assert r"title = {{Pay \& conditions: 100\% \{true\}}}," in cited
    assert r"author = {{A\_B}}," in cited


def test_every_column_is_in_the_dictionary(sample: str) -> None:
    for schema in TABLES:
        rows = table_in(sample.partition(f"\n### {schema.name}\n")[2].partition("\n### ")[0], "column")
        assert [row[0].strip("`") for row in rows[1:]] == list(schema.columns)


def test_every_table_of_the_card_has_as_many_cells_in_each_row(sample: str) -> None:
    for table in _TABLE.findall(sample):
        widths = {len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}
        assert len(widths) == 1, table


# The figures


def test_every_figure_has_its_date_and_command(sample: str) -> None:
    told = section(sample, "How well it is read")
    assert len(read_quality()) == told.count("\n### ") == told.count("Measured on ")
    for measured in read_quality():
        assert isinstance(measured.measured_on, datetime.date)
        assert f"Measured on {measured.measured_on} by `{measured.command}`." in told
        assert {len(row) for row in measured.rows} == {len(measured.columns)}


def test_figures_are_what_is_measured_today() -> None:
    """Of those that take no time: python -m tests.quality > flows/releases/quality.toml writes them all."""
    committed = {measured.title: measured for measured in read_quality()}
    for measure in (labelled, passages, rendered):
        measured = measure(datetime.date(2026, 1, 1))
        assert committed[measured.title].columns == measured.columns
        assert committed[measured.title].rows == measured.rows


def test_figures_of_generated_pages_keep_their_floors() -> None:
    """They take half a minute to measure: those of tests/floors.toml are measured by other tests."""
    (generated,) = (
        m for m in read_quality() if m.command == f"python -m tests.figures {GENERATED_PAGES} {SEED}"
    )
    names = {"F1": "f1", "dialect recognised": "recognised"}
    for dialect, _, *cells in generated.rows:
        for column, cell in zip(generated.columns[2:], cells, strict=True):
            floor = FLOORS[dialect].get(names.get(column, column))
            assert floor is None or float(cell) >= floor, (dialect, column)


def test_first_readings_are_those_of_the_sets_own_readme() -> None:
    (measured,) = (m for m in read_quality() if m.command == "python -m tests.test_passages")
    assert [row[:2] for row in measured.rows] == [
        (name, what) for name in SETS[1:] for what in ("bulletins", "job adverts")
    ]
    first = measured.columns.index("first F1")
    assert all(float(row[first]) < float(row[-1]) for row in measured.rows)


def test_figures_are_written_as_they_are_read() -> None:
    assert FILE.read_text(encoding="utf-8") == toml(read_quality())
    assert tomllib.loads(toml(read_quality()))["measured"]
