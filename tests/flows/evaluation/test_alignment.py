"""Alignment: a longest common subsequence, and what becomes of the rest."""

import time
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.evaluation.alignment import align, common_subsequence

FEW_TEXTS = st.lists(st.sampled_from(["Agreed.", "No.", "Yes.", "Ta."]), max_size=12)


def length_by_the_table(one: Sequence[str], other: Sequence[str]) -> int:
    """The length of a longest common subsequence, by the plain table of all lengths."""
    row = [0] * (len(other) + 1)
    for text in one:
        before = row
        row = [0]
        for place, found in enumerate(other):
            row.append(before[place] + 1 if text == found else max(before[place + 1], row[place]))
    return row[-1]


@given(FEW_TEXTS, FEW_TEXTS)
def test_pairs_are_of_one_text_in_order_and_as_many_as_can_be(one: list[str], other: list[str]) -> None:
    pairs = common_subsequence(one, other)
    assert all(one[here] == other[there] for here, there in pairs)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(pairs))
    assert len(pairs) == length_by_the_table(one, other)


@given(FEW_TEXTS, FEW_TEXTS)
def test_each_place_stands_in_the_alignment_once(expected: list[str], found: list[str]) -> None:
    aligned = align(expected, found)
    paired = (*aligned.matched, *aligned.moved, *aligned.altered)
    assert sorted([*(e for e, _ in paired), *aligned.missing]) == list(range(len(expected)))
    assert sorted([*(f for _, f in paired), *aligned.surplus]) == list(range(len(found)))


@given(FEW_TEXTS, FEW_TEXTS)
def test_matched_and_moved_are_all_texts_that_both_have(expected: list[str], found: list[str]) -> None:
    """Each as often as the side that has it less often."""
    aligned = align(expected, found)
    assert len(aligned.matched) + len(aligned.moved) == (Counter(expected) & Counter(found)).total()


@pytest.mark.parametrize(
    ("expected", "found", "pairs"),
    [
        ("same same", "same same", [(0, 0), (1, 1)]),
        ("same same", "same", [(0, 0)]),
        ("same", "same same", [(0, 0)]),
        ("a same b same", "b same", [(2, 0), (3, 1)]),
        ("", "a", []),
    ],
)
def test_of_equal_alignments_the_earliest_is_taken(
    expected: str, found: str, pairs: list[tuple[int, int]]
) -> None:
    assert common_subsequence(expected.split(), found.split()) == pairs


def test_two_comments_that_changed_places_are_one_in_order_and_one_moved() -> None:
    aligned = align(["a", "b", "c"], ["b", "a", "c"])
    assert (len(aligned.matched), len(aligned.moved)) == (2, 1)
    assert not aligned.missing and not aligned.surplus


LONG = "By its first characters a comment is known again, "


def test_a_text_that_goes_on_too_long_is_the_same_comment_altered() -> None:
    """One comment swallowed the next: the next is missing, the first is altered."""
    aligned = align(["a", f"{LONG}here.", "swallowed", "z"], ["a", f"{LONG}here. swallowed", "z"])
    assert aligned.altered == ((1, 1),)
    assert aligned.missing == (2,)


def test_a_text_that_lost_its_beginning_is_the_same_comment_altered() -> None:
    aligned = align(["a", "new", f"Gone. {LONG}", "z"], ["a", LONG, "z"])
    assert aligned.altered == ((2, 1),)
    assert aligned.missing == (1,)


def test_as_many_of_both_between_two_neighbours_are_altered_by_place() -> None:
    assert align(["a", "x", "y", "z"], ["a", "p", "q", "z"]).altered == ((1, 1), (2, 2))


def test_what_cannot_be_paired_is_missing_and_surplus() -> None:
    aligned = align(["a", "x", "y", "z"], ["a", "p", "z"])
    assert (aligned.altered, aligned.missing, aligned.surplus) == ((), (1, 2), (1,))


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ([str(i) for i in range(5_000)], [str(i) for i in range(5_000)]),
        ([str(i) for i in range(5_000)], [str(i) for i in reversed(range(5_000))]),
        (["x"] * 5_000, ["x"] * 5_000),
        (["x", "y"] * 2_500, ["y", "x", "x"] * 1_666),
    ],
    ids=["same", "reversed", "one text", "two texts"],
)
def test_five_thousand_comments_are_aligned_at_once(expected: list[str], found: list[str]) -> None:
    """Whatever they are: repeated texts are not worse than others."""
    began = time.perf_counter()
    align(expected, found)
    assert time.perf_counter() - began < 5
