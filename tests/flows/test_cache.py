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
from filelock import FileLock

from flows.cache import folder as cache_folder_module
from flows.cache.folder import VARIABLE, cache_folder, put
from flows.cache.pack import read_pack
from flows.cache.pages import PageCache, nothing_known, open_cache
from flows.captures.sketches import sketched
from flows.errors import UsageError
from flows.pipeline import read_batch
from flows.sources import LARGEST, list_sources, read_source, sha256_of
from flows.tables import Tables, merged, tables_of
from schemas import TABLES
from tests.generator import corpus, plain_page

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


def build(*paths: Path, cache: PageCache | None = None) -> Built:
    """Look up, read what is missing, keep all."""
    cache = cache or open_cache(paths)
    found = cache.lookup(list_sources(paths).sources)
    read = read_batch(found.missing)
    tables = merged([found.tables, tables_of(read.pages, read.problems)])
    return Built(tables, len(found.missing), cache.store(tables, found))


def packs(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.pack"))


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
    assert packs(folder) != [old]
    assert len(packs(folder)) == 1


def test_another_pyarrow_has_packs_of_its_own(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody promises that it reads what this one wrote."""
    before = open_cache([raw])
    monkeypatch.setattr(pa, "__version__", "99.0")
    assert open_cache([raw]) != before


def test_without_a_cache_everything_is_to_be_read(raw: Path) -> None:
    sources = list_sources([raw]).sources
    found = nothing_known(sources)
    assert (found.missing, found.pages, found.gone) == (sources, 0, 0)
    assert found.tables == sketched(tables_of([]))


# Files that change meanwhile


def test_a_page_is_kept_under_the_bytes_that_were_read(raw: Path) -> None:
    """Not under those it had when it was looked up."""
    cache, page = open_cache([raw]), pages_in(raw)[0]
    build(raw)
    held = page.read_bytes()
    page.write_bytes(held.replace(b"e", b"o"))
    found = cache.lookup(list_sources([raw]).sources)
    page.write_bytes(held.replace(b"e", b"u"))
    read = read_batch(
        [source for source in list_sources([raw]).sources if source in found.missing or source.path == page]
    )
    cache.store(merged([found.tables, tables_of(read.pages, read.problems)]), found)
    for letter in (b"o", b"u", b"e"):
        page.write_bytes(held.replace(b"e", letter))
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
    found = open_cache([raw]).lookup(sources)
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
        assert open_cache([raw]).lookup(sources).pages == 0
    assert build(raw) == (read_all(raw), PAGES + 1, None)
    assert pack.read_bytes() == sound


def test_a_pack_under_another_name_is_none(raw: Path, tmp_path: Path) -> None:
    """Nobody makes one corpus, or one reader, pass for another by a copy."""
    other = write_pages(tmp_path / "other", seed=2)
    build(raw)
    shutil.copy(open_cache([raw]).pack, open_cache([other]).pack)
    assert build(other) == (read_all(other), PAGES + 1, None)


def test_a_folder_in_place_of_a_pack_stops_nothing(raw: Path) -> None:
    pack = open_cache([raw]).pack
    pack.mkdir(parents=True)
    built = build(raw)
    assert built.tables == read_all(raw)
    assert built.note is not None


def test_the_cache_can_be_removed_at_any_time(raw: Path, folder: Path) -> None:
    build(raw)
    found = open_cache([raw]).lookup(list_sources([raw]).sources)
    shutil.rmtree(folder)
    assert merged([found.tables, tables_of([], read_batch(found.missing).problems)]) == read_all(raw)
    assert build(raw) == (read_all(raw), PAGES + 1, None)


def test_what_happens_to_a_pack_after_it_was_looked_up_does_not_reach_the_tables(raw: Path) -> None:
    cache, read = open_cache([raw]), read_all(raw)
    build(raw)
    found = cache.lookup(list_sources([raw]).sources)
    with cache.pack.open("r+b") as file:
        file.write(bytes(cache.pack.stat().st_size // 2))
        file.truncate()
    assert merged([found.tables, tables_of([], read_batch(found.missing).problems)]) == read


# The folder


def test_others_cannot_read_the_cache(raw: Path, folder: Path) -> None:
    """It holds what releases withhold."""
    build(raw)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(packs(folder)[0].stat().st_mode) == 0o600


@pytest.mark.parametrize("named", [None, ""])
def test_the_cache_is_where_the_user_keeps_caches(monkeypatch: pytest.MonkeyPatch, named: str | None) -> None:
    monkeypatch.delenv(VARIABLE) if named is None else monkeypatch.setenv(VARIABLE, named)
    assert cache_folder() == Path(platformdirs.user_cache_dir("probation-corpus", appauthor=False))


def test_looking_up_writes_nothing(raw: Path, folder: Path) -> None:
    open_cache([raw]).lookup(list_sources([raw]).sources)
    assert not folder.exists()


def test_what_is_known_is_not_written_again(raw: Path) -> None:
    build(raw)
    pack = open_cache([raw]).pack
    written = pack.stat().st_ino
    build(raw)
    assert pack.stat().st_ino == written


def test_the_pack_is_the_same_for_the_same_pages(raw: Path) -> None:
    """Whether they were read at once or not."""
    added = pages_in(raw)[3]
    held = added.read_bytes()
    build(raw)
    pack = open_cache([raw]).pack
    whole = pack.read_bytes()
    added.unlink()
    build(raw)
    assert pack.read_bytes() != whole
    added.write_bytes(held)
    build(raw)
    assert pack.read_bytes() == whole


def test_a_folder_that_cannot_be_made_is_told_and_stops_nothing(raw: Path, folder: Path) -> None:
    folder.write_text("a file in the way")
    built = build(raw)
    assert built.tables == read_all(raw)
    assert built.note is not None
    assert str(folder) in built.note
    assert VARIABLE in built.note


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """As on a disk that is full: writing on fails."""
    held = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, held[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, held)


def test_a_full_disk_leaves_the_old_pack(raw: Path, folder: Path) -> None:
    build(raw)
    (pack,) = packs(folder)
    before = pack.read_bytes()
    change_a_byte(pages_in(raw)[0])
    with no_file_larger_than(len(before) // 2):
        built = build(raw)
    assert built.tables == read_all(raw)
    assert built.note is not None
    assert "File too large" in built.note
    assert {path.name for path in folder.iterdir()} == {pack.name, ".lock"}
    assert pack.read_bytes() == before


def test_what_a_killed_writer_left_goes(raw: Path, folder: Path) -> None:
    build(raw)
    (folder / ".staging-abc").write_bytes(b"half a pack")
    change_a_byte(pages_in(raw)[0])
    build(raw)
    assert {path.name for path in folder.iterdir()} == {packs(folder)[0].name, ".lock"}


def test_another_writer_is_waited_for_but_not_for_ever(
    raw: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache_folder_module, "WAIT_SECONDS", 0.1)
    folder.mkdir()
    with FileLock(folder / ".lock", is_singleton=False):
        note = build(raw).note
    assert note is not None
    assert "another build" in note
    assert build(raw).note is None


# Bounds


def keep(folder: Path, name: str, *, used: int, most_bytes: int) -> str | None:
    """Put a pack there that holds nothing, and say when it was used."""
    pack = folder / f"{name}.pack"
    note = put(pack, tables_of([]), most_bytes=most_bytes)
    if note is None:
        os.utime(pack, (used, used))
    return note


def size_of_an_empty_pack(folder: Path) -> int:
    assert keep(folder, "size-v", used=0, most_bytes=10**9) is None
    pack = folder / "size-v.pack"
    size = pack.stat().st_size
    pack.unlink()
    return size


def test_the_packs_that_were_not_used_for_longest_go_first(folder: Path) -> None:
    room = 3 * size_of_an_empty_pack(folder)
    for name, used in (("a-v", 30), ("b-v", 10), ("c-v", 20), ("d-v", 40)):
        assert keep(folder, name, used=used, most_bytes=room) is None
    assert [path.stem for path in packs(folder)] == ["a-v", "c-v", "d-v"]


def test_looking_up_is_use(raw: Path) -> None:
    build(raw)
    pack = open_cache([raw]).pack
    os.utime(pack, (1, 1))
    build(raw)
    assert pack.stat().st_mtime > 1


def test_a_pack_beyond_the_bounds_is_not_written_and_takes_nobody_s_place(folder: Path) -> None:
    room = 2 * size_of_an_empty_pack(folder)
    keep(folder, "a-v", used=1, most_bytes=room)
    note = keep(folder, "b-v", used=2, most_bytes=room // 2 - 1)
    assert note is not None
    assert f"{room // 2 - 1:,}" in note
    assert [path.stem for path in packs(folder)] == ["a-v"]


def test_only_its_own_files_are_removed(folder: Path) -> None:
    folder.mkdir()
    (folder / "thesis.doc").write_text("mine")
    size = size_of_an_empty_pack(folder)
    for number in range(3):
        keep(folder, f"{number}-v", used=number, most_bytes=size)
    assert {path.name for path in folder.iterdir()} == {"2-v.pack", ".lock", "thesis.doc"}


@pytest.mark.parametrize("place", ["output/cache", "output", "raw/.cache"])
def test_cache_within_what_is_published_is_refused(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """It holds what releases withhold."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / place))
    with pytest.raises(UsageError, match=f"{VARIABLE} names .*--no-cache"):
        open_cache([raw], apart_from=[tmp_path / "output", raw])
