"""The ledger beside ``dataset.toml``: a machine that has the text alone does not begin again at 1.0.0."""

import functools
import http.server
import json
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.errors import OutputError, UsageError
from flows.releases import release as releases
from flows.releases.changes import write_changes
from flows.releases.files import sha256_of
from flows.releases.wishes import Wishes
from tests.flows.releases.made import PAGES, contents, released, thread

MORE = {**PAGES, "desk": thread("The desk", "It has three legs.")}
MOST = {**MORE, "lamp": thread("The lamp", "It is out.")}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """The folder of the ``dataset.toml``; the ledger is all that matters in it."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    return folder


@pytest.fixture
def output(tmp_path: Path, corpus: Path) -> Path:
    """An output folder with releases 1.0.0 and 1.1.0 of the corpus."""
    folder = tmp_path / "output"
    for pages in (PAGES, MORE):
        released(pages, folder, Wishes(folder=corpus))
    return folder


@pytest.fixture
def served(output: Path) -> Iterator[str]:
    """The address at which the output folder can be had."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is the library's)
            pass

    handler = functools.partial(Quiet, directory=str(output))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def ledger(corpus: Path) -> list[tuple[str, str]]:
    lines = json.loads((corpus / "releases.json").read_text(encoding="utf-8"))["releases"]
    return [(line["version"], line["sha256"]) for line in lines]


def entered(output: Path, *versions: str) -> list[tuple[str, str]]:
    return [(version, sha256_of(output / version / "SHA256SUMS")) for version in versions]


def test_each_release_is_entered_with_its_sum(corpus: Path, output: Path) -> None:
    assert ledger(corpus) == entered(output, "1.0.0", "1.1.0")
    before = (corpus / "releases.json").read_bytes()
    assert not released(MORE, output, Wishes(folder=corpus)).is_new
    assert (corpus / "releases.json").read_bytes() == before
    assert [path.name for path in corpus.iterdir()] == ["releases.json"]


def test_machine_without_the_releases_is_asked_for_them(corpus: Path, output: Path, tmp_path: Path) -> None:
    """With the two ways out, and nothing is made."""
    before = contents(output)
    with pytest.raises(OutputError, match=r"releases\.json: release 1\.1\.0 .*--previous.*--restart"):
        released(MOST, tmp_path / "fresh", Wishes(folder=corpus))
    assert contents(tmp_path / "fresh") == {}
    assert contents(output) == before
    assert ledger(corpus) == entered(output, "1.0.0", "1.1.0")


def test_machine_without_the_releases_makes_the_first_again_if_it_is_the_same(
    corpus: Path, tmp_path: Path
) -> None:
    """Whoever checks a first release needs no more than its text; another text is another release."""
    released(PAGES, tmp_path / "output", Wishes(folder=corpus))
    again = released(PAGES, tmp_path / "fresh", Wishes(folder=corpus))
    assert again.version == "1.0.0" and again.is_new
    with pytest.raises(OutputError, match="--previous"):
        released(MORE, tmp_path / "other", Wishes(folder=corpus))
    assert len(ledger(corpus)) == 1


@pytest.mark.parametrize("place", ["release", "folder of releases", "address", "address of the release"])
def test_previous_release_is_brought_and_the_next_follows_from_it(
    corpus: Path, output: Path, served: str, tmp_path: Path, place: str
) -> None:
    places = {
        "release": str(output / "1.1.0"),
        "folder of releases": str(output),
        "address": served,
        "address of the release": f"{served}/1.1.0/",
    }
    fresh = tmp_path / "fresh"
    made = released(MOST, fresh, Wishes(folder=corpus, previous=places[place]))
    assert made.version == "1.2.0"
    assert contents(fresh / "1.1.0") == contents(output / "1.1.0")
    assert ledger(corpus) == [*entered(output, "1.0.0", "1.1.0"), *entered(fresh, "1.2.0")]
    assert released(MOST, fresh, Wishes(folder=corpus)).version == "1.2.0"


def test_previous_release_that_is_not_the_newest_is_refused(
    corpus: Path, output: Path, tmp_path: Path
) -> None:
    with pytest.raises(
        OutputError, match=r"release 1\.0\.0 is not the newest of the corpus, which is 1\.1\.0"
    ):
        released(MOST, tmp_path / "fresh", Wishes(folder=corpus, previous=str(output / "1.0.0")))
    assert contents(tmp_path / "fresh") == {}


@pytest.mark.parametrize("file", ["comments.parquet", "SHA256SUMS", "README.md"])
def test_previous_release_that_is_not_whole_is_refused(
    corpus: Path, output: Path, served: str, tmp_path: Path, file: str
) -> None:
    damaged = output / "1.1.0" / file
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"?")
    for place in (str(output), served):
        with pytest.raises(OutputError, match=r"--previous .*not as|no line of sums"):
            released(MOST, tmp_path / "fresh", Wishes(folder=corpus, previous=place))
    assert contents(tmp_path / "fresh") == {}


