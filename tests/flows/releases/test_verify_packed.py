"""A release of shards and packed files is held against their pages as they are unpacked."""

import gzip
import json
from pathlib import Path

import pytest

from flows.assembly import assemble
from flows.cache.parts import Parts
from flows.packing import apart, pack_portion
from flows.pipeline import portions
from flows.publication.editing import Rules, Settings, editing_of
from flows.publication.privacy import Privacy
from flows.releases.dataset import Dataset
from flows.releases.release import release_of
from flows.releases.verify import State, open_release, verify
from flows.sidecars.reading import Sidecars
from flows.sources import list_sources
from tests.flows.releases.made import KEYS, ROTA, thread

TEA = thread("Tea", "Who took the kettle on the second floor?")


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A page as it stands, one that is packed, and a shard of two."""
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "keys.txt").write_text(KEYS, encoding="utf-8")
    (folder / "tea.txt.gz").write_bytes(gzip.compress(TEA.encode()))
    records = [
        {"id": "a", "text": ROTA},
        {"id": "b", "text": thread("Ring 07700 900123", "Or 07700 900456, says Jo.")},
    ]
    (folder / "crawl.jsonl").write_text(
        "".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8"
    )
    return folder


def released(raw: Path, tmp_path: Path) -> Path:
    listing = list_sources([raw])
    work, tables = tmp_path / "work", tmp_path / "tables"
    work.mkdir()
    tables.mkdir()
    packed = [pack_portion(work, portion) for portion in portions(listing.sources, listing.shards)]
    packs, _ = apart(packed)
    parts = Parts(packs)
    posts = parts.posts()
    settings = Settings((*listing.sources, *listing.shards), Sidecars({}, ()), Rules((), ()), Privacy(), None)
    editing = editing_of(lambda: parts, posts, settings)
    written = assemble(parts, lambda _: 1, editing, tables).written
    return release_of(written, Dataset(), tmp_path / "output").folder


def against(raw: Path, release: Path) -> tuple[State, list[str]]:
    (result,) = [result for result in verify(open_release(release, raw)) if result.name == "raw"]
    return result.state, [str(finding) for finding in result.findings]


def test_pages_of_shards_and_packed_files_are_found_again(raw: Path, tmp_path: Path) -> None:
    """With masks and all."""
    assert against(raw, released(raw, tmp_path)) == (State.OK, [])


@pytest.mark.parametrize("name", ["tea.txt.gz", "crawl.jsonl"])
def test_another_text_in_a_packed_file_is_told(raw: Path, tmp_path: Path, name: str) -> None:
    release, file = released(raw, tmp_path), raw / name
    if name.endswith(".gz"):
        file.write_bytes(gzip.compress(TEA.replace("kettle", "teapot").encode()))
    else:
        file.write_text(file.read_text(encoding="utf-8").replace("weekends", "evenings"), encoding="utf-8")
    state, findings = against(raw, release)
    assert state is State.FAILED
    assert len(findings) == 1
    assert name in findings[0]


def test_a_shard_that_is_gone_is_told_for_each_of_its_pages(raw: Path, tmp_path: Path) -> None:
    release = released(raw, tmp_path)
    (raw / "crawl.jsonl").unlink()
    assert len(against(raw, release)[1]) == 2
