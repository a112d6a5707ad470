"""Packing: what a portion gives is kept, found again and never taken for what it is not."""

import errno
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from flows import pipeline
from flows.cache.pack import read_pack
from flows.cache.pages import Kept, tidied
from flows.cache.parts import Parts
from flows.packing import SUFFIX, TEXTS_SCHEMA, Packed, apart, known_packs, pack_portion, working_tables
from flows.pipeline import BatchRecords, Portion, portions, read_portion
from flows.shards.taken import USUAL, Columns, Taken
from flows.sources import Source, list_sources
from flows.tables import SKETCHES, TEXTS, merged, tables_of
from schemas import TABLES
from tests.flows.shards.made_shards import json_lines, page, rows, write

EMAIL = "jo.bloggs@rota.example"


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """The folder of the packs."""
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """Pages, and shards with flaws."""
    folder = tmp_path / "raw"
    for number in range(3):
        write(folder / f"page-{number}.txt", page(number).encode())
    write(folder / "none.txt", b"\xff")
    write(folder / "shard.jsonl", json_lines(rows(4)) + b"broken\n" + json_lines(rows(1)))
    return folder


def plan(*raw: Path, most: int | None = None, taken: Taken = USUAL) -> list[Portion]:
    """The portions of a build: first those of pages, then those of shards."""
    listing = list_sources(raw)
    of_shards = [p for shard in listing.shards for p in portions((), [shard], taken, most)]
    return [*portions(listing.sources, most=most), *of_shards]


def of_shard(raw: Path, taken: Taken = USUAL) -> Portion:
    return plan(raw, taken=taken)[-1]


def state(folder: Path) -> dict[str, tuple[int, bytes]]:
    """All files with their inodes and bytes."""
    return {path.name: (path.stat().st_ino, path.read_bytes()) for path in sorted(folder.iterdir())}


def names(packed: Packed) -> set[str]:
    return {name for kept in packed.packs for name in kept.documents}


