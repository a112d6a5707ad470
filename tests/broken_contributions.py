"""Broken contributions: those that stand in ``tests/broken/files``, those that can only be made, and what is said of each.

``python -m tests.broken_contributions`` writes what is said now to ``tests/broken/expected``: read every line of it.
"""

import io
import os
import socket
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import chdir
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from rich.console import Console

from flows.cli.formats import counts_of, totals_of
from flows.cli.formats.people import PeoplePrinter
from flows.validation.checking import Wishes, check, items_to_check
from schemas import table_named
from tests.broken_rows import ROWS
from tests.schemas.valid_rows import valid_row

FOLDER = Path(__file__).parent / "broken"
FILES = FOLDER / "files"
EXPECTED = FOLDER / "expected"
TODAY = date(2026, 11, 22)
_HEADER = b"source,document_id,severity,code,message,line,start,end\n"
STANDING = sorted(path.name for path in FILES.iterdir())
"""Broken files and folders that stand in git."""


def said_of(name: str, folder: Path, most: int = 3) -> str:
    """What a person is told of a contribution that stands in a folder."""
    out = io.StringIO()
    console = Console(file=out, width=10_000, highlight=False, soft_wrap=True)
    with chdir(folder):
        reports = list(check(items_to_check([Path(name)]), Wishes(TODAY, most=most)))
        printer = PeoplePrinter(console, notes=False, strict=False)
        for report in reports:
            printer.file(report)
        printer.end(totals_of([counts_of(report) for report in reports], strict=False))
    return out.getvalue()


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(2 * 2**30)


def _socket(path: Path) -> None:
    # The address of a socket may not be long.
    with chdir(path.parent), socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)


def _zip_bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb, bomb.open("page.txt", "w") as inside:
        for _ in range(64):
            inside.write(bytes(2**20))


def _link_of_a_folder_out(path: Path) -> None:
    path.mkdir()
    (path / "page.txt").write_text("Nobody came.\n")
    (path / "more").symlink_to("/etc")


def _circle(path: Path) -> None:
    path.mkdir()
    (path / "a.txt").symlink_to("b.txt")
    (path / "b.txt").symlink_to("a.txt")
    (path / "again").symlink_to(".")


def _deep(path: Path) -> None:
    here = path
    here.mkdir()
    for _ in range(200):
        here = here / "d"
        here.mkdir()
    (here / "page.txt").write_bytes(b"A caf\xe9.\n")


def _name_not_utf8(path: Path) -> None:
    path.mkdir()
    Path(os.fsdecode(bytes(path) + b"/caf\xe9.txt")).write_text("Nobody came.\n")


def _name_with_controls(path: Path) -> None:
    path.mkdir()
    (path / "a\n::error::b\x1b[31m.txt").write_bytes(b"A caf\xe9.\n")


def _ids_that_meet(path: Path) -> None:
    path.mkdir()
    (path / "page.txt").write_text("Nobody came.\n")
    (path / "page.TXT").write_text("Somebody came.\n")


def _folder(path: Path, name: str, what: bytes | Callable[[Path], None]) -> None:
    """A folder with a page and a file beside it, of these bytes or made so."""
    path.mkdir()
    (path / "page.txt").write_text("Nobody came.\n")
    if isinstance(what, bytes):
        (path / name).write_bytes(what)
    else:
        what(path / name)


def _parquet(change: Callable[[pa.Table], pa.Table]) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        schema = table_named("comments").arrow_schema
        table = pa.Table.from_pylist([{**valid_row("comments"), "depth": 0}], schema=schema)
        pq.write_table(change(table), path)

    return make


def _comments_with(path: Path, column: str, value: object, rows: int) -> None:
    """A file of some kilobytes: a value is in it once, in however many rows it stands."""
    schema = table_named("comments").arrow_schema
    table = pa.Table.from_pylist([{**valid_row("comments"), "depth": 0}] * rows, schema=schema)
    place = schema.get_field_index(column)
    values = pa.chunked_array([pa.array([value], schema.field(place).type)] * rows)
    table = table.set_column(place, schema.field(place), values)
    pq.write_table(table, path, compression="zstd", dictionary_pagesize_limit=2**30)


