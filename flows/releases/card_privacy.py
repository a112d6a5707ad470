"""What the data card says of private data: what was masked, and how names are published."""

from collections.abc import Mapping

from flows.publication.masking import in_words
from flows.publication.privacy import Names, Privacy
from flows.publication.private import MASK
from schemas.alterations import MASKS

_NAMES = {
    Names.AS_GIVEN: "The names of commenters are published as they stand on the pages.",
    Names.PSEUDONYMS: (
        "The names of commenters are published as pseudonyms (`reader-` and twelve digits; the same name has the same pseudonym "
        "throughout). They are made with a key that is not published; `Anonymous` stays. What commenters call each other in their "
        "texts stays as well."
    ),
    Names.DROPPED: "The names of commenters are not published. What commenters call each other in their texts stays.",
}


def masks_section(counts: Mapping[str, int], privacy: Privacy) -> str:
    """The paragraphs of the data card, in Markdown, without a heading; ``counts`` are those of ``mask``."""
    return f"{_masks(counts, privacy)}\n\n{_NAMES[privacy.names]}\n"


def _masks(counts: Mapping[str, int], privacy: Privacy) -> str:
    if not privacy.mask:
        return "Private data was not looked for: e-mail addresses, telephone numbers and the like may stand in the texts."
    found = in_words(counts)
    said = (
        f"Masked were {_listed(found)}"
        if found
        else "Private data was looked for, and none was found that is masked"
    )
    left = [kind for kind in MASKS if kind not in privacy.mask]
    not_looked = f" Not looked for: {_listed([kind.replace('_', ' ') for kind in left])}." if left else ""
    return (
        f"{said}.{not_looked} A mask is one `{MASK}` for each character, so that positions stay true; the column `altered` says where "
        "masks stand in the page, and nothing of a value that does not stand there, such as a title that was given beside it. They are found by rules, which miss some and hide a harmless number now and then. A record's key and a "
        "document's `sha256` are those of the text as it was read, and may confirm a guess of what is masked."
    )


def _listed(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
