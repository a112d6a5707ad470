"""The written form of keys, digests and codes: what Pandera matches, and the same in words.

Each pattern is a set of arguments to Pandera's `str_matches`; `error` is what a failure tells its reader. The
regular expressions mean the same to RE2 (Arrow), Python and JavaScript: the descriptor publishes them.
"""

from typing import TypedDict


class Pattern(TypedDict):
    """Arguments of Pandera's `str_matches`."""

    pattern: str
    error: str


# The same text a second time in a document has the suffix -2, a third time -3; -1 does not occur.
_AGAIN = r"(-([2-9]|[1-9][0-9]+))?"
# What is withheld has a number in the place of the digest, which would confirm a guess of the text.
_NAME = rf"([0-9a-f]{{16}}|withheld-[1-9][0-9]*){_AGAIN}"


def _record_key(letters: str, record: str) -> Pattern:
    prefix, shown = (letters, letters) if len(letters) == 1 else (f"[{letters}]", f"<{' or '.join(letters)}>")
    form = f"<document_id>/{shown}-<16 lower-case hex digits>, with -2, -3 … where its text occurs again; withheld-<n> for the digits where it is withheld"
    return Pattern(pattern=rf"^[\s\S]+/{prefix}-{_NAME}$", error=f"the key of a {record}: {form}")


COMMENT_ID = _record_key("c", "comment")
BULLETIN_ID = _record_key("b", "bulletin")
ADVERT_ID = _record_key("a", "job advert")
RECORD_ID = _record_key("cba", "comment, bulletin or job advert")

SHA256 = Pattern(pattern=r"^[0-9a-f]{64}$", error="a SHA-256 digest: 64 lower-case hex digits")
CURRENCY = Pattern(
    pattern=r"^[A-Z]{3}$", error="an ISO 4217 currency code: three capital letters, such as GBP"
)
CODE = Pattern(
    pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", error="a code in lower_snake_case, such as reply_without_parent"
)