def _with_other_types(table: pa.Table) -> pa.Table:
    table = table.set_column(3, "sequence", table["sequence"].cast(pa.string()))
    return table.set_column(7, "posted_at_text", table["posted_at_text"].cast(pa.large_string()))


def _of_an_older_schema(table: pa.Table) -> pa.Table:
    return table.drop_columns(["withheld"]).replace_schema_metadata({"schema_version": "1.0.0"})


MADE: dict[str, Callable[[Path], None]] = {
    "fifo.txt": os.mkfifo,
    "socket.txt": _socket,
    "device.txt": lambda path: path.symlink_to("/dev/zero"),
    "link_out.txt": lambda path: path.symlink_to("/etc/hostname"),
    "link_to_nothing.txt": lambda path: path.symlink_to("gone.txt"),
    "link_of_a_folder_out": _link_of_a_folder_out,
    "links_in_a_circle": _circle,
    "two_gigabytes.txt": _sparse,
    "two_gigabytes.csv": _sparse,
    "two_gigabytes.parquet": _sparse,
    "zip_bomb.txt": _zip_bomb,
    "ten_million_columns.csv": lambda path: _write(path, b"c," * 10_000_000 + b"c\n1\n"),
    "ten_million_cells.csv": lambda path: _write(path, _HEADER + b"," * 10_000_000 + b"\n"),
    "million_quotation_marks.csv": lambda path: _write(path, _HEADER + b'"""\n' * 1_000_000),
    "line_of_a_million.txt": lambda path: _write(path, b"kettle " * 150_000 + b"\n"),
    "cell_of_a_million.csv": lambda path: _write(path, _HEADER + b'"' + b"kettle\n" * 150_000 + b'",,,,,,,\n'),
    "folders_200_deep": _deep,
    "name_not_utf8": _name_not_utf8,
    "name_with_controls": _name_with_controls,
    "ids_that_meet": _ids_that_meet,
    "other_types.parquet": _parquet(_with_other_types),
    "older_schema.parquet": _parquet(_of_an_older_schema),
    "cell_of_100_megabytes.parquet": lambda path: _comments_with(path, "text", "x" * 100_000_000, 1),
    "text_in_300_lists.parquet": lambda path: _comments_with(path, "links", ["x" * 1_000_000], 300),
    "no_rows.parquet": _parquet(lambda table: table.slice(0, 0)),
    "dataset_pipe": lambda path: _folder(path, "dataset.toml", os.mkfifo),
    "dataset_nested_deep": lambda path: _folder(path, "dataset.toml", b"title = " + b"[" * 20_000),
    "dataset_number_of_60_000_digits": lambda path: _folder(path, "dataset.toml", b"title = " + b"1" * 60_000),
    "corrections_of_two_gigabytes": lambda path: _folder(path, "corrections.toml", _sparse),
    "corrections_exponent": lambda path: _folder(path, "corrections.toml", b"found = 1e99999999999999999999"),
    "withheld_key_of_a_million_parts": lambda path: _folder(path, "withheld.toml", b"\n" + b"a." * 999_999 + b"a = 1"),
    "sidecar_key_of_many_parts": lambda path: _folder(path, "page.toml", b"a." * 32_000 + b"a = 1"),
}  # fmt: skip
"""Broken contributions that cannot stand in git, by their name, and how each is made."""


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def expected_of(name: str) -> Path:
    """The file with what must be said of a contribution."""
    return EXPECTED / f"{name}.out"


def as_bytes(rows: str | bytes) -> bytes:
    """What stands in a file of rows."""
    return rows.encode("utf-8") if isinstance(rows, str) else rows


def main() -> None:
    """Write the files of rows, with the columns that tables have now, and what is said of each contribution."""
    for name, rows in ROWS.items():
        (FILES / name).parent.mkdir(exist_ok=True)
        (FILES / name).write_bytes(as_bytes(rows))
    for name in STANDING:
        expected_of(name).write_text(said_of(name, FILES), encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        for name, make in MADE.items():
            make(Path(folder, name))
            expected_of(name).write_text(said_of(name, Path(folder)), encoding="utf-8")


if __name__ == "__main__":
    main()
