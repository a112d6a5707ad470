"""Small corpora of made-up pages, and releases of them, without Prefect."""

import datetime
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from flows.captures.resolve import resolve
from flows.checks import check_tables
from flows.page import page_of
from flows.pipeline import page_records
from flows.publication.finding import find
from flows.publication.withheld import Withheld
from flows.releases.dataset import Dataset
from flows.releases.parts import USUAL, Division
from flows.releases.release import Release, write_release
from flows.releases.wishes import Wishes
from flows.releases.withdrawal import withheld_words
from flows.tables import Tables, merged, tables_of
from tests.flows.publication.whole import withhold

Pages = Mapping[str, str]
"""Pages by their document id."""

DATASET = Dataset(name="made-up", title="Made-up pages", description="Pages that nobody wrote on a blog.")


def thread(title: str, *comments: str) -> str:
    """A page with these comments, each a top-level one, as trafilatura 2.3 leaves it."""
    return f"{title}\nThe post on {title.lower()}, in one line.\n" + "".join(
        f"{text}\nReplyDelete\n" for text in comments
    )


KEYS = thread("Keys", "Who holds the keys on Sunday?", "Nobody told the night shift.")
ROTA = thread("The rota", "Four weekends in five is not a rota.")
PAGES: Pages = {"keys": KEYS, "rota": ROTA}


def tables(pages: Pages) -> Tables:
    """What is read in the pages, joined and not yet checked."""
    records = [
        page_records(
            page_of(text, document_id=i, source=f"{i}.txt", sha256=sha256(text.encode()).hexdigest())
        )
        for i, text in pages.items()
    ]
    return resolve(merged([tables_of(records)]))


def checked(pages: Pages) -> Tables:
    """The tables of the pages as they may be published."""
    return check_tables(tables(pages)).tables


def released(
    pages: Pages,
    output: Path,
    wishes: Wishes | None = None,
    withheld: tuple[Withheld, ...] = (),
    division: Division = USUAL,
) -> Release:
    """The release that these pages make in the output folder."""
    read = tables(pages)
    withholding = withhold(read, withheld)
    wishes = wishes or Wishes()
    words = withheld_words(find(lambda: [read], withheld), withholding.echoes)
    asked = Wishes(wishes.previous, wishes.restart, wishes.removals, wishes.dry_run, wishes.folder, words)
    return write_release(check_tables(withholding.tables).tables, DATASET, output, asked, division=division)


def entry_for(name: str, *, gone: bool = False, number: int = 1) -> Withheld:
    """An entry of a ``withheld.toml``, for a record's key or a document."""
    document, _, record = name.rpartition("/")
    is_key = record.startswith(("c-", "b-", "a-"))
    return Withheld(
        number=number,
        place=f"withheld.toml: entry {number}",
        document=document if is_key else name,
        record=record if is_key else None,
        again="",
        reason="author_request",
        on=datetime.date(2026, 11, 22),
        gone=gone,
    )


def contents(folder: Path) -> dict[str, bytes | str]:
    """Every file below a folder but the lock with its bytes, every link with where it points."""
    return {
        path.relative_to(folder).as_posix(): str(path.readlink()) if path.is_symlink() else path.read_bytes()
        for path in folder.rglob("*")
        if (path.is_symlink() or path.is_file()) and path.name != ".lock"
    }


def names(folder: Path) -> set[str]:
    """What stands in an output folder beside the lock."""
    return {path.name for path in folder.iterdir()} - {".lock"}
