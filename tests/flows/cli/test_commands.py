"""The commands that need no server: preview, show and schema, and what the command line says of itself."""

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from xml.etree import ElementTree

import pytest

from flows import __version__
from flows.cli.show import run_show
from schemas import TABLES
from tests.in_process import called

ROOT = Path(__file__).parents[3]
RAW = ROOT / "raw"
PAGES = sorted(RAW.rglob("*.txt"))
THREAD = RAW / "2019" / "who-holds-the-keys.txt"
"""A page with top-level comments and replies."""
Run = CompletedProcess[str]
Command = Callable[..., Run]

HEAVY = {"prefect", "pandas", "pyarrow", "pandera", "fastapi", "sqlalchemy"}
SEE_IMPORTS = """
import sys
from flows.cli import main
try:
    main()
finally:
    print("imported:", *sys.modules, file=sys.stderr)
"""


def imported_by(*words: object) -> set[str]:
    """The heavy packages that are there when the command ends."""
    command = [sys.executable, "-c", SEE_IMPORTS, *map(str, words)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    return HEAVY & set(run.stderr.splitlines()[-1].removeprefix("imported:").split())


def assert_refused(run: Run, *words: str) -> None:
    """Exit status 2 and, on stderr, one line for a person, which has these words."""
    assert run.returncode == 2, run.stderr
    (line,) = run.stderr.splitlines()
    assert line.startswith("probation-corpus: ")
    assert not [word for word in words if word not in line], line


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A good page, a doubtful one, and others that are no pages at all."""
    shutil.copy(THREAD, tmp_path / "good.txt")
    (tmp_path / "no thread.txt").write_text("A page.\nIt has no thread that anyone would know.\n")
    (tmp_path / "broken.txt").write_bytes(b"A line.\nAnother.\nA caf\xe9.\n")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "notes.md").write_text("Not a page.\n")
    return tmp_path


# preview


def test_preview_of_the_sample_counts_what_a_build_would_find(probation_corpus: Command) -> None:
    """A line for each document, with its dialect; the totals last; warnings leave the exit status at 0."""
    run = probation_corpus("preview", RAW)
    assert (run.returncode, run.stderr) == (0, "")
    lines = run.stdout.splitlines()
    counts = [line.split() for line in lines]
    assert ["2019/who-holds-the-keys", "numbered_outline", "14", "14", "1", "0"] in counts
    assert ["2018/vacancy-at-the-depot", "glued_following", "9", "0", "1"] in counts
    assert len(
        [line for line in lines if line.split()[:1] and (RAW / f"{line.split()[0]}.txt").exists()]
    ) == len(PAGES)
    assert lines[-1].startswith(f"{len(PAGES)} documents, 154 comments; ")


def test_preview_tells_problems_by_file_line_and_severity_worst_first(folder: Path) -> None:
    """As compilers do, so that an editor finds the place; an error makes the exit status 1."""
    run = called("preview", ".", cwd=folder)
    assert (run.returncode, run.stderr) == (1, "")
    told = [line for line in run.stdout.splitlines() if re.search(r": (error|warning|info): ", line)]
    places = [line.split(": ")[:2] for line in told]
    assert places == [
        ["broken.txt:3", "error"],
        ["empty.txt", "error"],
        ["no thread.txt", "warning"],
        *[place for place in places if place[1] == "info"],
    ]
    assert ["notes.md", "info"] in places
    assert all(re.fullmatch(r".+ \[[a-z0-9_]+\]", line) for line in told)
    assert "save the file as UTF-8" in told[0]
    assert run.stdout.splitlines()[-1].startswith("2 documents, 14 comments; 2 errors, 1 warning")


def test_preview_of_one_missing_path_among_several_does_the_rest(folder: Path) -> None:
    run = called("preview", "good.txt", "missing.txt", cwd=folder)
    assert run.returncode == 1
    assert "missing.txt: error: there is no such file or folder" in run.stdout
    assert "1 documents" in run.stdout or "1 document," in run.stdout


@pytest.mark.parametrize(
    "words", [("missing",), ("missing", "notes.md"), ("empty.txt",), ("broken.txt", "empty.txt")], ids=str
)
def test_preview_without_a_page_that_can_be_read_is_refused(folder: Path, words: tuple[str, ...]) -> None:
    """What is wrong with each is told all the same."""
    run = called("preview", *words, cwd=folder)
    assert_refused(run, "no text could be read at", *words)
    for word in words:
        assert f"{word}: info: " in run.stdout or re.search(rf"{re.escape(word)}(:\d+)?: error: ", run.stdout)


def test_preview_writes_nothing(folder: Path, probation_corpus: Command, no_prefect: Path) -> None:
    """No release, no server's home, no file at all."""
    before = sorted(folder.rglob("*"))
    probation_corpus("preview", folder, cwd=folder)
    assert sorted(folder.rglob("*")) == before
    assert not no_prefect.exists()


@pytest.mark.parametrize("words", [("preview", THREAD), ("show", THREAD)], ids=["preview", "show"])
def test_preview_and_show_import_nothing_heavy(words: tuple[object, ...]) -> None:
    """They answer at once because of it."""
    assert imported_by(*words) == set()


# show


def visible(text: str) -> str:
    """Characters without blanks, and without the sign that `show` puts for a line break between markers."""
    return re.sub(r"[\s\ufeff⏎]", "", text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_show_leaves_out_no_character_of_a_page(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """After the name of each segment comes all of it; without colours where nobody looks at a terminal."""
    assert run_show(page, None, None) == 0
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    text = page.read_bytes().decode("utf-8")
    blocks = re.split(r"^(?=\d+:\d+ [a-z])", shown.rpartition("\n\n")[0], flags=re.MULTILINE)[1:]
    spans = [tuple(map(int, block.split(" ", 1)[0].split(":"))) for block in blocks]
    assert "".join(text[start:end] for start, end in spans) == text
    for block, (start, end) in zip(blocks, spans, strict=True):
        assert visible(block).endswith(visible(text[start:end]))


@pytest.fixture(scope="module")
def shown() -> str:
    """What `show` says of a page with replies where nobody looks at a terminal."""
    run = called("show", THREAD)
    assert (run.returncode, run.stderr) == (0, "")
    return run.stdout


def test_show_tells_each_segment_with_its_span_and_kind(shown: str) -> None:
    text = THREAD.read_bytes().decode("utf-8")
    labels = re.findall(r"^(\d+):(\d+) (\w+)", shown, re.MULTILINE)
    assert "".join(text[int(start) : int(end)] for start, end, _ in labels) == text
    assert {"header", "body", "bulletin", "comment", "marker"} <= {kind for _, _, kind in labels}
    assert "14 comments of 14 declared" in shown.splitlines()[-1]


def indents(shown: str) -> tuple[set[int], set[int]]:
    """How far the first lines of top-level comments and of replies stand to the right."""
    top: set[int] = set()
    replies: set[int] = set()
    for line in shown.splitlines():
        if match := re.match(
            r"\s*(?:\d+:\d+ )?comment \d+( ↳ \S+)?(?: (?:inferred|doubtful))? {2,}(?=\S)", line
        ):
            (replies if match[1] else top).add(match.end())
    return top, replies


def test_show_indents_replies_more_than_what_they_answer(shown: str) -> None:
    top, replies = indents(shown)
    assert top and replies
    assert max(top) < min(replies)


def test_show_lines_shortens_each_segment_and_says_by_how_much(shown: str) -> None:
    """Of each at most as many lines as asked for, and how many more there are."""
    short = called("show", THREAD, "--lines", 1).stdout
    hidden = [int(number) for number in re.findall(r"… (\d+) more$", short, re.MULTILINE)]
    assert hidden
    assert len(shown.splitlines()) == len(short.splitlines()) - len(hidden) + sum(hidden)


def test_show_draws_a_picture_that_loads_nothing(tmp_path: Path) -> None:
    """SVG with all the page's words; no address in it that a viewer would ask."""
    run = called("show", THREAD, "--svg", tmp_path / "page.svg")
    assert run.returncode == 0
    source = (tmp_path / "page.svg").read_text(encoding="utf-8")
    picture = ElementTree.fromstring(source)
    assert picture.tag == "{http://www.w3.org/2000/svg}svg"
    for element in picture.iter():
        values = [*element.attrib.values(), (element.text or "") if element.tag.endswith("style") else ""]
        assert not [value for value in values if "http" in value or "//" in value], element.tag
        assert not element.tag.endswith(("image", "script", "use", "foreignObject"))
    assert "@font-face" not in source and "@import" not in source
    words = "".join(picture.itertext()).split()
    assert not [
        word for word in THREAD.read_text(encoding="utf-8").split()[:40] if word not in " ".join(words)
    ]


def test_show_that_cannot_draw_says_so(tmp_path: Path) -> None:
    run = called("show", THREAD, "--svg", tmp_path / "none" / "page.svg")
    assert_refused(run, str(tmp_path / "none" / "page.svg"), "name a file that can be written")


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (".", ("a folder", "name one page in it")),
        ("missing.txt", ("missing.txt", "no such file")),
        ("notes.md", ("notes.md", ".txt")),
        ("empty.txt", ("empty.txt", "holds nothing")),
        ("broken.txt", ("broken.txt", "line 3", "UTF-8")),
        ("shard.jsonl", ("shard.jsonl", "a shard of many pages", ".txt file")),
    ],
)
def test_show_of_what_is_no_page_is_refused(folder: Path, page: str, words: tuple[str, ...]) -> None:
    (folder / "shard.jsonl").write_text('{"text": "A page."}\n')
    run = called("show", page, cwd=folder)
    assert_refused(run, *words)
    assert run.stdout == ""


@pytest.mark.parametrize("lines", ["0", "-1", "some"])
def test_show_refuses_a_number_of_lines_that_is_none(lines: str) -> None:
    run = called("show", THREAD, "--lines", lines)
    assert run.returncode == 2
    assert "--lines" in run.stderr and "Traceback" not in run.stderr


COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def on_terminal(*command: object, columns: int = 100) -> tuple[int, str]:
    """The exit status of a command and what it wrote to a pseudo-terminal of this width."""
    controller, terminal = pty.openpty()
    plain = {n: v for n, v in os.environ.items() if n not in {"NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"}}
    process = subprocess.Popen(
        [str(word) for word in command],
        stdin=subprocess.DEVNULL,
        stdout=terminal,
        stderr=terminal,
        env={**plain, "TERM": "xterm-256color", "COLUMNS": str(columns)},
    )
    os.close(terminal)
    said, deadline = b"", time.monotonic() + 60
    try:
        while time.monotonic() < deadline:
            if select.select([controller], [], [], 1)[0]:
                said += os.read(controller, 65_536)
    except OSError:  # so Linux says that the other end was closed
        pass
    finally:
        os.close(controller)
    return process.wait(60), said.decode("utf-8").replace("\r\n", "\n")


def test_show_on_a_terminal_is_coloured_indented_and_complete() -> None:
    """Each kind in its colour, lines folded to the width, replies to the right of what they answer."""
    status, shown = on_terminal(Path(sys.executable).with_name("probation-corpus"), "show", THREAD)
    assert status == 0
    assert len(set(COLOUR.findall(shown))) > 4
    plain = COLOUR.sub("", shown)
    assert "\x1b" not in plain
    assert max(map(len, plain.splitlines()[3:-3])) <= 100
    top, replies = indents(plain)
    assert top and replies
    assert max(top) < min(replies)
    for line in THREAD.read_text(encoding="utf-8").splitlines():
        words = line.split()
        assert " ".join(words[1:4]) in " ".join(plain.split())


def test_show_is_coloured_where_colour_is_forced(monkeypatch: pytest.MonkeyPatch) -> None:
    """For `less -R`, and for a log that shows colours."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert COLOUR.search(called("show", THREAD).stdout)


def test_show_into_a_pipe_that_closes_leaves_no_trace() -> None:
    """As `head` does once it has seen enough."""
    program = Path(sys.executable).with_name("probation-corpus")
    script = f"'{program}' show '{RAW / 'one-thing-back.txt'}' | head -n 1 >/dev/null"
    run = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=False)
    assert "Traceback" not in run.stderr and "Exception" not in run.stderr


# schema


def test_schema_describes_every_column_of_every_table() -> None:
    run = called("schema")
    assert (run.returncode, run.stderr) == (0, "")
    for table in TABLES:
        assert f"{table.name}: {table.description}" in run.stdout
        for field in table.fields:
            assert field.description in run.stdout


def test_schema_of_one_table_describes_that_alone() -> None:
    comments = next(table for table in TABLES if table.name == "comments")
    run = called("schema", "comments")
    assert run.returncode == 0
    lines = run.stdout.splitlines()
    assert "key: comment_id" in lines
    shown = [line.split()[0] for line in lines if line.split()[:1] and line.split()[0] in comments.columns]
    assert shown == list(comments.columns)
    assert not [table for table in TABLES if f"\n{table.name}: " in run.stdout]


def test_schema_of_an_unknown_table_names_the_known_ones() -> None:
    run = called("schema", "remarks")
    assert_refused(run, "'remarks'", *(table.name for table in TABLES))
    assert run.stdout == ""


# What the command says of itself


@pytest.mark.parametrize(
    "words", [("--help",), ("build", "--help"), ("--version",), ("schema", "-h")], ids=" ".join
)
def test_help_imports_nothing_heavy(words: tuple[str, ...]) -> None:
    """So that it answers at once."""
    assert imported_by(*words) == set()


def test_help_names_every_command_with_what_it_does() -> None:
    run = called("--help")
    assert (run.returncode, run.stderr) == (0, "")
    for command in ("build", "preview", "show", "schema"):
        assert re.search(rf"^  {command} +[A-Z].*\.$", run.stdout, re.MULTILINE)


def test_help_of_build_names_its_defaults() -> None:
    """raw/ is read, output/ is written."""
    run = called("build", "--help")
    assert run.returncode == 0
    assert "raw/" in run.stdout
    assert re.search(r"--output.*default: output", " ".join(run.stdout.split()))


def test_version_is_that_of_the_package() -> None:
    run = called("--version")
    assert (run.returncode, run.stdout, run.stderr) == (0, f"probation-corpus {__version__}\n", "")


def test_no_words_show_the_help_and_count_as_wrong_usage() -> None:
    run = called()
    assert run.returncode == 2
    assert "Usage: probation-corpus" in run.stdout + run.stderr


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("buidl",), "buidl"),
        (("preview",), "SOURCE"),
        (("show",), "PAGE"),
        (("show", "a", "b"), "b"),
        (("preview", "--x"), "--x"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_wrong_words_are_named_without_a_trace(words: tuple[str, ...], named: str) -> None:
    run = called(*words)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.splitlines()[-1].startswith("Error: ")
    assert named in run.stderr.splitlines()[-1]
    assert "Traceback" not in run.stderr


_INTERRUPTED_AT = """
import os, signal, sys

def interrupt(event, details):
    if event == "import" and details[0] == sys.argv[0]:
        os.kill(os.getpid(), signal.SIGINT)

from flows.cli import main
sys.argv = sys.argv[1:]
sys.addaudithook(interrupt)
main()
"""


@pytest.mark.parametrize(
    "module", ["flows.cli.app", "typer", "flows.errors", "flows.cli.validate", "rich.console"]
)
def test_interrupted_while_it_loads_it_ends_with_130_and_says_nothing(tmp_path: Path, module: str) -> None:
    """A real signal, at the moment when the module begins to be loaded."""
    (tmp_path / "page.txt").write_text("Nobody came.\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", _INTERRUPTED_AT, module, "validate", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_interrupted_while_a_class_is_defined_it_is_silent_too(tmp_path: Path) -> None:
    """Python 3.11 makes a RuntimeError of it."""
    (tmp_path / "app.py").write_text(
        "import os, signal\nclass Named:\n    def __set_name__(self, owner, name): os.kill(os.getpid(), signal.SIGINT)\n"
        "class Owner:\n    name = Named()\n",
        encoding="utf-8",
    )
    code = f"import flows.cli; flows.cli.__path__.insert(0, {str(tmp_path)!r}); flows.cli.main()"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")
