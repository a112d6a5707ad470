"""``README.md``: the data card of a release, from ``card.md`` and the tables.

Its header in YAML tells the Hugging Face ``datasets`` library which file each table is.
"""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from string import Template

from flows.releases import card_tables
from flows.releases.card_header import header
from flows.releases.card_loading import recipes
from flows.releases.citation import bibtex, plain
from flows.releases.dataset import Dataset
from flows.releases.edits import NO_EDITS, Edits
from flows.releases.files import CARD, Sums
from flows.releases.part_rows import read_columns
from flows.releases.parts import files_of
from flows.releases.quality import read_quality
from flows.releases.versions import RULE
from flows.tables import Tables
from schemas import SCHEMA_VERSION, TABLES
from schemas.dictionary import section

_COUNTED = frozenset({"document_id", "published_on", "dialect", "certainty", "severity", "withheld"})
TEMPLATE = Path(__file__).with_name("card.md")
_NO_LICENCE = (
    "None is stated. The texts belong to those who wrote them, and that a page can be read on the web is no licence to pass "
    "them on: ask before you publish more of them than the law lets you quote. `documents.licence` has what a page says of itself."
)
_NO_CONTACT = "To ask for something to be withheld, write to those from whom you have this release, with the key of the row."


def told_tables(folder: Path) -> Tables:
    """Of the tables that stand in the folder, the columns that the card counts."""
    tables: Tables = {}
    for schema in TABLES:
        counted = [name for name in schema.columns if name in _COUNTED]
        tables[schema.name] = read_columns(folder, schema.name, counted)
    return tables


def write_card(
    folder: Path,
    dataset: Dataset,
    version: str,
    tables: Tables,
    edits: Edits = NO_EDITS,
    withheld: Collection[str] = (),
    sums: Sums | None = None,
) -> None:
    """Write the card of these tables (``told_tables`` has all that it needs), whose Parquet files stand in the folder.

    The same tables always make the same bytes.

    ``withheld`` are the true keys and documents that it must not name, ``sums`` those of the folder that were taken already.
    """
    known = Sums(folder) if sums is None else sums
    of_tables = {name: [known[file.name] for file in files_of(folder, name)] for name in tables}
    told = edits.told(dataset.privacy, withheld)
    (folder / CARD).write_text(
        card(dataset, version, tables, of_tables, told), encoding="utf-8", newline="\n"
    )


def card(
    dataset: Dataset, version: str, tables: Tables, sums: Mapping[str, Sequence[str]], edits: str
) -> str:
    """The card as Markdown; ``sums`` are the SHA-256 of each table's Parquet files, ``edits`` what was changed in the tables."""
    template = Template(TEMPLATE.read_text(encoding="utf-8"))
    return template.substitute(
        header=header(dataset, tables, sums),
        title=dataset.title,
        description=dataset.description,
        version=version,
        tables=card_tables.files(tables),
        **recipes({name: len(of_table) for name, of_table in sums.items()}),
        shown="comments" if tables["comments"].num_rows else "documents",
        years=card_tables.years(tables),
        dialects=card_tables.dialects(tables),
        certainty=card_tables.certainty(tables),
        quality="\n".join(card_tables.quality(measured) for measured in read_quality()).strip(),
        edits=edits,
        contact=_contact(dataset),
        withheld=card_tables.withheld(tables),
        licence=_licence(dataset),
        citation=plain(dataset, version),
        bibtex=bibtex(dataset, version),
        rule=RULE,
        schema_version=SCHEMA_VERSION,
        dictionary="\n".join(section(schema, level=3) for schema in TABLES).strip(),
    )


def _contact(dataset: Dataset) -> str:
    if dataset.contact is None:
        return _NO_CONTACT
    return f"To ask for something to be withheld, write to {dataset.contact}, with the key of the row."


def _licence(dataset: Dataset) -> str:
    if dataset.licence is None:
        return _NO_LICENCE
    return f"[{dataset.licence.title}]({dataset.licence.path}) ({dataset.licence.name})."