@pytest.mark.parametrize("place", ["nowhere", "http://127.0.0.1:9/releases", "file.txt"])
def test_previous_release_that_is_not_there_is_an_error_that_names_the_place(
    corpus: Path, tmp_path: Path, place: str
) -> None:
    with pytest.raises(OutputError, match=f"--previous {place}: no whole release could be read"):
        released(PAGES, tmp_path / "fresh", Wishes(folder=corpus, previous=place))


def test_restart_begins_anew_in_an_empty_folder_and_the_ledger_goes_on(
    corpus: Path, output: Path, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="--restart"):
        released(MOST, output, Wishes(folder=corpus, restart=True))
    anew = tmp_path / "anew"
    assert released(MOST, anew, Wishes(folder=corpus, restart=True)).version == "1.0.0"
    assert ledger(corpus) == [*entered(output, "1.0.0", "1.1.0"), *entered(anew, "1.0.0")]
    assert not released(MOST, anew, Wishes(folder=corpus)).is_new
    with pytest.raises(OutputError, match="--previous"):
        released(MOST, output, Wishes(folder=corpus))


def test_ledger_that_lags_is_brought_up_to_date(corpus: Path, output: Path) -> None:
    """As a build that was killed before it entered its release leaves it."""
    newest = (corpus / "releases.json").read_bytes()
    value = json.loads(newest)
    value["releases"].pop()
    (corpus / "releases.json").write_text(json.dumps(value), encoding="utf-8")
    assert not released(MORE, output, Wishes(folder=corpus)).is_new
    assert (corpus / "releases.json").read_bytes() == newest


@pytest.mark.parametrize("text", ["", "[]", '{"releases": 3}', '{"releases": [{"version": "one"}]}'])
def test_ledger_that_is_none_is_an_error_that_names_it(corpus: Path, output: Path, text: str) -> None:
    (corpus / "releases.json").write_text(text, encoding="utf-8")
    before = contents(output)
    with pytest.raises(UsageError, match=r"releases\.json: .*restore it"):
        released(MOST, output, Wishes(folder=corpus))
    assert contents(output) == before


def test_dry_run_says_version_and_reasons_and_writes_nothing(
    corpus: Path, output: Path, tmp_path: Path
) -> None:
    before = contents(output), contents(corpus)
    found = released(MOST, output, Wishes(folder=corpus, dry_run=True))
    assert (found.version, found.is_new) == ("1.2.0", True)
    assert any("document" in reason for reason in found.why)
    assert not released(MORE, output, Wishes(folder=corpus, dry_run=True)).is_new
    assert (contents(output), contents(corpus)) == before
    shutil.rmtree(corpus)
    assert released(MOST, tmp_path / "nowhere", Wishes(dry_run=True)).version == "1.0.0"
    assert not (tmp_path / "nowhere").exists()


def test_restart_over_an_older_release_of_the_corpus_is_refused(
    corpus: Path, output: Path, tmp_path: Path
) -> None:
    """It would make another release of a version that there is."""
    stale = tmp_path / "stale"
    released(PAGES, stale)
    for wishes in (Wishes(folder=corpus), Wishes(folder=corpus, restart=True)):
        with pytest.raises((OutputError, UsageError), match="--restart"):
            released(MOST, stale, wishes)
    assert ledger(corpus) == entered(output, "1.0.0", "1.1.0")


def test_restart_that_was_killed_before_its_entry_can_be_asked_for_again(
    corpus: Path, output: Path, tmp_path: Path
) -> None:
    anew = tmp_path / "anew"
    released(MOST, anew)
    assert not released(MOST, anew, Wishes(folder=corpus, restart=True)).is_new
    assert ledger(corpus) == [*entered(output, "1.0.0", "1.1.0"), *entered(anew, "1.0.0")]


def test_release_that_another_build_entered_meanwhile_stops_this_one(
    corpus: Path, output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two folders of one corpus: the second to end would give its version again."""
    other = Path(shutil.copytree(output, tmp_path / "other", symlinks=True))

    def meanwhile(*args: Any) -> None:
        monkeypatch.undo()
        released(MOST, other, Wishes(folder=corpus))
        write_changes(*args)

    monkeypatch.setattr(releases, "write_changes", meanwhile)
    with pytest.raises(OutputError, match="another build entered a release"):
        released({**MOST, "door": thread("The door", "It is open.")}, output, Wishes(folder=corpus))
    assert ledger(corpus) == entered(other, "1.0.0", "1.1.0", "1.2.0")


@pytest.mark.parametrize(
    "place",
    ["https://me:s3cret@127.0.0.1/x", "http://127.0.0.1/x?token=s3cret", "http://[::1", "http://a b/s3cret"],
)
def test_address_with_more_than_a_place_is_refused_and_not_repeated(tmp_path: Path, place: str) -> None:
    """What a run was given stands in Prefect's records."""
    with pytest.raises(UsageError, match="--previous: an address should be") as raised:
        released(PAGES, tmp_path / "fresh", Wishes(previous=place))
    assert "s3cret" not in str(raised.value)
