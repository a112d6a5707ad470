"""Writing a release: what changed since the one before decides whether there is one, and its version."""

import datetime
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from flows.errors import InvariantError, OutputError, UsageError
from flows.releases.base import Base, base_of
from flows.releases.card import told_tables, write_card
from flows.releases.changes import Changes, compare, write_changes, write_first_changes
from flows.releases.dataset import Dataset
from flows.releases.descriptor import write_descriptors
from flows.releases.edits import NO_EDITS, Edits
from flows.releases.files import (
    CARD,
    CHANGES,
    CHANGES_DATA,
    CROISSANT,
    DESCRIPTOR,
    SUMS,
    Sums,
    differing,
    read_sums,
    sha256_of,
    write_sums,
)
from flows.releases.index import Entry, Index, read_index, write_index
from flows.releases.ledger import FILE as LEDGER
from flows.releases.ledger import extended, follows, needs_previous, write_ledger
from flows.releases.output import check_output, locked, staging
from flows.releases.part_rows import part_rows, read_columns
from flows.releases.parts import USUAL, Division, part_named, table_files
from flows.releases.publishing import put_in_place, recovered
from flows.releases.removals import check_removals, check_tombstones
from flows.releases.versions import FIRST, Level, Version
from flows.releases.wishes import Wishes
from flows.releases.withdrawal import holds, marked, tells_of
from flows.releases.written import TablesWriter, Written
from flows.tables import Tables
from schemas import TABLES

NO_WISHES = Wishes()
FIRST_RELEASE = ("the first release",)
PACKAGING = ("the tables are the same; packaging or description changed",)


class Release(NamedTuple):
    """A release, and why it has its version. ``is_new`` is false where the output folder held the same already.

    ``notes`` are things that a person should know and that are no failure.
    """

    version: str
    folder: Path
    is_new: bool
    why: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Making:
    """All that a release is made of. ``place`` puts the files of the tables, which have these rows, into a folder."""

    place: Callable[[Path], object]
    rows: Mapping[str, int]
    dataset: Dataset
    output: Path
    wishes: Wishes
    edits: Edits
    created: str


def write_release(
    tables: Tables,
    dataset: Dataset,
    output: Path,
    wishes: Wishes | None = None,
    edits: Edits = NO_EDITS,
    division: Division = USUAL,
) -> Release:
    """Write the tables as the next release; where the newest holds the same already, write none."""
    rows = {name: table.num_rows for name, table in tables.items()}
    place = partial(_write_tables, tables, division)
    return _made(_Making(place, rows, dataset, output, wishes or Wishes(), edits, _created()))


def release_of(written: Written, dataset: Dataset, output: Path, wishes: Wishes = NO_WISHES) -> Release:
    """Make tables that were written already, whose files leave their folder, the next release, as ``write_release`` does."""
    place = partial(_move_tables, written.folder)
    asked = replace(wishes, withheld=written.withheld)
    return _made(_Making(place, written.rows, dataset, output, asked, written.edits, _created()))


def _made(making: _Making) -> Release:
    output = making.output
    try:
        if making.wishes.dry_run:
            return _tried(making)
        check_output(output)
        with locked(output):
            return _written(making)
    except OSError as error:
        raise OutputError(
            f"{output}: the release could not be written ({error.strerror or error}); what stood there is as it was: "
            "mend that and build again"
        ) from error


def _tried(making: _Making) -> Release:
    """The release that would be made; nothing stays of it."""
    index = read_index(making.output)
    with (
        tempfile.TemporaryDirectory() as made,
        base_of(making.output, index, making.wishes, making.created) as base,
    ):
        release = _prepared(making, base, Path(made))
    marks = marked(making.output, index, making.wishes.withheld)
    return release._replace(notes=(*release.notes, *_withdrawn(index, marks)))


def _written(making: _Making) -> Release:
    output, wishes = making.output, making.wishes
    index = recovered(output)
    with base_of(output, index, wishes, making.created) as base, staging(output) as made:
        ledger = wishes.ledger()
        release = _prepared(making, base, made)
        if wishes.ledger() != ledger:
            raise OutputError(
                f"{wishes.folder}: another build entered a release into the ledger meanwhile: build again"
            )
        if base is not None and base.is_brought:
            put_in_place(base.folder, output, index, base.entry)
            index = index.with_entry(base.entry)
        before, marks = index, marked(output, index, wishes.withheld)
        if release.is_new:
            entry = Entry(release.version, making.created, dict(making.rows), sha256_of(made / SUMS))
            put_in_place(made, output, marks, entry)
            index = marks.with_entry(entry)
        elif marks != index:
            write_index(output, marks)
            index = marks
    notes = (*release.notes, *_withdrawn(before, marks), *_entered(index, wishes))
    return release._replace(notes=notes)


