"""The names of commenters as they are published: as given, as keyed pseudonyms, or not at all."""

import hashlib
import hmac
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from flows.errors import UsageError
from flows.keys import collapsed
from flows.problems import CODES
from flows.publication.privacy import Names, Privacy
from flows.tables import Tables
from schemas import table_named

VARIABLE = "PROBATION_CORPUS_NAMES_KEY"
LEAST = 32
"""Bytes that a key has at least: as many as the digest, so that nobody finds it by trying."""
NO_NAMES = frozenset(
    "Anonymous Unknown Anónimo Anônimo Anonyme Anonym Anonimo Anoniem Desconocido Desconhecido Inconnu Unbekannt Sconosciuto "
    "Onbekend".split()
)
"""What Blogger writes where a commenter gave no name, in the languages that are read."""
_QUOTING = "byline_ambiguous"
"""The problem whose message quotes what may be a name."""
_OF_NAME = re.compile(r"/c-[0-9a-f]{16}(?:-[0-9]+)?, column author\b")
"""What the message of a problem with a correction has where it quotes the name of a commenter, as read or as expected."""
_DIGITS = 12
_HELP = f"make one with: python -c 'import secrets; print(secrets.token_hex({LEAST}))'"


def names_key(
    privacy: Privacy,
    *,
    sources: Sequence[Path],
    output: Path | None = None,
    environment: Mapping[str, str] = os.environ,
) -> bytes | None:
    """The key of the pseudonyms, without the blanks around it; None where names are published otherwise.

    Raises UsageError where there is none, where it is too short, where file and variable differ, and where the file stands in a SOURCE, in
    the OUTPUT or in the git repository of a SOURCE, from where it would be published sooner or later.
    """
    if privacy.names is not Names.PSEUDONYMS:
        return None
    found: dict[str, bytes] = {}
    if environment.get(VARIABLE):
        found[VARIABLE] = environment[VARIABLE].encode("utf-8", "surrogateescape").strip()
    if privacy.names_key_file is not None:
        _check_place(privacy.names_key_file, sources, output)
        found[str(privacy.names_key_file)] = _read(privacy.names_key_file)
    if not found:
        raise UsageError(
            f"names are to be published as pseudonyms and there is no key: name a file as names_key_file, or set {VARIABLE}; {_HELP}"
        )
    for place, key in found.items():
        if len(key) < LEAST:
            raise UsageError(f"{place}: a key of {len(key)} bytes; it should have {LEAST} or more: {_HELP}")
    if len(set(found.values())) > 1:
        raise UsageError(
            f"{' and '.join(found)} hold different keys, which would make different pseudonyms: keep one of them"
        )
    return next(iter(found.values()))


def pseudonym(name: str, key: bytes) -> str:
    """The pseudonym of a name: the same for the same name and key; blanks and composed letters make no difference."""
    same = unicodedata.normalize("NFC", collapsed(name))
    return f"reader-{hmac.new(key, same.encode('utf-8'), hashlib.sha256).hexdigest()[:_DIGITS]}"


def with_names(tables: Tables, names: Names, key: bytes | None = None) -> Tables:
    """The tables with the names of commenters published so. ``key`` is needed for pseudonyms.

    Only ``comments.author`` holds them. Messages of problems that quote one say what their code means instead. What people
    call each other in their texts stays, and so do those who sign bulletins and the author of the post.
    """
    if names is Names.AS_GIVEN:
        return tables
    comments = tables["comments"]
    given = comments["author"].unique().drop_null().to_pylist()
    published = dict.fromkeys(given)
    if names is Names.PSEUDONYMS:
        if key is None:
            raise ValueError("pseudonyms need a key")
        published = {name: name if name in NO_NAMES else pseudonym(name, key) for name in given}
    known, shown = pa.array(given, pa.string()), pa.array(list(published.values()), pa.string())
    authors = shown.take(pc.index_in(comments["author"].combine_chunks(), known))
    place = comments.schema.get_field_index("author")
    return {
        **tables,
        "comments": comments.set_column(place, comments.schema.field(place), authors),
        "problems": _without_names(tables["problems"], comments),
    }


def _without_names(problems: pa.Table, comments: pa.Table) -> pa.Table:
    of = comments.filter(pc.is_in(comments["document_id"], pc.drop_null(problems["document_id"].unique())))
    names: dict[str, set[str]] = {}
    for document_id, name in zip(of["document_id"].to_pylist(), of["author"].to_pylist(), strict=True):
        if name is not None and name not in NO_NAMES:
            names.setdefault(document_id, set()).add(name)
    rows = problems.to_pylist()
    patterns = {document_id: re.compile("|".join(_forms(found))) for document_id, found in names.items()}
    for row in rows:
        pattern = patterns.get(row["document_id"])
        quotes = row["code"] == _QUOTING or _OF_NAME.search(row["message"])
        if quotes or (pattern is not None and pattern.search(row["message"])):
            row["message"] = CODES[row["code"]][1]
    return pa.Table.from_pylist(rows, table_named("problems").arrow_schema)


def _forms(names: set[str]) -> Iterator[str]:
    """Patterns of these names as a message has them, as they stand or as Python quotes them."""
    for form in sorted({form for name in names for form in (name, repr(name)[1:-1])}, key=len, reverse=True):
        yield rf"(?<!\w){re.escape(form)}(?!\w)"


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes().strip()
    except OSError as error:
        raise UsageError(
            f"{file}: the key of the pseudonyms cannot be read ({error.strerror}): {_HELP}"
        ) from error


def _check_place(file: Path, sources: Sequence[Path], output: Path | None) -> None:
    named, real = Path(os.path.abspath(file)), file.resolve()  # noqa: PTH100  both where it is named and where it is
    for folder in _published(sources, output):
        if any(
            place.is_relative_to(top)
            for place in (named, real)
            for top in {folder.absolute(), folder.resolve()}
        ):
            raise UsageError(
                f"{file}: the key of the pseudonyms stands in {folder}, from where it may be published: move it out, then make "
                "another key if it was ever shared"
            )


def _published(sources: Sequence[Path], output: Path | None) -> Iterator[Path]:
    """The folders that are given away: sources, releases, and the repositories in which the sources are."""
    for source in sources:
        yield source.parent if source.is_file() else source
        around = (source.resolve(), *source.resolve().parents)
        yield from [folder for folder in around if (folder / ".git").exists()][:1]
    if output is not None:
        yield output
