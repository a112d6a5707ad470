"""Groups: the captures of each post of which there are several."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple, TypeVar

from flows.captures.addresses import Address, address_of
from flows.captures.alike import Verdict, have_nothing_in_common, verdict
from flows.captures.candidates import Pair, candidates, pairs_of
from flows.captures.pages import SeenPage, comments_only_in
from flows.captures.posts import Posts, posts_of
from flows.captures.sets import Sets
from flows.tables import Tables
from schemas.captures import RELATIONS

AT_ONCE = 1000
"""Pairs, and groups, whose texts are in memory at once."""

_BYTES, _SAME_AS, _URL, _POST = RELATIONS
_T = TypeVar("_T")


class Capture(NamedTuple):
    """One of several captures of a post; ``relation`` says how it was recognised, None for the one that is published."""

    capture_id: str
    relation: str | None
    comments_only_here: int


class Group(NamedTuple):
    """The captures of one post, in the order of their ids; the id that the post has, and the fullest of them."""

    document_id: str
    published: str
    captures: tuple[Capture, ...]


class Groups(NamedTuple):
    """All groups, in the order of their documents, and what was found amiss on the way.

    ``unlike``: pairs that give one address and have nothing in common. ``unknown``: what ``same_as`` says of documents that
    were not read.
    """

    groups: tuple[Group, ...]
    unlike: tuple[Pair, ...]
    unknown: tuple[tuple[str, str], ...]

    @property
    def has_something_to_tell(self) -> bool:
        return any(self)


class _Links(NamedTuple):
    """Pairs that are one post, by how they were recognised."""

    relation: str
    pairs: tuple[Pair, ...]


def groups_of(tables: Tables, same_as: Mapping[str, str]) -> Groups:
    """The posts in these tables that were captured several times, as ``groups_among`` finds them."""
    return groups_among(posts_of(tables), same_as)


def groups_among(posts: Posts, same_as: Mapping[str, str]) -> Groups:
    """The posts that were captured several times.

    ``same_as`` gives, for ids of documents, the id of the document that each is the same as.
    """
    ids, digests, urls = (posts.documents[name].to_pylist() for name in ("document_id", "sha256", "url"))
    known = set(ids)
    said = {one: other for one, other in same_as.items() if one in known and other in known and one != other}
    of_address = _pairs_sharing(
        zip(ids, (None if url is None else address_of(url) for url in urls), strict=True)
    )
    by_bytes = _pairs_sharing(zip(ids, digests, strict=True))
    by_word = tuple(Pair(*sorted(pair)) for pair in sorted(said.items()))
    looks = candidates(posts)
    judged = _judged(posts, looks, of_address, (*by_bytes, *by_word))
    links = [
        _Links(_BYTES, by_bytes),
        _Links(_SAME_AS, by_word),
        _Links(_URL, tuple(pair for pair in of_address if pair not in judged.unlike)),
        _Links(_POST, tuple(pair for pair in looks if judged.verdicts[pair] is Verdict.SAME)),
    ]
    likely = [pair for pair in looks if judged.verdicts[pair] is Verdict.LIKELY]
    links.append(_Links(_POST, tuple(_unambiguous(likely, links, judged.with_thread))))
    relations = _relations(links)
    groups = _groups(posts, _sets(links).members(), relations, said)
    unknown = tuple(sorted(pair for pair in same_as.items() if not known.issuperset(pair)))
    return Groups(tuple(sorted(groups)), tuple(sorted(judged.unlike)), unknown)


def _pairs_sharing(values: Iterable[tuple[str, str | Address | None]]) -> tuple[Pair, ...]:
    """Pairs of documents that have the same value."""
    sharing: dict[str | Address, list[str]] = {}
    for document_id, value in values:
        if value is not None:
            sharing.setdefault(value, []).append(document_id)
    return tuple(sorted(pairs_of(sharing.values())))


class _Judged(NamedTuple):
    """What was found of pairs when their texts were compared."""

    verdicts: dict[Pair, Verdict]
    unlike: set[Pair]
    with_thread: set[str]
    """The documents with comments that tell one thread from another."""


def _judged(
    posts: Posts, looks: Sequence[Pair], of_address: Sequence[Pair], others: Sequence[Pair]
) -> _Judged:
    """Memory is that of the texts of some pairs, however many there are."""
    found = _Judged({}, set(), set())
    to_judge, to_contrast = set(looks), set(of_address)
    for pairs in _chunks(sorted({*looks, *of_address, *others})):
        pages = posts.pages({name for pair in pairs for name in pair})
        found.with_thread.update(name for name, page in pages.items() if page.telling)
        for pair in pairs:
            both = pages[pair.first], pages[pair.second]
            if pair in to_judge:
                found.verdicts[pair] = verdict(*both)
            if pair in to_contrast and have_nothing_in_common(*both):
                found.unlike.add(pair)
    return found


def _chunks(items: Sequence[_T]) -> Iterator[Sequence[_T]]:
    return (items[start : start + AT_ONCE] for start in range(0, len(items), AT_ONCE))


def _sets(links: Iterable[_Links]) -> Sets:
    return Sets(pair for found in links for pair in found.pairs)


def _unambiguous(likely: Sequence[Pair], links: Iterable[_Links], threads_of: Set[str]) -> Iterator[Pair]:
    """The likely pairs that join what has a thread with one thread alone: which of two it should be is not guessed."""
    sets = _sets(links)
    with_thread = {sets.of(name) for name in threads_of}
    without = Sets()
    threads: defaultdict[str, set[str]] = defaultdict(set)
    ends = [(pair, sets.of(pair.first), sets.of(pair.second)) for pair in likely]
    for pair, one, other in ends:
        if not with_thread & {one, other}:
            without.join(one, other)
            yield pair
    for _, one, other in ends:
        for end, thread in ((one, other), (other, one)):
            if thread in with_thread and end not in with_thread:
                threads[without.of(end)].add(thread)
    for pair, one, other in ends:
        for end, thread in ((one, other), (other, one)):
            if thread in with_thread and end not in with_thread and len(threads[without.of(end)]) == 1:
                yield pair


def _relations(links: Iterable[_Links]) -> dict[str, str]:
    """How each document was recognised: what of it is the surest."""
    found: dict[str, str] = {}
    for relation, pairs in links:
        for pair in pairs:
            for name in pair:
                found.setdefault(name, relation)
    return found


def _groups(
    posts: Posts,
    sets: Sequence[tuple[str, ...]],
    relations: Mapping[str, str],
    said: Mapping[str, str],
) -> Iterator[Group]:
    for some in _chunks(sets):
        pages = posts.pages({name for members in some for name in members})
        for members in some:
            yield _group(members, relations, said, pages)


def _group(
    members: Sequence[str],
    relations: Mapping[str, str],
    said: Mapping[str, str],
    pages: Mapping[str, SeenPage],
) -> Group:
    published = min(members, key=lambda name: _emptiness(pages[name]))
    captures = tuple(
        Capture(name, None, 0)
        if name == published
        else Capture(name, relations[name], comments_only_in(pages[name], pages[published]))
        for name in members
    )
    return Group(_kept(members, said), published, captures)


def _emptiness(page: SeenPage) -> tuple[int, int, str]:
    return -page.row["comments"], -len(page.row["body"] or ""), page.document_id


def _kept(members: Sequence[str], said: Mapping[str, str]) -> str:
    """The smallest id; where some are said to be the same as others, the smallest of those that are not themselves."""
    named = {said[name] for name in members if name in said}
    return min(named - said.keys() or named or members)
