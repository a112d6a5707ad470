"""Organisations of the field and the names they go by (facts only). A name that is not here is kept as written."""

import re
from typing import NamedTuple


class Organisation(NamedTuple):
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    """Other forms of the name, as texts write them; matched as whole words, capitals as given."""


ORGANISATIONS = (
    Organisation("Napo", "union", ("NAPO",)),
    Organisation("UNISON", "union", ("Unison",)),
    Organisation("GMB", "union", ("GMB/SCOOP", "GMB SCOOP", "GMB-SCOOP")),
    Organisation("PCS", "union", ("Public and Commercial Services Union",)),
    Organisation("POA", "union", ("Prison Officers Association", "Prison Officers' Association")),
    Organisation("Unite", "union", ("UNITE",)),
    Organisation("RMT", "union"),
    Organisation("Probation Association", "employer body"),
    Organisation("Probation Institute", "professional body"),
    Organisation("HMPPS", "public body", ("HM Prison and Probation Service",)),
    Organisation("NOMS", "public body", ("National Offender Management Service",)),
    Organisation("Ministry of Justice", "public body", ("MoJ", "MOJ")),
    Organisation("National Probation Service", "employer", ("NPS",)),
    Organisation("Cafcass", "employer", ("CAFCASS",)),
    Organisation("Sodexo", "employer"),
    Organisation("Seetec", "employer", ("SEETEC",)),
    Organisation("Working Links", "employer"),
    Organisation("Interserve", "employer"),
    Organisation("MTCnovo", "employer", ("MTC Novo", "MTCNovo")),
)

_FORMS = {form: row for row in ORGANISATIONS for form in (row.name, *row.aliases)}
ANY_FORM = "|".join(re.escape(form) for form in sorted(_FORMS, key=len, reverse=True))
ORGANISATION = re.compile(rf"(?<![\w/])(?:{ANY_FORM})(?![\w])")
UNION_FORMS = "|".join(
    re.escape(f) for f in sorted(_FORMS, key=len, reverse=True) if _FORMS[f].kind == "union"
)
UNION = re.compile(rf"(?<!\w)(?:{UNION_FORMS})(?!\w)")


def canonical(form: str) -> str:
    """The one form in which a name is written; a name that is not listed stays as it is."""
    row = _FORMS.get(form)
    return form if row is None else row.name


def organisations_in(text: str) -> tuple[str, ...]:
    """The organisations that a text names, each once, in the order of their first mention."""
    return tuple(dict.fromkeys(canonical(match.group()) for match in ORGANISATION.finditer(text)))


def unions_in(text: str) -> tuple[str, ...]:
    """The unions that a text names, each once, in the order of their first mention."""
    return tuple(dict.fromkeys(canonical(match.group()) for match in UNION.finditer(text)))
