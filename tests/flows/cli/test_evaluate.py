"""The command `evaluate`: scores and mismatches for people and for programs, and golds that cannot be used."""

import gzip
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from flows.evaluation.files import evaluate_files
from tests.in_process import called

ROOT = Path(__file__).parents[3]
RAW, GOLD = ROOT / "raw", ROOT / "tests" / "gold"
GOLDS = sorted(GOLD.rglob("*.json"))
KEYS = "2019/who-holds-the-keys"
"""A page with top-level comments and replies, one of each line of text."""
Command = Callable[..., CompletedProcess[str]]


def gold_of(name: str) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))
    return gold


def write(path: Path, gold: object) -> Path:
    path.write_text(json.dumps(gold), encoding="utf-8")
    return path


def rates_in(value: object) -> Iterator[dict[str, Any]]:
    """Every rate in a JSON value."""
    if isinstance(value, dict):
        if value.keys() == {"rate", "right", "compared"}:
            yield value
        for inner in value.values():
            yield from rates_in(inner)
    if isinstance(value, list):
        for inner in value:
            yield from rates_in(inner)


@pytest.fixture(scope="module")
def sample(probation_corpus: Command) -> dict[str, Any]:
    """What `--json` prints of the sample corpus."""
    run = probation_corpus("evaluate", GOLD, "--raw", RAW, "--json")
    assert (run.returncode, run.stderr) == (0, "")
    found: dict[str, Any] = json.loads(run.stdout)
    return found


# The sample corpus, where nothing is wrong


def test_sample_is_read_without_a_mistake(sample: dict[str, Any]) -> None:
    """And where nothing was compared there is no rate."""
    rates = list(rates_in(sample))
    assert {rate["rate"] for rate in rates if rate["compared"]} == {1.0}
    assert {rate["rate"] for rate in rates if not rate["compared"]} == {None}
    assert sample["mismatches"] == sample["not_evaluated"] == []


def test_counts_are_those_of_the_gold(sample: dict[str, Any]) -> None:
    golds = [json.loads(path.read_text(encoding="utf-8")) for path in GOLDS]
    assert sample["totals"]["pages"] == len(golds)
    for table in ("comments", "bulletins", "job_adverts"):
        assert sample["totals"][table]["gold"] == sum(len(gold[table]) for gold in golds)
    assert [page["file"] for page in sample["by_file"]] == [gold["file"] for gold in golds]
    replies = sum(comment["parent"] is not None for gold in golds for comment in gold["comments"])
    assert sample["totals"]["comments"]["rates"]["parents"]["compared"] == replies


def test_dialects_and_files_add_up_to_the_totals(sample: dict[str, Any]) -> None:
    for part in ("by_dialect", "by_file"):
        for count in ("gold", "found", "matched"):
            assert sum(row["comments"][count] for row in sample[part]) == sample["totals"]["comments"][count]
    dialects = {page["dialect"] for page in sample["by_file"]}
    assert {row["dialect"] for row in sample["by_dialect"]} == dialects
    assert None in dialects


def test_json_has_the_structure_that_is_documented(sample: dict[str, Any]) -> None:
    assert list(sample) == ["totals", "by_dialect", "by_file", "mismatches", "not_evaluated"]
    table = ["gold", "found", "matched", "precision", "recall", "f1", "rates"]
    scores = sample["totals"]
    assert list(scores) == ["pages", "comments", "document", "bulletins", "job_adverts"]
    assert [list(scores[name]) for name in ("comments", "bulletins", "job_adverts")] == [table] * 3
    assert list(scores["document"]) == ["rates"]
    measures = [
        "order",
        "parents",
        "parents_of_all",
        "depths",
        "authors",
        "times",
        "removed",
    ]
    assert list(scores["comments"]["rates"]) == measures
    documented = (ROOT / "docs" / "evaluation.md").read_text(encoding="utf-8")
    for name in (*sample, *scores, *table):
        assert f"`{name}`" in documented


