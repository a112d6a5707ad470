"""What is taken of shards: the section ``[shards]`` of ``dataset.toml``."""

import re
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from flows.errors import UsageError

HOSTS = "hosts"
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*")


class Columns(NamedTuple):
    """The names of a record's text, identifier, address, and day of capture: by default as FineWeb has them."""

    text: str = "text"
    id: str = "id"
    url: str = "url"
    date: str = "date"


class Taken(NamedTuple):
    """The columns that are read, and the hosts whose pages are taken, with those below them; none stands for all."""

    columns: Columns = Columns()
    hosts: tuple[str, ...] = ()

    def is_wanted(self, url: Any) -> bool:
        """Whether a record with this address is taken; one without is not where hosts are named."""
        return not self.hosts or _is_below(url, self.hosts)


USUAL = Taken()


def taken_of(values: Any, file: Path) -> Taken:
    """What a section of this file says; UsageError naming file and key where it is wrong."""
    if not isinstance(values, dict):
        raise UsageError(f"{file}: shards should be a table that begins with [shards]")
    names = {key: value for key, value in values.items() if key != HOSTS}
    for key, name in names.items():
        if key not in Columns._fields:
            raise UsageError(
                f"{file}: shards.{key} is not known: it may hold {', '.join(Columns._fields)}, each the name of a column, and {HOSTS}"
            )
        if not isinstance(name, str) or not name.strip():
            raise UsageError(f"{file}: shards.{key} should be the name of a column, in quotation marks")
    columns = Columns(**names)
    if len(set(columns)) < len(columns):
        raise UsageError(
            f"{file}: shards names one column twice (text, id, url and date, where nothing is said): give each its own"
        )
    return Taken(columns, _hosts(values.get(HOSTS, []), file))


def _hosts(values: Any, file: Path) -> tuple[str, ...]:
    if not isinstance(values, list) or not all(map(_is_host, values)):
        raise UsageError(
            f'{file}: shards.{HOSTS} should be a list of names of hosts, such as ["blogspot.com", "blog.example.org"], without http:// and paths'
        )
    return tuple(sorted({host.casefold() for host in values}))


def _is_host(value: Any) -> bool:
    return isinstance(value, str) and _HOST.fullmatch(value) is not None


def _is_below(url: Any, hosts: tuple[str, ...]) -> bool:
    """Whether an address, as a shard has it, is on one of these hosts or one below."""
    words = url.decode("utf-8", "replace") if isinstance(url, bytes) else url
    if not isinstance(words, str):
        return False
    try:
        host = (urlsplit(words.strip()).hostname or "").rstrip(".")
    except ValueError:
        return False
    return host in hosts or host.endswith(tuple(f".{name}" for name in hosts))
