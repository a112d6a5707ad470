"""Sets of what is one, from pairs."""

from collections.abc import Iterable


class Sets:
    """Disjoint sets of names, joined pair by pair; each goes by its smallest name."""

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        self._above: dict[str, str] = {}
        for one, other in pairs:
            self.join(one, other)

    def of(self, name: str) -> str:
        """The smallest name of the set in which a name is."""
        root = name
        while (above := self._above.get(root, root)) != root:
            root = above
        while name != root:
            self._above[name], name = root, self._above[name]
        return root

    def join(self, one: str, other: str) -> None:
        least, greater = sorted((self.of(one), self.of(other)))
        self._above[least] = self._above[greater] = least

    def members(self) -> list[tuple[str, ...]]:
        """The sets, in order, and the names in each."""
        found: dict[str, list[str]] = {}
        for name in sorted(self._above):
            found.setdefault(self.of(name), []).append(name)
        return [tuple(names) for names in found.values()]