def test_tables_tell_the_same(sample: dict[str, Any]) -> None:
    """A row for each measure, one for each dialect, and no colours where nobody looks at a terminal."""
    run = called("evaluate", GOLD, "--raw", RAW)
    assert (run.returncode, run.stderr) == (0, "")
    assert "\x1b" not in run.stdout
    lines = run.stdout.splitlines()
    comments = sample["totals"]["comments"]
    counts = f"{comments['matched']:>4} +{comments['found']}"
    assert re.search(rf"^comments +precision +1\.000 +{counts}$", lines[1])
    assert re.search(r"^ +authors +– +0 +0$", run.stdout, re.MULTILINE)
    for row in sample["by_dialect"]:
        found = row["comments"]
        words = [row["dialect"] or "none", row["pages"], found["gold"], found["found"], found["matched"]]
        assert [line for line in lines if line.split()[:5] == [str(word) for word in words]]
    assert lines[-1] == f"{len(GOLDS)} pages, {comments['gold']} comments in the gold; no mismatches"


def test_example_of_the_readme_is_what_is_printed() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    command = re.search(r"`probation-corpus (evaluate [^`]+\.json [^`]+)`:\n\n((?: {4}.+\n)+)", readme)
    assert command
    run = called(*command[1].split(), cwd=ROOT)
    assert "".join(line[4:] for line in command[2].splitlines(keepends=True)) in run.stdout


# Mismatches


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """A gold with one text, one parent and one author that are not on the page."""
    gold = gold_of(KEYS)
    comments = gold["comments"]
    comments[2]["text"] = "Who else did they ring?"
    assert comments[3]["parent"] is not None
    comments[3]["parent"] = None
    comments[6]["author"] = "Someone"
    return write(tmp_path / "wrong.json", gold)


def test_mismatches_show_in_the_numbers(wrong: Path) -> None:
    run = called("evaluate", wrong, "--raw", RAW, "--json")
    assert (run.returncode, run.stderr) == (0, "")
    comments = json.loads(run.stdout)["totals"]["comments"]
    assert comments["precision"] == comments["recall"] == {"rate": 13 / 14, "right": 13, "compared": 14}
    assert comments["rates"]["parents_of_all"] == {"rate": 12 / 13, "right": 12, "compared": 13}
    assert comments["rates"]["authors"] == {"rate": 0.0, "right": 0, "compared": 1}
    assert comments["rates"]["order"]["rate"] == 1


def test_mismatches_name_the_place_on_the_page(wrong: Path) -> None:
    """Line and offsets are those of the comment; with them a person can open it."""
    page = (RAW / f"{KEYS}.txt").read_bytes().decode("utf-8")
    rows = gold_of(KEYS)["comments"]
    found = json.loads(called("evaluate", wrong, "--raw", RAW, "--json").stdout)["mismatches"]
    assert [(m["table"], m["position"], m["sequence"], m["field"]) for m in found] == [
        ("comments", 2, 2, "text"),
        ("comments", 3, 3, "parent"),
        ("comments", 6, 6, "author"),
    ]
    for mismatch in found:
        text = page[mismatch["start"] : mismatch["end"]]
        assert text.split() == rows[mismatch["position"]]["text"].split()
        assert mismatch["line"] == page[: mismatch["start"]].count("\n") + 1
        assert mismatch["file"] == f"{KEYS}.txt"
        assert f"⟦{text.split()[0]}" in mismatch["excerpt"]
    assert (found[0]["expected"], found[0]["found"]) == ("Who else did they ring?", "Who did they ring?")
    assert (found[2]["expected"], found[2]["found"]) == ("Someone", None)


def test_mismatches_are_told_as_compilers_do(wrong: Path) -> None:
    """By the path as it can be opened, with what was expected, what was found and the page around it."""
    run = called("evaluate", wrong, "--raw", "raw", cwd=ROOT)
    assert run.returncode == 0
    told = run.stdout.split("\n\n")
    first = next(block for block in told if "comment 2: text" in block).splitlines()
    assert re.fullmatch(rf"raw/{KEYS}\.txt:\d+: comment 2: text \[\d+, \d+\)", first[0])
    assert [line.split(maxsplit=1) for line in first[1:3]] == [
        ["expected", "Who else did they ring?"],
        ["found", "Who did they ring?"],
    ]
    assert "⟦Who did they ring?⟧" in first[3]
    assert run.stdout.splitlines()[-1].endswith("; 3 mismatches")