def packs(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.pack"))


def is_read_again(work: Path, portion: Portion) -> bool:
    """Whether a portion is read: where it is not, no file is touched."""
    before = state(work)
    pack_portion(work, portion)
    return state(work) != before


# What is in the packs


@pytest.mark.parametrize("batch_bytes", [1, 300, 4 * 2**20])
def test_packs_have_all_rows_of_a_portion(
    raw: Path, work: Path, monkeypatch: pytest.MonkeyPatch, batch_bytes: int
) -> None:
    """However many batches it is read in; and how much text there is."""
    monkeypatch.setattr(pipeline, "BATCH_BYTES", batch_bytes)
    for portion in plan(raw, most=10**9):
        read = [*read_portion(portion)]
        pages = [p for batch in read for p in batch.pages]
        packed = pack_portion(work, portion)
        assert len(packed.packs) == sum(bool(batch.pages) for batch in read)
        assert (packed.pages, packed.characters) == (len(pages), sum(len(p.text) for p in pages))
        found = Parts(packed.packs).of(names(packed))
        assert {schema.name: found[schema.name] for schema in TABLES} == merged([tables_of(pages)])
        assert sorted(found[SKETCHES]["document_id"].to_pylist()) == sorted(names(packed))


def test_problems_of_no_page_are_handed_on_beside_the_packs(raw: Path, work: Path) -> None:
    """In no pack, for no page has them."""
    (of_pages, of_shards) = plan(raw)
    assert [p.code for p in pack_portion(work, of_pages).problems] == ["not_utf8"]
    assert [(p.code, p.line) for p in pack_portion(work, of_shards).problems] == [
        ("record_broken", 5), ("record_repeated", 6),
    ]  # fmt: skip
    for pack in packs(work):
        tables = read_pack(pack)
        assert tables is not None
        assert tables["problems"]["document_id"].null_count == 0


def test_a_portion_without_a_page_has_no_pack(tmp_path: Path, work: Path) -> None:
    raw = tmp_path / "raw"
    write(raw / "none.txt", b"\xff")
    write(raw / "shard.jsonl", b"broken\n")
    for portion in plan(raw):
        packed = pack_portion(work, portion)
        assert (packed.packs, packed.pages, packed.characters, len(packed.problems)) == ((), 0, 0, 1)
        assert pack_portion(work, portion) == packed


def test_texts_of_pages_with_private_data_are_kept_and_no_others(tmp_path: Path) -> None:
    """Masks need them, and a page of a shard would be long to find again."""
    raw = tmp_path / "raw"
    texts = {
        "plain": page(1),
        "body": f"Write to {EMAIL}, says the post, and nothing happens.\n",
        "comment": page(2, f"write to {EMAIL} or ring 07700 900123"),
        "time": page(3, "as Anon@10.47 says"),
    }
    for name, text in texts.items():
        write(raw / f"{name}.txt", text.encode())
    (portion,) = plan(raw)
    (batch,) = read_portion(portion)
    tables = working_tables(batch)
    assert tables[TEXTS].to_pylist() == [
        {"document_id": name, "text": texts[name]} for name in ("body", "comment")
    ]
    nothing = working_tables(BatchRecords(tuple(p for p in batch.pages if EMAIL not in p.text), ()))
    assert nothing[TEXTS].equals(TEXTS_SCHEMA.empty_table())


# Read twice


def test_a_portion_that_is_read_twice_gives_the_same_packs(raw: Path, work: Path, tmp_path: Path) -> None:
    """Of pages and of shards; in another folder too: a worker that is killed has left nothing that is in the way."""
    other = tmp_path / "other"
    other.mkdir()
    for portion in plan(raw, most=200):
        first = pack_portion(work, portion)
        assert pack_portion(work, portion) == first
        elsewhere = pack_portion(other, portion)
        assert elsewhere == first._replace(
            packs=tuple(Kept(other / kept.pack.name, kept.documents) for kept in first.packs)
        )
    assert {name: data for name, (_, data) in state(work).items() if not name.endswith(SUFFIX)} == {
        name: data for name, (_, data) in state(other).items() if not name.endswith(SUFFIX)
    }


def test_a_portion_of_shards_is_known_by_them_and_not_read_again(raw: Path, work: Path) -> None:
    portion = of_shard(raw)
    first = pack_portion(work, portion)
    assert [path.suffix for path in sorted(work.iterdir(), key=lambda path: path.suffix)] == [SUFFIX, ".pack"]
    assert not is_read_again(work, portion)
    (again,) = [pack_portion(work, same) for same in plan(raw) if same == portion]
    assert again == first
    assert [type(problem.severity) for problem in again.problems] == [
        type(p.severity) for p in first.problems
    ]


def test_a_portion_of_pages_is_read_again(raw: Path, work: Path) -> None:
    """Its pages are known one by one, by their bytes (``lookup``), not by what the system says of the files."""
    (of_pages, _) = plan(raw)
    pack_portion(work, of_pages)
    assert not [*work.glob(f"*{SUFFIX}")]
    assert is_read_again(work, of_pages)


def touch(shard: Path) -> None:
    os.utime(shard, (1, 1))


def grow(shard: Path) -> None:
    shard.write_bytes(shard.read_bytes() + json_lines(rows(9)[8:]))


def move(shard: Path) -> None:
    shard.rename(shard.with_name("other.jsonl"))


@pytest.mark.parametrize("change", [touch, grow, move])
def test_a_shard_that_changed_is_read_again(raw: Path, work: Path, change: Callable[[Path], None]) -> None:
    pack_portion(work, of_shard(raw))
    change(raw / "shard.jsonl")
    assert is_read_again(work, of_shard(raw))


def test_a_shard_whose_columns_are_others_is_read_again_and_back(raw: Path, work: Path) -> None:
    """Its pages are the same, and have another address: the packs of the one are not those of the other."""
    (raw / "shard.jsonl").write_bytes(json_lines(rows(2, link="https://blog.example/link")))
    first = pack_portion(work, of_shard(raw))
    other = pack_portion(work, of_shard(raw, taken=Taken(Columns(url="link"))))
    assert names(first) == names(other)
    assert pack_portion(work, of_shard(raw)) == first
    addresses = [sorted(Parts(p.packs).of(names(p))["documents"]["url"].to_pylist()) for p in (first, other)]
    assert addresses == [
        ["https://blog.example/1", "https://blog.example/2"],
        ["https://blog.example/link"] * 2,
    ]


def test_each_slice_of_a_shard_is_known_by_itself(raw: Path, work: Path) -> None:
    (raw / "shard.jsonl").write_bytes(json_lines(rows(20)))
    some = plan(raw, most=1000)[1:]
    assert len(some) > 3
    pack_portion(work, some[0])
    assert [is_read_again(work, portion) for portion in some] == [False] + [True] * (len(some) - 1)
    assert not any(is_read_again(work, portion) for portion in some)


# Damage


@pytest.mark.parametrize("harm", ["cut", "gone", "changed", "another"])
def test_where_a_pack_is_not_whole_the_portion_is_read_again(
    raw: Path, work: Path, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    portion = of_shard(raw)
    monkeypatch.setattr(pipeline, "BATCH_BYTES", 1)
    first = pack_portion(work, portion)
    sound = state(work)
    pack, other = first.packs[2].pack, first.packs[1].pack
    match harm:
        case "cut":
            pack.write_bytes(pack.read_bytes()[:-1])
        case "gone":
            pack.unlink()
        case "changed":
            pack.write_bytes(pack.read_bytes().replace(b"lift", b"left"))
        case "another":
            shutil.copy(other, pack)
    assert pack_portion(work, portion) == first
    assert {name: data for name, (_, data) in state(work).items()} == {
        name: data for name, (_, data) in sound.items()
    }


def test_a_note_that_is_not_as_it_was_written_is_none(raw: Path, work: Path) -> None:
    """A flipped bit anywhere, a cut anywhere, the note of another portion: the portion is read again."""
    portion = of_shard(raw)
    first = pack_portion(work, portion)
    (done,) = work.glob(f"*{SUFFIX}")
    sound, random = done.read_bytes(), Random(2)
    places = random.sample(range(len(sound)), 60)
    damaged = [
        *(sound[:at] + bytes([sound[at] ^ 1 << random.randrange(7)]) + sound[at + 1 :] for at in places),
        *(sound[:at] for at in places),
        sound + b"\n", b"", b"{}", json.dumps({"packs": [], "problems": [], "characters": 0}).encode(),
    ]  # fmt: skip
    for data in damaged:
        done.write_bytes(data)
        assert pack_portion(work, portion) == first
        assert done.read_bytes() == sound
    touch(raw / "shard.jsonl")
    (raw / "shard.jsonl").write_bytes(json_lines(rows(1)))
    pack_portion(work, of_shard(raw))
    (other,) = {*work.glob(f"*{SUFFIX}")} - {done}
    shutil.copy(done, other)
    assert names(pack_portion(work, of_shard(raw))) != names(first)


# Failures


def test_a_failure_that_may_pass_is_raised_and_leaves_no_note(
    raw: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For the caller to try again; on the last try it is a problem, and the next build tries again as well."""
    portion, opened = of_shard(raw), os.open

    def failing(path: Path, *more: int) -> int:
        if str(path).endswith(".jsonl"):
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))
        return opened(path, *more)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", failing)
        with pytest.raises(OSError, match=os.strerror(errno.EIO)):
            pack_portion(work, portion, try_again_on={errno.EIO})
        last = pack_portion(work, portion)
    assert (last.packs, [p.code for p in last.problems]) == ((), ["file_unreadable"])
    assert [*work.iterdir()] == []
    assert len(names(pack_portion(work, portion))) == 4


@pytest.mark.parametrize("change", [touch, Path.unlink])
def test_a_shard_that_is_not_as_it_was_listed_leaves_no_note(
    raw: Path, work: Path, change: Callable[[Path], None]
) -> None:
    """It may be put back, the same by all that is listed of it."""
    portion, shard = of_shard(raw), raw / "shard.jsonl"
    data, times = shard.read_bytes(), shard.stat()
    change(shard)
    assert [p.code for p in pack_portion(work, portion).problems] == ["file_changed"]
    shard.write_bytes(data)
    os.utime(shard, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert len(names(pack_portion(work, portion))) == 4


# What stays for the next build


def built(work: Path, *raw: Path) -> list[Packed]:
    """What a build leaves: everything read, and the folder tidied."""
    packed = [pack_portion(work, portion) for portion in plan(*raw)]
    found, _ = apart(packed)
    tidied(work, found, known_packs(work, found))
    return packed


def test_packs_of_shards_stay_as_they_are_for_the_next_build(
    raw: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Small as they are, and though a page of one counts for nothing, since a file has its id."""
    monkeypatch.setattr("flows.cache.pages.MOST_SMALL", 0)
    for number in range(3):
        write(raw / f"more-{number}.jsonl", json_lines([{"id": name, "text": page(number)} for name in "ab"]))
    write(raw / "more-1" / "a.txt", page(9).encode())
    first = built(work, raw)
    before = state(work)
    assert built(work, raw) == first
    shards = [portion for portion in plan(raw) if not isinstance(portion.pieces[0], Source)]
    assert len(shards) == 4
    assert not any(is_read_again(work, portion) for portion in shards)
    assert state(work).keys() == before.keys()


def test_nothing_stays_of_a_shard_that_is_gone_or_changed(raw: Path, work: Path) -> None:
    """Neither its words nor a note of it."""
    write(raw / "more.jsonl", json_lines([{"id": "more", "text": page(7, "the words of another shard")}]))
    built(work, raw)
    both = state(work)
    (raw / "more.jsonl").unlink()
    built(work, raw)
    one = state(work)
    assert one.keys() < both.keys()
    assert len(both) - len(one) == 2
    assert not any(b"the words of another shard" in data for _, data in one.values())
    (raw / "shard.jsonl").write_bytes(json_lines(rows(1)))
    built(work, raw)
    assert len(state(work)) == len(one)
    assert state(work).keys() != one.keys()
