"""Pages that show the same post: told as a build would tell them (``flows.captures``), among the few that may be."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import pyarrow as pa

from flows.captures.groups import Capture, Group, groups_of
from flows.problems import Severity
from flows.records import PageRecords
from flows.tables import Tables, tables_of
from flows.validation.findings import Finding

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "documents": (
        "document_id", "sha256", "title", "published_on", "published_on_precision", "url", "body", "comments",
    ),
    "comments": ("comment_id", "document_id", "sequence", "text", "is_removed"),
    "bulletins": ("document_id", "comment_id", "text"),
    "job_adverts": ("document_id", "comment_id", "text"),
}  # fmt: skip
"""What is compared of each page."""
_BY = {
    "same_bytes": "its bytes",
    "same_as": "what a sidecar says (same_as)",
    "url": "its address",
    "same_post": "its text and comments",
}
_MOST_NAMED = 5


class Known(NamedTuple):
    """A page to compare with: how it is called where it stands, and the id of its post in the corpus, if it has one there."""

    shown: str
    post: str | None = None


def tables_to_compare(pages: Sequence[PageRecords]) -> Tables:
    """The columns of these pages that are compared."""
    tables = tables_of(pages)
    return {name: tables[name].select(list(columns)) for name, columns in COLUMNS.items()}


def captured_again(
    document_id: str, tables: Sequence[Tables], same_as: Mapping[str, str], known: Mapping[str, Known]
) -> Iterator[Finding]:
    """Whether a page shows the post of others in the tables, and what a build makes of it; ``known`` has the others."""
    joined = {name: pa.concat_tables([part[name] for part in tables]) for name in COLUMNS}
    found = groups_of(joined, same_as)
    documents = joined["documents"]
    counts = dict(zip(documents["document_id"].to_pylist(), documents["comments"].to_pylist(), strict=True))
    for group in found.groups:
        own = next((capture for capture in group.captures if capture.capture_id == document_id), None)
        if own is not None:
            yield _captured(group, own, counts, known, _post_of(group, same_as, known))
    for pair in found.unlike:
        if document_id in pair:
            (other,) = set(pair) - {document_id}
            message = f"gives the address that {known[other].shown} gives, and has nothing in common with it"
            remedy = "put the address right in the sidecar that has it wrong; both stay documents"
            yield Finding(Severity.WARNING, "url_shared", message, remedy)


def _post_of(group: Group, same_as: Mapping[str, str], known: Mapping[str, Known]) -> str:
    """The id that a build gives the post: the smallest, unless a sidecar names one."""
    ids = {
        name: (known[name].post if name in known else None) or name
        for name in (capture.capture_id for capture in group.captures)
    }
    is_named = any(same_as.get(name) == group.document_id for name in ids)
    return ids[group.document_id] if is_named else min(ids.values())


def _captured(
    group: Group, own: Capture, counts: Mapping[str, int], known: Mapping[str, Known], post: str
) -> Finding:
    others = [capture for capture in group.captures if capture.capture_id != own.capture_id]
    named = ", ".join(
        f"{known[capture.capture_id].shown} ({_comments(counts[capture.capture_id])})"
        for capture in others[:_MOST_NAMED]
    )
    if len(others) > _MOST_NAMED:
        named += f" and {len(others) - _MOST_NAMED} more"
    relation = own.relation or next(capture.relation for capture in others if capture.relation is not None)
    is_fullest = group.published == own.capture_id
    published = "this one" if is_fullest else known[group.published].shown
    only = (
        f", {own.comments_only_here} of them only here" if own.comments_only_here and not is_fullest else ""
    )
    message = (
        f"the same post as {named}, by {_BY[relation]}; this page has {_comments(counts[own.capture_id])}{only}: "
        f"a build publishes {published}, the fullest, as {post}, and records the rest in the table captures"
    )
    posts = sorted({known[capture.capture_id].post or "" for capture in others} - {""})
    if posts and post not in posts:
        remedy = (
            f'the post would change its id, and with it the keys of its comments: write same_as = "{posts[0]}" into the sidecar '
            f"of this page ({own.capture_id}.toml)"
        )
    elif is_fullest:
        remedy = "send it if it was captured later or by a better extractor; where the two are not one post, open an issue"
    else:
        remedy = (
            "leave it out, unless it has what the other lacks; where the two are not one post, open an issue"
        )
    is_said = relation == "same_as" and (not posts or post in posts)
    severity = Severity.INFO if is_said else Severity.WARNING
    return Finding(severity, "captured_before", message, remedy)


def _comments(number: int) -> str:
    return f"{number} comment{'' if number == 1 else 's'}"