def test_rate_that_is_not_perfect_is_never_shown_as_perfect(tmp_path: Path) -> None:
    """2,999 of 3,000 are not 1.000."""
    numbers = [f"Comment {number} of many." for number in range(3_000)]
    (tmp_path / "many.txt").write_text("A post.\n" + "\n".join(f"{line}\nReplyDelete" for line in numbers))
    numbers[7] = "Another."
    comments = [{"position": place, "parent": None, "text": text} for place, text in enumerate(numbers)]
    gold = write(tmp_path / "many.json", {"file": "many.txt", "comments": comments})
    run = called("evaluate", gold, "--raw", tmp_path)
    assert re.search(r"recall +0\.999 +2,999 +3,000$", run.stdout, re.MULTILINE)


def test_narrow_terminal_cuts_no_number(wrong: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The table of dialects is told in two."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")
    shown = re.sub(r"\x1b\[[0-9;]*m", "", called("evaluate", wrong, "--raw", RAW).stdout)
    lines = shown.splitlines()
    heads = [place for place, line in enumerate(lines) if line.startswith("dialect")]
    assert len(heads) == 2
    for place in heads:
        assert "…" not in lines[place] + lines[place + 1]
        assert len(lines[place].split()) == len(lines[place + 1].split())
    assert max(map(len, lines)) <= 80


# Golds that cannot be used


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"file": ', "not JSON"),
        ("[]", "expected an object"),
        ({"file": "missing.txt", "comments": []}, "there is no page 'missing.txt'"),
        ({"file": f"{KEYS}s.txt", "comments": []}, f"did you mean '{KEYS}.txt'?"),
        ({"file": f"{KEYS}.txt", "coments": []}, "coments: no such key: did you mean 'comments'?"),
        ({"file": f"{KEYS}.txt", "comments": [{"position": 1, "parent": None, "text": "A."}]}, "position: found 1, expected 0"),
        ({"file": f"{KEYS}.txt", "comments": [{"position": 0, "parent": 3, "text": "A."}]}, "parent: found 3, expected"),
        ({"file": f"{KEYS}.txt", "comments": [{"position": 0, "parent": None, "text": 3}]}, "text: found 3, expected words"),
        ({"file": "one-thing-back.txt"}, "is labelled in"),
    ],
    ids=str,
)  # fmt: skip
def test_gold_that_is_wrong_is_told_and_the_rest_evaluated(
    tmp_path: Path, content: object, said: str
) -> None:
    """On stderr, by the gold's file; the exit status is 1."""
    good = write(tmp_path / "a-good.json", gold_of("one-thing-back"))
    bad = tmp_path / "bad.json"
    bad.write_text(content if isinstance(content, str) else json.dumps(content))
    run = called("evaluate", tmp_path, "--raw", RAW, "--json")
    assert run.returncode == 1
    (line,) = run.stderr.splitlines()
    assert line.startswith(f"{bad}: error: ") and said in line
    found = json.loads(run.stdout)
    assert [page["gold"] for page in found["by_file"]] == [str(good)]
    assert found["not_evaluated"] == [{"gold": str(bad), "message": line.removeprefix(f"{bad}: error: ")}]
    alone = called("evaluate", bad, "--raw", RAW)
    if "is labelled in" not in said:
        assert (alone.returncode, alone.stdout) == (2, "")
        assert said in alone.stderr.splitlines()[0]
        assert alone.stderr.splitlines()[-1].startswith("probation-corpus: no gold could be evaluated at")


def test_page_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_bytes(b"A line.\ncaf\xe9\n")
    gold = write(tmp_path / "gold.json", {"file": "page.txt", "comments": []})
    run = called("evaluate", gold, "--raw", tmp_path)
    assert (run.returncode, run.stdout) == (2, "")
    assert "'page.txt'" in run.stderr and "save the file as UTF-8" in run.stderr