def _prepared(making: _Making, base: Base | None, made: Path) -> Release:
    """Write the files of the release that follows this one into a folder."""
    sums = Sums(made)
    making.place(made)
    if base is None:
        release = Release(str(FIRST), making.output / str(FIRST), is_new=True, why=FIRST_RELEASE)
        _describe(making, release.version, made, sums)
        write_first_changes(made, release.version, making.rows)
    else:
        with tempfile.TemporaryDirectory() as elsewhere:
            spool = Path(elsewhere, "rows")
            with spool.open("w", encoding="utf-8") as rows:
                changes = compare(base.folder, made, rows, making.wishes.withheld, making.dataset.privacy)
            captured = read_columns(made, "captures", ["capture_id"])["capture_id"].to_pylist()
            notes = check_removals(changes.removed_documents, base.entry.version, making.wishes, captured)
            check_tombstones(base.folder, made, base.entry.version, making.wishes)
            release = _following(making, base, changes, made, sums)._replace(notes=notes)
            if not release.is_new:
                return release
            _describe(making, release.version, made, sums)
            write_changes(made, changes, spool, base.entry.version, release.version)
    write_sums(made, sums)
    if damaged := differing(made):
        raise InvariantError(
            f"{making.output}: {', '.join(damaged)} did not read back as written: check the disk"
        )
    if tells_of(made, making.wishes.withheld):
        raise InvariantError(f"{making.output}: {CHANGES_DATA} would tell of what is withheld")
    if base is None:
        _check_is_first(making, made)
    return release


def _write_tables(tables: Tables, division: Division, made: Path) -> None:
    with TablesWriter(made, division) as writer:
        writer.add(tables, None)


def _move_tables(written: Path, made: Path) -> None:
    for file in table_files(written):
        shutil.move(file, made / file.name)


def _describe(making: _Making, version: str, made: Path, sums: Sums) -> None:
    """Write what tells of the tables, which stand there and are finished; what told of them before is replaced."""
    for name in (CARD, DESCRIPTOR, CROISSANT):
        sums.pop(name, None)
    withheld = making.wishes.withheld.records | making.wishes.withheld.documents
    write_card(made, making.dataset, version, told_tables(made), making.edits, withheld, sums)
    write_descriptors(made, making.dataset, version, making.rows, sums)


def _following(making: _Making, base: Base, changes: Changes, made: Path, sums: Sums) -> Release:
    """The release that these changes make; that one before where everything is as it was."""
    version = base.entry.version
    if (
        changes.level is Level.NONE
        and _is_as_before(making, base, made, sums)
        and not holds(base.folder, making.wishes.withheld)
    ):
        return Release(version, making.output / version, is_new=False)
    after = str(Version.of(version).after(max(changes.level, Level.PATCH)))
    return Release(after, making.output / after, is_new=True, why=changes.why or PACKAGING)


def _is_as_before(making: _Making, base: Base, made: Path, sums: Sums) -> bool:
    """Whether all files but those that tell of changes would be a release's, whose rows are the same.

    Where it has them in other parts, its own files are described in the place of the new ones: another size of parts alone is
    no reason for a release.
    """
    version, before = base.entry.version, read_sums(base.folder)
    if all(part_rows(made, table.name) == part_rows(base.folder, table.name) for table in TABLES):
        _describe(making, version, made, sums)
        return _agrees(before, made, sums)
    with tempfile.TemporaryDirectory() as elsewhere:
        beside, known = Path(elsewhere), Sums(Path(elsewhere))
        for name in filter(part_named, before):
            (beside / name).symlink_to((base.folder / name).absolute())
            known[name] = before[name]
        _describe(making, version, beside, known)
        return _agrees(before, beside, known)


def _agrees(before: Mapping[str, str], folder: Path, sums: Sums) -> bool:
    """Whether the files of a folder are those that a release lists, but for those that tell of its changes."""
    expected = {name: digest for name, digest in before.items() if name not in (CHANGES, CHANGES_DATA)}
    return expected == {path.name: sums[path.name] for path in folder.iterdir()}


def _check_is_first(making: _Making, made: Path) -> None:
    """Where the ledger knows releases already, a first one must be the very same that was made before."""
    ledger = making.wishes.ledger()
    if ledger and not making.wishes.restart and sha256_of(made / SUMS) != ledger[-1].sha256:
        raise needs_previous(making.wishes.folder or making.output, ledger, making.output)


def _withdrawn(before: Index, after: Index) -> tuple[str, ...]:
    """A note on the releases that are withdrawn now and were not before."""
    already = {entry.version for entry in before.releases if entry.withdrawn}
    versions = [e.version for e in after.releases if e.withdrawn and e.version not in already]
    if not versions:
        return ()
    return (
        f"{', '.join(versions)}: what is withheld now stands in these, which are marked withdrawn; "
        "probation-corpus purge VERSION removes the tables of one",
    )


def _entered(index: Index, wishes: Wishes) -> tuple[str, ...]:
    """Enter the releases that stand into the ledger; a note where it cannot be written."""
    if wishes.folder is None:
        return ()
    ledger = wishes.ledger()
    if not wishes.restart and not follows(ledger, index):
        return (
            f"{wishes.folder}: release {index.latest} is not in the ledger, for another build entered one meanwhile: "
            "take one of the two back",
        )
    if (entered := extended(ledger, index, anew=wishes.restart)) == ledger:
        return ()
    try:
        write_ledger(wishes.folder, entered)
    except OSError as error:
        return (
            f"{wishes.folder / LEDGER}: release {index.latest} could not be entered ({error.strerror}): build again when the folder "
            "can be written, or a machine that has the text alone would begin at 1.0.0 again",
        )
    return ()


def _created() -> str:
    """Now, or the time that SOURCE_DATE_EPOCH gives; it stands in the index alone, never in a release."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    try:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(
            f"SOURCE_DATE_EPOCH is {epoch!r}: it should be a whole number of seconds, or not set"
        ) from error
