"""Organisations of the field and the names they go by, from ``organisations.toml``. A name that is not there is kept as written."""

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from flows.patterns import one_of


class Organisation(NamedTuple):
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    """Other forms of the name, as texts write them; matched as whole words, capitals as given."""


class Mention(NamedTuple):
    """Where a text names an organisation, and in which form: asked as a match of a pattern is."""

    form: str
    first: int

    def group(self) -> str:
        return self.form

    def start(self) -> int:
        return self.first

    def end(self) -> int:
        return self.first + len(self.form)


class Forms:
    """Forms of names, looked for in a text as a pattern of them all would: as whole words, the longest that fits.

    They are told apart by their first words. A pattern of all took 25 ms to compile, whatever its build.
    """

    def __init__(self, forms: Collection[str], not_after: str = r"\w") -> None:
        """``not_after`` is the class of the characters behind which no name begins."""
        self._by_word: dict[str, list[str]] = {}
        for form in sorted(forms, key=len, reverse=True):
            self._by_word.setdefault(_NOT_WORD.split(form, 1)[0], []).append(form)
        firsts = "|".join(f"{letter}{_seconds(letter, forms)}" for letter in sorted({f[0] for f in forms}))
        self._words = re.compile(rf"(?:{firsts})(?<!{not_after}.)\w*")

    def finditer(self, text: str) -> Iterator[Mention]:
        """The mentions in order, none within another."""
        end = 0
        for word in self._words.finditer(text):
            if word[0] in self._by_word and word.start() >= end:
                mention = self._at(word, text)
                if mention is not None:
                    end = mention.end()
                    yield mention

    def search(self, text: str) -> Mention | None:
        """The first mention."""
        return next(self.finditer(text), None)

    def match(self, text: str) -> Mention | None:
        """The mention with which a text begins."""
        word = self._words.match(text)
        return None if word is None else self._at(word, text)

    def fullmatch(self, text: str) -> Mention | None:
        """The mention that is the whole text."""
        mention = self.match(text)
        return mention if mention is not None and mention.end() == len(text) else None

    def _at(self, word: re.Match[str], text: str) -> Mention | None:
        first = word.start()
        for form in self._by_word.get(word[0], ()):
            if text.startswith(form, first) and _WORD.match(text, first + len(form)) is None:
                return Mention(form, first)
        return None


def _seconds(first: str, forms: Collection[str]) -> str:
    """Pattern of what follows the letter with which forms begin: most words that begin with it are no form's."""
    seconds = {form[1:2] for form in forms if form[0] == first}
    return "" if "" in seconds else f"(?=[{re.escape(''.join(sorted(seconds)))}])"


_WORD, _NOT_WORD = re.compile(r"\w"), re.compile(r"\W")


def _forms(rows: Iterable[Organisation], spellings: Iterable[list[str]]) -> dict[str, Organisation]:
    """Every form of every organisation, in every spelling."""
    forms = {form: row for row in rows for form in (row.name, *row.aliases)}
    for given, *others in spellings:
        for form, row in [item for item in forms.items() if given in item[0]]:
            for other in others:
                forms.setdefault(form.replace(given, other), row)
    return forms


# Not by importlib.resources: importing that takes 12 ms.
_tables = tomllib.loads(Path(__file__).with_name("organisations.toml").read_text(encoding="utf-8"))
SPELLINGS: list[list[str]] = _tables.pop("spellings")
"""Words as the file writes them, each with what texts write in their place."""
ORGANISATIONS = tuple(
    Organisation(name, kind, tuple(aliases))
    for kind, rows in _tables.items()
    for name, aliases in rows.items()
)
ISSUERS = frozenset({"union", "professional body", "employer body", "national employer", "company"})
"""Kinds that issue what is passed on among staff. One of another kind named beside them is where they are, or whom they speak of."""

_FORMS = _forms(ORGANISATIONS, SPELLINGS)
_ISSUER_FORMS = [form for form, row in _FORMS.items() if row.kind in ISSUERS]
_UNION_FORMS = [form for form, row in _FORMS.items() if row.kind == "union"]
ORGANISATION = Forms(_FORMS, r"[\w/]")
ISSUER = Forms(_ISSUER_FORMS, r"[\w/]")
UNION = Forms(_UNION_FORMS)
UNION_WORDS = tuple(dict.fromkeys(form.split()[0] for form in _UNION_FORMS))
"""The words with which the forms of unions begin."""
UNION_FORMS = one_of(_UNION_FORMS)
"""Any form of a union, to stand in a pattern."""


def canonical(form: str) -> str:
    """The one form in which a name is written; a name that is not listed stays as it is."""
    row = _FORMS.get(form)
    return form if row is None else row.name


def organisations_in(text: str) -> tuple[str, ...]:
    """The organisations that issue, of those a text names, or all where none does; each once, by first mention."""
    return _names(ISSUER, text) or _names(ORGANISATION, text)


def unions_in(text: str) -> tuple[str, ...]:
    """The unions that a text names, each once, in the order of their first mention."""
    return _names(UNION, text)


def _names(forms: Forms, text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys([canonical(mention.form) for mention in forms.finditer(text)]))