def test_packed_page_is_evaluated_and_a_page_in_a_shard_is_told_not_to_be(tmp_path: Path) -> None:
    (tmp_path / "page.txt.gz").write_bytes(gzip.compress(b"A post.\n"))
    (tmp_path / "shard.jsonl").write_text('{"text": "A post."}\n')
    for name in ("page.txt.gz", "shard.jsonl"):
        write(tmp_path / f"{name}.json", {"file": name, "comments": []})
    found = evaluate_files([tmp_path], tmp_path)
    assert [page.file for page in found.pages] == ["page.txt.gz"]
    (problem,) = found.problems
    assert "'shard.jsonl'" in problem.message and "a shard of many pages" in problem.message


def test_gold_that_is_reached_twice_counts_once(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.json", gold_of(KEYS))
    run = called("evaluate", gold, tmp_path, gold, "--raw", RAW, "--json")
    assert (run.returncode, run.stderr) == (0, "")
    assert json.loads(run.stdout)["totals"]["pages"] == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("missing.json",), "missing.json: error: there is no such file or folder"),
        (("empty",), "empty: error: the folder holds no .json file"),
        (("notes.md",), "notes.md: error: not a gold"),
        (("circle.json",), "circle.json: error: "),
        (("x" * 5_000,), "error: File name too long: check the path"),
    ],
)
def test_path_that_is_no_gold_is_told(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    """2 where it was the only one, 1 where another could be evaluated."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.md").touch()
    (tmp_path / "circle.json").symlink_to("circle.json")
    run = called("evaluate", *words, "--raw", RAW, cwd=tmp_path)
    assert (run.returncode, run.stdout) == (2, "")
    assert said in run.stderr.splitlines()[0]
    assert run.stderr.splitlines()[-1].startswith("probation-corpus: no gold could be evaluated at")
    run = called("evaluate", *words, GOLD / f"{KEYS}.json", "--raw", RAW, cwd=tmp_path)
    assert run.returncode == 1
    assert said in run.stderr
    assert "1 page, " in run.stdout


def test_gold_that_may_not_be_read_is_told(
    tmp_path: Path, probation_corpus: Command, as_user: tuple[str, ...]
) -> None:
    """Nor a folder that may not be entered."""
    sealed = write(tmp_path / "sealed.json", gold_of(KEYS))
    sealed.chmod(0o000)
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o000)
    words = ("evaluate", sealed, closed, closed / "gold.json", "--raw", RAW)
    try:
        run = probation_corpus(*words, before=as_user)
    finally:
        closed.chmod(0o700)
    assert (run.returncode, run.stdout) == (2, "")
    told = run.stderr.splitlines()
    assert {line.partition(": error: ")[0] for line in told[:-1]} == set(map(str, words[1:4]))
    assert all("Permission denied" in line for line in told[:-1])


@pytest.mark.parametrize("raw", ["nowhere", "a-file.txt", "x" * 5_000])
def test_raw_that_is_no_folder_is_refused(tmp_path: Path, raw: str) -> None:
    (tmp_path / "a-file.txt").touch()
    run = called("evaluate", GOLD, "--raw", raw, cwd=tmp_path)
    assert (run.returncode, run.stdout) == (2, "")
    (line,) = run.stderr.splitlines()
    assert line.startswith(f"probation-corpus: {raw}: ") and "--raw" in line


@pytest.mark.parametrize("words", [(), (GOLD,), ("--raw", RAW)], ids=["nothing", "no raw", "no gold"])
def test_wrong_usage(words: tuple[object, ...]) -> None:
    run = called("evaluate", *words)
    assert (run.returncode, run.stdout) == (2, "")
    assert "Traceback" not in run.stderr


def test_into_a_pipe_that_closes_leaves_no_trace(probation_corpus: Command) -> None:
    """As `head` does once it has seen enough."""
    run = probation_corpus(
        "evaluate", GOLD, "--raw", RAW, before=("sh", "-c", '"$@" | head -n 1 >/dev/null', "sh")
    )
    assert "Traceback" not in run.stderr and "Exception" not in run.stderr
