"""The cache: whatever it holds and whatever becomes of it, the tables are those of a build that reads everything."""

import os
import resource
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import NamedTuple

import platformdirs
import pyarrow as pa
import pytest

from flows.cache import pages as pages_module
from flows.cache.folder import VARIABLE, WorkFolder, cache_folder, keep_within_bounds, work_folder
from flows.cache.pack import STAGING, put_pack, read_pack
from flows.cache.pages import Kept, Lookup, corpus_folder, lookup, of_documents, tidied
from flows.cache.parts import Parts
from flows.errors import OutputError, UsageError
from flows.packing import pack_portion, working_tables
from flows.page import page_of
from flows.pipeline import BatchRecords, page_records, portions
from flows.problems import Problem
from flows.sources import LARGEST, list_sources, read_source, sha256_of
from flows.tables import Tables, merged, tables_of
from schemas import TABLES
from tests.generator import corpus, plain_page
from tests.reading import read_batch

PAGES = 8


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the cache, which is not there yet."""
    found = tmp_path / "cache"
    monkeypatch.setenv(VARIABLE, str(found))
    return found


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return write_pages(tmp_path / "raw", seed=1)


def write_pages(root: Path, seed: int) -> Path:
    """Some pages, each in a folder of its own, and a file that cannot be read."""
    pages = (*corpus(seed, PAGES - 1), plain_page(Random(seed), f"{PAGES - 1:06d}", records=2))
    for page in pages:
        path = root / page.name[-1] / f"{page.name}.txt"
        path.parent.mkdir(parents=True)
        path.write_text(page.text, encoding="utf-8", newline="")
    (root / "no text.txt").write_bytes(b"\xff\xfe\x00")
    return root


def pages_in(root: Path) -> list[Path]:
    return sorted(root.rglob("0*.txt"))


def read_all(*paths: Path) -> Tables:
    """The tables of a build that reads everything."""
    read = read_batch(list_sources(paths).sources)
    return merged([tables_of(read.pages, read.problems)])


class Built(NamedTuple):
    """What a build with a cache gave: its tables, how many files it read, and what it has to say of the cache."""

    tables: Tables
    read: int
    note: str | None


class Packs(NamedTuple):
    """What a build works with: all packs, the problems of what gave no page, and how many files were read."""

    packs: list[Kept]
    problems: list[Problem]
    read: int


def packed(work: Path, *paths: Path) -> Packs:
    """Look up, and read what is missing into packs."""
    known = lookup(work, list_sources(paths).sources)
    done = [pack_portion(work, portion) for portion in portions(known.missing)]
    return Packs(
        [*known.packs, *(kept for of in done for kept in of.packs)],
        [problem for of in done for problem in of.problems],
        len(known.missing),
    )


def tables(found: Packs) -> Tables:
    """All tables, as a build that reads everything has them."""
    parts = Parts(found.packs)
    rows = parts.of([name for kept in found.packs for name in kept.documents])
    whole = merged([rows, tables_of([], found.problems)])
    return {schema.name: whole[schema.name] for schema in TABLES}


def build(*paths: Path) -> Built:
    """Look up, read what is missing into packs, keep all."""
    with work_folder(corpus_folder(paths)) as work:
        found = packed(work.path, *paths)
        made = tables(found)
        if work.stays:
            tidied(work.path, found.packs)
            return Built(made, found.read, keep_within_bounds(work.path))
        return Built(made, found.read, work.note)


def packs(folder: Path) -> list[Path]:
    return sorted(folder.glob("*/*.pack"))


def files(folder: Path) -> set[str]:
    """The names of all that stands in the folder of one corpus."""
    (corpus,) = folder.iterdir()
    return {path.name for path in corpus.iterdir()}


# The same tables


def test_what_was_not_read_before_is_read(raw: Path) -> None:
    assert build(raw) == (read_all(raw), PAGES + 1, None)


def test_unchanged_pages_are_not_read_again(raw: Path) -> None:
    """But the file that gave no page is, and its problem is there once."""
    build(raw)
    assert build(raw) == (read_all(raw), 1, None)


def test_types_nulls_and_descriptions_come_back_as_they_were(raw: Path) -> None:
    build(raw)
    tables, read = build(raw).tables, read_all(raw)
    for schema in TABLES:
        assert tables[schema.name].schema.equals(schema.arrow_schema, check_metadata=True)
        assert tables[schema.name].equals(read[schema.name], check_metadata=True)
        tables[schema.name].validate(full=True)
    # Which pages are captures of one post is found out later, over all of them.
    empty = [schema.name for schema in TABLES if not read[schema.name].num_rows]
    assert empty == ["captures"], "the pages have rows of every kind"


CHANGES: dict[str, tuple[Callable[[Path], object], int]] = {
    "a page added": (lambda raw: copy_within(raw, "000002", "new"), 1),
    "a page removed": (lambda raw: page(raw, 2).unlink(), 0),
    "a page renamed": (lambda raw: page(raw, 2).rename(raw / "another.txt"), 1),
    "a page moved": (lambda raw: page(raw, 2).rename(raw / page(raw, 2).name), 1),
    "a suffix renamed": (lambda raw: page(raw, 2).rename(page(raw, 2).with_suffix(".TXT")), 1),
    "a byte changed": (lambda raw: change_a_byte(page(raw, 2)), 1),
    "a page emptied": (lambda raw: page(raw, 2).write_bytes(b""), 1),
    "two pages exchanged": (lambda raw: exchange(page(raw, 2), page(raw, 4)), 2),
    "one page a copy of another": (lambda raw: shutil.copy(page(raw, 2), page(raw, 4)), 1),
    "a page only touched": (lambda raw: os.utime(page(raw, 2), (1, 1)), 0),
    "all pages gone but one": (lambda raw: remove(pages_in(raw)[1:]), 0),
    "all pages changed": (lambda raw: [change_a_byte(path) for path in pages_in(raw)], PAGES),
    "what could not be read mended": (lambda raw: (raw / "no text.txt").write_text("A post.\n"), 0),
    "all gone": (lambda raw: remove(raw.rglob("*.txt")), -1),
}
"""What happens to the sources, and how many files of those that were pages have to be read then."""


def page(raw: Path, place: int) -> Path:
    return pages_in(raw)[place]


def remove(paths: Iterable[Path]) -> None:
    for path in list(paths):
        path.unlink()


def copy_within(raw: Path, name: str, other: str) -> None:
    """Another page, of the same text."""
    (path,) = raw.rglob(f"{name}.txt")
    shutil.copy(path, raw / f"{other}.txt")


def change_a_byte(path: Path) -> Path:
    """One letter for another, the size and the time of the file as they were."""
    times = path.stat()
    path.write_bytes(path.read_bytes().replace(b"e", b"o", 1))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    return path


def exchange(first: Path, second: Path) -> None:
    one, other = first.read_bytes(), second.read_bytes()
    first.write_bytes(other)
    second.write_bytes(one)


@pytest.mark.parametrize("change", CHANGES)
def test_only_what_changed_is_read(raw: Path, change: str) -> None:
    build(raw)
    make, changed = CHANGES[change]
    make(raw)
    expected = read_all(raw)
    assert build(raw) == (expected, changed + 1, None)
    assert build(raw).tables == expected


def test_the_cache_keeps_no_page_that_is_gone(raw: Path, folder: Path) -> None:
    build(raw)
    gone = pages_in(raw)[3]
    words = max(gone.read_bytes().split(b"\n"), key=len)
    (pack,) = packs(folder)
    assert words in pack.read_bytes()
    gone.unlink()
    build(raw)
    (pack,) = packs(folder)
    kept = read_pack(pack)
    assert kept is not None
    assert kept["documents"].num_rows == PAGES - 1
    assert words not in pack.read_bytes()
    assert files(folder) == {pack.name, ".lock"}


def test_pages_read_bit_by_bit_are_as_if_read_at_once(raw: Path, tmp_path: Path) -> None:
    """A corpus that grows by a page a build, in an order that is not that of its names."""
    growing = tmp_path / "growing"
    growing.mkdir()
    paths = pages_in(raw)
    Random(4).shuffle(paths)
    for path in paths:
        shutil.copy(path, growing)
        built = build(growing)
        assert (built.tables, built.read) == (read_all(growing), 1)


def test_two_corpora_that_take_turns_keep_theirs(raw: Path, tmp_path: Path, folder: Path) -> None:
    """With the same names in both, and other text."""
    other = write_pages(tmp_path / "other", seed=2)
    for root in (raw, other):
        build(root)
    for _ in range(2):
        for root in (raw, other):
            assert build(root) == (read_all(root), 1, None)
    assert len(packs(folder)) == 2


def test_the_order_and_the_form_of_the_paths_do_not_matter(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = write_pages(tmp_path / "other", seed=1)
    for path in pages_in(other):
        path.rename(path.with_name(f"other-{path.name}"))
    (other / "no text.txt").rename(other / "none either.txt")
    build(raw, other)
    monkeypatch.chdir(tmp_path)
    assert build(Path("other"), Path("raw"), Path("raw")).read == 2


def test_an_empty_corpus_is_one_like_others(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert build(empty) == (read_all(empty), 0, None)
    assert build(empty).tables == read_all(empty)


def test_what_was_read_with_another_reader_is_not_used(
    raw: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And it goes, for nothing will ask for it again."""
    monkeypatch.setattr("flows.cache.pages.READER_VERSION", "another")
    build(raw)
    (old,) = packs(folder)
    monkeypatch.undo()
    monkeypatch.setenv(VARIABLE, str(folder))
    assert build(raw).read == PAGES + 1
    (new,) = packs(folder)
    assert new.parent != old.parent
    assert not old.parent.exists()


