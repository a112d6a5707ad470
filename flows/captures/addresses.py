"""Addresses of pages: whether two lead to one post."""

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

_ARCHIVE = re.compile(r"https?://web\.archive\.org/web/\d+[a-z_]*/", re.IGNORECASE)
_COUNTRY_OF_BLOGGER = re.compile(r"\.blogspot\.(?:[a-z]{2,3}\.)?[a-z]{2,3}$")
"""Blogger shows a blog under an address for each country."""
_DOES_NOT_MATTER = frozenset({"m", "showcomment", "spref", "fbclid", "gclid", "pli"})
"""Parameters of one page's views. ``commentPage`` is none of them: it shows another part of the thread."""


class Address(NamedTuple):
    """What an address says of the post."""

    host: str
    page: str
    """Path and parameters."""


def address_of(url: str) -> Address:
    """The address without what does not tell one post from another: scheme, ``www.``, an archive's prefix, fragment."""
    url = _ARCHIVE.sub("", url.strip())
    try:
        parts = urlsplit(url if "://" in url else f"//{url}")
        host = parts.hostname or ""
    except ValueError:  # no address at all: it leads to the post of the same words alone
        return Address("", url)
    host = _COUNTRY_OF_BLOGGER.sub(".blogspot.com", host.removeprefix("www.").removeprefix("m."))
    given = sorted(
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if _matters(name)
    )
    path = unquote(parts.path).rstrip("/")
    return Address(host, "&".join([path, *(f"{name}={value}" for name, value in given)]))


def _matters(parameter: str) -> bool:
    return parameter.lower() not in _DOES_NOT_MATTER and not parameter.lower().startswith("utm_")
