"""How TF1 numbers what is created without a name: ``dense``, ``dense_1``, per scope and branch."""

from __future__ import annotations

from migrate.model.name_templates import UNKNOWN

# Where in a run something happens, as the branches taken to get there: (activation, line, column, arm).
Arms = tuple[tuple[int, int, int, str], ...]


class Counters:
    """What was taken of each default name below each scope path, and on which branches.

    Args:
      ignores_case: as TF1 does where it names operations: after `A`, `a` is taken.
    """

    def __init__(self, ignores_case: bool = False) -> None:
        self._taken: dict[tuple[str, str], list[Arms | None]] = {}
        self._ignores_case = ignores_case

    def _key(self, path: str, name: str) -> tuple[str, str]:
        return (path.lower(), name.lower()) if self._ignores_case else (path, name)

    def unique(self, path: str, name: str, arms: Arms, in_loop: bool) -> str:
        """The name TF1 makes of ``name``: itself, then ``name_1``, ``name_2``."""
        taken = self._taken.setdefault(self._key(path, name), [])
        if (in_loop and "{" not in name) or self._may_be_taken(path, name):
            taken.append(None)  # names made from a loop's variable differ
            return f"{name}_{UNKNOWN}"
        number = 0
        while True:
            candidate = f"{name}_{number}" if number else name
            here = self._taken.setdefault(self._key(path, candidate), [])
            count = _count(here, arms)
            if count is None:
                taken.append(arms)
                return f"{name}_{UNKNOWN}"
            if not count:
                here.append(arms)
                return candidate
            number += 1

    def again(self, path: str, name: str, arms: Arms) -> bool:
        """Whether a name that is put together may have been taken, as it is now."""
        taken = self._taken.setdefault(self._key(path, name), [])
        count = _count(taken, arms)
        taken.append(arms)
        return count != 0

    def _may_be_taken(self, path: str, name: str) -> bool:
        """Whether an explicit name that is made of a number may be one of those: ``dense_{i}``."""
        path, name = self._key(path, name)
        given = (other for p, other in self._taken if p == path and "{" in other and other != name)
        return any(other.partition("{")[0] == f"{name}_" for other in given)

    def take(self, path: str, name: str, arms: Arms) -> None:
        """An explicit name counts too, but is never changed."""
        taken = self._taken.setdefault(self._key(path, name), [])
        if not taken:
            taken.append(arms)

    def close(self, path: str) -> None:
        """Leaving a scope forgets what was taken below it."""
        below = f"{path}/"
        for known, name in list(self._taken):
            if known == path or known.startswith(below):
                del self._taken[known, name]


def _count(taken: list[Arms | None], arms: Arms) -> int | None:
    """How many of ``taken`` have happened when ``arms`` are taken; None if that depends."""
    count = 0
    for other in taken:
        if other is None:
            return None
        if other == arms[: len(other)]:
            count += 1
        elif not _excludes(other, arms):
            return None
    return count


def _excludes(a: Arms, b: Arms) -> bool:
    """Whether two places lie on different arms of one branch."""
    for (*x, one), (*y, other) in zip(a, b, strict=False):
        if x != y:
            return False
        if one != other:
            return {one, other} == {"if", "else"}
    return False