@pytest.mark.parametrize("package", ["pyarrow", "rensa"])
def test_another_version_of_what_writes_packs_has_packs_of_its_own(
    raw: Path, monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    """Nobody promises that it reads what this one wrote."""
    before = corpus_folder([raw])
    if package == "pyarrow":
        monkeypatch.setattr(pa, "__version__", "99.0")
    else:
        monkeypatch.setattr(pages_module, "version", lambda _: "99.0")
    assert corpus_folder([raw]) != before


def test_without_a_cache_everything_is_to_be_read(raw: Path) -> None:
    """In a folder that is gone afterwards."""
    build(raw)
    with work_folder(None) as work:
        found = packed(work.path, raw)
        assert (found.read, work.stays, work.note) == (PAGES + 1, False, None)
        assert tables(found) == read_all(raw)
    assert not work.path.exists()


# Many packs


def test_many_small_packs_are_joined(raw: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else each page that was ever added would have one of its own."""
    monkeypatch.setattr(pages_module, "MOST_SMALL", 3)
    held = {path: path.read_bytes() for path in pages_in(raw)}
    remove(held)
    counts = []
    for path, data in held.items():
        path.write_bytes(data)
        assert build(raw) == (read_all(raw), 2, None)
        counts.append(len(packs(folder)))
    assert counts == [1, 2, 3, 1, 2, 3, 1, 2]


@pytest.mark.parametrize("most_small", [0, 1, 100])
def test_pages_that_stay_of_a_pack_are_kept_whether_or_not_packs_are_joined(
    raw: Path, monkeypatch: pytest.MonkeyPatch, most_small: int
) -> None:
    paths = pages_in(raw)
    held = [path.read_bytes() for path in paths]
    remove(paths[4:])
    build(raw)
    for path, data in zip(paths, held, strict=True):
        path.write_bytes(data)
    build(raw)
    monkeypatch.setattr(pages_module, "MOST_SMALL", most_small)
    remove([paths[1], paths[6]])
    build(raw)
    assert build(raw) == (read_all(raw), 1, None)


def test_large_packs_are_not_joined(raw: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages_module, "MOST_SMALL", 0)
    monkeypatch.setattr(pages_module, "SMALL_BYTES", 1)
    copies = [page(raw, 1), page(raw, 2)]
    for number, path in enumerate(copies):
        build(raw)
        shutil.copy(path, raw / f"new {number}.txt")
    build(raw)
    assert len(packs(folder)) == 3


def test_packs_that_are_to_stay_as_they_are_do(raw: Path, folder: Path) -> None:
    """With the page that does not count, and though it is small."""
    with work_folder(corpus_folder([raw])) as work:
        (kept,) = packed(work.path, raw).packs
        some = Kept(kept.pack, frozenset(sorted(kept.documents)[1:]))
        before = kept.pack.read_bytes()
        tidied(work.path, [some], [kept.pack])
        assert packs(folder) == [kept.pack]
        assert kept.pack.read_bytes() == before
        tidied(work.path, [some])
        assert len(packs(folder)) == 1
        assert not kept.pack.exists()


# Files that change meanwhile


def test_a_page_is_kept_under_the_bytes_that_were_read(raw: Path) -> None:
    """Not under those it had when it was looked up."""
    path = pages_in(raw)[0]
    build(raw)
    held = path.read_bytes()
    with work_folder(corpus_folder([raw])) as work:
        path.write_bytes(held.replace(b"e", b"o"))
        known = lookup(work.path, list_sources([raw]).sources)
        path.write_bytes(held.replace(b"e", b"u"))
        missing = [s for s in list_sources([raw]).sources if s.path == path]
        (portion,) = portions(missing)
        tidied(work.path, [*known.packs, *pack_portion(work.path, portion).packs])
    for letter in (b"o", b"u", b"e"):
        path.write_bytes(held.replace(b"e", letter))
        assert build(raw).tables == read_all(raw)


@pytest.mark.parametrize("change", ["grown", "gone", "a folder", "a pipe"])
def test_a_file_that_is_not_as_it_was_listed_is_left_to_the_reading(raw: Path, change: str) -> None:
    build(raw)
    sources, page = list_sources([raw]).sources, pages_in(raw)[0]
    held = page.read_bytes()
    page.unlink()
    match change:
        case "grown":
            page.write_bytes(held + b"\nMore.\n")
        case "a folder":
            page.mkdir()
        case "a pipe":
            os.mkfifo(page)
    found = lookup(corpus_folder([raw]), sources)
    assert [source.path for source in found.missing] == [page, raw / "no text.txt"]


def test_a_digest_is_that_of_the_page(raw: Path) -> None:
    for source in list_sources(pages_in(raw)).sources:
        assert sha256_of(source) == read_source(source).sha256  # type: ignore[union-attr]


def test_a_file_that_is_too_large_is_not_even_hashed(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    (source,) = list_sources([path]).sources
    assert sha256_of(source) is None


# Damage


def test_a_damaged_pack_is_as_if_there_were_none(raw: Path, folder: Path) -> None:
    """A flipped bit anywhere, a cut anywhere, bytes too many: all is read, and the next build has a sound pack again."""
    build(raw)
    (pack,) = packs(folder)
    sound, random, sources = pack.read_bytes(), Random(3), list_sources([raw]).sources
    places = [
        0,
        1,
        7,
        8,
        len(sound) - 33,
        len(sound) - 32,
        len(sound) - 1,
        *random.sample(range(len(sound)), 100),
    ]
    damaged = [
        *(sound[:at] + bytes([sound[at] ^ 1 << random.randrange(8)]) + sound[at + 1 :] for at in places),
        *(sound[:at] for at in places),
        *(sound[:at] + bytes(len(sound) - at) for at in places[1:-1]),
        sound + b"\0", sound[32:], b"\0" * len(sound), b"A text.\n",
    ]  # fmt: skip
    for data in damaged:
        if data == sound:
            continue
        pack.write_bytes(data)
        assert lookup(pack.parent, sources) == Lookup((), sources)
    assert build(raw) == (read_all(raw), PAGES + 1, None)
    assert pack.read_bytes() == sound


def test_a_pack_under_another_name_is_none(raw: Path, tmp_path: Path) -> None:
    """Nobody makes one part of a corpus pass for another by a copy."""
    other = write_pages(tmp_path / "other", seed=2)
    build(raw), build(other)
    (own,), (others,) = (packs_of(root) for root in (raw, other))
    shutil.copy(own, others)
    assert build(other) == (read_all(other), PAGES + 1, None)


def packs_of(root: Path) -> list[Path]:
    return sorted(corpus_folder([root]).glob("*.pack"))


def test_a_folder_in_place_of_a_pack_stops_nothing(raw: Path) -> None:
    build(raw)
    (pack,) = packs_of(raw)
    (pack.parent / f"{'0' * 32}.pack").mkdir()
    assert build(raw) == (read_all(raw), 1, None)


def test_the_cache_can_be_removed_at_any_time(raw: Path, folder: Path) -> None:
    build(raw)
    shutil.rmtree(folder)
    assert build(raw) == (read_all(raw), PAGES + 1, None)


def test_what_goes_or_changes_while_a_build_uses_it_is_told_and_never_used(raw: Path) -> None:
    """A build holds no more than some packs: it ends, and says to build again."""
    build(raw)
    with work_folder(corpus_folder([raw])) as work:
        known = lookup(work.path, list_sources([raw]).sources)
        (kept,) = known.packs
        with kept.pack.open("r+b") as file:
            file.write(bytes(kept.pack.stat().st_size // 2))
        parts = Parts(known.packs)
        with pytest.raises(OutputError, match=f"{kept.pack.name}: .*build again"):
            parts.of(kept.documents)
        kept.pack.unlink()
        with pytest.raises(OutputError, match=f"{kept.pack.name}: .*build again"):
            parts.posts()
    assert build(raw) == (read_all(raw), PAGES + 1, None)


# The folder


def test_others_cannot_read_the_cache(raw: Path, folder: Path) -> None:
    """It holds what releases withhold."""
    build(raw)
    (pack,) = packs(folder)
    assert stat.S_IMODE(pack.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(pack.stat().st_mode) == 0o600


def test_nor_the_folder_that_takes_its_place() -> None:
    with work_folder(None) as work:
        assert stat.S_IMODE(work.path.stat().st_mode) == 0o700


@pytest.mark.parametrize("named", [None, ""])
def test_the_cache_is_where_the_user_keeps_caches(monkeypatch: pytest.MonkeyPatch, named: str | None) -> None:
    monkeypatch.delenv(VARIABLE) if named is None else monkeypatch.setenv(VARIABLE, named)
    assert cache_folder() == Path(platformdirs.user_cache_dir("probation-corpus", appauthor=False))


def test_looking_up_writes_nothing(raw: Path, folder: Path) -> None:
    lookup(corpus_folder([raw]), list_sources([raw]).sources)
    assert not folder.exists()


def test_what_is_known_is_not_written_again(raw: Path) -> None:
    build(raw)
    (pack,) = packs_of(raw)
    written = pack.stat().st_ino
    build(raw)
    assert [path.stat().st_ino for path in packs_of(raw)] == [written]


def test_the_pack_is_the_same_for_the_same_pages(raw: Path) -> None:
    """Under the same name, wherever they were read."""
    build(raw)
    (pack,) = packs_of(raw)
    whole = pack.read_bytes()
    with work_folder(None) as work:
        (again,) = packed(work.path, raw).packs
        assert (again.pack.name, again.pack.read_bytes()) == (pack.name, whole)
    change_a_byte(pages_in(raw)[3])
    with work_folder(None) as work:
        (other,) = packed(work.path, raw).packs
        assert other.pack.name != pack.name


def test_packs_of_other_content_have_other_names_though_the_pages_are_the_same(tmp_path: Path) -> None:
    """The address of a record, say, is in other columns of its shard."""
    records = page_records(page_of("A post.\n", document_id="a", source="a.jsonl", sha256="0" * 64))
    packs = []
    for url in ("https://blog.example/a", "https://blog.example/b"):
        document = {**records.document, "url": url}
        batch = BatchRecords((records._replace(document=document),), ())
        packs.append(put_pack(tmp_path, working_tables(batch)))
    assert len(set(packs)) == 2
    urls = [found["documents"]["url"].to_pylist() for pack in packs if (found := read_pack(pack))]
    assert urls == [["https://blog.example/a"], ["https://blog.example/b"]]


def test_a_folder_that_cannot_be_made_is_told_and_stops_nothing(raw: Path, folder: Path) -> None:
    folder.write_text("a file in the way")
    built = build(raw)
    assert built.tables == read_all(raw)
    assert built.note is not None
    assert str(folder) in built.note
    assert VARIABLE in built.note


def test_a_lock_that_cannot_be_made_is_told_and_stops_nothing(raw: Path) -> None:
    folder = corpus_folder([raw])
    (folder / ".lock").mkdir(parents=True)
    built = build(raw)
    assert built.tables == read_all(raw)
    assert built.note is not None
    assert str(folder) in built.note


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """As on a disk that is full: writing on fails."""
    held = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, held[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, held)


def test_a_full_disk_leaves_the_old_packs(raw: Path, folder: Path) -> None:
    """And nothing half written."""
    build(raw)
    (pack,) = packs(folder)
    before = pack.read_bytes()
    for path in pages_in(raw):
        change_a_byte(path)
    with no_file_larger_than(len(before) // 2), pytest.raises(OutputError, match="File too large"):
        build(raw)
    assert files(folder) == {pack.name, ".lock"}
    assert pack.read_bytes() == before


def test_what_a_killed_build_left_goes(raw: Path, folder: Path) -> None:
    """Half a pack, and tables of a release that never was."""
    build(raw)
    corpus = corpus_folder([raw])
    (corpus / f"{STAGING}abc").write_bytes(b"half a pack")
    (corpus / f"{STAGING}tables").mkdir()
    (corpus / f"{STAGING}tables" / "comments.csv").write_text("half a table")
    build(raw)
    assert files(folder) == {packs(folder)[0].name, ".lock"}


def test_what_a_build_read_before_it_failed_is_not_read_again(raw: Path) -> None:
    def fail() -> None:
        with work_folder(corpus_folder([raw])) as work:
            packed(work.path, raw)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert build(raw) == (read_all(raw), 1, None)


def test_a_second_build_of_a_corpus_at_the_same_time_has_a_folder_of_its_own(raw: Path) -> None:
    """And says so; the first is not disturbed."""
    build(raw)
    with work_folder(corpus_folder([raw])) as first:
        second = build(raw)
        assert second.tables == read_all(raw)
        assert second.read == PAGES + 1
        assert second.note is not None
        assert "another build" in second.note
        assert tables(packed(first.path, raw)) == read_all(raw)
    assert build(raw) == (read_all(raw), 1, None)


def test_builds_of_two_corpora_at_the_same_time_do_not_meet(raw: Path, tmp_path: Path) -> None:
    other = write_pages(tmp_path / "other", seed=2)
    with work_folder(corpus_folder([raw])) as first, work_folder(corpus_folder([other])) as second:
        assert first == WorkFolder(corpus_folder([raw]), stays=True)
        assert second == WorkFolder(corpus_folder([other]), stays=True)


# Bounds


def keep(folder: Path, letter: str, *, used: int, most_bytes: int) -> str | None:
    """Put a corpus there that holds a thousand bytes, and say when it was used."""
    corpus = folder / f"{letter * 32}-{'0' * 32}"
    corpus.mkdir(parents=True)
    (corpus / "some.pack").write_bytes(bytes(1000))
    note = keep_within_bounds(corpus, most_bytes=most_bytes)
    if corpus.exists():
        os.utime(corpus, (used, used))
    return note


def corpora(folder: Path) -> list[str]:
    """The first letters of the corpora that are kept."""
    return sorted(path.name[0] for path in folder.iterdir() if path.name.endswith("0" * 32))


def test_the_corpora_that_were_not_used_for_longest_go_first(folder: Path) -> None:
    for letter, used in (("a", 30), ("b", 10), ("c", 20), ("d", 40)):
        assert keep(folder, letter, used=used, most_bytes=3500) is None
    assert corpora(folder) == ["a", "c", "d"]


def test_a_build_is_use(raw: Path) -> None:
    build(raw)
    os.utime(corpus_folder([raw]), (1, 1))
    build(raw)
    assert corpus_folder([raw]).stat().st_mtime > 1


def test_a_corpus_beyond_the_bounds_is_not_kept_and_takes_nobody_s_place(folder: Path) -> None:
    keep(folder, "a", used=1, most_bytes=2000)
    note = keep(folder, "b", used=2, most_bytes=999)
    assert note is not None
    assert "1,000" in note
    assert "999" in note
    assert corpora(folder) == ["a"]


def test_what_another_build_is_using_stays(folder: Path) -> None:
    """Though it was not used for longest, or is read by another version of the reader."""
    keep(folder, "a", used=1, most_bytes=5000)
    corpus, old = (folder / f"{'a' * 32}-{reader * 32}" for reader in "01")
    shutil.copytree(corpus, old)
    with work_folder(corpus), work_folder(old):
        keep(folder, "b", used=2, most_bytes=1000)
        assert keep_within_bounds(corpus, most_bytes=5000) is None
        assert (corpus / "some.pack").exists()
        assert (old / "some.pack").exists()
    with work_folder(corpus):
        assert keep_within_bounds(corpus, most_bytes=5000) is None
    assert not old.exists()
    keep(folder, "c", used=3, most_bytes=1000)
    assert corpora(folder) == ["c"]


def test_only_its_own_files_are_removed(folder: Path) -> None:
    folder.mkdir()
    (folder / "my-thesis").mkdir()
    (folder / "my-thesis" / "thesis.doc").write_bytes(bytes(5000))
    (folder / "thesis.doc").write_text("mine")
    for number, letter in enumerate("abc"):
        keep(folder, letter, used=number, most_bytes=1000)
    assert {path.name for path in folder.iterdir()} == {f"{'c' * 32}-{'0' * 32}", "my-thesis", "thesis.doc"}
    assert (folder / "my-thesis" / "thesis.doc").exists()


@pytest.mark.parametrize("place", ["output/cache", "output", "raw/.cache"])
def test_cache_within_what_is_published_is_refused(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """It holds what releases withhold."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / place))
    with pytest.raises(UsageError, match=f"{VARIABLE} names .*--no-cache"):
        corpus_folder([raw], apart_from=[tmp_path / "output", raw])


# Parts


def test_any_pages_can_be_asked_for_in_any_order(raw: Path) -> None:
    """Their rows are as if they alone had been read, whichever packs they are in, also when these are many."""
    sources = list_sources(pages_in(raw)).sources
    with work_folder(None) as work:
        kept = [k for source in sources for k in pack_portion(work.path, *portions([source])).packs]
        parts = Parts(kept)
        names = [source.document_id for source in sources]
        random = Random(5)
        for _ in range(20):
            wanted = random.sample(names, random.randrange(len(names) + 1))
            alone = read_batch([source for source in sources if source.document_id in wanted])
            found = parts.of(wanted)
            assert {s.name: found[s.name] for s in TABLES} == merged([tables_of(alone.pages)])
        assert [part["documents"]["document_id"].to_pylist() for part in parts] == [[name] for name in names]


def test_rows_of_all_documents_of_a_pack_are_the_pack(raw: Path) -> None:
    """Nothing is copied for them."""
    whole = read_all(raw)
    names = whole["documents"]["document_id"].to_pylist()
    assert of_documents(whole, names) is whole
    some = of_documents(whole, names[2:4])
    assert some["documents"]["document_id"].to_pylist() == names[2:4]
    assert set(some["segments"]["document_id"].to_pylist()) == set(names[2:4])
