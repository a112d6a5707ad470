"""The watch on a source folder: it tells of files when they are whole, once, and of nothing else."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from flows.serving.arrivals import arrivals, being_written, ignore_broken_leases

SETTLE = 1.0
PATIENCE = 60.0
Next = Callable[[], Awaitable[set[str]]]


def watched(folder: Path, script: Callable[[Next], Awaitable[None]]) -> None:
    """Run a script beside the watch on a folder; it is given what to await for the names that come next."""

    async def run() -> None:
        stop = asyncio.Event()
        found: AsyncIterator[frozenset[Path]] = arrivals([folder], SETTLE, stop)

        async def names() -> set[str]:
            async with asyncio.timeout(PATIENCE):
                return {path.name for path in await anext(found)}

        assert await names() == set(), "the first is for what came before the start"
        await script(names)
        stop.set()
        async with asyncio.timeout(PATIENCE):
            assert [item async for item in found] == []

    ignore_broken_leases()
    asyncio.run(run())


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    return folder


def test_files_that_arrive_together_are_told_of_together(raw: Path) -> None:
    async def script(names: Next) -> None:
        (raw / "2016").mkdir()
        for name in "one", "two", "three":
            (raw / f"{name}.txt").write_text("A page.")
        assert await names() >= {"one.txt", "two.txt", "three.txt"}

    watched(raw, script)


def test_a_file_that_is_held_open_for_writing_is_told_of_when_it_is_closed(raw: Path) -> None:
    """However long the writer pauses in the middle."""

    async def script(names: Next) -> None:
        with (raw / "half.txt").open("w") as file:
            file.write("The first half, ")
            file.flush()
            if not being_written(raw / "half.txt"):
                pytest.skip("the system does not tell which files are open for writing")
            told = asyncio.ensure_future(names())
            await asyncio.sleep(4 * SETTLE)
            assert not told.done()
            file.write("and the second.")
        assert await told == {"half.txt"}

    watched(raw, script)


def test_what_a_build_or_a_copying_program_leaves_is_not_told_of(raw: Path) -> None:
    async def script(names: Next) -> None:
        (raw / "releases.json.new").write_text("{}")
        (raw / "releases.json.new").rename(raw / "releases.json")
        (raw / ".page.txt.a1b2c3").write_text("rsync writes so")
        (raw / "page.txt~").write_text("editors keep so")
        await asyncio.sleep(2 * SETTLE)
        (raw / "page.txt").write_text("A page.")
        assert await names() == {"page.txt"}

    watched(raw, script)


def test_a_file_that_changes_or_goes_is_told_of(raw: Path) -> None:
    (raw / "page.txt").write_text("A page.")

    async def script(names: Next) -> None:
        (raw / "page.txt").write_text("A page that grew.")
        assert await names() == {"page.txt"}
        (raw / "page.txt").unlink()
        assert await names() == {"page.txt"}

    watched(raw, script)


def test_a_folder_put_in_the_place_of_the_watched_one_is_watched_from_then_on(raw: Path) -> None:
    async def script(names: Next) -> None:
        other = raw.with_name("other")
        other.mkdir()
        raw.rename(raw.with_name("old"))
        other.rename(raw)
        assert "raw" in await names()
        (raw / "page.txt").write_text("A page.")
        assert await names() == {"page.txt"}

    watched(raw, script)


def test_a_closed_file_and_a_missing_one_are_not_being_written(raw: Path) -> None:
    (raw / "page.txt").write_text("A page.")
    assert not being_written(raw / "page.txt")
    assert not being_written(raw / "nowhere.txt")
