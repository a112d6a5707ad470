"""A post that was captured before is told as a build would tell it: among the pages of a contribution, and in a release."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from flows.checks import check_tables
from flows.problems import Severity
from flows.releases.dataset import Dataset
from flows.releases.release import write_release
from flows.validation.checking import Wishes, check, items_to_check
from flows.validation.findings import Finding
from tests.flows.captures.made import post, posts_of, prose, resolved, thread

TODAY = date(2026, 11, 22)
POST = post(1, title="Another Week", date="Monday, 22 February 2016")
"""Of twenty comments."""
FEWER, FULLER = POST.text("markdown_outline", 12), POST.text("glued_following")
OTHER = post(2).text("own_line")


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """A folder with these files."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def found_in(folder: Path, against: Path | None = None, *codes: str) -> dict[str, list[Finding]]:
    """What is told of captures in each file of a folder."""
    wanted = codes or ("captured_before",)
    return {
        str(Path(report.file).relative_to(folder)): told
        for report in check(items_to_check([folder]), Wishes(TODAY, against=against))
        if (told := [finding for finding in report.findings if finding.code in wanted])
    }


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release with the post, of which two captures were read, the fuller of them under the greater id; and another post."""
    output = tmp_path_factory.mktemp("output")
    found = resolved({"b/markdown": POST.text("markdown_outline", 9), "c/page": FEWER, "other": OTHER})
    write_release(check_tables(found).tables, Dataset(), output)
    return output / "latest"


def test_later_page_of_a_contribution_is_told_with_both_counts(tmp_path: Path) -> None:
    folder = write(tmp_path, {"a.txt": FEWER, "b.txt": FULLER, "c.txt": OTHER})
    found = found_in(folder)
    ((name, (finding,)),) = found.items()
    assert (name, finding.severity) == ("b.txt", Severity.WARNING)
    assert f"the same post as {folder}/a.txt (12 comments), by its text and comments" in finding.message
    assert "this page has 20 comments: a build publishes this one, the fullest, as a," in finding.message


def test_capture_with_fewer_comments_is_told_which_one_is_published(tmp_path: Path) -> None:
    folder = write(tmp_path, {"a.txt": FULLER, "b.txt": FEWER})
    (finding,) = found_in(folder)["b.txt"]
    assert f"a build publishes {folder}/a.txt, the fullest, as a," in finding.message
    assert finding.remedy.startswith("leave it out")


def test_post_in_the_corpus_is_told_with_the_id_that_it_has_there(tmp_path: Path, release: Path) -> None:
    """Though the text in the corpus is that of another capture than the one that gave the post its id."""
    folder = write(tmp_path, {"d.txt": FULLER})
    (finding,) = found_in(folder, release)["d.txt"]
    assert "the same post as b/markdown of the corpus (12 comments)" in finding.message
    assert "a build publishes this one, the fullest, as b/markdown," in finding.message


def test_page_whose_name_would_change_the_keys_of_the_post_is_told_so(tmp_path: Path, release: Path) -> None:
    (finding,) = found_in(write(tmp_path, {"a.txt": FULLER}), release)["a.txt"]
    assert "as a, and records" in finding.message
    assert 'write same_as = "b/markdown" into the sidecar' in finding.remedy


def test_nothing_is_warned_of_where_a_sidecar_says_it(tmp_path: Path, release: Path) -> None:
    folder = write(tmp_path, {"a.txt": FULLER, "a.toml": 'same_as = "b/markdown"\n'})
    (finding,) = found_in(folder, release)["a.txt"]
    assert finding.severity is Severity.INFO
    assert "as b/markdown, and records" in finding.message


def test_page_that_the_corpus_has_as_another_capture_is_not_told_again(tmp_path: Path, release: Path) -> None:
    """Its bytes are known, though the text in the tables is another's; nothing else is warned of."""
    folder = write(tmp_path, {"b/markdown.txt": POST.text("markdown_outline", 9), "c/page.txt": FEWER})
    codes = ("captured_before", "document_replaced", "same_bytes", "already_there")
    found = found_in(folder, release, *codes)
    assert {name: [f.code for f in told] for name, told in found.items()} == {
        "b/markdown.txt": ["already_there"],
        "c/page.txt": ["already_there"],
    }


def test_later_capture_under_the_name_that_the_corpus_has_is_not_compared_with_itself(
    tmp_path: Path, release: Path
) -> None:
    found = found_in(write(tmp_path, {"c/page.txt": FULLER}), release, "captured_before", "document_replaced")
    assert [finding.code for finding in found["c/page.txt"]] == ["document_replaced"]


def test_address_in_sidecars_tells_two_captures_that_share_no_comment(tmp_path: Path) -> None:
    """The same address but for its scheme and a parameter that does not matter."""
    bare = POST.but(comments=())
    folder = write(
        tmp_path,
        {
            "a.txt": bare.text("own_line"),
            "a.toml": 'url = "http://blog.example/2016/02/week.html?m=1"\n',
            "b.txt": POST.but(lines=POST.lines[:2]).text("own_line"),
            "b.toml": 'url = "https://www.blog.example/2016/02/week.html#comments"\n',
        },
    )
    (finding,) = found_in(folder)["b.txt"]
    assert "by its address" in finding.message


def test_same_address_on_two_posts_is_told(tmp_path: Path) -> None:
    url = 'url = "http://blog.example/2016/02/week.html"\n'
    folder = write(tmp_path, {"a.txt": FULLER, "a.toml": url, "b.txt": OTHER, "b.toml": url})
    (finding,) = found_in(folder, None, "captured_before", "url_shared")["b.txt"]
    assert finding.code == "url_shared"


def test_verdict_is_that_of_a_build(tmp_path: Path) -> None:
    """Whatever the layouts and the numbers of comments: a page is told if and only if it shows the post of one before it."""
    texts = {
        f"{number:02}": made.text(dialect, comments)
        for number, (made, dialect, comments) in enumerate(
            (made, dialect, comments)
            for made in (POST, post(3), POST.but(lines=prose(9), comments=thread(9, 7)), post(4, 2))
            for dialect, comments in (("own_line", None), ("markdown_outline", 6), ("numbered_outline", 3))
        )
    }
    told = set(found_in(write(tmp_path, {f"{name}.txt": text for name, text in texts.items()})))
    built = posts_of(resolved(texts))
    assert len(built) < len(texts)
    assert told == {f"{name}.txt" for captures in built for name in captures[1:]}
